"""Utterances and their sound: on timelines worked by hand in seconds, and on made-up speech cut anyhow."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.conversation.events import SpeechEnded, SpeechStarted
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Segment, seconds, to_samples
from monitor.engine.utterances import QUIET_S, UtteranceCutter, UtteranceSettings
from tests.conversation.speech import C, T, lane

USUAL = UtteranceSettings(
    pre_roll_s=0.3,
    post_roll_s=0.3,
    close_after_s=0.4,
    cut_after_s=12.0,
    cut_at_latest_s=15.0,
    quietest_among_s=3.0,
)
STEP = to_samples(0.05)
LONGEST = to_samples(15 + 0.3 + 0.3)


def segments(*stretches):
    return [Segment(to_samples(start), to_samples(end)) for start, end in stretches]


def boundaries(spoken, channel=C):
    """Ends before beginnings where two segments touch."""
    return [
        each
        for segment in spoken
        for each in (SpeechStarted(channel, segment.start), SpeechEnded(channel, segment.end))
    ]


def noise(length, seed=0):
    return np.random.default_rng(seed).integers(-3000, 3000, length, dtype=np.int16)


def cut(spoken, sound, stops=None, ahead=0, chosen=USUAL, finish=True):
    """The cuts, the sound always heard `ahead` samples before its speech is settled."""
    cutter, end = UtteranceCutter(C, chosen), len(sound)
    speech, cuts, heard, before = boundaries(spoken), [], 0, -1
    for stop in [*(range(STEP, end, STEP) if stops is None else sorted(stops)), end]:
        until = min(stop + ahead, end)
        cutter.hear(sound[heard:until], until)
        cuts += cutter.advance(stop, [each for each in speech if before < each.at <= stop])
        heard, before = until, stop
    return cuts + (cutter.finish(end) if finish else [])


def told(cuts):
    """(voiced, closed at, sound from, sound to), in seconds."""
    return [
        (
            [(seconds(each.start), seconds(each.end)) for each in cut.utterance.voiced],
            seconds(cut.utterance.closed_at),
            pytest.approx(seconds(cut.audio_start)),
            pytest.approx(seconds(cut.audio_end)),
        )
        for cut in cuts
    ]


def exactly(cuts):
    return [(cut.utterance, cut.audio_start, cut.audio.tobytes()) for cut in cuts]


class TestClosing:
    def test_opens_with_speech_and_closes_after_a_silence_with_a_little_sound_about_it(self):
        assert told(cut(segments((1, 2)), noise(4 * SAMPLE_RATE))) == [([(1.0, 2.0)], 2.4, 0.7, 2.3)]

    def test_a_pause_belongs_to_the_utterance(self):
        (only,) = cut(segments((1, 2), (2.39, 3)), noise(4 * SAMPLE_RATE))
        assert told([only])[0][0] == [(1.0, 2.0), (2.39, 3.0)]

    def test_a_silence_as_long_as_it_takes_does_not(self):
        cuts = cut(segments((1, 2), (2.4, 3)), noise(4 * SAMPLE_RATE))
        assert told(cuts) == [([(1.0, 2.0)], 2.4, 0.7, 2.3), ([(2.4, 3.0)], 3.4, 2.1, 3.3)]

    def test_nothing_is_too_short(self):
        assert told(cut(segments((1, 1.1)), noise(2 * SAMPLE_RATE))) == [([(1.0, 1.1)], 1.5, 0.7, 1.4)]

    def test_there_is_no_sound_before_the_session(self):
        assert told(cut(segments((0.1, 1)), noise(2 * SAMPLE_RATE))) == [([(0.1, 1.0)], 1.4, 0.0, 1.3)]

    def test_sound_from_before_does_not_reach_into_the_utterance_before(self):
        chosen = replace(USUAL, pre_roll_s=2.0)
        first, second = cut(segments((1, 2), (2.5, 3)), noise(4 * SAMPLE_RATE), chosen=chosen)
        assert (second.audio_start, first.utterance.end) == (to_samples(2.0), to_samples(2.0))

    def test_the_sound_is_that_of_the_session(self):
        sound = noise(40 * SAMPLE_RATE)
        for each in cut(segments((1, 2), (5, 19), (33, 39)), sound):
            assert np.array_equal(each.audio, sound[each.audio_start : each.audio_end])

    def test_the_other_channel_is_passed_over(self):
        cutter = UtteranceCutter(C, USUAL)
        cutter.hear(noise(48_000), 48_000)
        assert cutter.advance(48_000, boundaries(segments((0.5, 1)), T)) == []
        assert cutter.finish(48_000) == []


class TestCuttingWhatGoesOn:
    def test_at_the_first_pause_after_a_while_as_soon_as_enough_sound_follows(self):
        cuts = cut(segments((1, 13), (13.35, 14)), noise(16 * SAMPLE_RATE))
        assert told(cuts) == [([(1.0, 13.0)], 13.3, 0.7, 13.3), ([(13.35, 14.0)], 14.4, 13.05, 14.3)]

    def test_or_as_soon_as_speech_goes_on(self):
        cuts = cut(segments((1, 13), (13.2, 14)), noise(16 * SAMPLE_RATE))
        assert told(cuts) == [([(1.0, 13.0)], 13.2, 0.7, 13.2), ([(13.2, 14.0)], 14.4, 13.0, 14.3)]

    def test_a_pause_before_that_cuts_nothing(self):
        (only,) = cut(segments((1, 12.9), (13.1, 14)), noise(16 * SAMPLE_RATE))
        assert told([only])[0][0] == [(1.0, 12.9), (13.1, 14.0)]

    def test_speech_without_a_pause_is_cut_in_its_quietest_moment(self):
        sound = noise(30 * SAMPLE_RATE)
        sound[to_samples(14.2) : to_samples(14.3)] //= 8
        first, second = cut(segments((1, 20)), sound)
        assert told([first]) == [([(1.0, 14.25)], 16.0, 0.7, 14.25)]
        assert told([second]) == [([(14.25, 20.0)], 20.4, 14.25, 20.3)]

    def test_but_not_where_it_was_quieter_before(self):
        sound = noise(30 * SAMPLE_RATE)
        sound[to_samples(12.8) : to_samples(12.95)] = 0
        first, _ = cut(segments((1, 20)), sound)
        assert first.utterance.end >= to_samples(13.0)

    def test_in_silence_at_the_first_place(self):
        first, _ = cut(segments((0, 16)), np.zeros(20 * SAMPLE_RATE, np.int16))
        assert first.utterance.end == to_samples(12.0 + QUIET_S / 2)

    def test_a_pause_in_which_it_is_cut_is_in_neither_part(self):
        chosen = replace(USUAL, quietest_among_s=6.0)
        sound = noise(30 * SAMPLE_RATE)
        sound[to_samples(11.5) : to_samples(11.7)] = 0
        first, second = cut(segments((1, 11.4), (11.75, 20)), sound, chosen=chosen)
        assert told([first]) == [([(1.0, 11.4)], 16.0, 0.7, 11.55)]
        assert told([second]) == [([(11.75, 20.0)], 20.4, 11.45, 20.3)]

    def test_speech_that_never_ends_is_cut_again_and_again(self):
        cuts = cut(segments((0, 100)), noise(100 * SAMPLE_RATE))
        assert all(12 <= seconds(each.utterance.end - each.utterance.start) <= 15 for each in cuts[:-1])
        assert [a.utterance.end for a in cuts[:-1]] == [b.utterance.start for b in cuts[1:]]


class TestTheEnd:
    def test_what_is_open_ends_with_the_session(self):
        assert told(cut(segments((1, 2)), noise(2 * SAMPLE_RATE))) == [([(1.0, 2.0)], 2.0, 0.7, 2.0)]

    def test_and_so_does_who_still_speaks(self):
        cutter = UtteranceCutter(C, USUAL)
        cutter.hear(noise(32_000), 32_000)
        cutter.advance(16_000, [SpeechStarted(C, 8000)])
        assert told(cutter.finish(32_000)) == [([(0.5, 2.0)], 2.0, pytest.approx(0.2), 2.0)]

    def test_a_session_without_speech_has_none(self):
        assert cut([], noise(SAMPLE_RATE)) == []


class TestOpen:
    def test_there_is_none_before_speech_and_after_it(self):
        cutter = UtteranceCutter(C, USUAL)
        cutter.hear(noise(32_000), 32_000)
        assert cutter.open() is None
        cutter.advance(32_000, boundaries(segments((0.5, 1))))
        assert cutter.open() is None

    def test_who_speaks_is_taken_to_speak_on_as_far_as_there_is_sound(self):
        cutter, sound = UtteranceCutter(C, USUAL), noise(32_000)
        cutter.hear(sound, 32_000)
        cutter.advance(28_000, [SpeechStarted(C, 16_000)])
        lasting = cutter.open()
        assert lasting is not None
        assert lasting.utterance.voiced == (Segment(16_000, 32_000),)
        assert np.array_equal(lasting.audio, sound[16_000 - 4800 :])

    def test_in_a_pause_the_sound_ends_a_little_after_the_voice(self):
        cutter = UtteranceCutter(C, USUAL)
        cutter.hear(noise(64_000), 64_000)
        cutter.advance(32_000 + 3000, boundaries(segments((1, 2))))
        lasting = cutter.open()
        assert lasting is not None
        assert lasting.audio_end == to_samples(2.3)

    @pytest.mark.parametrize(("heard", "complete"), [(2.29, False), (2.3, True), (2.38, True)])
    def test_in_a_pause_it_is_complete_with_all_the_sound_that_it_would_have_if_it_were_over(
        self, heard, complete
    ):
        cutter, end = UtteranceCutter(C, USUAL), to_samples(heard)
        sound = noise(to_samples(2.5))
        cutter.hear(sound[:end], end)
        cutter.advance(to_samples(2.1), boundaries(segments((1, 2))))
        lasting = cutter.open()
        assert lasting is not None
        assert lasting.complete is complete
        cutter.hear(sound[end:], len(sound))
        (over,) = cutter.advance(to_samples(2.5), [])
        assert np.array_equal(lasting.audio, over.audio) is complete

    def test_who_speaks_is_never_complete(self):
        cutter = UtteranceCutter(C, USUAL)
        cutter.hear(noise(48_000), 48_000)
        cutter.advance(48_000, [SpeechStarted(C, 16_000)])
        lasting = cutter.open()
        assert lasting is not None
        assert not lasting.complete

    def test_its_sound_stays_as_it_is_while_the_session_goes_on(self):
        cutter, sound = UtteranceCutter(C, USUAL), noise(200 * SAMPLE_RATE)
        seen = []
        for until in range(STEP, len(sound), STEP):
            cutter.hear(sound[until - STEP : until], until)
            cutter.advance(until, [SpeechStarted(C, 0)] if until == STEP else [])
            lasting = cutter.open()
            assert lasting is not None
            seen.append(lasting)
        for each in seen[::97]:
            assert np.array_equal(each.audio, sound[each.audio_start : each.audio_end])
            assert not each.audio.flags.writeable


@st.composite
def speech_and_cuts(draw):
    slower = draw(st.sampled_from([1, 1, 8]))  # speech that goes on and on, too
    spoken = [
        Segment(slower * each.start, slower * each.end) for each in draw(lane(most=10 if slower == 1 else 3))
    ]
    end = (spoken[-1].end if spoken else 0) + draw(st.sampled_from([0, 1, 160, 4800, 16_000]))
    stops = st.lists(st.integers(0, max(end, 1)), max_size=12)
    return spoken, end, [min(each, end) for each in draw(stops)], draw(stops), draw(st.integers(0, 8000))


@settings(max_examples=150, deadline=None)
@given(speech_and_cuts())
def test_how_it_is_cut_into_calls_changes_nothing(made):
    spoken, end, one, other, ahead = made
    sound = noise(end)
    assert exactly(cut(spoken, sound, one)) == exactly(
        cut(spoken, sound, [min(each, end) for each in other], ahead)
    )


@settings(max_examples=150, deadline=None)
@given(speech_and_cuts())
def test_all_speech_and_nothing_else_is_in_exactly_one_utterance(made):
    spoken, end, stops, _, _ = made
    cuts = cut(spoken, noise(end), stops)
    voiced = np.zeros(end + 1, np.int8)
    for each in cuts:
        for segment in each.utterance.voiced:
            voiced[segment.start : segment.end] += 1
    expected = np.zeros(end + 1, np.int8)
    for segment in spoken:
        expected[segment.start : segment.end] = 1
    assert np.array_equal(voiced, expected)


@settings(max_examples=100, deadline=None)
@given(speech_and_cuts())
def test_each_is_short_enough_for_one_window_and_its_sound_holds_its_speech(made):
    spoken, end, stops, _, _ = made
    for each in cut(spoken, noise(end), stops):
        assert len(each.audio) <= LONGEST
        assert each.audio_start <= each.utterance.start
        assert each.utterance.end <= each.audio_end <= each.utterance.closed_at


def test_memory_does_not_grow():
    cutter, sound = UtteranceCutter(C, USUAL), noise(SAMPLE_RATE)
    sizes = set()
    for second in range(1, 600):
        until = second * SAMPLE_RATE
        cutter.hear(sound, until)
        speech = [SpeechStarted(C, until - FRAME_SAMPLES)] if second == 30 else []
        cutter.advance(until, speech)
        sizes.add(len(cutter._tape._samples))
    assert sizes == {2 * to_samples(15.3)}


def test_sound_with_a_hole_is_refused():
    cutter = UtteranceCutter(C, USUAL)
    cutter.hear(noise(160), 160)
    with pytest.raises(ValueError, match="must go on there"):
        cutter.hear(noise(160), 480)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pre_roll_s": -0.1}, "negative"),
        ({"post_roll_s": 0.5}, "post_roll_s"),
        ({"cut_after_s": 0.4}, "cut_after_s"),
        ({"cut_at_latest_s": 12.0}, "cut_at_latest_s"),
        ({"quietest_among_s": 0.05}, "quietest_among_s"),
        ({"quietest_among_s": 15.0}, "quietest_among_s"),
    ],
)
def test_impossible_settings_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        replace(USUAL, **wrong)
