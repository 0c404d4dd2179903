"""Staying out of what is shared of the screen: the client should not watch the meter in a video call.

Windows leaves a window out of every capture, and macOS did up to 14: what captures screens since then
(ScreenCaptureKit) does not heed it.  The desktops of Linux have no such thing.
"""

import ctypes
import ctypes.util
import platform as machine
import sys
from typing import Any

from PyQt6.QtWidgets import QWidget

from monitor.ui.texts import translate

_EXCLUDED = 0x11
"""WDA_EXCLUDEFROMCAPTURE, since Windows 10 of May 2020; before it the window cannot be left out."""
_NONE, _READ_ONLY = 0, 1
"""NSWindowSharingNone, and what a window has at first."""
_HEEDED_TO = 14
"""The last macOS of which every program that captures the screen heeds it."""


def is_seen() -> str:
    return translate(
        "Desktop",
        "This desktop cannot keep the overlay out of a shared screen: whoever you share your whole screen"
        " with sees it. Share a single window, or hide the overlay meanwhile.",
    )


def keep_unseen(
    window: QWidget, wanted: bool, platform: str = sys.platform, release: str = machine.mac_ver()[0]
) -> str:
    """Keep the window out of every capture of the screen, or no longer.

    Where that cannot be, a sentence that says so.
    """
    done = False
    if platform == "win32":
        done = _left_out(int(window.winId()), wanted)
    elif platform == "darwin":
        heeded = int(release.partition(".")[0] or 0) <= _HEEDED_TO
        done = _unshared(int(window.winId()), wanted) and heeded
    return is_seen() if wanted and not done else ""


def _left_out(handle: int, wanted: bool) -> bool:
    windll: Any = getattr(ctypes, "windll", None)  # there is one on Windows alone
    affinity = _EXCLUDED if wanted else 0
    return bool(windll and windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(handle), affinity))


def _unshared(view: int, wanted: bool) -> bool:
    name = ctypes.util.find_library("objc")
    return name is not None and share_nothing(ctypes.CDLL(name), view, wanted)


def share_nothing(objc: Any, view: int, wanted: bool = True) -> bool:
    """[[view window] setSharingType: NSWindowSharingNone]; False where the view has no window."""
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, objc.sel_registerName(b"window"))
    if not window:
        return False
    send.restype, send.argtypes = None, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    send(window, objc.sel_registerName(b"setSharingType:"), _NONE if wanted else _READ_ONLY)
    return True
