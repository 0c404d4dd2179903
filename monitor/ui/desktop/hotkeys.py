"""Keys that work while another program has the focus, where the desktop lets a program have any.

X11            one grab for each shortcut (x11.py): nothing else that is typed is seen
Windows        RegisterHotKey (windows.py)
macOS          none: what there is would see all that is typed, and need a permission for that
Wayland        none: no program may, and through XWayland they would work over X11 programs alone
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PyQt6.QtGui import QGuiApplication, QKeySequence

from monitor.ui.texts import translate

Shortcut = str
"""Such as "Ctrl+Alt+B"."""


class Hotkeys(Protocol):
    """The shortcuts that are held for as long as it is open, but for those that were `refused`."""

    @property
    def refused(self) -> Sequence[Shortcut]: ...

    def close(self) -> None:
        """Let go of all of them."""


class NoHotkeys:
    def __init__(self, wanted: Mapping[Shortcut, object]) -> None:
        self.refused = list(wanted)

    def close(self) -> None:
        """Nothing is held."""


def hold(
    wanted: Mapping[Shortcut, Callable[[], object]], environment: Mapping[str, str] = os.environ
) -> tuple[Hotkeys, str]:
    """Hold the shortcuts and call what belongs to each; and a sentence about those that cannot be had.

    Needs the application object.
    """
    if not wanted:
        return NoHotkeys(wanted), ""
    platform = QGuiApplication.platformName()
    if platform == "xcb" and not environment.get("WAYLAND_DISPLAY"):
        from monitor.ui.desktop.x11 import X11Hotkeys

        return _told(X11Hotkeys(wanted))
    if platform == "windows" and sys.platform == "win32":
        from monitor.ui.desktop.windows import WindowsHotkeys

        return _told(WindowsHotkeys(wanted))
    return NoHotkeys(wanted), translate(
        "Desktop", "This desktop lets no program have keys of its own: use the overlay's menu."
    )


def _told(hotkeys: Hotkeys) -> tuple[Hotkeys, str]:
    if not hotkeys.refused:
        return hotkeys, ""
    taken = ", ".join(hotkeys.refused)
    said = translate("Desktop", "{keys}: another program has these keys. Choose others in the settings.")
    return hotkeys, said.format(keys=taken)


def parts(shortcut: Shortcut) -> tuple[set[str], str]:
    """The modifiers, and the key: "a", "7", "space", "f5"; all in small letters."""
    *modifiers, key = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText).split("+")
    return {modifier.lower() for modifier in modifiers}, key.lower()
