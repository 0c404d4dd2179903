"""What the keys do on the timeline: one table, from which they act and from which they are explained."""

from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QKeyCombination, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

_translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`act` is what the timeline does; any of `keys` does it."""

    act: str
    keys: tuple[str, ...]


SHORTCUTS = (
    Shortcut("zoom_in", ("+", "=")),
    Shortcut("zoom_out", ("-",)),
    Shortcut("show_all", ("A",)),
    Shortcut("back", ("Left",)),
    Shortcut("forward", ("Right",)),
    Shortcut("page_back", ("PgUp", "Ctrl+Left")),
    Shortcut("page_forward", ("PgDown", "Ctrl+Right")),
    Shortcut("to_start", ("Home",)),
    Shortcut("to_end", ("End",)),
    Shortcut("next_marker", ("N",)),
    Shortcut("previous_marker", ("P",)),
    Shortcut("next_silence", ("S",)),
    Shortcut("previous_silence", ("Shift+S",)),
    Shortcut("to_chosen", ("Return", "Enter")),
    Shortcut("loop_from", ("I",)),
    Shortcut("loop_to", ("O",)),
    Shortcut("clear", ("Esc",)),
    Shortcut("note_here", ("B",)),
    Shortcut("follow_playhead", ("F",)),
    Shortcut("toggle_legend", ("K",)),
    Shortcut("toggle_keys", ("Shift+K",)),
    Shortcut("leave_forward", ("Ctrl+Tab",)),
    Shortcut("leave_backward", ("Ctrl+Shift+Tab", "Ctrl+Backtab")),
)
_ACTS = {QKeySequence(key)[0].toCombined(): shortcut.act for shortcut in SHORTCUTS for key in shortcut.keys}
_SHIFTED = {Qt.Key.Key_Plus, Qt.Key.Key_Equal}
"""Keyboards differ in what is typed with Shift, Alt or neither."""


def act_of(event: QKeyEvent) -> str | None:
    """What a pressed key should do; None where it does nothing here."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key in _SHIFTED:
        modifiers = Qt.KeyboardModifier.NoModifier
    return _ACTS.get(QKeyCombination(modifiers, key).toCombined())


def explained() -> list[tuple[str, str]]:
    """Keys as they are named on this system, and what they do."""
    table = (
        (("+", "-"), _translate("Review", "Zoom in, zoom out")),
        (("A",), _translate("Review", "Show the whole session")),
        (("Left", "Right"), _translate("Review", "Move the playhead")),
        (("PgUp", "PgDown"), _translate("Review", "Move the view")),
        (("Home", "End"), _translate("Review", "To the start, to the end")),
        (("Tab", "N"), _translate("Review", "Next marker")),
        (("Shift+Tab", "P"), _translate("Review", "Previous marker")),
        (("S", "Shift+S"), _translate("Review", "Next silence, previous silence")),
        (("Return",), _translate("Review", "Playhead to what is chosen")),
        (("I", "O"), _translate("Review", "A stretch begins here, ends here")),
        (("Esc",), _translate("Review", "Clear the stretch")),
        (("B",), _translate("Review", "Add a note at the playhead")),
        (("F",), _translate("Review", "Go to the playhead and follow it")),
        (("K", "Shift+K"), _translate("Review", "Legend, keys")),
        (("Ctrl+Tab",), _translate("Review", "Leave the timeline")),
    )
    return [("  ".join(_shown(key) for key in keys), what) for keys, what in table]


def mouse_explained() -> list[tuple[str, str]]:
    """What the mouse does."""
    return [
        (_translate("Review", "Click"), _translate("Review", "Move the playhead, or choose a marker")),
        (_translate("Review", "Drag"), _translate("Review", "Move the view")),
        (_translate("Review", "Wheel"), _translate("Review", "Zoom; with Shift, move the view")),
        (
            _translate("Review", "Shift and drag"),
            _translate("Review", "Mark a stretch to play again and again"),
        ),
        (_translate("Review", "Double click"), _translate("Review", "Add a note")),
    ]


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("-", "−", key == "-")
