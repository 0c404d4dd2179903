"""What was contested of a document's events, as the exports say it."""

from monitor.document import Analysis, Role, VerdictName
from monitor.replay.counts import INTERRUPTIONS
from monitor.replay.passages import ROLES


def verdicts(document: Analysis) -> dict[str, VerdictName]:
    """By the ids of events, why they should not count."""
    remarks = document.remarks
    return {each.event: each.verdict for each in remarks.contested} if remarks else {}


def contested(document: Analysis) -> dict[Role, int]:
    """How many interruptions each made that are not counted because they were contested."""
    said = verdicts(document)
    made = [each.by for each in document.events if isinstance(each, INTERRUPTIONS) and each.id in said]
    return {role: made.count(role) for role in ROLES}
