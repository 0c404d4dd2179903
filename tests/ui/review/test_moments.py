"""The moments: which are listed, what their evidence says, and how they are contested."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt

from monitor.conversation.remarks import Verdict
from monitor.replay.model import Moment, Span
from monitor.ui.review.moment_words import around, certainty, evidence
from monitor.ui.review.moments import MomentsPanel
from monitor.ui.theme import DARK
from tests.ui.review.replays import CAME_IN, LECTURE, NOTHING, SUPPORTED, TALK, WITHOUT_WORDS, C, T
from tests.ui.review.showing import click_row, rows, settled, shown, texts, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def panel(qtbot):
    panel = shown(qtbot, MomentsPanel())
    panel.show_replay(TALK)
    panel.listed.setFocus()
    settled()
    return panel


@pytest.fixture
def asked(panel):
    """Everything the panel asks for, in order."""
    heard: list[tuple[object, ...]] = []
    panel.moment_chosen.connect(lambda name: heard.append(("chosen", name)))
    panel.play_wished.connect(lambda span: heard.append(("play", span)))
    panel.contest_wished.connect(lambda name, verdict: heard.append(("contest", name, verdict)))
    return heard


def moment(name):
    return next(each for each in TALK.moments if each.id == name)


def with_verdict(name, verdict):
    changed = [replace(each, verdict=verdict) if each.id == name else each for each in TALK.moments]
    return replace(TALK, moments=tuple(changed))


def test_what_counts_is_listed_in_order_of_time(panel):
    assert rows(panel.listed) == [
        ("0:14", "Interruption 1, therapist"),
        ("0:42", "Attempted interruption 2, therapist"),
        ("0:50", "Interruption 3, therapist"),
        ("1:02", "Both went on 1, client"),
        ("1:24", "Monologue 1, therapist"),
    ]


def test_the_head_line_counts_what_is_in_force(panel):
    assert "2 interruptions by the therapist, 1 contested. 1 by the client. 1 monologue." in texts(panel)


def test_no_interruptions_are_said_as_such(panel):
    panel.show_replay(NOTHING)
    assert "No interruptions by the therapist. None by the client." in texts(panel)
    assert "Nobody interrupted in this session" in texts(panel)


def test_what_is_withheld_says_why(panel):
    summary = replace(
        TALK.summary,
        interruptions={T: None, C: None},
        withheld={"interruptions": "Both hear the same voice."},
    )
    panel.show_replay(replace(TALK, summary=summary))
    assert "Both hear the same voice." in texts(panel)
    assert "interruptions by the therapist" not in texts(panel)


def test_what_was_cut_off_is_quoted(panel):
    assert panel.listed.entries.entries[0].text == "Cut off: “then I slept badly because I —”"


def test_without_words_the_row_says_who_gave_way(panel):
    panel.show_replay(WITHOUT_WORDS)
    assert [entry.text for entry in panel.listed.entries.entries][:2] == [
        "The client stopped first.",
        "The therapist stopped first.",
    ]


def test_a_contested_row_stays_with_its_verdict(panel):
    contested = panel.listed.entries.entries[2]
    assert (contested.struck, contested.aside) == (True, "This was supportive")


@pytest.mark.parametrize(
    ("who", "sort", "possible", "expected"),
    [
        (0, 0, True, 6),
        (1, 0, False, 4),
        (2, 0, False, 1),
        (0, 1, False, 4),
        (0, 2, False, 1),
        (2, 2, False, 0),
        (1, 1, True, 4),
    ],
)
def test_the_filter(panel, who, sort, possible, expected):
    panel._who.setCurrentIndex(who)
    panel._sort.setCurrentIndex(sort)
    panel._possible.setChecked(possible)
    assert len(rows(panel.listed)) == expected
    assert ("none of this kind" in texts(panel)) is (expected == 0)


def test_a_row_that_is_chosen_is_told_and_opens_its_evidence(qtbot, panel, asked):
    assert not panel.evidence.isVisible()
    click_row(qtbot, panel.listed, 0)
    assert asked == [("chosen", CAME_IN.id)]
    assert "Interruption 1, therapist, at 0:14" in texts(panel)
    assert "Both spoke for 0.8 s. The client stopped first." in texts(panel)
    assert "Said meanwhile: “Let's take a slow breath.”" in texts(panel)
    assert "At first taken for: Both went on. Then: Interruption." in texts(panel)
    assert "… work and then I slept badly because I" in texts(panel)


def test_the_evidence_of_a_monologue():
    lecture = moment(LECTURE.id)
    assert evidence(lecture) == ["65.5 s of speech in a turn of 66.0 s."]


@pytest.mark.parametrize(
    ("confidence", "said"),
    [(0.9, "A clear case (90 %)."), (0.5, "A fairly"), (0.2, "A doubtful case (20 %)")],
)
def test_confidence_in_words(confidence, said):
    assert certainty(replace(moment(SUPPORTED.id), confidence=confidence))[0].startswith(said)


def test_the_words_around_are_those_of_ten_seconds():
    assert around(TALK, moment(CAME_IN.id)) == [
        (C, "… work and then I slept badly because I"),
        (T, "Let's take a slow breath. …"),
    ]


def test_enter_and_space_play_the_ten_seconds_around(qtbot, panel, asked):
    panel.show_moment(CAME_IN.id)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Return)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Space)
    assert asked == [("play", Span(9.0, 19.0))] * 2


def test_a_double_click_and_the_button_play_too(qtbot, panel, asked):
    panel.show_moment(CAME_IN.id)
    settled()
    qtbot.mouseClick(panel.evidence.play, Qt.MouseButton.LeftButton)
    middle = panel.listed.visualRect(panel.listed.model().index(0, 0)).center()
    qtbot.mouseClick(panel.listed.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(panel.listed.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert asked == [("play", Span(9.0, 19.0))] * 2


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (Qt.Key.Key_1, Verdict.SUPPORTIVE),
        (Qt.Key.Key_2, Verdict.NOT_AN_INTERRUPTION),
        (Qt.Key.Key_3, Verdict.TEACHING),
    ],
)
def test_one_key_contests(qtbot, panel, asked, key, verdict):
    panel.show_moment(CAME_IN.id)
    qtbot.keyClick(panel.listed, key)
    qtbot.keyClick(panel.listed, key, Qt.KeyboardModifier.KeypadModifier)
    assert asked == [("contest", CAME_IN.id, verdict)] * 2


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Backspace])
def test_one_key_lets_it_count_again(qtbot, panel, asked, key):
    panel.show_moment(SUPPORTED.id)
    qtbot.keyClick(panel.listed, key)
    assert asked == [("contest", SUPPORTED.id, None)]


def test_what_holds_already_is_not_asked_for(qtbot, panel, asked):
    panel.show_moment(SUPPORTED.id)
    qtbot.keyClick(panel.listed, Qt.Key.Key_1)
    panel.show_moment(CAME_IN.id)
    qtbot.keyClick(panel.listed, Qt.Key.Key_0)
    assert asked == []


def test_a_monologue_is_no_interruption_anyway(qtbot, panel, asked):
    panel.show_moment(LECTURE.id)
    qtbot.keyClick(panel.listed, Qt.Key.Key_2)
    qtbot.keyClick(panel.listed, Qt.Key.Key_3)
    assert asked == [("contest", LECTURE.id, Verdict.TEACHING)]
    assert not panel.evidence.verdicts[Verdict.NOT_AN_INTERRUPTION].isEnabled()


def test_the_buttons_contest_and_show_what_the_record_says(qtbot, panel, asked):
    panel.show_moment(CAME_IN.id)
    settled()
    teaching = panel.evidence.verdicts[Verdict.TEACHING]
    qtbot.mouseClick(teaching, Qt.MouseButton.LeftButton)
    assert asked == [("contest", CAME_IN.id, Verdict.TEACHING)]
    assert not teaching.isChecked()
    panel.show_replay(with_verdict(CAME_IN.id, Verdict.TEACHING))
    assert teaching.isChecked()
    assert panel.chosen.id == CAME_IN.id
    assert panel.evidence.verdicts[None].isEnabled()


def test_keys_hold_on_the_buttons_as_well(qtbot, panel, asked):
    panel.show_moment(CAME_IN.id)
    panel.evidence.play.setFocus()
    qtbot.keyClick(panel.evidence.play, Qt.Key.Key_1)
    assert asked == [("contest", CAME_IN.id, Verdict.SUPPORTIVE)]


def test_without_a_choice_no_key_does_anything(qtbot, panel, asked):
    for key in (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_Return):
        qtbot.keyClick(panel.listed, key)
    assert asked == []


def test_showing_a_moment_tells_nobody_and_opens_the_filter(panel, asked):
    panel._who.setCurrentIndex(2)
    panel.show_moment("therapist-71.00")
    assert asked == []
    assert (panel.chosen.id, panel._possible.isChecked()) == ("therapist-71.00", True)
    panel.show_moment("therapist-6.00")  # a backchannel is no moment
    assert panel.chosen is None
    assert not panel.evidence.isVisible()


def test_new_remarks_keep_the_choice_without_telling(panel, asked):
    panel.show_moment(CAME_IN.id)
    panel.show_replay(with_verdict(CAME_IN.id, Verdict.SUPPORTIVE))
    assert (asked, panel.chosen.id) == ([], CAME_IN.id)
    assert panel.listed.entries.entries[0].struck


def test_down_goes_on_to_the_next_moment(qtbot, panel, asked):
    panel.show_moment(CAME_IN.id)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Down)
    assert asked == [("chosen", "therapist-42.00")]


def test_the_strip_shows_both_lanes_and_the_playhead(panel):
    panel.show_moment(CAME_IN.id)
    panel.set_theme(DARK)
    settled()
    strip = panel.evidence.strip
    before = strip.grab().toImage()
    names = {before.pixelColor(x, y).name() for x in range(before.width()) for y in range(before.height())}
    assert {*DARK.bar.values(), DARK.spoken} <= names
    panel.show_position(16.0)
    settled()
    assert strip.grab().toImage() != before
    panel.show_position(99.0)
    settled()
    assert strip.grab().toImage() == before
    assert strip.accessibleDescription() == "Therapist: 14.0 – 19.0 s; Client: 9.3 – 14.8 s"


def test_a_row_reads_as_a_sentence(panel):
    said = panel.listed.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "0:50. Interruption 3, therapist. 0.7 s. This was supportive. Cut off: “and I thought —”"


def test_every_control_has_a_name(panel):
    panel.show_moment(CAME_IN.id)
    assert unnamed(panel) == []


def test_buttons_stand_below_one_another_where_two_do_not_fit(panel):
    panel.show_moment(CAME_IN.id)
    settled()
    first, second, *_ = panel.evidence.verdicts.values()
    assert first.y() == second.y()
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    settled()
    assert first.y() < second.y()
    assert panel._headline.font().pointSizeF() == font.pointSizeF()
    assert panel.evidence.widget().width() <= panel.evidence.viewport().width()


def seen(part, within):
    """Whether all of it shows there."""
    box = part.rect().translated(part.mapTo(within, part.rect().topLeft()))
    return within.rect().contains(box)


def test_on_a_low_screen_some_moments_and_every_verdict_are_seen(panel):
    panel.resize(510, 305)
    panel.show_moment(CAME_IN.id)
    settled()
    shown_rows = panel.listed.viewport().rect()
    boxes = [panel.listed.visualRect(panel.listed.model().index(row, 0)) for row in range(5)]
    assert [row for row, box in enumerate(boxes) if shown_rows.contains(box)] == [0, 1, 2]
    port = panel.evidence.viewport()
    assert all(seen(button, port) for button in panel.evidence.verdicts.values())
    assert seen(panel.evidence.play, port)
    assert not panel.evidence._title.isVisible()
    panel.resize(510, 900)
    settled()
    assert panel.evidence._title.isVisible()
    assert panel.listed.visualRect(panel.listed.model().index(4, 0)).bottom() < panel.listed.height()


def test_on_a_low_screen_a_row_is_a_line_and_tells_the_rest_all_the_same(panel):
    high = panel.listed.sizeHintForRow(2)
    panel.resize(510, 300)
    settled()
    assert panel.listed.sizeHintForRow(2) < high / 2
    said = panel.listed.model().index(2, 0)
    assert "and I thought" in said.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "and I thought" in said.data(Qt.ItemDataRole.ToolTipRole)


SILENT = Moment(
    id="silent-therapist-75.40",
    kind="silent_interruption",
    by=T,
    number=1,
    span=Span(75.0, 75.4),
    around=Span(70.4, 80.4),
    overlap_s=0.0,
    speech_s=0.0,
    yielded=None,
    said="Let us look at your week.",
    cut_off="I told her that the",
    confidence=0.45,
    history=("silent_interruption",),
    verdict=None,
)


@pytest.fixture
def with_silent(panel):
    panel.show_replay(replace(TALK, moments=(*TALK.moments, SILENT)))
    panel.show_moment(SILENT.id)
    settled()
    return panel


def test_a_silent_interruption_is_listed_with_the_possible_ones(with_silent):
    assert with_silent._possible.isChecked()
    assert ("1:15", "Silent interruption 1, therapist") in rows(with_silent.listed)
    with_silent._possible.setChecked(False)
    assert "Silent interruption 1, therapist" not in {title for _, title in rows(with_silent.listed)}


def test_its_evidence_says_what_was_not_finished_and_that_it_does_not_count(with_silent):
    assert evidence(SILENT) == [
        "The therapist came in 0.4 s into a pause, without an overlap.",
        "The client had not finished: “I told her that the —”",
        "Said then: “Let us look at your week.”",
        "Whoever trails off looks the same, so this is counted nowhere.",
    ]
    assert certainty(SILENT) == ["A doubtful case (45 %): listen to it."]
    swapped = replace(SILENT, by=C)
    assert evidence(swapped)[1] == "The therapist had not finished: “I told her that the —”"


def test_there_is_nothing_to_contest_in_it(qtbot, with_silent, asked):
    assert not any(button.isVisible() for button in with_silent.evidence.verdicts.values())
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_0):
        qtbot.keyClick(with_silent.listed, key)
    assert [what for what, *_ in asked if what == "contest"] == []
