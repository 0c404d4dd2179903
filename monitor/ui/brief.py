"""What the mini strip says: a word or two in place of its bar.

Whatever the overlay has a line for has a short form here; under the pointer, and for a screen reader, it
is said in full.
"""

from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import Channel
from monitor.ui.texts import translate
from monitor.ui.wording import length


def pressing(snapshot: Snapshot) -> str:
    """What cannot wait, in the order in which the note has it."""
    if snapshot.lost:
        return _lost(snapshot)
    if snapshot.bookmark:
        no = snapshot.bookmark == "no"
        return translate("Brief", "No bookmark") if no else translate("Brief", "Bookmarked")
    if snapshot.paused:
        return translate("Brief", "Paused")
    if snapshot.intended:
        return translate("Brief", "Intentional")
    return translate("Brief", "Not saved") if snapshot.keeping and snapshot.keeping.trouble else ""


def _lost(snapshot: Snapshot) -> str:
    if len(snapshot.lost) > 1:
        return translate("Brief", "Nobody is heard")
    if snapshot.lost[0][0] is Channel.THERAPIST:
        return translate("Brief", "You: not heard")
    return translate("Brief", "Client not heard")


def cue(snapshot: Snapshot) -> str:
    """The cue's figure, and whose it is."""
    cue = snapshot.cue
    if cue is None:
        return ""
    if cue.kind is CueKind.INTERRUPTIONS:
        return translate("Brief", "{count} cut-ins").format(count=f"{cue.value:.0f}")
    if cue.kind is CueKind.MONOLOGUE:
        return translate("Brief", "You: {length}").format(length=length(cue.value))
    return translate("Brief", "You: {percent} %").format(percent=f"{cue.value * 100:.0f}")


def listening() -> str:
    """That too little was heard yet for any figure."""
    return translate("Brief", "Listening…")


def withheld() -> str:
    """That there is no share to show."""
    return translate("Brief", "No share now")
