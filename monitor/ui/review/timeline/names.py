"""What stands left of the plot: whose lane it is, and the scale of the curve."""

from PyQt6.QtCore import QCoreApplication, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter

from monitor.document import Role
from monitor.ui.review.look import ink
from monitor.ui.review.timeline.contents import ROLES
from monitor.ui.review.timeline.rows import Row, Rows
from monitor.ui.review.words import role_name
from monitor.ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SPACE = 8.0


def share_title() -> str:
    return QCoreApplication.translate("Review", "Talk share")


def width(bold: QFontMetricsF, small: QFontMetricsF) -> float:
    """How many pixels the names take."""
    written = [bold.horizontalAdvance(role_name(role)) for role in ROLES]
    return max(*written, small.horizontalAdvance(share_title())) + 2 * _SPACE


def draw_names(painter: QPainter, rows: Rows, wide: float, theme: Theme) -> None:
    """Into a gutter of that width; the painter's font is the small one."""
    line = QFontMetricsF(painter.font()).height()
    wide -= _SPACE
    painter.setPen(QColor(theme.quiet))
    painter.drawText(_box(rows.share.top + line / 2, line, wide), _RIGHT, share_title())
    if rows.share.height > 3.1 * line:
        text = QCoreApplication.translate("Review", "{percent} %").format(percent=50)
        painter.drawText(_box(rows.share.middle, line, wide), _RIGHT, text)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    for role in ROLES:
        _name(painter, role, rows.lane[role], wide, theme)


def _name(painter: QPainter, role: Role, row: Row, wide: float, theme: Theme) -> None:
    painter.setPen(ink(theme, role))
    painter.drawText(_box(row.middle, row.height, wide), _RIGHT, role_name(role))


def _box(middle: float, height: float, wide: float) -> QRectF:
    return QRectF(0, middle - height / 2, wide, height)
