"""The words on the overlay: asked for, drawn as they come, and kept from one session to the next."""

import time
from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from monitor.conversation.snapshot import Caption
from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.captions import STRIP
from monitor.ui.overlay.painting import HEIGHT
from monitor.ui.overlay.place import Place, PlaceFile
from tests.ui.gallery import show_words
from tests.ui.pictures import BALANCED, WORDS
from tests.ui.test_overlay_window import actions, drag, opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def place(tmp_path):
    return PlaceFile(tmp_path / "overlay.json")


@pytest.fixture
def overlay(qtbot, place):
    """Shown and painted, its paints counted from here on."""
    window = opened(qtbot, place)
    window.show_snapshot(BALANCED)
    QApplication.processEvents()
    window._pace.stop()
    window.paints = 0
    return window


TALKING = replace(BALANCED, words=WORDS)


def say(overlay, steady, unsteady=""):
    words = replace(WORDS, captions=(Caption(Channel.CLIENT, steady, unsteady),))
    overlay.show_snapshot(replace(BALANCED, words=words))


def test_there_are_no_words_until_they_are_asked_for(overlay, qtbot):
    overlay.show_snapshot(TALKING)
    for count in range(20):
        say(overlay, "so " * count, "tired")
        qtbot.wait(10)
    assert overlay.height() == HEIGHT
    assert overlay.paints == 0


def test_show_words_adds_two_lines_and_takes_them_away(overlay):
    overlay.show_snapshot(TALKING)
    assert not actions(overlay.context_menu())["Show words"].isChecked()
    actions(overlay.context_menu())["Show words"].trigger()
    assert (overlay.width(), overlay.height()) == (WIDTH, HEIGHT + STRIP)
    assert actions(overlay.context_menu())["Show words"].isChecked()
    actions(overlay.context_menu())["Show words"].trigger()
    assert overlay.height() == HEIGHT


def test_words_are_drawn_as_they_come_and_not_when_nothing_is_new(overlay):
    overlay.show_snapshot(TALKING)
    show_words(overlay)
    QApplication.processEvents()
    drawn = []
    for words in (("I was",), ("I was", "so"), ("I was", "so"), ("I was so",)):
        overlay._pace.stop()
        overlay.paints = 0
        say(overlay, *words)
        QApplication.processEvents()
        drawn.append(overlay.paints)
    assert drawn == [1, 1, 0, 1]


def test_a_thousand_words_a_second_give_ten_paints_at_most(overlay):
    overlay.show_snapshot(TALKING)
    show_words(overlay)
    QApplication.processEvents()
    overlay.paints = 0
    begun = time.monotonic()
    for number in range(1000):
        say(overlay, f"{number}")
        while time.monotonic() < begun + number / 1000:
            QApplication.processEvents()
    assert 2 <= overlay.paints <= 10


def test_where_nothing_is_transcribed_words_are_not_offered(overlay):
    assert not actions(overlay.context_menu())["Show words"].isEnabled()
    overlay.show_snapshot(TALKING)
    assert actions(overlay.context_menu())["Show words"].isEnabled()


def test_the_choice_is_kept_and_shows_once_there_are_words(overlay, place, qtbot):
    overlay.show_snapshot(TALKING)
    show_words(overlay)
    again = opened(qtbot, place)
    assert again.height() == HEIGHT
    again.show_snapshot(BALANCED)
    assert again.height() == HEIGHT
    again.show_snapshot(TALKING)
    again._pace.stop()
    again.show_snapshot(TALKING)
    assert again.height() == HEIGHT + STRIP
    assert actions(again.context_menu())["Show words"].isChecked()


def test_at_the_bottom_of_the_screen_the_words_push_it_up_and_it_comes_down_again(qtbot, place):
    free = QGuiApplication.screens()[0].availableGeometry()
    bottom = QPoint(300, free.bottom() + 1 - HEIGHT)
    place.save(Place(bottom.x(), bottom.y(), 1.0))
    window = opened(qtbot, place)
    window.show_snapshot(TALKING)
    show_words(window)
    assert window.pos() == bottom - QPoint(0, STRIP)
    qtbot.wait(500)
    assert place.load() == Place(bottom.x(), bottom.y(), 1.0, words=True)
    show_words(window)
    assert window.pos() == bottom


def test_where_it_was_dragged_while_pushed_up_is_where_it_stays(qtbot, place):
    free = QGuiApplication.screens()[0].availableGeometry()
    place.save(Place(300, free.bottom() + 1 - HEIGHT, 1.0))
    window = opened(qtbot, place)
    window.show_snapshot(TALKING)
    show_words(window)
    drag(window, QPoint(-50, -60))
    left = window.pos()
    qtbot.waitUntil(lambda: place.load() == Place(left.x(), left.y(), 1.0, words=True), timeout=2000)
    show_words(window)
    assert window.pos() == left


def test_what_is_said_is_not_read_out_or_under_the_mouse(overlay):
    overlay.show_snapshot(TALKING)
    show_words(overlay)
    assert "tired" not in overlay.accessibleDescription() + overlay.toolTip()
