"""A microphone's level as a bar, and beside it in a word."""

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QWidget

from monitor.conversation.room import Meter
from monitor.conversation.timeline import Channel
from monitor.ui.soundcheck import words
from monitor.ui.theme import Theme
from monitor.ui.wording import name_of

LOWEST_DB = -70.0


class LevelBar(QWidget):
    """The bar, in the colour of its speaker; `expected` frames it: this one should speak now."""

    def __init__(self, channel: Channel, theme: Theme) -> None:
        super().__init__()
        self._theme, self._channel = theme, channel
        self._fraction, self._expected = 0.0, False
        self.setAccessibleName(self.tr("Level: {name}").format(name=name_of(channel)))

    @property
    def fraction(self) -> float:
        """How much of it is filled, 0 to 1."""
        return self._fraction

    def show_level(self, level_dbfs: float, expected: bool) -> None:
        fraction = min(1.0, max(0.0, 1 - level_dbfs / LOWEST_DB))
        if (fraction, expected) != (self._fraction, self._expected):
            self._fraction, self._expected = fraction, expected
            self.update()

    def sizeHint(self) -> QSize:
        high = self.fontMetrics().height()
        return QSize(16 * high, 3 * high // 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        round_ = around.height() / 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.track))
        painter.drawRoundedRect(around, round_, round_)
        filled = QRectF(around)
        filled.setWidth(around.width() * self._fraction)
        colours = self._theme.bar if self._expected else self._theme.resting
        painter.setBrush(QColor(colours[self._channel]))
        painter.drawRoundedRect(filled, round_, round_)
        if self._expected:
            painter.setPen(QColor(self._theme.number[self._channel]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(around, round_, round_)


class LevelRow:
    """Name, bar and word of one side, to be put into a grid."""

    def __init__(self, channel: Channel, theme: Theme) -> None:
        self.name = QLabel(name_of(channel))
        bold = self.name.font()
        bold.setBold(True)
        self.name.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(name_of(channel)))
        self.bar = LevelBar(channel, theme)
        self.word = QLabel()
        self.word.setMinimumWidth(self.word.fontMetrics().averageCharWidth() * 16)

    def show_meter(self, meter: Meter, expected: bool, unheard: bool) -> None:
        """`expected`: this one should be speaking now; `unheard`: and has not for a while."""
        self.bar.show_level(meter.level_dbfs, expected)
        word = words.loudness(meter.loudness, expected, unheard)
        if word != self.word.text():
            self.word.setText(word)
            self.bar.setAccessibleDescription(word)
        font = self.name.font()
        if font.bold() is not expected:
            font.setBold(expected)
            self.name.setFont(font)
