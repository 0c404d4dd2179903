"""What things are called in the replay, in the user's language."""

from PyQt6.QtCore import QCoreApplication, QLocale

from monitor.conversation.remarks import QuestionKind, Verdict
from monitor.document import Role

translate = QCoreApplication.translate


def role_name(role: Role) -> str:
    if role == "therapist":
        return translate("Review", "Therapist")
    return translate("Review", "Client")


def kind_name(kind: str) -> str:
    """Of an event, by the document's name."""
    return {
        "backchannel": translate("Review", "Backchannel"),
        "terminal_overlap": translate("Review", "Overlap at a turn's end"),
        "possible_overlap": translate("Review", "Possible interruption"),
        "successful_interruption": translate("Review", "Interruption"),
        "attempted_interruption": translate("Review", "Attempted interruption"),
        "unresolved_overlap": translate("Review", "Both went on"),
        "silent_interruption": translate("Review", "Silent interruption"),
        "monologue": translate("Review", "Monologue"),
        "silence": translate("Review", "Silence"),
    }[kind]


def verdict_name(verdict: Verdict) -> str:
    return {
        Verdict.SUPPORTIVE: translate("Review", "This was supportive"),
        Verdict.NOT_AN_INTERRUPTION: translate("Review", "Not an interruption"),
        Verdict.TEACHING: translate("Review", "Intentional teaching"),
    }[verdict]


def question_kind_name(kind: QuestionKind) -> str:
    return {
        QuestionKind.OPEN: translate("Review", "Open"),
        QuestionKind.CLOSED: translate("Review", "Closed"),
        QuestionKind.NONE: translate("Review", "No question"),
    }[kind]


def seconds(length_s: float) -> str:
    """A short length, to the tenth of a second."""
    return translate("Review", "{seconds} s").format(seconds=number(length_s, 1))


def number(value: float, digits: int) -> str:
    """With the decimal point of the language, no sign between thousands, and rounded as in exports."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(round(value, digits), "f", digits)
