"""Keys held on Windows: RegisterHotKey, whose messages come through Qt's own loop."""

import ctypes
from collections.abc import Callable, Mapping
from typing import Any

from PyQt6 import sip
from PyQt6.QtCore import QAbstractNativeEventFilter, QCoreApplication

from monitor.ui.desktop.hotkeys import Shortcut, parts

_MODIFIERS = {"alt": 1, "ctrl": 2, "shift": 4, "meta": 8}
_NO_REPEAT = 0x4000
_WM_HOTKEY = 0x0312
_F1, _SPACE = 0x70, 0x20
_TO_NO_WINDOW = b"windows_dispatcher_MSG"
"""What Qt calls messages to the thread, as those of keys are; "windows_generic_MSG" are those to a window."""


class _Message(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("what", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class WindowsHotkeys(QAbstractNativeEventFilter):
    """`refused` are those that another program has."""

    def __init__(self, wanted: Mapping[Shortcut, Callable[[], object]], user32: Any = None) -> None:
        super().__init__()
        self.refused: list[Shortcut] = []
        self._then: dict[int, Callable[[], object]] = {}
        self._user32 = _user32() if user32 is None else user32
        for number, (shortcut, then) in enumerate(wanted.items(), start=1):
            modifiers, key = parts(shortcut)
            mask = sum(_MODIFIERS[modifier] for modifier in modifiers) | _NO_REPEAT
            if self._user32.RegisterHotKey(None, number, mask, _virtual_key(key)):
                self._then[number] = then
            else:
                self.refused.append(shortcut)
        if application := QCoreApplication.instance():
            application.installNativeEventFilter(self)

    def nativeEventFilter(  # noqa: N802  Qt's name
        self, kind: Any, message: sip.voidptr | None
    ) -> tuple[bool, Any]:
        """Takes the messages that are ours."""
        if bytes(kind) == _TO_NO_WINDOW and message is not None:
            told = _Message.from_address(int(message))
            if told.message == _WM_HOTKEY and told.what in self._then:
                self._then[told.what]()
                return True, None
        return False, None

    def close(self) -> None:
        for number in self._then:
            self._user32.UnregisterHotKey(None, number)
        self._then.clear()
        if application := QCoreApplication.instance():
            application.removeNativeEventFilter(self)


def _virtual_key(key: str) -> int:
    if key == "space":
        return _SPACE
    return _F1 + int(key[1:]) - 1 if len(key) > 1 else ord(key.upper())


def _user32() -> Any:
    windll: Any = getattr(ctypes, "windll")  # noqa: B009  there is one on Windows alone
    return windll.user32
