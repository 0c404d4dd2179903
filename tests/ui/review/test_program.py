"""From one window to the next: the list, one session at a time, and one that cannot be opened."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from monitor.conversation.remarks import Verdict
from monitor.errors import RecordingError, StoreError
from monitor.ui.review import asking
from monitor.ui.review.asking import Answer
from monitor.ui.review.opened import About, Row, Wanted
from monitor.ui.review.program import Around, Program, _faults_told
from tests.ui.review.staging import Done, opened, replay, save_nothing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ROW = Row("3f2a" + 12 * "0", "3f2a", 1_760_000_000, 360.0, "Blue Heron", (), "sound", "")


@dataclass
class Desk:
    """Opens whatever it is given; remembers what was wanted."""

    outcome: Any
    listed: Any = (ROW,)
    wanted: list[Wanted] = field(default_factory=list)
    pending: bool = False

    def rows(self) -> Any:
        if isinstance(self.listed, Exception):
            raise self.listed
        return self.listed

    def open(self, wanted: Wanted) -> Done:
        self.wanted.append(wanted)
        return Done(self.outcome, done=not self.pending)


@pytest.fixture
def ends(qapp, monkeypatch):
    """How often the application was to end; it must not while there are more tests."""
    counted: list[int] = []
    monkeypatch.setattr(qapp, "exit", lambda: counted.append(1))
    return counted


@pytest.fixture
def program(qapp, qtbot, tmp_path, ends):
    """Makes the program around a desk; every window is gone at the end."""
    style, palette, font = qapp.style().objectName(), qapp.palette(), qapp.font()
    made = []

    def start(desk, wanted=None):
        made.append(Program(qapp, desk, Around("light", tmp_path / "review.json", save_nothing)))
        made[-1].begin(wanted)
        return made[-1]

    yield start
    for each in made:
        if each.window is not None:
            each.window.remarking._waiting.clear()
        each.close()
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def said(monkeypatch):
    sentences = []
    monkeypatch.setattr(asking, "tell", lambda _parent, sentence: sentences.append(sentence))
    return sentences


def shown(program, qtbot):
    qtbot.waitUntil(lambda: program.window is not None and program._waiting is None)
    return program.window


def test_what_is_wanted_is_shown_and_its_end_is_the_program_s(program, qtbot, ends):
    made = program(Desk(opened(replay())), Wanted())
    assert shown(made, qtbot).isVisible()
    assert made.sessions is None
    made.window.close()
    assert ends == [1]


@pytest.mark.parametrize("error", [RecordingError("It is too long."), ValueError("a fault of ours")])
def test_what_cannot_be_opened_at_the_start_is_for_the_command_to_say(program, qtbot, said, error):
    made = program(Desk(error), Wanted())
    qtbot.waitUntil(lambda: made.error is error)
    assert said == []


def test_a_list_that_cannot_be_had_is_for_the_command_to_say(program):
    error = StoreError("The folder cannot be read.")
    assert program(Desk(None, listed=error)).error is error


def test_from_the_list_to_a_session_and_back(program, qtbot, ends):
    desk = Desk(opened(replay()))
    made = program(desk)
    made.sessions.page.open_wished.emit(ROW.id)
    window = shown(made, qtbot)
    assert desk.wanted == [Wanted(session=ROW.id)]
    assert not made.sessions.isVisible()
    window.close()
    assert made.window is None
    assert made.sessions.isVisible()
    assert not ends
    made.sessions.close()
    assert ends == [1]


def test_an_error_in_between_is_said_in_a_window(program, qtbot, said):
    made = program(Desk(StoreError("It is damaged.")))
    made.sessions.page.open_wished.emit(ROW.id)
    qtbot.waitUntil(lambda: said == ["It is damaged."])
    assert made.error is None
    assert made.sessions.isVisible()


def test_another_session_takes_the_place_of_the_first(program, qtbot):
    desk = Desk(opened(replay()))
    made = program(desk, Wanted())
    first = shown(made, qtbot)
    player: Any = first.opened.player
    desk.outcome = opened(replay(), about=About("77aa", "Otter", None, None))
    first.files_wished.emit([Path("talk.wav")])
    qtbot.waitUntil(lambda: made.window is not None and made.window is not first)
    assert desk.wanted[-1] == Wanted(files=(Path("talk.wav"),))
    assert made.window.opened.about.client == "Otter"
    assert ("close",) in player.told


def test_a_session_with_unsaved_remarks_may_stay(program, qtbot, monkeypatch):
    monkeypatch.setattr(asking, "what_of_remarks", lambda *_: Answer.CANCEL)
    desk = Desk(opened(replay(), keep=None))
    made = program(desk, Wanted())
    first = shown(made, qtbot)
    first.contest(first.replay.moments[0].id, Verdict.TEACHING)
    desk.outcome = opened(replay())
    player: Any = desk.outcome.player
    first.files_wished.emit([Path("talk.wav")])
    qtbot.waitUntil(lambda: ("close",) in player.told)
    assert made.window is first


def test_what_is_cancelled_is_not_shown(program, qtbot):
    made = program(Desk(opened(replay()), pending=True), Wanted())
    made._waiting.stop()
    qtbot.waitUntil(lambda: made._waiting is None)
    assert made.window is None


def test_while_one_is_opened_no_other_is(program, qtbot):
    desk = Desk(opened(replay()), pending=True)
    made = program(desk, Wanted())
    made._open(Wanted(session=ROW.id))
    assert len(desk.wanted) == 1
    made._waiting.stop()


def test_a_fault_of_ours_ends_it_but_asks_about_remarks_first(program, qtbot, monkeypatch, ends):
    asked = []

    def what_of_remarks(*what):
        asked.append(what)
        return Answer.DISCARD

    monkeypatch.setattr(asking, "what_of_remarks", what_of_remarks)
    made = program(Desk(opened(replay(), keep=None)), Wanted())
    window = shown(made, qtbot)
    window.contest(window.replay.moments[0].id, Verdict.TEACHING)
    error = ZeroDivisionError("ours")
    with _faults_told(made.fail):
        sys.excepthook(ZeroDivisionError, error, None)
    assert made.error is error
    assert len(asked) == 1
    assert ends


def test_all_is_closed_where_the_program_is_to_end(program, qtbot):
    made = program(Desk(opened(replay())))
    made.sessions.page.demo_wished.emit()
    shown(made, qtbot)
    made.close()
    assert made.window is None
    assert made.sessions is None
