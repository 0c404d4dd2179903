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
    ("state", "withheld", "cue", "foot"),
    [
        ("balanced", 0, 0, 1),
        ("monologue", 0, 0, 1),
        ("cue", 0, 1, 0),
        ("cue, not saved", 0, 1, 1),
        ("lost channel", 0, 0, 2),
        ("nobody heard", 0, 0, 3),
        ("not saved", 0, 0, 1),
        ("not saved, lost", 0, 0, 3),
        ("listening", 1, 0, 1),
        ("listening, lost", 1, 0, 2),
        ("withheld", 3, 0, 1),
        ("withheld, lost", 3, 0, 2),
        ("withheld, session known", 1, 0, 1),
        ("words behind", 0, 0, 1),
        ("no words, long reason", 0, 0, 2),
        ("words behind, lost", 0, 0, 2),
        ("words behind, monologue", 0, 0, 1),
        ("words behind, session known", 1, 0, 2),
    ],
)
def test_long_words_make_the_panel_higher_and_take_nothings_place(small, state, withheld, cue, foot):
    rows = arrange(view(STATES[state]), small)
    assert (len(rows.withheld), len(rows.cue), len(rows.foot)) == (withheld, cue, foot)
    assert len(rows.baselines) == max(1, withheld) + 1 + cue + foot
    assert rows.height == HEIGHT + 15 * (max(1, withheld) - 1 + cue + foot - 1)


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


def test_words_are_folded_between_words_and_cut_with_an_ellipsis(small):
    width = small.horizontalAdvance("one two three")
    assert folded("", small, 2, width) == ()
    assert folded("one two", small, 2, width) == ("one two",)
    assert folded("one two three four", small, 2, width) == ("one two three", "four")
    assert folded("one two three four five, six seven", small, 2, width) == ("one two three", "four five…")
    assert folded("one two three four", small, 1, width) == ("one two…",)


def test_a_word_wider_than_the_line_goes_on_in_the_next(small):
    width = small.horizontalAdvance("one two three")
    lines = folded("x averyveryverylongdevicename y", small, 9, width)
    assert "".join(lines).replace(" ", "") == "xaveryveryverylongdevicenamey"
    assert all(small.horizontalAdvance(line) <= width for line in lines)
    assert folded("averyveryverylongdevicename", small, 1, width)[0].endswith("…")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_drawn_in_the_margins(qapp, state, theme):
    image = drawn(STATES[state], theme)
    panel, tall = (LIGHT if theme == "light" else DARK).panel, image.height()
    margin = [(x, y) for x in (*range(2, 11), *range(WIDTH - 11, WIDTH - 2)) for y in range(12, tall - 12)]
    margin += [(x, y) for x in range(12, WIDTH - 12) for y in (2, 3, 4, 5, tall - 4, tall - 3)]
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
    assert (image.width(), image.height()) == (WIDTH, drawn(CAPTIONED[state]).height() + STRIP)
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
    corners = [(x, y) for x in (0, WIDTH - 1) for y in (0, image.height() - 1)]
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in corners)


@pytest.mark.parametrize("percent", [0, 1, 10, 38, 50, 83, 99, 100])
def test_the_bar_is_parted_where_the_number_says(qapp, percent):
    image = drawn(replace(BALANCED, share_rolling=replace(BALANCED.share_rolling, therapist=percent / 100)))
    row = [colour_at(image, x, BAR_ROW) for x in range(12, WIDTH - 12)]
    split = len(row) * percent / 100
    assert row.count(LIGHT.bar[Channel.THERAPIST]) == pytest.approx(split, abs=3)
    assert row.count(LIGHT.bar[Channel.CLIENT]) == pytest.approx(len(row) - split, abs=3)
    assert row.count(LIGHT.panel) == (2 if 0 < percent < 100 else 0)


def down_the_bar(image, x):
    """Its colours from its upper edge to its lower, each once."""
    column = [colour_at(image, x, y) for y in range(31, 40)]
    return [now for now, before in zip(column, [None, *column], strict=False) if now != before]


def test_a_withheld_share_leaves_the_track_empty_with_an_outline(qapp):
    image = drawn(STATES["listening"])
    assert {colour_at(image, x, BAR_ROW) for x in range(18, WIDTH - 18)} == {LIGHT.track}
    assert down_the_bar(image, 60) == [LIGHT.outline, LIGHT.track, LIGHT.outline]


@pytest.mark.parametrize("state", ["paused", "lost channel", "therapist lost", "nobody heard"])
def test_shares_that_do_not_go_on_are_hollow(qapp, state):
    image = drawn(STATES[state])
    for x, channel in ((60, Channel.THERAPIST), (180, Channel.CLIENT)):
        assert down_the_bar(image, x) == [LIGHT.bar[channel], LIGHT.panel, LIGHT.bar[channel]]
    assert down_the_bar(drawn(BALANCED), 60) == [LIGHT.bar[Channel.THERAPIST]]


def test_before_the_first_snapshot_it_says_that_it_starts(qapp):
    window = OverlayWindow(overlay_settings())
    assert window.shown == starting()
    assert {colour_at(window.grab().toImage(), x, BAR_ROW) for x in range(18, WIDTH - 18)} == {LIGHT.track}


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_edges_are_sharp_at_every_scale(tmp_path, scale):
    """Down through the bar there is panel, bar, panel, and no blend of them between."""
    subprocess.run(
        [sys.executable, "-m", "tests.ui.gallery", str(tmp_path), "--each", "--here"],
        env={"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale), "HOME": str(tmp_path)},
        check=True,
        timeout=60,
    )
    image = QImage(str(tmp_path / f"balanced-light-en-{scale * 100:.0f}.png"))
    assert (image.width(), image.height()) == (round(WIDTH * scale), round(HEIGHT * scale))
    bar, panel = LIGHT.bar[Channel.THERAPIST], LIGHT.panel
    column = [colour_at(image, round(60 * scale), y) for y in range(round(26 * scale), round(45 * scale))]
    changes = [now for now, before in zip(column, [None, *column], strict=False) if now != before]
    assert changes == [panel, bar, panel]
    row = [colour_at(image, x, round(BAR_ROW * scale)) for x in range(round(20 * scale), image.width() // 2)]
    changes = [now for now, before in zip(row, [None, *row], strict=False) if now != before]
    assert changes == [bar, panel, LIGHT.bar[Channel.CLIENT]]
