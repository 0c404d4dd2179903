"""What the keys do on the timeline: one table, from which they act and from which they are explained."""

from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication, QKeyCombination, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

translate = QCoreApplication.translate


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
        (("+", "-"), translate("Review", "Zoom in, zoom out")),
        (("A",), translate("Review", "Show the whole session")),
        (("Left", "Right"), translate("Review", "Move the playhead")),
        (("PgUp", "PgDown"), translate("Review", "Move the view")),
        (("Home", "End"), translate("Review", "To the start, to the end")),
        (("Tab", "N"), translate("Review", "Next marker")),
        (("Shift+Tab", "P"), translate("Review", "Previous marker")),
        (("S", "Shift+S"), translate("Review", "Next silence, previous silence")),
        (("Return",), translate("Review", "Playhead to what is chosen")),
        (("I", "O"), translate("Review", "A stretch begins here, ends here")),
        (("Esc",), translate("Review", "Clear the stretch")),
        (("B",), translate("Review", "Add a note at the playhead")),
        (("F",), translate("Review", "Go to the playhead and follow it")),
        (("K", "Shift+K"), translate("Review", "Legend, keys")),
        (("Ctrl+Tab",), translate("Review", "Leave the timeline")),
    )
    return [("  ".join(_shown(key) for key in keys), what) for keys, what in table]


def mouse_explained() -> list[tuple[str, str]]:
    """What the mouse does."""
    return [
        (translate("Review", "Click"), translate("Review", "Move the playhead, or choose a marker")),
        (translate("Review", "Drag"), translate("Review", "Move the view")),
        (translate("Review", "Wheel"), translate("Review", "Zoom; with Shift, move the view")),
        (
            translate("Review", "Shift and drag"),
            translate("Review", "Mark a stretch to play again and again"),
        ),
        (translate("Review", "Double click"), translate("Review", "Add a note")),
    ]


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText).replace("-", "−", key == "-")
