"""Qt off screen for this process; a real display, where a test asks for one, is another process's."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # fixed for a process, and before Qt starts


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """A virtual X11 screen of 1280 x 800; gives the environment for programs that are to use it."""
    _need("Xvfb", "xdotool", "xprop")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            display = answer.readline().strip()
        assert display, "Xvfb did not start"
        yield os.environ | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def desktop(screen: dict[str, str]) -> Iterator[dict[str, str]]:
    """The virtual screen with a window manager, which stacks, moves and closes windows."""
    _need("openbox")
    watch = ["xprop", "-root", "-spy", "_NET_SUPPORTING_WM_CHECK"]
    with subprocess.Popen(watch, env=screen, stdout=subprocess.PIPE, text=True) as spy:
        openbox = subprocess.Popen(["openbox", "--sm-disable"], env=screen, stderr=subprocess.DEVNULL)
        assert spy.stdout is not None
        assert any("window id" in line for line in spy.stdout), "openbox did not start"
        spy.terminate()
    yield screen
    openbox.terminate()
    openbox.wait(10)


def _need(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (Debian: xvfb openbox xdotool x11-utils)")
