"""A kept session in the formats of an export, by `export` and by `sessions export`."""

import csv
import json
from datetime import UTC, datetime

import numpy as np
import pytest
import soundfile

from monitor.conversation import remarks
from monitor.document import Contested, Intended, Note, Remarks, encode
from monitor.export.rttm import rttm
from monitor.export.saved import read_analysis
from monitor.export.textgrid import textgrid
from monitor.export.webvtt import webvtt
from monitor.store.keep import Keep
from monitor.store.pages import described
from tests.cli.sessions.staging import START, contest, interruptions, stage
from tests.engine.sound import session_sound
from tests.export.pages import read
from tests.store.staging import begin, finish, talk


def test_the_analysis_as_it_was_shown(run, library, tmp_path):
    session = stage(library)
    for command in (["export", "last"], ["export", session.id], ["sessions", "export", session.id[:5]]):
        ended = run(*command, "--to", "json", "--out", tmp_path / "out.json", "--force")
        assert (ended.code, ended.err) == (0, "")
        assert (tmp_path / "out.json").read_bytes() == encode(session.shown)


@pytest.mark.parametrize(("to", "made"), [("textgrid", textgrid), ("rttm", rttm), ("vtt", webvtt)])
def test_other_formats(run, library, to, made):
    session = stage(library)
    assert run("export", "last", "--to", to, "--out", "-").out == made(session.shown)


@pytest.mark.parametrize("keep", [Keep.AUDIO, Keep.NUMBERS])
@pytest.mark.parametrize("closed", [True, False])
def test_what_was_remarked_goes_with_it(run, library, tmp_path, keep, closed):
    session = stage(library, keep, closed=closed)
    library.recover(session.id)
    cut_in = contest(library, session)
    for to, out in (("json", "out.json"), ("csv", "out"), ("eaf", "out.eaf")):
        assert run("export", "last", "--to", to, "--out", tmp_path / out).code == 0
    document = read_analysis((tmp_path / "out.json").read_bytes(), "it")
    assert document.remarks == Remarks(
        contested=[Contested(cut_in.id, "supportive", START + 100)],
        questions=[],
        intended=[Intended(1.0, 3.0, "breathing", START + 200)],
        notes=[Note(2.0, "her brother")],
    )
    assert interruptions(document) == interruptions(session.shown) - 1
    assert [each.id for each in document.events] == [each.id for each in session.shown.events]
    (summary,) = rows_of(tmp_path / "out" / "summary.csv")
    assert summary["therapist_interruptions_contested"] == "1"
    assert (summary["transcribed"], summary["words_kept"]) == ("true", str(keep.words).lower())
    (note,) = rows_of(tmp_path / "out" / "notes.csv")
    assert note == {"at_s": "2.000", "text": "her brother"}
    assert b"her brother" in (tmp_path / "out.eaf").read_bytes()
    again = run("export", tmp_path / "out.json", "--to", "json", "--out", "-").out
    assert again.encode() == (tmp_path / "out.json").read_bytes()


def rows_of(table):
    return list(csv.DictReader(table.read_text("utf-8").splitlines()))


def test_what_was_taken_back_leaves_it_as_it_was_shown(run, library):
    session = stage(library)
    cut_in = contest(library, session)
    with library.open(session.id) as file:
        file.remark(remarks.Contested(cut_in.id, None, START + 300))
        file.remark(remarks.Intended(file.remarks()[1].stretch, "", False, START + 300))
        file.remove_bookmark(1)
    assert run("export", "last", "--to", "json", "--out", "-").out.encode() == encode(session.shown)


def test_the_report_says_whose_session_it_is(run, library, tmp_path):
    session = stage(library, client="Linden")
    contest(library, session)
    with library.open(session.id) as file:
        file.describe(described("Linden", [], "Quiet today."))
    ended = run("sessions", "export", "last", "--to", "html", "--out", tmp_path / "out.html")
    assert (ended.code, ended.err) == (0, "")
    html = read((tmp_path / "out.html").read_text("utf-8"))
    facts = {each.all("dt")[0].text: each.all("dd")[0].text for each in html.all("header")[0].all("div")}
    assert facts["Client"] == "Linden"
    started = datetime.fromtimestamp(START, UTC).astimezone()
    assert html.all("time")[0].attributes["datetime"] == f"{started:%Y-%m-%dT%H:%M}"
    for said in (
        "Quiet today.",
        "her brother",
        "breathing",
        "Contested: this was supportive.",
        "Quizzaciously",
    ):
        assert said in html.text
    again = run("sessions", "export", "last", "--to", "html", "--out", "-", "--without-words")
    assert "Quizzaciously" not in again.out
    assert "Quiet today." in again.out


@pytest.mark.parametrize("to", ["eaf", "csv", "codebook"])
def test_and_the_rest(run, library, tmp_path, to):
    stage(library, Keep.TRANSCRIPT)
    assert run("export", "last", "--to", to, "--out", tmp_path / "out").code == 0
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize("swapped", [False, True])
def test_the_sound_to_the_last_sample(run, library, tmp_path, swapped):
    stage(library, Keep.AUDIO, swapped=swapped)
    assert run("export", "last", "--to", "flac", "--out", tmp_path / "out.flac").err == ""
    sound, rate = soundfile.read(tmp_path / "out.flac", dtype="int16")
    expected = session_sound()[:, ::-1] if swapped else session_sound()
    assert rate == 16_000
    assert np.array_equal(sound, expected)


def test_sound_that_was_kept_in_part(run, library, tmp_path):
    writer = begin(library, Keep.AUDIO)
    told = talk(writer, 3)
    writer.narrow(Keep.TRANSCRIPT)
    talk(writer, 3, 3, told)
    finish(writer, told, 6)
    ended = run("sessions", "export", "last", "--to", "flac", "--out", tmp_path / "out.flac")
    assert ended.err.strip() == "Note: 3 s of it were not kept: the file is silent there, or ends before."
    sound, _rate = soundfile.read(tmp_path / "out.flac", dtype="int16")
    assert np.array_equal(sound, told.samples()[: 3 * 16_000])


@pytest.mark.parametrize("keep", [Keep.NUMBERS, Keep.TRANSCRIPT])
def test_no_sound_was_kept(run, library, tmp_path, keep):
    stage(library, keep)
    ended = run("export", "last", "--to", "flac", "--out", tmp_path / "out.flac")
    assert ended.code == 2
    assert "holds no sound" in ended.sentence
    assert list(tmp_path.glob("out*")) == []


def test_an_interrupted_one(run, library, tmp_path):
    session = stage(library, closed=False)
    ended = run("export", session.id, "--to", "json", "--out", tmp_path / "out.json")
    assert "was interrupted" in ended.err
    document = json.loads((tmp_path / "out.json").read_bytes())
    assert not document["complete"]
    assert "interrupted" in document["integrity"]["warnings"][0]


def test_numbers_say_no_word(run, library):
    stage(library, Keep.NUMBERS)
    printed = run("export", "last", "--to", "json", "--out", "-").out
    assert "words" not in json.loads(printed)
    assert "Grandmother" not in printed


@pytest.mark.parametrize("name", ["last", "beef"])
def test_one_that_is_not_there(run, library, name):
    ended = run("export", name, "--to", "json", "--out", "-")
    assert ended.code == 2
    assert "session" in ended.sentence


def test_a_recording_of_that_name_comes_first(run, library, tmp_path, monkeypatch):
    stage(library)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "last").write_text("no sound")
    assert "last is not a recording" in run("export", "last", "--to", "json", "--out", "-").sentence


def test_swap_is_for_recordings(run, library):
    stage(library)
    assert "--swap" in run("export", "last", "--swap", "--to", "json", "--out", "-").sentence


def test_no_kept_session_is_replaced(run, library):
    session = stage(library).id
    for name in (f"{session}.session", f"{session}.key"):
        ended = run("export", "last", "--to", "json", "--out", library.folder / name, "--force")
        assert ended.code == 2
        assert "is what is to be exported" in ended.sentence
    assert library.verify(session) == []
