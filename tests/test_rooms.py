"""What is remembered of rooms: for whom it holds, for how long, and that odd files do no harm."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from monitor import checking, places, remembered, rooms, soundcheck
from monitor.audio.devices import ChannelChoice, InputDevice, Microphone
from monitor.conversation.room import Loudness, Room, Side

PAIR = InputDevice(0, "Scarlett 2i2", "ALSA", 2, 48000, True)
HEADSET = InputDevice(1, "Headset", "ALSA", 1, 48000, False)
TABLE = InputDevice(2, "Table microphone", "ALSA", 1, 48000, False)
ONE = ChannelChoice(Microphone(PAIR, 0), Microphone(PAIR, 1))
TWO = ChannelChoice(Microphone(HEADSET, 0), Microphone(TABLE, 0))
ROOM = Room(
    (
        Side(Loudness.GOOD, -26.0, -65.0, -20.0, 150.0),
        Side(Loudness.GOOD, -30.0, -60.0, None, None),
    ),
    21.04,
)


def folder():
    return places.user_data_dir() / "rooms"


def test_what_was_found_holds_for_these_microphones_alone():
    assert rooms.recall(ONE) is None
    rooms.keep(ONE, ROOM)
    profile = rooms.recall(ONE)
    assert profile is not None
    assert profile.separation_db == 21.0
    assert (profile.therapist.speech_dbfs, profile.client.noise_dbfs) == (-26.0, -60.0)
    assert rooms.recall(TWO) is None


def test_a_hearing_begins_with_each_path_at_its_own_microphone():
    rooms.keep(TWO, ROOM)
    straight, crossed = rooms.recall(TWO), rooms.recall(rooms.exchanged(TWO))
    assert straight is not None
    assert straight == crossed
    delays = [channel.bleed_delay_ms for channel in straight.known(TWO).channels]
    assert delays == [150.0, None]
    delays = [channel.bleed_delay_ms for channel in straight.known(rooms.exchanged(TWO)).channels]
    assert delays == [None, 150.0]


def test_channels_that_were_swapped_stay_so_until_it_is_forgotten():
    rooms.keep(rooms.exchanged(ONE), ROOM)
    assert rooms.in_order(ONE) == rooms.exchanged(ONE)
    assert rooms.in_order(rooms.exchanged(ONE)) == rooms.exchanged(ONE)
    assert rooms.forget() == 1
    assert rooms.in_order(ONE) == ONE
    assert rooms.forget() == 0


def test_two_microphones_of_one_name_are_never_exchanged_unasked():
    twins = ChannelChoice(Microphone(TABLE, 0), Microphone(replace(TABLE, index=7), 0))
    rooms.keep(twins, ROOM)
    profile = rooms.recall(twins)
    assert profile is not None
    assert rooms.in_order(twins) == twins
    assert profile.known(twins).channels[0].bleed_delay_ms == 150.0


def test_whoever_names_both_devices_knows_better(monkeypatch):
    rooms.keep(rooms.exchanged(TWO), ROOM)
    monkeypatch.setattr(soundcheck, "choose_with_call", lambda *_names: TWO)
    assert soundcheck.chosen(remembered.Devices(therapist="Headset", client="Table")) == TWO
    assert soundcheck.chosen(remembered.Devices()) == rooms.exchanged(TWO)


def test_which_side_of_a_device_is_the_therapist_s_is_said():
    assert checking.described(ONE) == "Scarlett 2i2, left the therapist"
    assert checking.described(rooms.exchanged(ONE)) == "Scarlett 2i2, right the therapist"
    assert checking.described(TWO) == "Headset (therapist), Table microphone (client)"


@pytest.mark.parametrize(("days_ago", "usable"), [(0, True), (41, True), (43, False), (-2, False)])
def test_a_head_start_only_from_what_is_not_too_old(days_ago, usable):
    rooms.keep(ONE, ROOM)
    (path,) = folder().iterdir()
    fields = msgspec.json.decode(path.read_bytes())
    fields["checked_at"] = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    path.write_bytes(msgspec.json.encode(fields))
    assert (rooms.head_start(ONE, 42.0) is not None) is usable
    assert rooms.recall(ONE) is not None


def test_where_no_path_was_found_nothing_begins_with_it_and_nothing_says_so():
    clean = replace(ROOM.sides[0], leak_db=None, delay_ms=None)
    rooms.keep(ONE, Room((clean, clean), 45.0))
    assert rooms.recall(ONE) is not None
    assert rooms.head_start(ONE, 42.0) is None


def test_with_one_voice_nothing_is_kept():
    rooms.keep(ONE, Room(ROOM.sides, None))
    assert not folder().exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"checked_at": "yesterday"}'])
def test_a_file_that_is_none_of_ours_is_no_reason_to_stop(content):
    rooms.keep(ONE, ROOM)
    (path,) = folder().iterdir()
    path.write_bytes(content)
    assert rooms.recall(ONE) is None
    assert rooms.head_start(ONE, 42.0) is None


@pytest.mark.parametrize(
    "forged",
    [
        {"checked_at": "0001-01-01T00:00:00+14:00"},
        {"checked_at": "9999-12-31T23:59:59-14:00"},
        {"therapist": {"delay_ms": 1e12}},
        {"therapist": {"delay_ms": -40.0}},
        {"client": {"leak_db": 1e308}},
        {"separation_db": -1e300},
        {"surprise": 1},
    ],
    ids=str,
)
def test_figures_that_no_sound_check_finds_are_not_believed(forged):
    rooms.keep(ONE, ROOM)
    (path,) = folder().iterdir()
    fields = msgspec.json.decode(path.read_bytes())
    for name, value in forged.items():
        fields[name] = fields[name] | value if isinstance(value, dict) else value
    path.write_bytes(msgspec.json.encode(fields))
    assert rooms.recall(ONE) is None
    assert rooms.head_start(ONE, 42.0) is None


def test_no_name_of_a_device_stands_in_a_file_s_name_and_no_second_file_is_made():
    rooms.keep(ONE, ROOM)
    rooms.keep(rooms.exchanged(ONE), ROOM.exchanged)
    (path,) = folder().iterdir()
    assert "scarlett" not in path.name.casefold()


def test_a_folder_that_cannot_be_written_stops_nothing():
    folder().parent.mkdir(parents=True, exist_ok=True)
    folder().write_text("a file where the folder should be")
    rooms.keep(ONE, ROOM)
    assert rooms.recall(ONE) is None
