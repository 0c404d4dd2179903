"""A sound check out of the start dialog, with keys alone, and the session that begins after it."""

import signal
import subprocess
import sys

import pytest

from tests.e2e.test_start_on_screen import END_S, OVERLAY, START, live, stage

__all__ = ["live", "stage"]
pytestmark = [pytest.mark.device, pytest.mark.window, pytest.mark.slow, pytest.mark.timeout(120)]
CHECK = "^Sound check"


def test_a_sound_check_that_is_skipped_and_a_session_after_it(stage, live):
    stage.keys(stage.shown(START), "alt+h")
    stage.keys(stage.shown(CHECK), "Return", "Return", "Return")  # nobody speaks: three steps are skipped
    stage.keys(stage.shown(CHECK), "alt+s")
    stage.shown(OVERLAY)
    live.send_signal(signal.SIGINT)
    said, complaints = live.communicate(timeout=END_S)
    assert live.returncode == 0, complaints
    assert "Kept, encrypted (numbers)" in said


def test_a_polite_kill_ends_the_check_and_the_dialog(stage, live):
    stage.keys(stage.shown(START), "alt+h")
    stage.shown(CHECK)
    live.send_signal(signal.SIGTERM)
    _, complaints = live.communicate(timeout=END_S)
    assert live.returncode == 0, complaints


def test_a_window_of_its_own(stage):
    command = [sys.executable, "-m", "monitor", "soundcheck", "--device", "session_pair"]
    with subprocess.Popen(command, env=stage.env, stderr=subprocess.PIPE, text=True) as process:
        try:
            stage.keys(stage.shown(CHECK), "Return", "Return", "Return", "Escape")
            _, complaints = process.communicate(timeout=END_S)
        finally:
            process.kill()
    assert process.returncode == 0, complaints
    assert "Traceback" not in complaints
