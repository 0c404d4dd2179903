"""Notes: written at the playhead, changed in their place, removed and put back."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit

from monitor.conversation.remarks import Note
from monitor.conversation.timeline import to_samples
from monitor.ui.review.notes import NotesPanel
from tests.ui.review.replays import NOTHING, TALK
from tests.ui.review.showing import click_row, settled, shown, texts, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def panel(qtbot):
    panel = shown(qtbot, NotesPanel())
    panel.show_replay(TALK)
    panel.listed.setFocus()
    settled()
    return panel


@pytest.fixture
def asked(panel):
    heard: list[tuple[object, ...]] = []
    panel.seek_wished.connect(lambda at_s: heard.append(("seek", at_s)))
    panel.note_added.connect(lambda at_s, text: heard.append(("add", at_s, text)))
    panel.note_changed.connect(lambda number, text: heard.append(("change", number, text)))
    panel.note_removed.connect(lambda number: heard.append(("remove", number)))
    panel.about_changed.connect(lambda text: heard.append(("about", text)))
    return heard


def listed(panel):
    return [(entry.at, entry.text) for entry in panel.listed.entries.entries]


def test_notes_stand_with_their_times(panel):
    assert listed(panel)[0] == ("0:29", "Comes back to the kitchen")
    assert "2 notes" in texts(panel)


def test_a_note_is_written_at_the_playhead(qtbot, panel, asked):
    panel.show_position(72.4)
    assert panel.field.placeholderText() == "New note at 1:12"
    panel.write_at(72.4)
    qtbot.keyClicks(panel.field, " Sister ")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert (asked, panel.field.text()) == ([("add", 72.4, "Sister")], "")


def test_a_bookmark_needs_no_text(qtbot, panel, asked):
    panel.show_position(5.0)
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert asked == [("add", 5.0, "")]
    panel.show_replay(replace(TALK, notes=(Note(1, to_samples(5.0), ""),)))
    assert listed(panel) == [("0:05", "A bookmark without text")]


def test_escape_gives_up_writing(qtbot, panel, asked):
    panel.write_at(3.0)
    qtbot.keyClicks(panel.field, "no")
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    assert (asked, panel.field.text(), panel.focusWidget()) == ([], "", panel.listed)


def test_enter_and_a_click_seek(qtbot, panel, asked):
    click_row(qtbot, panel.listed, 1)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Up)
    qtbot.keyClick(panel.listed, Qt.Key.Key_Return)
    assert asked == [("seek", 155.0), ("seek", 29.0)]


def editor(panel):
    return next(each for each in panel.listed.viewport().findChildren(QLineEdit))


def test_a_note_is_changed_in_its_place(qtbot, panel, asked):
    panel.choose(1)
    qtbot.keyClick(panel.listed, Qt.Key.Key_F2)
    field = editor(panel)
    assert field.text() == "Comes back to the kitchen"
    field.selectAll()
    qtbot.keyClicks(field, "The kitchen again")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked == [("change", 1, "The kitchen again")])


def test_escape_leaves_a_note_as_it_was(qtbot, panel, asked):
    panel.choose(1)
    qtbot.mouseClick(panel.edit_button, Qt.MouseButton.LeftButton)
    field = editor(panel)
    qtbot.keyClicks(field, "never mind")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert asked == []


def test_what_was_removed_can_be_put_back(qtbot, panel, asked):
    panel.choose(1)
    assert not panel.undo_button.isVisible()
    qtbot.keyClick(panel.listed, Qt.Key.Key_Delete)
    panel.show_replay(replace(TALK, notes=TALK.notes[1:]))
    assert "The note was removed." in texts(panel)
    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    assert asked == [("remove", 1), ("add", 29.0, "Comes back to the kitchen")]
    assert not panel.undo_button.isVisible()


def test_ctrl_z_puts_it_back_once(qtbot, panel, asked):
    panel.choose(2)
    qtbot.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    for _ in range(2):
        qtbot.keyClick(panel.listed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [what for what, *_ in asked] == ["remove", "add"]


def test_the_buttons_need_a_choice(panel):
    panel.listed.choose(None)
    assert not panel.edit_button.isEnabled()
    panel.choose(2)
    assert panel.remove_button.isEnabled()


def test_no_notes_yet(panel):
    panel.show_replay(NOTHING)
    assert "No notes yet." in texts(panel)
    assert not panel.remove_button.isVisible()


def test_what_is_noted_of_the_session_is_told_when_the_keyboard_leaves(qtbot, panel, asked):
    panel.show_about("Came late.")
    panel.about.setFocus()
    qtbot.keyClicks(panel.about, "Tired. ")
    panel.listed.setFocus()
    assert asked == [("about", "Tired. Came late.")]
    panel.about.setFocus()
    panel.listed.setFocus()
    assert len(asked) == 1


def test_it_is_told_after_a_pause_in_writing(qtbot, panel, asked):
    panel.show_about("")
    panel.about.setFocus()
    qtbot.keyClicks(panel.about, "Sister")
    qtbot.waitUntil(lambda: asked == [("about", "Sister")])


def test_what_is_being_written_is_not_overwritten(qtbot, panel, asked):
    panel.show_about("")
    panel.about.setFocus()
    qtbot.keyClicks(panel.about, "Sis")
    panel.show_about("from the file")
    assert panel.about.toPlainText() == "Sis"


def test_showing_it_tells_nobody(qtbot, panel, asked):
    panel.show_about("Came late.")
    qtbot.wait(1000)
    assert asked == []


def test_without_a_place_to_keep_it_there_is_no_field(panel):
    panel.show_about("x")
    assert panel.about.isVisible()
    panel.show_about(None)
    assert not panel.about.isVisible()


def test_every_control_has_a_name(panel):
    panel.show_about("")
    assert unnamed(panel) == []
