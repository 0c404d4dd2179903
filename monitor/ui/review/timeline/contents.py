"""A session laid out for drawing: everything in order of time, as arrays that can be searched."""

from dataclasses import dataclass
from typing import TypeAlias, get_args

import numpy as np

from monitor.conversation.timeline import seconds
from monitor.document import Role
from monitor.replay.model import Marker, Quiet, Replay
from monitor.replay.passages import SpokenWord
from monitor.ui.review.timeline.stretches import Numbers, Stretches

ROLES: tuple[Role, ...] = get_args(Role)
STEPPED = (
    "successful_interruption",
    "attempted_interruption",
    "unresolved_overlap",
    "possible_overlap",
    "silent_interruption",
    "monologue",
)
"""The kinds that one goes through from one to the next; signs of listening are too many for that."""

Sort: TypeAlias = tuple[str, Role, bool]
"""What looks the same: the kind, who, whether it was contested."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Markers of one sort: `start_s` and `end_s` beside them, in the same order."""

    markers: tuple[Marker, ...]
    start_s: Numbers
    end_s: Numbers


@dataclass(frozen=True, slots=True)
class Said:
    """One speaker's words, `start_s` beside them."""

    words: tuple[SpokenWord, ...]
    start_s: Numbers


class Contents:
    """`markers` are parted by what they look like, the weighty ones last, to be drawn over the others."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.speech = {role: Stretches(replay.speech.get(role, ())) for role in ROLES}
        self.unheard = {role: Stretches(replay.unheard.get(role, ())) for role in ROLES}
        self.overlaps = Stretches(replay.overlaps)
        self.silences: tuple[Quiet, ...] = tuple(sorted(replay.silences, key=lambda each: each.span.start_s))
        self.quiet = Stretches(each.span for each in self.silences)
        self.markers = _by_sort(replay)
        self.steps = tuple(
            sorted(
                (each for each in replay.markers if each.kind in STEPPED), key=lambda each: each.span.start_s
            )
        )
        self.notes = tuple(sorted((seconds(each.at), each.text) for each in replay.notes))
        self.said = {role: _said(replay, role) for role in ROLES}
        self.share_at_s, self.share = _share(replay)

    def found(self, moment: str) -> Marker | Quiet | None:
        """The marker or silence of this id."""
        everything: list[Marker | Quiet] = [*self.replay.markers, *self.silences]
        return next((each for each in everything if each.id == moment), None)


def _by_sort(replay: Replay) -> dict[Sort, Marked]:
    sorts: dict[Sort, list[Marker]] = {}
    for each in sorted(replay.markers, key=lambda marker: marker.span.start_s):
        sorts.setdefault((each.kind, each.by, each.verdict is not None), []).append(each)
    return {sort: _marked(sorts[sort]) for sort in sorted(sorts, key=_weight)}


def _weight(sort: Sort) -> int:
    kind, _by, contested = sort
    order = ("terminal_overlap", "backchannel", "monologue", *reversed(STEPPED[:-1]))
    return 2 * order.index(kind) - contested if kind in order else -2


def _marked(markers: list[Marker]) -> Marked:
    return Marked(
        tuple(markers),
        np.array([each.span.start_s for each in markers]),
        np.array([each.span.end_s for each in markers]),
    )


def _said(replay: Replay, role: Role) -> Said:
    words = tuple(
        sorted(
            (word for passage in replay.passages if passage.by == role for word in passage.words),
            key=lambda word: word.start_ms,
        )
    )
    return Said(words, np.array([word.start_ms / 1000 for word in words]))


def _share(replay: Replay) -> tuple[Numbers, Numbers]:
    """Times, and the share at each; not a number where there is none."""
    at_s = np.array([at for at, _share in replay.share], dtype=float)
    share = np.array([np.nan if share is None else share for _at, share in replay.share], dtype=float)
    return at_s, share
