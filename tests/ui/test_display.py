"""Where a window can open; on a dead display Qt would end the process."""

import ctypes
import socket
import subprocess
import sys

import pytest

from monitor.errors import SetupError
from monitor.ui import display
from monitor.ui.display import composited, require_window_libraries, window_platform


@pytest.mark.parametrize(
    ("environment", "system", "platform"),
    [
        ({}, "linux", None),
        ({"DISPLAY": ""}, "linux", None),
        ({"DISPLAY": ":4711"}, "linux", None),
        ({"DISPLAY": "nonsense"}, "linux", None),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", None),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", "offscreen"),
        ({}, "darwin", "cocoa"),
        ({}, "win32", "windows"),
        ({}, "sunos5", None),
    ],
)
def test_only_a_display_that_answers_counts(environment, system, platform):
    assert window_platform(environment, system) == platform


def test_wayland_where_its_socket_is(tmp_path):
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        assert window_platform(environment, "linux") == "wayland"


@pytest.mark.window
def test_an_x11_display_that_answers(screen):
    assert window_platform({"DISPLAY": screen["DISPLAY"]}, "linux") == "xcb"


@pytest.mark.window
def test_a_compositor_is_whoever_owns_its_selection(screen):
    display_name = screen["DISPLAY"]
    assert not composited(display_name)
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XCreateSimpleWindow.restype = x11.XInternAtom.restype = (
        ctypes.c_ulong
    )
    connection = ctypes.c_void_p(x11.XOpenDisplay(display_name.encode()))
    root = ctypes.c_ulong(x11.XDefaultRootWindow(connection))
    window = ctypes.c_ulong(x11.XCreateSimpleWindow(connection, root, 0, 0, 1, 1, 0, 0, 0))
    atom = ctypes.c_ulong(x11.XInternAtom(connection, b"_NET_WM_CM_S0", 0))
    x11.XSetSelectionOwner(connection, atom, window, 0)
    x11.XSync(connection, 0)
    assert composited(display_name)
    x11.XCloseDisplay(connection)


def test_without_a_display_corners_may_be_round():
    assert composited(":4711")


def test_x11_comes_before_wayland(monkeypatch):
    monkeypatch.setattr(display, "_x11_answers", bool)
    monkeypatch.setattr(display, "_wayland_socket", bool)
    assert window_platform({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux") == "xcb"


def test_the_libraries_are_here():
    require_window_libraries("offscreen")


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("libxcb-cursor.so.0: cannot open shared object file", "sudo apt install libxcb-cursor0"),
        ("libEGL.so.1: cannot open shared object file", "sudo apt install libegl1"),
        ("libxkbcommon-x11.so.0: cannot open shared object file", "sudo apt install libxkbcommon-x11-0"),
        ("libglib-2.0.so.0: cannot open shared object file", "sudo apt install libglib2.0-0"),
    ],
)
def test_a_missing_library_is_named_with_its_package(monkeypatch, said, remedy):
    def fail(name):
        raise OSError(said)

    monkeypatch.setattr("ctypes.CDLL", fail)
    with pytest.raises(SetupError) as told:
        require_window_libraries("xcb")
    assert said in str(told.value)
    assert remedy in str(told.value)
    assert "--no-window" in str(told.value)


def test_a_library_that_we_do_not_know_is_named_alone(monkeypatch):
    monkeypatch.setattr("importlib.import_module", _import_error)
    with pytest.raises(SetupError, match=r"missing: libodd\.so\.3: not found\. Install it, or run"):
        require_window_libraries("cocoa")


def _import_error(name):
    raise ImportError("libodd.so.3: not found")


def test_looking_for_a_display_loads_no_qt():
    ask = "from monitor.ui import display; import sys; print('PyQt6' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", ask], text=True).strip() == "False"
