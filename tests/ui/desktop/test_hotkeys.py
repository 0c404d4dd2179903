"""Keys that work whichever program has the focus: on a real X server, and what others are asked."""

import ctypes
import subprocess
import sys

import pytest
from PyQt6 import sip

from monitor.ui.desktop.hotkeys import NoHotkeys, hold, parts
from monitor.ui.desktop.settings import HotkeySettings
from monitor.ui.desktop.windows import WindowsHotkeys, _Message
from tests.ui.test_overlay_on_screen import Overlay


def program(environment, *shortcuts):
    return Overlay(environment, [sys.executable, "-m", "tests.ui.desktop.keys_program", *shortcuts])


@pytest.mark.window
class TestOnX11:
    def test_a_key_is_heard_without_the_focus_and_with_locks_on(self, screen):
        with program(screen, "Ctrl+Alt+B", "Ctrl+Alt+Space", "Meta+F5") as keys:
            assert keys.expect("said(.*)")[1] == ""
            keys.x("key ctrl+alt+b")
            keys.expect(r"pressed Ctrl\+Alt\+B")
            keys.x("key Caps_Lock key Num_Lock key ctrl+alt+space key Caps_Lock key Num_Lock")
            keys.expect(r"pressed Ctrl\+Alt\+Space")
            keys.x("key b key ctrl+b key ctrl+alt+shift+b key super+F5")
            keys.expect(r"pressed Meta\+F5")  # and none of those before it
            assert keys.lines.empty()

    def test_what_another_program_holds_is_said(self, screen):
        with program(screen, "Ctrl+Alt+B") as first:
            assert first.expect("said(.*)")[1] == ""
            with program(screen, "Ctrl+Alt+B", "Ctrl+Alt+I") as second:
                said = second.expect("said(.*)")[1]
                assert "Ctrl+Alt+B: another program has these keys" in said
                second.x("key ctrl+alt+i key ctrl+alt+b")
                second.expect(r"pressed Ctrl\+Alt\+I")
                first.expect(r"pressed Ctrl\+Alt\+B")

    def test_a_key_that_is_held_down_counts_once(self, screen):
        with program(screen, "Ctrl+Alt+P", "Ctrl+Alt+B") as keys:
            keys.expect("said.*")
            subprocess.run(["xset", "r", "rate", "200", "50"], env=screen, check=True)
            keys.x("keydown ctrl keydown alt keydown p sleep 1 keyup p key p keyup alt keyup ctrl")
            keys.expect(r"pressed Ctrl\+Alt\+P")
            keys.expect(r"pressed Ctrl\+Alt\+P")
            keys.x("key ctrl+alt+b")
            keys.expect(r"pressed Ctrl\+Alt\+B")
            assert keys.seen[-3:] == ["pressed Ctrl+Alt+P", "pressed Ctrl+Alt+P", "pressed Ctrl+Alt+B"]
            assert len(keys.seen) == 4

    def test_a_layout_that_changes_takes_the_key_along(self, screen):
        """ "Y" is elsewhere on a German keyboard."""
        with program(screen, "Ctrl+Alt+Y") as keys:
            keys.expect("said.*")
            keys.x("key --clearmodifiers ctrl+alt+y")
            keys.expect(r"pressed Ctrl\+Alt\+Y")
            subprocess.run(["setxkbmap", "de"], env=screen, check=True)
            for _ in range(100):  # until the program has heard of it
                keys.x("key ctrl+alt+y sleep 0.1")
                if not keys.lines.empty():
                    break
            keys.expect(r"pressed Ctrl\+Alt\+Y")
            keys.x("key ctrl+alt+z sleep 0.3")
            assert keys.lines.empty()

    def test_what_was_granted_of_a_refused_key_is_given_back(self, screen):
        """Another program holds it without Caps Lock only: with it, the key must reach others."""
        with program(screen, "plain", "Ctrl+Alt+B") as first:
            assert first.expect("said(.*)")[1] == ""
            with program(screen, "Ctrl+Alt+B") as second:
                assert "another program has these keys" in second.expect("said(.*)")[1]
                with program(screen, "capital", "Ctrl+Alt+B") as third:
                    assert third.expect("said(.*)")[1] == ""

    def test_under_wayland_it_says_that_there_are_none(self, screen):
        """Through XWayland they would be granted, and work over some programs only."""
        with program(screen | {"WAYLAND_DISPLAY": "wayland-0"}, "Ctrl+Alt+B") as keys:
            assert keys.expect("said (.*)")[1].startswith("This desktop lets no program have keys")

    def test_once_closed_they_are_anybody_s(self, screen):
        with program(screen, "Ctrl+Alt+Q") as first:
            first.expect("closed")
            with program(screen, "Ctrl+Alt+Q", "Ctrl+Alt+B") as second:
                assert second.expect("said(.*)")[1] == ""


class AskedUser32:
    """Takes the place of Windows' own library: what it is asked; it refuses the keys of others."""

    def __init__(self, taken=()):
        self.held, self.taken = {}, taken

    def RegisterHotKey(self, window, number, modifiers, key):  # noqa: N802
        if (modifiers, key) in self.taken:
            return 0
        self.held[number] = (modifiers, key)
        return 1

    def UnregisterHotKey(self, window, number):  # noqa: N802
        del self.held[number]
        return 1


class TestOnWindows:
    def test_what_is_asked_heard_and_let_go(self, qapp):
        pressed, user32 = [], AskedUser32()
        keys = WindowsHotkeys({"Ctrl+Alt+B": lambda: pressed.append("b"), "Meta+F5": lambda: None}, user32)
        assert user32.held == {1: (0x4000 | 3, ord("B")), 2: (0x4000 | 8, 0x74)}
        message = _Message(None, 0x0312, 1, 0)
        at = sip.voidptr(ctypes.addressof(message))
        assert keys.nativeEventFilter(b"windows_dispatcher_MSG", at) == (True, None)
        assert pressed == ["b"]
        for other in (_Message(None, 0x0100, 1, 0), _Message(None, 0x0312, 9, 0)):
            at = sip.voidptr(ctypes.addressof(other))
            assert keys.nativeEventFilter(b"windows_dispatcher_MSG", at) == (False, None)
        assert keys.nativeEventFilter(b"xcb_generic_event_t", at) == (False, None)
        keys.close()
        assert user32.held == {}

    def test_keys_of_another_program_are_refused_and_the_others_held(self, qapp):
        user32 = AskedUser32(taken={(0x4000 | 3, ord("B"))})
        keys = WindowsHotkeys({"Ctrl+Alt+B": print, "Ctrl+Alt+Space": print}, user32)
        assert (keys.refused, list(user32.held.values())) == (["Ctrl+Alt+B"], [(0x4000 | 3, 0x20)])
        keys.close()


def test_a_desktop_without_them_is_said(qapp):
    held, said = hold({"Ctrl+Alt+B": print})
    assert isinstance(held, NoHotkeys)
    assert held.refused == ["Ctrl+Alt+B"]
    assert said.startswith("This desktop lets no program")
    assert hold({})[1] == ""


@pytest.mark.parametrize(
    ("shortcut", "expected"),
    [
        ("Ctrl+Alt+B", ({"ctrl", "alt"}, "b")),
        ("shift+META+7", ({"shift", "meta"}, "7")),
        ("Ctrl+Space", ({"ctrl"}, "space")),
        ("Alt+F12", ({"alt"}, "f12")),
    ],
)
def test_what_keys_are_meant(qapp, shortcut, expected):
    assert parts(shortcut) == expected


KEYS = {"peek": "Ctrl+Alt+Space", "hide": "", "bookmark": "", "intend": "", "pause": "Ctrl+P"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hide": "H"}, "hide is 'H', but must be keys"),
        ({"hide": "Ctrl+"}, "must be keys"),
        ({"hide": "Ctrl+Enter"}, "must be keys"),
        ({"hide": "ctrl+p"}, "hide and pause are both"),
    ],
)
def test_shortcuts_that_are_none_are_refused(changes, said):
    with pytest.raises(ValueError, match=said):
        HotkeySettings(**KEYS | changes)
    assert HotkeySettings(**KEYS).hide == ""
