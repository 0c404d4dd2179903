"""What things are called in the report, and how its numbers are written, in the language it speaks."""

from collections.abc import Mapping
from datetime import datetime

from monitor.conversation.questions import Rule
from monitor.conversation.remarks import QuestionKind, Verdict
from monitor.conversation.timeline import clock
from monitor.document import Role
from monitor.export.tongue import QT_TRANSLATE_NOOP, translate

ROLES: tuple[Role, Role] = ("therapist", "client")
KINDS: Mapping[str, str] = {
    "successful_interruption": QT_TRANSLATE_NOOP("Report", "Interruption"),
    "attempted_interruption": QT_TRANSLATE_NOOP("Report", "Attempted interruption"),
    "unresolved_overlap": QT_TRANSLATE_NOOP("Report", "Both went on"),
    "possible_overlap": QT_TRANSLATE_NOOP("Report", "Possible interruption"),
    "silent_interruption": QT_TRANSLATE_NOOP("Report", "Silent interruption"),
    "monologue": QT_TRANSLATE_NOOP("Report", "Monologue"),
    "terminal_overlap": QT_TRANSLATE_NOOP("Report", "Overlap at a turn's end"),
    "backchannel": QT_TRANSLATE_NOOP("Report", "Backchannel"),
    "silence": QT_TRANSLATE_NOOP("Report", "Silence"),
}
_VERDICTS: Mapping[Verdict, str] = {
    Verdict.SUPPORTIVE: QT_TRANSLATE_NOOP("Report", "this was supportive"),
    Verdict.NOT_AN_INTERRUPTION: QT_TRANSLATE_NOOP("Report", "not an interruption"),
    Verdict.TEACHING: QT_TRANSLATE_NOOP("Report", "intentional teaching"),
}
_QUESTIONS: Mapping[QuestionKind, str] = {
    QuestionKind.OPEN: QT_TRANSLATE_NOOP("Report", "Open"),
    QuestionKind.CLOSED: QT_TRANSLATE_NOOP("Report", "Closed"),
    QuestionKind.NONE: QT_TRANSLATE_NOOP("Report", "No question"),
}
_RULES: Mapping[str, str] = {
    Rule.INVITATION.value: QT_TRANSLATE_NOOP("Report", "invites to tell"),
    Rule.WONDERING.value: QT_TRANSLATE_NOOP("Report", "wonders aloud"),
    Rule.ANYTHING_ELSE.value: QT_TRANSLATE_NOOP("Report", "asks for more"),
    Rule.OPEN_WORD.value: QT_TRANSLATE_NOOP("Report", "how, what, why or where"),
    Rule.CLOSED_WORD.value: QT_TRANSLATE_NOOP("Report", "who, when, which or how many"),
    Rule.VERB_FIRST.value: QT_TRANSLATE_NOOP("Report", "begins with its verb"),
    Rule.TAG.value: QT_TRANSLATE_NOOP("Report", "a statement with a tag"),
    Rule.QUESTION_MARK.value: QT_TRANSLATE_NOOP("Report", "a statement with a question mark"),
    "": QT_TRANSLATE_NOOP("Report", "corrected by hand"),
}
_WITHHELD: Mapping[str, str] = {
    "talk_share": QT_TRANSLATE_NOOP("Report", "Talk share is withheld:"),
    "interruptions": QT_TRANSLATE_NOOP("Report", "The count of interruptions is withheld:"),
}
_MONTHS = (
    QT_TRANSLATE_NOOP("Report", "January"),
    QT_TRANSLATE_NOOP("Report", "February"),
    QT_TRANSLATE_NOOP("Report", "March"),
    QT_TRANSLATE_NOOP("Report", "April"),
    QT_TRANSLATE_NOOP("Report", "May"),
    QT_TRANSLATE_NOOP("Report", "June"),
    QT_TRANSLATE_NOOP("Report", "July"),
    QT_TRANSLATE_NOOP("Report", "August"),
    QT_TRANSLATE_NOOP("Report", "September"),
    QT_TRANSLATE_NOOP("Report", "October"),
    QT_TRANSLATE_NOOP("Report", "November"),
    QT_TRANSLATE_NOOP("Report", "December"),
)


def role_name(role: Role) -> str:
    return translate("Report", "Therapist") if role == "therapist" else translate("Report", "Client")


def kind_name(kind: str) -> str:
    """Of an event, by the document's name; of one that is not known, that name."""
    return translate("Report", KINDS[kind]) if kind in KINDS else kind


def verdict_name(verdict: Verdict) -> str:
    return translate("Report", _VERDICTS[verdict])


def question_name(kind: QuestionKind) -> str:
    return translate("Report", _QUESTIONS[kind])


def rule_name(rule: str) -> str:
    return translate("Report", _RULES[rule]) if rule in _RULES else rule


def length(length_s: float) -> str:
    """7.2 s, 1:05 min or 1:02:03 h."""
    if length_s < 60:
        return f"{decimal(length_s, 1)} s"
    whole = round(length_s)
    return f"{clock(whole)} {'h' if whole >= 3600 else 'min'}"


def decimal(value: float, digits: int) -> str:
    """With the decimal mark of the language, which its text for one half shows."""
    mark = translate("Report", "0.5")[1:-1]
    return f"{value:.{digits}f}".replace("-", "−").replace(".", mark)


def percent(part: float | None) -> str:
    return translate("Report", "withheld") if part is None else f"{100 * part:.0f} %"


def day(at: datetime) -> str:
    month = translate("Report", _MONTHS[at.month - 1])
    return translate("Report", "{day} {month} {year}").format(day=at.day, month=month, year=at.year)


def happened(kind: str, by: Role) -> str:
    """What somebody did, as a heading."""
    if kind == "unresolved_overlap":
        if by == "therapist":
            return translate("Report", "The therapist came in and both went on")
        return translate("Report", "The client came in and both went on")
    if by == "therapist":
        return translate("Report", "{kind} by the therapist").format(kind=kind_name(kind))
    return translate("Report", "{kind} by the client").format(kind=kind_name(kind))


def withheld_name(figure: str) -> str:
    """That a figure is withheld, before the reason; what is not known has the document's name."""
    if figure in _WITHHELD:
        return translate("Report", _WITHHELD[figure])
    return translate("Report", "{figure} is withheld:").format(figure=figure)
