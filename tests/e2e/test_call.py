"""A video call through the command line: the client is what this computer plays, wherever it plays it."""

import json
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile

from monitor.app import DEMO
from monitor.conversation.timeline import SAMPLE_RATE
from tests.audio.recordings import write
from tests.e2e.test_device_comes_and_goes import Watched

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.timeout(120)]
CALL = ("--therapist", "therapist_mic", "--client", "call")
BEFORE_S, AFTER_S = 7, 7
ECHO, ECHO_AFTER = 0.1, 2_900
"""What comes back of the therapist from the client's loudspeaker: 20 dB softer, 180 ms later."""


@pytest.fixture
def program(sound_card, own_user_folders, tmp_path):
    watched = Watched(sound_card, CALL, "--keep", "nothing", "--json", str(tmp_path / "out.json"))
    yield watched
    watched.process.kill()
    watched.process.wait()


@pytest.fixture
def talk():
    """The therapist and the client, shape (n, 2)."""
    return soundfile.read(DEMO, frames=(BEFORE_S + AFTER_S) * SAMPLE_RATE, dtype="int16")[0]


def analyzed(talk, folder):
    """What `analyze` finds in the same, without an echo."""
    recording, out = write(folder / "talk.wav", talk, SAMPLE_RATE), folder / "file.json"
    command = [sys.executable, "-m", "monitor", "analyze", str(recording), "--json", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text())


def call_of(talk):
    """The client in stereo, with what comes back of the therapist, shape (n, 2)."""
    call = talk[:, 1].copy()
    call[ECHO_AFTER:] += (ECHO * talk[:-ECHO_AFTER, 0]).astype(np.int16)
    return np.stack([call, call], axis=1)


def test_the_client_is_what_the_computer_plays_and_goes_where_the_call_goes(
    sound_card, program, talk, tmp_path
):
    """First nothing plays, which is silence and no fault; then headphones are plugged in; then pulled."""

    def play(sound, sink):
        players.append(sound_card.play(write(tmp_path / f"{len(players)}.wav", sound, SAMPLE_RATE), sink))

    players: list[subprocess.Popen[bytes]] = []
    call, headphones_at = call_of(talk), BEFORE_S * SAMPLE_RATE
    program.sees("Nobody is speaking")
    time.sleep(2)
    play(talk[:, 0], "therapist")
    play(call[:headphones_at], "session")
    assert players[-1].wait(30) == 0
    sound_card.control("set-default-sink", "client")
    play(call[headphones_at:, :1], "client")
    assert [player.wait(30) for player in players] == [0, 0, 0]
    sound_card.unplug("client")
    time.sleep(0.5)
    play(call[4 * SAMPLE_RATE : 7 * SAMPLE_RATE], "session")
    assert players[-1].wait(10) == 0
    program.end()

    assert not [line for _, line in program.lines if "no sound comes" in line]
    live, file = json.loads((tmp_path / "out.json").read_text()), analyzed(talk, tmp_path)
    assert live["source"] == ["therapist_mic", "what this computer plays (Null Output)"]
    assert live["integrity"]["therapist"]["lost"] == []
    lost = live["integrity"]["client"]["lost"]
    assert 0 < sum(end_s - start_s for start_s, end_s in lost) < 1
    assert live["talk_time_s"]["therapist"] == pytest.approx(file["talk_time_s"]["therapist"], abs=0.4)
    later_s = live["segments"]["therapist"][0][0] - file["segments"]["therapist"][0][0]
    over_s = later_s + BEFORE_S + AFTER_S
    said_s = sum(end_s - start_s for start_s, end_s in live["segments"]["client"] if start_s < over_s)
    assert said_s == pytest.approx(file["talk_time_s"]["client"], abs=0.6)
    assert live["segments"]["client"][-1][0] > over_s
