"""The replay as a real window, with keys and a pointer: a kept session with its words and its sound."""

import json
import signal
import subprocess
import sys
import time

import keyring
import pytest

from monitor import app, keeping
from monitor.config import load
from monitor.conversation.remarks import Contested, Intended, Verdict
from monitor.conversation.timeline import seconds
from monitor.document import encode
from tests.e2e.test_start_on_screen import Stage
from tests.file_keyring import FileKeyring, environment
from tests.ui.review.kept import keep_session

pytestmark = [pytest.mark.device, pytest.mark.window, pytest.mark.slow, pytest.mark.timeout(180)]
END_S = 40
WINDOW = "^Blue Heron"


@pytest.fixture
def stage(sound_card, desktop, own_user_folders, monkeypatch):
    for name, value in environment(own_user_folders / "ring.json").items():
        monkeypatch.setenv(name, value)
        sound_card.env[name] = value
    sound_card.env |= {name: desktop[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    sound_card.env["HOME"] = str(own_user_folders)
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield Stage(sound_card.env)
    keyring.set_keyring(before)


@pytest.fixture
def session(stage):
    return keep_session(4.0)


@pytest.fixture
def review(stage):
    """Starts the command; what it has started is ended with the test."""
    running = []

    def start(*arguments):
        command = [sys.executable, "-m", "monitor", "review", *arguments]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, env=stage.env, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def until(true, what):
    """Waits for it; what is looked at is said where it does not come."""
    end = time.monotonic() + END_S
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.1)
    pytest.fail(what)


def said_of(session):
    """Remarks in the order in which they were made, and notes as (seconds, text)."""
    with keeping.library(load(), None).open(session) as file:
        return file.remarks(), [(seconds(note.at), note.text) for note in file.bookmarks()]


def playing(stage):
    listed = subprocess.run(
        ["pactl", "list", "short", "sink-inputs"],
        env=stage.env,
        capture_output=True,
        text=True,
        check=True,
        timeout=END_S,
    )
    return bool(listed.stdout.strip())


def closed(process):
    _said, complaints = process.communicate(timeout=END_S)
    assert process.returncode == 0, complaints
    return complaints


def test_a_session_is_opened_zoomed_heard_contested_noted_and_exported(
    stage, session, review, own_user_folders
):
    program = review("last")
    window = stage.shown(WINDOW)
    stage.keys(window, "plus", "plus", "minus")
    stage.keys(window, "space")
    until(lambda: playing(stage), "no sound is played")
    stage.keys(window, "bracketright", "c", "space")
    stage.keys(window, "n", "1")
    until(lambda: len(said_of(session)[0]) == 1, "the contested moment is not kept")
    (contested,) = said_of(session)[0]
    assert isinstance(contested, Contested)
    assert contested.verdict is Verdict.SUPPORTIVE
    stage.keys(window, "l", "m")
    until(lambda: len(said_of(session)[0]) == 2, "the intended stretch is not kept")
    assert isinstance(said_of(session)[0][1], Intended)
    stage.keys(window, "b")
    stage.x("type", "--delay", 60, "was it too soon")
    stage.x("key", "Return")
    until(lambda: said_of(session)[1], "the note is not kept")
    assert said_of(session)[1][0][1] == "was it too soon"
    stage.keys(window, "Escape", "ctrl+e")
    dialog = stage.shown("^Export")
    stage.keys(dialog, "End", "Up", "alt+e")
    until((own_user_folders / f"{session[:4]}.flac").exists, "the sound is not exported")
    stage.x("sleep", 0.3)
    stage.keys(dialog, "alt+f", "Home", "alt+e")
    written = own_user_folders / f"{session[:4]}.html"
    until(written.exists, f"no export: {sorted(own_user_folders.iterdir())}")
    stage.keys(dialog, "Escape")
    stage.keys(window, "ctrl+w")
    assert closed(program) == ""


def test_kill_loses_no_remark_and_the_next_window_shows_them(stage, session, review, own_user_folders):
    program = review(session[:5])
    window = stage.shown(WINDOW)
    stage.keys(window, "n", "2", "n", "3")
    until(lambda: len(said_of(session)[0]) == 2, "the contested moments are not kept")
    program.send_signal(signal.SIGKILL)
    program.communicate(timeout=END_S)
    before = said_of(session)
    again = review("last")
    window = stage.shown(WINDOW)
    stage.keys(window, "n", "0")
    until(lambda: len(said_of(session)[0]) == 3, "what was contested before the kill is not there after it")
    assert said_of(session)[0][:2] == before[0]
    assert said_of(session)[0][2].verdict is None
    stage.keys(window, "ctrl+w")
    assert closed(again) == ""


def test_ctrl_c_ends_it_in_order_and_its_size_is_remembered(stage, session, review, own_user_folders):
    program = review("last")
    window = stage.shown(WINDOW)
    stage.x("windowsize", "--sync", window, 900, 640)
    program.send_signal(signal.SIGINT)
    assert closed(program) == ""
    left = json.loads((own_user_folders / "xdg_data_home/session-monitor/review.json").read_text())
    assert left["window"]
    review("last")
    window = stage.shown(WINDOW)
    stage.x("sleep", 0.5)
    size = stage.x("getwindowgeometry", "--shell", window)
    assert {"WIDTH=900", "HEIGHT=640"} <= set(size)


def test_all_sessions_are_listed_and_one_is_opened(stage, session, review):
    program = review()
    sessions = stage.shown("^Your sessions")
    stage.keys(sessions, "ctrl+f")
    stage.x("type", "--delay", 60, "heron")
    stage.x("key", "Return")
    window = stage.shown(WINDOW)
    stage.keys(window, "ctrl+w")
    stage.keys(stage.shown("^Your sessions"), "ctrl+w")
    assert closed(program) == ""


def test_what_cannot_be_opened_is_one_sentence(stage, review):
    program = review("last")
    _said, complaints = program.communicate(timeout=END_S)
    assert program.returncode == 2
    assert complaints.count("\n") == 1
    assert "No session has been kept yet" in complaints


def test_an_analysis_is_heard_where_its_recording_lies_beside_it(stage, review, tmp_path):
    recording = tmp_path / "talk.flac"
    recording.write_bytes(app.DEMO.read_bytes())
    analysis = tmp_path / "talk.json"
    analysis.write_bytes(encode(app.analyze(app.Request(recording), load(words=False))))
    program = review(str(analysis))
    window = stage.shown("^talk.json")
    stage.keys(window, "space")
    until(lambda: playing(stage), "no sound is played")
    stage.keys(window, "space", "ctrl+w")
    assert closed(program) == ""
