"""Whole starts of bootstrap.py: real processes on a copy, with a real venv and a real pip.

pip's index is a folder of wheels that are made here: nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from subprocess import PIPE

import pytest

ROOT = Path(__file__).resolve().parent.parent


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
def test_of_two_starts_at_once_the_second_waits(started: Checkout) -> None:
    started.stamp.unlink()
    with started.begin("demo") as first, started.begin("demo") as second:
        ends = [process.communicate(timeout=60) for process in (first, second)]
    assert [out for out, _ in ends] == ["ran demo\n", "ran demo\n"]
    waiting = "Another start is making the environment in this folder: waiting until it has ended.\n"
    made, waited = sorted((said for _, said in ends), key=len, reverse=True)
    assert made.startswith("[1/2] A Python environment")
    assert waited == waiting


def test_who_was_killed_keeps_nobody_waiting(started: Checkout) -> None:
    hold = "import bootstrap\nwith bootstrap.alone():\n    print(flush=True)\n    input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], cwd=started.folder, stdin=PIPE, stdout=PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        started.stamp.unlink()
        with started.begin("demo") as waiting:
            assert waiting.stderr is not None
            assert waiting.stderr.readline().startswith("Another start")
            holder.kill()
            assert waiting.communicate(timeout=60)[0] == "ran demo\n"


@pytest.mark.slow
def test_a_package_that_is_not_the_pinned_one_is_refused(started: Checkout) -> None:
    started.pin("left", "1.1", sha256="0" * 64)
    refused = started.start("demo")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "a downloaded package is not the pinned one and was refused" in refused.stderr
    started.pin("left", "1.0")
    assert started.start("demo").stdout == "ran demo\n"


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
        return subprocess.run(
            command, cwd=folder, env=self.environ, capture_output=True, text=True, check=False
        )

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(self.folder / "bootstrap.py"), *arguments]
        return subprocess.Popen(command, env=self.environ, stdout=PIPE, stderr=PIPE, text=True)

    @property
    def environ(self) -> dict[str, str]:
        """Where no screen is, so that no command needs a system package."""
        environ = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index)}
        for screen in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            environ.pop(screen, None)
        return environ

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
