"""What stands above what on the timeline."""

from dataclasses import dataclass

from monitor.document import Role


@dataclass(frozen=True, slots=True)
class Row:
    """From `top` to `bottom`, in pixels."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def holds(self, y: float) -> bool:
        return self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Rows:
    """From above: notes, talk share, and about the seam each speaker's words, events and speech, then the
    axis.  `seam` is where overlaps show."""

    notes: Row
    share: Row
    events: dict[Role, Row]
    words: dict[Role, Row]
    lane: dict[Role, Row]
    seam: Row
    axis: Row

    @property
    def lanes(self) -> Row:
        """Both lanes and what is between them."""
        return Row(self.lane["therapist"].top, self.lane["client"].bottom)


_NOTES, _SPACE, _EVENTS, _WORDS, _SEAM, _AXIS = 1.35, 0.4, 1.7, 1.2, 0.5, 1.5
_LANE_MIN, _SHARE_MIN = 1.2, 2.4
"""In heights of a line."""


def least_height(line: float, *, has_words: bool) -> float:
    """In pixels: what all rows need for a line of text of that height."""
    return line * (_fixed(has_words=has_words) + 2 * _LANE_MIN + _SHARE_MIN)


def _fixed(*, has_words: bool) -> float:
    return _NOTES + 2 * _SPACE + 2 * _EVENTS + (2 * _WORDS if has_words else 0.0) + _SEAM + _AXIS


def rows(height: float, line: float, *, has_words: bool) -> Rows:
    """The rows in so many pixels; what is left over goes to the lanes and the curve."""
    rest = max(height - least_height(line, has_words=has_words), 0.0)
    lane = min(line * _LANE_MIN + rest * 0.28, line * 4)
    share = max(height - line * _fixed(has_words=has_words) - 2 * lane, line * _SHARE_MIN)
    words = line * _WORDS if has_words else 0.0
    heights = (
        *(line * _NOTES, share, line * _SPACE, words, line * _EVENTS, lane, line * _SEAM),
        *(lane, line * _EVENTS, words, line * _SPACE, line * _AXIS),
    )
    made, top = [], 0.0
    for each in heights:
        made.append(Row(top, top + each))
        top += each
    return Rows(
        notes=made[0],
        share=made[1],
        events={"therapist": made[4], "client": made[8]},
        words={"therapist": made[3], "client": made[9]},
        lane={"therapist": made[5], "client": made[7]},
        seam=made[6],
        axis=made[11],
    )
