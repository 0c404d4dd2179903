"""What holds however people speak, whatever they say and whenever the words come."""

from dataclasses import replace
from typing import TypeGuard

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    Event,
    Overlap,
    PossibleOverlap,
    SuccessfulInterruption,
    TerminalOverlap,
    TypedOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.record import Record
from monitor.conversation.refine import refined, reworded
from monitor.conversation.scene import near, reach
from monitor.conversation.session import Session
from monitor.conversation.transcript import Transcript
from monitor.metrics.figures import Figures
from tests.conversation.speech import RULES, boundaries, swapped
from tests.conversation.utterances import LEXICONS, Spoken, final_forms, played, worded
from tests.metrics.test_figures import everything

PROPERTY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
ENGLISH = LEXICONS["en"]

MAY_BECOME: dict[type[Overlap], set[type[Overlap]]] = {
    Backchannel: set(),
    TerminalOverlap: {Backchannel, SuccessfulInterruption},
    PossibleOverlap: {Backchannel, TerminalOverlap, SuccessfulInterruption},
    SuccessfulInterruption: {Backchannel, TerminalOverlap},
    AttemptedInterruption: {Backchannel},
    UnresolvedOverlap: {Backchannel, TerminalOverlap},
}


def at_once(spoken: Spoken) -> Transcript:
    transcript = Transcript("en")
    for final in spoken.finals:
        transcript.add(final)
    return transcript


def in_time(spoken: Spoken) -> Record:
    return played(spoken, [(final.utterance.closed_at, final) for final in spoken.finals])


@PROPERTY
@given(worded(), st.data())
def test_when_and_in_what_order_words_come_does_not_matter(spoken: Spoken, data: st.DataObject) -> None:
    late = st.integers(0, 2_000_000)
    arrivals = [(final.utterance.closed_at + data.draw(late), final) for final in spoken.finals]
    assert final_forms(played(spoken, arrivals)) == final_forms(in_time(spoken))


@PROPERTY
@given(worded())
def test_as_they_come_and_all_at_once_give_the_same(spoken: Spoken) -> None:
    events = Session(RULES).run(spoken.lanes, spoken.duration)
    batch = reworded(events, spoken.lanes, at_once(spoken), RULES, ENGLISH)
    kinds = {event.id: type(event) for event in batch if isinstance(event, Overlap)}
    found = final_forms(in_time(spoken)).values()
    assert {event.id: type(event) for event in found if isinstance(event, Overlap)} == kinds


@PROPERTY
@given(worded())
def test_exchanging_the_roles_exchanges_the_events(spoken: Spoken) -> None:
    there = in_time(spoken)
    finals = [
        replace(final, utterance=replace(final.utterance, channel=final.utterance.channel.other))
        for final in spoken.finals
    ]
    back = in_time(Spoken(swapped(spoken.lanes), spoken.duration, finals)).swapped()
    assert final_forms(back) == final_forms(there)


@PROPERTY
@given(worded())
def test_an_overlap_changes_once_at_most_and_to_what_it_may(spoken: Spoken) -> None:
    timing = {each.id: each for each in Session(RULES).run(spoken.lanes, spoken.duration) if _is(each)}
    for forms in in_time(spoken).events:
        last = forms[-1].event
        if isinstance(last, Overlap) and last != timing[last.id]:
            before = timing[last.id]
            assert isinstance(before, Overlap)
            assert type(last) in MAY_BECOME[type(before)]
            assert [form.event for form in forms][-2:] == [before, last]
            assert (last.id, last.by, last.start) == (before.id, before.by, before.start)
            assert last.start < last.end <= last.known_at <= spoken.duration
            assert last.known_at >= before.known_at
            assert 0 < last.overlap <= last.end - last.start
            assert 0.5 <= last.confidence <= 1


@PROPERTY
@given(worded())
def test_what_has_changed_changes_no_more(spoken: Spoken) -> None:
    transcript = at_once(spoken)
    for event in final_forms(in_time(spoken)).values():
        if isinstance(event, Overlap):
            around = near(spoken.lanes, reach(event, RULES))
            assert refined(event, around, transcript, RULES, ENGLISH) is event


@PROPERTY
@given(worded())
def test_figures_after_all_revisions_are_those_of_the_latest_forms(spoken: Spoken) -> None:
    record = in_time(spoken)
    forms = [form.event for forms in record.events for form in forms]
    step_by_step, afresh = Figures(RULES), Figures(RULES)
    step_by_step.advance(spoken.duration, boundaries(spoken.lanes), [*record.turns])
    for event in sorted(forms, key=lambda event: event.known_at):
        step_by_step.advance(spoken.duration, [], [event])
    latest = [*record.turns, *final_forms(record).values()]
    afresh.advance(spoken.duration, boundaries(spoken.lanes), latest)
    assert everything(step_by_step) == everything(afresh)


@PROPERTY
@given(worded())
def test_without_words_nothing_changes(spoken: Spoken) -> None:
    silent = Spoken(spoken.lanes, spoken.duration, [replace(final, words=()) for final in spoken.finals])
    plain = {each.id: each for each in Session(RULES).run(spoken.lanes, spoken.duration) if _is(each)}
    found = {each.id: each for each in final_forms(in_time(silent)).values() if _is(each)}
    assert found == plain


@PROPERTY
@given(worded())
def test_in_a_language_without_a_lexicon_nothing_changes(spoken: Spoken) -> None:
    arrivals = [(final.utterance.closed_at, final) for final in spoken.finals]
    plain = final_forms(played(Spoken(spoken.lanes, spoken.duration, []), []))
    assert final_forms(played(spoken, arrivals, "nl")) == plain


def _is(event: Event) -> TypeGuard[TypedOverlap]:
    return isinstance(event, Overlap)
