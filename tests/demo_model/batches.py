"""Windows of one length side by side, spoken in a process of their own while the model learns."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized

import numpy as np
import numpy.typing as npt

from tests.demo_model.noises import Dice
from tests.demo_model.speaker import TRAINED_VOICES, UNSEEN_VOICES
from tests.demo_model.takes import Wanted
from tests.demo_model.tokens import Tokens, tokenizer
from tests.demo_model.windows import IGNORED, NOTHING_THERE, Window, Windows

EARLY, LATE = 0.12, 0.8
"""Parts of the training after which windows become longer."""
SILENCE_SHARE = 0.09


@dataclass(frozen=True)
class Size:
    """Windows of a length, `count` of which make a batch; `shares` of the batches early, then, and late."""

    length_s: float
    count: int
    shares: tuple[float, float, float]


SIZES = (
    Size(4.0, 16, (0.85, 0.44, 0.22)),
    Size(7.0, 9, (0.15, 0.30, 0.28)),
    Size(12.0, 6, (0.0, 0.20, 0.30)),
    Size(30.0, 3, (0.0, 0.06, 0.20)),
)


@dataclass(frozen=True, eq=False)
class Batch:
    """Shapes: mel (batch, MELS, columns), inputs and targets (batch, tokens), spans (batch, tokens, 2),
    frames (batch, columns / 2)."""

    mel: npt.NDArray[np.float16]
    inputs: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]
    spans: npt.NDArray[np.int64]
    frames: npt.NDArray[np.int64]

    @property
    def hours(self) -> float:
        """Of sound, padding included."""
        return float(self.mel.shape[0] * self.mel.shape[2] / 360_000)


def side_by_side(windows: Sequence[Window], tokens: Tokens) -> Batch:
    """The windows as one batch; the shorter texts are filled up with what costs nothing."""
    longest = max(len(window.inputs) for window in windows)
    inputs = np.full((len(windows), longest), tokens.end, np.int64)
    targets = np.full((len(windows), longest), IGNORED, np.int64)
    spans = np.full((len(windows), longest, 2), NOTHING_THERE, np.int64)
    for row, window in enumerate(windows):
        length = len(window.inputs)
        inputs[row, :length] = window.inputs
        targets[row, :length] = window.targets
        spans[row, :length] = window.spans
    mel = np.stack([window.mel for window in windows]).astype(np.float16)
    return Batch(mel, inputs, targets, spans, np.stack([window.frames for window in windows]))


def stage_of(progress: float) -> int:
    """0 early, 1 then, 2 late."""
    return 0 if progress < EARLY else 1 if progress < LATE else 2


def batch(windows: Windows, tokens: Tokens, dice: Dice, progress: float) -> Batch:
    """A batch of a size drawn at random, as it should be so far into the training."""
    draw, stage = dice.choose, stage_of(progress)
    size = draw.choices(SIZES, [size.shares[stage] for size in SIZES])[0]
    made: list[Window] = []
    for _ in range(size.count):
        length_s = _length(size, dice)
        clean = draw.random() < (0.5 if stage == 0 else 0.15)
        wanted = Wanted(length_s, clean, SILENCE_SHARE, TRAINED_VOICES, unseen=False)
        made.append(windows.window(size.length_s, wanted))
    return side_by_side(made, tokens)


def _length(size: Size, dice: Dice) -> float:
    """Seconds of sound.  The longest window, to which everything is padded in the end, gets all lengths."""
    draw = dice.choose
    if size.length_s < 30:
        return draw.uniform(2.0, size.length_s)
    if draw.random() < 0.5:
        return draw.uniform(1, 8)
    return draw.uniform(8, 16) if draw.random() < 0.8 else draw.uniform(16, 29.5)


def unseen_batches(tokens: Tokens, seed: int, count: int) -> Iterator[Batch]:
    """Of voices and sentences that are never trained on."""
    windows = Windows(tokens, Dice.seeded(seed))
    wanted = Wanted(5.5, clean=False, silence=0.0, voices=UNSEEN_VOICES, unseen=True)
    for _ in range(count):
        yield side_by_side([windows.window(6.0, wanted) for _ in range(16)], tokens)


def produce(queue: "Queue[Batch]", progress: "Synchronized[float]", seed: int) -> None:
    """Fills the queue for ever; the body of a process that yields to the one that learns."""
    if hasattr(os, "nice"):
        os.nice(5)
    tokens, dice = Tokens(tokenizer()), Dice.seeded(seed)
    windows = Windows(tokens, dice)
    while True:
        queue.put(batch(windows, tokens, dice, progress.value))
