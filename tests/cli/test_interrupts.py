"""Ctrl-C at any time leaves a valid partial result."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest

from monitor.document import schema
from monitor.engine.pipeline import Pipeline
from tests.audio.recordings import write
from tests.cli.conftest import RATE
from tests.engine.sound import session_sound

LONG_S = 4 * 3_600
PATIENCE_S = 60


def saved(path):
    document = json.loads(path.read_bytes())
    jsonschema.validate(document, json.loads(schema()))
    return document


class TestWithin:
    """Within this process, at the moment that is meant."""

    @pytest.fixture
    def interrupt_at_block(self, monkeypatch):
        """Ctrl-C while the n-th block is analysed, in however many recordings."""

        def at(number, feed=Pipeline.feed):
            fed = []

            def feed_and_interrupt(pipeline, block):
                fed.append(block)
                if len(fed) == number:
                    signal.raise_signal(signal.SIGINT)
                return feed(pipeline, block)

            monkeypatch.setattr(Pipeline, "feed", feed_and_interrupt)

        return at

    def test_analyze_keeps_what_was_heard(self, run, session, plain, interrupt_at_block, tmp_path):
        interrupt_at_block(3)
        ended = run("analyze", session, *plain, "--json", tmp_path / "out.json")
        assert (ended.code, ended.err) == (0, "")
        assert "session.wav · 12.0 s, stopped early" in ended.out
        document = saved(tmp_path / "out.json")
        assert (document["complete"], document["duration_s"]) == (False, 12.0)

    def test_a_recording_that_is_not_judged_to_its_end_is_no_reason_to_lose_it(
        self, run, plain, interrupt_at_block, tmp_path
    ):
        """One channel is silent as far as was heard: nobody can say what would have come."""
        quiet = session_sound().copy()
        quiet[: 20 * RATE, 0] = 0
        interrupt_at_block(2)
        path = write(tmp_path / "quiet.wav", quiet, RATE)
        assert run("analyze", path, *plain, "--json", tmp_path / "out.json").code == 0
        assert saved(tmp_path / "out.json")["duration_s"] == 8

    def test_of_several_no_more_are_begun(self, run, several, plain, interrupt_at_block, tmp_path):
        interrupt_at_block(7)  # the first has 4 blocks with its empty last, so this is in the second
        ended = run("analyze", *several, *plain, "--json", tmp_path / "all")
        assert ended.code == 0
        complete = {path.name: saved(path)["complete"] for path in (tmp_path / "all").iterdir()}
        assert complete == {"anna.json": True, "ben.json": False}
        assert ended.err.strip() == "1 of 3 recordings were not begun."

    def test_while_the_result_is_written_it_comes_too_late(self, run, session, plain, monkeypatch, tmp_path):
        def sync(_file):
            signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(os, "fsync", sync)
        assert run("analyze", session, *plain, "--json", tmp_path / "out.json").code == 0
        assert saved(tmp_path / "out.json")["complete"]
        quick = ("--no-window", "--speed", "1000", *plain)
        assert run("demo", *quick, "--json", tmp_path / "demo.json").code == 0
        assert saved(tmp_path / "demo.json")["complete"]

    def test_a_polite_kill_is_the_same(self, run, session, plain, monkeypatch, tmp_path):
        def feed(pipeline, block, feed=Pipeline.feed):
            signal.raise_signal(signal.SIGTERM)
            return feed(pipeline, block)

        monkeypatch.setattr(Pipeline, "feed", feed)
        assert run("analyze", session, *plain, "--json", tmp_path / "out.json").code == 0
        assert not saved(tmp_path / "out.json")["complete"]

    def test_afterwards_ctrl_c_is_what_it_was(self, run, session, plain):
        before = signal.getsignal(signal.SIGINT)
        run("analyze", session, *plain)
        assert signal.getsignal(signal.SIGINT) is before


@pytest.fixture
def program():
    """Starts the program in a process group of its own, as a terminal does; ends it whatever happens."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "monitor", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture
def long_recording(tmp_path):
    """Hours of sound, most of them a hole in the file."""
    path = write(tmp_path / "long.wav", session_sound(), RATE)
    frames = LONG_S * RATE
    content = bytearray(path.read_bytes())
    head = content.find(b"data")
    content[4:8] = (frames * 4 + head).to_bytes(4, "little")
    content[head + 4 : head + 8] = (frames * 4).to_bytes(4, "little")
    path.write_bytes(content)
    with path.open("r+b") as file:
        file.truncate(head + 8 + frames * 4)
    return path


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="sees in /proc what a process reads")
class TestRealProcess:
    def test_analyze(self, program, long_recording, plain, tmp_path):
        process = program("analyze", long_recording, *plain, "--json", tmp_path / "out.json")
        wait_until_read(process, long_recording)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, err) == (0, "")
        assert "stopped early" in out
        document = saved(tmp_path / "out.json")
        assert not document["complete"]
        assert 0 < document["duration_s"] < LONG_S

    def test_analyze_side_by_side(self, program, long_recording, plain, tmp_path):
        recordings = [long_recording.with_name(f"{name}.wav") for name in ("a", "b", "c", "d", "e")]
        for path in recordings:
            path.hardlink_to(long_recording)
        process = program("analyze", *recordings, *plain, "--jobs", "2", "--json", tmp_path / "all")
        for path in recordings[:2]:
            wait_until_read(process, path)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
        results = {path.name: saved(path) for path in (tmp_path / "all").iterdir()}
        assert set(results) == {"a.json", "b.json"}
        assert not any(each["complete"] for each in results.values())
        assert err.strip() == "3 of 5 recordings were not begun."

    def test_demo(self, program, tmp_path):
        process = program("demo", "--no-window", "--json", tmp_path / "out.json")
        assert process.stdout is not None
        assert "Nobody is speaking" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, err) == (0, "")
        assert "stopped early" in out
        assert not saved(tmp_path / "out.json")["complete"]


def wait_until_read(process, path):
    """Until the process, or one that it started, has read well into the recording."""
    patience = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < patience:
        if any(_position(Path(f"/proc/{pid}"), path) > 1_000_000 for pid in _with_children(process.pid)):
            return
        time.sleep(0.02)  # nobody says when
    pytest.fail("it was not read")


def _with_children(pid):
    return [pid, *Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _position(process, path):
    """How far the process has read the file, 0 where it has not opened it."""
    with suppress(OSError):
        for descriptor in (process / "fd").iterdir():
            with suppress(OSError):
                if descriptor.readlink() == path:
                    told = (process / "fdinfo" / descriptor.name).read_text()
                    return int(told.partition("pos:")[2].split()[0])
    return 0
