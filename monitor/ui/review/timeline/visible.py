"""Which part of a session is in view, and how that changes: arithmetic, without a window."""

from dataclasses import dataclass

SHORTEST_S = 1.0
_MARGIN = 0.08
"""How far into the view the playhead stands after a page is turned, as a part of the view."""


@dataclass(frozen=True, slots=True)
class Visible:
    """[start_s, end_s) of a session of `whole_s`; never beyond it, and never shorter than a second."""

    start_s: float
    end_s: float
    whole_s: float

    @staticmethod
    def all_of(duration_s: float) -> "Visible":
        """The whole session; one of less than a second is shown as if it had a second."""
        whole_s = max(duration_s, SHORTEST_S)
        return Visible(0.0, whole_s, whole_s)

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def is_whole(self) -> bool:
        return self.length_s >= self.whole_s

    def between(self, start_s: float, end_s: float) -> "Visible":
        """This stretch, moved and resized as little as it takes to be allowed."""
        length_s = min(max(end_s - start_s, SHORTEST_S), self.whole_s)
        start_s = min(max(start_s, 0.0), self.whole_s - length_s)
        return Visible(start_s, start_s + length_s, self.whole_s)

    def zoomed(self, factor: float, about_s: float) -> "Visible":
        """Enlarged so many times, with `about_s` where it was."""
        length_s = min(max(self.length_s / factor, SHORTEST_S), self.whole_s)
        start_s = about_s - (about_s - self.start_s) * length_s / self.length_s
        return self.between(start_s, start_s + length_s)

    def moved(self, by_s: float) -> "Visible":
        return self.between(self.start_s + by_s, self.end_s + by_s)

    def holds(self, time_s: float) -> bool:
        return self.start_s <= time_s <= self.end_s

    def showing(self, start_s: float, end_s: float) -> "Visible":
        """With this stretch in it, in the middle where it was not; its beginning where it is too long."""
        if self.holds(start_s) and self.holds(end_s):
            return self
        length_s = end_s - start_s
        if length_s >= self.length_s:
            return self.moved(start_s - self.length_s * _MARGIN - self.start_s)
        return self.moved((start_s + end_s - self.length_s) / 2 - self.start_s)

    def paged(self, position_s: float) -> "Visible":
        """The page that the playhead is on: another only as it reaches the end, or is elsewhere."""
        margin_s = self.length_s * _MARGIN
        if self.start_s <= position_s <= self.end_s - margin_s / 2 or self.is_whole:
            return self
        return self.moved(position_s - margin_s - self.start_s)
