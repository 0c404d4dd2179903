"""What was said decides where timing alone could not: overlaps are typed anew by their words.

    short, alone, the other goes on, and nothing but words of listening ...... backchannel
    the other stopped within 0.5 s in the middle of a clause, and the one who
        came in took the floor with more than words of listening ............. successful interruption
    the other stopped within 1 s at the end of a clause ...................... terminal overlap
    anything else ............................................................ what it was

What timing calls a backchannel stays one: no mishearing turns listening into an interruption.
An overlap is looked at only when the speech about it is known and the words that decide it are
there, or never will be; so it changes once at most, whenever and in whatever order words come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from monitor.conversation.clauses import Ending, confidence, ending, is_sure
from monitor.conversation.events import (
    AttemptedInterruption,
    Backchannel,
    Event,
    PossibleOverlap,
    SuccessfulInterruption,
    TerminalOverlap,
    TypedOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.lexicon import Lexicon
from monitor.conversation.rules import Rules
from monitor.conversation.scene import Scene, Segments, near, reach
from monitor.conversation.timeline import to_samples
from monitor.conversation.transcript import Final, Transcript, Word, middle


def refined(
    event: TypedOverlap, segments: Segments, transcript: Transcript, rules: Rules, lexicon: Lexicon
) -> TypedOverlap:
    """The overlap as its words make it; itself where they change nothing or are not there yet.

    `segments` is the speech of both within `reach` at least.
    """
    if isinstance(event, Backchannel) or is_foretold(event):
        return event
    return _Look(event, Scene(event, segments, rules), transcript, rules, lexicon).verdict()


def reworded(
    events: Iterable[Event], segments: Segments, transcript: Transcript, rules: Rules, lexicon: Lexicon
) -> list[Event]:
    """A whole session's events in their final form; `segments` is all its speech."""
    return [
        refined(event, near(segments, reach(event, rules)), transcript, rules, lexicon)
        if isinstance(event, TypedOverlap)
        else event
        for event in events
    ]


def is_foretold(event: TypedOverlap) -> bool:
    """Whether how it ends is still open."""
    return isinstance(event, UnresolvedOverlap) and event.end == event.known_at


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at one overlap."""

    event: TypedOverlap
    scene: Scene
    transcript: Transcript
    rules: Rules
    lexicon: Lexicon

    def verdict(self) -> TypedOverlap:
        if self._may_be_backchannel():
            own = self._own_words()
            if own is None:
                return self.event
            if len(own) <= self.rules.backchannel_words_max and self._is_listening(own):
                return self._backchannel(own)
        return self._by_clause() if self._clause_counts() else self.event

    def _may_be_backchannel(self) -> bool:
        """Whether it is one in all but its words."""
        scene, rules = self.scene, self.rules
        return (
            scene.length <= to_samples(rules.backchannel_worded_max_s)
            and scene.alone(to_samples(rules.backchannel_isolation_s))
            and scene.other_within(scene.stop, to_samples(rules.backchannel_resume_s)) > 0
        )

    def _own_words(self) -> list[Word] | None:
        """What the one who came in said before pausing; None while it may still come."""
        by, start, stop = self.event.by, self.scene.start, self.scene.stop
        if not self.transcript.settled(by, start, stop, self.scene.own_segments):
            return None
        return self.transcript.words(by, start, stop)

    def _is_listening(self, words: Sequence[Word]) -> bool:
        return self.lexicon.is_listening(word.text for word in words) and is_sure(words)

    def _backchannel(self, own: Sequence[Word]) -> TypedOverlap:
        event = self._as(Backchannel, own, self.transcript.finals(self.event.by, *self.scene.run))
        return replace(event, end=self.scene.stop, overlap=self.scene.together())

    def _clause_counts(self) -> bool:
        """Whether the other stopped so that it matters how their clause stood."""
        event, rules = self.event, self.rules
        match event:
            case PossibleOverlap():
                return True
            case TerminalOverlap():
                return event.overlap >= to_samples(rules.overlap_min_s) and self._floor_taken()
            case AttemptedInterruption():
                return False
        first = isinstance(event, SuccessfulInterruption) or self._other_stopped_first()
        return first and event.end - event.start <= to_samples(rules.terminal_worded_max_s)

    def _other_stopped_first(self) -> bool:
        together = to_samples(self.rules.together_s)
        return self.scene.other_stops_at(self.event.end) and self.scene.stop > self.event.end + together

    def _floor_taken(self) -> bool:
        """Whether the one who came in spoke on; the other left it at that, or timing would tell."""
        spoken = self.scene.own_within(self.event.end, self.scene.stop - self.event.end)
        return spoken >= to_samples(self.rules.takeover_min_s)

    def _by_clause(self) -> TypedOverlap:
        """As the other's clause stood at the stop; an utterance holds the whole of its clause."""
        event = self.event
        at_stop = self.transcript.finals(event.by.other, event.end - 1, event.end)
        if not at_stop:
            return event
        words = at_stop[0].words
        said = [word for word in words if middle(word) < event.end]
        found = ending(said, len(said) < len(words), self.lexicon)
        if found is Ending.COMPLETE and not isinstance(event, TerminalOverlap):
            return self._as(TerminalOverlap, said, at_stop)
        if found is Ending.BROKEN and isinstance(event, TerminalOverlap | PossibleOverlap):
            return self._cut_in(said, at_stop)
        return event

    def _cut_in(self, said: Sequence[Word], at_stop: Sequence[Final]) -> TypedOverlap:
        """A successful interruption, unless nothing was said but that one listens."""
        if not self._floor_taken():
            return self.event
        if self.scene.length > to_samples(self.rules.compete_max_s):
            return self._as(SuccessfulInterruption, said, at_stop)
        own = self._own_words()
        if not own or self.lexicon.is_listening(word.text for word in own):
            return self.event
        heard = [*at_stop, *self.transcript.finals(self.event.by, *self.scene.run)]
        return self._as(SuccessfulInterruption, said, heard)

    def _as(self, kind: type[TypedOverlap], words: Sequence[Word], heard: Sequence[Final]) -> TypedOverlap:
        """The event as another kind, known once the utterances that decided it were over."""
        event = self.event
        over = max(final.utterance.closed_at for final in heard)
        known_at = max(event.known_at, reach(event, self.rules).end, over)
        sure = round(min(1.0, max(0.5, confidence(words))), 2)
        return kind(event.id, event.by, event.start, event.end, event.overlap, known_at, sure)
