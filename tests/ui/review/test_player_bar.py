"""The row of the player: what its buttons say and do, with and without sound."""

import pytest

from monitor.replay.model import Span
from monitor.ui.review.naming import why_silent
from monitor.ui.review.player_bar import PlayerBar
from monitor.ui.review.playhead import Playhead
from tests.ui.review.staging import Player


@pytest.fixture
def bar(qtbot):
    head = Playhead(Player(), 3_700.0)
    made = PlayerBar(head, "")
    qtbot.addWidget(made)
    return made


def test_every_button_has_a_name_that_tells_its_key(bar):
    names = [button.accessibleName() for button in (*bar._signs, bar._slower, bar._faster)]
    names += [button.accessibleName() for button in bar._heard.values()]
    assert len(set(names)) == len(names) == 10
    assert all("(" in name for name in names)


def test_position_and_length(bar):
    bar._playhead.seek(3_605.9)
    assert bar._time.text() == "1:00:05 / 1:01:40"


def test_buttons_tell_the_player(bar):
    for button in (bar._forward, bar._faster, bar._heard["client"], bar._play):
        button.click()
    assert bar._playhead._player.told == [
        ("seek", 5.0),
        ("speed", 1.25),
        ("hear", "client", False),
        ("play",),
    ]
    assert bar._play.accessibleName() == "Pause (Space)"
    assert "1.25" in bar._speed.text()
    assert not bar._heard["client"].isChecked()


def test_the_loop_button_shows_whether_something_is_looped(bar):
    bar._playhead.loop(Span(1.0, 2.0))
    assert bar._loop.isChecked()
    bar._playhead.loop(None)
    assert not bar._loop.isChecked()


def test_without_sound_it_says_why(qtbot):
    made = PlayerBar(Playhead(None, 60.0), "No sound was kept.")
    qtbot.addWidget(made)
    assert made._said.text() == "No sound was kept."
    silent = (made._play, made._slower, made._faster, *made._heard.values())
    assert not any(button.isEnabled() for button in silent)
    assert made._next.isEnabled()


def test_a_seek_beyond_the_ends_stays_within(bar):
    bar._playhead.seek(9_999.0)
    assert bar._playhead.position_s == 3_700.0
    bar._playhead.step(-9_999.0)
    assert bar._playhead.position_s == 0.0


@pytest.mark.parametrize("silent", ["missing", "other", "unreadable"])
def test_an_analysis_names_the_recording_that_it_lacks(silent):
    sentence = why_silent(silent, ["me.wav", "you.wav"])
    assert "me.wav + you.wav" in sentence
    assert why_silent("", ["me.wav"]) == ""
