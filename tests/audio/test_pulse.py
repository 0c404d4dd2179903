"""The watch of the sound server: on a virtual card, and where there is none."""

import os
import threading
import time

import pytest

from monitor.audio import libpulse
from monitor.audio.listing import fresh_devices
from monitor.audio.pulse import NO_PICTURE, ServerWatch


@pytest.fixture
def changes():
    return threading.Semaphore(0)


@pytest.fixture
def watch(sound_card, changes, monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", sound_card.env["PULSE_SERVER"])
    monkeypatch.setenv("XDG_RUNTIME_DIR", sound_card.env["XDG_RUNTIME_DIR"])
    with ServerWatch(changes.release) as watching:
        yield watching


def until(picture_is, watch, changes):
    """Wait for a change after which it is so."""
    while not picture_is(watch.picture):
        assert changes.acquire(timeout=5)


@pytest.mark.device
def test_a_picture_shows_sources_and_what_is_played(watch):
    picture = watch.look()
    assert picture.up
    assert set(picture.sources) == {"session.monitor", "therapist.monitor", "client.monitor"}
    assert picture.played.name == "session.monitor"
    assert picture.default_source == "session.monitor"
    assert picture.outputs == {}  # this process records nothing


@pytest.mark.device
def test_changes_are_told_as_they_happen(watch, changes, sound_card):
    watch.look()
    sound_card.unplug("client")
    until(lambda picture: "client.monitor" not in picture.sources, watch, changes)
    sound_card.control("set-default-sink", "therapist")
    until(lambda picture: picture.played.name == "therapist.monitor", watch, changes)
    sound_card.suspend("therapist", True)
    until(lambda picture: picture.sources["therapist.monitor"].suspended, watch, changes)


@pytest.mark.device
def test_a_server_that_goes_and_comes_again(watch, changes, sound_card):
    watch.look()
    sound_card.kill()
    until(lambda picture: not picture.up, watch, changes)
    assert watch.look() == NO_PICTURE
    sound_card.start()
    until(lambda picture: len(picture.sources) == 3, watch, changes)


@pytest.mark.device
def test_a_server_that_hangs_holds_nobody_up_for_long(watch, sound_card):
    before = watch.look()
    sound_card.freeze()
    began_s = time.perf_counter()
    assert watch.look(0.2) == before
    watch.close()
    assert time.perf_counter() - began_s < 2


@pytest.mark.device
def test_another_program_lists_the_devices(sound_card, monkeypatch):
    for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH"):
        monkeypatch.setenv(name, sound_card.env[name])
    found = fresh_devices()
    assert found is not None
    assert "therapist_mic" in [device.name for device in found]


def test_where_there_is_no_server_there_is_no_picture(monkeypatch, tmp_path):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    with ServerWatch() as watch:
        assert watch.look() == NO_PICTURE
        began_s = time.perf_counter()
        for _ in range(3):
            watch.look()
        assert time.perf_counter() - began_s < 2


def test_where_there_is_no_library_nothing_is_watched(monkeypatch):
    monkeypatch.setattr(libpulse, "library", lambda: None)
    with ServerWatch() as watch:
        assert watch.look() == NO_PICTURE


def test_a_list_that_cannot_be_had_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.executable", os.fspath(tmp_path / "no-python"))
    assert fresh_devices() is None
