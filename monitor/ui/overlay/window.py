"""The overlay: a small panel that stays in view and is looked at now and then.

Everything here runs on the GUI thread.  Snapshots come in through `show_snapshot` (from
another thread by way of monitor.ui.bridge).  Wishes go out as signals and change nothing
here, so what is shown is always what the session says of itself.  What may be seen of it, and when
that may change, `calm` decides; where it lies, `lying`.
"""

import textwrap
import time
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QScreen,
    QShowEvent,
)
from PyQt6.QtWidgets import QApplication, QWidget

from monitor.conversation.snapshot import Snapshot
from monitor.ui.desktop.motion import keeps_still
from monitor.ui.display import composited
from monitor.ui.fonts import enlargement
from monitor.ui.overlay.appearing import Appearing
from monitor.ui.overlay.brush import WIDTH, Brush
from monitor.ui.overlay.calm import Calm, Face, begun
from monitor.ui.overlay.drag import Drag
from monitor.ui.overlay.dropping import drop_question
from monitor.ui.overlay.lying import Lying
from monitor.ui.overlay.menu import Looks, OverlayMenu
from monitor.ui.overlay.painting import CORNER, HEIGHT, Form, is_strip, left_out, paint_face, size_of
from monitor.ui.overlay.place import Place, PlaceFile
from monitor.ui.overlay.settings import Mode, OverlaySettings
from monitor.ui.start.parts import painted
from monitor.ui.theme import Theme, theme_for
from monitor.ui.wording import Captions, View, captions, joined

REDRAW_MS = 110
"""Between two redraws: a little over 100, so that no second holds more than ten of them."""

_SETTLED_MS = 400
_OPENING_MS = 1000
_NAME = "Session monitor"
_LARGEST = 3.0
_FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class OverlayWindow(QWidget):
    """Shows the newest snapshot; redraws when what may be seen changes, at most ten times a second.

    `place` keeps where it was left; without one it starts at the top right.  `way_back`: whether the
    user can fetch it from out of sight; otherwise a bar stays where there would be nothing.
    `stop_requested` comes once, from the menu or from closing the window.
    """

    pause_toggled = pyqtSignal(bool)
    """The wish: True to pause, False to go on."""
    swap_requested = pyqtSignal()
    bookmark_wished = pyqtSignal()
    intend_toggled = pyqtSignal(bool)
    """What follows is led on purpose; False: no longer."""
    mute_wished = pyqtSignal(object, bool)
    """No more cues of this kind; False: they may come again."""
    settings_wished = pyqtSignal()
    less_wished = pyqtSignal(bool)
    """To keep no more sound; True to drop the words and the sound that were kept as well."""
    stop_requested = pyqtSignal()

    def __init__(self, settings: OverlaySettings, place: PlaceFile | None = None) -> None:
        super().__init__(None, _FLAGS)
        self._settings, self._place = settings, place
        self.way_back = False
        self._remarks: dict[str, str] = {}
        self._calm = Calm(settings)
        self._mini = settings.mini
        self._face = begun(settings.mode)
        self._captions: Captions | None = None
        self._with_words = False
        self._newest: Snapshot | None = None
        self._latest: Snapshot | None = None
        self._stopping = False
        self._appearing = Appearing(self, settings.opacity)
        self._softly = settings.fade and not keeps_still()
        self._drag = Drag(self)
        self._pace = _once(self, REDRAW_MS, self._redraw)
        self._settled = _once(self, _SETTLED_MS, self._keep_place)
        self._opening = _once(self, _OPENING_MS, lambda: None)
        self._peeked = _once(self, round(settings.peek_s * 1000) + 20, self._again)
        self._corner = CORNER if QGuiApplication.platformName() != "xcb" or composited() else 0.0
        self._prepare()
        self._theme = self._wanted_theme()
        self._lying = Lying(self, self._scaled(WIDTH, HEIGHT))
        self._start()
        self._follow_desktop()
        self._tell()

    @property
    def shown(self) -> View:
        """The session as the panel has it, whether or not all of it may be seen now."""
        return self._face.view

    @property
    def face(self) -> Face:
        """What is seen."""
        return self._face

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show this one, now or when the last redraw is a tenth of a second old."""
        self._newest = snapshot
        if not self._pace.isActive():
            self._redraw()

    def apply(self, settings: OverlaySettings) -> None:
        """Go on with other settings; they come before what was chosen in the menu."""
        self._settings = settings
        self._calm.apply(settings)
        self._mini, self._appearing.opacity = settings.mini, settings.opacity
        self._softly = settings.fade and not keeps_still()
        self._peeked.setInterval(round(settings.peek_s * 1000) + 20)
        self._retheme()
        self._again()
        self._rescale()
        self._keep()

    def peek(self) -> None:
        """Show everything for a moment."""
        self._calm.peek(time.monotonic())
        self._peeked.start()
        self._again()

    def hide_for_now(self) -> None:
        """Out of sight until a peek, or until it is hidden once more; trouble is said all the same."""
        self._calm.hide()
        self._again()

    def context_menu(self) -> OverlayMenu:
        """The menu for the session as it is shown, wired to this window's signals."""
        words = None if self._captions is None else self._with_words
        theme = self._settings.theme
        looks = Looks(self._appearing.opacity, words, self._calm.mode, self._mini, theme)
        menu = OverlayMenu(self, self.shown, looks)
        menu.pause_toggled.connect(self.pause_toggled)
        menu.swap_requested.connect(self.swap_requested)
        menu.bookmark_wished.connect(self.bookmark_wished)
        menu.intend_toggled.connect(self.intend_toggled)
        menu.mute_wished.connect(self.mute_wished)
        menu.mode_chosen.connect(self.choose_mode)
        menu.mini_toggled.connect(self._choose_mini)
        menu.hide_wished.connect(self.hide_for_now)
        menu.words_toggled.connect(self._choose_words)
        menu.opacity_chosen.connect(self._choose_opacity)
        menu.settings_wished.connect(self.settings_wished)
        menu.sound_refused.connect(lambda: self.less_wished.emit(False))
        menu.drop_wished.connect(self._ask_before_dropping)
        menu.stop_requested.connect(self._stop)
        return menu

    def remark(self, about: str, sentence: str) -> None:
        """Something about the overlay itself, for the tooltip, in place of what was said of it before; or
        nothing."""
        self._remarks[about] = sentence
        self._tell()

    def _again(self) -> None:
        """What may be seen of the last snapshot may have changed."""
        if self._newest is None:
            self._newest = self._latest
        self._redraw()

    def _redraw(self) -> None:
        snapshot, self._newest = self._newest, None
        if snapshot is None:
            return
        self._latest = snapshot
        before = self._face.drawn, self._drawn_captions
        told = self.shown
        self._face, self._captions = self._seen(snapshot), captions(snapshot.words)
        if self.shown != told:
            self._tell()
        if (self._face.drawn, self._drawn_captions) == before:
            return
        self._appearing.wish(self._face.kind != "nothing", self._softly)
        self._fit()
        self.update()
        self._pace.start()

    def _seen(self, snapshot: Snapshot) -> Face:
        face = self._calm.face(snapshot, time.monotonic())
        if face.kind == "nothing" and not self.way_back:
            return Face("bar", face.view)
        return face

    @property
    def _small(self) -> bool:
        """Whether there is more to be seen by pointing at it."""
        return self._face.kind == "bar" or is_strip(self._face, self._mini)

    @property
    def _drawn_captions(self) -> Captions | None:
        return self._captions if self._with_words and not self._small else None

    def _tell(self) -> None:
        """The same words for a screen reader; under the mouse, beside the peek, what there is no room for.

        Its name, which is read out as it changes, has what presses or is said as a cue; never a figure.
        """
        shown = self.shown
        pressing = joined(
            shown.note if shown.pressing else "", shown.cue, shown.health if shown.unsaved else ""
        )
        name = f"{_NAME}: {pressing}" if pressing else _NAME
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.setAccessibleDescription(shown.sentence)
        said = (*left_out(shown, self.font()), *filter(None, self._remarks.values()))
        self.setToolTip("\n".join(textwrap.fill(line, 60) for line in said))

    def _stop(self) -> None:
        if not self._stopping:
            self._stopping = True
            self.stop_requested.emit()

    def _ask_before_dropping(self) -> None:
        question = drop_question(self)
        painted(question, self._settings.theme)
        question.accepted.connect(lambda: self.less_wished.emit(True))
        question.open()

    # How it looks

    def _prepare(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._corner > 0)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(_NAME)
        self.setFixedSize(self._size())

    def _wanted_theme(self) -> Theme:
        hints = QGuiApplication.styleHints()
        scheme = hints.colorScheme() if hints is not None else Qt.ColorScheme.Unknown
        return theme_for(self._settings.theme, scheme, QApplication.palette())

    def _retheme(self) -> None:
        wanted = self._wanted_theme()
        if wanted != self._theme:
            self._theme = wanted
            self.update()

    def choose_mode(self, mode: Mode) -> None:
        """When what is shown; kept for the next session."""
        self._calm.mode = mode
        self._calm.hidden = False
        self._again()
        self._keep()

    def _choose_mini(self, mini: bool) -> None:
        self._mini = mini
        self._fit()
        self.update()
        self._keep()

    def _choose_opacity(self, opacity: float) -> None:
        self._appearing.opacity = opacity
        self._keep()

    def _choose_words(self, wanted: bool) -> None:
        self._with_words = wanted
        self._fit()
        self.update()
        self._keep()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        with QPainter(self) as painter:
            brush = Brush(painter, self._theme, self.font(), self._scale)
            form = Form(self._mini, self._corner, self.isActiveWindow())
            paint_face(brush, self._face, self._drawn_captions, form)

    @property
    def _scale(self) -> float:
        """As the user wants it, on top of how large the desktop writes."""
        desktop = enlargement(QApplication.font(), QGuiApplication.platformName())
        return min(_LARGEST, self._settings.text_scale * desktop)

    def _scaled(self, width: int, height: int) -> QSize:
        return QSize(round(width * self._scale), round(height * self._scale))

    def _size(self) -> QSize:
        return self._scaled(*size_of(self._face, self._drawn_captions, self._mini, self.font()))

    def _rescale(self) -> None:
        self._lying.whole = self._scaled(WIDTH, HEIGHT)
        self._fit()
        self.update()

    # Where it lies

    def _start(self) -> None:
        kept = self._place.load() if self._place else None
        if kept is not None:
            self._appearing.opacity, self._with_words = kept.opacity, kept.words
            self._calm.mode = kept.mode or self._calm.mode
            self._mini = self._mini if kept.mini is None else kept.mini
            self._face = begun(self._calm.mode)
            self.setFixedSize(self._size())
        self.setWindowOpacity(self._appearing.opacity)
        self._lying.begin(QPoint(kept.x, kept.y) if kept else None)

    def _fit(self) -> None:
        """As large as what it shows."""
        if self._size() != self.size():
            self._keep_place()  # by the size that it was put there with
            self.setFixedSize(self._size())
            self._lying.pull_back()

    def _keep_place(self) -> None:
        """Keep where the user put it; where it was pushed to for want of a screen is not kept."""
        if self._lying.take_over():
            self._keep()

    def _keep(self) -> None:
        if self._place:
            left = self._lying.left_at
            opacity, mode, mini = round(self._appearing.opacity, 2), self._calm.mode, self._mini
            mode_kept = mode if mode != self._settings.mode else None
            mini_kept = mini if mini != self._settings.mini else None
            self._place.save(Place(left.x(), left.y(), opacity, self._with_words, mode_kept, mini_kept))

    def _follow_desktop(self) -> None:
        """Its colours and its screens may change at any time."""
        application, hints = QGuiApplication.instance(), QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._retheme)
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._pull_back)
            application.screenAdded.connect(self._watch)
            application.screenAdded.connect(self._pull_back)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._pull_back)

    def _pull_back(self) -> None:
        self._lying.pull_back()

    def _insist(self) -> None:
        """Once, as it opens: some X11 window managers (openbox) make Qt believe in a wrong place while
        they frame a new window, and a drag would start from there."""
        if self._opening.isActive() and self._lying.insist():
            self._opening.stop()

    def showEvent(self, event: QShowEvent | None) -> None:
        self._opening.start()

    def moveEvent(self, event: QMoveEvent | None) -> None:
        if event is not None and event.spontaneous():
            QTimer.singleShot(0, self._insist)
        self._settled.start()

    # What the user does

    def enterEvent(self, event: QEnterEvent | None) -> None:
        if self._small:
            self.peek()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        if event.key() == Qt.Key.Key_Space:
            self.peek()
        elif event.key() == Qt.Key.Key_B:
            self.bookmark_wished.emit()
        elif event.key() == Qt.Key.Key_I:
            self.intend_toggled.emit(not self.shown.intended)
        else:
            super().keyPressEvent(event)

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
        kind = None if event is None else event.type()
        if kind == QEvent.Type.PaletteChange:
            self._retheme()
        elif kind == QEvent.Type.ActivationChange:
            self.update()
        elif kind in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._rescale()
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
