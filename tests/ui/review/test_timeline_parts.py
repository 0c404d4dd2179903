"""The arithmetic of the timeline: what is in view, ticks, stretches in arrays, rows."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PyQt6.QtCore import QLocale

from monitor.replay.model import Span
from monitor.ui.review.timeline.rows import least_height, rows
from monitor.ui.review.timeline.stretches import Stretches, raised
from monitor.ui.review.timeline.ticks import tick_text, ticks
from monitor.ui.review.timeline.visible import SHORTEST_S, Visible

HOUR = Visible.all_of(3600.0)
any_time = st.floats(-1e5, 1e5)


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


@given(st.floats(0.0, 40_000.0), any_time, any_time, st.floats(0.001, 1000.0), any_time)
def test_nothing_leads_beyond_the_session_or_below_a_second(duration_s, start_s, end_s, factor, at_s):
    visible = Visible.all_of(duration_s).between(start_s, end_s)
    for changed in (visible, visible.zoomed(factor, at_s), visible.moved(at_s), visible.paged(at_s)):
        assert changed.start_s >= 0
        assert changed.end_s <= changed.whole_s + 1e-6
        assert changed.length_s >= min(SHORTEST_S, changed.whole_s) - 1e-6


@given(st.floats(0, 1), st.floats(1, 50))
def test_what_is_pointed_at_stays_where_it_is(part, factor):
    visible = HOUR.between(1000, 1600)
    about_s = 1000 + part * 600
    zoomed = visible.zoomed(factor, about_s)
    assert (about_s - zoomed.start_s) / zoomed.length_s == pytest.approx(part)


def test_zooming_in_and_out_again_comes_back():
    visible = HOUR.between(1000, 1600)
    assert visible.zoomed(4, 1200).zoomed(0.25, 1200) == visible


def test_a_very_short_session_is_shown_as_a_second():
    assert Visible.all_of(0.2).length_s == SHORTEST_S


def test_pages_are_turned_at_the_end_and_not_before():
    page = HOUR.between(100, 200)
    assert page.paged(150) is page
    assert page.paged(195) is page
    turned = page.paged(198)
    assert (turned.start_s, turned.length_s) == (190, 100)
    assert page.paged(40).holds(40)
    assert HOUR.paged(3599) is HOUR


def test_a_moment_out_of_view_is_brought_to_the_middle():
    page = HOUR.between(100, 200)
    assert page.showing(120, 130) is page
    assert page.showing(500, 510).between(455, 555) == page.showing(500, 510)
    assert page.showing(500, 900).holds(500)


@pytest.mark.parametrize(
    ("length_s", "texts"),
    [
        (
            5400,
            ["0:00", "10:00", "20:00", "30:00", "40:00", "50:00", "1:00:00", "1:10:00", "1:20:00", "1:30:00"],
        ),
        (60, ["0:00", "0:10", "0:20", "0:30", "0:40", "0:50", "1:00"]),
        (1, ["0:00.0", "0:00.1", "0:00.2", "0:00.3", "0:00.4", "0:00.5", "0:00.6", "0:00.7", "0:00.8"]),
    ],
)
def test_ticks_are_what_people_divide_time_by(length_s, texts):
    found = ticks(Visible.all_of(5400).between(0, length_s), 10)
    assert [text for _at, text in found.named][:10] == texts + ["0:00.9"] * (length_s == 1)


@given(st.floats(1, 100_000), st.floats(0, 1), st.integers(1, 40))
@example(length_s=3601.0, part=5.960464477539063e-08, most=1)
def test_ticks_are_in_view_and_no_more_than_fit(length_s, part, most):
    visible = Visible.all_of(100_000).between(part * 90_000, part * 90_000 + length_s)
    found = ticks(visible, most)
    assert len(found.named) <= most + 1
    assert all(visible.start_s - 1e-3 <= at <= visible.end_s + 1e-3 for at, _text in found.named)
    assert not {round(at, 3) for at, _text in found.named} & {round(at, 3) for at in found.between}


def test_tenths_are_written_as_the_language_writes_them():
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert tick_text(64.3, 0.1) == "1:04,3"
    assert tick_text(64.0, 1.0) == "1:04"


def test_how_much_of_each_column_is_speech():
    stretches = Stretches([Span(1, 2), Span(2.5, 3.5)])
    assert stretches.covered(np.arange(0.0, 6.0)) == pytest.approx([0, 1, 0.5, 0.5, 0])


def test_stretches_that_overlap_count_once():
    stretches = Stretches([Span(0, 4), Span(1, 2), Span(3, 5)])
    assert stretches.covered(np.array([0.0, 10.0])) == pytest.approx([0.5])


@given(
    st.lists(st.tuples(st.floats(0, 90), st.floats(0.01, 9)), max_size=30),
    st.floats(0, 100),
    st.floats(0, 20),
)
def test_what_is_in_view_is_what_touches_it(pairs, start_s, length_s):
    stretches = Stretches(Span(at, at + long) for at, long in pairs)
    part = stretches.within(start_s, start_s + length_s)
    for number in range(len(stretches)):
        begins, ends = stretches.start_s[number], stretches.end_s[number]
        if begins < ends:
            assert (part.start <= number < part.stop) == (begins < start_s + length_s and ends > start_s)


def test_the_stretch_that_a_moment_is_in():
    stretches = Stretches([Span(1, 2), Span(3, 4)])
    assert stretches.at(1.5) == Span(1, 2)
    assert stretches.at(2.0) is None
    assert stretches.at(0.5) is None
    assert Stretches([]).at(1) is None
    assert Stretches([]).covered(np.array([0.0, 1.0])).tolist() == [0.0]


def test_what_is_short_is_raised_and_what_is_beside_it_is_not():
    covered = np.array([0.0, 0.02, 0.1, 0.05, 0.0, 0.9, 0.2])
    assert raised(covered, 0.4).tolist() == [0.0, 0.02, 0.4, 0.05, 0.0, 0.9, 0.2]


@pytest.mark.parametrize("has_words", [True, False])
@pytest.mark.parametrize("more", [0, 60, 700])
def test_rows_stand_one_below_the_other_and_fill_the_height(has_words, more):
    line = 15.0
    height = least_height(line, has_words=has_words) + more
    found = rows(height, line, has_words=has_words)
    order = [
        found.notes,
        found.share,
        found.words["therapist"],
        found.events["therapist"],
        found.lane["therapist"],
    ]
    order += [found.seam, found.lane["client"], found.events["client"], found.words["client"], found.axis]
    assert all(above.bottom <= below.top + 1e-6 for above, below in pairwise(order))
    assert order[-1].bottom == pytest.approx(height)
    assert found.share.height >= 2 * line
    assert (found.words["client"].height > 0) is has_words
