"""A kept session whose key is behind a passphrase, where there is no keyring: opened in real windows."""

import subprocess
import sys
import time
from contextlib import suppress

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from monitor import keeping
from monitor.config import load
from monitor.document import encode
from monitor.store.keep import Keep
from tests.e2e.test_start_on_screen import Stage
from tests.replay.long import long_document
from tests.ui.review.kept import kept_in

pytestmark = [pytest.mark.window, pytest.mark.slow, pytest.mark.timeout(180)]
END_S = 40
PASSPHRASE = "otter lamp seven rivers"
QUESTION, WINDOW, LIST = "^Session monitor$", "^Blue Heron", "^Your sessions"

NOT_NOW = "session-monitor: Your sessions cannot be opened without their passphrase.\n"
USERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


@pytest.fixture
def stage(desktop, own_user_folders):
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    users = {name: str(own_user_folders / name.lower()) for name in USERS}
    own = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "HOME": str(own_user_folders)}
    yield Stage(desktop | users | own)
    keyring.set_keyring(before)


@pytest.fixture
def session(stage):
    library = keeping.library(load(), lambda _sentence, _new: PASSPHRASE, create=True)
    return kept_in(library, long_document(1.0), Keep.TRANSCRIPT, "Blue Heron")


@pytest.fixture
def review(stage):
    """Starts the command; what it has started is ended with the test."""
    running = []

    def start(*arguments):
        command = [sys.executable, "-m", "monitor", "review", *map(str, arguments)]
        pipe = subprocess.PIPE
        running.append(subprocess.Popen(command, env=stage.env, stdout=pipe, stderr=pipe, text=True))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def shown(stage, title, not_this=""):
    """The window of this title, once another than `not_this` is seen."""
    end = time.monotonic() + END_S
    while time.monotonic() < end:
        with suppress(subprocess.CalledProcessError):  # none yet, or one went while it was looked for
            found = stage.x("search", "--onlyvisible", "--name", title)
            if found and found[0] != not_this:
                return found[0]
        time.sleep(0.1)
    pytest.fail(f"no window {title} is shown")


def asked(stage, not_this=""):
    return shown(stage, QUESTION, not_this)


def answer(stage, window, passphrase):
    stage.x("windowactivate", "--sync", window, "type", "--delay", 60, passphrase)
    stage.x("key", "Return")


def ended(process):
    said, complaints = process.communicate(timeout=END_S)
    return process.returncode, said + complaints


@pytest.mark.parametrize(("named", "window"), [(["last"], WINDOW), ([], LIST)], ids=["one", "list"])
def test_the_right_one_opens_what_was_asked_for(stage, session, review, named, window):
    program = review(*named)
    answer(stage, asked(stage), PASSPHRASE)
    stage.keys(shown(stage, window), "ctrl+w")
    assert ended(program) == (0, "")


def test_a_wrong_one_is_asked_for_again_and_the_right_one_opens_it(stage, session, review):
    program = review("last")
    first = asked(stage)
    answer(stage, first, "not this one at all")
    answer(stage, asked(stage, not_this=first), PASSPHRASE)
    stage.keys(shown(stage, WINDOW), "ctrl+w")
    assert ended(program) == (0, "")


def test_wrong_again_and_again_is_a_sentence_in_the_end(stage, session, review):
    program = review("last")
    window = ""
    for number in range(keeping.TRIES):
        window = asked(stage, not_this=window)
        answer(stage, window, f"wrong number {number}")
    assert ended(program) == (
        2,
        "session-monitor: Your sessions cannot be opened without their passphrase.\n",
    )


@pytest.mark.parametrize("named", [["last"], []], ids=["one", "list"])
def test_whoever_would_rather_not_is_told_what_that_means(stage, session, review, named):
    program = review(*named)
    stage.keys(asked(stage), "Escape")
    assert ended(program) == (
        2,
        "session-monitor: Your sessions cannot be opened without their passphrase.\n",
    )


def test_from_another_session_s_window_it_is_asked_for_and_that_window_stays(
    stage, session, review, own_user_folders
):
    path = own_user_folders / "kestrel.json"
    path.write_bytes(encode(long_document(1.0, seed=2)))
    program = review(path)
    window = shown(stage, "^kestrel")
    stage.keys(window, "ctrl+o")
    question = asked(stage)
    stage.keys(question, "Escape")
    told = asked(stage, not_this=question)
    stage.keys(told, "Return")
    stage.keys(window, "ctrl+o")
    answer(stage, asked(stage, not_this=told), PASSPHRASE)
    listed = shown(stage, LIST)
    stage.keys(listed, "ctrl+w")
    stage.keys(window, "ctrl+w")
    assert ended(program) == (0, "")
