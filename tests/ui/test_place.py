import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPoint, QRect, QSize
from PyQt6.QtGui import QRegion

from monitor.ui.overlay.place import Place, PlaceFile, corner_within, pulled_back, whole_about

LAPTOP = QRect(0, 0, 1280, 800)
SECOND = QRect(1280, -200, 1920, 1080)


def overlay(x, y):
    return QRect(x, y, 260, 96)


@pytest.mark.parametrize(
    ("at", "screens", "expected"),
    [
        ((100, 100), [LAPTOP], (100, 100)),
        ((1020, 704), [LAPTOP], (1020, 704)),
        ((1021, 705), [LAPTOP], (1020, 704)),
        ((-50, -50), [LAPTOP], (0, 0)),
        ((5000, 5000), [LAPTOP], (1020, 704)),
        ((2000, 300), [LAPTOP, SECOND], (2000, 300)),
        ((1200, 300), [LAPTOP, SECOND], (1200, 300)),  # across both, and all of it to be seen
        ((2000, 300), [LAPTOP], (1020, 300)),  # the second screen has gone
        ((1200, -150), [LAPTOP, SECOND], (1280, -150)),
        ((100, 100), [QRect(0, 0, 200, 80)], (0, 0)),  # a screen smaller than the overlay
        ((7, 8), [], (7, 8)),
    ],
)
def test_an_overlay_out_of_sight_is_pulled_back(at, screens, expected):
    assert pulled_back(overlay(*at), screens) == QPoint(*expected)


RECTS = st.builds(
    QRect, st.integers(-4000, 4000), st.integers(-4000, 4000), st.integers(40, 4000), st.integers(30, 3000)
)
PANELS = st.builds(
    QRect, st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(1, 600), st.integers(1, 400)
)


@given(PANELS, st.lists(RECTS, min_size=1, max_size=4))
def test_on_whatever_screens_it_comes_to_lie_whole_and_stays_there(window, screens):
    corner = pulled_back(window, screens)
    there = QRect(corner, window.size())
    hidden = QRegion(there)
    for screen in screens:
        hidden -= QRegion(screen)
    roomy = [each for each in screens if each.width() >= window.width() and each.height() >= window.height()]
    if len(roomy) == len(screens):
        assert hidden.isEmpty()
    assert any(each.intersects(there) for each in screens)
    assert pulled_back(there, screens) == corner


@given(PANELS, st.builds(QSize, st.integers(1, 600), st.integers(1, 400)), RECTS)
def test_what_is_smaller_leads_back_to_the_whole_panel_that_it_lies_in(whole, size, screen):
    small = size.boundedTo(whole.size())
    part = QRect(corner_within(whole, small, screen), small)
    assert whole.contains(part)
    on_one_side = (part.center().x() > screen.center().x()) == (whole.center().x() > screen.center().x())
    in_one_half = (part.center().y() > screen.center().y()) == (whole.center().y() > screen.center().y())
    if on_one_side and in_one_half:
        assert whole_about(part, whole.size(), screen) == whole.topLeft()


def test_what_is_saved_is_loaded(tmp_path):
    file = PlaceFile(tmp_path / "not yet there" / "overlay.json")
    assert file.load() is None
    file.save(Place(12, -34, 0.85))
    assert file.load() == Place(12, -34, 0.85)
    file.save(Place(1, 2, 1.0))
    assert file.load() == Place(1, 2, 1.0)
    assert [path.name for path in (tmp_path / "not yet there").iterdir()] == ["overlay.json"]


def test_with_words_or_not_is_kept_and_a_file_that_does_not_say_is_without(tmp_path):
    file = PlaceFile(tmp_path / "overlay.json")
    file.save(Place(1, 2, 1.0, words=True))
    assert file.load() == Place(1, 2, 1.0, words=True)
    (tmp_path / "overlay.json").write_text('{"x": 1, "y": 2, "opacity": 1.0}')
    assert file.load() == Place(1, 2, 1.0, words=False)
    (tmp_path / "overlay.json").write_text('{"x": 1, "y": 2, "opacity": 1.0, "words": "maybe"}')
    assert file.load() == Place(1, 2, 1.0, words=False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"\xff\xfe",
        b'{"x": 1}',
        json.dumps({"x": "left", "y": 2, "opacity": 1}).encode(),
        json.dumps({"x": None, "y": 2, "opacity": 1}).encode(),
        b'{"x": Infinity, "y": 2, "opacity": 1}',
        b'{"x": 1, "y": 2, "opacity": NaN}',
        b'{"x": 1, "y": 2, "opacity": 0.01}',
        b'{"x": 1e12, "y": 2, "opacity": 1}',
    ],
)
def test_a_spoilt_file_is_as_good_as_none(tmp_path, content):
    path = tmp_path / "overlay.json"
    path.write_bytes(content)
    assert PlaceFile(path).load() is None


def test_a_place_that_cannot_be_kept_disturbs_nothing(tmp_path, caplog):
    (tmp_path / "a file").write_text("")
    with caplog.at_level(logging.WARNING):
        PlaceFile(tmp_path / "a file" / "overlay.json").save(Place(1, 2, 1.0))
    assert "could not be kept" in caplog.text
