"""A session that is written down: who speaks when, what is not heard, and what the user wishes meanwhile.

It runs through the real thread, pipeline, conversation and cues; only the hearing is told who speaks, and
the source what to say of its devices.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from monitor import config
from monitor.audio.align import AudioLost
from monitor.audio.trust import ChannelTrust, Trust
from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Channel, Samples
from monitor.engine.hearing import Block, Scores
from monitor.engine.pipeline import AS_DECIDED, Pipeline, PipelineSettings
from monitor.engine.workers import AnalysisThread

FINE = ChannelTrust(-70.0, -25.0, None, None, None, 0.0, 0.0)
JOIN_S = 300.0


def _mute(kind: CueKind, thread: AnalysisThread) -> None:
    thread.mute(kind)


WISHES: dict[str, Callable[[AnalysisThread], object]] = {
    "pause": lambda thread: thread.pause(True),
    "resume": lambda thread: thread.pause(False),
    "intend": lambda thread: thread.intend(True),
    "no longer": lambda thread: thread.intend(False),
    "swap": AnalysisThread.swap,
    "bookmark": AnalysisThread.bookmark,
    **{f"mute {kind.value}": partial(_mute, kind) for kind in CueKind},
}


class WrittenHearing:
    """A channel speaks in each frame that is not all zeros."""

    lag: Samples = 0

    def __init__(self) -> None:
        self._rest = np.zeros((0, 2), np.int16)
        self.alike: bool = False

    def feed(self, block: Block) -> Scores:
        whole = np.concatenate((self._rest, block))
        ready = len(whole) // FRAME_SAMPLES * FRAME_SAMPLES
        self._rest = whole[ready:]
        spoken = whole[:ready].reshape(-1, FRAME_SAMPLES, 2).any(axis=1).astype(float)
        return {channel: spoken[:, column].tolist() for column, channel in enumerate(Channel)}

    def finish(self) -> Scores:
        return {channel: [] for channel in Channel}

    def sound(self) -> Block:
        return np.zeros((0, 2), np.int16)

    def trust(self) -> Trust:
        return Trust((FINE, FINE), False, not self.alike, 20.0)


@dataclass(frozen=True)
class Step:
    """`who` speak for `length_s`; before it `wishes` are uttered, and in it `lost` are not heard.

    `alike`: each microphone hears both; `missing`: the computer was asleep, and silence stands for it.
    """

    length_s: float
    who: frozenset[Channel] = frozenset()
    wishes: tuple[str, ...] = ()
    lost: frozenset[Channel] = frozenset()
    alike: bool = False
    missing: bool = False

    def block(self) -> Block:
        """What the channels carry; one that is not heard carries nothing."""
        made = np.zeros((round(self.length_s * SAMPLE_RATE), 2), np.int16)
        for column, channel in enumerate(Channel):
            made[:, column] = channel in self.who - self.lost
        return made


@dataclass(frozen=True)
class Moment:
    """What was published after a block, and the step that it lies in."""

    shown: Snapshot
    step: Step
    wishes: tuple[str, ...]


class _Source:
    """The steps in blocks of `block_s`."""

    def __init__(self, steps: Iterable[Step], block_s: float, hearing: WrittenHearing) -> None:
        self._steps, self._hearing = self._cut(steps, round(block_s * SAMPLE_RATE)), hearing
        self.thread: Any = None
        self.lost: tuple[tuple[Channel, str], ...] = ()
        self._missing: list[AudioLost] = []
        self._at: Samples = 0
        self.read_of: list[tuple[Step, tuple[str, ...]]] = []

    @staticmethod
    def _cut(steps: Iterable[Step], size: Samples) -> Iterator[tuple[Step, tuple[str, ...], Block]]:
        for step in steps:
            block = step.block()
            for at in range(0, len(block), size):
                yield step, step.wishes if at == 0 else (), block[at : at + size]

    def read(self, _timeout_s: float) -> Block | None:
        following = next(self._steps, None)
        if following is None:
            return None
        step, wishes, block = following
        for wish in wishes:
            WISHES[wish](self.thread)
        self.lost = tuple((channel, "it was unplugged") for channel in Channel if channel in step.lost)
        self._hearing.alike = step.alike
        self._missing = [AudioLost(channel, self._at, len(block)) for channel in Channel if step.missing]
        self._at += len(block)
        self.read_of.append((step, wishes))
        return block

    def losses(self) -> list[AudioLost]:
        missing, self._missing = self._missing, []
        return missing

    def close(self) -> None:
        """There is nothing to close."""


def settings(preset: str = "client-led", **cues: Any) -> config.Settings:
    """The shipped ones of a preset, with other cues where a test says so."""
    shipped = config.load(preset=preset)
    return replace(shipped, cues=replace(shipped.cues, **cues))


def live(steps: Sequence[Step], chosen: config.Settings, block_s: float = 0.25) -> list[Moment]:
    """What a session of these steps shows, block by block."""
    hearing = WrittenHearing()
    pipeline = Pipeline(
        PipelineSettings(chosen.conversation, AS_DECIDED, lambda: hearing, chosen.trust, chosen.cues)
    )
    source = _Source(steps, block_s, hearing)
    shown: list[Snapshot] = []
    source.thread = AnalysisThread(source, pipeline, shown.append)
    source.thread.start()
    assert source.thread.join(JOIN_S)
    assert source.thread.error is None
    return [Moment(each, *read) for each, read in zip(shown, source.read_of, strict=False)]


def cues_of(moments: Sequence[Moment]) -> list[tuple[CueKind, Any]]:
    """The kind of each cue that was to be seen, and the second at which it came."""
    seen: dict[int, tuple[CueKind, Any]] = {}
    for moment in moments:
        if cue := moment.shown.cue:
            seen.setdefault(cue.number, (cue.kind, cue.at / SAMPLE_RATE))
    return list(seen.values())
