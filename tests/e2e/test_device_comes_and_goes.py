"""A session in which a microphone is unplugged and plugged in again: what is shown, recorded and kept."""

import json
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
import soundfile

from monitor.app import DEMO
from monitor.conversation.timeline import SAMPLE_RATE, Segment
from tests.audio.recordings import write
from tests.e2e.test_kept_sessions import CONSENT, home, library

__all__ = ["home", "library"]
pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.timeout(120)]
BEFORE_S, GONE_S, AFTER_S = 8.0, 5.0, 9.0
DEVICES = ("--therapist", "therapist_mic", "--client", "client_audio")
GONE = "Client is not heard: client_audio was disconnected"
GAP = "What the client said while not heard is in no figure."


class Watched:
    """The program, and when each line of its live view came."""

    def __init__(self, card, devices, *options):
        command = [sys.executable, "-m", "monitor", "live", *devices, "--no-window", *options]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, env=card.env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True
        )
        self.lines = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout or ():
            self.lines.append((time.monotonic(), line))

    def sees(self, text, after_s=0.0, limit_s=30.0):
        """When a line with this came, at the earliest after that moment."""
        until_s = time.monotonic() + limit_s
        while time.monotonic() < until_s:
            for at_s, line in list(self.lines):
                if text in line and at_s >= after_s:
                    return at_s
            time.sleep(0.02)
        raise AssertionError(f"no {text!r} in {self.lines[-3:]}")

    def end(self):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        self._reader.join()
        with self.process as ended:
            assert ended.stderr is not None
            assert code == 0, ended.stderr.read()


@pytest.fixture
def program(sound_card, home, tmp_path):
    watched = Watched(sound_card, DEVICES, "--keep", "audio", *CONSENT, "--json", str(tmp_path / "out.json"))
    yield watched
    watched.process.kill()
    watched.process.wait()


@pytest.fixture
def voices(sound_card, program, tmp_path):
    """The demo's two voices, each into its own sink once somebody listens."""
    audio, _ = soundfile.read(DEMO, frames=40 * SAMPLE_RATE, dtype="int16")
    program.sees("Nobody is speaking")
    players = [
        sound_card.play(write(tmp_path / f"{sink}.wav", audio[:, column], SAMPLE_RATE), sink)
        for column, sink in enumerate(("therapist", "client"))
    ]
    yield players
    for player in players:
        player.kill()
        player.wait()


def test_the_session_goes_on_and_says_what_is_missing(sound_card, program, voices, library, tmp_path):
    time.sleep(BEFORE_S)
    gone_s = time.monotonic()
    sound_card.unplug("client")
    assert program.sees(GONE, gone_s) - gone_s < 2
    time.sleep(GONE_S)
    sound_card.plug("client")
    back_s = time.monotonic()
    again, _ = soundfile.read(DEMO, frames=40 * SAMPLE_RATE, dtype="int16")
    voices.append(sound_card.play(write(tmp_path / "again.wav", again[:, 1], SAMPLE_RATE), "client"))
    time.sleep(AFTER_S)
    program.end()

    document = json.loads((tmp_path / "out.json").read_text())
    assert document["complete"]
    assert document["integrity"]["therapist"]["lost"] == []
    lost = document["integrity"]["client"]["lost"]
    lost_s = lost[-1][1] - lost[0][0]
    assert back_s - gone_s - 0.5 < lost_s < back_s - gone_s + 3
    assert GAP in document["integrity"]["warnings"]
    assert {document["withheld"][figure] for figure in ("talk_share", "interruptions")} == {GAP}
    assert (
        document["segments"]["client"][0][0]
        < lost[0][0]
        < lost[-1][1]
        < document["segments"]["client"][-1][0]
    )

    (card,) = library.cards()
    assert library.verify(card.id) == []
    with library.open(card.id) as file:
        first, last = (round(at_s * SAMPLE_RATE) for at_s in (lost[0][0], lost[-1][1]))
        gap, after = file.sound(Segment(first, last)), file.sound(Segment(last, file.heard))
        told = file.losses()
    assert not gap[20:-20, 1].any()  # the record has whole milliseconds
    assert np.count_nonzero(gap[:, 0]) > SAMPLE_RATE
    assert after[:, 1].any()
    assert [bool(entry.why) for entry in told] in ([True, False], [True, True, False])
