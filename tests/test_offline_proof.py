"""What the proof says of what came of its two sessions; the sessions themselves are in tests/e2e."""

import io
import signal
import sys

import msgspec
import pytest
from rich.console import Console

from monitor import offline_proof
from monitor.offline_proof import Told

FREE = Told(False, False, False, [], "sum", 250, 89.0, [])
HELD = Told(True, True, True, [], "sum", 250, 89.0, [])


def proof(monkeypatch, free, held):
    """The exit code, and what was said."""
    told = {"free": (free, ""), "held": (held, "it asked for a socket, and was ended")}
    monkeypatch.setattr(offline_proof, "_told", lambda _prefix, how: told[how])
    console = Console(file=io.StringIO(), width=200)
    code = offline_proof.prove(console)
    assert isinstance(console.file, io.StringIO)
    return code, console.file.getvalue()


def changed(**what):
    return msgspec.structs.replace(HELD, **what)


def test_all_is_well(monkeypatch):
    code, said = proof(monkeypatch, FREE, HELD)
    assert code == 0
    assert "What was tried: nothing." in said
    assert "250 words and 89 s of sound; with its key it opens, and is whole" in said
    assert said.count("held  ") == 3
    assert "needs no network, and asks for none" in said


@pytest.mark.parametrize(
    ("held", "part"),
    [
        (changed(tried=["socket.connect example.org"]), "What was tried: socket.connect example.org."),
        (changed(figures="another"), "The figures DIFFER FROM those"),
        (changed(problems=["no words were kept"]), "no words were kept"),
        (changed(python=False), "not to be had   Python"),
    ],
)
def test_something_is_wrong(monkeypatch, held, part):
    code, said = proof(monkeypatch, FREE, held)
    assert code == 1
    assert part in said
    assert "please report this" in said
    assert "needs no network" not in said


def test_it_claims_no_more_than_was_watched(monkeypatch):
    code, said = proof(monkeypatch, FREE, changed(kernel=False, empty_network=False))
    assert code == 0
    assert said.count("not to be had") == 2
    assert "as far as Python sees" in said
    assert "asks for none" not in said


@pytest.mark.parametrize("which", ["free", "held"])
def test_a_session_that_does_not_come_to_its_end(monkeypatch, which):
    sessions = {"free": FREE, "held": HELD} | {which: None}
    code, said = proof(monkeypatch, sessions["free"], sessions["held"])
    assert code == 1
    assert "could not be run to its end" in said


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_why_a_child_ended(monkeypatch):
    killed = ("sh", "-c", f"kill -{signal.SIGSYS.value} $$")
    assert offline_proof._told(killed, "held") == (None, "it asked for a socket, and was ended")
    assert offline_proof._told(("false",), "held") == (None, "it ended with 1")
    monkeypatch.setattr(offline_proof, "LONGEST_S", 0.1)
    assert offline_proof._told(("sh", "-c", "sleep 60"), "held") == (None, "it did not end")
