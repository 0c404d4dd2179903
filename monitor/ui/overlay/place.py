"""Where the overlay was left, kept from one session to the next."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtGui import QRegion

from monitor.ui.overlay.settings import Mode

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """The top left corner of the whole panel in logical pixels of the desktop, how solid it was made,
    with words or not, and the mode and form that were chosen in its menu, if any were."""

    x: int
    y: int
    opacity: float
    words: bool = False
    mode: Mode | None = None
    mini: bool | None = None


class PlaceFile:
    """A small JSON file.  Losing it costs one drag of the mouse, so nothing here is an error."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Place | None:
        """The kept place; None if there is none that can be used."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            words = kept.get("words", False) is True
            mode = kept.get("mode") if kept.get("mode") in get_args(Mode) else None
            mini = kept.get("mini") if isinstance(kept.get("mini"), bool) else None
            place = Place(int(kept["x"]), int(kept["y"]), float(kept["opacity"]), words, mode, mini)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
            return None
        usable = 0.3 <= place.opacity <= 1.0 and max(abs(place.x), abs(place.y)) < 2**24
        return place if usable else None

    def save(self, place: Place) -> None:
        """Keep it, whole or not at all."""
        written = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(json.dumps(asdict(place)), encoding="utf-8")
            written.replace(self._path)
        except OSError as error:
            _log.warning("The overlay's place could not be kept: %s", error)


def pulled_back(window: QRect, screens: Sequence[QRect]) -> QPoint:
    """The top left corner nearest to the window's own at which all of it is on the screens."""
    hidden = QRegion(window)
    for screen in screens:
        hidden -= QRegion(screen)
    if hidden.isEmpty() or not screens:
        return window.topLeft()
    nearby = [_inside(window, screen) for screen in screens]
    return min(nearby, key=lambda corner: (corner - window.topLeft()).manhattanLength())


def corner_within(whole: QRect, size: QSize, screen: QRect) -> QPoint:
    """Where something smaller lies in the place of the whole panel: at the side of the nearer edges."""
    right = whole.center().x() > screen.center().x()
    low = whole.center().y() > screen.center().y()
    return QPoint(
        whole.right() + 1 - size.width() if right else whole.left(),
        whole.bottom() + 1 - size.height() if low else whole.top(),
    )


def whole_about(part: QRect, size: QSize, screen: QRect) -> QPoint:
    """The reverse: the corner of the whole panel in whose place the part lies."""
    right = part.center().x() > screen.center().x()
    low = part.center().y() > screen.center().y()
    return QPoint(
        part.right() + 1 - size.width() if right else part.left(),
        part.bottom() + 1 - size.height() if low else part.top(),
    )


def _inside(window: QRect, screen: QRect) -> QPoint:
    """Where the window comes to lie when it is pushed into this screen, its top left before all."""
    return QPoint(
        max(screen.left(), min(window.x(), screen.right() + 1 - window.width())),
        max(screen.top(), min(window.y(), screen.bottom() + 1 - window.height())),
    )
