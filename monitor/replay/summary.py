"""The figures of a session as the replay shows them: what was contested does not count."""

from collections import Counter
from collections.abc import Iterable

from monitor.conversation.remarks import Remarks
from monitor.document import Analysis, Backchannel, EventForm, Monologue, Role
from monitor.replay.counts import INTERRUPTIONS, interruptions
from monitor.replay.model import Summary
from monitor.replay.passages import ROLES
from monitor.replay.times import ms


def summary(document: Analysis, remarks: Remarks) -> Summary:
    """What the document withholds is withheld here too."""
    time, share, contested = document.talk_time_s, document.talk_share, remarks.contested
    return Summary(
        talk_share={"therapist": share.therapist, "client": share.client},
        talk_time_s={"therapist": time.therapist, "client": time.client},
        silence_s=time.silence,
        overlap_s=time.overlap,
        interruptions=interruptions(document, contested),
        contested=_by_role(
            event for event in document.events if isinstance(event, INTERRUPTIONS) and event.id in contested
        ),
        monologues=_by_role(
            event for event in document.events if isinstance(event, Monologue) and event.id not in contested
        ),
        backchannels=_by_role(event for event in document.events if isinstance(event, Backchannel)),
        longest_turn_s={role: _longest_turn_s(document, role) for role in ROLES},
        withheld=document.withheld,
        warnings=document.integrity.warnings,
    )


def _by_role(events: Iterable[EventForm]) -> dict[Role, int]:
    found = Counter(event.by for event in events)
    return {role: found[role] for role in ROLES}


def _longest_turn_s(document: Analysis, role: Role) -> float:
    lengths = (ms(turn.end_s) - ms(turn.start_s) for turn in document.turns if turn.by == role)
    return max(lengths, default=0) / 1000
