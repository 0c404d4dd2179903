"""The program finds its own files in a checkout, and when it was installed from a wheel."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

from monitor import places

ROOT = Path(__file__).resolve().parent.parent
ASK = (
    "from monitor import places; print(places.config_dir(), places.models_dir(), places.__file__, sep='\\n')"
)


def test_checkout_has_its_files_beside_the_package() -> None:
    assert places.config_dir() == ROOT / "config"
    assert places.models_dir() == ROOT / "models"
    assert (places.config_dir() / "default.toml").is_file()


def test_user_places_follow_the_platform(own_user_folders: Path) -> None:
    if sys.platform == "linux":
        assert places.user_config_file().is_relative_to(own_user_folders)
        assert places.user_data_dir().is_relative_to(own_user_folders)
        assert places.user_cache_dir().is_relative_to(own_user_folders)
    assert places.user_config_file().name == "config.toml"
    assert places.user_config_file() != places.user_data_dir()


def test_looking_up_a_place_makes_nothing(own_user_folders: Path) -> None:
    places.user_config_file()
    places.user_data_dir()
    places.user_cache_dir()
    assert list(own_user_folders.iterdir()) == []


@pytest.mark.slow
def test_wheel_carries_its_files(installed: Path, tmp_path: Path) -> None:
    config, models, module = map(Path, said([installed / "python", "-c", ASK], tmp_path).splitlines())
    assert not module.is_relative_to(ROOT)
    assert config == module.parent / "shipped" / "config"
    assert (config / "default.toml").read_bytes() == (ROOT / "config" / "default.toml").read_bytes()
    assert sorted(names_in(models)) == sorted(names_in(ROOT / "models"))


@pytest.mark.slow
def test_wheel_is_typed_and_licensed(installed: Path, tmp_path: Path) -> None:
    ask = (
        "from importlib import metadata, resources;"
        "print(metadata.metadata('session-monitor')['License-Expression']);"
        "print(resources.files('monitor').joinpath('py.typed').is_file());"
        "print(any(f.name == 'LICENSE' for f in metadata.files('session-monitor')))"
    )
    assert said([installed / "python", "-c", ask], tmp_path).split() == ["GPL-3.0-or-later", "True", "True"]


@pytest.mark.slow
@pytest.mark.parametrize("call", [["session-monitor"], ["python", "-m", "monitor"]])
def test_wheel_brings_the_command(installed: Path, tmp_path: Path, call: list[str]) -> None:
    assert "demo" in said([installed / call[0], *call[1:], "--help"], tmp_path)


def said(command: Sequence[str | Path], folder: Path) -> str:
    """What `command`, run in `folder`, printed; it has to succeed."""
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def names_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a new environment with our wheel, and this one's packages behind it."""
    folder = tmp_path_factory.mktemp("wheel")
    said([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], ROOT)
    (wheel,) = folder.glob("*.whl")
    home = folder / "env"
    venv.create(home, symlinks=os.name == "posix")
    base = {"base": str(home), "platbase": str(home)}
    scripts, site = (Path(sysconfig.get_path(kind, "venv", base)) for kind in ("scripts", "purelib"))
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", scripts / "python"]
    said([*pip, "install", "--no-index", "--no-deps", wheel], folder)
    # Behind our wheel on the path, so that what is imported is the wheel.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return scripts
