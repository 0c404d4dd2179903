"""`demo`: the bundled session through the live pipeline, in the terminal and as JSON."""

import json
import os

import jsonschema
import pytest

from monitor.document import schema
from monitor.transcribing import DEMO_MODEL, demo_model

QUICK = ("--no-window", "--speed", "1000")


@pytest.fixture
def quick(plain):
    """In no time, with the detector that needs least."""
    return (*QUICK, *plain)


def saved(path):
    document = json.loads(path.read_bytes())
    jsonschema.validate(document, json.loads(schema()))
    return document


def test_plays_the_whole_session_and_says_where_the_analysis_lies(run, tmp_path):
    ended = run("demo", *QUICK, "--json", tmp_path / "out.json")
    assert (ended.code, ended.err) == (0, "")
    document = saved(tmp_path / "out.json")
    assert document["complete"]
    assert document["duration_s"] == pytest.approx(90, abs=10)
    assert 0.3 < document["talk_share"]["therapist"] < 0.6
    assert "demo session · 1:2" in ended.out
    assert f"The whole analysis is in {tmp_path / 'out.json'}" in ended.out


def test_shows_the_live_view_in_the_terminal(run, quick, tmp_path):
    ended = run("demo", *quick, "--json", tmp_path / "out.json")
    view, _, summary = ended.out.partition("demo session")
    assert "0:00 · Nobody is speaking" in view
    assert "interruptions" in view
    assert "Talk share" in summary


def test_without_a_screen_too(run, plain, monkeypatch, tmp_path):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ended = run("demo", "--speed", "1000", *plain, "--json", tmp_path / "out.json")
    assert ended.code == 0
    assert "0:00 · Nobody is speaking" in ended.out


def test_keeps_the_analysis_in_the_users_folder_unless_told_otherwise(run, quick, own_user_folders):
    ended = run("demo", *quick)
    (kept,) = own_user_folders.rglob("demo.json")
    assert saved(kept)["complete"]
    assert str(kept) in ended.out


def test_equals_its_analysis_as_a_recording(run, tmp_path):
    """To the last word, where the demo's model is taken for a real one; the result says whose they are."""
    from monitor.app import DEMO

    run("models", "import", demo_model().folder)
    run("models", "use", DEMO_MODEL)
    run("demo", *QUICK, "--json", tmp_path / "demo.json")
    run("analyze", DEMO, "--json", tmp_path / "file.json")
    live, file = saved(tmp_path / "demo.json"), saved(tmp_path / "file.json")
    assert (live.pop("source"), file.pop("source")) == (["demo session"], ["session.flac"])
    assert live == file
    assert file["transcription"]["demo_words"]


def test_printed_json_stands_by_itself(run, quick):
    ended = run("demo", *quick, "--json", "-")
    assert json.loads(ended.out)["complete"]
    assert "Nobody is speaking" in ended.err


def test_a_place_that_cannot_be_written_is_refused_before_it_plays(run, monkeypatch, tmp_path):
    monkeypatch.setattr("monitor.app.run_demo", lambda *_: pytest.fail("it played"))
    ended = run("demo", *QUICK, "--json", tmp_path)
    assert ended.code == 2
    assert "that is a folder" in ended.sentence
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert run("demo", *QUICK).code == 2


def test_what_was_heard_is_kept_when_it_ends_badly(run, quick, monkeypatch, tmp_path):
    """The view breaks down after a while: the result is there, and then the fault is said."""
    from monitor.ui.terminal import TerminalView

    def breaking(view, snapshot, show=TerminalView.show):
        if snapshot.at_s > 30:
            raise ZeroDivisionError
        show(view, snapshot)

    monkeypatch.setattr(TerminalView, "show", breaking)
    ended = run("demo", *quick, "--json", tmp_path / "out.json")
    assert ended.code == 1
    assert "something went wrong in the program itself" in ended.sentence
    document = saved(tmp_path / "out.json")
    assert not document["complete"]
    assert document["duration_s"] == pytest.approx(30.5, abs=1)
