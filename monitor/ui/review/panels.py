"""The panels of the replay, each connected to the window that hears it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.ui.review.window import ReviewWindow


def made_panel(name: str, window: "ReviewWindow") -> Any:
    """The panel of this name; its code is read only now."""
    return {
        "moments": _moments,
        "silences": _silences,
        "latency": _latency,
        "questions": _questions,
        "notes": _notes,
    }[name](window)


def _moments(window: "ReviewWindow") -> Any:
    from monitor.ui.review.moments import MomentsPanel

    panel = MomentsPanel()
    panel.moment_chosen.connect(window.choose)
    panel.play_wished.connect(window.play_span)
    panel.contest_wished.connect(window.contest)
    return panel


def _silences(window: "ReviewWindow") -> Any:
    from monitor.ui.review.silences import SilencesPanel

    panel = SilencesPanel()
    panel.seek_wished.connect(window.playhead.seek)
    return panel


def _latency(window: "ReviewWindow") -> Any:
    from monitor.ui.review.latency import LatencyPanel

    panel = LatencyPanel()
    panel.seek_wished.connect(window.playhead.seek)
    return panel


def _questions(window: "ReviewWindow") -> Any:
    from monitor.ui.review.questions import QuestionsPanel

    def corrected(start_s: float, kind: Any) -> None:
        window.remarking.correct(start_s, kind)
        window.show_remarks()

    panel = QuestionsPanel()
    panel.seek_wished.connect(window.playhead.seek)
    panel.question_corrected.connect(corrected)
    return panel


def _notes(window: "ReviewWindow") -> Any:
    from monitor.ui.review.notes import NotesPanel

    def changed(number: int, text: str) -> None:
        window.remarking.change_note(number, text)
        window.show_remarks()

    def removed(number: int) -> None:
        window.remarking.remove_note(number)
        window.show_remarks()

    def about(text: str) -> None:
        window.remarking.write_about(text)
        window.show_remarks()

    panel = NotesPanel()
    panel.seek_wished.connect(window.playhead.seek)
    panel.note_added.connect(window.add_note)
    panel.note_changed.connect(changed)
    panel.note_removed.connect(removed)
    panel.about_changed.connect(about)
    panel.show_about(window.about)
    return panel
