"""Staying out of what is shared of the screen: the client should not watch the meter in a video call.

Windows and macOS leave a window out of every capture; the desktops of Linux have no such thing.
"""

import ctypes
import ctypes.util
import sys
from typing import Any

from PyQt6.QtWidgets import QWidget

from monitor.ui.texts import translate

_EXCLUDED = 0x11
"""WDA_EXCLUDEFROMCAPTURE, since Windows 10 of May 2020; before it the window cannot be left out."""
_NONE = 0
"""NSWindowSharingNone."""


def is_seen() -> str:
    return translate(
        "Desktop",
        "This desktop cannot keep the overlay out of a shared screen: whoever you share your whole screen"
        " with sees it. Share a single window, or hide the overlay meanwhile.",
    )


def keep_unseen(window: QWidget, platform: str = sys.platform) -> str:
    """Keep the window out of every capture of the screen; where that cannot be, a sentence that says so."""
    if platform == "win32":
        return "" if _left_out(int(window.winId())) else is_seen()
    if platform == "darwin":
        return "" if _unshared(int(window.winId())) else is_seen()
    return is_seen()


def _left_out(handle: int) -> bool:
    windll: Any = getattr(ctypes, "windll", None)  # there is one on Windows alone
    return bool(windll and windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(handle), _EXCLUDED))


def _unshared(view: int) -> bool:
    name = ctypes.util.find_library("objc")
    return name is not None and share_nothing(ctypes.CDLL(name), view)


def share_nothing(objc: Any, view: int) -> bool:
    """[[view window] setSharingType: NSWindowSharingNone]; False where the view has no window."""
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, objc.sel_registerName(b"window"))
    if not window:
        return False
    send.restype, send.argtypes = None, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    send(window, objc.sel_registerName(b"setSharingType:"), _NONE)
    return True
