"""How many interruptions each made, without those that were contested."""

from collections import Counter
from collections.abc import Collection

from monitor.document import (
    Analysis,
    AttemptedInterruption,
    InterruptionCounts,
    Role,
    SuccessfulInterruption,
    UnresolvedOverlap,
)
from monitor.replay.passages import ROLES

INTERRUPTIONS = (SuccessfulInterruption, AttemptedInterruption, UnresolvedOverlap)


def interruptions(document: Analysis, contested: Collection[str]) -> dict[Role, InterruptionCounts | None]:
    """Counted from the events, so that a document that was marked before is not marked twice.

    None where the document withholds them.
    """
    found = Counter(
        (event.by, type(event))
        for event in document.events
        if isinstance(event, INTERRUPTIONS) and event.id not in contested
    )
    return {
        role: None
        if document.interruptions.get(role) is None
        else InterruptionCounts(*(found[role, kind] for kind in INTERRUPTIONS))
        for role in ROLES
    }
