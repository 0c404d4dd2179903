"""How near an analysis comes to the truth about a scene."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.conversation.timeline import Channel
from tests.scenes.truth import TrueEvent, Truth
from tests.scenes.voice import Stretch

FRAME_S = 0.01
COLLAR_S = 0.05
"""Frames this near a true boundary are not scored."""
TOLERANCE_S = 1.0
"""An event is found if one is called whose onset lies this near."""
TRUE_INTERRUPTIONS = ("successful_interruption", "attempted_interruption")
INTERRUPTIONS = (*TRUE_INTERRUPTIONS, "unresolved_overlap")

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """How many of the true events were called, how many called ones are not true, how many were missed."""

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.hits / max(self.hits + self.extra, 1)

    @property
    def recall(self) -> float:
        return self.hits / max(self.hits + self.missed, 1)

    @property
    def f1(self) -> float:
        """1.0 where there was nothing to find and nothing was called."""
        sought = 2 * self.hits + self.extra + self.missed
        return 2 * self.hits / sought if sought else 1.0


@dataclass(frozen=True)
class Score:
    """`missed` and `false_alarm` are fractions of that channel's speech and of its silence.

    `interruptions` leaves out what is near a truly ambiguous overlap; `all_interruptions` does not.
    `outcomes_right` is the fraction of the found ones whose success or failure was told right.
    `backchannels_called` is the fraction of true backchannels, of both, called interruptions.
    """

    share_error_pp: float
    missed: Mapping[Channel, float]
    false_alarm: Mapping[Channel, float]
    interruptions: Mapping[Channel, Found]
    all_interruptions: Mapping[Channel, Found]
    outcomes_right: float
    backchannels_called: float


def score(truth: Truth, analysis: Mapping[str, Any]) -> Score:
    """The figures of an analysis (schema session-monitor/analysis/1)."""
    called = [_called(event) for event in analysis["events"]]
    frames = {c: _frames_wrong(truth, analysis["segments"][c.value], c) for c in Channel}
    return Score(
        share_error_pp=100 * abs(_share(analysis) - truth.therapist_share),
        missed={channel: missed for channel, (missed, _) in frames.items()},
        false_alarm={channel: alarm for channel, (_, alarm) in frames.items()},
        interruptions={c: _interruptions(truth, called, c, leave_out=True) for c in Channel},
        all_interruptions={c: _interruptions(truth, called, c, leave_out=False) for c in Channel},
        outcomes_right=_outcomes_right(truth, called),
        backchannels_called=_backchannels_called(truth, called),
    )


def pairs(true: Sequence[TrueEvent], called: Sequence[TrueEvent]) -> list[tuple[TrueEvent, TrueEvent]]:
    """True and called events of equal order, each used once, whose onsets lie near each other."""
    found, rest = [], list(called)
    for event in true:
        near = next((c for c in rest if abs(c.start - event.start) <= TOLERANCE_S and c.by is event.by), None)
        if near:
            rest.remove(near)
            found.append((event, near))
    return found


def _share(analysis: Mapping[str, Any]) -> float:
    """The therapist's share as it is said; while it is withheld, what the talk times make."""
    said = (analysis["talk_share"] or {}).get("therapist")
    if said is not None:
        return float(said)
    talk = analysis["talk_time_s"]
    return float(talk["therapist"] / max(talk["therapist"] + talk["client"], FRAME_S))


def _frames_wrong(truth: Truth, found: Iterable[Stretch], channel: Channel) -> tuple[float, float]:
    """Speech that was missed, and silence that was called speech, as fractions."""
    total = round(truth.duration / FRAME_S)
    true, said = _flags(truth.segments[channel], total), _flags(found, total)
    edges = [edge for stretch in truth.segments[channel] for edge in stretch]
    scored = ~_flags([(edge - COLLAR_S, edge + COLLAR_S) for edge in edges], total)
    return float(np.mean(~said[scored & true])), float(np.mean(said[scored & ~true]))


def _flags(stretches: Iterable[Stretch], total: int) -> Flags:
    """Which frames have their middle within a stretch."""
    flags = np.zeros(total, dtype=bool)
    for start, end in stretches:
        flags[max(round(start / FRAME_S), 0) : max(round(end / FRAME_S), 0)] = True
    return flags


def _interruptions(truth: Truth, called: list[TrueEvent], by: Channel, leave_out: bool) -> Found:
    """The interruptions of one speaker; those that are ambiguous may be left out on both sides."""
    true = truth.of(*TRUE_INTERRUPTIONS, by=by)
    said = [event for event in called if event.kind in INTERRUPTIONS and event.by is by]
    unsure = [event for event in truth.events if event.ambiguous and event.by is by] if leave_out else []
    true = [event for event in true if event not in unsure]
    unsure_said = [c for _, c in pairs(unsure, said)]
    said = [event for event in said if event not in unsure_said]
    hits = len(pairs(true, said))
    return Found(hits, len(said) - hits, len(true) - hits)


def _outcomes_right(truth: Truth, called: list[TrueEvent]) -> float:
    said = [event for event in called if event.kind in INTERRUPTIONS]
    found = pairs(truth.of(*TRUE_INTERRUPTIONS), said)
    return sum(true.kind == call.kind for true, call in found) / max(len(found), 1)


def _backchannels_called(truth: Truth, called: list[TrueEvent]) -> float:
    """Interruptions that have no true one to answer for them, but a backchannel."""
    said = [event for event in called if event.kind in INTERRUPTIONS]
    right = [call for _, call in pairs(truth.of(*TRUE_INTERRUPTIONS), said)]
    nods = truth.of("backchannel")
    return len(pairs(nods, [call for call in said if call not in right])) / max(len(nods), 1)


def _called(event: Mapping[str, Any]) -> TrueEvent:
    by = event["by"] and Channel(event["by"])
    return TrueEvent(event["kind"], by, event["start_s"], event["end_s"])
