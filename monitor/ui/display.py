"""Is there a screen to open a window on, and what is missing to do so?

Qt ends the whole process where it meets a dead display or a missing system library.
These are the same questions, asked first and answered in a sentence.  Nothing here
imports Qt before it is known to load.
"""

import ctypes
import importlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from monitor.errors import SetupError

NO_WINDOW = "or run with --no-window"
_PACKAGES = {
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libdbus-1": "libdbus-1-3",
    "libfontconfig": "libfontconfig1",
    "libglib-2.0": "libglib2.0-0",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-shape": "libxcb-shape0",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxkbcommon": "libxkbcommon0",
}
"""Debian's packages for the libraries that Qt's wheel leaves to the system."""


def window_platform(environment: Mapping[str, str], system: str = sys.platform) -> str | None:
    """The Qt platform on which a window can open; None if no screen can be reached.

    X11 comes before Wayland, through XWayland there: Wayland lets no program keep a window
    on top or put it back to where it was.
    """
    if chosen := environment.get("QT_QPA_PLATFORM"):
        return chosen
    if not system.startswith("linux"):
        return {"darwin": "cocoa", "win32": "windows"}.get(system)
    if environment.get("DISPLAY") and _x11_answers(environment["DISPLAY"]):
        return "xcb"
    return "wayland" if _wayland_socket(environment) else None


def require_window_libraries(platform: str, otherwise: str = NO_WINDOW) -> None:
    """Raise SetupError unless Qt and its plugin for `platform` can be loaded.

    `otherwise` ends its sentence: what can be done without a window.
    """
    try:
        core = importlib.import_module("PyQt6.QtCore")
        importlib.import_module("PyQt6.QtWidgets")
        if platform == "xcb":
            plugins = core.QLibraryInfo.path(core.QLibraryInfo.LibraryPath.PluginsPath)
            ctypes.CDLL(str(Path(plugins, "platforms", "libqxcb.so")))
    except (ImportError, OSError) as error:
        raise SetupError(_missing(str(error), otherwise)) from error


def composited(display: str = "") -> bool:
    """Whether the X11 desktop shows what is behind a transparent pixel; without a compositor it is black."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    opened = x11.XOpenDisplay(display.encode() or None)
    if not opened:
        return True
    connection = ctypes.c_void_p(opened)
    atom = ctypes.c_ulong(x11.XInternAtom(connection, b"_NET_WM_CM_S0", 0))
    owner = x11.XGetSelectionOwner(connection, atom)
    x11.XCloseDisplay(connection)
    return bool(owner)


def _missing(said: str, otherwise: str) -> str:
    library = re.match(r"([^\s:]+?)\.so\b", said)
    package = next((_PACKAGES[name] for name in _PACKAGES if library and library[1] == name), None)
    remedy = f"Install it (on Debian and Ubuntu: sudo apt install {package})" if package else "Install it"
    return f"The window needs a system library that is missing: {said}. {remedy}, {otherwise}."


def _x11_answers(display: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # no way to ask; `require_window_libraries` names what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def _wayland_socket(environment: Mapping[str, str]) -> bool:
    name, runtime = environment.get("WAYLAND_DISPLAY"), environment.get("XDG_RUNTIME_DIR", "")
    return bool(name) and Path(runtime, str(name)).is_socket()
