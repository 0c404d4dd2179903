"""A session of clicks, and how far what a player tells of it is from what a sound card plays of it."""

import json

import numpy as np

from tests.audio.recordings import write

RATE = 16_000
CLICK = 80
EVERY_S = 0.5
PLAYS_ON_S = 0.3
LOUD = 700
"""A click, halved by the mixing and by a stretch, stays above it; the noise between stays below."""


def session_of_clicks(seconds):
    """Sound of shape (n, 2), and when its clicks begin, in seconds; all between them is faint noise."""
    chance = np.random.default_rng(0)
    sound = chance.integers(-30, 30, (round(seconds * RATE), 2)).astype(np.int16)
    clicks_s = np.arange(0.5, seconds - 0.3, EVERY_S)
    click = chance.integers(-12_000, 12_000, CLICK).astype(np.int16)
    for start in np.round(clicks_s * RATE).astype(int):
        sound[start : start + CLICK] = click[:, None]
    return sound, clicks_s


def heard_against_told(sound, began_s, told, clicks_s, jumps_s=()):
    """For each click that was heard: what was told at that time, less where it is; in seconds.

    `told` are rows of time and position, `began_s` is the time of the sound's first frame.  What is
    heard after the last of them does not count, nor right after a jump: the card plays on for a moment.
    """
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > LOUD)
    first = loud[np.insert(np.diff(loud) > 0.1 * RATE, 0, True)]
    heard_s = began_s + first / RATE
    heard_s = heard_s[heard_s < told[-1, 0]]
    for jump_s in jumps_s:
        heard_s = heard_s[(heard_s < jump_s) | (heard_s > jump_s + PLAYS_ON_S)]
    positions_s = np.interp(heard_s, told[:, 0], told[:, 1])
    nearest = np.abs(positions_s[:, None] - clicks_s[None, :]).argmin(axis=1)
    return positions_s - clicks_s[nearest]


class Listening:
    """The playing program and the recording program while they run."""

    def __init__(self, card, folder, sound, rate=RATE):
        self.folder = folder
        self.jumps_s = []
        recording = write(folder / "session.wav", sound, RATE)
        self.recorder = card.program("tests.audio.recording_program", str(folder / "heard.npz"))
        assert self.recorder.stdout.readline() == "recording\n"
        self.player = card.program(
            "tests.audio.playing_program", str(recording), str(folder / "told.npy"), str(rate)
        )

    def say(self, *lines):
        """Do these one after the other; what the last came to."""
        for line in lines:
            self.player.stdin.write(f"{line}\n")
            self.player.stdin.flush()
            answer = self.player.stdout.readline()
            assert answer, self.player.stderr.read()
            said = json.loads(answer)
            if said["done"] in {"seek", "pause", "loop"}:
                self.jumps_s.append(said["at_s"])
        return said

    def say_and_stop(self, *lines):
        """Do these, then pause: what was heard from when on, and what was told until the pause."""
        self.say(*lines)
        paused_s = self.say("pause")["at_s"]
        self.say("wait 0.3")
        heard, began_s, told = self.stop()
        return heard, began_s, told[told[:, 0] < paused_s]

    def end(self):
        """However it stands."""
        for process in (self.player, self.recorder):
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                stream.close()

    def stop(self):
        """What was heard from when on, and the rows of what was told."""
        for process in (self.player, self.recorder):
            process.stdin.close()
            assert process.wait(20) == 0, process.stderr.read()
        complaints = self.player.stderr.read()
        assert complaints == "", complaints
        heard = np.load(self.folder / "heard.npz")
        return heard["sound"], float(heard["began_s"]), np.load(self.folder / "told.npy")
