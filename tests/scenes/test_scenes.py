"""The scene maker itself: its truth is what can be heard, and its faults are what they say."""

import numpy as np
import pytest

from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.scenes import faults
from tests.scenes.dialogue import Performance, perform
from tests.scenes.scene import VOICES, Scene, scene
from tests.scenes.script import How, read_script, write_script
from tests.scenes.truth import Truth
from tests.scenes.voice import ACTIVE_DBFS, Stretch, Voice, active_rms, say

pytestmark = pytest.mark.speech

T, C = Channel.THERAPIST, Channel.CLIENT
CAST = {channel: voices[0] for channel, voices in VOICES.items()}
SCRIPT = """
therapist | gap 0         | how are you feeling today ?
client    | gap 0.25      | I woke up at four and I was very anxious about money .
therapist | nods 1.50     | mm-hm .
client    | pause 0.60    | my brother called me last night and he was so angry that I could not sleep .
therapist | tries 0.80    | what happened next ?
client    | silence 3.50  | I want to sleep but I can't stop thinking // about everything .
therapist | cuts in 0.70  | let's take a slow breath .
client    | overlaps 0.20 | okay I think so .
"""


@pytest.fixture(scope="module")
def spoken() -> Performance:
    return perform(read_script(SCRIPT), CAST)


@pytest.fixture(scope="module")
def made() -> Scene:
    return scene(7, 3)


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-12))


def samples(stretch: Stretch) -> slice:
    return slice(round(stretch[0] * SAMPLE_RATE), round(stretch[1] * SAMPLE_RATE))


def test_events_are_those_of_the_script(spoken: Performance) -> None:
    events = [(event.kind, event.by) for event in spoken.truth().events]
    assert events == [
        ("backchannel", T),
        ("attempted_interruption", T),
        ("silence", None),
        ("successful_interruption", T),
        ("terminal_overlap", C),
    ]


def test_each_line_comes_in_when_the_script_says(spoken: Performance) -> None:
    question, answer, nod, more, attempt, again, cut, reply = spoken.placed
    assert answer.start - question.end == pytest.approx(0.25)
    assert nod.start - answer.start == pytest.approx(1.5)
    assert more.start - answer.end == pytest.approx(0.6)
    assert attempt.start - more.start == pytest.approx(0.8)
    assert again.start - more.end == pytest.approx(3.5)
    assert again.end - cut.start == pytest.approx(0.7)
    assert cut.end - reply.start == pytest.approx(0.2)


def test_turns_pass_over_asides_and_go_on_after_a_silence(spoken: Performance) -> None:
    question, _, _, _, _, again, cut, reply = spoken.placed
    turns = [(turn.by, turn.start, turn.end) for turn in spoken.truth().turns]
    assert turns == [
        (T, question.start, question.end),
        (C, spoken.placed[1].start, again.end),
        (T, cut.start, cut.end),
        (C, reply.start, reply.end),
    ]


def test_a_line_that_breaks_off_says_no_more_words(spoken: Performance) -> None:
    words = [word for word in spoken.truth().words[C] if word.start >= spoken.placed[5].start]
    assert (
        " ".join(word.text for word in words) == "I want to sleep but I can't stop thinking okay I think so"
    )
    assert words[8].end == pytest.approx(spoken.placed[5].end, abs=0.02)


def test_words_lie_within_speech_and_in_order(spoken: Performance) -> None:
    truth = spoken.truth()
    for channel in Channel:
        words = truth.words[channel]
        assert all(word.start < word.end for word in words)
        assert [word.start for word in words] == sorted(word.start for word in words)
        first, last = truth.segments[channel][0][0], truth.segments[channel][-1][1]
        assert words[0].start == pytest.approx(first)
        assert words[-1].end == pytest.approx(last)


def test_speech_is_where_the_energy_is(made: Scene) -> None:
    sound = made.audio / np.float32(32768)
    for column, channel in enumerate(Channel):
        silent = np.ones(len(sound), dtype=bool)
        for stretch in made.truth.segments[channel]:
            silent[samples((stretch[0] - 0.02, stretch[1] + 0.02))] = False
            assert level_db(sound[samples(stretch), column]) > ACTIVE_DBFS - 10
        assert np.abs(sound[silent, column]).max() < 10 ** (ACTIVE_DBFS / 20) / 20


def test_speech_starts_and_ends_audibly(made: Scene) -> None:
    """Within 30 ms of each true boundary there is sound on its inner side."""
    sound = made.audio / np.float32(32768)
    for column, channel in enumerate(Channel):
        for start, end in made.truth.segments[channel]:
            for inner in ((start, start + 0.03), (end - 0.03, end)):
                assert level_db(sound[samples(inner), column]) > ACTIVE_DBFS - 40


def test_the_same_seed_gives_the_same_scene(made: Scene) -> None:
    say.cache_clear()
    again = scene(7, 3)
    assert again.truth == made.truth
    assert np.array_equal(again.audio, made.audio)
    assert scene(8, 3).truth != made.truth


def test_conversations_have_every_event_and_natural_timing() -> None:
    scenes = [scene(seed, 5) for seed in range(4)]
    for kind in ("terminal_overlap", "successful_interruption", "attempted_interruption", "backchannel"):
        assert all(one.truth.of(kind, by=T) for one in scenes), kind
    assert all(one.truth.of("silence") for one in scenes)
    lines = [line for one in scenes for line in one.script]
    gaps = [line.seconds for line in lines if line.how is How.GAP]
    overlaps = [line.seconds for line in lines if line.how is How.OVERLAPS]
    assert 0.12 < np.median(gaps) < 0.3
    assert max(overlaps) <= 0.45
    assert all(290 < one.truth.duration < 330 for one in scenes)


def test_signs_of_listening_stand_alone(made: Scene) -> None:
    for nod in made.truth.of("backchannel"):
        assert nod.end - nod.start < 0.9
        assert nod.by is not None
        others = [s for s in made.truth.segments[nod.by] if s[1] <= nod.start or s[0] >= nod.end]
        assert all(end <= nod.start - 1.0 or start >= nod.end + 1.0 for start, end in others)


def test_a_script_can_be_written_and_read(made: Scene) -> None:
    script = read_script(write_script(made.script))
    assert [str(line) for line in script] == [str(line) for line in made.script]


def test_truth_can_be_written_and_read(made: Scene) -> None:
    assert Truth.from_json(made.truth.to_json()) == made.truth


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("client | pause 1 | yes .", "line 1: the first line must come in after a gap"),
        ("client | gap 1 | yes .\nclient | gap 1 | yes .", "line 2: 'gap' is for the other speaker"),
        ("client | gap 1 | yes .\ntherapist | cuts in 1 | no .", "line 2: nothing to cut into"),
        ("client | gap 1 | yes // no .\ntherapist | gap 1 | no .", "nobody cuts in"),
        ("client | gap 1", "line 1: a line has three parts"),
        ("client | shouts 1 | yes .", "'shouts' is not a valid How"),
    ],
)
def test_a_script_that_cannot_be_played_is_refused(script: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_script(script)


def test_an_unknown_voice_is_an_error() -> None:
    with pytest.raises(Exception, match="espeak_process"):
        say("yes .", Voice("nobody"))


def test_utterances_have_one_level() -> None:
    for text in ("mm-hm .", "how are you feeling today ?"):
        assert 20 * np.log10(active_rms(say(text, CAST[T]).sound)) == pytest.approx(ACTIVE_DBFS, abs=0.5)


def test_gain_turns_one_channel_down(made: Scene) -> None:
    low = scene(7, 3, client_gain_db=-18)
    assert np.array_equal(low.audio[:, 0], made.audio[:, 0])
    assert level_db(low.audio[:, 1]) - level_db(made.audio[:, 1]) == pytest.approx(-18, abs=0.1)


def test_drift_makes_the_client_ever_later(made: Scene) -> None:
    slow = scene(7, 3, drift_ppm=1000)
    assert np.array_equal(slow.audio[:, 0], made.audio[:, 0])
    last, true = slow.truth.segments[C][-1], made.truth.segments[C][-1]
    assert last[0] - true[0] == pytest.approx(true[0] * 1e-3)
    heard = slow.audio[samples((last[0], last[0] + 0.1)), 1]
    said = made.audio[samples((true[0], true[0] + 0.1)), 1]
    assert np.corrcoef(heard, said)[0, 1] > 0.9


def test_dropouts_are_holes_in_both_channels(made: Scene) -> None:
    holed = scene(7, 3, dropouts_per_minute=10)
    changed = np.flatnonzero((holed.audio != made.audio).any(axis=1))
    assert len(changed) > 0
    assert not holed.audio[changed].any()


def test_noise_has_its_level_and_no_tone_in_common(made: Scene) -> None:
    noisy = scene(7, 3, snr_db=20)
    added = (noisy.audio.astype(float) - made.audio) / 32768
    assert level_db(added[:, 0]) == pytest.approx(ACTIVE_DBFS - 20 + 1, abs=0.5)  # the hum adds 1 dB
    assert abs(np.corrcoef(added[:, 0], added[:, 1])[0, 1]) < 0.3


@pytest.mark.parametrize(("fault", "delay_s"), [({"bleed_db": -12}, 0.002), ({"echo_db": -12}, 0.12)])
def test_bleed_is_the_other_voice_later_and_lower(
    made: Scene, fault: dict[str, float], delay_s: float
) -> None:
    heard = scene(7, 3, **fault)
    added = heard.audio[:, 0].astype(float) - made.audio[:, 0]
    assert level_db(added) - level_db(made.audio[:, 1]) == pytest.approx(-12, abs=1.5)
    likeness = np.fft.irfft(np.fft.rfft(added, 1 << 23) * np.conj(np.fft.rfft(made.audio[:, 1], 1 << 23)))
    assert np.argmax(likeness) == pytest.approx(delay_s * SAMPLE_RATE, abs=2)


def test_coughs_and_knocks_keep_clear_of_the_speaker() -> None:
    noisy = scene(7, 3, sounds_per_minute=6)
    assert noisy.sounds[T]
    for channel in Channel:
        for start, end in noisy.sounds[channel]:
            assert all(end < a or start > b for a, b in noisy.truth.segments[channel])
            column = list(Channel).index(channel)
            assert level_db(noisy.audio[samples((start, end)), column] / 32768) > ACTIVE_DBFS - 1


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_other_rates_last_as_long(made: Scene, rate: int) -> None:
    other = scene(7, 3, rate=rate)
    assert len(other.audio) / rate == pytest.approx(made.truth.duration, abs=0.01)
    assert other.truth == made.truth


@pytest.mark.parametrize("fall", [faults.PINK, faults.ROOM_TONE])
def test_noise_falls_as_it_says(fall: float) -> None:
    power = np.asarray(
        np.square(np.abs(np.fft.rfft(faults.falling_noise(1 << 18, np.random.default_rng(1), fall))))
    )
    hz = np.fft.rfftfreq(1 << 18, 1 / SAMPLE_RATE)
    octaves = [np.mean(power[(hz >= low) & (hz < 2 * low)]) for low in (100, 200, 400, 800, 1600)]
    assert np.diff(10 * np.log10(octaves)) == pytest.approx(-fall, abs=0.6)
