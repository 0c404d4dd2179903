"""Whether the desktop was asked to keep still: then nothing of ours fades.

Windows      "Animation effects", as SystemParametersInfo has it
macOS        "Reduce motion", as NSWorkspace has it
elsewhere    what the desktop portal tells: reduced-motion, or that GNOME's animations are off
"""

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_CLIENT_AREA_ANIMATION = 0x1042
_PORTAL = (
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Settings",
)
_STILL = (
    ("org.freedesktop.appearance", "reduced-motion", 1),
    ("org.gnome.desktop.interface", "enable-animations", False),
)
_PATIENCE_MS = 300


def keeps_still(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> bool:
    """False where nobody can tell."""
    if platform == "win32":
        windll: Any = getattr(ctypes, "windll", None)  # there is one on Windows alone
        return windll is not None and _windows(windll.user32)
    if platform == "darwin":
        name = ctypes.util.find_library("objc")
        return name is not None and macos(ctypes.CDLL(name))
    return _has_bus(environment) and any(told == still for told, still in _portal())


def _windows(user32: Any) -> bool:
    animated = ctypes.c_int(1)
    asked = user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animated), 0)
    return bool(asked) and not animated.value


def macos(objc: Any) -> bool:
    """[[NSWorkspace sharedWorkspace] accessibilityDisplayShouldReduceMotion]"""
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    shared = send(objc.objc_getClass(b"NSWorkspace"), objc.sel_registerName(b"sharedWorkspace"))
    send.restype = ctypes.c_bool
    return bool(shared and send(shared, objc.sel_registerName(b"accessibilityDisplayShouldReduceMotion")))


def _has_bus(environment: Mapping[str, str]) -> bool:
    """Whether there is a session bus already: to ask without one would start one."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    return bool(environment.get("DBUS_SESSION_BUS_ADDRESS")) or bool(
        runtime and Path(runtime, "bus").is_socket()
    )


def _portal() -> Iterator[tuple[object, object]]:
    """What each setting is (None: nobody has said in time), and what it is where all is to keep still."""
    from PyQt6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

    bus = QDBusConnection.sessionBus()
    for group, name, still in _STILL:
        call = QDBusMessage.createMethodCall(*_PORTAL, "Read")
        call.setArguments([group, name])
        reply = bus.call(call, QDBus.CallMode.Block, _PATIENCE_MS)
        told: object = None
        if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            told = reply.arguments()[0]
        while isinstance(told, QDBusVariant):
            told = told.variant()
        yield told, still
