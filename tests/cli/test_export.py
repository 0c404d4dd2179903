"""`export`: a recording, or an analysis of one, in; a file or a folder for another program out."""

import errno
import json
import os
import stat

import numpy as np
import pandas
import pytest
import soundfile
from PyQt6.QtCore import QLocale

from monitor.document import Word, encode
from monitor.ui import translation
from tests.audio.recordings import read, write
from tests.engine.sound import session_sound
from tests.export.documents import REMARKED, changed

ONE_FILE = ["json", "textgrid", "eaf", "rttm", "vtt", "html", "codebook"]
BEGINS = {
    "json": b'{\n "schema": "session-monitor/analysis/1"',
    "textgrid": b'File type = "ooTextFile"',
    "eaf": b"<?xml",
    "rttm": b"SPEAKER session 1 1.",
    "vtt": b"WEBVTT\n",
    "html": b'<!DOCTYPE html>\n<html lang="en">',
    "codebook": b"format,part,name,",
}
TABLES = [
    *("codebook.csv", "events.csv", "intended.csv", "notes.csv", "questions.csv"),
    *("segments.csv", "summary.csv", "turns.csv", "words.csv"),
]


@pytest.fixture
def analysis(run, session, plain, tmp_path):
    """An analysis that was written earlier."""
    path = tmp_path / "earlier" / "analysis.json"
    assert run("analyze", session, *plain, "--json", path).code == 0
    return path


def under(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("to", ONE_FILE)
def test_from_a_recording(run, session, plain, tmp_path, to):
    ended = run("export", session, *plain, "--to", to, "--out", tmp_path / "new" / "out")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"The export is in {tmp_path / 'new' / 'out'}\n"
    assert (tmp_path / "new" / "out").read_bytes().startswith(BEGINS[to])
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out"]


@pytest.mark.parametrize("to", [*ONE_FILE, "csv"])
def test_from_an_analysis_it_is_the_same(run, session, analysis, plain, tmp_path, to):
    for name, source in (("recording", [session, *plain]), ("analysis", [analysis])):
        assert run("export", *source, "--to", to, "--out", tmp_path / name / "out").code == 0
    recorded, saved = (
        {path.name: path.read_bytes() for path in sorted((tmp_path / name).rglob("*")) if path.is_file()}
        for name in ("recording", "analysis")
    )
    if to == "eaf":  # dated
        recorded, saved = ({"out": each["out"].partition(b"<HEADER")[2]} for each in (recorded, saved))
    assert recorded == saved


def test_json_is_the_analysis_byte_for_byte(run, analysis, tmp_path):
    assert run("export", analysis, "--to", "json", "--out", tmp_path / "again.json").code == 0
    assert (tmp_path / "again.json").read_bytes() == analysis.read_bytes()


def test_csv_is_a_folder_of_tables(run, analysis, tmp_path):
    out = tmp_path / "Tabellen für Söhne, [1]"
    assert run("export", analysis, "--to", "csv", "--out", out).code == 0
    assert sorted(path.name for path in out.iterdir()) == TABLES
    document = json.loads(analysis.read_bytes())
    events = pandas.read_csv(out / "events.csv")
    assert list(events["start_s"]) == [each["start_s"] for each in document["events"]]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("to", ["textgrid", "csv"])
def test_what_is_written_is_for_the_users_eyes_only(run, analysis, tmp_path, to):
    run("export", analysis, "--to", to, "--out", tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) & 0o077 == 0


def test_printed(run, analysis):
    ended = run("export", analysis, "--to", "RTTM", "--out", "-")
    assert ended.code == 0
    assert {line[:10] for line in ended.out.splitlines()} == {"SPEAKER se"}


def test_swapped(run, session, plain):
    straight = run("export", session, *plain, "--to", "rttm", "--out", "-").out
    swapped = run("export", session, *plain, "--swap", "--to", "rttm", "--out", "-").out
    other = {"therapist": "client", "client": "therapist"}
    exchanged = [" ".join(other.get(word, word) for word in line.split()) for line in straight.splitlines()]
    assert sorted(exchanged) == sorted(swapped.splitlines())
    assert swapped != straight


class TestSound:
    def test_as_it_was_analysed(self, run, session, tmp_path):
        assert run("export", session, "--to", "flac", "--out", tmp_path / "out.flac").code == 0
        info = soundfile.info(tmp_path / "out.flac")
        assert (info.format, info.subtype, info.samplerate, info.channels) == ("FLAC", "PCM_16", 16_000, 2)
        written, _ = soundfile.read(tmp_path / "out.flac", dtype="int16")
        assert np.array_equal(written, session_sound())

    def test_swapped(self, run, session, tmp_path):
        run("export", session, "--swap", "--to", "flac", "--out", tmp_path / "out.flac")
        written, _ = soundfile.read(tmp_path / "out.flac", dtype="int16")
        assert np.array_equal(written, session_sound()[:, ::-1])

    def test_of_two_recordings(self, run, two_files, tmp_path):
        run("export", *two_files, "--to", "flac", "--out", tmp_path / "out.flac")
        written, _ = soundfile.read(tmp_path / "out.flac", dtype="int16")
        assert np.array_equal(written, session_sound())

    def test_of_another_rate(self, run, tmp_path):
        rng = np.random.default_rng(0)
        path = write(tmp_path / "a.wav", rng.normal(0, 0.1, (44_100, 2)), 44_100)
        run("export", path, "--to", "flac", "--out", tmp_path / "out.flac")
        written, rate = soundfile.read(tmp_path / "out.flac", dtype="int16")
        assert rate == 16_000
        assert np.array_equal(written, read(path))

    def test_is_not_in_an_analysis(self, run, analysis, tmp_path):
        ended = run("export", analysis, "--to", "flac", "--out", tmp_path / "out.flac")
        assert ended.code == 2
        assert (
            ended.sentence == "analysis.json is an analysis and holds no sound. Give the recording instead."
        )
        assert not (tmp_path / "out.flac").exists()

    def test_that_is_damaged_leaves_nothing(self, run, tmp_path):
        path = write(tmp_path / "a.wav", np.zeros((80_000, 2), np.int16), 16_000)
        ended = run("export", path, "--to", "flac", "--out", tmp_path / "out.flac")
        assert ended.code == 2
        assert "There is no sound in a.wav" in ended.sentence
        assert [each.name for each in tmp_path.iterdir()] == ["a.wav"]


class TestReplacing:
    @pytest.mark.parametrize("to", ["textgrid", "flac"])
    def test_a_file_only_where_it_is_said(self, run, session, plain, tmp_path, to):
        out = tmp_path / "out"
        out.write_text("last time's")
        ended = run("export", session, *plain, "--to", to, "--out", out)
        assert ended.code == 2
        assert ended.sentence == f"{out} exists already. Add --force to replace it, or name another file."
        assert out.read_text() == "last time's"
        assert run("export", session, *plain, "--to", to, "--out", out, "--force").code == 0
        assert out.read_bytes() != b"last time's"

    def test_tables_only_where_it_is_said(self, run, analysis, tmp_path):
        out = tmp_path / "out"
        arguments = ("export", analysis, "--to", "csv", "--out", out)
        assert run(*arguments).code == 0
        (out / "turns.csv").write_text("last time's")
        ended = run(*arguments)
        assert ended.code == 2
        assert "holds tables already. Add --force to replace them" in ended.sentence
        assert run(*arguments, "--force").code == 0
        assert (out / "turns.csv").read_text().startswith("turn,by")

    def test_a_folder_with_other_files_never(self, run, analysis, tmp_path):
        out = tmp_path / "out"
        out.mkdir()
        (out / "diary.txt").write_text("Dear diary")
        ended = run("export", analysis, "--to", "csv", "--out", out, "--force")
        assert ended.code == 2
        assert "holds other files (diary.txt)" in ended.sentence
        assert under(out) == {out / "diary.txt": b"Dear diary"}

    def test_an_empty_folder_takes_the_tables(self, run, analysis, tmp_path):
        (tmp_path / "out").mkdir()
        assert run("export", analysis, "--to", "csv", "--out", tmp_path / "out").code == 0
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == TABLES

    def test_what_comes_there_meanwhile_stays(self, run, session, plain, tmp_path, monkeypatch):
        from monitor import app

        out, analyze = tmp_path / "out", app.analyze

        def slowly(*arguments):
            out.write_text("a neighbour's")
            return analyze(*arguments)

        monkeypatch.setattr("monitor.app.analyze", slowly)
        assert run("export", session, *plain, "--to", "vtt", "--out", out).code == 2
        assert out.read_text() == "a neighbour's"


class TestRefused:
    """In a sentence, before anything is analysed, with nothing changed."""

    @pytest.fixture(autouse=True)
    def _nothing_changes(self, session, analysis, tmp_path):
        before = under(tmp_path)
        yield
        assert under(tmp_path) == before

    @pytest.fixture
    def unread(self, monkeypatch):
        monkeypatch.setattr("monitor.app.analyze", lambda *_, **__: pytest.fail("it was analysed"))

    @pytest.mark.parametrize("to", [*ONE_FILE, "flac"])
    def test_over_the_recording_itself(self, run, session, unread, to):
        ended = run("export", session, "--to", to, "--out", session, "--force")
        assert ended.code == 2
        assert "is what is to be exported" in ended.sentence

    def test_over_the_analysis_itself(self, run, analysis):
        ended = run("export", analysis, "--to", "json", "--out", analysis, "--force")
        assert ended.code == 2
        assert "is what is to be exported" in ended.sentence

    @pytest.mark.parametrize(
        ("to", "out", "said"),
        [
            ("csv", "-", "Name a folder with --out"),
            ("flac", "-", "Name a file with --out"),
            ("csv", "session.wav", "is a file and no folder"),
            ("vtt", "earlier", "that is a folder"),
            ("vtt", "session.wav/out", "is a file and no folder"),
            ("flac", "/dev/null", "sound needs one"),
        ],
    )
    def test_a_place_that_cannot_be(self, run, session, unread, to, out, said):
        ended = run("export", session, "--to", to, "--out", out if out == "-" else session.parent / out)
        assert ended.code == 2
        assert said in ended.sentence

    @pytest.mark.parametrize("more", [["--swap"], ["--config", "mine.toml"], ["another.json"]])
    def test_an_analysis_with_what_is_for_recordings(self, run, analysis, tmp_path, more):
        ended = run("export", analysis, *more, "--to", "vtt", "--out", tmp_path / "out")
        assert ended.code == 2
        assert "is an analysis and stays as it is. Give it alone" in ended.sentence

    def test_three_recordings(self, run, several, unread, tmp_path):
        ended = run("export", *several, "--to", "vtt", "--out", tmp_path / "out")
        for path in several:
            path.unlink()
        assert ended.code == 2
        assert "One session at a time" in ended.sentence

    def test_a_recording_that_is_missing(self, run, tmp_path):
        for name in ("absent.wav", "absent.json"):
            ended = run("export", tmp_path / name, "--to", "vtt", "--out", tmp_path / "out")
            assert ended.code == 2
            assert "There is no file" in ended.sentence

    @pytest.mark.parametrize("to", ["vtt", "csv", "flac"])
    def test_a_disk_that_is_full(self, run, session, plain, monkeypatch, tmp_path, to):
        def full(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        ended = run("export", session, *plain, "--to", to, "--out", tmp_path / "out")
        assert ended.code == 2
        assert f"cannot be written to {tmp_path / 'out'}: no space left on device." in ended.sentence
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".") or path.name == "out"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is not an analysis that this version can read"),
        (b"", "is not an analysis that this version can read"),
        (b"{}", "is not an analysis that this version can read"),
        (b'{"schema": "session-monitor/analysis/2"}', "is not an analysis that this version can read"),
        (b'{"schema": "\xff"}', "is not an analysis that this version can read"),
    ],
)
def test_an_analysis_that_is_none(run, tmp_path, content, said):
    path = tmp_path / "analysis.json"
    path.write_bytes(content)
    ended = run("export", path, "--to", "vtt", "--out", tmp_path / "out")
    assert ended.code == 2
    assert said in ended.sentence


@pytest.mark.parametrize("span", [(3.0, 2.0), (-1.0, 2.0), (1.0, 1e12)])
def test_an_analysis_whose_times_make_no_sense(run, analysis, tmp_path, span):
    document = json.loads(analysis.read_bytes())
    document["segments"]["client"].append(span)
    analysis.write_text(json.dumps(document))
    ended = run("export", analysis, "--to", "eaf", "--out", tmp_path / "out")
    assert ended.code == 2
    assert "analysis.json is damaged" in ended.sentence


def test_an_analysis_is_known_by_what_it_is(run, analysis, tmp_path):
    path = analysis.rename(tmp_path / "analysis of monday")
    assert run("export", path, "--to", "rttm", "--out", "-").code == 0


def test_an_analysis_as_windows_programs_save_it(run, analysis):
    analysis.write_bytes(b"\xef\xbb\xbf" + analysis.read_bytes())
    assert run("export", analysis, "--to", "rttm", "--out", "-").code == 0


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a file's name is text")
@pytest.mark.parametrize("to", [*ONE_FILE, "csv", "flac"])
def test_paths_that_are_no_text(run, session, plain, tmp_path, to):
    path = session.rename(tmp_path / os.fsdecode(b"s\xff [1].wav"))
    out = tmp_path / os.fsdecode(b"out\xfe")
    assert run("export", path, *plain, "--to", to, "--out", out).code == 0
    assert out.exists()


def test_stopped_nothing_is_written(run, session, plain, tmp_path, monkeypatch):
    import signal

    from monitor import app

    analyze = app.analyze

    def interrupted(*arguments):
        signal.raise_signal(signal.SIGINT)
        return analyze(*arguments)

    monkeypatch.setattr("monitor.app.analyze", interrupted)
    ended = run("export", session, *plain, "--to", "vtt", "--out", tmp_path / "out")
    assert (ended.code, ended.sentence) == (2, "The export was stopped, and nothing was written.")
    assert not (tmp_path / "out").exists()


WORDED = ["json", "csv", "textgrid", "eaf", "vtt", "html"]


class TestWithoutWords:
    @pytest.fixture
    def worded(self, tmp_path):
        """An analysis in which the words are."""
        path = tmp_path / "worded.json"
        said = [Word(2.05, 2.38, "Quizzaciously", 0.913)]
        words = {"therapist": said, "client": [Word(1.0, 1.4, "Xylographer", 0.9)]}
        path.write_bytes(encode(changed(REMARKED, words=words)))
        return path

    @pytest.mark.parametrize("to", WORDED)
    def test_nothing_that_was_said_is_written(self, run, worded, tmp_path, to):
        for name, options in (("with", []), ("without", ["--without-words"])):
            ended = run("export", worded, "--to", to, "--out", tmp_path / name, *options)
            assert (ended.code, ended.err) == (0, "")
        with_words, without = (
            b"".join(under(tmp_path / name).values() or [(tmp_path / name).read_bytes()])
            for name in ("with", "without")
        )
        for said in (b"Quizzaciously", b"Xylographer", "Könnten".encode()):
            assert said not in without
        assert b"Quizzaciously" in with_words

    def test_when_was_asked_stays_and_not_what(self, run, worded, tmp_path):
        for name, options in (("with", []), ("without", ["--without-words"])):
            assert run("export", worded, "--to", "csv", "--out", tmp_path / name, *options).code == 0
        asked, kept = (pandas.read_csv(tmp_path / name / "questions.csv") for name in ("with", "without"))
        assert list(asked["kind"]) == list(kept["kind"]) == ["open"]
        assert list(kept["text"].isna()) == [True]

    def test_notes_stay(self, run, worded, tmp_path):
        run("export", worded, "--to", "json", "--out", tmp_path / "out", "--without-words")
        notes = json.loads((tmp_path / "out").read_bytes())["remarks"]["notes"]
        assert notes[0]["text"] == "-her\nbrother"

    @pytest.mark.parametrize(
        ("to", "why"),
        [
            ("rttm", "RTTM holds no words, only who spoke when."),
            ("flac", "Sound without what was said would be silence."),
            ("codebook", "The codebook holds no words of the session."),
        ],
    )
    def test_is_refused_where_there_is_nothing_to_leave_out(self, run, worded, tmp_path, to, why):
        ended = run("export", worded, "--to", to, "--out", tmp_path / "out", "--without-words")
        assert (ended.code, ended.err) == (2, f"session-monitor: {why} Leave out --without-words.\n")
        assert not (tmp_path / "out").exists()


class TestLanguage:
    @pytest.fixture(autouse=True)
    def english_again(self):
        before = QLocale()
        yield
        translation.speak("en")
        QLocale.setDefault(before)

    def test_of_a_report_is_the_one_wished_for(self, run, analysis, tmp_path):
        out = tmp_path / "bericht.html"
        assert run("export", analysis, "--to", "html", "--language", "de", "--out", out).code == 0
        text = out.read_text("utf-8")
        assert '<html lang="de">' in text
        assert "Sitzungsbericht" in text

    def test_is_else_that_of_the_windows(self, run, session, plain, tmp_path):
        settings = tmp_path / "german.toml"
        settings.write_text(plain[1].read_text("utf-8") + '\n[overlay]\nlanguage = "de"\n', "utf-8")
        out = tmp_path / "bericht.html"
        assert run("export", session, "--config", settings, "--to", "html", "--out", out).code == 0
        assert '<html lang="de">' in out.read_text("utf-8")

    @pytest.mark.parametrize(
        ("to", "language", "said"), [("csv", "de", "Only the report"), ("html", "xx", "no language 'xx'")]
    )
    def test_that_cannot_be_is_refused(self, run, analysis, tmp_path, to, language, said):
        ended = run("export", analysis, "--to", to, "--language", language, "--out", tmp_path / "out")
        assert ended.code == 2
        assert said in ended.sentence
        assert not (tmp_path / "out").exists()
