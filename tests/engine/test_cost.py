"""An event in hour eight costs what it costs in hour one, counted in calls, not in time."""

import sys

import pytest

from monitor.conversation.lanes import KEPT_IPUS
from monitor.conversation.session import Session
from monitor.conversation.timeline import SAMPLE_RATE, Channel, to_samples
from monitor.metrics.figures import Figures
from tests.conversation.speech import RULES, boundaries, lanes

HOURS = 8
HOUR_S = 3_600
STEP_S = 0.25

# A minute: long turns, a nod, a failed attempt, a success, pauses, a silence.
MINUTE = lanes(
    therapist=[(10, 10.4), (14.2, 15.7), (20.2, 24), (28, 33), (50, 50.5)],
    client=[(0, 20), (24.3, 29), (33.2, 38), (42, 58)],
)


class Calls:
    """Counts the calls of Python functions, while it is entered."""

    def __init__(self):
        self.made = 0

    def __enter__(self):
        self._before = sys.getprofile()
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_error):
        sys.setprofile(self._before)

    def _note(self, _frame, what, _argument):
        self.made += what in ("call", "c_call")


@pytest.fixture(scope="module")
def long_session():
    """The calls made in each hour, and the session with its figures after the last."""
    minute = boundaries(MINUTE)
    session, figures, hours = Session(RULES), Figures(RULES), []
    step, per_minute = to_samples(STEP_S), round(60 / STEP_S)
    for _ in range(HOURS):
        with Calls() as calls:
            for number in range(round(HOUR_S / STEP_S)):
                at = session.now
                within = at % to_samples(60)
                speech = [
                    type(each)(each.channel, each.at + at - within)
                    for each in minute
                    if within < each.at <= within + step or (number % per_minute == 0 and each.at == 0)
                ]
                figures.advance(at + step, speech, session.advance(at + step, speech))
        hours.append(calls.made)
    return hours, session, figures


def test_every_hour_costs_the_same(long_session):
    hours, _, figures = long_session
    assert figures.talk_time.now == HOURS * HOUR_S * SAMPLE_RATE
    assert sum(figures.interruptions.count(channel) for channel in Channel) == HOURS * 60 * 2
    assert max(hours[1:]) <= 1.02 * min(hours[1:])


def test_what_is_kept_to_judge_by_does_not_grow(long_session):
    _, session, figures = long_session
    assert all(len(lane.since(0)) <= 2 * KEPT_IPUS for lane in session._lanes.values())
    assert all(len(lane._starts) <= 100 + lane.SLACK for lane in figures.rolling_share._lanes.values())
    assert not session._floor._certain
