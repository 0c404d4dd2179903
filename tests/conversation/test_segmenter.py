"""The segmenter, on rows of frames worked by hand: # is a voiced frame of 10 ms, . an unvoiced one."""

from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.conversation.events import SpeechEnded, SpeechStarted
from monitor.conversation.segmenter import Segmenter, SegmenterSettings, delay
from monitor.conversation.timeline import FRAME_SAMPLES, Channel
from tests.conversation.speech import C, T

# No smoothing: what happens to bursts and dips alone, 4 and 3 frames.
PLAIN = SegmenterSettings(window_frames=1, on_share=0.6, off_share=0.4, dip_max_s=0.04, burst_min_s=0.03)
# Of 5 frames 3 switch on, and fewer than 2 switch off.
SMOOTH = replace(PLAIN, window_frames=5)
USUAL = SegmenterSettings(window_frames=5, on_share=0.6, off_share=0.4, dip_max_s=0.18, burst_min_s=0.1)


def scores(row):
    return [1.0 if frame == "#" else 0.0 for frame in row]


def spoken(speech):
    """[start, end) of each segment, in frames; beginnings and ends must take turns."""
    assert [type(each) for each in speech] == [SpeechStarted, SpeechEnded] * (len(speech) // 2)
    frames = [each.at // FRAME_SAMPLES for each in speech]
    return list(zip(frames[::2], frames[1::2], strict=True))


def segments(row, chosen):
    segmenter = Segmenter(T, chosen)
    return spoken(segmenter.feed(scores(row)) + segmenter.finish())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("", []),
        ("..........", []),
        ("..###.......", [(2, 5)]),
        ("..##........", []),  # a burst of 2
        ("###.......", [(0, 3)]),
        ("..###...###....", [(2, 11)]),  # a dip of 3 is bridged
        ("..###....###....", [(2, 5), (9, 12)]),  # a pause of 4 is not
        ("..#..#.......", [(2, 6)]),  # dips are bridged before bursts are measured
        ("..#....#....#....", []),
        (".....###", [(5, 8)]),  # the recording ends while somebody speaks
        (".....###..", [(5, 8)]),
        (".....##", []),
        (".....#####.#", [(5, 12)]),
    ],
)
def test_bursts_and_dips(row, expected):
    assert segments(row, PLAIN) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("....##......", []),  # never 3 of 5
        ("....###.........", [(4, 8)]),  # on where 3 of 5 are, off where fewer than 2 are
        ("....######......", [(4, 11)]),
        ("....#.#.#.#.#.........", [(6, 13)]),  # 2 of 5 keep it going
        ("....######..#..#..#.......", [(4, 12)]),  # 1 of 5 does not, nor do 2 switch it on again
        ("....######", [(4, 10)]),  # the window reaches past the end, the segment does not
        ("######....", [(0, 7)]),
    ],
)
def test_hysteresis_on_the_share_of_voiced_frames(row, expected):
    assert segments(row, SMOOTH) == expected


def test_bursts_below_100_ms_are_dropped_and_dips_below_180_ms_bridged():
    plain = replace(USUAL, window_frames=1)
    assert segments("." * 20 + "#" * 9 + "." * 30, plain) == []
    assert segments("." * 20 + "#" * 10 + "." * 30, plain) == [(20, 30)]
    assert segments("#" * 20 + "." * 17 + "#" * 20 + "." * 30, plain) == [(0, 57)]
    assert segments("#" * 20 + "." * 18 + "#" * 20 + "." * 30, plain) == [(0, 20), (38, 58)]


def test_scores_between_no_and_yes_count_by_their_size():
    segmenter = Segmenter(T, SMOOTH)
    assert spoken(segmenter.feed([0.5] * 20) + segmenter.finish()) == []
    segmenter = Segmenter(T, SMOOTH)
    assert spoken(segmenter.feed([0.75] * 20) + segmenter.finish()) == [(1, 20)]


@pytest.mark.parametrize("channel", Channel)
def test_speech_is_of_the_channel(channel):
    speech = Segmenter(channel, PLAIN).feed(scores("..###....."))
    assert speech == [SpeechStarted(channel, 2 * FRAME_SAMPLES), SpeechEnded(channel, 5 * FRAME_SAMPLES)]


def test_nothing_is_pending_at_the_end_with_any_hysteresis():
    """A wide window that is slow to switch off must not keep the last words from ending."""
    slow = replace(PLAIN, window_frames=9, off_share=0.1)
    assert segments("....##########", slow) == [(5, 14)]


SHARES = st.sampled_from([0.1, 0.2, 0.4, 0.6, 0.8, 1.0])
SETTINGS = st.builds(
    lambda window, shares, dip, burst: SegmenterSettings(window, max(shares), min(shares), dip, burst),
    st.sampled_from([1, 3, 5, 9]),
    st.tuples(SHARES, SHARES),
    st.sampled_from([0.01, 0.05, 0.18]),
    st.sampled_from([0.01, 0.05, 0.1]),
)
ROWS = st.lists(st.tuples(st.sampled_from(".#"), st.integers(1, 25)), max_size=20).map(
    lambda runs: "".join(frame * length for frame, length in runs)
)
PROPERTY = settings(deadline=None, max_examples=200)


@PROPERTY
@given(ROWS, SETTINGS)
def test_every_boundary_is_out_once_the_delay_has_been_fed(row, chosen):
    whole = Segmenter(T, chosen)
    final = whole.feed(scores(row)) + whole.finish()
    segmenter, out = Segmenter(T, chosen), []
    for fed, score in enumerate(scores(row), 1):
        out += segmenter.feed([score])
        settled = fed * FRAME_SAMPLES - delay(chosen)
        assert [each for each in out if each.at <= settled] == [each for each in final if each.at <= settled]
        assert all(each.at <= fed * FRAME_SAMPLES for each in out)


def test_the_delay_is_as_short_as_it_can_be():
    """The worst case: a burst one frame too short, a dip one frame too short, then speech."""
    plain = replace(USUAL, window_frames=1)
    segmenter = Segmenter(T, plain)
    row = "." * 10 + "#" * 9 + "." * 17 + "#"
    said_at = [fed for fed, score in enumerate(scores(row), 1) if segmenter.feed([score])]
    assert said_at == [10 + delay(plain) // FRAME_SAMPLES - 1]


@PROPERTY
@given(ROWS, SETTINGS, st.data())
def test_cuts_change_nothing(row, chosen, draw):
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(row)), max_size=8)))
    segmenter = Segmenter(C, chosen)
    pieces = [segmenter.feed(scores(row[a:b])) for a, b in pairwise([0, *cuts, len(row)])]
    whole = Segmenter(C, chosen)
    assert list(chain(*pieces)) == whole.feed(scores(row))
    assert segmenter.finish() == whole.finish()


@PROPERTY
@given(ROWS, SETTINGS)
def test_segments_lie_within_the_recording_apart_from_one_another(row, chosen):
    found = segments(row, chosen)
    assert all(0 <= start < end <= len(row) for start, end in found)
    dip = round(chosen.dip_max_s * 100)
    assert all(after[0] - before[1] >= dip for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"window_frames": 4}, "window_frames is 4, but must be odd"),
        ({"window_frames": -1}, "window_frames is -1, but must be odd and above 0"),
        ({"on_share": 0.3}, "off_share <= on_share"),
        ({"on_share": 1.1}, "on_share <= 1"),
        ({"off_share": 0.0}, "0 < off_share"),
        ({"off_share": float("nan")}, "off_share"),
        ({"dip_max_s": 0.0}, "dip_max_s is 0.0"),
        ({"burst_min_s": 1.5}, "burst_min_s is 1.5"),
        ({"burst_min_s": float("nan")}, "burst_min_s is nan"),
    ],
)
def test_settings_that_make_no_sense(changes, said):
    with pytest.raises(ValueError, match=said):
        replace(USUAL, **changes)
