"""Where the overlay lies: where the user left it, as far as the screens allow, and at their edges.

The place is that of the whole panel.  What is smaller lies within it, at the side of the nearer
edges, so that it does not wander when it grows and shrinks.
"""

from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget

from monitor.ui.overlay.place import corner_within, pulled_back, whole_about

SNAP = 12
"""An edge this near draws the overlay to it."""
_SCREEN_MARGIN = 16


class Lying:
    """Moves a window; tells its own moves from the user's."""

    def __init__(self, window: QWidget, whole: QSize) -> None:
        self._window, self.whole = window, whole
        self.left_at = top_right(whole)
        self._own = window.pos()

    @property
    def moved_by_user(self) -> bool:
        return bool(self._window.pos() != self._own)

    def begin(self, left_at: QPoint | None) -> None:
        """Lie where it was left, or at the top right."""
        self.left_at = self.left_at if left_at is None else left_at
        self.pull_back(self.left_at)

    def take_over(self) -> bool:
        """Whether the user has put it elsewhere; that is where it was left then, drawn to the edges."""
        if not self.moved_by_user:
            return False
        part = self._window.geometry()
        self.left_at = whole_about(part, self._whole_for(part.size()), screen_about(part))
        snapped = drawn_to_edges(part, screen_about(part))
        if snapped != part.topLeft():
            self.left_at += snapped - part.topLeft()
            self._window.move(snapped)
        self._own = self._window.pos()
        return True

    def pull_back(self, wanted: QPoint | None = None) -> None:
        """As near to where the user left it as it can be seen whole: after it, or a screen, has changed."""
        size = self._window.size()
        if wanted is None and self.moved_by_user:
            part = self._window.geometry()
            wanted = whole_about(part, self._whole_for(size), screen_about(part))
        place = QRect(self.left_at if wanted is None else wanted, self._whole_for(size))
        corner = pulled_back(QRect(corner_within(place, size, screen_about(place)), size), screens())
        if corner != self._window.pos() or wanted is not None:
            self._own = corner
            self._window.move(corner)

    def insist(self) -> bool:
        """Back to where it was put; whether it was elsewhere."""
        elsewhere = self.moved_by_user
        if elsewhere:
            self._window.move(self._own)
        return elsewhere

    def _whole_for(self, size: QSize) -> QSize:
        """What is larger than the whole panel hangs from its upper edge."""
        return QSize(max(self.whole.width(), size.width()), max(self.whole.height(), size.height()))


def drawn_to_edges(window: QRect, screen: QRect) -> QPoint:
    """The window's corner, an edge of the screen within SNAP taken for where it was meant to be."""
    x, y = window.left(), window.top()
    for edge, mine in ((screen.left(), x), (screen.right() + 1 - window.width(), x)):
        x = edge if abs(mine - edge) <= SNAP else x
    for edge, mine in ((screen.top(), y), (screen.bottom() + 1 - window.height(), y)):
        y = edge if abs(mine - edge) <= SNAP else y
    return QPoint(x, y)


def screens() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def screen_about(window: QRect) -> QRect:
    """The screen that holds most of the window; the nearest if none does."""

    def far(screen: QRect) -> tuple[int, int]:
        shared = screen.intersected(window)
        return -shared.width() * shared.height(), (screen.center() - window.center()).manhattanLength()

    return min(screens(), key=far, default=window)


def top_right(size: QSize) -> QPoint:
    """Near the camera that most screens have on top, where a glance costs least."""
    screen = QGuiApplication.primaryScreen()
    free = screen.availableGeometry() if screen is not None else QRect()
    return free.topRight() + QPoint(1 - size.width() - _SCREEN_MARGIN, _SCREEN_MARGIN)
