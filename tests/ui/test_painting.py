"""What goes where on the panel, and that it stays inside and sharp."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PyQt6.QtGui import QFont, QFontMetricsF, QImage

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.brush import WIDTH
from monitor.ui.overlay.captions import STRIP
from monitor.ui.overlay.folding import folded
from monitor.ui.overlay.painting import HEIGHT, arrange
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.theme import DARK, LIGHT
from monitor.ui.wording import starting, view
from tests.ui.gallery import show_words
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED, CAPTIONED, STATES

BAR_ROW = 35
FOOT_ROWS = range(77, 92)


@pytest.fixture
def small(qapp):
    font = QFont()
    font.setPixelSize(12)
    return QFontMetricsF(font)


def drawn(snapshot, theme="light"):
    window = OverlayWindow(overlay_settings(theme=theme))
    window.show_snapshot(snapshot)
    return window.grab().toImage()


def colour_at(image, x, y):
    return image.pixelColor(x, y).name()


@pytest.mark.parametrize(
    ("state", "bar", "shares", "withheld", "foot"),
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
        ("words behind", True, True, 0, 1),
        ("no words, long reason", True, True, 0, 1),
        ("words behind, lost", True, False, 0, 2),
        ("words behind, monologue", True, True, 0, 1),
        ("words behind, listening", True, False, 1, 1),
        ("words behind, session known", False, False, 1, 2),
        ("words behind, withheld", False, False, 3, 0),
    ],
)
def test_long_words_take_the_lines_that_can_be_spared(small, state, bar, shares, withheld, foot):
    rows = arrange(view(STATES[state]), small)
    assert (rows.bar, rows.shares, len(rows.withheld), len(rows.foot)) == (bar, shares, withheld, foot)
    assert len(rows.baselines) >= rows.shares + len(rows.withheld) + 1 + len(rows.foot)


def test_the_session_moves_to_the_foot_when_the_caption_is_taken(small):
    assert arrange(view(STATES["withheld, session known"]), small).foot == (
        "Session 41 % / 59 % · 23 min so far",
    )


@pytest.mark.parametrize(
    ("state", "foot"),
    [
        ("words behind", ("23 min so far · words are 40 s behind",)),
        ("words behind, swapped", ("Words are 40 s behind",)),
        ("words restarting", ("No words: they are being restarted",)),
        ("words behind, lost", ("Client is not heard: the microphone", "was unplugged")),
        ("words behind, monologue", ("You have held the floor for 70 s",)),
        ("words behind, session known", ("Session 41 % / 59 % · 23 min so far", "Words are 40 s behind")),
    ],
)
def test_what_ails_the_words_is_said_where_no_note_and_no_figure_stands(small, state, foot):
    assert arrange(view(STATES[state]), small).foot == foot


def test_a_long_reason_for_having_no_words_costs_no_figure(small):
    (foot,) = arrange(view(STATES["no words, long reason"]), small).foot
    assert foot.startswith("No words: the model could")
    assert foot.endswith("…")


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


def captioned(state, theme="light"):
    window = OverlayWindow(overlay_settings(theme=theme))
    window.show_snapshot(CAPTIONED[state])
    show_words(window)
    return window.grab().toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", CAPTIONED)
def test_no_caption_is_drawn_in_the_margins(qapp, state, theme):
    image = captioned(state, theme)
    assert (image.width(), image.height()) == (WIDTH, HEIGHT + STRIP)
    panel = (LIGHT if theme == "light" else DARK).panel
    bottom = image.height()
    margin = [(x, y) for x in (*range(2, 11), *range(WIDTH - 11, WIDTH - 2)) for y in range(12, bottom - 12)]
    margin += [(x, y) for x in range(12, WIDTH - 12) for y in (2, 3, 4, 5, bottom - 4, bottom - 3)]
    assert {colour_at(image, x, y) for x, y in margin} == {panel}


@pytest.mark.parametrize("state", CAPTIONED)
def test_captions_change_nothing_above_them(qapp, state):
    above = (0, 0, WIDTH, HEIGHT - 12)
    assert captioned(state).copy(*above) == drawn(CAPTIONED[state]).copy(*above)


def caption_colours(image, line):
    """The colours of the words in one of the two lines."""
    top = HEIGHT + (14, 31)[line]
    return {colour_at(image, x, y) for x in range(26, WIDTH - 12) for y in range(top, top + 14)}


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_steady_words_are_in_full_strength_and_the_others_fainter(qapp, theme, colours):
    image = captioned("captions", theme)
    assert colours.text in caption_colours(image, 0)
    assert colours.faint not in caption_colours(image, 0)
    assert {colours.text, colours.faint} <= caption_colours(image, 1)
    assert colours.text not in caption_colours(captioned("captions, all unsteady", theme), 1)
    assert caption_colours(captioned("captions, nothing said", theme), 1) == {colours.panel}


def test_a_word_that_becomes_steady_moves_nothing(qapp):
    """The pixels that were written on before and after are the same."""
    marks = []
    for state in ("captions, all unsteady", "captions, all steady"):
        image = captioned(state)
        row = range(HEIGHT + 31, HEIGHT + 45)
        marks.append([colour_at(image, x, y) == LIGHT.panel for y in row for x in range(26, WIDTH - 12)])
    assert marks[0] == marks[1]


def test_where_the_words_come_from_is_written_into_the_rule(qapp):
    told, plain = captioned("captions, demo"), captioned("captions")
    rule = HEIGHT + 6
    assert {colour_at(plain, x, rule) for x in range(12, WIDTH - 12)} == {LIGHT.edge}
    label = {colour_at(told, x, rule + 2) for x in range(190, WIDTH - 12)}
    assert len(label) > 5, "letters, with their softened edges"
    assert {colour_at(told, x, rule) for x in range(12, 150)} == {LIGHT.edge}
    below = (0, HEIGHT + 13, WIDTH, STRIP - 13)
    assert told.copy(*below) == plain.copy(*below)


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
    window = OverlayWindow(overlay_settings())
    assert window.shown == starting()
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
