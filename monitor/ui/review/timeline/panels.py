"""What can be laid over the timeline to explain it: the legend, and the keys."""

from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from monitor.ui.review.look import SMALL, fill, painted, resized
from monitor.ui.review.timeline.drawing import draw_hatch
from monitor.ui.review.timeline.glyphs import draw_glyph
from monitor.ui.review.timeline.keys import explained, mouse_explained
from monitor.ui.review.timeline.marking import draw_flag
from monitor.ui.review.timeline.rows import Row
from monitor.ui.review.timeline.sheet import faded
from monitor.ui.review.words import kind_name, role_name
from monitor.ui.theme import Theme

translate = QCoreApplication.translate
_KINDS = (
    "successful_interruption",
    "attempted_interruption",
    "unresolved_overlap",
    "possible_overlap",
    "silent_interruption",
    "backchannel",
    "terminal_overlap",
    "monologue",
)
Paint = Callable[[QPainter, QRectF, Theme], None]


class Swatch(QWidget):
    """One sign of the legend."""

    def __init__(self, paint: Paint, theme: Theme) -> None:
        super().__init__()
        self._paint, self._theme = paint, theme

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self.font()).height()
        return QSize(round(line * 1.8), round(line))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, QRectF(self.rect()), self._theme)


class Panel(QFrame):
    """A sheet that lies over the plot until it is put away."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(name)
        self.setFont(resized(parent.font(), SMALL))
        self.grid = QGridLayout(self)
        self.grid.setVerticalSpacing(2)
        self.grid.setHorizontalSpacing(10)
        self.hide()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.palette().window())
        painter.setPen(QPen(self.palette().mid().color(), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def legend(parent: QWidget, theme: Theme) -> Panel:
    """What the shapes and colours mean."""
    panel = Panel(parent, translate("Review", "Legend"))
    entries = [(swatch, text) for swatch, text in _entries()]
    half = -(-len(entries) // 2)
    for number, (paint, text) in enumerate(entries):
        column, row = divmod(number, half)
        panel.grid.addWidget(Swatch(paint, theme), row, 2 * column)
        panel.grid.addWidget(QLabel(text), row, 2 * column + 1)
    _finish(panel, theme)
    return panel


def keys(parent: QWidget, theme: Theme) -> Panel:
    """What the keys and the mouse do."""
    panel = Panel(parent, translate("Review", "Keys"))
    rows = [*explained(), *mouse_explained()]
    half = -(-len(rows) // 2)
    for number, (key, what) in enumerate(rows):
        column, row = divmod(number, half)
        label = QLabel(key)
        label.setFont(resized(panel.font(), 1.0, bold=True))
        panel.grid.addWidget(label, row, 2 * column)
        panel.grid.addWidget(QLabel(what), row, 2 * column + 1)
    _finish(panel, theme)
    return panel


class Explained:
    """The one of both sheets that is shown, if any, at the right over the plot."""

    def __init__(self, parent: QWidget, plot: QWidget) -> None:
        self._parent, self._plot = parent, plot
        self._theme: Theme | None = None
        self._panel: Panel | None = None
        self.shown = ""

    def toggle(self, name: str) -> None:
        """Show "legend" or "keys", or put it away."""
        shown = "" if name == self.shown else name
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.shown = shown
        if shown and self._theme is not None:
            self._panel = {"legend": legend, "keys": keys}[shown](self._parent, self._theme)
            self._panel.show()
            self.place()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if shown := self.shown:
            self.toggle(shown)
            self.toggle(shown)

    def place(self) -> None:
        if self._panel is not None:
            self._panel.adjustSize()
            left = self._parent.width() - self._panel.width() - 8
            self._panel.move(max(left, 0), self._plot.y() + 4)
            self._panel.raise_()


def _finish(panel: Panel, theme: Theme) -> None:
    panel.grid.setColumnMinimumWidth(2, 20)
    painted(panel, theme)
    panel.setAutoFillBackground(False)


def _entries() -> list[tuple[Paint, str]]:
    kinds: list[tuple[Paint, str]] = [(_glyph(kind), kind_name(kind)) for kind in _KINDS]
    return [
        (_speaker("therapist"), role_name("therapist")),
        (_speaker("client"), role_name("client")),
        *kinds,
        (
            _glyph("successful_interruption", contested=True),
            translate("Review", "Contested: does not count"),
        ),
        (_both, translate("Review", "Both speak")),
        (_silence, translate("Review", "Silence, and who ended it")),
        (_unheard, translate("Review", "Not heard")),
        (_intended, translate("Review", "Led on purpose")),
        (_note, translate("Review", "Note")),
        (_curve, translate("Review", "Therapist's share of the last 5 minutes")),
    ]


def _glyph(kind: str, *, contested: bool = False) -> Paint:
    def paint(painter: QPainter, box: QRectF, theme: Theme) -> None:
        draw_glyph(painter, box.center(), box.height() * 0.38, (kind, "therapist", contested), theme)

    return paint


def _speaker(role: str) -> Paint:
    def paint(painter: QPainter, box: QRectF, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill(theme, "therapist" if role == "therapist" else "client"))
        painter.drawRoundedRect(box.adjusted(2, box.height() * 0.2, -2, -box.height() * 0.2), 3, 3)

    return paint


def _both(painter: QPainter, box: QRectF, theme: Theme) -> None:
    middle = box.center().y()
    painter.fillRect(QRectF(box.left() + 2, middle - 2, box.width() - 4, 4), faded(theme.text, 0.8))


def _silence(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.track))
    painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 4, 4)
    painter.setBrush(fill(theme, "client"))
    tip, side = QPointF(box.right() - 4, box.center().y()), box.height() * 0.28
    painter.drawPolygon(tip, tip - QPointF(side * 1.2, side), tip - QPointF(side * 1.2, -side))


def _unheard(painter: QPainter, box: QRectF, theme: Theme) -> None:
    draw_hatch(painter, box.adjusted(2, 2, -2, -2), theme)


def _note(painter: QPainter, box: QRectF, theme: Theme) -> None:
    draw_flag(painter, box.left() + box.width() * 0.35, Row(box.top(), box.bottom()), theme)


def _intended(painter: QPainter, box: QRectF, theme: Theme) -> None:
    inner = box.adjusted(2, 1, -2, -1)
    painter.fillRect(inner, faded(theme.accent, 0.14))
    painter.fillRect(QRectF(inner.left(), inner.top(), inner.width(), 2), faded(theme.accent, 0.6))


def _curve(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.text), 1.8))
    left, middle, right = box.left() + 2, box.center(), box.right() - 2
    first, second = QPointF(left, middle.y() + 3), QPointF(middle.x() - 3, middle.y() - 3)
    painter.drawPolyline(first, second, QPointF(right, middle.y() + 1))
