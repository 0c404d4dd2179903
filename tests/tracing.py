"""What a program and its children ask of the kernel, as strace sees it: sockets, and what they write."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOCKETS = ("socket", "connect", "bind", "sendto", "sendmsg", "sendmmsg", "io_uring_setup")
WRITES = (
    "open",
    "openat",
    "creat",
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "sendfile",
    "splice",
    "copy_file_range",
)
_NETWORK = re.compile(r"AF_INET6?\b|AF_PACKET|io_uring_setup\(")
_WRITE = re.compile(r"\b(?:p?write(?:64|v2?)?)\(\d+<([^>]*)>, (.*)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_LONGEST = 1_000_000


@dataclass
class Trace:
    """`sockets` are calls that name a network; `written` all bytes for each path that is a file."""

    calls: int = 0
    sockets: list[str] = field(default_factory=list)
    written: dict[str, bytearray] = field(default_factory=dict)

    def add(self, line: str) -> None:
        self.calls += "(" in line
        if _NETWORK.search(line):
            self.sockets.append(line)
        found = _WRITE.search(line)
        if found:
            path = _plain(found[1]).decode(errors="replace")
            if path.startswith("/") and not path.startswith("/dev/pts"):
                for text in _TEXT.findall(found[2]):
                    self.written.setdefault(path, bytearray()).extend(_plain(text))


def traced(calls: Sequence[str], log: Path) -> list[str]:
    """What to put before a command, so that `read(log)` knows all of these calls."""
    options = ["-f", "-y", "-xx", "-s", str(_LONGEST), "-e", f"trace={','.join(calls)}", "-o", str(log)]
    return ["strace", *options, "--"]


def read(log: Path) -> Trace:
    trace = Trace()
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            trace.add(line)
    return trace


def run(calls: Sequence[str], log: Path, command: Sequence[str], env: Mapping[str, str]) -> Trace:
    """Run it to its end, which must be a good one."""
    done = subprocess.run(
        [*traced(calls, log), *command], cwd=ROOT, env=dict(env), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return read(log)


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()
