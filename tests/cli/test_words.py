"""Words on the command line: whose, and how to do without."""

import json

import pytest

from monitor.transcribing import DEMO_MODEL, demo_model
from tests.audio.recordings import write
from tests.engine.sound import session_sound


@pytest.fixture
def recording(tmp_path):
    return write(tmp_path / "session.wav", session_sound()[: 16_000 * 20], 16_000)


@pytest.fixture
def in_use(run):
    """A model has been chosen, as after `models pull`."""
    run("models", "import", demo_model().folder)
    run("models", "use", DEMO_MODEL)


def saved(path):
    return json.loads(path.read_bytes())


def test_without_a_model_there_are_no_words(run, recording, tmp_path):
    run("analyze", recording, "--json", tmp_path / "out.json")
    assert "transcription" not in saved(tmp_path / "out.json")


def test_with_a_model_in_use_there_are(run, recording, in_use, tmp_path):
    run("analyze", recording, "--json", tmp_path / "out.json")
    assert saved(tmp_path / "out.json")["transcription"]["model"] == DEMO_MODEL


def test_and_none_where_none_are_wished(run, recording, in_use, tmp_path):
    run("analyze", recording, "--no-words", "--json", tmp_path / "out.json")
    document = saved(tmp_path / "out.json")
    assert "transcription" not in document
    assert document["settings"]["transcription"]["model"] == "none"


def test_a_model_that_is_not_there_is_said(run, recording, tmp_path):
    (tmp_path / "own.toml").write_text('[transcription]\nmodel = "base"\n')
    ended = run("analyze", recording, "--config", tmp_path / "own.toml")
    assert ended.code == 2
    assert "session-monitor models pull base" in ended.sentence
