"""Where results go: written whole or not at all, and never over what is to be kept."""

import errno
import json
import os
import threading

import pytest


@pytest.fixture
def analyze(run, session, plain):
    """Analyses the session into a file."""
    return lambda out, *more: run("analyze", session, *plain, "--json", out, *more)


def test_a_folder_that_is_missing_is_made(analyze, tmp_path):
    assert analyze(tmp_path / "new" / "folder" / "out.json").code == 0
    assert json.loads((tmp_path / "new" / "folder" / "out.json").read_bytes())["complete"]


def test_what_was_there_is_replaced(analyze, tmp_path):
    out = tmp_path / "out.json"
    out.write_text("last time's")
    assert analyze(out).code == 0
    assert json.loads(out.read_bytes())["complete"]


def test_nothing_else_is_left(analyze, tmp_path):
    analyze(tmp_path / "out" / "out.json")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["out.json"]


def test_a_link_is_followed_and_stays(analyze, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "out.json")
    assert analyze(link).code == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "out.json").read_bytes())["complete"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_into_and_stays(analyze, tmp_path):
    pipe, found = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    assert analyze(pipe).code == 0
    reader.join(10)
    assert json.loads(found[0])["complete"]
    assert pipe.is_fifo()


class TestRefused:
    """Before anything is analysed, or at least with nothing half-written."""

    @pytest.fixture(autouse=True)
    def _nothing_changes(self, session, several, tmp_path):
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        yield
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before

    @pytest.fixture
    def unread(self, monkeypatch):
        """No recording may be analysed."""
        monkeypatch.setattr("monitor.app.analyze", lambda *_, **__: pytest.fail("it was analysed"))

    def test_a_folder(self, analyze, unread, tmp_path):
        ended = analyze(tmp_path)
        assert (ended.code, ended.out) == (2, "")
        assert "that is a folder. Name a file in it." in ended.sentence

    def test_a_folder_that_is_a_file(self, analyze, unread, session):
        ended = analyze(session / "out.json")
        assert ended.code == 2
        assert f"{session} is a file and no folder" in ended.sentence

    def test_a_place_where_writing_is_not_allowed(self, analyze, unread, monkeypatch, tmp_path):
        monkeypatch.setattr(os, "access", lambda _path, how: how != os.W_OK)
        ended = analyze(tmp_path / "out.json")
        assert ended.code == 2
        assert "writing is not allowed there" in ended.sentence

    def test_the_recording_itself(self, analyze, unread, session):
        ended = analyze(session)
        assert ended.code == 2
        assert ended.sentence == f"{session} is a recording. Name another file for the analysis."

    def test_the_recording_under_another_name(self, analyze, unread, session, tmp_path):
        ended = analyze(tmp_path / "nowhere" / ".." / session.name)
        assert ended.code == 2

    def test_several_into_one_file(self, run, several, unread, session):
        ended = run("analyze", *several, "--json", session)
        assert ended.code == 2
        assert f"{session} is a file and no folder" in ended.sentence

    def test_several_to_be_printed(self, run, several, unread):
        ended = run("analyze", *several, "--json", "-")
        assert (ended.code, ended.out) == (2, "")
        assert "Name a folder with --json" in ended.sentence

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_a_disk_that_is_full(self, analyze, monkeypatch, tmp_path, step):
        def full(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("os.fsync" if step == "fsync" else "pathlib.Path.replace", full)
        ended = analyze(tmp_path / "out.json")
        assert ended.code == 2
        assert f"cannot be written to {tmp_path / 'out.json'}: no space left on device." in ended.sentence
