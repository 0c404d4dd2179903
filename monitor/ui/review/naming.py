"""What the parts of the replay call what they are told of a session, in the user's language."""

from PyQt6.QtCore import QCoreApplication

from monitor.ui.review.opened import About, Kept, Row, Silent

_translate = QCoreApplication.translate


def name_of(about: About) -> str:
    """As it is called where it has no pseudonym."""
    return about.name or _translate("Review", "Demo session")


def why_silent(silent: Silent) -> str:
    """A sentence; empty where there is sound."""
    return {
        "": "",
        "not kept": _translate(
            "Review", "No sound was kept of this session, so there is none to play; all else works."
        ),
        "deleted": _translate(
            "Review", "The sound of this session has been deleted, so there is none to play; all else works."
        ),
        "analysis": _translate(
            "Review", "This is an analysis, which holds no sound: open the recording to listen to it."
        ),
    }[silent]


def kept_name(kept: Kept) -> str:
    """What there is of a session."""
    return {
        "": "",
        "numbers": _translate("Review", "numbers"),
        "words": _translate("Review", "numbers, words"),
        "sound": _translate("Review", "numbers, words, sound"),
    }[kept]


def state_name(row: Row) -> str:
    """What is odd about it, empty where nothing is."""
    return {
        "": "",
        "running": _translate("Review", "runs now"),
        "interrupted": _translate("Review", "interrupted"),
        "unreadable": row.problem,
    }[row.state]
