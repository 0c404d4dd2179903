"""Whether the desktop was asked to keep still: what each is asked, and on Linux a real bus with a portal."""

import ctypes
import shutil
import subprocess
import sys

import pytest

from monitor.ui.desktop import motion
from tests.ui.desktop.test_sharing import Function

_ANIMATION = 0x1042


@pytest.mark.parametrize(
    ("group", "name", "value", "still"),
    [
        ("org.freedesktop.appearance", "reduced-motion", "1", True),
        ("org.freedesktop.appearance", "reduced-motion", "0", False),
        ("org.gnome.desktop.interface", "enable-animations", "False", True),
        ("org.gnome.desktop.interface", "enable-animations", "True", False),
        ("org.gnome.desktop.interface", "clock-format", "'24h'", False),
    ],
)
def test_the_portal_is_asked(group, name, value, still):
    if shutil.which("dbus-run-session") is None:
        pytest.skip("needs dbus-run-session (Debian: dbus)")
    program = [sys.executable, "-m", "tests.ui.desktop.portal_program", group, name, value]
    said = subprocess.run(
        ["dbus-run-session", "--", *program], check=True, stdout=subprocess.PIPE, text=True, timeout=60
    )
    assert said.stdout.split() == [str(still)]


def test_without_a_bus_none_is_started(tmp_path):
    assert not motion.keeps_still("linux", {"XDG_RUNTIME_DIR": str(tmp_path)})


@pytest.mark.parametrize(("animated", "answers", "still"), [(1, 1, False), (0, 1, True), (0, 0, False)])
def test_windows_is_asked(monkeypatch, animated, answers, still):
    class User32:
        @staticmethod
        def SystemParametersInfoW(what, size, told, write):  # noqa: N802
            assert (what, size, write) == (_ANIMATION, 0, 0)
            told._obj.value = animated
            return answers

    monkeypatch.setattr(ctypes, "windll", type("WinDLL", (), {"user32": User32}), raising=False)
    assert motion.keeps_still("win32", {}) is still


@pytest.mark.parametrize("still", [True, False])
def test_macos_is_asked(still):
    class ObjC:
        objc_getClass = Function({(b"NSWorkspace",): 3})  # noqa: N815
        sel_registerName = Function(  # noqa: N815
            {(b"sharedWorkspace",): 7, (b"accessibilityDisplayShouldReduceMotion",): 8}
        )
        objc_msgSend = Function({(3, 7): 55, (55, 8): still})  # noqa: N815

    assert motion.macos(ObjC) is still
    assert ObjC.objc_msgSend.calls == [(3, 7, ctypes.c_void_p, 2), (55, 8, ctypes.c_bool, 2)]
