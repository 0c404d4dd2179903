"""The overlay as a real window on a real (virtual) X11 display, driven by a pointer and keys."""

import queue
import re
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.captions import STRIP
from monitor.ui.overlay.painting import HEIGHT
from monitor.ui.overlay.place import Place, PlaceFile

pytestmark = pytest.mark.window
PATIENCE_S = 20
SLACK = 16
"""Pixels: a drag begins once the pointer has gone some way."""


@dataclass
class Program:
    """A process whose lines are waited for, never polled for."""

    environment: dict[str, str]
    arguments: list[str]
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)
    seen: list[str] = field(default_factory=list)

    def __enter__(self):
        self.process = subprocess.Popen(
            self.arguments, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.output = self.process.stdout
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        return self

    def __exit__(self, *error):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE_S)
        self.reader.join(PATIENCE_S)
        self.output.close()

    def _read(self):
        for line in self.output:
            self.lines.put(line.strip())
        self.lines.put("END")

    def expect(self, pattern, within_s=PATIENCE_S):
        """The first line to come that matches; a failure if none does in time."""
        seen: list[str] = []
        while not seen or seen[-1] != "END":
            try:
                seen.append(self.lines.get(timeout=within_s))
                self.seen.append(seen[-1])
            except queue.Empty:
                break
            if found := re.fullmatch(pattern, seen[-1]):
                return found
        raise AssertionError(f"no line matched {pattern!r} among {seen}")


@dataclass
class Overlay(Program):
    number: int = 0
    clicks: int = 0

    def opened(self):
        """Once it can be seen and pointed at; its window number and place."""
        number, x, y = map(int, self.expect(r"window (\d+) (\d+) (\d+)").groups())
        self.x(f"search --sync --onlyvisible --pid {self.process.pid}")
        self.number = number
        return x, y

    def x(self, commands):
        """xdotool's commands, one after the other."""
        return subprocess.run(
            ["xdotool", *commands.split()],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        ).stdout

    def peeked(self, pattern):
        """Its first key, again until it is heard: while the window manager still places it keys are lost."""
        for _ in range(4):
            self.x(f"windowactivate --sync {self.number} key space")
            with suppress(AssertionError):
                return self.expect(pattern, PATIENCE_S / 5)
        raise AssertionError("no key reached it")

    def drag(self, begin, by):
        """As a hand does: a few pixels until the drag begins, on until the window follows, then let go."""
        start = self.seen_at()
        self.x(f"mousemove {begin[0]} {begin[1]} mousedown 1 mousemove_relative 6 6 mousemove_relative 6 6")
        self.expect("dragged")
        end = begin[0] + by[0], begin[1] + by[1]
        for nudge in range(1000):
            self.x(f"mousemove {end[0] + nudge % 2} {end[1]}")
            if self.seen_at() != start:
                break
        self.x(f"mousemove {end[0]} {end[1]} mouseup 1")

    def choose(self, *keys):
        """Open the menu by a right click, each elsewhere (two at one spot are a double click), press keys."""
        self.clicks += 1
        self.x(f"mousemove --window {self.number} {50 + 20 * self.clicks} 50 click 3")
        self.expect("menu")
        self.x(f"key {' '.join(keys)}")

    def expect_near(self, x, y):
        """Where it comes to lie, as far as a hand drags exactly."""
        while True:
            at = tuple(map(int, self.expect(r"at (-?\d+) (-?\d+)").groups()))
            if max(abs(at[0] - x), abs(at[1] - y)) <= SLACK:
                return

    def seen_at(self):
        """Where the display server has it, whatever the program believes."""
        told = dict(line.split("=") for line in self.x(f"getwindowgeometry --shell {self.number}").split())
        return int(told["X"]), int(told["Y"])

    def comes_to(self, x, y):
        """Wait until the display server has it there."""
        until = time.monotonic() + PATIENCE_S
        while (at := self.seen_at()) != (x, y) and time.monotonic() < until:
            time.sleep(0.05)
        assert at == (x, y)

    def stacked(self):
        """The window manager's windows from the bottom to the top."""
        asked = ["xprop", "-root", "_NET_CLIENT_LIST_STACKING"]
        told = subprocess.check_output(asked, env=self.environment, text=True)
        return [int(number, 16) for number in re.findall(r"0x[0-9a-f]+", told)]

    def properties(self):
        shown = ["xprop", "-id", str(self.number)]
        return subprocess.check_output(shown, env=self.environment, text=True)


def overlay(environment, place, *state):
    return Overlay(environment, [sys.executable, "-m", "tests.ui.overlay_program", str(place), *state])


@pytest.fixture
def place(tmp_path):
    return tmp_path / "overlay.json"


def test_it_stays_on_top_without_a_frame_and_without_the_focus(desktop, place):
    with overlay(desktop, place) as window:
        assert window.opened() == (1280 - WIDTH - 16, 16)
        properties = window.properties()
        assert "_NET_WM_STATE_ABOVE" in properties
        assert "_NET_FRAME_EXTENTS(CARDINAL) = 0, 0, 0, 0" in properties
        assert "_NET_WM_USER_TIME(CARDINAL) = 0" in properties
        assert f"program specified minimum size: {WIDTH} by {HEIGHT}" in properties


@pytest.mark.parametrize("display", ["screen", "desktop"])
def test_it_is_dragged_closed_and_opens_where_it_was_left(request, display, place):
    environment = request.getfixturevalue(display)
    with overlay(environment, place) as window:
        x, y = window.opened()
        window.drag((x + 130, y + 50), (-300, 400))
        window.expect_near(x - 300, y + 400)
        if display == "desktop":
            window.x(f"windowactivate --sync {window.number} key alt+F4")
        else:  # nobody there to close a window
            window.choose("s")
        window.expect("stop")
        window.expect("END")
    kept = PlaceFile(place).load()
    assert kept is not None
    assert kept.x == pytest.approx(x - 300, abs=SLACK)
    assert kept.y == pytest.approx(y + 400, abs=SLACK)
    with overlay(environment, place) as window:
        assert window.opened() == (kept.x, kept.y)
        assert window.seen_at() == (kept.x, kept.y)


def test_the_menu_works_with_pointer_and_keys(desktop, place):
    with overlay(desktop, place) as window:
        window.opened()
        window.choose("Down", "Return")
        window.expect("pause True")
        window.choose("w")
        window.expect("swap")
        window.choose("s")
        window.expect("stop")
        window.expect("END")


@pytest.mark.parametrize("display", ["screen", "desktop"])
def test_words_are_shown_from_the_menu_and_again_the_next_time(request, display, place):
    environment = request.getfixturevalue(display)
    with overlay(environment, place, "captions, demo") as window:
        window.opened()
        window.choose("h")
        window.expect(f"size {WIDTH} {HEIGHT + STRIP}")
        window.choose("s")
        window.expect("END")
    with overlay(environment, place, "captions, demo") as window:
        x, y = window.opened()
        assert f"HEIGHT={HEIGHT + STRIP}" in window.x(f"getwindowgeometry --shell {window.number}").split()
        window.choose("h")
        window.expect(f"size {WIDTH} {HEIGHT}")
        assert window.seen_at() == (x, y)


def test_resume_is_offered_while_paused(desktop, place):
    with overlay(desktop, place, "paused") as window:
        window.opened()
        window.choose("r")
        window.expect("pause False")


def test_another_window_does_not_cover_it(desktop, place):
    with overlay(desktop, place) as window:
        x, y = window.opened()
        with Program(desktop, ["xmessage", "-geometry", f"600x400+{x - 200}+{y}", "over it?"]):
            window.x("search --sync --onlyvisible --class xmessage windowactivate --sync windowraise")
            assert window.stacked()[-1] == window.number
            assert len(window.stacked()) == 2


def test_a_place_that_the_desktop_invents_is_put_right_once(screen, place):
    with overlay(screen, place) as window:
        x, y = window.opened()
        window.x(f"windowmove {window.number} 300 310")
        window.expect("at 300 310")
        window.expect(f"at {x} {y}")
        window.x(f"windowmove {window.number} 400 410")
        window.expect("at 400 410")
        window.choose("s")
        window.expect("END")
    kept = PlaceFile(place).load()
    assert kept is not None
    assert (kept.x, kept.y) == (400, 410)


def test_at_twice_the_scale_it_is_twice_the_size(desktop, place):
    with overlay(desktop | {"QT_SCALE_FACTOR": "2"}, place) as window:
        window.opened()
        told = window.x(f"getwindowgeometry --shell {window.number}").split()
        assert f"WIDTH={2 * WIDTH}" in told
        assert f"HEIGHT={2 * HEIGHT}" in told


# Screens that come and go: the X server's virtual monitors, which Qt takes for screens


LEFT, RIGHT = "640/170x800/211+0+0", "640/170x800/211+640+0"


def monitors(environment, **placed):
    """Set these monitors, each to where it is; None takes one away."""
    for name, place in placed.items():
        taken = subprocess.run(
            ["xrandr", "--delmonitor", name], env=environment, stderr=subprocess.DEVNULL, check=False
        )
        assert place or taken.returncode == 0
        output = "screen" if name == "LEFT" else "none"
        if place:
            subprocess.run(["xrandr", "--setmonitor", name, place, output], env=environment, check=True)


def kept_at(place):
    kept = PlaceFile(place).load()
    return None if kept is None else (kept.x, kept.y)


@pytest.fixture(params=["screen", "desktop"])
def two_screens(request):
    """With and without a window manager, which may move windows by itself when a screen goes."""
    environment = request.getfixturevalue(request.param)
    monitors(environment, LEFT=LEFT, RIGHT=RIGHT)
    return environment


def test_a_screen_that_goes_is_left_and_gone_back_to(two_screens, place):
    PlaceFile(place).save(Place(900, 300, 1.0))
    with overlay(two_screens, place) as window:
        assert window.opened() == (900, 300)
        monitors(two_screens, RIGHT=None)
        window.expect_near(640 - WIDTH, 300)
        assert kept_at(place) == (900, 300)
        monitors(two_screens, RIGHT=RIGHT)
        window.expect_near(900, 300)
        monitors(two_screens, LEFT=None)  # the primary one, and not the overlay's
        assert window.process.poll() is None
        monitors(two_screens, LEFT=LEFT)
        window.choose("s")
        window.expect("END")
    assert kept_at(place) == (900, 300)


def test_a_screen_that_becomes_smaller_keeps_it_whole(two_screens, place):
    PlaceFile(place).save(Place(900, 600, 1.0))
    with overlay(two_screens, place) as window:
        assert window.opened() == (900, 600)
        monitors(two_screens, RIGHT="400/106x300/79+640+0")
        window.expect_near(1040 - WIDTH, 300 - HEIGHT)
        monitors(two_screens, RIGHT=RIGHT)
        window.expect_near(900, 600)
        window.choose("s")
        window.expect("END")
    assert kept_at(place) == (900, 600)


def test_dragged_on_the_screen_that_is_left_it_stays_where_it_was_put(two_screens, place):
    PlaceFile(place).save(Place(900, 300, 1.0))
    with overlay(two_screens, place) as window:
        window.opened()
        monitors(two_screens, RIGHT=None)
        window.expect_near(640 - WIDTH, 300)
        window.drag((640 - WIDTH + 130, 350), (-200, 200))
        window.expect_near(440 - WIDTH, 500)
        until = time.monotonic() + PATIENCE_S
        while kept_at(place) == (900, 300) and time.monotonic() < until:
            time.sleep(0.05)
        monitors(two_screens, RIGHT=RIGHT)
        window.choose("s")
        window.expect("END")
    kept = kept_at(place)
    assert kept is not None
    assert abs(kept[0] - (440 - WIDTH)) <= SLACK
    assert abs(kept[1] - 500) <= SLACK


@pytest.mark.parametrize("far", [(5000, 5000), (-900, -900)])
def test_a_place_off_every_screen_is_pulled_in(two_screens, place, far):
    PlaceFile(place).save(Place(far[0], far[1], 1.0))
    with overlay(two_screens, place) as window:
        x, y = window.opened()
        assert 0 <= x <= 1280 - WIDTH
        assert 0 <= y <= 800 - HEIGHT
        assert window.seen_at() == (x, y)


def test_a_screen_of_twice_the_density_that_goes_leaves_it_whole_and_sharp(two_screens, place):
    """In logical pixels the right one begins at 640 and is 320 wide."""
    PlaceFile(place).save(Place(680, 40, 1.0))
    dense = two_screens | {"QT_SCREEN_SCALE_FACTORS": "LEFT=1;RIGHT=2"}
    with overlay(dense, place) as window:
        assert window.opened() == (680, 40)
        told = window.x(f"getwindowgeometry --shell {window.number}").split()
        assert {f"WIDTH={2 * WIDTH}", f"HEIGHT={2 * HEIGHT}"} <= set(told)
        monitors(two_screens, RIGHT=None)
        window.expect_near(640 - WIDTH, 40)
        for _ in range(100):
            told = window.x(f"getwindowgeometry --shell {window.number}").split()
            if f"WIDTH={WIDTH}" in told:
                break
        assert {f"WIDTH={WIDTH}", f"HEIGHT={HEIGHT}"} <= set(told)
        x, y = window.seen_at()
        assert 0 <= x <= 640 - WIDTH
        assert 0 <= y <= 800 - HEIGHT
