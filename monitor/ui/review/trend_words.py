"""What the page over time says: the figures' names and values, what is usual, and why a figure is missing."""

from collections.abc import Sequence

from PyQt6.QtCore import QCoreApplication, QDateTime, QLocale

from monitor.conversation.timeline import clock
from monitor.replay.trends import RATE_MIN_S, Figure, Point, Rolling
from monitor.ui.told import told

translate = QCoreApplication.translate

ENOUGH = 4
"""Sessions with the figure from which on something is usual: of fewer there is no half to speak of."""
_WITHHELD = {
    Figure.SHARE: "talk_share",
    Figure.INTERRUPTIONS: "interruptions",
    Figure.LATENCY: "response_latency",
}
"""What the document calls those figures that it may withhold."""


def figure_name(figure: Figure) -> str:
    return {
        Figure.SHARE: translate("Review", "Talk share"),
        Figure.INTERRUPTIONS: translate("Review", "Interruptions per hour"),
        Figure.LATENCY: translate("Review", "Response latency"),
        Figure.SILENCES: translate("Review", "Silences per hour"),
        Figure.LONGEST_TURN: translate("Review", "Longest turn"),
        Figure.LONGEST_MONOLOGUE: translate("Review", "Longest monologue"),
    }[figure]


def figure_explained(figure: Figure) -> str:
    return {
        Figure.SHARE: translate("Review", "Your part of all that was spoken."),
        Figure.INTERRUPTIONS: translate(
            "Review", "How often you came in and took the floor. What you contested does not count."
        ),
        Figure.LATENCY: translate(
            "Review",
            "From the end of the client's turn to the beginning of yours, the median of each session; below"
            " zero, you began first.",
        ),
        Figure.SILENCES: translate("Review", "Silences of 3 s and more, whoever ended them."),
        Figure.LONGEST_TURN: translate("Review", "How long you held the floor at most."),
        Figure.LONGEST_MONOLOGUE: translate(
            "Review", "The longest you spoke on and on. What you contested does not count."
        ),
    }[figure]


def value_said(figure: Figure, value: float) -> str:
    """A value with its unit: 38 %, 4.2 per hour, 0.45 s, 1:10 min."""
    locale = QLocale()
    if figure is Figure.SHARE:
        return translate("Review", "{percent} %").format(percent=locale.toString(round(value * 100)))
    if figure in (Figure.INTERRUPTIONS, Figure.SILENCES):
        return translate("Review", "{count} per hour").format(count=locale.toString(value, "f", 1))
    if figure is Figure.LATENCY:
        return translate("Review", "{seconds} s").format(seconds=locale.toString(value, "f", 2))
    if round(value) < 60:
        return translate("Review", "{seconds} s").format(seconds=locale.toString(round(value)))
    return translate("Review", "{time} min").format(time=clock(round(value)))


def briefly(figure: Figure, value: float) -> str:
    """The same for a place that has named the figure already."""
    if figure in (Figure.INTERRUPTIONS, Figure.SILENCES):
        return QLocale().toString(value, "f", 1)
    return value_said(figure, value)


def when(started_at: int) -> str:
    began = QDateTime.fromSecsSinceEpoch(started_at)
    return QLocale().toString(began, translate("Review", "ddd d MMM yyyy, HH:mm"))


def tick_said(figure: Figure, value: float) -> str:
    """A round value, beside the axis."""
    locale = QLocale()
    if figure in (Figure.INTERRUPTIONS, Figure.SILENCES):
        return locale.toString(value, "g", 4)
    if figure is Figure.LATENCY:
        return translate("Review", "{seconds} s").format(seconds=locale.toString(value, "g", 3))
    return value_said(figure, value)


def card_said(figure: Figure, value: float) -> str:
    """A value under the short name of its figure."""
    if figure in (Figure.INTERRUPTIONS, Figure.SILENCES):
        return translate("Review", "{count} / h").format(count=briefly(figure, value))
    return value_said(figure, value)


def card_name(figure: Figure) -> str:
    return {
        Figure.INTERRUPTIONS: translate("Review", "Interruptions"),
        Figure.SILENCES: translate("Review", "Silences"),
    }.get(figure, figure_name(figure))


def client_name(client: str) -> str:
    return client or translate("Review", "No pseudonym")


def preset_name(preset: str) -> str:
    """As the settings call it; one of the user's own has its file's name."""
    if not preset:
        return translate("Review", "Not noted")
    return {
        "client-led": translate("Review", "Client-led"),
        "structured": translate("Review", "Structured"),
        "crisis": translate("Review", "Crisis"),
        "intake": translate("Review", "Intake"),
    }.get(preset, preset)


def reason(point: Point, figure: Figure) -> str:
    """Why the session has no such figure."""
    said = point.reasons.get(_WITHHELD.get(figure, ""))
    if said:
        return told(said)
    if figure in (Figure.INTERRUPTIONS, Figure.SILENCES) and point.duration_s < RATE_MIN_S:
        return translate("Review", "The session is shorter than 5 minutes, too short for a count per hour.")
    return {
        Figure.SHARE: translate("Review", "No talk share was worked out."),
        Figure.INTERRUPTIONS: translate("Review", "Interruptions were not counted."),
        Figure.LATENCY: translate("Review", "You answered no turn of 3 s or more."),
        Figure.SILENCES: translate("Review", "Silences were not counted."),
        Figure.LONGEST_TURN: translate("Review", "You held no turn."),
        Figure.LONGEST_MONOLOGUE: translate("Review", "There was no monologue that counts."),
    }[figure]


def session_said(rolled: Rolling, figure: Figure) -> str:
    """One session in a line: when, with whom, which figure."""
    about = rolled.point.about
    preset = preset_name(about.preset) if about.preset else ""
    named = [when(about.started_at), *filter(None, (about.client, preset))]
    found = rolled.value
    said = reason(rolled.point, figure) if found is None else value_said(figure, found)
    return translate("Review", "{session}: {figure}").format(session=" · ".join(named), figure=said)


def usual_said(course: Sequence[Rolling], figure: Figure, last: int) -> str:
    """What is usual now, in a sentence; or why nothing is yet.  `course` is in order of time."""
    if not course:
        return ""
    now = course[-1]
    if now.sessions < ENOUGH or now.median is None or now.lower is None or now.upper is None:
        return _too_few(course, figure, last)
    looked_at = min(len(course), last)
    said = _USUAL[figure]().format(count=looked_at, median=value_said(figure, now.median))
    lower, upper = briefly(figure, now.lower), briefly(figure, now.upper)
    if lower == upper:
        spread = translate("Review", "(at least half of them the same)")
    else:
        spread = translate("Review", "(half of them between {lower} and {upper})").format(
            lower=lower, upper=upper
        )
    return f"{said} {spread}.{_missing(looked_at - now.sessions)}"


def _too_few(course: Sequence[Rolling], figure: Figure, last: int) -> str:
    found = [each.value for each in course if each.value is not None]
    if not found:
        return translate("Review", "None of these sessions has this figure. {why}").format(
            why=reason(course[-1].point, figure)
        )
    rule = translate("Review", "What is usual for you can be said from {enough} sessions on.").format(
        enough=ENOUGH
    )
    if len(found) == 1:
        said = translate("Review", "One session so far: {value}.").format(value=value_said(figure, found[0]))
    elif len(found) < ENOUGH:
        said = translate("Review", "{count} sessions so far: {values}.").format(
            count=len(found), values=", ".join(value_said(figure, value) for value in found)
        )
    else:
        said = translate("Review", "Of your last {last} sessions, {count} have this figure.").format(
            last=min(last, len(course)), count=course[-1].sessions
        )
    return f"{said} {rule}"


def _missing(count: int) -> str:
    if count == 0:
        return ""
    if count == 1:
        return " " + translate("Review", "One of them has no such figure.")
    return " " + translate("Review", "{count} of them have no such figure.").format(count=count)


_USUAL = {
    Figure.SHARE: lambda: translate(
        "Review", "Your usual talk share over the last {count} sessions: {median}"
    ),
    Figure.INTERRUPTIONS: lambda: translate(
        "Review", "How often you usually took the floor over the last {count} sessions: {median}"
    ),
    Figure.LATENCY: lambda: translate(
        "Review", "Your usual response latency over the last {count} sessions: {median}"
    ),
    Figure.SILENCES: lambda: translate("Review", "Usual silences over the last {count} sessions: {median}"),
    Figure.LONGEST_TURN: lambda: translate(
        "Review", "Your usual longest turn over the last {count} sessions: {median}"
    ),
    Figure.LONGEST_MONOLOGUE: lambda: translate(
        "Review", "Your usual longest monologue over the last {count} sessions: {median}"
    ),
}


def counts_said(shown: int, unreadable: int, fraction: float | None, done: bool) -> str:
    """How many sessions there are, how many could not be read, and how far the reading is."""
    said = []
    if not done:
        percent = QLocale().toString(int(100 * (fraction or 0)))
        said.append(translate("Review", "Your sessions are being read: {percent} %.").format(percent=percent))
    elif shown == 1:
        said.append(translate("Review", "One session."))
    elif shown:
        said.append(translate("Review", "{count} sessions.").format(count=QLocale().toString(shown)))
    if unreadable == 1:
        said.append(translate("Review", "One cannot be read and is left out; the list says why."))
    elif unreadable:
        said.append(
            translate("Review", "{count} cannot be read and are left out; the list says why.").format(
                count=QLocale().toString(unreadable)
            )
        )
    return " ".join(said)
