"""What cannot be analysed: exit code 2, one sentence, and nothing written."""

import numpy as np
import pytest

from monitor.errors import DeviceError
from tests.audio.recordings import two_tones, write
from tests.audio.test_bad_recordings import cut, header_of, noise


def one(name, samples, **options):
    return lambda folder: [write(folder / name, samples, options.get("rate", 16_000), options.get("subtype"))]


def empty(folder):
    (folder / "a.wav").touch()
    return [folder / "a.wav"]


def text(folder):
    (folder / "a.wav").write_text("Dear diary,\n" * 100)
    return [folder / "a.wav"]


def holding_nan(folder):
    sound = two_tones(5, 16_000)
    sound[16_000, 0] = np.nan
    return [write(folder / "a.wav", sound, 16_000, "FLOAT")]


def half_silent():
    sound = noise(80_000)
    sound[:, 0] = 0
    return sound


def mono(folder, seconds, rates=(16_000, 16_000)):
    names = ("a.wav", "b.wav")
    return [
        write(folder / name, noise(rate * length, 1) // (1 + number), rate)
        for number, (name, length, rate) in enumerate(zip(names, seconds, rates, strict=True))
    ]


BAD = {
    "missing": (lambda folder: [folder / "a.wav"], "There is no file"),
    "a folder": (lambda folder: [folder], "is a folder"),
    "empty": (empty, "a.wav is empty"),
    "truncated": (
        lambda folder: [cut(write(folder / "a.wav", noise(80_000), 16_000))],
        "a.wav is cut short: it promises 5.0 s but ends after",
    ),
    "not audio": (text, "a.wav is not a recording"),
    "one channel": (one("a.wav", noise(80_000, 1)), "Give the other person's recording as a second file"),
    "three channels": (one("a.wav", noise(80_000, 3)), "a.wav has 3 channels"),
    "silent": (one("a.wav", noise(80_000, level=0)), "There is no sound in a.wav"),
    "one silent channel": (one("a.wav", half_silent()), "The therapist's channel of a.wav is silent"),
    "clipped": (one("a.wav", (20 * two_tones(5, 16_000)).clip(-1, 1)), "a.wav is clipped"),
    "not a number": (holding_nan, "at 1.0 s it holds a value that is not a number"),
    "days long": (
        lambda folder: [header_of(folder / "a.wav", 8_000, 74 * 3_600 * 8_000)],
        "a.wav is 74 hours long",
    ),
    "of different length": (lambda folder: mono(folder, (5, 9)), "differ in length (a.wav is 5.0 s"),
    "of different rate": (lambda folder: mono(folder, (5, 5), (16_000, 44_100)), "different sample rates"),
    "one recording twice": (lambda folder: 2 * mono(folder, (5, 5))[:1], "carry the same sound"),
    "one of two missing": (
        lambda folder: [*mono(folder, (5, 5))[:1], folder / "absent.wav"],
        "There is no file",
    ),
    "the other of two missing": (
        lambda folder: [folder / "absent.wav", *mono(folder, (5, 5))[1:]],
        "There is no file",
    ),
}


@pytest.mark.parametrize(("make", "said"), BAD.values(), ids=BAD.keys())
def test_is_refused_in_a_sentence_and_nothing_is_written(run, tmp_path, make, said):
    recordings = tmp_path / "recordings"
    recordings.mkdir()
    files = make(recordings)
    before = sorted(tmp_path.rglob("*"))

    ended = run("analyze", *files, "--json", tmp_path / "new" / "folder" / "out.json")

    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.sentence
    assert sorted(tmp_path.rglob("*")) == before


def test_an_analysis_of_last_time_stays_when_the_recording_is_bad(run, tmp_path):
    (tmp_path / "out.json").write_text("last time's")
    assert run("analyze", *text(tmp_path), "--json", tmp_path / "out.json").code == 2
    assert (tmp_path / "out.json").read_text() == "last time's"


class TestSeveral:
    def test_one_that_is_bad_does_not_stop_the_others(self, run, several, plain, tmp_path):
        several[1].write_text("Dear diary")
        ended = run("analyze", *several, *plain, "--json", tmp_path / "all")
        assert ended.code == 2
        assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["anna-2.json", "anna.json"]
        sentence, count = ended.err.strip().splitlines()
        assert sentence.startswith("session-monitor: ben.wav is not a recording")
        assert count == "1 of 3 recordings could not be analysed."

    def test_nor_do_they_side_by_side(self, run, several, plain, tmp_path):
        several[1].write_text("Dear diary")
        ended = run("analyze", *several, *plain, "--jobs", "2", "--json", tmp_path / "all")
        assert ended.code == 2
        assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["anna-2.json", "anna.json"]
        assert "session-monitor: ben.wav is not a recording" in ended.err

    @pytest.mark.parametrize("bad", [0, 1])
    def test_one_of_two(self, run, several, plain, tmp_path, bad):
        several[bad].unlink()
        ended = run("analyze", *several[:2], *plain, "--json", tmp_path / "all")
        assert ended.code == 2
        assert [path.stem for path in (tmp_path / "all").iterdir()] == [several[1 - bad].stem]
        assert "1 of 2 recordings could not be analysed." in ended.err

    def test_a_second_recording_beside_one_with_two_channels(self, run, several, two_files, plain, tmp_path):
        ended = run("analyze", several[0], two_files[1], *plain)
        assert ended.code == 2
        assert "client.wav has one channel" in ended.err
        assert "anna.wav · 12.0 s" in ended.out


class TestSettings:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("[conversation]\nlapse = 3\n", "has no setting 'lapse'; did you mean 'lapse_s'?"),
            ("[conversation]\nlapse_s = 'long'\n", "lapse_s is 'long', but must be a number"),
            ("[conversation]\nlapse_s = nan\n", "lapse_s is nan, but must be a number"),
            ("[webrtc]\nmode = 9\n", "mode is 9, but must be 0, 1, 2 or 3"),
            ("[", "is not valid TOML"),
        ],
    )
    @pytest.mark.parametrize("command", ["analyze", "demo", "live", "devices", "config"])
    def test_that_are_wrong_are_refused_everywhere(self, run, session, tmp_path, command, content, said):
        settings = tmp_path / "mine.toml"
        settings.write_text(content)
        files = [session] if command == "analyze" else []
        ended = run(command, *files, "--config", settings)
        assert ended.code == 2
        assert said in ended.sentence
        assert str(settings) in ended.sentence

    def test_that_are_not_there(self, run, session, tmp_path):
        ended = run("analyze", session, "--config", tmp_path / "absent.toml")
        assert (ended.code, ended.sentence) == (
            2,
            f"There is no configuration file {tmp_path / 'absent.toml'}. Check the path.",
        )


@pytest.mark.parametrize("command", ["live", "devices"])
def test_devices_that_cannot_be_used(run, monkeypatch, command):
    def refuse(*_arguments):
        raise DeviceError("The microphone is in use by another program. Close that and start again.")

    monkeypatch.setattr("monitor.listening.chosen", refuse)
    monkeypatch.setattr("monitor.listening.chosen_or_likeliest", refuse)  # where a dialog may ask
    monkeypatch.setattr("monitor.soundboard.watch", refuse)
    ended = run(command)
    assert (ended.code, ended.out) == (2, "")
    assert ended.sentence == "The microphone is in use by another program. Close that and start again."


class TestFaultsOfOurOwn:
    @pytest.fixture
    def broken(self, monkeypatch):
        def fail(*_arguments, **_options):
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr("monitor.app.analyze", fail)

    def test_are_1_and_a_sentence_and_kept_for_who_mends_them(self, run, broken, session, own_user_folders):
        ended = run("analyze", session)
        assert ended.code == 1
        assert ended.sentence.startswith("something went wrong in the program itself.")
        (kept,) = own_user_folders.rglob("crash.txt")
        assert str(kept) in ended.sentence
        assert "ZeroDivisionError: division by zero" in kept.read_text()

    def test_are_said_even_where_nothing_can_be_kept(self, run, broken, session, own_user_folders):
        (own_user_folders / "xdg_data_home").write_text("in the way")
        ended = run("analyze", session)
        assert ended.code == 1
        assert "(ZeroDivisionError: division by zero)" in ended.sentence
