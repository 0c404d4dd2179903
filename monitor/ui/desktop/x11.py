"""Keys held on X11, over a connection of their own: its errors are answers here, where Xlib's end a process.

The libraries are those that Qt's own X11 plugin needs.
"""

import ctypes
from collections.abc import Callable, Mapping

from PyQt6.QtCore import QSocketNotifier

from monitor.ui.desktop.hotkeys import Shortcut, parts

_SHIFT, _CAPS, _CTRL, _ALT, _NUM, _META = 1, 2, 4, 8, 16, 64
_MODIFIERS = {"shift": _SHIFT, "ctrl": _CTRL, "alt": _ALT, "meta": _META}
_LOCKS: tuple[int, ...] = (0, _CAPS, _NUM, _CAPS | _NUM)
"""A lock that is on makes another combination of the same keys."""
_ASYNC = 1
_KEY_PRESS, _KEY_RELEASE, _MAPPING_CHANGED = 2, 3, 34
_TIME_AT, _STATE_AT = 4, 28
_ANY_KEY, _ANY_MODIFIER = 0, 0x8000
_FUNCTION_KEYS = 0xFFBE


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Hotkeys:
    """Grabs on the root window; `refused` are those that another program has.

    A key that is held down counts once.  When the keyboard's layout changes the signs are looked for anew.
    """

    def __init__(self, wanted: Mapping[Shortcut, Callable[[], object]], display: str | None = None) -> None:
        self.refused: list[Shortcut] = []
        self._wanted = dict(wanted)
        self._keys: dict[Shortcut, list[int]] = {}
        self._let_go = (0, b"")
        self._then: dict[tuple[int, int], Callable[[], object]] = {}
        self._open = True
        self._notifier: QSocketNotifier | None = None
        self._xcb, self._keysyms, self._libc = _libraries()
        self._connection = ctypes.c_void_p(self._xcb.xcb_connect(display.encode() if display else None, None))
        if self._xcb.xcb_connection_has_error(self._connection):
            self.refused = list(wanted)
            return
        self._hold_all()
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

    def _hold_all(self) -> None:
        """Unless each is where it was: servers tell of changes that are none, and another might slip in."""
        keys = {shortcut: self._codes(_keysym(parts(shortcut)[1])) for shortcut in self._wanted}
        if keys == self._keys:
            return
        self._keys = keys
        self._xcb.xcb_ungrab_key(self._connection, _ANY_KEY, self._root(), _ANY_MODIFIER)
        self._then.clear()
        for shortcut, then in list(self._wanted.items()):
            self._hold(shortcut, then)

    def _hold(self, shortcut: Shortcut, then: Callable[[], object]) -> None:
        mask = sum(_MODIFIERS[modifier] for modifier in parts(shortcut)[0])
        codes = self._keys[shortcut]
        granted = [self._grab(code, mask | locks) for code in codes for locks in _LOCKS]
        if not granted or not all(granted):
            for code in codes:
                self._let(code, mask)
            self.refused.append(shortcut)
            del self._wanted[shortcut]
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

    def _let(self, code: int, mask: int) -> None:
        """Give back what was granted of it: no key may be swallowed."""
        for locks in _LOCKS:
            self._xcb.xcb_ungrab_key(self._connection, code, self._root(), mask | locks)

    def _root(self) -> int:
        setup = ctypes.c_void_p(self._xcb.xcb_get_setup(self._connection))
        return int(self._xcb.xcb_setup_roots_iterator(setup).data[0])

    def _read(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            content = ctypes.string_at(event, 32)
            self._libc.free(ctypes.c_void_p(event))
            self._take(content[0] & 0x7F, content)

    def _take(self, kind: int, content: bytes) -> None:
        at = (content[1], content[_TIME_AT : _TIME_AT + 4])
        if kind == _KEY_RELEASE:
            self._let_go = at
        elif kind == _MAPPING_CHANGED:
            self._hold_all()
        elif kind == _KEY_PRESS and at != self._let_go:  # pressed as it was let go: the server repeats it
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
    xcb.xcb_ungrab_key.argtypes = [ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint16]
    keysyms.xcb_key_symbols_alloc.restype = ctypes.c_void_p
    keysyms.xcb_key_symbols_get_keycode.restype = ctypes.POINTER(ctypes.c_uint8)
    keysyms.xcb_key_symbols_get_keycode.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    libc.free.argtypes = [ctypes.c_void_p]
    return xcb, keysyms, libc
