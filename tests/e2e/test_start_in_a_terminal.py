"""The questions before a session as they are asked in a terminal, and answered at its keyboard."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from monitor import keeping, remembered
from monitor.config import load
from monitor.levels import Level
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.vault import Vault
from tests.store.staging import begin, finish, talk

pytestmark = [
    pytest.mark.device,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("script") is None, reason="needs script, of util-linux"),
]
PASSPHRASE = "four random words here"
LISTENS, CTRL_C = "Listening", "\x03"


class Terminal:
    """A program in a terminal of its own: what it shows, and what is typed."""

    def __init__(self, process):
        self.process = process
        self.shown = ""

    def answer(self, question, typed):
        """Once the question is there; what was shown before it is not looked at again."""
        start = len(self.shown)
        while question not in self.shown[start:]:
            some = os.read(self.process.stdout.fileno(), 4096)
            assert some, self.shown
            self.shown += some.decode(errors="replace")
        self.process.stdin.write(typed.encode())
        self.process.stdin.flush()

    def end(self):
        self.answer(LISTENS, CTRL_C)
        self.shown += self.process.communicate(timeout=40)[0].decode(errors="replace")
        assert self.process.returncode == 0, self.shown
        return " ".join(self.shown.split())


@contextmanager
def live(card, *options):
    command = [sys.executable, "-m", "monitor", "live", "--device", "session_pair", "--no-window", *options]
    environ = card.env | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "COLUMNS": "200"}
    pipe = subprocess.PIPE
    script = ["script", "-qec", f"exec {shlex.join(command)}", "/dev/null"]
    with subprocess.Popen(script, env=environ, stdin=pipe, stdout=pipe) as process:
        try:
            yield Terminal(process)
        finally:
            process.kill()


def library():
    folder = keeping.folder(load())
    return Library(folder, Vault(folder, PassphrasePlace(keeping.master_file(), PASSPHRASE)))


def kept_long_ago():
    """A session whose sound and words are due."""
    writer = begin(library(), started_at=int(time.time()) - 100 * 86_400)
    finish(writer, talk(writer, 2), 2)
    return writer.id


def test_the_client_s_agreement_and_a_passphrase_are_asked_for(sound_card):
    remembered.keep_level(Level.TRANSCRIPT)
    with live(sound_card) as terminal:
        terminal.answer("Is that so? (y/n) ", "y\n")
        terminal.answer("Passphrase: ", f"{PASSPHRASE}\n")
        terminal.answer("Again: ", f"{PASSPHRASE}\n")
        shown = terminal.end()
    assert "My client knows that what we both say" in shown
    assert "Kept, encrypted (numbers and words)" in shown
    assert PASSPHRASE not in shown
    (card,) = library().cards()
    with library().open(card.id) as file:
        assert file.keeps[0].keep is Keep.TRANSCRIPT
        assert file.keeps[0].consent is not None


def test_without_an_agreement_the_numbers_are_kept_and_without_a_passphrase_nothing(sound_card):
    remembered.keep_level(Level.AUDIO)
    with live(sound_card) as terminal:
        terminal.answer("Is that so? (y/n) ", "n\n")
        terminal.answer("Passphrase: ", "\n")
        shown = terminal.end()
    assert "this session keeps its numbers only" in shown
    assert "This session is not being kept." in shown
    assert not keeping.master_file().exists()
    assert not keeping.folder(load()).exists()


@pytest.mark.parametrize("answer", ["y", "n", ""])
def test_what_is_due_is_listed_and_goes_only_after_a_yes(sound_card, answer):
    session = kept_long_ago()
    with live(sound_card, "--keep", "numbers") as terminal:
        terminal.answer("Passphrase: ", f"{PASSPHRASE}\n")
        terminal.answer("Delete it now? (y/n) ", f"{answer}\n")
        shown = terminal.end()
    assert "the sound" in shown
    assert ("Deleted, as your settings say" in shown) is (answer == "y")
    assert library().card(session).has_audio is (answer != "y")


def test_ctrl_c_at_a_question_means_no_session(sound_card):
    remembered.keep_level(Level.AUDIO)
    with live(sound_card) as terminal:
        terminal.answer("Is that so? (y/n) ", CTRL_C)
        shown = terminal.process.communicate(timeout=40)[0].decode(errors="replace")
    assert terminal.process.returncode == 0
    assert "Traceback" not in shown
    assert not keeping.folder(load()).exists()
