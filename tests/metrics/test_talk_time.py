"""Talk time, worked by hand."""

import pytest

from monitor.conversation.timeline import seconds, to_samples
from monitor.metrics.talk_time import TalkTime
from tests.conversation.speech import C, T, boundaries, lanes


@pytest.mark.parametrize(
    ("therapist", "client", "expected_s"),
    [
        ([], [], (0, 0, 0, 10)),
        ([(2, 5)], [], (3, 0, 0, 7)),
        ([(2, 5)], [(6, 9)], (3, 3, 0, 4)),
        ([(2, 5)], [(4, 9)], (3, 5, 1, 3)),
        ([(2, 5)], [(3, 4)], (3, 1, 1, 7)),
        ([(2, 5), (5, 6)], [(6, 7)], (4, 1, 0, 5)),
        ([(0, 10)], [(0, 10)], (10, 10, 10, 0)),
        ([(1, 1.4), (3, 3.4)], [(0, 4)], (0.8, 4, 0.8, 6)),  # backchannels count
    ],
)
def test_therapist_client_overlap_silence_of_ten_seconds(therapist, client, expected_s):
    time = TalkTime()
    time.advance(to_samples(10), boundaries(lanes(therapist, client)))
    found = (time.spoken[T], time.spoken[C], time.overlap, time.silence)
    assert tuple(map(seconds, found)) == pytest.approx(expected_s)


def test_who_goes_on_is_counted_up_to_now():
    time = TalkTime()
    (began, _) = boundaries(lanes(client=[(2, 5)]))
    time.advance(to_samples(3), [began])
    assert (seconds(time.spoken[C]), seconds(time.silence)) == (1, 2)
    time.advance(to_samples(4), [])
    assert (seconds(time.spoken[C]), seconds(time.silence)) == (2, 2)
