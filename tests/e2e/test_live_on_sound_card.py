"""A session through sound card, PortAudio, pipeline and overlay, against the same sound as a file.

The recording is played in real time.  What `live` finds must be what `analyze` finds.
"""

import json
import signal
import statistics
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile

from monitor.app import DEMO
from monitor.conversation.timeline import SAMPLE_RATE
from tests.audio.recordings import write

pytestmark = [
    pytest.mark.device,
    pytest.mark.window,
    pytest.mark.slow,
    pytest.mark.timeout(240),
]
INTERRUPTIONS = {"successful_interruption", "attempted_interruption", "unresolved_overlap"}
CONVERSATION_S = 50  # of the demo session: a successful and an attempted interruption
SHARE_FROM_S = 10.0
PORTAUDIO_SAYS = "Expression '"  # from its own thread, when its device dies
TAIL_S = 1.5
"""After the last sound, for what is settled only by the silence that follows."""


@pytest.fixture(scope="module")
def conversation():
    """Samples of shape (n, 2)."""
    audio, _ = soundfile.read(DEMO, frames=CONVERSATION_S * SAMPLE_RATE, dtype="int16")
    return np.concatenate([audio, np.zeros((2 * SAMPLE_RATE, 2), np.int16)])


@pytest.fixture
def settings(tmp_path):
    """So short a session would show no share by default."""
    path = tmp_path / "settings.toml"
    path.write_text(f"[conversation]\nshare_min_speech_s = {SHARE_FROM_S}\n")
    return path


@pytest.fixture
def stage(sound_card, desktop):
    """A sound card and a screen."""
    sound_card.env |= {name: desktop[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    return sound_card


def analyzed(recording, settings, out):
    """What `analyze` finds."""
    command = [sys.executable, "-m", "monitor", "analyze", recording, "--json", out, "--config", settings]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    return json.loads(out.read_text())


def live(stage, settings, out, devices, play):
    """What `live` finds from when the overlay is there, while `play` plays, until Ctrl-C."""
    command = ["live", *devices, "--keep", "nothing", "--json", str(out), "--config", str(settings)]
    with stage.program("monitor", *command) as process:
        try:
            window = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Session monitor$"]
            subprocess.run(window, env=stage.env, check=True, timeout=30, stdout=subprocess.DEVNULL)
            play()
            time.sleep(TAIL_S)
            process.send_signal(signal.SIGINT)
            printed, complaints = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0, complaints
    assert not [line for line in complaints.splitlines() if not line.startswith(PORTAUDIO_SAYS)]
    assert "Therapist" in printed
    return json.loads(out.read_text())


class Play:
    """Plays a recording, or each of its channels, into sinks of the card."""

    def __init__(self, stage, folder, conversation, sinks):
        self.stage, self.sinks = stage, sinks
        columns = [conversation] if len(sinks) == 1 else list(conversation.T)
        self.files = [
            write(folder / f"{sink}.wav", column, SAMPLE_RATE)
            for sink, column in zip(sinks, columns, strict=True)
        ]

    def begin(self):
        return [self.stage.play(file, sink) for file, sink in zip(self.files, self.sinks, strict=True)]

    def __call__(self):
        """To the end."""
        assert [player.wait(120) for player in self.begin()] == [0] * len(self.sinks)


def events(document, kinds, delay_s=0.0):
    return [
        (event["kind"], event["by"], pytest.approx(event["start_s"] + delay_s, abs=0.06))
        for event in document["events"]
        if event["kind"] in kinds
    ]


def delay_s(file, live_one):
    """How much later than in the file the sound began live."""
    starts = [[segment[0] for segment in one["segments"]["client"]] for one in (file, live_one)]
    assert len(starts[0]) == len(starts[1])
    return statistics.median(later - earlier for earlier, later in zip(*starts, strict=True))


@pytest.mark.parametrize(
    ("devices", "sinks"),
    [
        (["--device", "session_pair"], ["session"]),
        (["--therapist", "therapist_mic", "--client", "client_audio"], ["therapist", "client"]),
    ],
    ids=["one device", "two devices"],
)
def test_live_finds_what_analyze_finds(stage, settings, conversation, tmp_path, devices, sinks):
    file = analyzed(write(tmp_path / "both.wav", conversation, SAMPLE_RATE), settings, tmp_path / "file.json")
    play = Play(stage, tmp_path, conversation, sinks)

    heard = live(stage, settings, tmp_path / "live.json", devices, play)

    assert {kind for kind, _, _ in events(file, INTERRUPTIONS)} > {"attempted_interruption"}
    assert heard["talk_share"]["therapist"] == pytest.approx(file["talk_share"]["therapist"], abs=0.01)
    for who in ("therapist", "client", "overlap"):
        assert heard["talk_time_s"][who] == pytest.approx(file["talk_time_s"][who], abs=0.3)
    later_s = delay_s(file, heard)
    assert events(heard, INTERRUPTIONS) == events(file, INTERRUPTIONS, later_s)
    assert 0 < later_s < 10
    assert heard["integrity"]["therapist"]["lost"] == heard["integrity"]["client"]["lost"] == []


def refused(stage, *devices):
    """The sentence with which `live` ends by itself."""
    with stage.program("monitor", "live", *devices, "--no-window") as process:
        _, complaints = process.communicate(timeout=60)
    assert process.returncode == 2, complaints
    assert complaints.count("\n") == 1
    return complaints


@pytest.mark.parametrize(
    ("devices", "sentence"),
    [
        (["--device", "theremin"], "No input device is called 'theremin'"),
        (["--device", "unplugged"], "unplugged cannot be opened"),
        (["--therapist", "therapist_mic"], "name the client's as well"),
    ],
)
def test_a_device_that_cannot_be_used_is_a_sentence(sound_card, devices, sentence):
    assert sentence in refused(sound_card, *devices)


def test_one_microphone_is_not_taken_for_two(sound_card, conversation, tmp_path):
    players = Play(sound_card, tmp_path, conversation, ["therapist", "client"]).begin()
    try:
        sentence = refused(sound_card, "--device", "therapist_mic")
    finally:
        for player in players:
            player.kill()
            player.wait()

    assert "therapist_mic carry the same sound: it is one microphone" in sentence


def test_a_sound_system_that_dies_leaves_a_session_that_says_so(stage, settings, conversation, tmp_path):
    def play_and_die():
        (player,) = Play(stage, tmp_path, conversation, ["session"]).begin()
        time.sleep(8)
        stage.kill()
        player.wait(20)

    heard = live(stage, settings, tmp_path / "live.json", ["--device", "session_pair"], play_and_die)

    ((start_s, end_s),) = heard["integrity"]["client"]["lost"]
    assert 6 < start_s < end_s <= heard["duration_s"]
    assert heard["segments"]["client"] or heard["segments"]["therapist"]
