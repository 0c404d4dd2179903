"""What can be seen on the timeline, by the pixels."""

import sys
from dataclasses import replace

import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, QRect
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import QApplication

from monitor.conversation.remarks import Verdict
from monitor.replay.model import Marker, Span
from monitor.ui.review.look import fill, ink
from monitor.ui.review.timeline.items import Picture
from monitor.ui.review.timeline.panels import Panel
from monitor.ui.review.timeline.view import TimelineView
from monitor.ui.theme import DARK, LIGHT
from tests.ui.review.replays import CAME_IN, NOTHING, TALK, C, T, long_talk, spans

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HALF_HOUR = replace(NOTHING, duration_s=1800.0, silences=(), has_words=False)
KINDS = (
    *("successful_interruption", "attempted_interruption", "unresolved_overlap", "possible_overlap"),
    *("backchannel", "terminal_overlap", "monologue", "silent_interruption"),
)


def shown(qtbot, replay, theme=LIGHT):
    view = TimelineView(replay, theme)
    qtbot.addWidget(view)
    view.resize(1200, 420)
    view.show()
    qtbot.waitExposed(view)
    return view


def box(view, start_s, end_s, row):
    """A part of a row, in pixels of the plot."""
    place = view._canvas.place
    left, right = (place.left + (at - place.visible.start_s) / place.s_per_px for at in (start_s, end_s))
    return QRect(QPoint(round(left), round(row.top)), QPoint(round(right), round(row.bottom)))


def picture(view, where=None):
    image = view._canvas.grab(where) if where else view._canvas.grab()
    return image.toImage().convertToFormat(QImage.Format.Format_RGB32)


def count(image, colour, near=24):
    """How many pixels are about of that colour."""
    wanted = QColor(colour)
    return sum(
        abs(pixel.red() - wanted.red())
        + abs(pixel.green() - wanted.green())
        + abs(pixel.blue() - wanted.blue())
        <= near
        for pixel in (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    )


def panels(view):
    return [panel for panel in view.findChildren(Panel) if panel.isVisible()]


def rows(view):
    return view._canvas.place.rows


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_speaks_in_their_own_lane_and_colour(qtbot, theme):
    view = shown(qtbot, TALK, theme)
    lanes = rows(view).lane
    for role, other in ((T, C), (C, T)):
        span = TALK.speech[role][1 if role == C else 2]
        seen = picture(view, box(view, span.start_s + 0.5, span.end_s - 0.5, lanes[role]))
        assert count(seen, fill(theme, role)) > 0.7 * seen.width() * seen.height()
        assert count(picture(view, box(view, 0, 180, lanes[role])), fill(theme, other), near=10) < 60


def test_a_nod_is_seen_in_ninety_minutes(qtbot):
    nod = Span(2700.0, 2700.3)
    marker = Marker("therapist-2700.00", "backchannel", T, nod, None)
    replay = replace(HALF_HOUR, duration_s=5400.0, speech={T: [nod], C: ()}, markers=(marker,))
    view, without = shown(qtbot, replay), shown(qtbot, replace(HALF_HOUR, duration_s=5400.0))
    for row in (rows(view).lane[T], rows(view).events[T]):
        where = box(view, 2680, 2720, row)
        assert picture(view, where) != picture(without, where)
        assert picture(view, where.translated(200, 0)) == picture(without, where.translated(200, 0))


@pytest.mark.parametrize("by", [T, C])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_seen_on_the_side_of_its_speaker(qtbot, kind, by):
    marker = Marker("x", kind, by, Span(900.0, 901.0), None)
    view, without = shown(qtbot, replace(HALF_HOUR, markers=(marker,))), shown(qtbot, HALF_HOUR)
    for role in (T, C):
        where = box(view, 880, 920, rows(view).events[role])
        assert (picture(view, where) != picture(without, where)) is (role == by)


def test_no_two_kinds_look_alike(qtbot):
    seen = []
    for kind in KINDS:
        for verdict in (None, Verdict.SUPPORTIVE):
            marker = Marker("x", kind, T, Span(900.0, 930.0), verdict)
            view = shown(qtbot, replace(HALF_HOUR, markers=(marker,)))
            seen.append(picture(view, box(view, 860, 970, rows(view).events[T])))
    assert all(a != b for number, a in enumerate(seen) for b in seen[:number])


def test_what_was_contested_is_hollow(qtbot):
    def inked(verdict):
        view = shown(qtbot, replace(HALF_HOUR, markers=(replace(CAME_IN, verdict=verdict),)))
        return count(picture(view, box(view, 4, 24, rows(view).events[T])), fill(LIGHT, T))

    assert inked(Verdict.SUPPORTIVE) < 0.5 * inked(None)


def test_where_both_speak_the_seam_between_the_lanes_is_dark(qtbot):
    view = shown(qtbot, TALK)
    seam = rows(view).seam
    assert count(picture(view, box(view, 14.1, 14.7, seam)), LIGHT.text, near=180) > 10
    assert count(picture(view, box(view, 16, 19, seam)), LIGHT.text, near=180) == 0


def test_a_silence_bears_the_colour_of_who_ended_it(qtbot):
    view = shown(qtbot, TALK)
    band = box(view, 56.5, 60.0, rows(view).lane[T])
    assert count(picture(view, band), LIGHT.track) > 0.7 * band.width() * band.height()
    assert count(picture(view, box(view, 59, 60.4, rows(view).lane[C])), fill(LIGHT, C)) > 5
    assert count(picture(view, box(view, 59, 60.4, rows(view).lane[T])), fill(LIGHT, T)) == 0


def test_the_curve_has_gaps_where_there_is_no_share(qtbot):
    view = shown(qtbot, replace(TALK, intended=(), notes=()))
    share = rows(view).share
    assert count(picture(view, box(view, 100, 110, share)), LIGHT.text, near=90) > 30
    assert count(picture(view, box(view, 20, 28, share)), LIGHT.text, near=90) == 0


def test_words_appear_when_it_is_near_enough(qtbot):
    view = shown(qtbot, TALK)
    assert rows(view).words[C].height == 0
    curve = rows(view).share.height
    view._go(view.visible_part.between(0, 30))
    assert rows(view).share.height < curve
    row = rows(view).words[C]
    assert count(picture(view, box(view, 3, 14, row)), ink(LIGHT, C), near=60) > 30
    assert count(picture(view, box(view, 20.5, 27, row)), ink(LIGHT, C), near=60) == 0
    view.show_all()
    assert rows(view).share.height == curve
    assert picture(view) == picture(shown(qtbot, TALK))


def test_the_playhead_moves_without_the_rest_being_drawn(qtbot, monkeypatch):
    view = shown(qtbot, long_talk(90, 5000))
    view.grab()
    drawn, draw = [], Picture._drawn

    def noted(self, ratio):
        drawn.append(self)
        return draw(self, ratio)

    monkeypatch.setattr(Picture, "_drawn", noted)
    before = view._canvas._playhead.pos()
    for at_s in (100.0, 200.0, 300.0):
        view.show_position(at_s, follow=True)
        QApplication.processEvents()
    assert view._canvas._playhead.pos() != before
    assert drawn == []
    view.zoom_in()
    view.grab()
    assert len(drawn) == 1


def test_nothing_is_painted_while_nothing_changes(qtbot):
    view = shown(qtbot, TALK)
    view.show_position(12.0, follow=True)
    view.show_moment(CAME_IN.id)
    qtbot.wait(400)
    painted: list[QObject] = []
    for widget in (view._canvas.viewport(), view._minimap):
        widget.installEventFilter(Watch(widget, painted))
    view.show_position(12.0, follow=True)
    view.show_moment(CAME_IN.id)
    qtbot.wait(100)
    assert painted == []


class Watch(QObject):
    """Notes what is painted."""

    def __init__(self, parent, painted):
        super().__init__(parent)
        self.painted = painted

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted.append(watched)
        return False


def test_the_colours_follow_the_theme(qtbot):
    view = shown(qtbot, TALK)
    view.toggle_legend()
    view.set_theme(DARK)
    view._canvas.grab()
    assert picture(view).pixelColor(2, 2).name() == DARK.panel
    (panel,) = panels(view)
    assert panel.palette().window().color().name() == DARK.panel
    dark = picture(view)
    assert dark == picture(shown(qtbot, TALK, DARK))


def test_legend_and_keys_are_shown_one_at_a_time(qtbot):
    view = shown(qtbot, TALK)
    view.toggle_legend()
    view.toggle_keys()
    (panel,) = panels(view)
    assert panel.accessibleName() == "Keys"
    assert view._bar.buttons["toggle_keys"].isChecked()
    assert not view._bar.buttons["toggle_legend"].isChecked()
    assert view.rect().contains(panel.geometry().topLeft())
    view.toggle_keys()
    assert panels(view) == []
    assert not view._bar.buttons["toggle_keys"].isChecked()


def test_larger_type_needs_and_gets_more_room(qtbot):
    view = shown(qtbot, TALK)
    before = view._canvas.minimumSizeHint().height()
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    assert view._canvas.minimumSizeHint().height() > 1.7 * before
    view._canvas.grab()


def test_pyqtgraph_leaves_the_process_as_it_was(qtbot):
    shown(qtbot, TALK)
    assert "pyqtgraph" not in getattr(sys.excepthook, "__module__", "")


def test_speech_before_and_after_what_is_in_view_is_drawn_to_the_edge(qtbot):
    replay = replace(HALF_HOUR, speech={T: spans((0, 1800)), C: ()})
    view = shown(qtbot, replay)
    view._go(view.visible_part.between(600, 610))
    seen = picture(view, box(view, 600.1, 609.9, rows(view).lane[T]))
    assert count(seen, fill(LIGHT, T)) > 0.75 * seen.width() * seen.height()
