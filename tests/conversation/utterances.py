"""Speech with words to test with: written by hand, or made up by hypothesis."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from monitor import config
from monitor.conversation.events import Event
from monitor.conversation.record import Record
from monitor.conversation.refiner import Refiner
from monitor.conversation.session import Session
from monitor.conversation.timeline import FRAME_SAMPLES, Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Final, Transcript, Utterance, Word, middle
from tests.conversation.speech import RULES, Lanes, conversations, steps

LEXICONS = config.lexicons()
CLOSE_AFTER: Samples = to_samples(0.6)
"""The silence that closes an utterance; the real one is in the configuration."""


class Spoken(NamedTuple):
    """Two lanes of speech with what was said in them."""

    lanes: Lanes
    duration: Samples
    finals: Sequence[Final]


def spread(text: str, start: Samples, end: Samples, sure: float = 0.9) -> list[Word]:
    """The words of a text, each as long as the others."""
    texts = text.split()
    edges = [start + (end - start) * number // len(texts) for number in range(len(texts) + 1)]
    return [Word(*each, sure) for each in zip(texts, edges, edges[1:], strict=False)]


def utterances(lanes: Lanes, words: dict[Channel, list[Word]], duration: Samples) -> list[Final]:
    """Segments joined over silences too short to close an utterance, with the words said in them."""
    finals = []
    for channel, segments in lanes.items():
        for voiced in _grouped(segments):
            said = [each for each in words[channel] if voiced[0].start <= middle(each) < voiced[-1].end]
            closed = min(voiced[-1].end + CLOSE_AFTER, duration)
            finals.append(Final(Utterance(channel, tuple(voiced), closed), tuple(said)))
    return sorted(finals, key=lambda final: final.utterance.closed_at)


def played(spoken: Spoken, arrivals: Iterable[tuple[Samples, Final]], language: str = "en") -> Record:
    """The session's record when each final comes at its moment; those after the end come then."""
    record, transcript, refiner = Record(), Transcript(language), Refiner(RULES, LEXICONS)
    session, at = Session(RULES), 0
    waiting = sorted(arrivals, key=lambda arrival: arrival[0])
    stops = sorted({*(min(when, spoken.duration) for when, _ in waiting), spoken.duration})
    for (speech, events), at in zip(steps(session, spoken.lanes, stops), stops, strict=True):
        record.note(speech, events, 0)
        record.note([], refiner.look(record, transcript, at, events), 0)
        while waiting and waiting[0][0] <= at:
            final = waiting.pop(0)[1]
            transcript.add(final)
            record.note([], refiner.look(record, transcript, at, final), 0)
    last = session.finish(spoken.duration)
    record.note([], last, 0)
    record.finish(spoken.duration)
    record.note([], refiner.look(record, transcript, at, last), 0)
    for _, final in waiting:
        transcript.add(final)
        record.note([], refiner.look(record, transcript, at, final), 0)
    return record


def final_forms(record: Record) -> dict[str, Event]:
    return {forms[-1].event.id: forms[-1].event for forms in record.events}


TEXTS = st.sampled_from(
    [
        "Yeah.",
        "Mm-hm.",
        "I see, of course.",
        "Right, okay.",
        "Yeah, go on.",
        "right okay",
        "And then I went to the",
        "So I was going to.",
        "It was like that.",
        "What do you mean?",
        "Because I",
        "My mother -",
        "I do not know",
        "Well",
    ]
)
"""For an utterance: listening, clauses broken off, whole and neither."""


OVERLAPS = st.sampled_from([0, 10, 20, 25, 30, 31, 40, 50, 51, 75, 100, 101, 120, 200, 300])
COMINGS_IN = st.sampled_from([30, 60, 100, 101, 110, 120, 121, 160, 250, 400])
RESUMPTIONS = st.sampled_from([-300, 0, 20, 60, 99, 101, 150, 400])
"""In frames: how long both speak, how long the one who came in does, and when the other is back."""


@st.composite
def exchanges(draw: st.DrawFn) -> tuple[Lanes, Samples]:
    """Again and again someone comes in on the other, at about the lengths that the rules are about."""
    frames: dict[Channel, list[tuple[int, int]]] = {channel: [] for channel in Channel}
    at = 50
    for holder in draw(st.lists(st.sampled_from(Channel), max_size=5)):
        start, stop = at, at + 400
        onset = stop - draw(OVERLAPS)
        own = onset + draw(COMINGS_IN)
        back = max(stop + 20, own + draw(RESUMPTIONS))
        frames[holder] += [(start, stop), (back, back + 200)]
        frames[holder.other].append((onset, own))
        at = max(back + 200, own) + draw(st.sampled_from([20, 60, 120, 500]))
    lanes = {
        channel: [Segment(one * FRAME_SAMPLES, two * FRAME_SAMPLES) for one, two in spoken]
        for channel, spoken in frames.items()
    }
    return lanes, at * FRAME_SAMPLES


@st.composite
def worded(draw: st.DrawFn, most: int = 10) -> Spoken:
    """Any two lanes in which each utterance says something, nothing, or could not be decoded."""
    lanes, duration = draw(st.one_of(exchanges(), exchanges(), conversations(most)))
    finals = utterances(lanes, {channel: [] for channel in Channel}, duration)
    return Spoken(lanes, duration, [draw(_said(final)) for final in finals])


@st.composite
def _said(draw: st.DrawFn, final: Final) -> Final:
    spoken = final.utterance
    if draw(st.integers(0, 9)) == 0:
        return Final(spoken, missing="too late")
    words = spread(draw(TEXTS), spoken.start, spoken.end, draw(st.sampled_from([0.3, 0.7, 0.95])))
    return Final(spoken, tuple(words))


def _grouped(segments: Sequence[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = []
    for segment in segments:
        if groups and segment.start - groups[-1][-1].end < CLOSE_AFTER:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups
