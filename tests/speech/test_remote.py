"""A recogniser in a process of its own: killed, hung, closed and damaged, the session goes on."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.errors import ModelError
from monitor.speech.recogniser import RecogniserLost
from monitor.speech.remote import RemoteRecogniser
from monitor.speech.whisper import Whisper
from tests.speech.spoken import MODEL, decoding, guards, silence, spoken, texts

pytestmark = [
    pytest.mark.speech,
    pytest.mark.skipif(sys.platform == "win32", reason="stops and kills processes as on Unix"),
]
SENTENCE = "thank you for telling me that ."
SAID = ["thank", "you", "for", "telling", "me", "that"]
Make = Callable[..., RemoteRecogniser]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[RemoteRecogniser] = []

    def recogniser(folder: Path = MODEL, **changes) -> RemoteRecogniser:
        settings = decoding(device="cpu", cpu_threads=1, **changes)
        made.append(RemoteRecogniser(folder, frozenset(), settings, guards()))
        return made[-1]

    yield recogniser
    for one in made:
        one.close()


def pid_of(recogniser: RemoteRecogniser) -> int:
    assert recogniser.pid is not None
    return recogniser.pid


def test_it_says_what_the_recogniser_in_this_process_says(make):
    here = Whisper(MODEL, decoding(device="cpu", cpu_threads=1), guards(), frozenset())
    there = make()
    job, _ = spoken(SENTENCE, "what happened next ?")
    assert replace(there.final(job), cost_s=0) == replace(here.final(job), cost_s=0)
    assert replace(there.partial(job), cost_s=0) == replace(here.partial(job), cost_s=0)


def test_starting_waits_for_nothing(make):
    recogniser = make()
    assert recogniser.pid is None
    recogniser.start()
    number = pid_of(recogniser)
    assert recogniser.device == ""
    assert texts(recogniser.final(spoken(SENTENCE)[0])) == SAID
    assert recogniser.device == "cpu"
    recogniser.start()
    assert recogniser.pid == number


def test_it_can_be_used_again_after_it_was_closed(make):
    recogniser = make()
    recogniser.final(silence(0.5))
    number = pid_of(recogniser)
    recogniser.close()
    recogniser.close()
    assert recogniser.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert texts(recogniser.final(spoken(SENTENCE)[0])) == SAID


class TestLoss:
    def test_killed_between_two_jobs(self, make):
        recogniser = make()
        recogniser.final(silence(0.5))
        os.kill(pid_of(recogniser), signal.SIGKILL)
        with pytest.raises(RecogniserLost):
            recogniser.final(spoken(SENTENCE)[0])
        assert texts(recogniser.final(spoken(SENTENCE)[0])) == SAID

    def test_killed_in_the_midst_of_a_job(self, make):
        recogniser = make()
        recogniser.final(silence(0.5))
        number = pid_of(recogniser)
        os.kill(number, signal.SIGSTOP)  # so that it surely has not answered
        threading.Timer(0.2, os.kill, (number, signal.SIGKILL)).start()
        with pytest.raises(RecogniserLost, match="exit code -9"):
            recogniser.final(spoken(SENTENCE)[0])
        assert recogniser.pid is None
        assert texts(recogniser.final(spoken(SENTENCE)[0])) == SAID

    @pytest.mark.parametrize("length_s", [1.0, 29.0])  # the long one does not fit the pipe
    def test_hung(self, make, length_s):
        recogniser = make(job_timeout_s=1.0)
        recogniser.partial(silence(0.5))
        number = pid_of(recogniser)
        os.kill(number, signal.SIGSTOP)
        with pytest.raises(RecogniserLost):
            recogniser.final(silence(length_s))
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
        assert recogniser.partial(silence(0.5)).words == ()

    def test_hung_while_it_loads(self, make):
        recogniser = make(load_timeout_s=1.0)
        recogniser.start()
        os.kill(pid_of(recogniser), signal.SIGSTOP)
        with pytest.raises(RecogniserLost, match="no answer"):
            recogniser.final(silence(0.5))

    def test_closed_by_another_thread_in_the_midst_of_a_job(self, make):
        recogniser = make()
        recogniser.final(silence(0.5))
        os.kill(pid_of(recogniser), signal.SIGSTOP)
        threading.Timer(0.2, recogniser.close).start()
        with pytest.raises(RecogniserLost):
            recogniser.final(silence(0.5))
        assert recogniser.pid is None

    def test_killed_at_each_load_means_that_the_model_is_at_fault(self, make):
        recogniser = make()
        recogniser.start()
        os.kill(pid_of(recogniser), signal.SIGKILL)
        with pytest.raises(RecogniserLost):
            recogniser.final(silence(0.5))
        recogniser.start()
        os.kill(pid_of(recogniser), signal.SIGKILL)
        with pytest.raises(ModelError, match="smaller model"):
            recogniser.final(silence(0.5))

    def test_a_slow_job_widens_the_patience(self, make):
        recogniser = make(job_timeout_s=1.0)
        cost_s = max(recogniser.final(silence(5.0)).cost_s for _ in range(3))
        assert recogniser._limit_s >= max(1.0, 10 * cost_s)

    def test_what_ends_the_program_in_a_call_leaves_no_answer_behind(self, make):
        recogniser = make()
        recogniser.final(silence(0.5))
        os.kill(pid_of(recogniser), signal.SIGSTOP)
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            recogniser.final(spoken(SENTENCE)[0])
        assert recogniser.pid is None
        assert recogniser.final(silence(0.5)).words == ()


def cut(name: str, share: float) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: int(share * len(whole))])

    return change


def replaced(name: str, by: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(by)

    return change


def twice(recogniser: RemoteRecogniser) -> None:
    """A cut file may end its reader at random: then the next try says so."""
    with suppress(RecogniserLost):
        recogniser.final(silence(0.5))
    recogniser.final(silence(0.5))


class TestModels:
    @pytest.mark.parametrize(
        ("change", "why"),
        [
            (shutil.rmtree, "has no config.json"),
            (lambda folder: (folder / "model.bin").unlink(), "has no model.bin"),
            (lambda folder: (folder / "tokenizer.json").unlink(), "has no tokenizer.json"),
            (lambda folder: (folder / "vocabulary.json").unlink(), "cannot be used"),
            (cut("model.bin", 0.0), "cannot be used"),
            (cut("model.bin", 0.3), "cannot be used|could not be loaded"),
            (cut("model.bin", 0.9999), "cannot be used|could not be loaded"),
            (cut("tokenizer.json", 0.5), "cannot be used"),
            (replaced("model.bin", bytes(100_000)), "cannot be used|could not be loaded"),
            (replaced("config.json", b"{}"), "cannot be used"),  # words would have no times
            (replaced("config.json", b"{"), "cannot be used"),
            (replaced("preprocessor_config.json", b'{"feature_size": 128}'), "cannot be used"),
        ],
    )
    def test_one_that_cannot_be_loaded_is_an_error_for_people(self, make, tmp_path, change, why):
        folder = tmp_path / "model"
        shutil.copytree(MODEL, folder)
        change(folder)
        recogniser = make(folder)
        for _ in range(2):
            with pytest.raises(ModelError, match=why) as raised:
                twice(recogniser)
        assert str(folder) in str(raised.value)
        assert "session-monitor models" in str(raised.value)
        assert recogniser.pid is None

    def test_one_that_was_repaired_is_used(self, make, tmp_path):
        folder = tmp_path / "model"
        recogniser = make(folder)
        with pytest.raises(ModelError):
            recogniser.final(silence(0.5))
        shutil.copytree(MODEL, folder)
        assert texts(recogniser.final(spoken(SENTENCE)[0])) == SAID


def test_it_starts_wherever_the_program_was_started(tmp_path):
    """A relative folder of a model, and a working folder whose files must not be imported."""
    (tmp_path / "signal.py").write_text("raise SystemExit('imported from the working folder')", "utf-8")
    (tmp_path / "model").symlink_to(MODEL)
    program = f"""
import sys; sys.path = [p for p in sys.path if p] + [{str(Path(__file__).parents[2])!r}]
from pathlib import Path
from tests.speech.spoken import decoding, guards, silence
from monitor.speech.remote import RemoteRecogniser
recogniser = RemoteRecogniser(Path("model"), frozenset(), decoding(device="cpu"), guards())
print(recogniser.final(silence(0.5)).language)
recogniser.close()
"""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.stdout.split(), done.stderr) == ([b"en"], b"")
    assert time.monotonic() - began < 60
