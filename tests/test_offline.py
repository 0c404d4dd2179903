"""What holds a session offline.  Each case is a process of its own: there is no way back."""

import signal
import subprocess
import sys

import pytest

from monitor import offline

HELD = "from monitor import offline; kernel = offline.forbid_network()\n"
IN_KERNEL = pytest.mark.skipif(sys.platform != "linux", reason="the kernel is asked on Linux only")


def run(code: str, **environ: str) -> str:
    held = f"import socket, subprocess, sys\n{HELD}{code}"
    done = subprocess.run(
        [sys.executable, "-c", held], capture_output=True, text=True, env=environ, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "call",
    [
        "socket.getaddrinfo('example.org', 443)",
        "socket.create_connection(('192.0.2.1', 9), 1)",
        "socket.create_connection(('2001:db8::1', 9), 1)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    ],
)
@pytest.mark.parametrize("display", ["", "elsewhere:0"])
def test_another_computer_cannot_be_reached(call, display):
    """With a screen that is elsewhere the kernel is not asked, and Python alone must hold."""
    refused = f"try:\n    {call}\nexcept PermissionError:\n    print('refused')"
    assert run(refused, DISPLAY=display) == "refused"


def test_what_was_tried_is_told():
    tried = "try:\n    socket.getaddrinfo('example.org', 443)\nexcept OSError as error:\n    print(error)\n"
    told = run(tried + "print(offline.attempts())", DISPLAY="elsewhere:0")
    assert "stays on this computer" in told
    assert "example.org" in told.splitlines()[1]


@IN_KERNEL
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_PACKET"])
def test_the_kernel_refuses_the_socket_itself(family):
    made = f"try:\n    socket.socket(socket.{family})\nexcept PermissionError:\n    print(kernel, 'refused')"
    assert run(made) == "True refused"


@IN_KERNEL
def test_and_to_child_processes_and_threads():
    child = "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], stderr=-1).returncode"
    threaded = "import concurrent.futures as f\npool = f.ThreadPoolExecutor(1)\npool.submit(int).result()\n"
    late = f"print({child}, pool.submit(socket.socket).exception())"
    early = f"import socket, subprocess, sys\n{threaded}{HELD}{late}"
    done = subprocess.run([sys.executable, "-c", early], capture_output=True, text=True, env={}, check=True)
    assert done.stdout.startswith("1 [Errno 13]")


@IN_KERNEL
@pytest.mark.parametrize(("deadly", "end"), [("True", -signal.SIGSYS), ("False", 1)])
def test_whoever_only_asks_for_a_socket_may_be_ended(deadly, end):
    """For a proof: who is still there has not asked."""
    asks = f"import socket\nfrom monitor import offline\noffline.forbid_network({deadly})\nsocket.socket()"
    limited = f"import resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n{asks}"
    done = subprocess.run([sys.executable, "-c", limited], capture_output=True, env={}, check=False)
    assert done.returncode == end


def test_what_is_in_force_is_known():
    assert run("print(offline.in_force())", DISPLAY="elsewhere:0") == "(True, False)"
    fresh = "from monitor import offline; print(offline.in_force())"
    done = subprocess.run([sys.executable, "-c", fresh], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(False, False)"


def test_what_is_local_goes_on():
    assert run("a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))") == "b'x'"
    loopback = "server = socket.create_server(('127.0.0.1', 0)); print('served')"
    assert run(loopback, DISPLAY="elsewhere:0") == "served"


def test_model_libraries_are_told_to_stay_offline():
    assert run("import os; print(os.environ['HF_HUB_OFFLINE'])") == "1"


@pytest.mark.parametrize(
    ("environ", "remote"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, False),
        ({"DISPLAY": "unix:0.0"}, False),
        ({"DISPLAY": "/private/tmp/launch/org.xquartz:0"}, False),
        ({"DISPLAY": "localhost:10.0"}, True),
        ({"DISPLAY": "elsewhere:0"}, True),
        ({"PULSE_SERVER": "unix:/run/pulse"}, False),
        ({"PULSE_SERVER": "/run/pulse"}, False),
        ({"PULSE_SERVER": "tcp:elsewhere"}, True),
        ({"PULSE_SERVER": "elsewhere"}, True),
    ],
)
def test_a_screen_or_sound_server_elsewhere_is_seen(environ, remote):
    assert offline.is_remote(environ) is remote


@IN_KERNEL
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["version"], 1),
        (["models", "list"], 1),
        (["doctor"], 1),
        (["models", "pull", "tiny"], 0),
        (["doctor", "--offline-proof"], 0),
    ],
)
def test_only_pulling_a_model_and_the_proof_are_let_out(arguments, code):
    """The program is replaced by something that opens a socket."""
    stands_in = (
        "import sys, types, socket\n"
        "cli = types.ModuleType('monitor.cli'); cli.main = lambda: socket.socket() and None\n"
        "sys.modules['monitor.cli'] = cli\n"
        f"sys.argv = ['session-monitor', *{arguments}]\n"
        "from monitor import __main__ as entry; entry.main()"
    )
    done = subprocess.run([sys.executable, "-c", stands_in], capture_output=True, env={}, check=False)
    assert done.returncode == code


def test_the_library_that_runs_the_voice_detector_writes_nothing_of_its_own(tmp_path):
    environ = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    assert run("import onnxruntime; print('imported')", **environ) == "imported"
    assert list(tmp_path.rglob("*")) == []
