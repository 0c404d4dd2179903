"""The ten seconds around a moment: two lanes of speech, with the moment marked across them."""

from PyQt6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from monitor.conversation.timeline import clock
from monitor.document import Role
from monitor.replay.model import Moment, Replay, Span
from monitor.ui.review.look import SMALL, fill, ink, resized
from monitor.ui.review.words import number, role_name
from monitor.ui.theme import LIGHT, Theme

translate = QCoreApplication.translate

LANES: tuple[Role, Role] = ("therapist", "client")


class Strip(QWidget):
    """Shows one moment of a replay; nothing until it is given one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._moment: Moment | None = None
        self._speech: dict[Role, list[Span]] = {}
        self._position_s: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_moment(self, replay: Replay, moment: Moment | None) -> None:
        self._moment = moment
        around = moment.around if moment is not None else Span(0.0, 0.0)
        self._speech = {role: _inside(replay, role, around) for role in LANES}
        self.setAccessibleName(self.tr("The ten seconds around it"))
        self.setAccessibleDescription(self._told())
        self.update()

    def show_position(self, position_s: float) -> None:
        inside = self._moment is not None and (
            self._moment.around.start_s <= position_s <= self._moment.around.end_s
        )
        shown = position_s if inside else None
        if shown != self._position_s:
            self._position_s = shown
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        unit = QFontMetricsF(self.font()).height()
        return QSize(round(unit * 14), round(unit * 5.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * 8), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._moment is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = resized(self.font(), SMALL)
        painter.setFont(small)
        metrics = QFontMetricsF(small)
        names = max(metrics.horizontalAdvance(role_name(role)) for role in LANES)
        lanes = QRectF(self.rect()).adjusted(names + metrics.height() * 0.6, 2, -4, -metrics.height() * 1.25)
        self._marked(painter, lanes, self._moment)
        for at, role in enumerate(LANES):
            lane = QRectF(
                lanes.left(), lanes.top() + at * lanes.height() / 2, lanes.width(), lanes.height() / 2
            )
            painter.setPen(ink(self._theme, role))
            box = QRectF(0, lane.top(), names, lane.height())
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), role_name(role)
            )
            self._lane(painter, lane, role)
        self._ticks(painter, lanes, metrics)
        self._playhead(painter, lanes)
        painter.end()

    def _x(self, lanes: QRectF, at_s: float) -> float:
        around = self._moment.around if self._moment is not None else Span(0.0, 1.0)
        return lanes.left() + lanes.width() * (at_s - around.start_s) / max(around.length_s, 0.001)

    def _marked(self, painter: QPainter, lanes: QRectF, moment: Moment) -> None:
        """The stretch of the moment, behind both lanes."""
        left = max(self._x(lanes, moment.span.start_s), lanes.left())
        right = min(self._x(lanes, moment.span.end_s), lanes.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.spoken))
        painter.drawRoundedRect(QRectF(left, lanes.top(), max(right - left, 2.0), lanes.height()), 2, 2)

    def _lane(self, painter: QPainter, lane: QRectF, role: Role) -> None:
        painter.setPen(QPen(QColor(self._theme.track), 1))
        middle, thick = lane.center().y(), lane.height() * 0.46
        painter.drawLine(QPointF(lane.left(), middle), QPointF(lane.right(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill(self._theme, role))
        for span in self._speech[role]:
            left, right = self._x(lane, span.start_s), self._x(lane, span.end_s)
            box = QRectF(left, middle - thick / 2, max(right - left, 1.0), thick)
            painter.drawRoundedRect(box.intersected(lane), 2, 2)

    def _ticks(self, painter: QPainter, lanes: QRectF, metrics: QFontMetricsF) -> None:
        """A tick each second; the time at the start of the moment."""
        if self._moment is None:
            return
        around = self._moment.around
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        for second in range(int(around.start_s) + 1, int(around.end_s) + 1):
            x = self._x(lanes, second)
            painter.drawLine(QPointF(x, lanes.bottom()), QPointF(x, lanes.bottom() + 3))
        painter.setPen(QColor(self._theme.quiet))
        line = QRectF(lanes.left(), lanes.bottom() + 3, lanes.width(), metrics.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), clock(around.start_s))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), clock(around.end_s))

    def _playhead(self, painter: QPainter, lanes: QRectF) -> None:
        if self._position_s is not None:
            x = self._x(lanes, self._position_s)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            painter.drawLine(QPointF(x, lanes.top()), QPointF(x, lanes.bottom()))

    def _told(self) -> str:
        return "; ".join(
            "{who}: {times}".format(who=role_name(role), times=", ".join(map(_stretch, spans)))
            for role, spans in self._speech.items()
        )


def _stretch(span: Span) -> str:
    return translate("Review", "{start} – {end} s").format(
        start=number(span.start_s, 1), end=number(span.end_s, 1)
    )


def _inside(replay: Replay, role: Role, around: Span) -> list[Span]:
    return [
        Span(max(span.start_s, around.start_s), min(span.end_s, around.end_s))
        for span in replay.speech[role]
        if span.end_s > around.start_s and span.start_s < around.end_s
    ]
