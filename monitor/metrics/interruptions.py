"""Interruptions: who came in while the other held the floor, and what became of it.

Definition: successful, attempted and unresolved interruptions by one speaker, as the
conversation types them; backchannels, terminal and possible overlaps are none.  Naive
"spoke while the other spoke" counts are about three times too high (BMJ Open 13:e066678).
"""

from collections import Counter
from collections.abc import Iterable

from monitor.conversation.events import (
    AttemptedInterruption,
    Event,
    Overlap,
    SuccessfulInterruption,
    UnresolvedOverlap,
)
from monitor.conversation.timeline import Channel, Samples

KINDS = (SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap)


class Interruptions:
    """An incremental fold over events; a revised event counts once, in its latest form."""

    RECENT = 32
    """Events that may still be revised: one is settled within seconds."""

    def __init__(self) -> None:
        self.last_at: dict[Channel, Samples | None] = dict.fromkeys(Channel)
        self._count: Counter[tuple[Channel, type[Event]]] = Counter()
        self._recent: dict[str, type[Event]] = {}

    def advance(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, Overlap):
                self._note(event)

    def count(self, by: Channel, *kinds: type[Event]) -> int:
        """How many by this speaker: of these kinds of overlap, or of all three interruptions."""
        return sum(self._count[by, kind] for kind in kinds or KINDS)

    def _note(self, event: Overlap) -> None:
        before = self._recent.pop(event.id, None)
        if before is not None:
            self._count[event.by, before] -= 1
        self._count[event.by, type(event)] += 1  # type: ignore[index]
        self._recent[event.id] = type(event)  # type: ignore[assignment]
        if isinstance(event, KINDS):
            last = self.last_at[event.by]
            self.last_at[event.by] = event.start if last is None else max(last, event.start)
        if len(self._recent) > self.RECENT:
            del self._recent[next(iter(self._recent))]
