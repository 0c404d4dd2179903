"""What the tests of the timeline do to it: show it, point at it, press keys."""

from typing import Any

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.ui.review.timeline.marking import level
from monitor.ui.review.timeline.panels import Panel
from monitor.ui.review.timeline.view import TimelineView
from monitor.ui.theme import LIGHT
from tests.ui.review.replays import BOTH, CAME_IN, LECTURE, MAYBE, SUPPORTED, TRIED

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
STEPS = [CAME_IN, TRIED, SUPPORTED, BOTH, MAYBE, LECTURE]


def shown(qtbot, replay):
    view = TimelineView(replay, LIGHT)
    qtbot.addWidget(view)
    view.resize(1200, 420)
    view.show()
    qtbot.waitExposed(view)
    view._canvas.setFocus()
    return view


def emitted(signal):
    got: list[Any] = []
    signal.connect(got.append)
    return got


def at(view, time_s, row):
    """The point of the plot at this time, in the middle of a row."""
    place = view._canvas.place
    return QPoint(round(place.left + (time_s - place.visible.start_s) / place.s_per_px), round(row.middle))


def rows(view):
    return view._canvas.place.rows


def marker_at(view, marker):
    middle_s = (marker.span.start_s + marker.span.end_s) / 2
    point = at(view, middle_s, rows(view).share)
    return QPoint(point.x(), round(level(rows(view), (marker.kind, marker.by, False))))


def panels(view):
    return [panel for panel in view.findChildren(Panel) if panel.isVisible()]


def click(view, point, modifiers=NONE):
    QtBot.mouseClick(view._canvas.viewport(), LEFT, modifiers, point)


def drag(view, start, end, modifiers=NONE):
    port = view._canvas.viewport()
    QtBot.mousePress(port, LEFT, modifiers, start)
    for part in (0.3, 0.7, 1.0):
        QtBot.mouseMove(port, start + (end - start) * part)
    QtBot.mouseRelease(port, LEFT, modifiers, end)


def wheel(view, point, turn, modifiers=NONE):
    port = view._canvas.viewport()
    event = QWheelEvent(
        QPointF(point),
        QPointF(port.mapToGlobal(point)),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def key(view, which, modifiers=NONE):
    QtBot.keyClick(view._canvas, which, modifiers)


def stretch(view):
    part = view.visible_part
    return pytest.approx((part.start_s, part.end_s), abs=0.4)
