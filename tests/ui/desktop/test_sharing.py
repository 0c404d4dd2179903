"""Staying out of shared screens: what each desktop is asked, and what is said where it cannot."""

import ctypes
import ctypes.util
import sys

import pytest
from PyQt6.QtWidgets import QWidget

from monitor.ui.desktop import sharing


@pytest.mark.parametrize("platform", ["linux", "freebsd"])
def test_where_it_cannot_be_that_is_said(qtbot, platform):
    window = QWidget()
    qtbot.addWidget(window)
    assert sharing.keep_unseen(window, True, platform) == sharing.is_seen()
    assert sharing.keep_unseen(window, False, platform) == ""


def test_windows_is_asked_to_leave_it_out(qtbot, monkeypatch):
    asked = []

    class User32:
        @staticmethod
        def SetWindowDisplayAffinity(handle, affinity):  # noqa: N802
            asked.append((handle.value, affinity))
            return len(asked) == 1  # the second is refused, as before Windows 10 of 2020

    monkeypatch.setattr(ctypes, "windll", type("WinDLL", (), {"user32": User32}), raising=False)
    window = QWidget()
    qtbot.addWidget(window)
    assert sharing.keep_unseen(window, True, "win32") == ""
    assert sharing.keep_unseen(window, True, "win32") == sharing.is_seen()
    assert sharing.keep_unseen(window, False, "win32") == ""  # in the midst of a session, too
    assert asked == [(int(window.winId()), affinity) for affinity in (0x11, 0x11, 0)]


class Function:
    """A C function that writes down what it is called with, and how it is declared by then."""

    def __init__(self, answers):
        self.answers, self.calls = answers, []
        self.restype, self.argtypes = ctypes.c_int, []

    def __call__(self, *arguments):
        self.calls.append((*arguments, self.restype, len(self.argtypes)))
        return self.answers.get(arguments)


def test_macos_is_asked_for_the_window_of_the_view():
    class ObjC:
        sel_registerName = Function({(b"window",): 7, (b"setSharingType:",): 8})  # noqa: N815
        objc_msgSend = Function({(100, 7): 55})  # noqa: N815

    assert sharing.share_nothing(ObjC, 100)
    assert ObjC.objc_msgSend.calls == [(100, 7, ctypes.c_void_p, 2), (55, 8, 0, None, 3)]
    assert sharing.share_nothing(ObjC, 100, wanted=False)
    assert ObjC.objc_msgSend.calls[-1] == (55, 8, 1, None, 3)
    assert not sharing.share_nothing(ObjC, 101)  # a view without a window


@pytest.mark.parametrize(("release", "kept"), [("14.7.1", True), ("15.0", False), ("26.1", False)])
def test_a_macos_whose_captures_do_not_heed_it_is_said(qtbot, monkeypatch, release, kept):
    asked: list[bool] = []

    def unshared(_view, wanted):
        asked.append(wanted)
        return True

    monkeypatch.setattr(sharing, "_unshared", unshared)
    window = QWidget()
    qtbot.addWidget(window)
    assert sharing.keep_unseen(window, True, "darwin", release) == ("" if kept else sharing.is_seen())
    assert asked == [True]  # older programs do
    assert sharing.keep_unseen(window, False, "darwin", release) == ""


@pytest.mark.skipif(sys.platform == "darwin", reason="there the window is asked for")
def test_without_the_library_it_is_said(qtbot, monkeypatch):
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: None)
    window = QWidget()
    qtbot.addWidget(window)
    assert sharing.keep_unseen(window, True, "darwin") == sharing.is_seen()
