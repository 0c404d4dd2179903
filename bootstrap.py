#!/usr/bin/env python3
"""Make everything the session monitor needs, then run it.

    python3 bootstrap.py COMMAND                (on Windows: py bootstrap.py COMMAND)
    python3 bootstrap.py COMMAND --help         all about a command

    demo          plays a session that comes with the program: try this first
    live          listens to a session, and shows the overlay
    soundcheck    checks before a session whether each microphone hears its own person
    devices       lists the microphones, with their levels
    settings      opens the settings
    review        opens a session, or the demo, to look at it again
    sessions      lists, shows, exports and deletes what was kept
    analyze       analyses recordings
    export        writes a session for other programs, or as a report
    models        fetches and chooses models for words
    doctor        says what is missing on this computer, and what to do
    config        says where your settings are, and prints them; `version` the version
    test          for engineers: ruff, mypy and pytest; with arguments pytest alone, with these

The first start takes some minutes: on Linux it installs with apt what the system lacks, and
everywhere it makes .venv beside this file, a Python environment with the pinned packages of a lock file.
Every later start only looks whether that still holds; what was left half made is made anew.
All of this is told on stderr; where it cannot be done a sentence says why, and the exit code is 2.
"""

# Standard library only, and no newer grammar: an old Python must read this to say that it is too old.

import shutil
import sys

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)


def refuse_other_pythons() -> None:
    if OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        return
    names = [f"python3.{minor}" for minor in range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1)]
    found = next(filter(shutil.which, names), None)
    advice = f"start it with {found}" if found else "install Python 3.12 and start it with that"
    advice += " (py -3.12)" if sys.platform == "win32" else ""
    this = ".".join(str(part) for part in sys.version_info[:2])
    sys.stderr.write(f"The session monitor needs Python 3.11, 3.12 or 3.13 and this is {this}: {advice}.\n")
    raise SystemExit(2)


refuse_other_pythons()

import contextlib
import errno
import hashlib
import importlib.util
import os
import re
import shlex
import signal
import subprocess
import sysconfig
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ON_LINUX = sys.platform.startswith("linux")
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-by-bootstrap"
BUSY = ROOT / ".venv.busy"  # locked by whoever makes .venv; the system unlocks it however that ends
RUNTIME_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"  # all of the above, and the tools
ROOM_GB = 2
CALLED = "SESSION_MONITOR_CALLED"
CHECKS = ("ruff check", "ruff format --check", "mypy", "pytest -n auto --dist worksteal")


Step = tuple[str, Callable[[], None]]  # what is still to be made, and what makes it


class SetupError(Exception):
    """Why the environment cannot be made, and what to do about it."""


class Package(NamedTuple):
    """A Debian package; `sign` is a shared library or a command that it brings, or a path with wildcards."""

    name: str
    sign: str


SOUND = (
    Package("libportaudio2", "libportaudio.so.2"),
    # The door for ALSA programs to PulseAudio, or PipeWire's own: either will do.
    Package("libasound2-plugins", "/usr/lib/*/alsa-lib/libasound_module_pcm_p[iu]*.so"),
)
WINDOW = (
    Package("libglib2.0-0", "libglib-2.0.so.0"),
    Package("libgl1", "libGL.so.1"),
    Package("libegl1", "libEGL.so.1"),
    Package("libxkbcommon0", "libxkbcommon.so.0"),
    Package("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Package("libdbus-1-3", "libdbus-1.so.3"),
    Package("libfontconfig1", "libfontconfig.so.1"),
    Package("libxcb-cursor0", "libxcb-cursor.so.0"),
    Package("libxcb-icccm4", "libxcb-icccm.so.4"),
    Package("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Package("libxcb-shape0", "libxcb-shape.so.0"),
    Package("fonts-dejavu-core", "/usr/share/fonts/[!X]*/*"),  # X11's bitmap fonts do not count
)
# What the tests play on: a virtual sound card, a spoken voice, a virtual screen; and what watches them.
STAGE = (
    Package("pulseaudio", "pulseaudio"),
    Package("pulseaudio-utils", "pactl"),
    Package("libasound2-plugins", "/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so"),
    Package("espeak-ng", "espeak-ng"),
    Package("xvfb", "Xvfb"),
    Package("x11-utils", "xprop"),
    Package("x11-xserver-utils", "xrandr"),
    Package("x11-xkb-utils", "setxkbmap"),
    Package("openbox", "openbox"),
    Package("xdotool", "xdotool"),
    Package("strace", "strace"),
)

NO_NETWORK = "cannot be reached: check the internet connection, then start again"
NOT_LISTED = "the package lists are old or lack one: check the internet connection, then start again"

NOT_THERE = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "Read timed out")

# What apt, venv and pip say when they fail, and what it means.
MEANINGS = {
    "No space left on device": f"the disk is full: free about {ROOM_GB} GB, then start again",
    "Permission denied": "this folder may not be written to: copy the project into a folder of your own",
    "DO NOT MATCH THE HASHES": "a downloaded package is not the pinned one and was refused: start again, "
    "and if it happens again ask whoever looks after the network",
    "CERTIFICATE_VERIFY_FAILED": "the package index could not prove who it is: check this computer's clock, "
    "and ask whoever looks after the network",
    **dict.fromkeys(NOT_THERE, f"the package index {NO_NETWORK}"),
    "No matching distribution": "there is no build for this computer: it takes 64-bit Windows 10, macOS 14 "
    "or a Linux from 2022, or later",
    "Temporary failure resolving": f"the package server {NO_NETWORK}",
    "Could not connect to": f"the package server {NO_NETWORK}",
    **dict.fromkeys(("Unable to locate package", "has no installation candidate"), NOT_LISTED),
    "ensurepip": "this Python lacks its module venv: install python3-venv, or Python from python.org",
    "Could not get lock": "another program is installing packages: wait for it, then start again",
}


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(__doc__ or "")
        return 0 if arguments else 2
    command, *rest = arguments
    try:
        prepare(command, rest)
    except (SetupError, OSError) as error:
        tell(meaning_of(error) if isinstance(error, OSError) else str(error))
        return 2
    except KeyboardInterrupt:
        tell("\nStopped. The next start makes what is still missing.")
        return 130
    if command == "test":
        return run_tests(rest)
    os.environ[CALLED] = as_typed(sys.orig_argv[: len(sys.orig_argv) - len(arguments)])
    return become([venv_python(), "-P", "-m", "monitor", command, *rest])


def as_typed(start: Sequence[str]) -> str:
    """How this file was started, to be typed again: so the program names its commands."""
    if os.name != "nt":
        return shlex.join(start)
    return f"py -3.{sys.version_info[1]} {subprocess.list2cmdline(start[-1:])}"


def prepare(command: str, arguments: Sequence[str]) -> None:
    if steps_to(command, arguments):
        with alone():  # asked anew, since another start may just have made all of it
            make(steps_to(command, arguments))


def make(steps: Sequence[Step]) -> None:
    for number, (what, make_it) in enumerate(steps, start=1):
        tell(f"[{number}/{len(steps)}] {what}")
        make_it()
    if steps:
        tell("Ready.")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One start at a time in this folder: the second waits until the first has ended."""
    with BUSY.open("a") as busy:
        if not locked(busy.fileno()):
            tell("Another start is making the environment in this folder: waiting until it has ended.")
            while not locked(busy.fileno()):
                time.sleep(0.2)
        yield


def locked(file: int) -> bool:
    """Whether this process has the lock now; a disk that knows no locks has to do without."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def steps_to(command: str, arguments: Sequence[str]) -> list[Step]:
    """What is still to be made before `command` can run."""
    lock = TEST_LOCK if command == "test" else RUNTIME_LOCK
    missing = missing_packages(packages_for(command, arguments, os.environ)) if ON_LINUX else []
    stands = environment_stands()
    if not stands and ON_LINUX and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info[1]}-venv")  # where Debian keeps it
    steps: list[Step] = []
    if missing:
        prefix = administrator_prefix(missing)
        what = f"With apt (about a minute): {' '.join(missing)}"
        steps.append((what, lambda: apt_install(missing, prefix)))
    if not stands:
        steps.append(("A Python environment in .venv (some seconds)", make_venv))
    if not stands or fingerprint(lock) not in stamp():
        what = "The pinned Python packages, about 250 MB (1 to 5 minutes)"
        steps.append((what, lambda: install_packages(lock)))
    return steps


def run_tests(arguments: Sequence[str]) -> int:
    """Every check, pytest last, so that its closing line is the last; the first failure's code counts."""
    checks = [("pytest", *arguments)] if arguments else map(str.split, CHECKS)
    codes = []
    for check in checks:
        tell(f"== {shlex.join(check)}")
        codes.append(subprocess.call([venv_python(), "-m", *check], cwd=ROOT))
    return next(filter(None, codes), 0)


def become(command: list[str]) -> int:
    """Ends as `command`: its signals, its exit code."""
    if os.name == "posix":
        os.execv(command[0], command)
    # Windows has no exec that a console waits for; there Ctrl-C reaches the command by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


# ------------------------------------------------------------ system packages


def packages_for(command: str, arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Package, ...]:
    """What `command` needs of a Linux system: what draws a window only where there is a screen for it."""
    if command == "test":
        return SOUND + WINDOW + STAGE
    has_screen = any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    sound = SOUND if command in ("live", "devices", "soundcheck", "review") else ()
    opens = command in ("live", "demo", "soundcheck", "review", "settings")
    window = WINDOW if opens and has_screen and "--no-window" not in arguments else ()
    return sound + window


def missing_packages(packages: Sequence[Package]) -> list[str]:
    """The names of those whose sign is not found, each once."""
    libraries = known_libraries() if packages else ""
    return list(dict.fromkeys(name for name, sign in packages if not is_there(sign, libraries)))


def known_libraries() -> str:
    """The dynamic loader's list, a library on each line; empty where there is none."""
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/sbin:/usr/sbin")
    if ldconfig is None:
        return ""
    return subprocess.run([ldconfig, "-p"], check=False, capture_output=True, text=True).stdout


def is_there(sign: str, libraries: str) -> bool:
    if sign.startswith("/"):
        return any(Path("/").glob(sign[1:]))
    return f"\t{sign} " in libraries if ".so" in sign else shutil.which(sign) is not None


def administrator_prefix(names: Sequence[str]) -> list[str]:
    """What to put before apt so that it may install `names`; raises SetupError where it may not."""
    if shutil.which("apt-get") is None:
        raise SetupError(
            "This Linux has no apt-get: install what these Debian packages bring, then start again: "
            f"{' '.join(names)}"
        )
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and call_unseen(["sudo", "-n", "true"]) == 0:
        return ["sudo", "-n", *quiet]
    raise SetupError(
        "System packages are missing, and installing them takes an administrator. "
        "Type this, then start again:\n"
        f"    sudo apt-get update && sudo {shlex.join(apt_command(names))}"
    )


def apt_install(names: Sequence[str], prefix: Sequence[str]) -> None:
    # A source that cannot be read matters only if a package is then not found.
    call_unseen([*prefix, "apt-get", "update"])
    listen([*prefix, *apt_command(names), "-o", "DPkg::Lock::Timeout=120"], "Installing the system packages")


def apt_command(names: Sequence[str]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *names]


# ------------------------------------------------------- the Python environment


def environment_stands() -> bool:
    return stamp()[:1] == [identity()] and Path(venv_python()).exists()


def stamp() -> list[str]:
    """What the last finished start wrote: the identity, then a fingerprint for each lock it holds."""
    return STAMP.read_text("utf-8").splitlines() if STAMP.is_file() else []


def identity() -> str:
    """An environment serves one Python at one place."""
    return ascii((sys.version_info[:2], sys.base_prefix, str(ROOT)))


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def venv_path(kind: str) -> Path:
    """A folder of .venv by its name in sysconfig: `scripts` or `purelib`."""
    return Path(sysconfig.get_path(kind, "venv", {"base": str(VENV), "platbase": str(VENV)}))


def venv_python() -> str:
    return str(venv_path("scripts") / ("python.exe" if os.name == "nt" else "python"))


def make_venv() -> None:
    if shutil.disk_usage(ROOT).free < ROOM_GB * 1e9:
        raise SetupError(f"The disk is nearly full: free about {ROOM_GB} GB, then start again.")
    listen([sys.executable, "-m", "venv", "--clear", str(VENV)], "Making the Python environment")


def install_packages(lock: Path) -> None:
    """Brings .venv to what `lock` says, then stamps it; without the stamp it counts as half made."""
    STAMP.unlink(missing_ok=True)
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--progress-bar=off", "--no-user"]
    fetching = Fetching(sum("==" in line for line in lock.read_text("utf-8").splitlines()))
    pip = [venv_python(), "-I", "-m", "pip", "--disable-pip-version-check", "install"]
    listen([*pip, *options, "-r", str(lock)], "Installing the Python packages", fetching.hear)
    link_project()
    held = (RUNTIME_LOCK, TEST_LOCK) if lock == TEST_LOCK else (RUNTIME_LOCK,)
    STAMP.write_text("\n".join([identity(), *map(fingerprint, held)]) + "\n", "utf-8")


class Fetching:
    """Follows what pip says, and tells which large package it is at and how far it has come."""

    def __init__(self, packages: int) -> None:
        self.packages = packages
        self.fetched = 0

    def hear(self, line: str) -> None:
        large = re.match(r" +Downloading (\w+)-.*\((\d{2,})(\.\d)? MB\)", line)
        if line.startswith("Ignoring "):  # not for this platform
            self.packages -= 1
        elif line.startswith("Collecting "):
            self.fetched += 1
        elif large:
            tell(f"      {self.fetched} of {self.packages}: {large[1]}, {large[2]} MB")
        elif line.startswith("Installing collected packages"):
            tell("      all fetched, unpacking")


def link_project() -> None:
    """Makes `import monitor` and the command session-monitor work in .venv, straight from this folder."""
    # An import line, since a plain path is read in an encoding that differs between Pythons.
    path_file = venv_path("purelib") / "session-monitor.pth"
    path_file.write_text(f"import sys; sys.path.append({str(ROOT)!a})\n")
    if os.name == "nt":
        launcher = venv_path("scripts") / "session-monitor.cmd"
        launcher.write_text('@"%~dp0python.exe" -P -m monitor %*\n')
    else:
        launcher = venv_path("scripts") / "session-monitor"
        launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(venv_python())} -P -m monitor "$@"\n')
        launcher.chmod(0o755)


# ------------------------------------------------- running tools, and telling


def call_unseen(command: Sequence[str]) -> int:
    null = subprocess.DEVNULL
    return subprocess.call(command, stdin=null, stdout=null, stderr=null)


def listen(command: Sequence[str], doing: str, hear: Callable[[str], None] | None = None) -> None:
    """Runs `command` unseen, handing each line it says to `hear`; raises SetupError when it fails."""
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    last_words: deque[str] = deque(maxlen=40)
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=english,
        text=True, encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        for line in process.stdout or ():
            last_words.append(line.rstrip())
            if hear:
                hear(line)
    if process.returncode:
        raise SetupError(explain(doing, last_words))


def explain(doing: str, last_words: Iterable[str]) -> str:
    """A sentence where the cause is known; else what the tool said last."""
    said = [line for line in last_words if line]
    known = next((meaning for sign, meaning in MEANINGS.items() if any(sign in line for line in said)), None)
    if known:
        return f"{doing} did not work: {known}."
    ending = "\n".join(f"    {line}" for line in said[-8:])
    return f"{doing} did not work. Start again; if it goes wrong again, these last words tell why:\n{ending}"


def meaning_of(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"The disk is full: free about {ROOM_GB} GB, then start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.filename} may not be written to: copy the project into a folder of your own."
    return f"The environment could not be made: {error}."


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
