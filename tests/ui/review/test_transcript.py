"""The transcript: what can be read in it, searched, followed and jumped to."""

from dataclasses import replace

import msgspec
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut, QWheelEvent
from PyQt6.QtWidgets import QApplication

from monitor.document import Transcription
from monitor.replay.model import Quiet, Span
from monitor.ui.review.transcript import TranscriptView
from monitor.ui.review.transcript_model import row_text
from monitor.ui.review.transcript_rows import PARAGRAPH_MOST_S, rows
from monitor.ui.theme import DARK, LIGHT
from tests.ui.review.replays import NOTHING, TALK, WITHOUT_WORDS, C, T, passage
from tests.ui.review.showing import settled, shown, texts, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def view(qtbot):
    view = shown(qtbot, TranscriptView())
    view.show_replay(TALK)
    view.page.setFocus()
    settled()
    return view


def said(view):
    return [row_text(row) for row in view.page.rows]


def key(qtbot, view, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for each in keys:
        qtbot.keyClick(view.focusWidget() or view, each, modifier)


def number_of(view, text):
    return next(number for number, row in enumerate(said(view)) if text in row)


def test_turns_stand_in_order_with_time_and_speaker(view):
    assert said(view)[0] == "0:00 Therapist: How was your week?"
    starts = [row.start_s for row in view.page.rows]
    assert starts == sorted(starts)


def test_a_backchannel_stands_within_the_turn_that_it_hears_out(view):
    assert said(view)[1] == (
        "0:03 Client: I had a hard (Therapist: Mm-hm.) week at work and then I slept badly because I —"
    )


def test_a_clause_that_was_cut_off_ends_in_a_dash_and_the_other_has_the_sign(view):
    cut, came_in = view.page.rows[1], view.page.rows[2]
    assert cut.words[max(cut.cuts)].text == "I"
    assert came_in.marks[0].id == "therapist-14.00"
    assert "[Interruption (Therapist), 0.8 s both spoke]" in view.page.model().index(2, 0).data()


def test_silences_say_who_ended_them(view):
    assert "0:56 4.5 s of silence, ended by the client" in said(view)
    assert said(view)[-1] == "2:50 10.0 s of silence"


def test_what_was_said_outside_any_turn_is_a_row_of_its_own():
    aside = passage(None, C, 57.0, 57.4, "Hm.")
    found = rows(replace(TALK, passages=(*TALK.passages, aside)))
    (row,) = [row for row in found if row.kind == "aside"]
    assert (row.by, row.start_s, [word.text for word in row.words]) == (C, 57.0, ["Hm."])


def test_a_silence_within_a_turn_parts_it():
    turn = passage(1, C, 0.0, 20.0, "one two three four")
    turn.words[2:] = passage(1, C, 12.0, 20.0, "three four").words
    found = rows(replace(NOTHING, passages=(turn,), silences=(Quiet("s", Span(8.0, 12.0), C, C, "three"),)))
    assert [(row.kind, " ".join(word.text for word in row.words)) for row in found] == [
        ("turn", "one two"),
        ("silence", ""),
        ("more", "three four"),
    ]


def test_a_long_turn_goes_on_in_paragraphs_that_end_with_a_sentence():
    (turn,) = [row for row in TALK.passages if row.turn == 9]
    found = rows(replace(NOTHING, silences=(), passages=(turn,)))
    assert [row.kind for row in found] == ["turn", "more"]
    assert all(row.words[-1].text == "out." for row in found)
    assert [word for row in found for word in row.words] == turn.words


def test_without_a_sentence_end_a_paragraph_ends_all_the_same():
    turn = passage(1, T, 0.0, 300.0, "and " * 600)
    found = rows(replace(NOTHING, silences=(), passages=(turn,)))
    assert max(row.length_s for row in found) <= PARAGRAPH_MOST_S + 1
    assert sum(len(row.words) for row in found) == 600


def test_no_word_is_lost(view):
    there = [word for row in view.page.rows for word in row.words]
    assert sorted(w.start_ms for w in there) == sorted(w.start_ms for p in TALK.passages for w in p.words)


def test_a_click_on_a_word_seeks_to_it(qtbot, view):
    spot = (3, 5)
    with qtbot.waitSignal(view.seek_wished) as seen:
        qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=view.page.place_of(spot))
    assert seen.args == [view.page.rows[3].words[5].start_ms / 1000]


def test_a_click_on_a_time_seeks_to_its_row(qtbot, view):
    box = view.page.visualRect(view.page.model().index(2, 0))
    with qtbot.waitSignal(view.seek_wished) as seen:
        qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(8, box.top() + 12))
    assert seen.args == [14.0]


def test_a_click_beside_the_words_only_chooses_the_row(qtbot, view):
    box = view.page.visualRect(view.page.model().index(0, 0))
    with qtbot.assertNotEmitted(view.seek_wished):
        qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, box.bottom() - 6))
    assert view.page.currentIndex().row() == 0


def test_arrows_go_by_row_and_by_word_and_enter_seeks(qtbot, view):
    sought: list[float] = []
    view.seek_wished.connect(sought.append)
    key(qtbot, view, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert sought == [3.4]
    key(qtbot, view, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert sought[1:] == [view.page.rows[1].words[1].start_ms / 1000]
    key(qtbot, view, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert sought[2:] == [view.page.rows[0].words[-1].start_ms / 1000]
    assert view.page.accessibleDescription() == "week?"


def test_right_goes_over_a_silence_to_the_next_words(qtbot, view):
    row = number_of(view, "That sounds lonely")
    view.page.setCurrentIndex(view.page.model().index(row, 0))
    key(qtbot, view, *[Qt.Key.Key_Right] * 4)
    assert view.page.rows[view.page.currentIndex().row()].words[0].text == "It"


def test_ctrl_c_copies_the_rows_that_are_chosen(qtbot, view):
    key(qtbot, view, Qt.Key.Key_Home)
    key(qtbot, view, Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    key(qtbot, view, Qt.Key.Key_C, modifier=Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text().splitlines() == said(view)[:2]


def test_what_is_typed_is_left_to_the_window(qtbot, view):
    left = []
    QShortcut(QKeySequence("T"), view, lambda: left.append("T"))
    key(qtbot, view, Qt.Key.Key_T)
    assert left == ["T"]


def test_arrows_are_not_the_windows_while_the_keyboard_is_in_the_page(qtbot, view):
    left = []
    QShortcut(QKeySequence("Right"), view, lambda: left.append("Right"))
    key(qtbot, view, Qt.Key.Key_Home, Qt.Key.Key_Right)
    assert (left, view.page.accessibleDescription()) == ([], "How")


def spoken(view):
    return {
        view.page.rows[number].words[index].text
        for number in range(len(view.page.rows))
        for index in view.page.standing(number).spoken
    }


def test_the_words_that_are_spoken_are_marked(view):
    first, second = view.page.rows[0].words[:2]
    view.show_position(first.start_ms / 1000 + 0.05, True)
    assert spoken(view) == {first.text}
    view.show_position(second.start_ms / 1000, True)
    assert spoken(view) == {second.text}


def test_both_words_are_marked_where_both_speak(view):
    view.show_position(14.3, True)
    assert len(spoken(view)) == 2


def test_between_words_the_mark_stays_a_moment_and_then_goes(view):
    last = TALK.passages[-1].words[-1]
    view.show_position(last.end_ms / 1000 + 0.4, True)
    assert spoken(view) == {last.text}
    view.show_position(last.end_ms / 1000 + 1.5, True)
    assert spoken(view) == set()


def scrolled(view):
    return view.page.verticalScrollBar().value()


def test_following_scrolls_only_when_the_words_leave_the_view(view):
    values = set()
    for at in range(4, 28):
        view.show_position(float(at), True)
        values.add(scrolled(view))
    assert values == {0}
    view.show_position(165.0, True)
    assert scrolled(view) > 0
    before = scrolled(view)
    view.show_position(166.0, True)
    assert scrolled(view) == before


def test_without_follow_nothing_scrolls(view):
    view.show_position(165.0, False)
    assert scrolled(view) == 0


def wheel(view, by):
    port = view.page.viewport()
    middle = QPointF(port.rect().center())
    event = QWheelEvent(
        middle, port.mapToGlobal(middle), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)
    settled()


def test_who_scrolls_by_hand_is_left_alone_until_they_ask(qtbot, view):
    view.show_position(4.0, True)
    wheel(view, -240)
    by_hand = scrolled(view)
    assert by_hand > 0
    view.show_position(165.0, True)
    assert scrolled(view) == by_hand
    assert view._again.isVisible()
    qtbot.mouseClick(view._again, Qt.MouseButton.LeftButton)
    assert scrolled(view) > by_hand
    assert not view._again.isVisible()


def test_a_search_marks_every_place_and_goes_from_one_to_the_next(qtbot, view):
    key(qtbot, view, Qt.Key.Key_F, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(view.focusWidget(), "BREATH")
    assert view._count.text() == "1 of 29"
    assert sum(len(view.page.standing(n).hits) for n in range(len(view.page.rows))) == 29
    first = view.page.currentIndex().row()
    key(qtbot, view, Qt.Key.Key_Return)
    assert (view._count.text(), view.page.currentIndex().row() > first) == ("2 of 29", True)
    key(qtbot, view, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ShiftModifier)
    key(qtbot, view, Qt.Key.Key_F3, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert view._count.text() == "29 of 29"
    key(qtbot, view, Qt.Key.Key_F3)
    assert view._count.text() == "1 of 29"


def test_a_hit_may_go_over_words_and_marks_only_its_letters(view):
    view.search("slow BREA")
    number = view._found[0][0]
    words = view.page.rows[number].words
    assert [words[h.word].text[h.start : h.end] for h in view.page.standing(number).now] == ["slow", "brea"]


def test_apostrophes_of_both_kinds_are_found(view):
    view.search("let’s")
    assert view._count.text() == "1 of 1"


def test_what_is_not_there_is_said(view):
    view.search("wombat")
    assert view._count.text() == "Not found"
    view.search("(")
    assert view._count.text() == "Not found"
    view.search("")
    assert view._count.text() == ""


def test_escape_ends_the_search(qtbot, view):
    key(qtbot, view, Qt.Key.Key_F, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(view.focusWidget(), "sister")
    key(qtbot, view, Qt.Key.Key_Escape)
    assert (view._field.text(), view.focusWidget()) == ("", view.page)


def test_a_place_that_is_found_is_in_view(view):
    view.search("lot")
    number = view._found[0][0]
    box = view.page._box(number, view.page.standing(number).now[0].word)
    assert 0 <= box.top() <= box.bottom() <= view.page.viewport().height()


def test_without_words_turns_have_their_lengths_and_the_reason_is_given(view):
    view.show_replay(WITHOUT_WORDS)
    assert said(view)[0] == "0:00 Therapist: 2.5 s"
    assert "this session was not transcribed" in texts(view)
    assert not view._field.isVisible()
    assert any(row.marks for row in view.page.rows)


TRANSCRIBED = Transcription(
    model="small", demo_words=True, note="These words come from the demo model.", language="en", lag_s=0.0,
    word_count={"therapist": 0, "client": 0}, not_transcribed=[], refused=[],
)  # fmt: skip


def test_words_that_were_not_kept_are_another_reason(view):
    document = msgspec.structs.replace(WITHOUT_WORDS.document, transcription=TRANSCRIBED)
    view.show_replay(replace(WITHOUT_WORDS, document=document))
    assert "were not kept" in texts(view)


def test_words_that_cannot_be_relied_on_say_so(view):
    document = msgspec.structs.replace(TALK.document, transcription=TRANSCRIBED)
    view.show_replay(replace(TALK, document=document))
    assert "These words come from the demo model." in texts(view)


def test_nothing_said_is_one_sentence(view):
    view.show_replay(replace(NOTHING, silences=()))
    assert "Nobody spoke in this session" in texts(view)
    assert not view.page.isVisible()
    view.show_position(3.0, True)


def test_new_remarks_leave_the_place_where_it_was(qtbot, view):
    view.search("sister")
    wheel(view, -120)
    before = scrolled(view), view.page.currentIndex().row()
    view.show_replay(replace(TALK, notes=()))
    settled()
    assert (scrolled(view), view.page.currentIndex().row()) == before
    assert view._count.text() == "1 found"


def test_another_width_keeps_what_is_uppermost(view):
    view.show_replay(replace(TALK, passages=TALK.passages, silences=()))
    view.resize(420, 300)
    settled()
    view.page.scrollTo(view.page.model().index(6, 0), view.page.ScrollHint.PositionAtTop)
    view.resize(330, 300)
    settled()
    top = view.page.indexAt(QPoint(1, 1)).row()
    assert top == 6


def test_words_never_stand_beyond_the_page(view):
    for width in (260, 420, 1200):
        view.resize(width, 700)
        settled()
        for number in range(len(view.page.rows)):
            for each in view.page.arranged.placed(number):
                assert each.box.right() <= view.page.viewport().width()


def test_a_larger_font_makes_larger_rows(view):
    before = view.page.arranged.heights[0]
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    settled()
    assert view.page.arranged.heights[0] > 1.7 * before


def colours(view):
    picture = view.page.viewport().grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_theme_colours_speakers_hits_and_what_is_spoken(view, theme):
    view.set_theme(theme)
    view.show_position(1.0, False)
    view.search("week")
    settled()
    expected = {theme.panel, theme.found, theme.spoken, *theme.bar.values()}
    assert {QColor(each).name() for each in expected} <= colours(view)


def test_every_control_has_a_name(view):
    assert unnamed(view) == []
