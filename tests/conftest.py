"""What holds for every test: no trace in the user's folders, and a stage that is there or named."""

import os
import shutil
import signal
from collections.abc import Iterable
from pathlib import Path

import pytest

# The programs behind each marker; `python3 bootstrap.py test` installs them on Debian.
STAGE = {
    "window": ("Xvfb", "openbox", "xdotool", "xprop", "xrandr", "setxkbmap"),
    "device": ("pulseaudio", "pactl"),
    "speech": ("espeak-ng",),
    "trace": ("strace",),
}


def pytest_configure() -> None:
    """A shell starts what it puts in the background deaf to Ctrl-C, and all that it starts in turn."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what cannot be staged on this machine; under CI that is an error instead."""
    for item in items:
        missing = _missing_programs(mark.name for mark in item.iter_markers())
        if missing and os.environ.get("CI"):
            raise pytest.UsageError(f"{item.nodeid} needs {missing}, and under CI every test must run")
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"needs {missing}"))


def _missing_programs(markers: Iterable[str]) -> str:
    needed = [program for marker in markers for program in STAGE.get(marker, ())]
    return ", ".join(program for program in needed if shutil.which(program) is None)


@pytest.fixture(autouse=True)
def own_user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders for settings and sessions that are this test's alone, for its subprocesses too."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    return home
