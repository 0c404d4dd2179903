"""The sound check's window, with real keys and clicks."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication, QDialog, QPushButton, QScrollArea

from monitor.conversation.room import Advice, Loudness, Meter, Topic
from monitor.ui.soundcheck import words
from monitor.ui.soundcheck.level import LevelBar
from monitor.ui.soundcheck.window import LOOK_MS, SoundCheckDialog
from monitor.ui.start.parts import Paragraph
from tests.ui.soundcheck.checks import (
    CLIENT,
    GONE,
    LEAST,
    LEVELS,
    LONG,
    LOST,
    ONE_PLACE,
    PICTURES,
    POOR,
    QUIET,
    SWAPPED,
    THERAPIST,
    UNHEARD,
    WELL,
    C,
    Still,
    T,
    done,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(qtbot):
    def show(check, theme="light", may_start=False):
        dialog = SoundCheckDialog(check, theme, may_start)
        qtbot.addWidget(dialog)
        dialog.show()
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        return dialog

    return show


def buttons(dialog):
    return {
        button.text().replace("&", "") for button in dialog.findChildren(QPushButton) if button.isVisible()
    }


def test_one_instruction_at_a_time(opened, qtbot):
    check = Still(QUIET)
    dialog = opened(check)
    assert dialog.said[0] == "Please be quiet for a moment"
    check.picture = THERAPIST
    qtbot.waitUntil(lambda: dialog.said[0] == "Therapist, say a sentence", timeout=20 * LOOK_MS)
    check.picture = CLIENT
    qtbot.waitUntil(lambda: dialog.said[0] == "Now the client", timeout=20 * LOOK_MS)
    assert dialog.accessibleDescription().startswith("Now the client")


def test_the_bars_follow_and_say_it_in_words(opened):
    dialog = opened(Still(CLIENT))
    therapist, client = dialog.findChildren(LevelBar)
    assert client.fraction > 0.8
    assert therapist.fraction < 0.2
    assert (therapist.accessibleDescription(), client.accessibleDescription()) == ("silent", "clipping")
    assert therapist.accessibleName() == "Level: Therapist"


@pytest.mark.parametrize(
    ("loudness", "word"),
    [
        (Loudness.GOOD, "good"),
        (Loudness.QUIET, "too quiet"),
        (Loudness.CLIPPING, "clipping"),
        (Loudness.NOTHING, "nothing heard"),
    ],
)
def test_each_level_has_its_word(opened, loudness, word):
    picture = replace(UNHEARD, meters=(Meter(-30.0, loudness), THERAPIST.meters[1]))
    dialog = opened(Still(picture))
    assert dialog.findChildren(LevelBar)[0].accessibleDescription() == word


def test_a_sentence_that_was_too_short_is_asked_for_again(opened):
    assert "A little more is needed" in opened(Still(replace(UNHEARD, progress=0.4))).said[1]


def test_a_voice_that_may_yet_come_is_waited_for(opened):
    picture = replace(THERAPIST, meters=UNHEARD.meters)
    dialog = opened(Still(picture))
    assert dialog.findChildren(LevelBar)[0].accessibleDescription() == "waiting …"


@pytest.mark.parametrize("loudness", [Loudness.GOOD, Loudness.QUIET])
def test_nothing_is_said_of_how_loud_a_side_is_that_only_overhears(opened, loudness):
    overheard = Meter(-45.0, loudness)
    for picture in (QUIET, THERAPIST):
        dialog = opened(Still(replace(picture, meters=(overheard, overheard))))
        assert dialog.findChildren(LevelBar)[1].accessibleDescription() == ""


def test_the_buttons_stay_where_they_are_while_it_goes_on(opened, qtbot):
    check = Still(QUIET)
    dialog = opened(check)
    QApplication.processEvents()
    before, high = dialog.skip_button.y(), dialog.height()
    for picture, trouble in ((THERAPIST, ""), (UNHEARD, ""), (THERAPIST, LOST), (CLIENT, "")):
        check.picture, check.trouble = picture, trouble
        dialog.look()
        QApplication.processEvents()
        assert (dialog.skip_button.y(), dialog.height()) == (before, high)
    check.picture = WELL
    dialog.look()
    QApplication.processEvents()
    assert dialog.height() >= high


def test_a_verdict_that_is_higher_than_the_screen_is_scrolled_by_keys(opened, qtbot):
    check = Still(WELL)
    dialog = opened(check)
    (area,) = dialog.findChildren(QScrollArea)
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    check.picture = done(*POOR.verdict * 12)
    dialog.look()
    QApplication.processEvents()
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.rect().contains(dialog.again_button.geometry())
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    bar = area.verticalScrollBar()
    assert bar.value() > 0


def test_the_button_with_the_focus_tells_a_screen_reader_what_is_said(opened):
    check = Still(THERAPIST)
    dialog = opened(check)
    assert dialog.skip_button.hasFocus()
    assert dialog.skip_button.accessibleDescription().startswith("Therapist, say a sentence")
    check.picture = WELL
    dialog.look()
    assert dialog.close_button.hasFocus()
    assert "told apart well: 21 dB" in dialog.close_button.accessibleDescription()
    assert dialog.skip_button.accessibleDescription() == ""


def test_it_says_which_devices_are_heard_and_breaks_their_long_names(opened):
    dialog = opened(Still(THERAPIST, heard=LONG))
    (shown,) = (each for each in dialog.findChildren(Paragraph) if "Intel" in each.text())
    assert shown.text().replace("\u200b", "") == f"Listening to {LONG}"
    flags = Qt.TextFlag.TextWordWrap
    needed = shown.fontMetrics().boundingRect(shown.rect(), flags, shown.text())
    assert shown.rect().contains(needed)
    whole = shown.fontMetrics().boundingRect(shown.rect(), flags, f"Listening to {LONG}")
    assert not shown.rect().contains(whole)


def test_a_client_on_a_call_is_asked_for_over_the_call(opened):
    assert "over the call" in opened(Still(CLIENT, call=True)).said[1]
    assert "of the call yet" in opened(Still(replace(CLIENT, progress=0.0, unheard=True), call=True)).said[1]


def test_a_device_that_is_lost_meanwhile_is_said_in_the_place_of_the_hint(opened):
    dialog = opened(Still(THERAPIST, LOST))
    assert dialog.said == ["Therapist, say a sentence", LOST]
    assert buttons(dialog) == {"Skip", "Close"}


def test_what_does_not_come_is_said_after_a_while(opened):
    assert "Nothing is heard yet" in opened(Still(UNHEARD)).said[1]


def test_enter_skips_and_escape_leaves(opened, qtbot):
    check = Still(THERAPIST)
    dialog = opened(check)
    assert buttons(dialog) == {"Skip", "Close"}
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert check.wished == ["skip"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_the_verdict_and_what_can_be_done_then(opened, qtbot):
    check = Still(SWAPPED)
    dialog = opened(check)
    assert dialog.said[0] == "The microphones are swapped"
    assert "The two microphones can be told apart well: 21 dB." in dialog.said
    assert buttons(dialog) == {"Again", "Swap channels", "Close"}
    qtbot.keyClick(dialog, Qt.Key.Key_C, ALT)
    qtbot.keyClick(dialog, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: check.wished == ["swap", "again"])
    check.picture = WELL
    qtbot.waitUntil(lambda: "Swap channels" not in buttons(dialog), timeout=20 * LOOK_MS)
    assert dialog.said[0] == "All is well"


def test_what_the_computer_plays_is_not_swapped(opened):
    assert "Swap channels" not in buttons(opened(Still(SWAPPED, call=True)))


def test_enter_starts_the_session_where_there_is_one_to_start(opened, qtbot):
    dialog = opened(Still(POOR), may_start=True)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()  # not by Enter alone where the numbers would be wrong
    dialog = opened(Still(WELL), may_start=True)
    assert buttons(dialog) == {"Again", "Start the session", "Back"}
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert "Start the session" not in buttons(opened(Still(WELL)))


def test_a_device_that_is_gone_is_said_and_can_be_tried_again(opened, qtbot):
    check = Still(QUIET, GONE, ended=True)
    dialog = opened(check)
    assert GONE in dialog.said
    assert buttons(dialog) == {"Again", "Close"}
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert check.wished == ["again"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_red_and_nothing_is_cut_off(opened, theme):
    for picture in PICTURES.values():
        dialog = opened(Still(picture), theme)
        QApplication.processEvents()
        image = dialog.grab().toImage()
        hues = {
            colour.hsvHue()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
            if (colour := QColor(image.pixel(x, y))).hsvSaturation() > 120 and colour.value() > 60
        }
        assert not [hue for hue in hues if 0 <= hue < 15 or hue > 340]
        for button in dialog.findChildren(QPushButton):
            assert not button.isVisible() or dialog.rect().contains(button.geometry())
        dialog.close()


def test_every_topic_has_a_sentence_of_its_own():
    both = {
        Topic.APART_WELL,
        Topic.APART,
        Topic.HARDLY_APART,
        Topic.NOT_APART,
        Topic.SAME_SOUND,
        Topic.ONE_PLACE,
        Topic.BOTH_SPOKE,
        Topic.REVERSED,
        Topic.SWAPPED,
    }
    said = [words.sentence(Advice(topic, None, 5.0)) for topic in both]
    said += [words.sentence(Advice(topic, whose, 5.0)) for topic in set(Topic) - both for whose in (T, C)]
    assert len(set(said)) == len(said)
    assert not any("{" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("verdict", "headline"),
    [
        (WELL.verdict, "All is well"),
        (SWAPPED.verdict, "The microphones are swapped"),
        (POOR.verdict, "The numbers would be wrong"),
        (ONE_PLACE.verdict, "Please check once more"),
        ((Advice(Topic.APART, None, 8.0), *LEVELS), "All is well"),
        ((Advice(Topic.HARDLY_APART, None, 4.0), *LEVELS), "This will do, and could be better"),
        ((Advice(Topic.NOT_CHECKED, C),), "Not all of it was checked"),
    ],
)
def test_the_verdict_in_a_few_words(verdict, headline):
    assert words.headline(verdict) == headline


def test_bleed_is_told_both_ways_and_a_least_figure_as_one():
    apart, therapist, client = (words.sentence(line) for line in LEAST.verdict)
    assert apart.endswith("at least 17 dB.")
    assert therapist.endswith("The client is 21 dB softer in that microphone.")
    assert client.endswith("The therapist is 21 dB softer in that microphone.")


@pytest.mark.parametrize("topic", [Topic.NOTHING, Topic.QUIET, Topic.CLIPPING, Topic.NOT_CHECKED])
def test_a_call_is_no_microphone(opened, topic):
    said = opened(Still(done(Advice(topic, C, -55.0)), call=True)).said[-1]
    assert "call" in said
    assert "microphone" not in said


def test_beyond_what_the_noise_lets_be_measured_no_figure_is_made_up():
    assert "over 40 dB" in words.sentence(Advice(Topic.APART_WELL, None, 63.3))
