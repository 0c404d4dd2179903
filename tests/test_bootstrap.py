"""bootstrap.py: what it finds missing, what it makes of it, and what it says when it cannot.

apt and sudo are stand-ins on a PATH of their own.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from bootstrap import Package, SetupError
from monitor.cli import app

ROOT = Path(bootstrap.__file__).resolve().parent
LIBRARIES = "\tlibportaudio.so.2 (libc6,x86-64) => /usr/lib/libportaudio.so.2\n"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="apt and ldconfig are Linux's")


# ------------------------------------------------------------------ pure parts


@pytest.mark.parametrize(
    ("command", "arguments", "environ", "needed", "not_needed"),
    [
        ("analyze", ["a.wav"], {"DISPLAY": ":0"}, set(), {"libportaudio2", "libegl1"}),
        ("demo", [], {}, set(), {"libportaudio2", "libegl1"}),
        ("demo", [], {"DISPLAY": ":0"}, {"libegl1", "fonts-dejavu-core"}, {"libportaudio2", "xvfb"}),
        ("demo", ["--no-window"], {"DISPLAY": ":0"}, set(), {"libegl1"}),
        ("review", ["demo"], {"DISPLAY": ":0"}, {"libportaudio2", "libegl1"}, {"xvfb"}),
        ("soundcheck", [], {"DISPLAY": ":0"}, {"libportaudio2", "libegl1"}, {"xvfb"}),
        ("soundcheck", ["--no-window"], {"DISPLAY": ":0"}, {"libportaudio2"}, {"libegl1"}),
        ("settings", [], {"DISPLAY": ":0"}, {"libegl1"}, {"libportaudio2"}),
        ("live", [], {"WAYLAND_DISPLAY": "wayland-0"}, {"libportaudio2", "libegl1"}, {"xvfb"}),
        ("devices", [], {"DISPLAY": ":0"}, {"libportaudio2"}, {"libegl1"}),
        (
            "test",
            ["-k", "x"],
            {},
            {"libportaudio2", "libegl1", "xvfb", "espeak-ng", "pulseaudio", "strace"},
            set(),
        ),
    ],
)
def test_a_command_needs_no_more_than_it_uses(
    command: str, arguments: list[str], environ: dict[str, str], needed: set[str], not_needed: set[str]
) -> None:
    names = {package.name for package in bootstrap.packages_for(command, arguments, environ)}
    assert needed <= names
    assert not not_needed & names


@pytest.mark.parametrize(
    ("sign", "there"),
    [
        ("libportaudio.so.2", True),
        ("libportaudio.so", False),
        ("libEGL.so.1", False),
        ("{here}/fonts/*/*.ttf", True),
        ("{here}/fonts/*/*.otf", False),
        ("no-such-program", False),
    ],
)
def test_a_sign_is_found_where_it_is(sign: str, there: bool, tmp_path: Path) -> None:
    (tmp_path / "fonts" / "plain").mkdir(parents=True)
    (tmp_path / "fonts" / "plain" / "a.ttf").touch()
    assert bootstrap.is_there(sign.format(here=tmp_path), LIBRARIES) is there


def test_a_command_is_a_sign(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    stand_in(tmp_path, "espeak-ng", "")
    assert bootstrap.is_there("espeak-ng", "")


def test_a_package_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "known_libraries", lambda: LIBRARIES)
    packages = [Package("a", "libx.so.1"), Package("b", "libportaudio.so.2"), Package("a", "liby.so.1")]
    assert bootstrap.missing_packages(packages) == ["a"]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        ("Error: [Errno 13] Permission denied: '/usr/share/monitor/.venv'", "may not be written to"),
        (
            "NewConnectionError('<pip...>: Failed to establish a new connection')",
            "check the internet connection",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the pinned one"),
        ("ERROR: No matching distribution found for pyqt6==6.11.0", "no build for this computer"),
        ("The virtual environment was not created successfully because ensurepip is not", "python3-venv"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend.", "another program is installing"),
    ],
)
def test_a_known_cause_is_one_sentence(said: str, meaning: str) -> None:
    sentence = bootstrap.explain(
        "Installing the Python packages", ["Collecting left", said, "", "WARNING: old"]
    )
    assert sentence.startswith("Installing the Python packages did not work: ")
    assert meaning in sentence
    assert "\n" not in sentence


def test_an_unknown_cause_shows_the_last_words() -> None:
    sentence = bootstrap.explain("Doing it", [f"line {number}" for number in range(20)])
    assert "line 19" in sentence
    assert "line 3" not in sentence


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (PermissionError(13, "Permission denied", "/x/.venv"), "/x/.venv may not be written to"),
        (OSError(28, "No space left on device"), "The disk is full"),
        (OSError(5, "Input/output error", "/x"), "could not be made: [Errno 5]"),
    ],
)
def test_a_failing_disk_is_a_sentence(error: OSError, meaning: str) -> None:
    assert meaning in bootstrap.meaning_of(error)


def test_pip_is_followed_calmly(capsys: pytest.CaptureFixture[str]) -> None:
    fetching = bootstrap.Fetching(packages=3)
    for line in (
        "Ignoring colorama: markers 'sys_platform == \"win32\"' don't match your environment",
        "Collecting av==18.1.0",
        "  Downloading av-18.1.0-cp311-abi3-manylinux_2_28_x86_64.whl (35.8 MB)",
        "Collecting click==8.5.1",
        "  Downloading click-8.5.1-py3-none-any.whl (126 kB)",
        "Installing collected packages: av, click",
    ):
        fetching.hear(line)
    assert capsys.readouterr().err.split("\n") == [
        "      1 of 2: av, 35 MB",
        "      all fetched, unpacking",
        "",
    ]


def test_old_pythons_can_read_the_file() -> None:
    ast.parse((ROOT / "bootstrap.py").read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_another_python_gets_a_sentence(version: tuple[int, int]) -> None:
    pretend = f"import sys, runpy; sys.version_info = {(*version, 0)}; runpy.run_path('bootstrap.py')"
    ended = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"needs Python 3.11, 3.12 or 3.13 and this is {version[0]}.{version[1]}: " in ended.stderr


# ------------------------------------------------------------ system packages


@linux_only
def test_root_installs_what_is_missing(machine: Machine) -> None:
    machine.has("apt-get", f'echo "$DEBIAN_FRONTEND: $*" >> {machine.log}')
    prefix = bootstrap.administrator_prefix(["libegl1"])
    bootstrap.apt_install(["libegl1"], prefix)
    assert machine.log.read_text().splitlines() == [
        "noninteractive: update",
        "noninteractive: install -y --no-install-recommends libegl1 -o DPkg::Lock::Timeout=120",
    ]


@linux_only
def test_an_unreadable_source_does_not_matter_where_the_package_is_found(machine: Machine) -> None:
    machine.has("apt-get", "test $1 = install")
    bootstrap.apt_install(["libegl1"], bootstrap.administrator_prefix(["libegl1"]))


@linux_only
def test_apt_failing_is_a_sentence(machine: Machine) -> None:
    machine.has("apt-get", "echo 'E: Unable to locate package libegl1'; exit 100")
    with pytest.raises(
        SetupError, match=r"^Installing the system packages did not work: the package lists are old"
    ):
        bootstrap.apt_install(["libegl1"], bootstrap.administrator_prefix(["libegl1"]))


@linux_only
def test_sudo_is_used_where_it_asks_nothing(machine: Machine) -> None:
    machine.has("apt-get", "")
    machine.has("sudo", 'test "$1" = -n')
    machine.user_id = 1000
    assert bootstrap.administrator_prefix(["libegl1"])[:2] == ["sudo", "-n"]


@linux_only
@pytest.mark.parametrize("sudo", ["exit 1", None])
def test_an_ordinary_user_is_told_what_to_type(machine: Machine, sudo: str | None) -> None:
    machine.has("apt-get", "")
    if sudo:
        machine.has("sudo", sudo)
    machine.user_id = 1000
    with pytest.raises(SetupError) as refusal:
        bootstrap.administrator_prefix(["libegl1", "xvfb"])
    typed = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 xvfb"
    assert str(refusal.value).splitlines()[-1].strip() == typed


@linux_only
def test_a_linux_without_apt_gets_the_names(machine: Machine) -> None:
    with pytest.raises(SetupError, match=r"no apt-get: .* libegl1 xvfb$"):
        bootstrap.administrator_prefix(["libegl1", "xvfb"])


@linux_only
def test_debian_without_venv_gets_it(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.has("apt-get", "")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    (what, _), *_ = bootstrap.steps_to("analyze", ["a.wav"])
    assert what.endswith(f": python3.{sys.version_info[1]}-venv")


def test_a_full_disk_is_noticed_before_anything_is_made(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=500_000_000))
    with pytest.raises(SetupError, match="The disk is nearly full: free about 2 GB"):
        bootstrap.make_venv()


# -------------------------------------------------------- what is run, and codes


@pytest.mark.parametrize(
    ("codes", "code"), [([0, 0, 0, 0], 0), ([1, 0, 0, 0], 1), ([0, 0, 0, 5], 5), ([0, 1, 0, 2], 1)]
)
def test_every_check_runs_and_the_first_failure_counts(
    codes: list[int], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = calls_answered_with(codes, monkeypatch)
    assert bootstrap.run_tests([]) == code
    on_every_core = "-m pytest -n auto --dist worksteal"
    assert ran == ["-m ruff check", "-m ruff format --check", "-m mypy", on_every_core]


def test_arguments_go_to_pytest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = calls_answered_with([0], monkeypatch)
    assert bootstrap.run_tests(["-k", "overlay"]) == 0
    assert ran == ["-m pytest -k overlay"]


def calls_answered_with(codes: list[int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Instead of running a program: its arguments go into the list, and the next code is its end."""
    ran: list[str] = []

    def call(command: list[str], **_: object) -> int:
        ran.append(" ".join(command[1:]))
        return codes[len(ran) - 1]

    monkeypatch.setattr("subprocess.call", call)
    return ran


def test_ctrl_c_while_installing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(command: str, arguments: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "prepare", interrupted)
    assert bootstrap.main(["demo"]) == 130
    assert "The next start makes what is still missing" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["-h"], 0)])
def test_usage(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == code
    assert "demo          plays" in capsys.readouterr().out


def test_every_command_is_named() -> None:
    named = {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    named |= {group.name or "" for group in app.registered_groups}
    assert {name for name in named if not re.search(rf"\b{name}\b", bootstrap.__doc__ or "")} == set()


@pytest.mark.skipif(os.name == "nt", reason="quotes as other systems' shells do")
@pytest.mark.parametrize(
    ("start", "typed"),
    [
        (["python3", "bootstrap.py"], "python3 bootstrap.py"),
        (["python3.12", "it's here/bootstrap.py"], """python3.12 'it'"'"'s here/bootstrap.py'"""),
    ],
)
def test_the_program_is_told_how_it_was_started(start: list[str], typed: str) -> None:
    assert bootstrap.as_typed(start) == typed


# ---------------------------------------------------------------- stand-ins


def stand_in(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


class Machine:
    """A PATH with `env` and the named programs alone, a user of our choice, and no environment yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.user_id = 0

    def has(self, program: str, script: str) -> None:
        stand_in(self.folder, program, script)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    env = shutil.which("env")
    if env:
        (tmp_path / "env").symlink_to(env)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: machine.user_id, raising=False)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "no stamp")
    return machine
