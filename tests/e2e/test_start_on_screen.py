"""The start dialog and the overlay's menu as real windows, with keys and a pointer, in a real session."""

import json
import re
import signal
import subprocess
import sys
from dataclasses import replace

import keyring
import pytest

from monitor import keeping, remembered
from monitor.audio.devices import ChannelChoice, InputDevice, Microphone
from monitor.config import load
from monitor.store.keep import Keep
from tests.file_keyring import FileKeyring, environment

pytestmark = [pytest.mark.device, pytest.mark.window, pytest.mark.slow, pytest.mark.timeout(120)]
END_S = 30
GONE = InputDevice(0, "USB microphone", "ALSA", 1, 48_000, False)
CALL = remembered.Devices(therapist="therapist_mic", client="call")
START, OVERLAY = "^Before the session", "^Session monitor$"


class Stage:
    """A program on a virtual screen with a virtual sound card, and what moves its windows."""

    def __init__(self, environ):
        self.env = environ

    def x(self, *commands):
        """xdotool's commands, one after the other."""
        found = subprocess.run(
            ["xdotool", *map(str, commands)],
            env=self.env,
            check=True,
            timeout=END_S,
            capture_output=True,
            text=True,
        )
        return found.stdout.split()

    def shown(self, title):
        """The window of this title, once it can be seen."""
        return self.x("search", "--sync", "--onlyvisible", "--name", title)[0]

    def keys(self, window, *keys):
        self.x("windowactivate", "--sync", window, "key", "--delay", 150, *keys)


@pytest.fixture
def stage(sound_card, desktop, own_user_folders, monkeypatch):
    for name, value in environment(own_user_folders / "ring.json").items():
        monkeypatch.setenv(name, value)
        sound_card.env[name] = value
    sound_card.env |= {name: desktop[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield Stage(sound_card.env)
    keyring.set_keyring(before)


@pytest.fixture
def live(stage, request):
    """`live` in windows; ended if the test has not."""
    if "passphrase" in request.node.name:  # a locked file of the master key, and nobody who opens it
        keeping.master_file().parent.mkdir(parents=True)
        keeping.master_file().write_text("{}")
    command = [sys.executable, "-m", "monitor", "live", "--device", "session_pair"]
    if "gone" in request.node.name:  # what was heard last, and is not there today
        remembered.keep(ChannelChoice(Microphone(GONE, 0), Microphone(replace(GONE, plays=True), 0)))
        del command[-2:]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=stage.env, stdout=pipe, stderr=pipe, text=True) as process:
        yield process
        process.kill()


def ended(process):
    process.send_signal(signal.SIGINT)
    said, complaints = process.communicate(timeout=END_S)
    assert process.returncode == 0, complaints
    return said


def kept():
    (card,) = keeping.library(load(), None).cards()
    return card


def test_enter_starts_a_session_that_keeps_its_numbers(stage, live, own_user_folders):
    stage.keys(stage.shown(START), "Return")
    stage.shown(OVERLAY)
    assert "Kept, encrypted (numbers)" in ended(live)
    assert kept().keep is Keep.NUMBERS
    remembered = own_user_folders / "xdg_data_home/session-monitor/keep.json"
    assert json.loads(remembered.read_text()) == {"keep": "numbers"}


@pytest.mark.parametrize("key", ["Escape", "alt+F4"])
def test_without_a_start_there_is_no_session(stage, live, key):
    stage.keys(stage.shown(START), key)
    said, complaints = live.communicate(timeout=END_S)
    assert (live.returncode, complaints) == (0, "")
    assert "Talk time" not in said
    assert keeping.library(load(), None).cards() == []


@pytest.mark.parametrize("question", [START, OVERLAY], ids=["start", "passphrase"])
def test_ctrl_c_before_the_start_means_no_session_too(stage, live, question):
    stage.shown(question)
    live.send_signal(signal.SIGINT)
    said, _ = live.communicate(timeout=END_S)
    assert live.returncode == 0
    assert "Talk time" not in said


def test_sound_is_kept_once_it_is_ticked_and_no_more_from_where_it_is_refused(stage, live):
    start = stage.shown(START)
    stage.keys(start, "alt+4", "Return", "space", "Return")
    overlay = stage.shown(OVERLAY)
    stage.x("mousemove", "--window", overlay, 40, 20, "click", 3)
    stage.x("sleep", 0.5, "key", "k")
    stage.x("sleep", 1.5)
    said = ended(live)
    assert re.search(r"Kept, encrypted \(numbers and words\): session-monitor sessions show [0-9a-f]+", said)
    card = kept()
    with keeping.library(load(), None).open(card.id) as file:
        levels = [change.keep for change in file.keeps]
        consent = file.keeps[0].consent
        refused_at = file.keeps[-1].at
        last = max(piece.end for channel in file.record().segments for piece in file.pieces(channel))
    assert levels == [Keep.AUDIO, Keep.TRANSCRIPT]
    assert consent is not None
    assert "recorded and kept as sound and as text" in consent.wording
    assert 0 < last <= refused_at


def test_what_was_kept_is_dropped_once_that_is_confirmed(stage, live):
    start = stage.shown(START)
    stage.keys(start, "alt+4", "Return", "space", "Return")
    overlay = stage.shown(OVERLAY)
    stage.x("sleep", 1.5)
    stage.x("mousemove", "--window", overlay, 40, 20, "click", 3)
    stage.x("sleep", 0.5, "key", "d", "sleep", 0.5, "key", "alt+d", "sleep", 1.5)
    assert "Kept, encrypted (numbers)" in ended(live)
    card = kept()
    assert (card.has_words, card.has_audio, card.keep) == (False, False, Keep.NUMBERS)


def test_where_you_are_heard_is_chosen_in_the_dialog_and_remembered(stage, live, own_user_folders):
    """A call: the therapist's microphone, and for the client what this computer plays."""
    stage.keys(stage.shown(START), "alt+t", "t", "alt+l", "w", "Return")
    stage.shown(OVERLAY)
    ended(live)
    assert remembered.recall() == CALL


def test_what_was_heard_last_and_is_gone_does_not_keep_the_dialog_away(stage, live, own_user_folders):
    stage.keys(stage.shown(START), "alt+t", "t", "Return")
    stage.shown(OVERLAY)
    ended(live)
    assert remembered.recall() == CALL
