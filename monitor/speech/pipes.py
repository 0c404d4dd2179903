"""A process at the other end of a pipe that nobody else can open; its standard streams lead nowhere."""

import os
import socket
import struct
import subprocess
import sys
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]
"""The folder that the package is in."""
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
ALONE = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy on one thread: more wait for each other by spinning, for four times a decode's processor time."""
NOWHERE: dict[str, Any] = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.DEVNULL,
    "stderr": subprocess.DEVNULL,
}


class PipeEnd(Protocol):
    """multiprocessing's Connection, which has another name on Windows."""

    def fileno(self) -> int: ...

    def send_bytes(self, buf: bytes) -> None: ...

    def recv_bytes(self) -> bytes: ...

    def poll(self, timeout: float) -> bool: ...

    def close(self) -> None: ...


def start(module: str) -> tuple["subprocess.Popen[bytes]", PipeEnd]:
    """Start Python with `module.main(handle)`; its pipe's end is `other_end(handle)` there."""
    ours, theirs = Pipe()
    handle = theirs.fileno()
    # The package is found where this one is, after all else, so that its neighbours hide nothing.
    run = f"import sys; sys.path.append({str(ROOT)!r}); from {module} import main; main({handle})"
    command = [sys.executable, "-P", "-c", run]
    environment = {**os.environ, **OFFLINE, **ALONE}
    with theirs:
        process = subprocess.Popen(command, env=environment, **NOWHERE, **_inherit(handle))
    return process, ours


def other_end(handle: int) -> PipeEnd:
    """In the process that was started: the pipe."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return PipeConnection(handle)
    else:
        return Connection(handle)


def limit_sending(pipe: PipeEnd, limit_s: float) -> None:
    """From now on OSError after this long without the other end taking anything; not on Windows."""
    if sys.platform != "win32":
        whole_s, rest_s = divmod(limit_s, 1.0)
        limit = struct.pack("@ll", int(whole_s), int(rest_s * 1e6))
        with socket.socket(fileno=os.dup(pipe.fileno())) as same:
            same.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)


def _inherit(handle: int) -> dict[str, Any]:
    """How this one handle is passed on; on Windows also what Unix lets the process do itself."""
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return {"startupinfo": startup, "creationflags": flags | subprocess.CREATE_NEW_PROCESS_GROUP}
    else:
        return {"pass_fds": (handle,)}
