"""Qt off screen for this process; a real display, where a test asks for one, is another process's."""

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # fixed for a process, and before Qt starts


@pytest.fixture(autouse=True)
def tidy() -> Iterator[None]:
    """As in the program, a closed window never ends while another one is drawn."""
    gc.disable()
    yield
    gc.collect(0)
    gc.enable()


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """A virtual X11 screen of 1280 x 800; gives the environment for programs that are to use it."""
    _need("Xvfb", "xdotool", "xprop", "xrandr")
    arguments = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with _running(arguments, dict(os.environ)) as lines:
        display = next(lines, "").strip()
        assert display, "Xvfb did not start"
        own = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        yield own | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}


@pytest.fixture
def desktop(screen: dict[str, str]) -> Iterator[dict[str, str]]:
    """The virtual screen with a window manager, which stacks, moves and closes windows."""
    _need("openbox")
    with _running(["openbox", "--sm-disable", "--startup", "echo ready"], screen) as lines:
        assert "ready\n" in lines, "openbox did not start"
        yield screen


@contextmanager
def _running(arguments: list[str], environment: dict[str, str]) -> Iterator[Iterator[str]]:
    """A program until the end of the block; gives the lines that it prints."""
    program = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with program:
        assert program.stdout is not None
        try:
            yield iter(program.stdout)
        finally:
            program.terminate()


def _need(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (Debian: xvfb openbox xdotool x11-utils x11-xserver-utils)")
