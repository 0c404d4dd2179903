"""What holds for every file: no machine's own paths or hosts, no file that outgrows its reader."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (".ci", "config", "models", "monitor", "tests")
TEXTS = {".cfg", ".csv", ".json", ".lock", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml", ""}

# A path of somebody's machine, or an address that only answers there.
FOREIGN = re.compile(
    r"(?<![\w.~])/(?:work|root|tmp/w|home/\w+|Users/\w+|opt/(?:pypi|wheels))\b"
    r"|\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b"
    r"|\bhttps?://(?:localhost|[\w.-]*\.(?:internal|local|lan))\b"
)
FORBIDDEN_NAMES = {"chunk", "data", "handler", "helper", "helpers", "manager", "utils"}
LONGEST_FILE = 450


def texts() -> list[Path]:
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(path for path in top + below if path.suffix in TEXTS and "__pycache__" not in path.parts)


def sources() -> list[Path]:
    return [path for path in texts() if path.suffix == ".py"]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", texts(), ids=named)
def test_file_names_no_machine(path: Path) -> None:
    assert not FOREIGN.search(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("see /ho" + "me/mary/notes", True),
        ("cd /wo" + "rk/main", True),
        ("https://mirror.in" + "ternal/simple", True),
        ("10.0." + "0.7", True),
        ("homework/main, ~/work, /usr/share/fonts", False),
        ("https://pypi.org, version 10.1.1", False),
    ],
)
def test_a_machine_is_recognised(text: str, foreign: bool) -> None:
    assert bool(FOREIGN.search(text)) is foreign


@pytest.mark.parametrize("path", sources(), ids=named)
def test_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", sources(), ids=named)
def test_file_is_named_after_a_thing(path: Path) -> None:
    assert not FORBIDDEN_NAMES & set(path.stem.split("_"))
