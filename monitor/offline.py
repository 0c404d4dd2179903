"""Nothing leaves the machine: what a session may not open, and how that is held.

    Python       an audit hook refuses every address that is not this computer's own
    the kernel   on Linux, seccomp refuses every socket but local ones (Unix, netlink), in
                 native libraries and child processes too, until the process ends
    libraries    the model libraries are told to stay offline

`models pull` is the one command that goes without; `doctor --offline-proof` holds its own children.
"""

import ctypes
import errno
import ipaddress
import os
import platform
import socket
import struct
import sys
from collections.abc import Mapping, MutableMapping

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ORT_DISABLE_TELEMETRY": "1",  # otherwise a file with a number for this device, in the user's cache
    "DO_NOT_TRACK": "1",
}
_WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo"}

_attempts: list[str] = []
_hooks: list[object] = []
"""The one audit hook, once it is there: none can be taken back."""
_kernel: list[bool] = []
"""What the kernel answered each time it was asked."""


class NetworkForbiddenError(PermissionError):
    """Something tried to reach another computer."""

    def __init__(self, what: str) -> None:
        super().__init__(errno.EACCES, f"a session stays on this computer, and {what} was refused")


def forbid_network(deadly: bool = False) -> bool:
    """Hold this process, its threads and its children offline; whether the kernel helps to.

    There is no way back.  A screen or a sound server on another computer, which the user has
    set up themselves, would be cut off by the kernel: then only Python is held.  Where it is
    `deadly`, the kernel ends whoever only asks for a socket to a network: who lives has not asked.
    """
    stay_offline(os.environ)
    if not _hooks:
        _hooks.append(_look)
        sys.addaudithook(_look)
    _kernel.append(not is_remote(os.environ) and _forbid_in_kernel(_KILL if deadly else _REFUSE))
    return _kernel[-1]


def in_force() -> tuple[bool, bool]:
    """Whether Python, and whether the kernel, holds this process offline."""
    return bool(_hooks), any(_kernel)


def stay_offline(environ: MutableMapping[str, str]) -> None:
    """Tell the model libraries, which read this when they are imported."""
    environ.update(OFFLINE)


def attempts() -> list[str]:
    """What was tried and refused since `forbid_network`, each in words."""
    return _attempts.copy()


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the screen or the sound server is reached over a network."""
    host, separator, _ = environ.get("DISPLAY", "").rpartition(":")
    screen = bool(separator) and host not in ("", "unix") and not host.startswith("/")
    sound = environ.get("PULSE_SERVER", "")
    return screen or "tcp" in sound or bool(sound and not sound.startswith(("/", "unix:", "{")))


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _WATCHED:
        return
    host = arguments[0] if event == "socket.getaddrinfo" else _host(arguments)
    if host is None or _is_here(str(host)):
        return
    _attempts.append(f"{event} {host}")
    raise NetworkForbiddenError(f"{event.removeprefix('socket.')} to {host}")


def _host(arguments: tuple[object, ...]) -> object:
    """The address in (socket, address); None where it is no internet address."""
    own, address = arguments[0], arguments[-1]
    if getattr(own, "family", None) not in (socket.AF_INET, socket.AF_INET6):
        return None
    return address[0] if isinstance(address, tuple) and address else None


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


# ---------------------------------------------------------------- the kernel

_ARCHITECTURES = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}
"""AUDIT_ARCH, and the numbers of the system calls socket and seccomp."""
_IO_URING_SETUP = 425  # everywhere; through it a socket could be asked for unseen
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_KILL = 0x80000000
_X32 = 0x40000000
_NO_NEW_PRIVILEGES, _SET_FILTER, _ALL_THREADS = 38, 1, 1


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_char_p))


def _forbid_in_kernel(answer: int) -> bool:
    if sys.platform != "linux" or platform.machine() not in _ARCHITECTURES or sys.maxsize < 2**32:
        return False
    architecture, socket_call, seccomp_call = _ARCHITECTURES[platform.machine()]
    program = _program(architecture, socket_call, answer)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    wanted = _Filter(len(program) // 8, program)
    return int(libc.syscall(seccomp_call, _SET_FILTER, _ALL_THREADS, ctypes.byref(wanted))) == 0


def _program(architecture: int, socket_call: int, answer: int) -> bytes:
    """To socket(domain, ...), unless the domain is Unix or netlink, and to foreign call tables: `answer`."""
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 7, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 5, 0, _X32),
        (_EQUAL, 4, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 4, socket_call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 2, 0, socket.AF_UNIX),
        (_EQUAL, 1, 0, 16),  # AF_NETLINK, which not every platform's socket module knows
        (_RETURN, 0, 0, answer),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
