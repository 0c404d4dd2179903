"""Keys held on X11, over a connection of their own: its errors are answers here, where Xlib's end a process.

The libraries are those that Qt's own X11 plugin needs.
"""

import ctypes
from collections.abc import Callable, Mapping

from PyQt6.QtCore import QSocketNotifier

from monitor.ui.desktop.hotkeys import Shortcut, parts

_SHIFT, _CAPS, _CTRL, _ALT, _NUM, _META = 1, 2, 4, 8, 16, 64
_MODIFIERS = {"shift": _SHIFT, "ctrl": _CTRL, "alt": _ALT, "meta": _META}
_LOCKS = (0, _CAPS, _NUM, _CAPS | _NUM)
"""A lock that is on makes another combination of the same keys."""
_ASYNC = 1
_KEY_PRESS = 2
_STATE_AT = 28
_FUNCTION_KEYS = 0xFFBE


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Hotkeys:
    """Grabs on the root window; `refused` are those that another program has."""

    def __init__(self, wanted: Mapping[Shortcut, Callable[[], object]], display: str | None = None) -> None:
        self.refused: list[Shortcut] = []
        self._then: dict[tuple[int, int], Callable[[], object]] = {}
        self._open = True
        self._notifier: QSocketNotifier | None = None
        self._xcb, self._keysyms, self._libc = _libraries()
        self._connection = ctypes.c_void_p(self._xcb.xcb_connect(display.encode() if display else None, None))
        if self._xcb.xcb_connection_has_error(self._connection):
            self.refused = list(wanted)
            return
        for shortcut, then in wanted.items():
            self._hold(shortcut, then)
        self._notifier = QSocketNotifier(
            self._xcb.xcb_get_file_descriptor(self._connection), QSocketNotifier.Type.Read
        )
        self._notifier.activated.connect(self._read)
        self._xcb.xcb_flush(self._connection)

    def close(self) -> None:
        if not self._open:
            return
        self._open = False
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._xcb.xcb_disconnect(self._connection)

    def _hold(self, shortcut: Shortcut, then: Callable[[], object]) -> None:
        modifiers, key = parts(shortcut)
        mask = sum(_MODIFIERS[modifier] for modifier in modifiers)
        codes = self._codes(_keysym(key))
        granted = [self._grab(code, mask | locks) for code in codes for locks in _LOCKS]
        if not granted or not all(granted):
            self.refused.append(shortcut)
            return
        for code in codes:
            self._then[code, mask] = then

    def _codes(self, keysym: int) -> list[int]:
        """The keys that bear this sign on the keyboard there is."""
        symbols = ctypes.c_void_p(self._keysyms.xcb_key_symbols_alloc(self._connection))
        found = self._keysyms.xcb_key_symbols_get_keycode(symbols, keysym)
        codes: list[int] = []
        while found and found[len(codes)]:
            codes.append(found[len(codes)])
        self._libc.free(ctypes.cast(found, ctypes.c_void_p))
        self._keysyms.xcb_key_symbols_free(symbols)
        return codes

    def _grab(self, code: int, mask: int) -> bool:
        asked = self._xcb.xcb_grab_key_checked(
            self._connection, 0, self._root(), ctypes.c_uint16(mask), ctypes.c_uint8(code), _ASYNC, _ASYNC
        )
        error = self._xcb.xcb_request_check(self._connection, ctypes.c_uint(asked))
        self._libc.free(ctypes.c_void_p(error))
        return error is None

    def _root(self) -> int:
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        return int(self._xcb.xcb_setup_roots_iterator(setup).data[0])

    def _read(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            content = ctypes.string_at(event, 32)
            self._libc.free(ctypes.c_void_p(event))
            if content[0] & 0x7F == _KEY_PRESS:
                state = int.from_bytes(content[_STATE_AT : _STATE_AT + 2], "little") & ~(_CAPS | _NUM)
                if then := self._then.get((content[1], state & 0xFF)):
                    then()


def _keysym(key: str) -> int:
    if key == "space":
        return 0x20
    return _FUNCTION_KEYS + int(key[1:]) - 1 if len(key) > 1 else ord(key)


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL, ctypes.CDLL]:
    xcb, keysyms, libc = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-keysyms.so.1"), ctypes.CDLL(None)
    for function in (xcb.xcb_connect, xcb.xcb_get_setup, xcb.xcb_request_check, xcb.xcb_poll_for_event):
        function.restype = ctypes.c_void_p
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_grab_key_checked.restype = ctypes.c_uint
    xcb.xcb_grab_key_checked.argtypes = [
        *(ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint16),
        *(ctypes.c_uint8, ctypes.c_uint8, ctypes.c_uint8),
    ]
    keysyms.xcb_key_symbols_alloc.restype = ctypes.c_void_p
    keysyms.xcb_key_symbols_get_keycode.restype = ctypes.POINTER(ctypes.c_uint8)
    keysyms.xcb_key_symbols_get_keycode.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    libc.free.argtypes = [ctypes.c_void_p]
    return xcb, keysyms, libc
