"""The overlay on a real (virtual) X11 display, as a hand uses it: edges, a pointer that rests, keys alone."""

import time

import pytest

from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.painting import BAR_HEIGHT, HEIGHT, MINI
from monitor.ui.overlay.place import PlaceFile
from tests.ui.test_overlay_on_screen import overlay

pytestmark = pytest.mark.window
RIGHT, BOTTOM = 1280 - WIDTH, 800 - HEIGHT
ALMOST = 6
"""Beyond an edge, or short of it where a desktop's own drag begins some way behind the pointer."""


@pytest.fixture
def place(tmp_path):
    return tmp_path / "overlay.json"


@pytest.mark.parametrize("display", ["screen", "desktop"])
def test_dragged_near_an_edge_it_is_drawn_to_it(request, display, place):
    with overlay(request.getfixturevalue(display), place) as window:
        window.opened()
        for wanted, lies in (
            ((ALMOST, 300), (0, None)),
            ((500, BOTTOM + ALMOST), (None, BOTTOM)),
            ((RIGHT + ALMOST, 300), (RIGHT, None)),
            ((500, ALMOST), (None, 0)),
        ):
            at = window.seen_at()
            window.drag((at[0] + 130, at[1] + 30), (wanted[0] - at[0], wanted[1] - at[1]))
            wait_until(lambda lies=lies: lies_at(window, lies), f"at {lies}")


def lies_at(window, lies):
    return all(wanted in (None, now) for now, wanted in zip(window.seen_at(), lies, strict=True))


def wait_until(holds, what, patience_s=10.0):
    deadline = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < deadline, f"not {what}"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("settings", "small"), [(["mini=False"], (WIDTH, BAR_HEIGHT)), (["mini=True"], MINI)]
)
def test_a_pointer_that_comes_peeks_once_and_one_that_rests_no_more(desktop, place, settings, small):
    with overlay(desktop, place, "balanced", "mode='ambient'", *settings) as window:
        x, y = window.opened()
        window.x(f"mousemove {x + small[0] - 40} {y + 8}")
        window.expect(f"size {WIDTH} {HEIGHT}")
        begun = time.monotonic()
        window.expect(f"size {small[0]} {small[1]}")
        assert time.monotonic() - begun > 2.0
        window.x("sleep 1.0")
        assert window.lines.empty() or "size" not in window.lines.get_nowait()
        window.x("mousemove 20 700 sleep 0.2")
        window.x(f"mousemove {x + small[0] - 40} {y + 8}")
        window.expect(f"size {WIDTH} {HEIGHT}")


def test_a_double_click_moves_and_ends_nothing(desktop, place):
    with overlay(desktop, place) as window:
        x, y = window.opened()
        window.x(f"mousemove {x + 50} {y + 50} click --repeat 2 --delay 60 1")
        window.choose("p")
        window.expect("pause True")
        assert window.seen_at() == (x, y)
        assert window.process.poll() is None


def test_everything_is_there_for_whoever_has_keys_alone(desktop, place):
    with overlay(desktop, place, "balanced", "mode='ambient'") as window:
        window.opened()
        window.peeked(f"size {WIDTH} {HEIGHT}")
        window.x("key b")
        window.expect("bookmark")
        window.x("key i")
        window.expect("intend True")
        window.x("key Menu")
        window.expect("menu")
        window.x("key m")
        window.x("key Menu")
        window.expect("menu")
        window.x("key l n")  # the display: numbers
        window.expect(f"size {MINI[0]} {MINI[1]}")
        window.x("key Menu")
        window.expect("menu")
        window.x("key s")
        window.expect("stop")
        window.expect("END")
    kept = PlaceFile(place).load()
    assert kept is not None
    assert (kept.mode, kept.mini) == ("numbers", True)
