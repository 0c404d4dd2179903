"""The overlay reached from anywhere, on a real display without a tray; also where a key is taken."""

import sys

import pytest

from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.place import Place, PlaceFile
from tests.ui.desktop.test_hotkeys import program
from tests.ui.test_overlay_on_screen import LEFT, RIGHT, Overlay, monitors

pytestmark = pytest.mark.window


def session(environment, place, mode):
    return Overlay(environment, [sys.executable, "-m", "tests.ui.live_program", str(place), mode])


@pytest.mark.parametrize("display", ["screen", "desktop"])
def test_keys_hide_it_fetch_it_and_reach_the_session(request, display, tmp_path):
    with session(request.getfixturevalue(display), tmp_path / "overlay.json", "ambient") as overlay:
        assert "another program" not in overlay.expect("told (.*)")[1]
        overlay.x("key ctrl+alt+h")
        overlay.expect("unseen nothing")
        overlay.x("key ctrl+alt+space")
        overlay.expect("seen numbers")
        overlay.expect("seen bar")
        overlay.x("key ctrl+alt+b key ctrl+alt+i key ctrl+alt+p")
        for wish in ("bookmark", "intend True", "pause True"):
            overlay.expect(wish)


def test_a_key_of_another_program_is_said_and_the_others_work(desktop, tmp_path):
    with program(desktop, "Ctrl+Alt+H", "Ctrl+Alt+B") as other:
        other.expect("said.*")
        with session(desktop, tmp_path / "overlay.json", "hidden") as overlay:
            told = overlay.expect("told (.*)")[1]
            assert "Ctrl+Alt+H, Ctrl+Alt+B: another program has these keys" in told
            assert "This desktop cannot keep the overlay out of a shared screen" in told
            overlay.x("key ctrl+alt+b key ctrl+alt+p key ctrl+alt+space")
            other.expect(r"pressed Ctrl\+Alt\+B")
            overlay.expect("pause True")
            overlay.expect("seen numbers")
            overlay.expect("unseen nothing")  # the key for a peek is way back enough


def test_two_sessions_at_once_leave_the_keys_to_the_first(desktop, tmp_path):
    with session(desktop, tmp_path / "overlay.json", "ambient") as first:
        assert "another program" not in first.expect("told (.*)")[1]
        with session(desktop, tmp_path / "overlay.json", "ambient") as second:
            assert "another program has these keys" in second.expect("told (.*)")[1]
            first.x("key ctrl+alt+b")
            first.expect("bookmark")
        first.x("key ctrl+alt+p")
        first.expect("pause True")
        assert "bookmark" not in second.seen


@pytest.mark.parametrize("display", ["screen", "desktop"])
def test_a_screen_that_goes_while_it_is_out_of_sight(request, display, tmp_path):
    environment = request.getfixturevalue(display)
    monitors(environment, LEFT=LEFT, RIGHT=RIGHT)
    PlaceFile(tmp_path / "overlay.json").save(Place(900, 300, 1.0))
    with session(environment, tmp_path / "overlay.json", "ambient") as overlay:
        overlay.expect("told.*")
        overlay.number = int(overlay.x(f"search --sync --onlyvisible --pid {overlay.process.pid}"))
        assert overlay.seen_at() == (900, 300)
        for right, x in ((None, 640 - WIDTH), (RIGHT, 900)):
            overlay.x("key ctrl+alt+h")
            overlay.expect("unseen nothing")
            monitors(environment, RIGHT=right)
            overlay.x("key ctrl+alt+h")
            overlay.expect("seen bar")
            overlay.comes_to(x, 300)
