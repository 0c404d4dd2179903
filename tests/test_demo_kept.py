"""The demo is analysed once, and again only where something that makes its analysis is another."""

import os
from dataclasses import replace

import pytest

from monitor import app, demo_kept, places
from monitor.config import load
from monitor.engine.errands import Errand
from monitor.errors import RecordingError
from monitor.review_sources import demo


@pytest.fixture(scope="module")
def analysed():
    return app.analyze(app.Request(app.DEMO), load(words=False))


@pytest.fixture
def settings():
    return load(words=False)


@pytest.fixture
def counted(monkeypatch, analysed):
    """How often it was analysed."""
    calls = []

    def analyze(*_arguments, **_named):
        calls.append(1)
        return analysed

    monkeypatch.setattr(app, "analyze", analyze)
    return calls


def opened(settings):
    shown = Errand(lambda errand: demo(settings, errand)).result()
    assert shown.player is not None
    shown.player.close()
    return shown


def test_the_second_time_it_is_there_and_the_same(settings, counted, analysed):
    first, second = opened(settings), opened(settings)
    assert len(counted) == 1
    assert first.replay == second.replay
    assert second.replay.document == analysed


def test_other_settings_or_another_program_make_it_anew(settings, counted, tmp_path, monkeypatch):
    opened(settings)
    tables = settings.tables | {"conversation": settings.tables["conversation"] | {"ipu_gap_s": 0.2}}
    opened(replace(settings, tables=tables))
    assert len(counted) == 2
    assert len(list(places.user_cache_dir().iterdir())) == 1
    monkeypatch.setattr(demo_kept, "__version__", "0.0.0")
    opened(replace(settings, tables=tables))
    assert len(counted) == 3


def test_another_sound_makes_it_anew(settings, counted, tmp_path, monkeypatch):
    sound = tmp_path / "session.flac"
    sound.write_bytes(app.DEMO.read_bytes())
    monkeypatch.setattr(app, "DEMO", sound)
    opened(settings)
    os.utime(sound, ns=(1, 1))
    opened(settings)
    assert len(counted) == 2


def test_what_is_damaged_is_made_anew(settings, counted):
    opened(settings)
    (file,) = places.user_cache_dir().iterdir()
    file.write_bytes(file.read_bytes()[:1000])
    opened(settings)
    opened(settings)
    assert len(counted) == 2


def test_where_it_cannot_be_kept_it_is_made_each_time(settings, counted):
    places.user_cache_dir().parent.mkdir(parents=True, exist_ok=True)
    places.user_cache_dir().write_text("a file where the folder should be")
    opened(settings)
    opened(settings)
    assert len(counted) == 2


def test_what_was_stopped_is_not_kept(settings):
    def work(errand):
        errand.stop()
        return demo(settings, errand)

    with pytest.raises(RecordingError, match="stopped"):
        Errand(work).result()
    assert demo_kept.kept(settings) is None
