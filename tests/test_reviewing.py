"""What `review` opens, what it makes of it, and where what is remarked goes."""

import time
from dataclasses import replace

import keyring
import pytest
from rich.console import Console

from monitor import app, keeping, reviewing
from monitor.config import load
from monitor.conversation.remarks import Contested, Note, Remarks, Verdict
from monitor.document import encode
from monitor.errors import MonitorError, RecordingError, SetupError, StoreError
from monitor.replay.marked import marked
from monitor.replay.remarking import AboutWritten, NoteAdded, NoteChanged, NoteRemoved
from monitor.review_sources import Keeper, kept_session
from monitor.reviewing import Named, ReviewDesk
from monitor.store.keep import Keep
from monitor.ui.review.opened import ExportWish, Wanted
from tests.replay.long import long_document
from tests.store.staging import InMemory, begin
from tests.ui.review.kept import keep_session

END_S = 20


@pytest.fixture(autouse=True)
def ring():
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def library():
    return keeping.library(load(), None, create=True)


def desk(*names):
    return ReviewDesk(Named(names, False, load()), "offscreen", Console(quiet=True))


def ended(task):
    end = time.monotonic() + END_S
    while not task.done:
        assert time.monotonic() < end
        time.sleep(0.01)
    return task.result()


def opened(library, keep=Keep.AUDIO):
    session = keep_session(1.0, keep)
    return session, kept_session(library, session, load())


def test_nothing_is_the_list_and_demo_the_demo():
    assert desk().wanted() is None
    assert desk("demo").wanted() == Wanted()


def test_a_session_is_found_by_its_beginning_or_as_the_last():
    session = keep_session(0.5, Keep.NUMBERS)
    assert desk(session[:5]).wanted() == Wanted(session=session)
    assert desk("last").wanted() == Wanted(session=session)


def test_files_are_recordings_and_no_more_than_two(tmp_path):
    a, b = tmp_path / "a.wav", tmp_path / "b.wav"
    assert desk(a, b).wanted() == Wanted(files=(a, b))
    with pytest.raises(RecordingError, match="One session at a time"):
        desk(a, b, a).wanted()


def test_what_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(MonitorError, match="There is no file"):
        ended(desk().open(Wanted(files=(tmp_path / "gone.wav",))))
    with pytest.raises(StoreError):
        desk("last").wanted()


def test_without_a_screen_it_says_what_to_do_instead(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(SetupError, match="sessions show last"):
        reviewing.run([], False, None, True, Console(quiet=True))


@pytest.mark.parametrize(
    ("keep", "words", "silent"),
    [(Keep.AUDIO, True, ""), (Keep.TRANSCRIPT, True, "not kept"), (Keep.NUMBERS, False, "not kept")],
)
def test_what_was_kept_is_what_is_shown(library, keep, words, silent):
    session, shown = opened(library, keep)
    assert (shown.about.name, shown.about.client) == (session[:4], "Blue Heron")
    assert shown.replay.has_words is words
    assert (shown.replay.questions is not None) is words
    assert shown.silent == silent
    assert (shown.player is None) is bool(silent)
    assert ("flac" in shown.exports.formats) is not bool(silent)


def test_sound_that_was_deleted_is_said_to_be(library):
    session = keep_session(0.5)
    library.purge(session, ["audio"])
    assert kept_session(library, session, load()).silent == "deleted"


def test_what_is_remarked_is_there_when_it_is_opened_again(library):
    session, shown = opened(library, Keep.NUMBERS)
    event = shown.replay.moments[0].id
    keep = Keeper(library, session).keep
    for change in (
        Contested(event, Verdict.TEACHING, 1_760_000_000),
        NoteAdded(1, 16_000, "here"),
        NoteAdded(2, 32_000, "there"),
        NoteChanged(1, "here it was"),
        NoteRemoved(2),
        AboutWritten("By telephone."),
    ):
        keep(change)
    again = kept_session(library, session, load())
    assert again.replay.remarks.verdict(event) is Verdict.TEACHING
    assert [(note.at, note.text) for note in again.replay.notes] == [(16_000, "here it was")]
    assert (again.about.notes, again.about.client) == ("By telephone.", "Blue Heron")


def test_two_windows_take_no_note_from_each_other(library):
    session, _shown = opened(library, Keep.NUMBERS)
    one, other = Keeper(library, session).keep, Keeper(library, session).keep
    one(NoteAdded(1, 16_000, "one"))
    other(NoteAdded(1, 32_000, "other"))
    other(NoteChanged(1, "the other's"))
    one(NoteChanged(1, "the one's"))
    notes = kept_session(library, session, load()).replay.notes
    assert [note.text for note in notes] == ["the one's", "the other's"]


def test_a_session_that_runs_is_listed_and_not_opened(library):
    writer = begin(library, Keep.NUMBERS)
    (row,) = desk().rows()
    assert (row.id, row.state) == ("", "running")
    with pytest.raises(StoreError, match="still runs"):
        desk().open(Wanted(session=writer.id))


def test_rows_say_what_there_is_of_a_session(library):
    session = keep_session(0.5, Keep.TRANSCRIPT)
    (row,) = desk().rows()
    assert (row.id, row.client, row.kept, row.state) == (session, "Blue Heron", "words", "")


def test_a_damaged_session_is_a_row_that_says_why(library):
    session = keep_session(0.5, Keep.NUMBERS)
    path = library.folder / f"{session}.session"
    path.write_bytes(bytes(len(path.read_bytes())))
    (row,) = desk().rows()
    assert row.id == ""
    assert "cannot be opened" in row.problem
    with pytest.raises(StoreError, match="cannot be opened"):
        desk().open(Wanted(session=session))


def test_an_analysis_brings_its_remarks_along(tmp_path):
    document = long_document(2.0)
    event = next(each.id for each in document.events if "interruption" in type(each).__name__.lower())
    remarks = Remarks({event: Contested(event, Verdict.SUPPORTIVE, 1_760_000_000)})
    path = tmp_path / "with-remarks.json"
    path.write_bytes(encode(marked(document, remarks, [Note(1, 16_000, "here")])))
    shown = ended(desk().open(Wanted(files=(path,))))
    assert shown.replay.remarks.verdict(event) is Verdict.SUPPORTIVE
    assert [note.text for note in shown.replay.notes] == ["here"]
    assert shown.player is None
    assert shown.keep is None


@pytest.mark.parametrize("words", [True, False])
def test_an_export_holds_the_remarks_of_the_window_and_words_only_where_wished(library, tmp_path, words):
    _session, shown = opened(library)
    event = shown.replay.moments[0].id
    remarks = shown.replay.remarks
    remarks = replace(remarks, contested={event: Contested(event, Verdict.TEACHING, 1_760_000_000)})
    document = marked(shown.replay.document, remarks)
    out = tmp_path / "out.json"
    assert ended(shown.exports.begin(document, ExportWish("json", out, words))) == 0.0
    again = ended(desk().open(Wanted(files=(out,))))
    assert again.replay.remarks.verdict(event) is Verdict.TEACHING
    assert again.replay.has_words is words


def test_a_recording_is_analysed_and_can_be_heard_and_exported(tmp_path):
    named = Named([], False, load(words=False))
    task = ReviewDesk(named, "offscreen", Console(quiet=True)).open(Wanted(files=(app.DEMO,)))
    shown = ended(task)
    assert task.fraction == 1.0
    assert shown.player is not None
    assert shown.keep is None
    assert shown.replay.moments
    shown.player.close()
    out = tmp_path / "heard.flac"
    ended(shown.exports.begin(shown.replay.document, ExportWish("flac", out, True)))
    assert out.stat().st_size > 100_000


def test_an_analysis_that_is_stopped_ends_soon_and_shows_nothing():
    named = Named([], False, load(words=False))
    task = ReviewDesk(named, "offscreen", Console(quiet=True)).open(Wanted(files=(app.DEMO,)))
    task.stop()
    with pytest.raises(RecordingError, match="stopped"):
        ended(task)


def test_every_format_is_written(library, tmp_path):
    _session, shown = opened(library)
    for name in shown.exports.formats:
        out = tmp_path / name
        ended(shown.exports.begin(shown.replay.document, ExportWish(name, out, name != "rttm")))
        assert out.exists()


def test_nothing_of_the_library_is_replaced_by_an_export(library):
    session, shown = opened(library)
    path = library.folder / f"{session}.session"
    with pytest.raises(MonitorError, match="what is to be exported"):
        ended(shown.exports.begin(shown.replay.document, ExportWish("json", path, True)))
