"""What is said about what is pointed at: what, who, when, how long."""

from math import isnan

from PyQt6.QtCore import QCoreApplication, QLocale

from monitor.conversation.timeline import clock
from monitor.conversation.timeline import seconds as in_seconds
from monitor.document import Role
from monitor.replay.model import Marker, Quiet, Replay
from monitor.ui.review.timeline.hits import Place
from monitor.ui.review.words import kind_name, role_name, seconds, verdict_name

translate = QCoreApplication.translate


def tip(place: Place, x: float, y: float) -> str:
    """Lines about what is at this point; empty where there is nothing to say."""
    if x < place.left:
        return ""
    marker = place.marker(x, y)
    if marker is not None:
        return marker_tip(place.contents.replay, marker)
    note = place.note(x, y)
    if note is not None:
        return "\n".join([translate("Review", "Note, {time}").format(time=clock(note[0])), note[1]])
    return _in_lane(place, x, y) or _share(place, x, y)


def marker_tip(replay: Replay, marker: Marker) -> str:
    lines = [
        f"{kind_name(marker.kind)}, {role_name(marker.by)}",
        _when(marker.span.start_s, marker.span.length_s),
    ]
    moment = next((each for each in replay.moments if each.id == marker.id), None)
    if moment is not None and moment.said:
        lines.append(translate("Review", "Said: {words}").format(words=_short(moment.said)))
    if moment is not None and moment.cut_off:
        lines.append(translate("Review", "Cut off: {words}").format(words=_short(moment.cut_off)))
    if marker.verdict is not None:
        lines.append(translate("Review", "Contested: {verdict}").format(verdict=verdict_name(marker.verdict)))
    return "\n".join(lines)


def silence_tip(silence: Quiet) -> str:
    ended = translate("Review", "Ended by nobody, or both at once")
    if silence.ended_by is not None:
        ended = translate("Review", "Ended by: {who}").format(who=role_name(silence.ended_by))
    lines = [kind_name("silence"), _when(silence.span.start_s, silence.span.length_s), ended]
    if silence.reopened_with:
        lines.append(_short(silence.reopened_with))
    return "\n".join(lines)


def _in_lane(place: Place, x: float, y: float) -> str:
    silence, role = place.silence(x, y), place.lane(y)
    if silence is not None:
        return silence_tip(silence)
    if role is None:
        return ""
    return _not_heard(place, x, role) or _speaking(place, x, role)


def _not_heard(place: Place, x: float, role: Role) -> str:
    span = place.contents.unheard[role].at(place.time_s(x))
    if span is None:
        return ""
    said = translate("Review", "{who}: not heard").format(who=role_name(role))
    return f"{said}\n{_when(span.start_s, span.length_s)}"


def _speaking(place: Place, x: float, role: Role) -> str:
    time_s = place.time_s(x)
    span = place.contents.speech[role].at(time_s)
    if span is not None:
        return f"{role_name(role)}\n{_when(span.start_s, span.length_s)}"
    for each in place.contents.replay.intended:
        start_s, end_s = in_seconds(each.stretch.start), in_seconds(each.stretch.end)
        if start_s <= time_s < end_s:
            said = translate("Review", "Intended: {text}").format(text=each.text)
            return f"{said}\n{_when(start_s, end_s - start_s)}"
    return ""


def _share(place: Place, x: float, y: float) -> str:
    contents = place.contents
    if not place.rows.share.holds(y) or not len(contents.share):
        return ""
    nearest = int(abs(contents.share_at_s - place.time_s(x)).argmin())
    share, at = contents.share[nearest], clock(contents.share_at_s[nearest])
    if isnan(share):
        return translate("Review", "{time}: too little speech for a talk share").format(time=at)
    said = translate("Review", "{time}: therapist's share of the speech in the 5 minutes before: {percent} %")
    return said.format(time=at, percent=round(share * 100))


def _when(start_s: float, length_s: float) -> str:
    return f"{clock(start_s)}, {seconds(length_s)}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def described(place: Place, position_s: float, chosen: str | None) -> str:
    """What is in view, in sentences for those who do not see it."""
    visible, replay = place.visible, place.contents.replay
    number = QLocale().toString
    counts = dict.fromkeys(place.contents.speech, 0)
    for each in replay.markers:
        if _counts(each) and visible.holds(each.span.start_s):
            counts[each.by] += 1
    part = place.contents.quiet.within(visible.start_s, visible.end_s)
    said = [
        translate("Review", "In view: {start} to {end} of {whole}.").format(
            start=clock(visible.start_s), end=clock(visible.end_s), whole=clock(replay.duration_s)
        ),
        translate("Review", "Interruptions by the therapist {therapist}, by the client {client}.").format(
            therapist=number(counts["therapist"]), client=number(counts["client"])
        ),
        translate("Review", "Silences {silences}, notes {notes}.").format(
            silences=number(part.stop - part.start),
            notes=number(sum(visible.holds(at_s) for at_s, _text in place.contents.notes)),
        ),
        translate("Review", "Playhead at {time}.").format(time=clock(position_s)),
    ]
    found = place.contents.found(chosen) if chosen else None
    if found is not None:
        text = silence_tip(found) if isinstance(found, Quiet) else marker_tip(replay, found)
        said.append(translate("Review", "Chosen: {moment}.").format(moment=text.replace("\n", ", ")))
    return " ".join(said)


def _counts(marker: Marker) -> bool:
    kinds = ("successful_interruption", "attempted_interruption", "unresolved_overlap")
    return marker.verdict is None and marker.kind in kinds
