"""From tapes to what the sound card gets: taken, faded wherever it begins or ends, and mixed.

This runs in PortAudio's callback: it copies, multiplies and counts, in memory that was set aside.
"""

from dataclasses import dataclass

import numpy as np

from monitor.audio.stretch import Floats
from monitor.audio.tape import Tape


def panning(channels: int, pan_db: float) -> Floats:
    """What of therapist and client, rows, goes to each output, columns.

    With two outputs each speaker is louder on their own side by `pan_db`; at the loudest of both
    at once the sum may pass full scale by a tenth, and is cut off there.
    """
    if channels == 1:
        return np.full((2, 1), 0.5**0.5, np.float32)
    near, far = 10 ** (pan_db / 40), 10 ** (-pan_db / 40)
    return (np.array([[near, far], [far, near]]) * 0.55).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one block of the sound card was filled with: `frames` of a tape from `first` on."""

    tape: Tape | None
    first: int
    frames: int


class Mixer:
    """Plays one tape after the other; the callback calls `mix`, other threads set what is wished."""

    def __init__(self, pan: Floats, fade: int, block: int) -> None:
        """`fade` and `block` in frames of the device."""
        self.playing = False
        self.heard = (1.0, 1.0)
        """How loud therapist and client are wished to be."""
        self.following: Tape | None = None
        """Takes over as soon as it is its turn."""
        self.underruns = 0
        self._pan, self._fade = pan, fade
        self._tape: Tape | None = None
        self._gains = np.zeros(2, np.float32)
        self._starved = False
        self._rising = (np.arange(1, block + 1, dtype=np.float32) / fade)[:, None]
        self._falling = np.linspace(1, 0, fade + 1, dtype=np.float32)[1:, None]
        self._sound = np.zeros((block, 2), np.float32)
        self._weights = np.zeros((block, 2), np.float32)
        self._tail = np.zeros((fade, 2), np.float32)

    @property
    def tape(self) -> Tape | None:
        """The one that is being taken from."""
        return self._tape

    def mix(self, out: Floats) -> Taken:
        """Fill a block of shape (n, channels), n no longer than was said."""
        sound = self._sound[: len(out)]
        sound.fill(0.0)
        tail = self._change_over()
        tape = self._tape
        first = tape.read if tape else 0
        frames = self._take(tape, sound) if tape else 0
        sound[:tail] += self._tail[:tail]
        np.matmul(sound, self._pan, out=out)
        np.clip(out, -1.0, 1.0, out=out)
        return Taken(tape, first, frames)

    def _change_over(self) -> int:
        """Take the next tape up if it is its turn; how many frames of the last one's tail are left."""
        following, old = self.following, self._tape
        if following is None or following is old:
            return 0
        audible = self._gains.any()
        if old is not None and audible and old.read < following.after and old.waiting:
            return 0
        tail = 0
        if old is not None and audible:
            tail = old.take(self._tail[: min(self._fade, len(self._sound))])
            self._tail[:tail] *= self._falling[:tail] * self._gains
        self._tape = following
        self._gains[:] = 0.0
        self._starved = False
        return tail

    def _take(self, tape: Tape, sound: Floats) -> int:
        """Frames of the tape into the front of `sound`, as loud as is wished now."""
        wished = self.heard if self.playing else (0.0, 0.0)
        frames = len(sound) if self.playing else min(len(sound), self._until_silent())
        taken = tape.take(sound[:frames])
        self._weigh(sound[:taken], wished)
        if taken < frames and not tape.over:
            self._starve(sound[:taken])
        elif taken:
            self._starved = False
        return taken

    def _until_silent(self) -> int:
        return round(float(self._gains.max()) * self._fade)

    def _weigh(self, sound: Floats, wished: tuple[float, float]) -> None:
        """Move the gains towards what is wished, within the fade's time, and apply them."""
        frames = len(sound)
        for speaker, goal in enumerate(wished):
            gain = self._gains[speaker]
            if gain == goal:
                if goal != 1.0:
                    sound[:, speaker] *= gain
                continue
            weights = self._weights[:frames, speaker]
            np.minimum(self._rising[:frames, 0], abs(goal - gain), out=weights)
            weights *= 1.0 if goal > gain else -1.0
            weights += gain
            sound[:, speaker] *= weights
            if frames:
                self._gains[speaker] = weights[-1]
                if abs(self._gains[speaker] - goal) < 1e-6:
                    self._gains[speaker] = goal

    def _starve(self, sound: Floats) -> None:
        """The tape has run out too early: end softly, and begin softly again."""
        if not self._starved:
            self.underruns += 1
        self._starved = True
        fade = min(self._fade, len(sound))
        sound[len(sound) - fade :] *= self._falling[len(self._falling) - fade :]
        self._gains[:] = 0.0
