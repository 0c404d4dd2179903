"""Every scenario in which words are said, with both roles: what the events are by their words."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.conversation.events import Event, Overlap
from monitor.conversation.refine import reworded
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel
from monitor.conversation.transcript import Transcript, Word
from tests.conversation.speech import RULES
from tests.conversation.utterances import LEXICONS, Spoken, final_forms, played, spread, utterances
from tests.scenarios.reading import ExpectedEvent, Phrase, Scenario, read_scenarios
from tests.scenarios.test_scenarios import seen

SCENARIOS = [each for each in read_scenarios(Path(__file__).parent) if each.phrases]


def exchanged(scenario: Scenario) -> Scenario:
    """The same with the roles exchanged."""
    return replace(
        scenario,
        segments={channel: scenario.segments[channel.other] for channel in Channel},
        phrases=[replace(phrase, by=phrase.by.other) for phrase in scenario.phrases],
        events=[_by_the_other(event) for event in scenario.events],
        by_words=[_by_the_other(event) for event in scenario.by_words],
    )


def _by_the_other(event: ExpectedEvent) -> ExpectedEvent:
    return replace(event, by=event.by and event.by.other)


CASES = [pytest.param(each, id=each.name) for each in SCENARIOS] + [
    pytest.param(exchanged(each), id=f"{each.name}-exchanged") for each in SCENARIOS
]


def said(scenario: Scenario) -> Spoken:
    words: dict[Channel, list[Word]] = {channel: [] for channel in Channel}
    for phrase in scenario.phrases:
        words[phrase.by] += spoken(phrase)
    finals = utterances(scenario.segments, words, scenario.duration)
    return Spoken(scenario.segments, scenario.duration, finals)


def spoken(phrase: Phrase) -> list[Word]:
    return spread(phrase.text, phrase.start, phrase.end, phrase.sure)


def expected(scenario: Scenario) -> list[ExpectedEvent]:
    """The events by their words: an event is told from another by who came in, and when."""
    changed = {(event.by, event.start): event for event in scenario.by_words}
    return [changed.get((event.by, event.start), event) for event in scenario.events]


def overlaps(events: list[Event], wanted: list[ExpectedEvent]) -> list[ExpectedEvent]:
    found = sorted((event for event in events if isinstance(event, Overlap)), key=lambda event: event.start)
    return [seen(*pair) for pair in zip(found, wanted, strict=True)]


@pytest.mark.parametrize("scenario", CASES)
def test_events_as_their_words_come(scenario: Scenario) -> None:
    told = said(scenario)
    arrivals = [(final.utterance.closed_at, final) for final in told.finals]
    events = list(final_forms(played(told, arrivals, scenario.language)).values())
    assert overlaps(events, expected(scenario)) == expected(scenario)


@pytest.mark.parametrize("scenario", CASES)
def test_events_with_all_words_at_once(scenario: Scenario) -> None:
    """Only `known_at` may lie after the end: it is cut off there while the session is played."""
    transcript = Transcript(scenario.language)
    for final in said(scenario).finals:
        transcript.add(final)
    events = Session(RULES).run(scenario.segments, scenario.duration)
    lexicon = LEXICONS[scenario.language]
    found = reworded(events, scenario.segments, transcript, RULES, lexicon)
    wanted = [replace(event, known_at=None) for event in expected(scenario)]
    assert overlaps(found, wanted) == wanted


def test_there_are_scenarios_of_every_rule_in_both_languages() -> None:
    assert {each.language for each in SCENARIOS} == {"en", "de"}
    assert {event.kind for each in SCENARIOS for event in each.by_words} == {
        "backchannel",
        "terminal_overlap",
        "successful_interruption",
    }
    assert sum(not each.by_words for each in SCENARIOS) >= 8
