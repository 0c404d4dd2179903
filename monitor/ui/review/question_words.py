"""Why a sentence counts as a question, in plain words."""

from PyQt6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def rule_sentence(rule: str) -> str:
    """Of a rule by the name that the analysis gives it; of one that is not known, its name."""
    return {
        "invitation": translate("Review", "It invites to tell"),
        "wondering": translate("Review", "It wonders aloud"),
        "anything_else": translate("Review", "It asks for anything else"),
        "open_word": translate("Review", "It begins with how, what, why or the like"),
        "closed_word": translate("Review", "It begins with who, when, how many or the like"),
        "verb_first": translate("Review", "It begins with a verb"),
        "tag": translate("Review", "It ends by asking for agreement"),
        "question_mark": translate("Review", "It ends with a question mark"),
    }.get(rule, rule)
