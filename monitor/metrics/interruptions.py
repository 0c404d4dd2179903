"""Interruptions: who came in while the other held the floor, and what became of it.

Definition: successful, attempted and unresolved interruptions by one speaker, as the
conversation types them; backchannels, terminal and possible overlaps are none.  Naive
"spoke while the other spoke" counts are about three times too high (BMJ Open 13:e066678).
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from monitor.conversation.events import (
    AttemptedInterruption,
    Event,
    SuccessfulInterruption,
    TypedOverlap,
    UnresolvedOverlap,
)
from monitor.conversation.timeline import Channel, Samples

KINDS = (SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap)


class Interruptions:
    """An incremental fold over events; a revised event counts once, in its latest form.

    Words may revise an overlap minutes after it, so each one's latest kind is kept: some
    thousand in the longest session.
    """

    def __init__(self) -> None:
        self._count: Counter[tuple[Channel, type[TypedOverlap]]] = Counter()
        self._kinds: dict[str, type[TypedOverlap]] = {}
        self._starts: defaultdict[tuple[Channel, type[TypedOverlap]], list[Samples]] = defaultdict(list)

    def advance(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, TypedOverlap):
                self._note(event)

    def count(self, by: Channel, *kinds: type[TypedOverlap]) -> int:
        """How many by this speaker: of these kinds of overlap, or of all three interruptions."""
        return sum(self._count[by, kind] for kind in kinds or KINDS)

    @property
    def last_at(self) -> dict[Channel, Samples | None]:
        """When each speaker's last interruption began; None where there was none."""
        return {
            by: max((at[-1] for kind in KINDS if (at := self._starts[by, kind])), default=None)
            for by in Channel
        }

    def took_the_floor(self, by: Channel) -> Sequence[Samples]:
        """When each of this speaker's successful interruptions began, in order."""
        return self._starts[by, SuccessfulInterruption]

    def _note(self, event: TypedOverlap) -> None:
        kind, before = type(event), self._kinds.get(event.id)
        self._kinds[event.id] = kind
        self._count[event.by, kind] += 1
        if kind in KINDS:
            insort(self._starts[event.by, kind], event.start)
        if before is not None:
            self._count[event.by, before] -= 1
        if before in KINDS:
            starts = self._starts[event.by, before]
            del starts[bisect_left(starts, event.start)]
