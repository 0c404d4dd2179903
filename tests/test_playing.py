"""Which player a session gets, and that it plays what was kept, therapist first."""

import time
from pathlib import Path

import keyring
import numpy as np
import pytest

from monitor import app
from monitor.audio.playback import Playback
from monitor.config import load
from monitor.kept import KeptSession
from monitor.playing import CollectingKeeper, collected_player, kept_player
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.store.vault import Vault
from tests.audio.recordings import write
from tests.store.staging import SECOND, InMemory, begin, finish, talk


@pytest.fixture
def library(tmp_path: Path):
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    yield Library(tmp_path / "sessions", Vault(tmp_path / "sessions", KeyringPlace()))
    keyring.set_keyring(before)


def kept(library, keep=Keep.AUDIO, swapped=False):
    """A session of five seconds: its origin, and the sound as it was captured."""
    writer = begin(library, keep)
    told = talk(writer, 5)
    if swapped:
        writer.mark("swapped", 5 * SECOND)
    finish(writer, told, 5)
    return KeptSession(library, writer.id), told.samples()


def settings():
    return load(words=False).playback


@pytest.mark.parametrize("swapped", [False, True])
def test_a_kept_session_is_read_therapist_first(library, swapped):
    origin, sound = kept(library, swapped=swapped)

    player = kept_player(origin, settings())

    assert isinstance(player, Playback)
    opened = player._feeding._open_sound()
    expected = sound[:, ::-1] if swapped else sound
    assert np.array_equal(opened.read(7_000, 45_000), expected[7_000:45_000])
    assert player._length == len(sound)
    assert not opened.read(len(sound), len(sound) + 100).any()
    opened.close()


@pytest.mark.parametrize("keep", [Keep.NUMBERS, Keep.TRANSCRIPT])
def test_without_sound_there_is_no_player(library, keep):
    origin, _ = kept(library, keep)

    assert kept_player(origin, settings()) is None


def test_a_recording_is_heard_as_its_analysis_heard_it(tmp_path):
    sound = np.random.default_rng(0).integers(-2_000, 2_000, (10 * SECOND, 2)).astype(np.int16)
    recording = write(tmp_path / "a.wav", sound, SECOND)
    collecting = CollectingKeeper(settings())

    app.analyze(app.Request(recording, swap=True), load(words=False), keeper=collecting)
    collecting.finish()

    player = collected_player(collecting, settings())
    assert isinstance(player, Playback)
    assert player._length == collecting.length == len(sound)
    read = collecting.sound().read(SECOND, 3 * SECOND)
    assert np.abs(read - sound[SECOND : 3 * SECOND, ::-1]).max() <= 1 << 9


def test_where_nothing_was_heard_there_is_no_player():
    assert collected_player(CollectingKeeper(settings()), settings()) is None


def test_a_session_that_has_gone_is_a_sentence(library):
    origin, _ = kept(library)
    player = kept_player(origin, settings())
    assert player is not None
    library.delete(origin.session)

    player.play()
    while player.playing:
        time.sleep(0.01)

    assert "key of this session" in player.problem
    assert player.position_s == 0.0
    player.close()
