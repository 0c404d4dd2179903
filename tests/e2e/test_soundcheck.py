"""`soundcheck` on a virtual sound card, with voices that speak: what it says, and what is left of it."""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.e2e.test_start_in_a_terminal import Terminal
from tests.scenes.sound_check import Hall, sound_check

pytestmark = [pytest.mark.device, pytest.mark.speech, pytest.mark.slow, pytest.mark.timeout(120)]
END_S = 60
SHORT = "[soundcheck]\nspeech_s = 2.0\nunattended_s = 4.0\nunheard_after_s = 3.0\n"


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text(SHORT)
    return path


@pytest.fixture
def checked(sound_card, settings, tmp_path):
    """What `soundcheck` prints while a hall is played."""

    def check(hall, *options):
        path = tmp_path / "hall.wav"
        soundfile.write(path, sound_check(hall), SAMPLE_RATE)
        command = ["soundcheck", "--device", "session_pair", "--no-window", "--config", str(settings)]
        with sound_card.program("monitor", *command, *options) as program:
            try:
                assert program.stdout is not None
                first = program.stdout.readline()
                with sound_card.play(path) as player:
                    said, complaints = program.communicate(timeout=END_S)
                    player.kill()
            finally:
                program.kill()
        assert program.returncode == 0, complaints
        return first + said

    return check


@pytest.fixture
def rooms(own_user_folders):
    return own_user_folders / "xdg_data_home/session-monitor/rooms"


def profile(rooms):
    (path,) = rooms.glob("*.json")
    return json.loads(path.read_text())


def apart_db(said):
    (figure,) = re.findall(r"told apart well: (\d+) dB", said)
    return int(figure)


def test_a_good_room(checked, rooms):
    said = checked(Hall())
    assert said.splitlines()[0].startswith("Please be quiet for a moment")
    assert apart_db(said) == pytest.approx(21, abs=1)
    assert "All is well" in said
    kept = profile(rooms)
    assert kept["separation_db"] == pytest.approx(21, abs=1)
    assert (kept["therapist"]["device"], kept["therapist"]["channel"]) == ("session_pair", 0)
    assert kept["therapist"]["delay_ms"] == pytest.approx(2, abs=0.2)


def test_swapped_microphones_and_what_becomes_of_them(checked, rooms, sound_card, settings, tmp_path):
    said = checked(Hall(swapped=True))
    assert "The microphones are swapped" in said
    assert "--swap" in said
    assert "All is well" in checked(Hall(swapped=True), "--swap")
    assert profile(rooms)["therapist"]["channel"] == 1
    document = live(sound_card, settings, tmp_path / "hall.wav")
    (note,) = (line for line in document["integrity"]["warnings"] if "sound check" in line)
    assert note.startswith("The hearing began with what the sound check of 20")
    assert min(len(document["segments"][role]) for role in ("therapist", "client")) > 0
    assert document["turns"][0]["by"] == "therapist"  # whose sentence comes first, though it is on the right


def live(card, settings, recording):
    """What a session finds while a recording is played."""
    command = ["live", "--device", "session_pair", "--no-window", "--keep", "nothing", "--json", "-"]
    with card.program("monitor", *command, "--config", str(settings)) as program:
        try:
            with card.play(recording) as player:
                player.wait()
            program.send_signal(signal.SIGINT)
            document, complaints = program.communicate(timeout=END_S)
        finally:
            program.kill()
    assert program.returncode == 0, complaints
    return json.loads(document)


@pytest.mark.parametrize(
    ("hall", "said"),
    [
        (Hall(dead=Channel.THERAPIST), "Nothing is heard from the therapist's microphone."),
        (Hall(gains_db=(30.0, 0.0)), "The therapist is too loud, and distorted."),
        (Hall(gains_db=(0.0, -30.0)), "The client is too quiet"),
        (Hall(bleed_db=-1.0), "Both microphones hear both of you alike"),
    ],
    ids=["dead", "clipping", "quiet", "bleed"],
)
def test_a_poor_room(checked, hall, said):
    assert said in checked(hall)


def test_a_device_that_is_not_there_is_a_sentence(sound_card, settings):
    command = ["soundcheck", "--device", "unplugged", "--no-window", "--config", str(settings)]
    with sound_card.program("monitor", *command) as program:
        said, complaints = program.communicate(timeout=END_S)
    assert program.returncode == 2
    assert [line for line in complaints.splitlines() if line.startswith("session-monitor: unplugged ")]
    assert "Traceback" not in said + complaints


@pytest.fixture
def on_a_call(sound_card, settings, tmp_path):
    """What `soundcheck --client call` prints while a hall is played: the client by the computer itself."""

    def check(hall, *options):
        sound_card.control("set-default-sink", "client")
        sound, players = sound_check(hall), []
        command = ["soundcheck", "--therapist", "therapist_mic", "--client", "call", "--no-window"]
        with sound_card.program("monitor", *command, "--config", str(settings), *options) as program:
            try:
                assert program.stdout is not None
                first = program.stdout.readline()
                for column, sink in enumerate(("therapist", "client")):
                    path = tmp_path / f"{sink}.wav"
                    soundfile.write(path, sound[:, column], SAMPLE_RATE)
                    players.append(sound_card.play(path, sink))
                said, complaints = program.communicate(timeout=END_S)
            finally:
                program.kill()
                for player in players:
                    player.kill()
                    player.wait()
        assert "Traceback" not in complaints
        return first + said + complaints

    return check


def test_a_client_on_a_call(on_a_call, rooms):
    said = on_a_call(Hall(bleed_db=None))
    assert "A sentence of about five seconds over the call." in said
    assert "All is well" in said
    assert profile(rooms)["client"]["device"].startswith("what this computer plays")


def test_a_call_is_not_swapped(on_a_call, rooms):
    assert "Check again, the therapist first." in on_a_call(Hall(bleed_db=None, swapped=True))
    assert not rooms.exists()
    assert "Leave --swap away." in on_a_call(Hall(), "--swap")


def test_two_who_speak_at_once_are_not_judged(checked, rooms):
    both = (Channel.THERAPIST, Channel.CLIENT)
    assert "More than one voice was heard" in checked(Hall(said=(both, both, both)))
    assert not rooms.exists()


def test_one_microphone_under_two_names_is_no_good_room(sound_card, settings, tmp_path):
    path = tmp_path / "hall.wav"
    heard_by_one = sound_check(Hall(bleed_db=-3.0)).sum(axis=1) // 2
    soundfile.write(path, np.stack([heard_by_one] * 2, axis=1).astype(np.int16), SAMPLE_RATE)
    command = ["soundcheck", "--therapist", "session_pair", "--client", "session_again", "--no-window"]
    with sound_card.program("monitor", *command, "--config", str(settings)) as program:
        try:
            assert program.stdout is not None
            program.stdout.readline()
            with sound_card.play(path) as player:
                said, complaints = program.communicate(timeout=END_S)
                player.kill()
        finally:
            program.kill()
    assert program.returncode == 0, complaints
    assert "Shares cannot be told." in said or "shares cannot be told." in said


def test_it_can_be_forgotten(checked, rooms, sound_card):
    checked(Hall())
    with sound_card.program("monitor", "soundcheck", "--forget") as program:
        said, _ = program.communicate(timeout=END_S)
    assert said == "1 room is forgotten.\n"
    assert not list(rooms.iterdir())


@pytest.mark.skipif(shutil.which("script") is None, reason="needs script, of util-linux")
def test_in_a_terminal_it_is_drawn_skipped_by_enter_and_swapped_by_yes(sound_card, settings, rooms, tmp_path):
    path = tmp_path / "hall.wav"
    soundfile.write(path, sound_check(Hall(swapped=True)), SAMPLE_RATE)
    command = [sys.executable, "-m", "monitor", "soundcheck", "--device", "session_pair", "--no-window"]
    script = ["script", "-qec", shlex.join([*command, "--config", str(settings)]), "/dev/null"]
    environ = sound_card.env | {"COLUMNS": "120", "TERM": "xterm"}
    pipe = subprocess.PIPE
    with subprocess.Popen(script, env=environ, stdin=pipe, stdout=pipe) as process:
        terminal = Terminal(process)
        try:
            terminal.answer("Please be quiet", "\n")
            with sound_card.play(path) as player:
                terminal.answer("Therapist, say a sentence", "")
                terminal.answer("from now on? (y/n)", "y\n")
                player.kill()
            terminal.shown += process.communicate(timeout=END_S)[0].decode()
        finally:
            process.kill()
    assert process.returncode == 0, terminal.shown
    assert "Enter skips this step" in terminal.shown
    assert "All is well" in terminal.shown
    assert profile(rooms)["therapist"]["channel"] == 1


def test_a_device_that_goes_is_said_and_heard_again_when_it_is_back(sound_card, settings):
    command = ["soundcheck", "--therapist", "therapist_mic", "--client", "client_audio", "--no-window"]
    with sound_card.program("monitor", *command, "--config", str(settings)) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline().startswith("Please be quiet")
            assert program.stdout.readline().startswith("Therapist, say a sentence")
            sound_card.unplug("client")
            lines = iter(program.stdout.readline, "")
            assert any("The client is not heard: client_audio was disconnected." in line for line in lines)
            sound_card.plug("client")
            said, complaints = program.communicate(timeout=END_S)
        finally:
            program.kill()
    assert program.returncode == 0, complaints
    assert "Traceback" not in complaints + said
