"""The overlay: a small panel that stays in view and is looked at now and then.

Everything here runs on the GUI thread.  Snapshots come in through `show_snapshot` (from
another thread by way of monitor.ui.bridge).  Wishes go out as signals and change nothing
here, so what is shown is always what the session says of itself.
"""

import textwrap
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QScreen,
    QShowEvent,
)
from PyQt6.QtWidgets import QApplication, QWidget

from monitor.conversation.snapshot import Snapshot
from monitor.ui.display import composited
from monitor.ui.overlay.brush import WIDTH, Brush
from monitor.ui.overlay.drag import Drag
from monitor.ui.overlay.dropping import drop_question
from monitor.ui.overlay.menu import OverlayMenu
from monitor.ui.overlay.painting import CORNER, HEIGHT, height_of, paint_overlay
from monitor.ui.overlay.place import Place, PlaceFile, pulled_back
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.theme import Theme, theme_for
from monitor.ui.wording import STARTING, Captions, View, captions, view

REDRAW_MS = 110
"""Between two redraws: a little over 100, so that no second holds more than ten of them."""

_SETTLED_MS = 400
_OPENING_MS = 1000
_SCREEN_MARGIN = 16
_FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class OverlayWindow(QWidget):
    """Shows the newest snapshot; redraws when its words change, at most ten times a second.

    `place` keeps where it was left; without one it starts at the top right.  `stop_requested`
    comes once, from the menu or from closing the window.
    """

    pause_toggled = pyqtSignal(bool)
    """The wish: True to pause, False to go on."""
    swap_requested = pyqtSignal()
    less_wished = pyqtSignal(bool)
    """To keep no more sound; True to drop the words and the sound that were kept as well."""
    stop_requested = pyqtSignal()

    def __init__(self, settings: OverlaySettings, place: PlaceFile | None = None) -> None:
        super().__init__(None, _FLAGS)
        self._settings = settings
        self._place = place
        self._shown = STARTING
        self._captions: Captions | None = None
        self._with_words = False
        self._newest: Snapshot | None = None
        self._stopping = False
        self._drag = Drag(self)
        self._pace = _once(self, REDRAW_MS, self._redraw)
        self._settled = _once(self, _SETTLED_MS, self._keep_place)
        self._opening = _once(self, _OPENING_MS, lambda: None)
        self._corner = CORNER if QGuiApplication.platformName() != "xcb" or composited() else 0.0
        self._prepare()
        self._theme = self._wanted_theme()
        self._left_at = self._start_place()
        self._own_corner = self.pos()
        self._follow_desktop()
        self._tell()

    @property
    def shown(self) -> View:
        """What is on the panel."""
        return self._shown

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this one, now or when the last redraw is a tenth of a second old."""
        self._newest = snapshot
        if not self._pace.isActive():
            self._redraw()

    def context_menu(self) -> OverlayMenu:
        """The menu for the session as it is shown, wired to this window's signals."""
        words = None if self._captions is None else self._with_words
        menu = OverlayMenu(self, self._shown, self.windowOpacity(), words)
        menu.pause_toggled.connect(self.pause_toggled)
        menu.swap_requested.connect(self.swap_requested)
        menu.words_toggled.connect(self._choose_words)
        menu.opacity_chosen.connect(self._choose_opacity)
        menu.sound_refused.connect(lambda: self.less_wished.emit(False))
        menu.drop_wished.connect(self._ask_before_dropping)
        menu.stop_requested.connect(self._stop)
        return menu

    def _redraw(self) -> None:
        snapshot, self._newest = self._newest, None
        if snapshot is None:
            return
        before = self._shown, self._drawn_captions
        self._shown, self._captions = view(snapshot), captions(snapshot.words)
        if (self._shown, self._drawn_captions) == before:
            return
        if self._shown != before[0]:
            self._tell()
        self._fit()
        self.update()
        self._pace.start()

    @property
    def _drawn_captions(self) -> Captions | None:
        return self._captions if self._with_words else None

    def _tell(self) -> None:
        """The same words for a screen reader, and unabridged under the mouse."""
        self.setAccessibleDescription(self._shown.sentence)
        self.setToolTip("\n".join(textwrap.fill(line, 60) for line in self._shown.said))

    def _stop(self) -> None:
        if not self._stopping:
            self._stopping = True
            self.stop_requested.emit()

    def _ask_before_dropping(self) -> None:
        question = drop_question(self)
        question.accepted.connect(lambda: self.less_wished.emit(True))
        question.open()

    # How it looks

    def _prepare(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._corner > 0)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle("Session monitor")
        self.setAccessibleName("Session monitor")
        self.setFixedSize(WIDTH, HEIGHT)

    def _wanted_theme(self) -> Theme:
        hints = QGuiApplication.styleHints()
        scheme = hints.colorScheme() if hints is not None else Qt.ColorScheme.Unknown
        return theme_for(self._settings.theme, scheme, QApplication.palette())

    def _retheme(self) -> None:
        wanted = self._wanted_theme()
        if wanted != self._theme:
            self._theme = wanted
            self.update()

    def _choose_opacity(self, opacity: float) -> None:
        self.setWindowOpacity(opacity)
        self._keep()

    def _choose_words(self, wanted: bool) -> None:
        self._with_words = wanted
        self._fit()
        self.update()
        self._keep()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        with QPainter(self) as painter:
            brush = Brush(painter, self._theme, self.font())
            paint_overlay(brush, self._shown, self._drawn_captions, self._corner)

    # Where it lies

    def _start_place(self) -> QPoint:
        kept = self._place.load() if self._place else None
        self.setWindowOpacity(kept.opacity if kept else self._settings.opacity)
        self._with_words = kept is not None and kept.words
        corner = QPoint(kept.x, kept.y) if kept else _top_right()
        self.move(pulled_back(QRect(corner, self.size()), _screens()))
        return corner

    def _pull_back(self) -> None:
        """As near to where the user left it as it can be seen whole: after it, or a screen, has changed."""
        wanted = self._left_at if self.pos() == self._own_corner else self.pos()
        corner = pulled_back(QRect(wanted, self.size()), _screens())
        if corner != self.pos():
            self._own_corner = corner
            self.move(corner)

    def _fit(self) -> None:
        """As high as what it shows."""
        height = height_of(self._drawn_captions)
        if height != self.height():
            self.setFixedSize(WIDTH, height)
            self._pull_back()

    def _keep_place(self) -> None:
        """Keep where the user put it; where it was pushed to for want of a screen is not kept."""
        if self.pos() != self._own_corner:
            self._left_at = self._own_corner = self.pos()
            self._keep()

    def _keep(self) -> None:
        if self._place:
            left = self._left_at
            self._place.save(Place(left.x(), left.y(), round(self.windowOpacity(), 2), self._with_words))

    def _follow_desktop(self) -> None:
        """Its colours and its screens may change at any time."""
        application, hints = QGuiApplication.instance(), QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._retheme)
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._pull_back)
            application.screenAdded.connect(self._watch)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._pull_back)

    def _insist(self) -> None:
        """Once, as it opens: some X11 window managers (openbox) make Qt believe in a wrong place while
        they frame a new window, and a drag would start from there."""
        if self._opening.isActive() and self.pos() != self._own_corner:
            self._opening.stop()
            self.move(self._own_corner)

    def showEvent(self, event: QShowEvent | None) -> None:
        self._opening.start()

    def moveEvent(self, event: QMoveEvent | None) -> None:
        if event is not None and event.spontaneous():
            QTimer.singleShot(0, self._insist)
        self._settled.start()

    # What the user does

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._opening.stop()
            self._drag.press(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._drag.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self._drag.release()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is not None:
            self.context_menu().popup(event.globalPos())

    def changeEvent(self, event: QEvent | None) -> None:
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._retheme()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        if self._settled.isActive():
            self._settled.stop()
            self._keep_place()
        self._stop()
        super().closeEvent(event)


def _once(parent: QWidget, after_ms: int, then: Callable[[], None]) -> QTimer:
    """A timer that fires once for each start; a start while it runs begins anew."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(after_ms)
    timer.timeout.connect(then)
    return timer


def _screens() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


def _top_right() -> QPoint:
    """Near the camera that most screens have on top, where a glance costs least."""
    screen = QGuiApplication.primaryScreen()
    free = screen.availableGeometry() if screen is not None else QRect()
    return free.topRight() + QPoint(1 - WIDTH - _SCREEN_MARGIN, _SCREEN_MARGIN)
