"""The passphrase as it is really asked for: in a terminal, unseen, twice where it is new."""

import os
import shlex
import shutil
import subprocess
import sys

import pytest

from monitor import keeping
from monitor.config import load
from monitor.store.keep import Keep
from monitor.store.library import Library
from monitor.store.masters import PassphrasePlace
from monitor.store.transfer import import_keys
from monitor.store.vault import Vault
from tests.cli.sessions.staging import stage

PASSPHRASE, ANOTHER = "four random words here", "and four others there"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("script") is None, reason="needs Linux's script"
)


@pytest.fixture
def kept(own_user_folders):
    """A library behind a passphrase, with one session."""
    folder = keeping.folder(load())
    library = Library(folder, Vault(folder, PassphrasePlace(keeping.master_file(), PASSPHRASE)))
    stage(library, Keep.NUMBERS, client="Blue Heron")
    return library


def in_a_terminal(arguments, answers):
    """Give each answer once a prompt that ends with its key is there; all that the terminal showed."""
    command = "exec " + shlex.join([sys.executable, "-m", "monitor", *map(str, arguments)])
    with subprocess.Popen(
        ["script", "-qec", command, "/dev/null"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        shown = ""
        for prompt, answer in answers:
            start = len(shown)
            while not shown[start:].endswith(prompt):
                some = os.read(process.stdout.fileno(), 4096)
                assert some, shown
                shown += some.decode()
            process.stdin.write(f"{answer}\n".encode())
            process.stdin.flush()
        shown += process.communicate(timeout=60)[0].decode()
    return process.returncode, shown


def test_a_wrong_one_is_asked_for_again_and_none_is_shown(kept):
    answers = [("Passphrase: ", "something else"), ("Passphrase: ", PASSPHRASE)]
    code, shown = in_a_terminal(["sessions", "list"], answers)
    assert code == 0, shown
    assert "does not open your sessions" in shown
    assert "Blue Heron" in shown
    assert PASSPHRASE not in shown
    assert "something else" not in shown


def test_none_at_all_opens_nothing(kept):
    code, shown = in_a_terminal(["sessions", "list"], [("Passphrase: ", "")])
    assert code == 2
    assert "cannot be opened without" in shown


def test_a_new_one_is_asked_for_twice(kept, tmp_path):
    answers = [
        ("Passphrase: ", PASSPHRASE),
        ("Passphrase: ", ANOTHER),
        ("Again: ", "mistyped"),
        ("Passphrase: ", ANOTHER),
        ("Again: ", ANOTHER),
    ]
    code, shown = in_a_terminal(["sessions", "export-key", tmp_path / "keys"], answers)
    assert code == 0, shown
    assert "were not the same" in shown
    assert ANOTHER not in shown
    assert import_keys(kept.vault, (tmp_path / "keys").read_bytes(), ANOTHER) == []
