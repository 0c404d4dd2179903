"""bootstrap.py: what it finds missing, what it makes of it, and what it says when it cannot.

apt and sudo are stand-ins on a PATH of their own. Whole starts are real processes on a copy, with
a real venv and pip, whose index is a folder: nothing is downloaded.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from bootstrap import Package, SetupError

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
        ("live", [], {"WAYLAND_DISPLAY": "wayland-0"}, {"libportaudio2", "libegl1"}, {"xvfb"}),
        ("devices", [], {"DISPLAY": ":0"}, {"libportaudio2"}, {"libegl1"}),
        ("test", ["-k", "x"], {}, {"libportaudio2", "libegl1", "xvfb", "espeak-ng", "pulseaudio"}, set()),
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
        SetupError, match=r"^Installing the system packages did not work: .* cannot be reached"
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
    first, *_ = bootstrap.steps_to("analyze", ["a.wav"])
    assert first.what.endswith(f": python3.{sys.version_info[1]}-venv")


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
    assert ran == ["-m ruff check", "-m ruff format --check", "-m mypy", "-m pytest"]


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
    assert "python3 bootstrap.py test" in capsys.readouterr().out


# -------------------------------------------------------------- whole starts


def test_the_first_start_makes_the_environment_and_runs(started: Checkout) -> None:
    assert started.first.returncode == 7
    assert started.first.stdout == "ran demo --speed 2\n"
    assert started.first.stderr.splitlines() == [
        "[1/2] A Python environment in .venv (some seconds)",
        "[2/2] The pinned Python packages, about 250 MB (1 to 5 minutes)",
        "      all fetched, unpacking",
        "Ready.",
    ]


def test_the_second_start_says_nothing_of_its_own(started: Checkout) -> None:
    second = started.start("analyze", "a b.wav")
    assert (second.returncode, second.stdout, second.stderr) == (7, "ran analyze a b.wav\n", "")


@pytest.mark.skipif(os.name == "nt", reason="runs the script that other systems get")
def test_the_environment_has_the_command(started: Checkout, tmp_path: Path) -> None:
    command = started.folder / ".venv" / "bin" / "session-monitor"
    ended = subprocess.run(
        [command, "live", "x y"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (7, "ran live x y\n")


def test_a_folder_that_shadows_the_program_is_not_run(started: Checkout, tmp_path: Path) -> None:
    (tmp_path / "monitor").mkdir()
    (tmp_path / "monitor" / "__main__.py").write_text("print('shadow')")
    assert started.start("demo", folder=tmp_path).stdout == "ran demo\n"


def test_a_renewed_lock_is_installed_into_the_same_environment(started: Checkout) -> None:
    started.pin("left", "1.1")
    again = started.start("demo")
    assert again.stderr.splitlines()[0].startswith("[1/1] The pinned Python packages")
    assert started.installed("left") == "1.1"
    assert started.start("demo").stderr == ""


def test_the_tests_environment_serves_every_command(started: Checkout) -> None:
    started.pin("right", "1.0", lock="requirements-test.lock")
    make = "import bootstrap; bootstrap.install_packages(bootstrap.TEST_LOCK)"
    started.run([sys.executable, "-c", make], started.folder)
    assert started.installed("right") == "1.0"
    assert started.start("demo").stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["no stamp", "no python", "moved"])
def test_what_is_half_made_is_made_anew(started: Checkout, harm: str) -> None:
    started.pin("left", "1.0")
    if harm == "no stamp":
        started.stamp.unlink()
        shutil.rmtree(started.folder / ".venv" / "lib")
    elif harm == "no python":
        Path(started.python).unlink()
    else:
        started.folder = started.folder.rename(started.folder.with_name("moved"))
    again = started.start("demo")
    assert (again.returncode, again.stdout) == (7, "ran demo\n")
    assert again.stderr.startswith("[1/2] A Python environment in .venv")
    assert started.installed("left") == "1.0"


@pytest.mark.slow
def test_a_package_that_is_not_the_pinned_one_is_refused(started: Checkout) -> None:
    started.pin("left", "1.1", sha256="0" * 64)
    refused = started.start("demo")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "a downloaded package is not the pinned one and was refused" in refused.stderr
    started.pin("left", "1.0")
    assert started.start("demo").stdout == "ran demo\n"


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


class Checkout:
    """A copy of bootstrap.py beside a program of one line and locks for an index that is a folder."""

    first: subprocess.CompletedProcess[str]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder.parent / "index"
        self.index.mkdir()
        (folder / "monitor").mkdir(parents=True)
        program = "import sys; print('ran', *sys.argv[1:]); raise SystemExit(7)"
        (folder / "monitor" / "__main__.py").write_text(program)
        shutil.copy(ROOT / "bootstrap.py", folder)
        self.pin("left", "1.0")
        self.pin("left", "1.0", lock="requirements-test.lock")

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "made-by-bootstrap"

    @property
    def python(self) -> str:
        return str(self.folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    def pin(self, package: str, version: str, sha256: str = "", lock: str = "requirements.lock") -> None:
        wheel = write_wheel(self.index, package, version)
        sha256 = sha256 or hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.folder / lock).write_text(f"{package}=={version} \\\n    --hash=sha256:{sha256}\n", "utf-8")

    def start(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return self.run([sys.executable, str(self.folder / "bootstrap.py"), *arguments], folder)

    def run(self, command: list[str], folder: Path | None) -> subprocess.CompletedProcess[str]:
        """Where no screen is, so that no command needs a system package."""
        environ = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index)}
        for screen in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            environ.pop(screen, None)
        return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)

    def installed(self, package: str) -> str:
        """The version that the environment holds."""
        ask = f"from importlib.metadata import version; print(version('{package}'))"
        return subprocess.run(
            [self.python, "-c", ask], capture_output=True, text=True, check=True
        ).stdout.strip()


def write_wheel(folder: Path, package: str, version: str) -> Path:
    """An empty package; the same bytes at every call."""
    wheel = folder / f"{package}-{version}-py3-none-any.whl"
    about = f"{package}-{version}.dist-info"
    contents = {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in contents.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return wheel


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout after its first start, in a folder whose name shells and encodings find hard.

    The tests share it; each leaves it so that it starts.
    """
    checkout = Checkout(tmp_path_factory.mktemp("whole") / "it's a földer")
    checkout.first = checkout.start("demo", "--speed", "2")
    return checkout
