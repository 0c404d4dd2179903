"""What the parts of the replay call what they are told of a session, in the user's language."""

from collections.abc import Sequence

from PyQt6.QtCore import QCoreApplication

from monitor.ui.review.opened import About, Kept, Row, Silent

translate = QCoreApplication.translate


def name_of(about: About) -> str:
    """As it is called where it has no pseudonym."""
    return about.name or translate("Review", "Demo session")


def why_silent(silent: Silent, source: Sequence[str]) -> str:
    """A sentence; empty where there is sound.  `source` are the names of what was analysed."""
    sentence = {
        "": "",
        "not kept": translate(
            "Review", "No sound was kept of this session, so there is none to play; all else works."
        ),
        "deleted": translate(
            "Review", "The sound of this session has been deleted, so there is none to play; all else works."
        ),
        "analysis": translate(
            "Review", "This is an analysis, which holds no sound: open the recording to listen to it."
        ),
        "missing": translate(
            "Review", "This is an analysis. To hear it, put its recording ({names}) into the same folder."
        ),
        "other": translate(
            "Review", "{names} beside this analysis is not the recording it was made of, so it is not played."
        ),
        "unreadable": translate(
            "Review", "{names}, of which this analysis was made, cannot be read; all else works."
        ),
    }[silent]
    return sentence.format(names=" + ".join(source))


def kept_name(kept: Kept) -> str:
    """What there is of a session."""
    return {
        "": "",
        "numbers": translate("Review", "numbers"),
        "words": translate("Review", "numbers, words"),
        "sound": translate("Review", "numbers, words, sound"),
    }[kept]


def state_name(row: Row) -> str:
    """What is odd about it, empty where nothing is."""
    return {
        "": "",
        "running": translate("Review", "runs now"),
        "interrupted": translate("Review", "interrupted"),
        "unreadable": row.problem,
    }[row.state]
