"""What things are called in the report, and how its numbers are written."""

from collections.abc import Mapping
from datetime import datetime

from monitor.conversation.questions import Rule
from monitor.conversation.remarks import QuestionKind, Verdict
from monitor.document import Role

ROLES: Mapping[Role, str] = {"therapist": "Therapist", "client": "Client"}
KINDS: Mapping[str, str] = {
    "successful_interruption": "Interruption",
    "attempted_interruption": "Attempted interruption",
    "unresolved_overlap": "Both went on",
    "possible_overlap": "Possible interruption",
    "monologue": "Monologue",
    "terminal_overlap": "Overlap at a turn's end",
    "backchannel": "Backchannel",
    "silence": "Silence",
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.SUPPORTIVE: "this was supportive",
    Verdict.NOT_AN_INTERRUPTION: "not an interruption",
    Verdict.TEACHING: "intentional teaching",
}
QUESTIONS: Mapping[QuestionKind, str] = {
    QuestionKind.OPEN: "Open",
    QuestionKind.CLOSED: "Closed",
    QuestionKind.NONE: "No question",
}
RULES: Mapping[str, str] = {
    Rule.INVITATION.value: "invites to tell",
    Rule.WONDERING.value: "wonders aloud",
    Rule.ANYTHING_ELSE.value: "asks for more",
    Rule.OPEN_WORD.value: "how, what, why or where",
    Rule.CLOSED_WORD.value: "who, when, which or how many",
    Rule.VERB_FIRST.value: "begins with its verb",
    Rule.TAG.value: "a statement with a tag",
    Rule.QUESTION_MARK.value: "a statement with a question mark",
    "": "corrected by hand",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def clock(time_s: float) -> str:
    """A time of the session: 4:07, 1:04:07."""
    minutes, seconds = divmod(int(time_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def length(length_s: float) -> str:
    """7.2 s, 1:05 min or 1:02:03 h."""
    if length_s < 60:
        return f"{length_s:.1f} s"
    whole = round(length_s)
    return f"{clock(whole)} {'h' if whole >= 3600 else 'min'}"


def percent(part: float | None) -> str:
    return "withheld" if part is None else f"{100 * part:.0f} %"


def day(at: datetime) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def count(number: int, one: str, many: str = "") -> str:
    """1 silence, 2 silences."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def happened(kind: str, by: Role) -> str:
    """What somebody did, as a heading."""
    if kind == "unresolved_overlap":
        return f"The {by} came in and both went on"
    return f"{KINDS[kind]} by the {by}"


def name(figure: str) -> str:
    """Of a figure that is withheld, in words."""
    said = figure.replace("_", " ")
    return said[:1].upper() + said[1:]
