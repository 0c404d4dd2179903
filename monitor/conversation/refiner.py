"""Which overlaps to look at again when words have come or time has passed: only those near."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from monitor.conversation.events import Event, Overlap, TypedOverlap
from monitor.conversation.lexicon import Lexicon
from monitor.conversation.record import Record
from monitor.conversation.refine import is_foretold, refined, reworded
from monitor.conversation.rules import Rules
from monitor.conversation.scene import reach
from monitor.conversation.timeline import Samples, to_samples
from monitor.conversation.transcript import Final, Transcript


class Refiner:
    """Gives overlaps their types by words; `lexicons` by language code.

    In a language without a lexicon every overlap stays as timing has it.
    """

    def __init__(self, rules: Rules, lexicons: Mapping[str, Lexicon]) -> None:
        self._rules = rules
        self._lexicons = lexicons
        self._longest = to_samples(rules.compete_max_s)
        self._overlaps: list[tuple[Samples, str]] = []
        self._unripe: list[tuple[Samples, str]] = []
        self._language = ""

    def look(
        self, record: Record, transcript: Transcript, until: Samples, news: Iterable[Event] | Final = ()
    ) -> list[TypedOverlap]:
        """The overlaps that are something else by their words, in their new form, in order of start.

        Speech is known up to `until`, all of it once the record is finished.  `news` is what
        became known since the last look: events that the record has noted, or the final that the
        transcript was given.  The caller notes what comes back, as it notes all events.
        """
        if not isinstance(news, Final):
            self._note(news)
        known = 1 << 62 if record.duration else until
        lexicon = self._lexicons.get(transcript.language)
        if lexicon is None:
            return []
        names = {*self._ripe(known), *(self._near(news) if isinstance(news, Final) else ())}
        if self._language != transcript.language:
            self._language = transcript.language
            names.update(name for _, name in self._overlaps)
        looks = (self._look(record, transcript, known, lexicon, name) for name in names)
        return sorted((event for event in looks if event is not None), key=lambda each: (each.start, each.id))

    def reword(
        self, record: Record, transcript: Transcript, rules: Rules, events: Sequence[Event]
    ) -> Sequence[Event]:
        """All events of the record's speech, as these other rules give them, typed by the words."""
        lexicon = self._lexicons.get(transcript.language)
        return reworded(events, record.segments, transcript, rules, lexicon) if lexicon else events

    def _note(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, Overlap) and not is_foretold(event):
                place = (event.start, event.id)
                index = bisect_left(self._overlaps, place)
                if self._overlaps[index : index + 1] != [place]:
                    self._overlaps.insert(index, place)
                    heappush(self._unripe, (reach(event, self._rules).end, event.id))

    def _ripe(self, known: Samples) -> Iterator[str]:
        """The overlaps about which all speech has just become known."""
        while self._unripe and self._unripe[0][0] <= known:
            yield heappop(self._unripe)[1]

    def _near(self, final: Final) -> list[str]:
        """The overlaps in which the utterance may have a part."""
        spoken = final.utterance
        first = bisect_left(self._overlaps, (spoken.start - self._longest, ""))
        last = bisect_left(self._overlaps, (spoken.end, ""))
        return [name for _, name in self._overlaps[first:last]]

    def _look(
        self, record: Record, transcript: Transcript, known: Samples, lexicon: Lexicon, name: str
    ) -> TypedOverlap | None:
        event = record.overlap(name)
        within = reach(event, self._rules)
        if within.end > known:
            return None
        found = refined(event, record.speech(within), transcript, self._rules, lexicon)
        if found is event:
            return None
        return replace(found, known_at=min(found.known_at, record.duration or found.known_at))
