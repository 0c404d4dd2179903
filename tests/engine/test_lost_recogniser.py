"""A recogniser that is killed or hangs costs a little time of its words, and nothing else."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from monitor.conversation.timeline import Channel
from monitor.engine.workers import STOPS_AGAIN
from monitor.speech.remote import MODULE, RemoteRecogniser
from tests.engine.played import Played, first_forms, settings, with_words, without_words

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc and SIGSTOP"),
]

SPEED = 4.0
REST_S = 2.0
ANSWERS_WITHIN_S = 5.0
PATIENCE_S = 60.0
SIGNALS = {12.0: signal.SIGKILL, 28.0: signal.SIGKILL, 46.0: signal.SIGSTOP}
"""By the second of the session."""


def sends(number: signal.Signals):
    def send(recogniser: RemoteRecogniser) -> bool:
        pid = recogniser.pid
        if pid is None:  # it is about to be started anew
            return False
        os.kill(pid, number)
        return True

    return send


@pytest.fixture(scope="module")
def hit() -> Played:
    """The session whose recogniser is killed twice, and held up for good once."""
    chosen = settings(
        backlog={"losses_rest_s": REST_S},
        decoding={"job_timeout_s": ANSWERS_WITHIN_S},
    )
    return with_words(chosen, SPEED, acts=[(at, sends(number)) for at, number in SIGNALS.items()])


class TestWithinTheProgram:
    def test_every_figure_is_at_every_moment_what_it_is_without_words(self, hit):
        assert hit.unrevisable() == without_words().unrevisable()
        assert hit.pictures == without_words().pictures

    def test_and_shown_as_such_until_words_change_an_event(self, hit):
        first = hit.revised_at or max(hit.snapshots)
        assert hit.before_words(first) == without_words().before_words(first)

    def test_what_timing_makes_of_the_session_is_the_same(self, hit):
        found, plain = hit.document, without_words().document
        assert first_forms(found) == first_forms(plain)
        for part in ("segments", "turns", "talk_time_s", "response_latency"):
            assert found[part] == plain[part]
        assert hit.trust == without_words().trust

    def test_every_utterance_has_its_words_but_one_at_most_for_each_loss(self, hit):
        assert Counter(final.utterance for final in hit.finals) == Counter(hit.utterances)
        missing = [final for final in hit.finals if final.missing]
        assert len(missing) <= len(SIGNALS)
        last = max(hit.finals, key=lambda final: final.utterance.start)
        assert last.words
        assert all(len(hit.document["words"][channel.value]) > 30 for channel in Channel)

    def test_what_troubles_it_is_said_in_a_sentence_and_is_over_again(self, hit):
        said = STOPS_AGAIN.format(len(SIGNALS), REST_S)
        assert {words.trouble for _, words in hit.words} == {"", said}
        assert hit.words[-1][1].trouble == ""


@pytest.fixture
def program(tmp_path):
    """The demo at a brisk pace of speech, in a process of its own."""
    wanted = ["demo", "--no-window", "--speed", "1.4", "--json", str(tmp_path / "out.json")]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "monitor", *wanted],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    yield process
    process.kill()
    process.communicate()


def child_of(process, not_this=None) -> int:
    """The process that decodes, once there is one; other than this."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        for path in Path("/proc").glob("[0-9]*"):
            if int(path.name) != not_this and _decodes_for(process.pid, path):
                return int(path.name)
        time.sleep(0.05)
    raise AssertionError("there is no process that decodes")


def _decodes_for(parent: int, path: Path) -> bool:
    try:
        _, _, after = (path / "stat").read_text().rpartition(")")
        command = (path / "cmdline").read_text()
    except OSError:
        return False
    state, by, *_ = after.split()
    return int(by) == parent and state != "Z" and MODULE in command


class TestTheProgram:
    """A line is printed every ten seconds: the clock of what is done to it."""

    def test_killing_the_process_that_decodes_costs_no_figure(self, program, tmp_path):
        assert re.match(r"0:0\d", program.stdout.readline())
        first = child_of(program)
        os.kill(first, signal.SIGKILL)
        program.stdout.readline()
        os.kill(child_of(program, not_this=first), signal.SIGKILL)
        program.stdout.readline()
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=PATIENCE_S)
        assert (program.returncode, err) == (0, "")
        found = json.loads((tmp_path / "out.json").read_bytes())
        plain = without_words(found["duration_s"]).document
        for part in ("segments", "turns", "talk_time_s", "response_latency"):
            assert found[part] == json.loads(json.dumps(plain[part]))
        assert first_forms(found) == first_forms(plain)
        assert found["duration_s"] > 20
        assert len(found["transcription"]["not_transcribed"]) <= 2
        assert len(found["words"]["client"]) > 20
