"""What is where on the timeline, for the pointer."""

from dataclasses import dataclass

import numpy as np

from monitor.document import Role
from monitor.replay.model import Marker, Quiet
from monitor.ui.review.timeline.contents import ROLES, Contents
from monitor.ui.review.timeline.rows import Rows
from monitor.ui.review.timeline.visible import Visible

REACH_PX = 8.0
"""How far beside a marker one may point."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything is: the plot begins at `left` and is `width` pixels wide."""

    contents: Contents
    rows: Rows
    visible: Visible
    left: float
    width: float

    def time_s(self, x: float) -> float:
        """The time at a point, within the session."""
        time_s = self.visible.start_s + (x - self.left) * self.s_per_px
        return min(max(time_s, 0.0), self.contents.replay.duration_s)

    @property
    def s_per_px(self) -> float:
        return self.visible.length_s / self.width

    @property
    def _reach_s(self) -> float:
        return REACH_PX * self.s_per_px

    def marker(self, x: float, y: float) -> Marker | None:
        """The marker pointed at, the weightiest where several are near."""
        time_s = self.time_s(x)
        for (kind, by, _contested), marked in reversed(self.contents.markers.items()):
            if not self.rows.events[by].holds(y):
                continue
            if kind == "monologue":
                beside = np.maximum(marked.start_s - time_s, time_s - marked.end_s)
            else:
                beside = np.abs((marked.start_s + marked.end_s) / 2 - time_s)
            nearest = int(np.argmin(beside))
            if beside[nearest] <= self._reach_s:
                return marked.markers[nearest]
        return None

    def silence(self, x: float, y: float) -> Quiet | None:
        """The silence pointed at, where it can be seen as one."""
        span = self.contents.quiet.at(self.time_s(x))
        if span is None or not self.rows.lanes.holds(y):
            return None
        first: int = self.contents.quiet.within(span.start_s, span.end_s).start
        return self.contents.silences[first]

    def sign(self, x: float, y: float) -> Quiet | None:
        """The silence whose sign of who ended it is pointed at."""
        found = self.silence(x, y)
        if found is None or self.time_s(x) < found.span.end_s - 2 * self._reach_s:
            return None
        row = self.rows.seam if found.ended_by is None else self.rows.lane[found.ended_by]
        return found if abs(y - row.middle) <= REACH_PX else None

    def note(self, x: float, y: float) -> tuple[float, str] | None:
        """The time and text of the note whose flag is pointed at."""
        if not self.rows.notes.holds(y):
            return None
        time_s, reach_s = self.time_s(x), self._reach_s
        near = [each for each in self.contents.notes if -reach_s / 2 <= time_s - each[0] <= 2 * reach_s]
        return min(near, key=lambda each: abs(each[0] - time_s), default=None)

    def lane(self, y: float) -> Role | None:
        return next((role for role in ROLES if self.rows.lane[role].holds(y)), None)
