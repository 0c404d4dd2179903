"""What goes where on the panel, and that it stays inside and sharp."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PyQt6.QtGui import QFont, QFontMetricsF, QImage

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.painting import HEIGHT, WIDTH, arrange, folded
from monitor.ui.overlay.settings import OverlaySettings
from monitor.ui.overlay.theme import DARK, LIGHT
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.wording import STARTING, view
from tests.ui.pictures import BALANCED, STATES

BAR_ROW = 35
FOOT_ROWS = range(77, 92)


@pytest.fixture
def small(qapp):
    font = QFont()
    font.setPixelSize(12)
    return QFontMetricsF(font)


def drawn(snapshot, theme="light"):
    window = OverlayWindow(OverlaySettings(opacity=1.0, theme=theme))
    window.show_snapshot(snapshot)
    return window.grab().toImage()


def colour_at(image, x, y):
    return image.pixelColor(x, y).name()


@pytest.mark.parametrize(
    ("state", "bar", "caption", "withheld", "foot"),
    [
        ("balanced", True, True, 0, 1),
        ("monologue", True, True, 0, 1),
        ("lost channel", True, False, 0, 2),
        ("nobody heard", True, False, 0, 2),
        ("listening", True, False, 1, 1),
        ("listening, lost", False, False, 1, 2),
        ("withheld", False, False, 3, 0),
        ("withheld, lost", False, False, 2, 1),
        ("withheld, session known", True, False, 1, 1),
    ],
)
def test_long_words_take_the_lines_that_can_be_spared(small, state, bar, caption, withheld, foot):
    rows = arrange(view(STATES[state]), small)
    assert (rows.bar, rows.caption, len(rows.withheld), len(rows.foot)) == (bar, caption, withheld, foot)
    assert len(rows.baselines) >= rows.caption + len(rows.withheld) + 1 + len(rows.foot)


def test_the_session_moves_to_the_foot_when_the_caption_is_taken(small):
    assert arrange(view(STATES["withheld, session known"]), small).foot == (
        "Session 41 % / 59 % · 23 min so far",
    )


def test_words_are_folded_between_words_and_cut_with_an_ellipsis(small):
    width = small.horizontalAdvance("one two three")
    assert folded("", small, 2, width) == ()
    assert folded("one two", small, 2, width) == ("one two",)
    assert folded("one two three four", small, 2, width) == ("one two three", "four")
    assert folded("one two three four five, six seven", small, 2, width) == ("one two three", "four five…")
    assert folded("one two three four", small, 1, width) == ("one two…",)


def test_a_word_wider_than_the_line_is_cut_too(small):
    width = small.horizontalAdvance("one two three")
    for line in folded("averyveryverylongdevicename anotherveryverylongone x", small, 2, width):
        assert small.horizontalAdvance(line) <= width
        assert line.endswith("…")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_drawn_in_the_margins(qapp, state, theme):
    image = drawn(STATES[state], theme)
    panel = (LIGHT if theme == "light" else DARK).panel
    margin = [(x, y) for x in (*range(2, 11), *range(WIDTH - 11, WIDTH - 2)) for y in range(12, HEIGHT - 12)]
    margin += [(x, y) for x in range(12, WIDTH - 12) for y in (2, 3, 4, 5, HEIGHT - 4, HEIGHT - 3)]
    assert {colour_at(image, x, y) for x, y in margin} == {panel}


@pytest.mark.parametrize("state", STATES)
def test_the_corners_are_clear(qapp, state):
    image = drawn(STATES[state])
    corners = [(x, y) for x in (0, WIDTH - 1) for y in (0, HEIGHT - 1)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in corners)


@pytest.mark.parametrize("percent", [0, 1, 10, 38, 50, 83, 99, 100])
def test_the_bar_is_parted_where_the_number_says(qapp, percent):
    image = drawn(replace(BALANCED, share_rolling=replace(BALANCED.share_rolling, therapist=percent / 100)))
    row = [colour_at(image, x, BAR_ROW) for x in range(12, WIDTH - 12)]
    split = len(row) * percent / 100
    assert row.count(LIGHT.bar[Channel.THERAPIST]) == pytest.approx(split, abs=3)
    assert row.count(LIGHT.bar[Channel.CLIENT]) == pytest.approx(len(row) - split, abs=3)
    assert row.count(LIGHT.panel) == (2 if 0 < percent < 100 else 0)


def test_a_withheld_share_leaves_the_track_empty(qapp):
    image = drawn(STATES["listening"])
    assert {colour_at(image, x, BAR_ROW) for x in range(16, WIDTH - 16)} == {LIGHT.track}


def test_while_paused_the_colours_rest(qapp):
    image = drawn(STATES["paused"])
    row = {colour_at(image, x, BAR_ROW) for x in range(16, WIDTH - 16)}
    assert row == {*LIGHT.resting.values(), LIGHT.panel}


def test_before_the_first_snapshot_it_says_that_it_starts(qapp):
    window = OverlayWindow(OverlaySettings(opacity=1.0, theme="light"))
    assert window.shown == STARTING
    assert {colour_at(window.grab().toImage(), x, BAR_ROW) for x in range(16, WIDTH - 16)} == {LIGHT.track}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_edges_are_sharp_at_every_scale(tmp_path, scale):
    """Down through the bar there is panel, bar, panel, and no blend of them between."""
    subprocess.run(
        [sys.executable, "-m", "tests.ui.gallery", str(tmp_path), "--each", "--here"],
        env={"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale), "HOME": str(tmp_path)},
        check=True,
        timeout=60,
    )
    image = QImage(str(tmp_path / f"balanced-light-{scale * 100:.0f}.png"))
    assert (image.width(), image.height()) == (round(WIDTH * scale), round(HEIGHT * scale))
    bar, panel = LIGHT.bar[Channel.THERAPIST], LIGHT.panel
    column = [colour_at(image, round(60 * scale), y) for y in range(round(26 * scale), round(45 * scale))]
    changes = [now for now, before in zip(column, [None, *column], strict=False) if now != before]
    assert changes == [panel, bar, panel]
    row = [colour_at(image, x, round(BAR_ROW * scale)) for x in range(round(20 * scale), image.width() // 2)]
    changes = [now for now, before in zip(row, [None, *row], strict=False) if now != before]
    assert changes == [bar, panel, LIGHT.bar[Channel.CLIENT]]
