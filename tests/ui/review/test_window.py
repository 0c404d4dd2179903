"""The replay as a whole, off screen: what one part wishes is done, and shown by all."""

import json
from dataclasses import replace as changed
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit

from monitor.conversation.remarks import Contested, Intended, QuestionCorrected, QuestionKind, Verdict
from monitor.replay.model import Span
from monitor.replay.remarking import AboutWritten, NoteAdded, NoteChanged, NoteRemoved
from monitor.ui.review import asking
from monitor.ui.review.asking import Answer
from monitor.ui.review.opened import About
from monitor.ui.review.tabs import NAMES
from tests.ui.review.replays import NOTHING, ONE_SPEAKER, WITHOUT_WORDS
from tests.ui.review.staging import Disk, opened, replay, window

key_click: Any = QTest.keyClick  # its types know no window of ours
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dressed(qapp):
    """The application's own look is put back."""
    style, palette, font = qapp.style().objectName(), qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def show(dressed, qtbot, tmp_path):
    """Shows a window for a session; what is asked on closing is discarded unless the test says else."""

    def shown(session, save=None):
        made = window(dressed, session, tmp_path, *([save] if save else []))
        qtbot.addWidget(made, before_close_func=lambda each: each.remarking.saved() or _forget(each))
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)  # keys belong to the active window
        return made

    return shown


def _forget(made):
    made.remarking._waiting.clear()


@pytest.fixture
def session():
    return opened(replay())


@pytest.fixture
def shown(show, session):
    return show(session)


def interruptions(made):
    counts = made.replay.summary.interruptions["therapist"]
    return counts.successful + counts.attempted + counts.unresolved


def press(made, key, modifier=Qt.KeyboardModifier.NoModifier):
    key_click(made.focusWidget() or made, key, modifier)


def type_in(made, text):
    for sign in text:
        key_click(made.focusWidget(), sign)


def first_of_the_therapist(made):
    return next(
        each for each in made.replay.moments if each.by == "therapist" and "interruption" in each.kind
    )


def test_it_says_which_session_it_is_and_its_figures(shown):
    said = [each.accessibleName() for each in shown.header._figures]
    assert said[1].startswith(f"{interruptions(shown)}, interruption")
    assert shown.header._title.accessibleName() == "Blue Heron"
    assert "3f2a" in shown.header._when.accessibleName()


def test_a_jump_is_seen_by_timeline_transcript_and_player(shown, session):
    shown.transcript.seek_wished.emit(61.5)
    assert session.player.told[-1] == ("seek", 61.5)
    assert shown.timeline._canvas.position_s == 61.5
    assert shown.transcript._position_s == 61.5
    assert shown.bar._time.text().startswith("1:01 / ")


def test_space_plays_and_pauses_and_nothing_runs_while_it_is_paused(shown, session):
    press(shown, Qt.Key.Key_Space)
    assert session.player.playing
    assert shown.playhead._timer.isActive()
    press(shown, Qt.Key.Key_Space)
    assert session.player.told[-1] == ("pause",)
    assert not shown.playhead._timer.isActive()


def test_the_playhead_goes_along_with_the_sound(shown, session, qtbot):
    shown.playhead.play()
    session.player.position_s = 12.25
    qtbot.waitUntil(lambda: shown.timeline._canvas.position_s == 12.25)
    session.player.playing = False
    qtbot.waitUntil(lambda: not shown.playhead._timer.isActive())
    assert shown.bar._play.accessibleName() == "Play (Space)"


def test_play_it_plays_the_ten_seconds_and_stops(shown, session, qtbot):
    shown.play_span(Span(20.0, 30.0))
    assert session.player.told[-2:] == [("seek", 20.0), ("play",)]
    session.player.position_s = 30.01
    qtbot.waitUntil(lambda: not session.player.playing)
    assert session.player.told[-1] == ("pause",)


def test_what_cannot_be_heard_is_said(shown, session, qtbot):
    shown.playhead.play()
    session.player.problem = "No loudspeaker is there. Plug one in."
    qtbot.waitUntil(lambda: shown.bar._said.text() == session.player.problem)
    assert not shown.playhead._timer.isActive()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (Qt.Key.Key_BracketLeft, ("speed", 0.75)),
        (Qt.Key.Key_BracketRight, ("speed", 1.25)),
        (Qt.Key.Key_T, ("hear", "therapist", False)),
        (Qt.Key.Key_C, ("hear", "client", False)),
        (Qt.Key.Key_Right, ("seek", 65.0)),
        (Qt.Key.Key_Left, ("seek", 55.0)),
    ],
)
def test_keys_of_the_player(shown, session, key, told):
    shown.playhead.seek(60.0)
    press(shown, key)
    assert session.player.told[-1] == told


def test_the_speed_stays_within_its_bounds(shown):
    for _ in range(9):
        shown.playhead.faster(1)
    assert shown.playhead.speed == 2.0
    for _ in range(9):
        shown.playhead.faster(-1)
    assert shown.playhead.speed == 0.5


def test_n_and_p_go_from_moment_to_moment(shown, session):
    ordered = sorted(shown.replay.moments, key=lambda each: each.span.start_s)
    press(shown, Qt.Key.Key_N)
    assert shown.chosen == ordered[0].id
    assert session.player.told[-1] == ("seek", round(ordered[0].around.start_s, 3))
    press(shown, Qt.Key.Key_N)
    press(shown, Qt.Key.Key_P)
    assert shown.chosen == ordered[0].id
    press(shown, Qt.Key.Key_P)
    assert shown.chosen == ordered[0].id
    assert shown.notice.sentence == "There is no further moment there."


def test_a_moment_of_the_timeline_is_chosen_in_the_list(shown):
    moment = first_of_the_therapist(shown)
    shown.tabs.choose("notes")
    shown.timeline.moment_chosen.emit(moment.id)
    assert NAMES[shown.tabs.currentIndex()] == "moments"
    assert shown.tabs.panel("moments").chosen.id == moment.id


def test_a_contested_moment_leaves_the_count_at_once_and_is_kept(shown, session):
    before, moment = interruptions(shown), first_of_the_therapist(shown)
    shown.choose(moment.id)
    press(shown, Qt.Key.Key_1)
    assert interruptions(shown) == before - 1
    assert "1 contested" in shown.header._figures[1].accessibleName()
    assert session.keep.kept == [Contested(moment.id, Verdict.SUPPORTIVE, 1_760_000_001)]
    press(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert interruptions(shown) == before
    assert session.keep.kept[-1] == Contested(moment.id, None, 1_760_000_001)


def test_to_contest_nothing_asks_for_a_moment(shown, session):
    shown.contest_chosen(Verdict.TEACHING)
    assert shown.notice.sentence.startswith("Choose a moment first")
    assert session.keep.kept == []


def test_in_a_silent_interruption_there_is_nothing_to_contest(show):
    talk = replay()
    silent = changed(talk.moments[0], id="silent-therapist-1.00", kind="silent_interruption")
    disk = Disk()
    made = show(opened(changed(talk, moments=(*talk.moments, silent)), keep=disk))
    made.choose(silent.id)
    made.contest_chosen(Verdict.TEACHING)
    assert made.notice.sentence.startswith("A silent interruption is counted nowhere")
    assert disk.kept == []


def test_l_loops_the_chosen_moment_and_m_marks_it_as_intended(shown, session):
    shown.choose(first_of_the_therapist(shown).id)
    press(shown, Qt.Key.Key_L)
    looped = shown.playhead.looped
    assert ("loop", looped) in session.player.told
    press(shown, Qt.Key.Key_M)
    (kept,) = session.keep.kept
    assert isinstance(kept, Intended)
    assert shown.replay.intended == (kept,)
    press(shown, Qt.Key.Key_M)
    assert shown.replay.intended == ()
    press(shown, Qt.Key.Key_L)
    assert shown.playhead.looped is None


def test_notes_are_added_changed_and_removed(shown, session):
    shown.playhead.seek(42.0)
    press(shown, Qt.Key.Key_B)
    notes = shown.tabs.panel("notes")
    assert isinstance(shown.focusWidget(), QLineEdit)
    type_in(shown, "Ask about tp")
    press(shown, Qt.Key.Key_Return)
    (note,) = shown.replay.notes
    assert (note.at, note.text) == (42 * 16_000, "Ask about tp"), "letters are text while one writes"
    notes.note_changed.emit(note.number, "Ask about this")
    notes.note_removed.emit(note.number)
    assert [type(each) for each in session.keep.kept] == [NoteAdded, NoteChanged, NoteRemoved]
    assert shown.replay.notes == ()


def test_what_is_noted_of_the_session_is_kept(shown, session):
    shown.tabs.choose("notes")
    notes = shown.tabs.panel("notes")
    assert notes.about.toPlainText() == "Second session."
    notes.about.setPlainText("Second session, by telephone.")
    assert shown.menus.may_close()
    notes._tell_about()
    assert session.keep.kept == [AboutWritten("Second session, by telephone.")]


def test_a_question_is_corrected(shown, session):
    asked = shown.replay.questions[0]
    shown.tabs.panel("questions").question_corrected.emit(asked.span.start_s, QuestionKind.NONE)
    (kept,) = session.keep.kept
    assert isinstance(kept, QuestionCorrected)
    assert shown.replay.questions[0].corrected


def test_what_the_disk_refuses_is_said_and_tried_again(shown, session):
    session.keep.full = True
    shown.choose(first_of_the_therapist(shown).id)
    press(shown, Qt.Key.Key_2)
    assert shown.notice.sentence == "The disk is full. Make room."
    assert shown.notice.lasting
    session.keep.full = False
    shown.notice._button.click()
    assert shown.notice.sentence == ""
    assert len(session.keep.kept) == 1


@pytest.mark.parametrize("answer", [Answer.CANCEL, Answer.DISCARD])
def test_unsaved_remarks_are_asked_about(show, monkeypatch, answer):
    asked = []

    def what_of_remarks(*what):
        asked.append(what)
        return answer

    monkeypatch.setattr(asking, "what_of_remarks", what_of_remarks)
    made = show(opened(replay(), keep=None))
    made.contest(first_of_the_therapist(made).id, Verdict.TEACHING)
    assert made.close() is (answer is Answer.DISCARD)
    assert asked == [(made, 1, False)]


def test_remarks_on_a_recording_are_saved_as_an_analysis(show, monkeypatch, tmp_path):
    saved = {}
    monkeypatch.setattr(asking, "where_to_save", lambda *_: tmp_path / "with-remarks.json")
    made = show(opened(replay(), keep=None), lambda document, path: saved.update({path: document}))
    made.contest(first_of_the_therapist(made).id, Verdict.TEACHING)
    press(made, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (document,) = saved.values()
    assert [each.verdict for each in document.remarks.contested] == ["teaching"]
    assert made.remarking.unsaved == 0
    assert made.close()


def test_a_save_that_fails_is_said_and_loses_nothing(show, monkeypatch, tmp_path):
    said = []
    monkeypatch.setattr(asking, "where_to_save", lambda *_: tmp_path / "x.json")
    monkeypatch.setattr(asking, "tell", lambda _parent, sentence: said.append(sentence))
    made = show(opened(replay(), keep=None))
    made.contest(first_of_the_therapist(made).id, Verdict.TEACHING)
    assert not made.menus.filing.save()
    assert said == [f"{tmp_path / 'x.json'} cannot be written."]
    assert made.remarking.unsaved == 1


def test_panels_are_made_when_they_are_looked_at(shown):
    assert [name for name in NAMES if shown.tabs.made(name)] == ["moments"]
    press(shown, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shown.tabs.made("silences") is not None
    assert shown.tabs.made("latency") is None


@pytest.mark.parametrize(
    "odd",
    [NOTHING, ONE_SPEAKER, WITHOUT_WORDS],
    ids=["nobody spoke", "one speaker", "no words"],
)
def test_odd_sessions_are_shown(show, odd):
    made = show(opened(odd, player=None, silent="not kept", keep=None))
    for name in NAMES:
        made.tabs.choose(name)
    press(made, Qt.Key.Key_Space)
    press(made, Qt.Key.Key_N)
    press(made, Qt.Key.Key_L)
    made.show_remarks()
    assert made.bar._said.text().startswith("No sound was kept")
    assert not made.bar._play.isEnabled()


def test_without_a_player_the_position_moves_all_the_same(show):
    made = show(opened(replay(), player=None, silent="not kept"))
    made.timeline.seek_wished.emit(30.0)
    press(made, Qt.Key.Key_Right)
    assert made.playhead.position_s == 35.0
    assert made.timeline._canvas.position_s == 35.0


def test_larger_text_and_other_colours_hold_and_are_remembered(shown, tmp_path, qapp):
    usual = qapp.font().pointSizeF()
    shown.playhead.seek(33.0)
    press(shown, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert qapp.font().pointSizeF() > usual
    assert shown.timeline._canvas.position_s == 33.0
    shown.set_look("dark", shown.arrangement.now.steps)
    assert shown.close()
    kept = json.loads((tmp_path / "review.json").read_text())
    assert (kept["theme"], kept["steps"]) == ("dark", 1)


def test_a_long_pseudonym_is_cut_off_and_whole_in_its_tool_tip(show):
    name = "Long " * 60
    made = show(opened(replay(), about=About("3f2a", name, None, None)))
    made.resize(800, 600)
    QApplication.processEvents()
    assert made.width() == 800
    assert made.header._title.toolTip() == name


def test_a_button_with_the_focus_has_space_and_arrows_for_itself(shown, session):
    shown.activateWindow()
    shown.bar._faster.setFocus()
    QApplication.processEvents()
    shown.menus._focus_moved(None, shown.bar._faster)
    press(shown, Qt.Key.Key_Space)
    assert session.player.told[-1] == ("speed", 1.25)
    assert ("play",) not in session.player.told
