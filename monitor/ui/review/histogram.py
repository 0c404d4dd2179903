"""A histogram of replies: a bar to a tenth of a second, those in overlap apart, 200 ms marked."""

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from monitor.document import Role
from monitor.metrics.response_latency import QUICK_S
from monitor.replay.model import Reply
from monitor.ui.review.latency_bins import FIRST, LAST, STEP_MS, Bar, bars
from monitor.ui.review.look import SMALL, claimed, fill, focus_ring, resized, resting
from monitor.ui.review.words import number as written
from monitor.ui.theme import LIGHT, Theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_OWN = (*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Histogram(QWidget):
    """Left and right go from bar to bar; Enter, Space or a click chooses its replies (`chosen`: a Bar)."""

    chosen = pyqtSignal(object)

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role: Role = role
        self._theme: Theme = LIGHT
        self.bars: tuple[Bar, ...] = ()
        self.picked: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_replies(self, replies: Sequence[Reply]) -> None:
        self.bars, self.picked = bars(replies), None
        self.setAccessibleDescription("")
        if self.hasFocus():
            self._step(1)
        self.update()

    def pick(self, number: int | None) -> None:
        """Mark a bar; None: no bar."""
        if number != self.picked:
            self.picked = number
            self.setAccessibleDescription("" if number is None else self._told(self.bars[number]))
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        unit = QFontMetricsF(self.font()).height()
        return QSize(round(unit * 16), round(unit * 6))

    def minimumSizeHint(self) -> QSize:
        unit = QFontMetricsF(self.font()).height()
        return QSize(round(unit * 9), round(unit * 4.5))

    def bar_box(self, number: int) -> QRectF:
        """Where a bar may reach; its foot is the axis."""
        field = self._field()
        wide = field.width() / (LAST - FIRST + 1.6)
        apart = wide * 0.6 if self.bars[number].step >= 0 else 0.0  # overlaps stand apart
        return QRectF(field.left() + wide * number + apart, field.top(), wide, field.height())

    def event(self, event: QEvent | None) -> bool:
        if claimed(event, _OWN):
            return True
        if isinstance(event, QHelpEvent):
            number = self._number_at(event.pos().x())
            text = self._told(self.bars[number]) if number is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _OWN and self.picked is not None:
            self.chosen.emit(self.bars[self.picked])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        number = self._number_at(event.position().x()) if event is not None else None
        if number is not None and self.bars[number].replies:
            self.pick(number)
            self.chosen.emit(self.bars[number])

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        super().focusInEvent(event)
        if self.picked is None:
            self._step(1)
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._axis(painter)
        most = max((len(bar.replies) for bar in self.bars), default=0)
        for number, bar in enumerate(self.bars):
            if bar.replies:
                self._bar(painter, number, len(bar.replies) / most)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), self._theme)
        painter.end()

    def _field(self) -> QRectF:
        low = QFontMetricsF(resized(self.font(), SMALL)).height() * 1.2
        return QRectF(self.rect()).adjusted(12, 8, -12, -low - 4)

    def _x(self, number: int) -> float:
        return self.bar_box(number).left()

    def _axis(self, painter: QPainter) -> None:
        field = self._field()
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        if not self.bars:
            return
        quick = self._x(round(QUICK_S * 1000) // STEP_MS - FIRST)
        painter.setPen(QPen(QColor(self._theme.quiet), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(quick, field.top()), QPointF(quick, field.bottom()))
        painter.setFont(resized(self.font(), SMALL))
        painter.setPen(QColor(self._theme.quiet))
        for step, text in (
            (FIRST, self.tr("overlap")),
            (0, "0"),
            (10, self.tr("1 s")),
            (20, self.tr("2 s")),
            (LAST, self.tr("3 s +")),
        ):
            self._label(painter, field, self.bar_box(step - FIRST), text, step)
        metrics = painter.fontMetrics()
        said = self.tr("200 ms")
        painter.drawText(QPointF(quick + 4, field.top() + metrics.ascent()), said)

    def _label(self, painter: QPainter, field: QRectF, bar: QRectF, text: str, step: int) -> None:
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(text)
        left = bar.left() if step <= 0 else bar.left() - wide / 2
        left = min(max(left, field.left()), field.right() - wide)
        painter.drawText(QPointF(left, field.bottom() + 3 + metrics.ascent()), text)

    def _bar(self, painter: QPainter, number: int, share: float) -> None:
        box = self.bar_box(number)
        high = max(box.height() * 0.82 * share, 3.0)
        drawn = QRectF(box.left() + 0.5, box.bottom() - high, max(box.width() - 1, 1.0), high)
        ahead = self.bars[number].overlaps
        painter.setPen(QPen(fill(self._theme, self._role), 1) if ahead else Qt.PenStyle.NoPen)
        painter.setBrush(resting(self._theme, self._role) if ahead else fill(self._theme, self._role))
        painter.drawRect(drawn)
        if number == self.picked:
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(drawn.adjusted(-1.5, -1.5, 1.5, 1.5))

    def _number_at(self, x: float) -> int | None:
        """The bar there, or the nearest that holds anything within a few pixels."""
        held = [number for number, bar in enumerate(self.bars) if bar.replies]
        nearest = min(held, key=lambda number: abs(self.bar_box(number).center().x() - x), default=None)
        if nearest is None or abs(self.bar_box(nearest).center().x() - x) > max(6.0, self.bar_box(0).width()):
            return None
        return nearest

    def _step(self, by: int) -> None:
        held = [number for number, bar in enumerate(self.bars) if bar.replies]
        if not held:
            return
        if self.picked in held:
            at = min(max(held.index(self.picked) + by, 0), len(held) - 1)
        else:
            at = 0 if by > 0 else len(held) - 1
        self.pick(held[at])

    def _told(self, bar: Bar) -> str:
        if bar.step == FIRST:
            said = self.tr("{to} s before the other ended or earlier: {count}")
        elif bar.overlaps:
            said = self.tr("{to} to {start} s before the other ended: {count}")
        elif bar.step == LAST:
            said = self.tr("{start} s after the other ended or later: {count}")
        else:
            said = self.tr("{start} to {to} s after the other ended: {count}")
        start, to = abs(bar.step) / 10, abs(bar.step + 1) / 10
        return said.format(count=len(bar.replies), start=written(start, 1), to=written(to, 1))
