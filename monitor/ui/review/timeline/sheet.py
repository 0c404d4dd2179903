"""What everything on the timeline is drawn on: a painter, with the scale of time and the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from monitor.ui.review.timeline.glyphs import Glyphs
from monitor.ui.review.timeline.rows import Row, Rows
from monitor.ui.review.timeline.stretches import Numbers, raised
from monitor.ui.review.timeline.visible import Visible
from monitor.ui.theme import Theme

THIN_PX = 4.0
"""Below so many pixels in a second speech is shown by how much of each pixel it fills."""
_LEAST = 0.45
"""How strong the colour is, at least, where something happened."""


@dataclass
class Sheet:
    """`width` in pixels, `line` the height of a line of small text."""

    painter: QPainter
    visible: Visible
    width: float
    rows: Rows
    theme: Theme
    glyphs: Glyphs

    @cached_property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.painter.font())

    @cached_property
    def per_s(self) -> float:
        """Pixels in a second."""
        return self.width / self.visible.length_s

    def x(self, time_s: float) -> float:
        return (time_s - self.visible.start_s) * self.per_s

    def xs(self, times_s: Numbers) -> Numbers:
        return (times_s - self.visible.start_s) * self.per_s

    def box(self, start_s: float, end_s: float, row: Row, least: float = 1.0) -> QRectF:
        """A stretch of time in a row, at least so many pixels wide; cut off not far beyond the sides."""
        left = max(self.x(start_s), -20.0)
        right = min(self.x(end_s), self.width + 20.0)
        return QRectF(left, row.top, max(right - left, least), row.height)

    @cached_property
    def edges_s(self) -> Numbers:
        """Of the columns of device pixels."""
        columns = max(round(self.width * self.glyphs.ratio), 1)
        return np.linspace(self.visible.start_s, self.visible.end_s, columns + 1)

    def strip(self, covered: Numbers, colour: QColor, row: Row) -> None:
        """A row of columns, each as strong as it is covered."""
        strength = raised(covered, _LEAST)[:, None]
        blue, green, red = colour.blue(), colour.green(), colour.red()
        pixels = (np.array([blue, green, red, 255]) * strength).round().astype(np.uint8)
        form = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(pixels.tobytes(), len(pixels), 1, 4 * len(pixels), form)
        self.painter.drawImage(QRectF(0, row.top, self.width, row.height), image)

    def uprights(self, times_s: Iterable[float], top: float, bottom: float, colour: QColor) -> None:
        """A hair line at each time."""
        for time_s in times_s:
            self.painter.fillRect(QRectF(round(self.x(time_s)), top, 1, bottom - top), colour)

    def write(self, x: float, row: Row, text: str, colour: QColor) -> None:
        """Text that begins at x, in the middle of the row."""
        base = row.middle + (self.metrics.ascent() - self.metrics.descent()) / 2
        self.painter.setPen(colour)
        self.painter.drawText(round(x), round(base), text)

    def fitted(self, text: str, width: float) -> str:
        """The text as far as it fits, with an ellipsis where it was cut; empty where that says nothing."""
        if self.metrics.horizontalAdvance(text) <= width:
            return text
        elided = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return elided if len(elided) > 3 else ""


def faded(colour: str | QColor, strength: float) -> QColor:
    """The colour, see-through to this part."""
    made = QColor(colour)
    made.setAlphaF(strength)
    return made
