"""How the overlay looks in every state, form, theme, language and size of text."""

import colorsys
from dataclasses import replace

import pytest
from PyQt6.QtGui import QColor, QFontMetricsF
from PyQt6.QtWidgets import QApplication, QMenu, QWidget

from monitor.conversation.snapshot import Share
from monitor.conversation.timeline import Channel
from monitor.ui import texts
from monitor.ui.fonts import enlargement
from monitor.ui.overlay.brush import (
    LEFT,
    NUMBER_PX,
    RIGHT,
    SMALL_PX,
    STRIP_PX,
    TEXT_PX,
    TINY_PX,
    WIDTH,
    sized,
)
from monitor.ui.overlay.calm import Calm
from monitor.ui.overlay.painting import HEIGHT, MINI, arrange
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.theme import DARK, LIGHT
from monitor.ui.told import LOST, NOT_KEPT, WITHHELD
from monitor.ui.wording import View, addressed, view
from tests.ui.gallery import FORMS, overlay_image
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED, DEVICE, LISTENING, STATES, WORDS, at_ease
from tests.ui.test_theme import contrast

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
THEMES = {"light": LIGHT, "dark": DARK}
REASONS = {
    **{f"withheld: {said[:30]}": replace(BALANCED, share_rolling=Share(None, said)) for said in WITHHELD},
    **{f"caution: {said[:30]}": replace(BALANCED, caution=said) for said in WITHHELD},
    **{
        f"lost: {said[:30]}": replace(
            BALANCED, lost=((Channel.CLIENT, said.format(device=DEVICE, other="HD Pro Webcam C920")),)
        )
        for said in LOST
    },
    **{
        f"not kept: {said[:30]}": replace(
            STATES["not saved"], keeping=replace(KEPT, trouble=f"Lost: {said}.")
        )
        for said in NOT_KEPT
        if (KEPT := STATES["not saved"].keeping)
    },
}
"""What the engine really says, in every place where it may stand."""
TOO_LONG = {"lost, longest name"}


@pytest.fixture(params=texts.languages())
def language(request):
    texts.speak(request.param)
    yield request.param
    texts.speak("en")


def metrics(pixels):
    return QFontMetricsF(sized(QApplication.font(), pixels))


def lines(seen: View):
    rows = arrange(seen, metrics(SMALL_PX))
    return (*rows.withheld, *rows.cue, *rows.foot)


@pytest.mark.parametrize("state", [*STATES, *REASONS])
def test_nothing_is_cut_short(qapp, language, state):
    seen = view((STATES | REASONS)[state])
    whole = RIGHT - LEFT
    for line in lines(seen):
        assert metrics(SMALL_PX).horizontalAdvance(line) <= whole
        assert state in TOO_LONG or "…" not in line or line == seen.withheld, line
    assert metrics(TEXT_PX).horizontalAdvance(seen.interruptions) <= whole
    shares = metrics(SMALL_PX).horizontalAdvance(seen.rolling + seen.session)
    assert not seen.session or shares <= whole - 8


@pytest.mark.parametrize("state", STATES)
def test_names_and_numbers_never_meet(qapp, language, state):
    seen = view(STATES[state])
    numbers = sum(metrics(NUMBER_PX).horizontalAdvance(each) for each in (seen.therapist, seen.client))
    names = sum(metrics(TEXT_PX).horizontalAdvance(addressed(channel)) for channel in Channel)
    assert numbers + names + 2 * 6 + 8 <= RIGHT - LEFT


@pytest.mark.parametrize("state", [*STATES, *REASONS])
def test_what_the_strip_says_fits_it(qapp, language, state):
    snapshot = at_ease((STATES | REASONS)[state])
    said = Calm(overlay_settings(mode="ambient")).face(snapshot, 0.0).said
    assert bool(said.brief) == bool(said.line)
    assert said.line or state.startswith("caution") or state in STATES
    room = MINI[0] - 2 * 7 - (15 if said.is_cue else 0)
    assert metrics(TINY_PX).horizontalAdvance(said.brief) <= room
    if language == "en":
        assert metrics(STRIP_PX).horizontalAdvance(said.brief) <= room


@pytest.mark.parametrize("form", FORMS)
def test_whatever_happens_the_width_stays(qapp, form):
    widths = {overlay_image(state, "light", form).width() for state in FORMS[form].states} - {
        6
    }  # out of sight
    assert widths <= ({MINI[0]} if form.startswith("mini") else {WIDTH})


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("form", ["numbers", "ambient", "mini", "mini-numbers"])
def test_whatever_is_drawn_is_of_the_theme_and_stands_out(qapp, form, theme):
    """The colours of whole pixels; between them lie the softened edges of letters."""
    colours = THEMES[theme]
    words = {colours.text, colours.quiet, colours.faint, *colours.number.values()}
    shapes = {*colours.bar.values(), colours.accent, colours.outline}
    grounds = {colours.panel, colours.track, colours.edge}
    for state in FORMS[form].states:
        image = overlay_image(state, theme, form)
        solid = solid_colours(image)
        assert solid <= words | shapes | grounds, (state, solid)
    assert all(contrast(colour, colours.panel) >= 4.5 for colour in words)
    assert all(contrast(colour, colours.panel) >= 3.0 for colour in shapes)


def solid_colours(image):
    """Of pixels with two alike on each side and one above: no letter's edge."""
    found = set()
    for y in range(2, image.height() - 2):
        rows = [[image.pixel(x, at) for x in range(12, image.width() - 12)] for at in (y - 1, y)]
        for x in range(2, len(rows[0]) - 2):
            if len({each for row in rows for each in row[x - 2 : x + 3]}) == 1:
                found.add(rows[0][x])
    return {QColor(each).name() for each in found}


@pytest.mark.parametrize("theme", THEMES)
def test_there_is_no_red(theme):
    colours = THEMES[theme]
    for colour in (
        *colours.bar.values(),
        *colours.number.values(),
        colours.accent,
        colours.text,
        colours.found,
    ):
        hue, _light, strength = colorsys.rgb_to_hls(*QColor(colour).getRgbF()[:3])
        assert strength < 0.2 or 25 <= hue * 360 <= 330, colour


def test_a_cue_and_a_pause_differ_in_shape_and_not_in_colour_alone(qapp):
    """Without any colour they still look different."""
    grey = {
        state: overlay_image(state, "light", "mini").convertToFormat(
            overlay_image(state, "light").Format.Format_Grayscale8
        )
        for state in ("balanced", "cue", "paused", "listening", "lost channel", "therapist lost", "intended")
    }
    pictures = [bytes(image.constBits().asarray(image.sizeInBytes())) for image in grey.values()]
    assert len(set(pictures)) == len(pictures)


def test_its_edge_shows_that_keys_reach_it(qtbot):
    window = OverlayWindow(overlay_settings())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.grab().toImage().pixelColor(WIDTH // 2, 0).name() == LIGHT.accent
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert window.grab().toImage().pixelColor(WIDTH // 2, 0).name() == LIGHT.edge


# As large as the desktop writes


@pytest.fixture
def written(qapp):
    """Has the desktop write in so many pixels."""
    before = qapp.font()

    def write(pixels):
        font = qapp.font()
        font.setPixelSize(pixels)
        qapp.setFont(font)
        qapp.processEvents()

    yield write
    qapp.setFont(before)


def test_it_grows_with_the_desktops_text_and_on_top_of_its_own_size(qtbot, written):
    window = OverlayWindow(overlay_settings(text_scale=1.2))
    qtbot.addWidget(window)
    window.show_snapshot(BALANCED)
    window.show()
    assert (window.width(), window.height()) == (round(WIDTH * 1.2), round(HEIGHT * 1.2))
    written(30)
    assert (window.width(), window.height()) == (round(WIDTH * 2.4), round(HEIGHT * 2.4))
    written(90)
    assert window.width() == WIDTH * 3


@pytest.mark.parametrize(
    ("platform", "usual"), [("windows", 12), ("cocoa", 13), ("xcb", 15), ("wayland", 15)]
)
def test_what_is_usual_enlarges_nothing(written, platform, usual):
    for pixels, expected in ((usual - 2, 1.0), (usual, 1.0), (2 * usual, 2.0)):
        written(pixels)
        assert enlargement(QApplication.font(), platform) == expected


# Whoever does not see it


def test_its_name_says_what_presses_and_never_ticks(qtbot):
    """Over an hour with ten snapshots a second, a monologue, a pause and a cue in it."""
    window = OverlayWindow(overlay_settings(mode="numbers"))
    qtbot.addWidget(window)
    names, descriptions = [window.accessibleName()], [window.accessibleDescription()]
    for step in range(0, 36000, 5):
        window._pace.stop()
        window.show_snapshot(hour(step / 10))
        for kept, now in ((names, window.accessibleName()), (descriptions, window.accessibleDescription())):
            if kept[-1] != now:
                kept.append(now)
    assert names == [
        "Session monitor",
        "Session monitor: You have held the floor for 90 s",
        "Session monitor",
        "Session monitor: Paused: not counted from here",
        "Session monitor",
    ]
    assert len(descriptions) < 60 + 60 + 20  # once a minute, "ago", and the few events


def hour(at_s):
    """A session at this moment."""
    now = replace(BALANCED, at_s=at_s, speech_s=at_s * 0.8, last_interruption_at_s=None, interruptions=0)
    if at_s < 75:
        return replace(LISTENING, at_s=at_s, speech_s=at_s * 0.8)
    if at_s > 1230:
        now = replace(now, last_interruption_at_s=1230.0, interruptions=1)
    if 1800 <= at_s < 1895:
        now = replace(
            now,
            monologue_by=Channel.THERAPIST,
            monologue_s=at_s - 1800,
            speaking=frozenset({Channel.THERAPIST}),
        )
    if 1890 <= at_s < 1895:
        now = replace(
            now,
            cue=STATES["cue in a monologue"].cue and replace(STATES["cue in a monologue"].cue, value=90.0),
        )
    return replace(now, paused=2400 <= at_s < 2500, words=WORDS)


@pytest.mark.parametrize("theme", THEMES)
def test_the_menu_and_its_submenus_are_in_the_chosen_colours(qtbot, theme):
    window = OverlayWindow(overlay_settings(theme=theme))
    qtbot.addWidget(window)
    window.show_snapshot(BALANCED)
    menu = window.context_menu()
    for each in (menu, *menu.findChildren(QMenu)):
        assert each.palette().color(each.backgroundRole()).name() == THEMES[theme].panel
    disabled = menu.palette().color(menu.palette().ColorGroup.Disabled, menu.palette().ColorRole.WindowText)
    assert disabled.name() == THEMES[theme].faint
    menu.deleteLater()


def test_what_may_last_to_the_end_leaves_the_strip_its_bar(qapp):
    bar = DARK.bar[Channel.CLIENT]
    seen = {state: solid_colours(overlay_image(state, "dark", "mini")) for state in ("not saved", "paused")}
    assert bar in seen["not saved"]
    assert bar not in seen["paused"]
