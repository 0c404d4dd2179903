"""The process that decodes: what it is to its machine, and when it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from monitor.speech import pipes
from monitor.speech.messages import Answer, Broken, Opening, Ready, Reply, Unusable, Work
from monitor.speech.pipes import PipeEnd
from tests.speech.spoken import MODEL, decoding, guards, silence, spoken

pytestmark = [
    pytest.mark.speech,
    pytest.mark.skipif(sys.platform == "win32", reason="asks Unix about its processes"),
]
PATIENCE_S = 60.0

# A program that starts a recogniser, says which process decodes, and waits to be killed.
PARENT = """
import sys
from tests.speech.spoken import MODEL, decoding, guards, silence
from monitor.speech.remote import RemoteRecogniser
recogniser = RemoteRecogniser(MODEL, frozenset(), decoding(device="cpu"), guards())
recogniser.final(silence(1.0))
print(recogniser.pid, flush=True)
sys.stdin.read()
"""

Child = tuple["subprocess.Popen[bytes]", PipeEnd]


@pytest.fixture
def child() -> Iterator[Child]:
    """A process with the demo model loaded, and the pipe to it."""
    process, pipe = pipes.start("monitor.speech.decoding")
    send(pipe, opening())
    assert isinstance(receive(pipe), Ready)
    yield process, pipe
    pipe.close()
    process.kill()
    process.wait()


def opening(folder: Path = MODEL) -> Opening:
    """The work is silence, which must be decoded all the same."""
    return Opening(str(folder), decoding(device="cpu"), guards(voice_share_min=0.0), frozenset())


def work(seconds: float = 1.0, language: str = "en", limit_s: float = PATIENCE_S) -> Work:
    job = silence(seconds)
    return Work("final", job.audio.tobytes(), job.start, job.voiced, 5, language, limit_s)


def send(pipe: PipeEnd, message: Opening | Work) -> None:
    pipe.send_bytes(msgspec.msgpack.encode(message))


def receive(pipe: PipeEnd) -> Reply:
    assert pipe.poll(PATIENCE_S)
    reply: Reply = msgspec.msgpack.decode(pipe.recv_bytes(), type=Reply)
    return reply


def test_it_answers_one_job_after_another(child):
    _, pipe = child
    job, _ = spoken("what happened next ?")
    for _ in range(2):
        send(pipe, Work("final", job.audio.tobytes(), job.start, job.voiced, 5, "en", PATIENCE_S))
        reply = receive(pipe)
        assert isinstance(reply, Answer)
        assert [word.text for word in reply.decoded.words] == ["what", "happened", "next?"]


def test_it_gives_way_and_has_no_way_out_but_the_pipe(child):
    process, _ = child
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)
    if sys.platform == "linux":
        streams = {str(Path(f"/proc/{process.pid}/fd/{number}").readlink()) for number in range(3)}
        assert streams == {"/dev/null"}
        limits = Path(f"/proc/{process.pid}/limits").read_text("ascii")
        assert next(line for line in limits.splitlines() if "core" in line).split()[4:6] == ["0", "0"]
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()
        assert b"HF_HUB_OFFLINE=1" in environment
        assert b"OPENBLAS_NUM_THREADS=1" in environment


def test_ctrl_c_is_not_for_it(child):
    process, pipe = child
    process.send_signal(signal.SIGINT)
    send(pipe, work())
    assert isinstance(receive(pipe), Answer)


def test_it_ends_when_the_pipe_is_closed(child):
    process, pipe = child
    pipe.close()
    assert process.wait(PATIENCE_S) == 0


def test_it_ends_with_the_program_that_started_it():
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=pipes.ROOT) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        assert is_alive(number)
        parent.kill()
    ends = time.monotonic() + PATIENCE_S
    while is_alive(number) and time.monotonic() < ends:
        time.sleep(0.02)
    assert not is_alive(number)


def test_it_ends_in_the_midst_of_a_job_that_lasts_too_long(child):
    process, pipe = child
    send(pipe, work(9.0, limit_s=0.02))
    assert process.wait(PATIENCE_S) == -signal.SIGALRM


def test_a_limit_that_was_kept_to_ends_nothing(child):
    process, pipe = child
    send(pipe, work(0.5, limit_s=3.0))
    assert isinstance(receive(pipe), Answer)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3.5)


def test_a_job_that_fails_is_told_without_its_words(child):
    _, pipe = child
    odd = work()
    send(pipe, msgspec.structs.replace(odd, beam=-1))
    reply = receive(pipe)
    assert isinstance(reply, Broken)
    assert " " not in reply.error
    send(pipe, odd)
    assert isinstance(receive(pipe), Answer)


def test_a_language_that_the_model_has_not_is_told(child):
    _, pipe = child
    send(pipe, work(language="de"))
    reply = receive(pipe)
    assert isinstance(reply, Unusable)
    assert "'de'" in reply.sentence


def test_a_folder_without_a_model_is_told_and_ends_it(tmp_path):
    process, pipe = pipes.start("monitor.speech.decoding")
    send(pipe, opening(tmp_path))
    reply = receive(pipe)
    assert isinstance(reply, Unusable)
    assert "config.json" in reply.sentence
    assert process.wait(PATIENCE_S) == 0
    pipe.close()


def is_alive(number: int) -> bool:
    """Whether the process is there, and not only its remains."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, check=False).stdout
    return shown.strip()[:1] not in {b"", b"Z"}


def test_samples_arrive_as_they_were():
    job, _ = spoken("yeah .")
    packed = msgspec.msgpack.encode(Work("final", job.audio.tobytes(), 0, job.voiced, 5, "en", 1.0))
    unpacked = msgspec.msgpack.decode(packed, type=Work)
    assert np.array_equal(np.frombuffer(unpacked.audio, np.int16), job.audio)
    assert unpacked.voiced == job.voiced
