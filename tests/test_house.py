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


def test_no_file_names_a_machine() -> None:
    assert [named(path) for path in texts() if FOREIGN.search(path.read_text("utf-8"))] == []


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


def test_every_file_can_be_read_in_one_sitting() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_file_is_named_after_a_thing() -> None:
    assert [named(path) for path in sources() if FORBIDDEN_NAMES & set(path.stem.split("_"))] == []


def test_the_walk_reaches_every_folder() -> None:
    assert {"bootstrap.py", "monitor/errors.py", "tests/test_house.py"} <= {named(path) for path in sources()}
    assert {".ci/run", "config/default.toml", "requirements.lock"} <= {named(path) for path in texts()}
