"""Every scenario, worked out by hand, against the conversation and the figures."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from monitor.conversation.events import Event, Monologue, Overlap, Silence, Turn
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel
from monitor.metrics.figures import Figures
from tests.conversation.speech import RULES, boundaries
from tests.scenarios.reading import ExpectedEvent, ExpectedTurn, Scenario, read_scenario, read_scenarios

SCENARIOS = read_scenarios(Path(__file__).parent)


def every(scenarios: Sequence[Scenario]) -> pytest.MarkDecorator:
    """Runs a test on each scenario."""
    cases = [pytest.param(scenario, id=scenario.name) for scenario in scenarios]
    return pytest.mark.parametrize("scenario", cases)


def played(scenario: Scenario) -> list[Event]:
    return Session(RULES).run(scenario.segments, scenario.duration)


def figures(scenario: Scenario) -> Figures:
    found = Figures(RULES)
    found.advance(scenario.duration, boundaries(scenario.segments), played(scenario))
    return found


def seen(event: Overlap | Monologue | Silence, expected: ExpectedEvent | None) -> ExpectedEvent:
    """The event in a scenario's terms, with what the expected one leaves open left open."""
    return ExpectedEvent(
        kind=re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(event).__name__).lower(),
        by=None if isinstance(event, Silence) else event.by,
        start=event.start,
        end=None if expected and expected.end is None else event.end,
        known_at=None if expected and expected.known_at is None else event.known_at,
        after=event.after if isinstance(event, Silence) else None,
        ended_by=event.ended_by if isinstance(event, Silence) else None,
    )


def beside(found: Sequence[Event], expected: Sequence[ExpectedEvent]) -> list[ExpectedEvent]:
    """What was found, each event held against the one that is expected in its place."""
    events = sorted((event for event in found if not isinstance(event, Turn)), key=lambda event: event.start)
    places = [*expected, *[None] * len(events)]
    return [seen(event, place) for event, place in zip(events, places, strict=False)]


@every(SCENARIOS)
def test_events(scenario: Scenario) -> None:
    assert beside(played(scenario), scenario.events) == scenario.events


@every([scenario for scenario in SCENARIOS if scenario.turns is not None])
def test_turns(scenario: Scenario) -> None:
    turns = [ExpectedTurn(e.by, e.start, e.end) for e in played(scenario) if isinstance(e, Turn)]
    assert sorted(turns, key=lambda turn: turn.start) == scenario.turns


@every(SCENARIOS)
def test_talk_time(scenario: Scenario) -> None:
    time, talk = figures(scenario).talk_time, scenario.talk
    assert time.spoken == {Channel.THERAPIST: talk.therapist, Channel.CLIENT: talk.client}
    assert (time.overlap, time.silence) == (talk.together, talk.nobody)


@every(SCENARIOS)
def test_talk_share(scenario: Scenario) -> None:
    share = figures(scenario).session_share.share(Channel.THERAPIST)
    percent = None if share is None else round(100 * share, 1)
    assert percent == scenario.talk.share


def test_there_are_enough_scenarios_of_every_kind() -> None:
    assert len(SCENARIOS) >= 40
    kinds = {event.kind for scenario in SCENARIOS for event in scenario.events}
    assert kinds == {
        "backchannel",
        "terminal_overlap",
        "possible_overlap",
        "successful_interruption",
        "attempted_interruption",
        "unresolved_overlap",
        "monologue",
        "silence",
    }


@every(SCENARIOS)
def test_the_story_fits_its_drawing(scenario: Scenario) -> None:
    """Events and turns lie within the session, and begin where somebody's speech begins or ends."""
    edges = {0} | {edge for lane in scenario.segments.values() for s in lane for edge in (s.start, s.end)}
    events = [(event.start, event.end or scenario.duration) for event in scenario.events]
    for start, end in [*events, *((turn.start, turn.end) for turn in scenario.turns or [])]:
        assert start in edges
        assert start < end <= scenario.duration


DRAWN = """Title

Story.

1 character = 100 ms
s 0         1
T ..........
C #####.....

events
  none

talk
  therapist 0.0, client 0.5, together 0.0, nobody 0.5
  share 0.0 %
"""


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("s 0         1", "s 0        1 ", "the ruler says 1 s at the wrong place"),
        ("C #####.....", "C #####....", "lanes T and C of one length"),
        ("C #####.....", "C #####..x..", "drawn with # and . alone"),
        ("  none", "  applause by client, now", "cannot read 'applause by client, now'"),
        ("events\n", "exactly\n  C 0.2 to 0.5\n\nevents\n", "contradicts the exact times"),
        ("events", "happenings", "needs events and talk"),
    ],
)
def test_a_drawing_that_contradicts_itself_is_refused(
    right: str, wrong: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "drawn.txt"
    path.write_text(DRAWN)
    assert read_scenario(path).title == "Title"
    path.write_text(DRAWN.replace(right, wrong, 1))
    with pytest.raises(ValueError, match=re.escape(problem)):
        read_scenario(path)
