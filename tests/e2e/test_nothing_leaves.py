"""No session reaches for a network: what the kernel was asked, and what works where there is none."""

import json
import os
import subprocess
import sys

import pytest

from monitor.app import DEMO
from monitor.offline_proof import UNSHARE, _can_unshare
from monitor.transcribing import DEMO_MODEL, demo_model
from tests import tracing

pytestmark = [
    pytest.mark.trace,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="strace and namespaces are Linux's"),
]
MONITOR = (sys.executable, "-m", "monitor")


@pytest.fixture
def env():
    """Without a screen and a sound server."""
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "PULSE_SERVER")
    return {name: value for name, value in os.environ.items() if name not in gone}


@pytest.fixture
def with_model(env):
    """A model is in use, so that recordings have words."""
    for command in (("import", str(demo_model().folder)), ("use", DEMO_MODEL)):
        subprocess.run([*MONITOR, "models", *command], cwd=tracing.ROOT, env=env, check=True)


def words_in(path):
    document = json.loads(path.read_bytes())
    return sum(document["transcription"]["word_count"].values())


def test_asking_for_a_socket_would_be_seen(env, tmp_path):
    for code in ("socket.socket()", "socket.socket(socket.AF_INET6)"):
        command = [sys.executable, "-c", f"import socket; {code}"]
        assert len(tracing.run(tracing.SOCKETS, tmp_path / "log", command, env).sockets) == 1
    child = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'import socket; socket.socket()'])"
    command = [sys.executable, "-c", child]
    assert len(tracing.run(tracing.SOCKETS, tmp_path / "log", command, env).sockets) == 1


def test_the_demo_asks_for_none(env, tmp_path):
    out = tmp_path / "out.json"
    command = [*MONITOR, "demo", "--no-window", "--speed", "1000", "--json", str(out)]
    assert tracing.run(tracing.SOCKETS, tmp_path / "log", command, env).sockets == []
    assert words_in(out) > 100


@pytest.mark.usefixtures("with_model")
def test_nor_does_the_analysis_of_a_recording(env, tmp_path):
    out = tmp_path / "out.json"
    command = [*MONITOR, "analyze", str(DEMO), "--json", str(out)]
    assert tracing.run(tracing.SOCKETS, tmp_path / "log", command, env).sockets == []
    assert words_in(out) > 100


def test_the_proof_says_so_and_is_right_about_the_guards(env):
    done = subprocess.run(
        [*MONITOR, "doctor", "--offline-proof"],
        cwd=tracing.ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    held = [line.split()[0] == "held" for line in done.stdout.splitlines() if line.startswith("  ")]
    assert held == [True, True, _can_unshare()]
    assert "What was tried: nothing." in done.stdout
    assert "equal those of a run without guards" in done.stdout
    assert "needs no network, and asks for none" in done.stdout


def test_where_there_is_no_network_at_all_the_demo_is_the_same(env, tmp_path):
    """Where this system lets nobody part from the network, that is what the proof must say: see above."""
    documents: list[object] = []
    for prefix in ((), UNSHARE if _can_unshare() else ()):
        out = tmp_path / f"{len(documents)}.json"
        command = [*prefix, *MONITOR, "demo", "--no-window", "--speed", "1000", "--json", str(out)]
        subprocess.run(command, cwd=tracing.ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        documents.append(json.loads(out.read_bytes()))
    assert documents[0] == documents[1]
