"""Where sound is missing from a session: what the devices lost, without what was paused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from monitor.audio.align import AudioLost
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment
from monitor.engine.keeper import Keeper

HELD_UP = "the computer was asleep, or too busy to listen"
TOLD_FROM: Samples = SAMPLE_RATE // 2
"""A shorter hole is in the record, but nobody is told of it in words."""
NEAR: Samples = SAMPLE_RATE
"""A hole that begins so soon after one that was told is a part of it."""


class Holes:
    """What is missing, and what the keeper has been told of it."""

    def __init__(self) -> None:
        self._found: dict[Channel, list[AudioLost]] = {channel: [] for channel in Channel}  # source's clock
        self._new: list[AudioLost] = []  # session's clock
        self._not_heard: Mapping[Channel, str] = {}
        self._told_to: dict[Channel, Samples] = dict.fromkeys(Channel, -NEAR - 1)

    def find(self, losses: Sequence[AudioLost], paused: Sequence[Segment], now: bool) -> list[AudioLost]:
        """New losses of the source; what of them counts, on its clock: nothing while paused `now`."""
        for loss in losses:
            found = self._found[loss.channel]
            if found and found[-1].start + found[-1].length == loss.start:
                found[-1] = replace(found[-1], length=found[-1].length + loss.length)
            else:
                found.append(loss)
        self._new = [] if now else on_session_clock(losses, paused)
        return self._new

    def until(self, end: Samples, paused: Sequence[Segment]) -> list[AudioLost]:
        """All that was found up to `end` of the source, on the session's clock."""
        before = [
            replace(loss, length=min(loss.length, end - loss.start))
            for found in self._found.values()
            for loss in found
        ]
        return on_session_clock(before, paused)

    def tell(self, keeper: Keeper | None, lost: Mapping[Channel, str], heard: Samples) -> None:
        """Who is not heard now, and the holes of which nobody knew while they lasted."""
        before, self._not_heard = self._not_heard, lost
        for channel in Channel:
            if keeper and (why := lost.get(channel, "")) != before.get(channel, ""):
                keeper.lost(channel, heard, why)
            if channel in lost or channel in before:
                self._told_to[channel] = heard
        for hole in self._new:
            end = hole.start + hole.length
            known = hole.start <= self._told_to[hole.channel] + NEAR
            if keeper and not known and hole.length >= TOLD_FROM:
                keeper.lost(hole.channel, hole.start, HELD_UP)
                keeper.lost(hole.channel, end, "")
            if known or hole.length >= TOLD_FROM:
                self._told_to[hole.channel] = max(self._told_to[hole.channel], end)
        self._new = []


def on_session_clock(losses: Iterable[AudioLost], paused: Sequence[Segment]) -> list[AudioLost]:
    """The losses less the pauses before and within them; what a pause covers is none."""
    placed = []
    for loss in losses:
        start = _without(paused, loss.start)
        length = _without(paused, loss.start + loss.length) - start
        if length > 0:
            placed.append(AudioLost(loss.channel, start, length))
    return placed


def _without(paused: Sequence[Segment], at: Samples) -> Samples:
    return at - sum(min(pause.end, at) - pause.start for pause in paused if pause.start < at)
