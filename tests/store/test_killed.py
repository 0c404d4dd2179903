"""kill -9 at any moment: the file opens, and at most a second is lost, whatever the disk was doing."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.beginning import STEPS
from tests.store.killed import library
from tests.store.killing import ROOT, kill_once, moments

COUNT, AT_ONCE = 15, 3
EARLY = 5


@pytest.mark.slow
def test_nothing_is_lost_but_the_last_second(tmp_path: Path) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        folders = [tmp_path / str(number) for number in range(COUNT)]
        left = list(pool.map(kill_once, folders, moments(COUNT, 0.6, seed=5), [False] * COUNT))
    assert [each.problems for each in left] == [[]] * COUNT
    assert max(each.lost_s for each in left) <= 1.0
    assert max(each.heard_s for each in left) > 1.0


@pytest.mark.slow
def test_a_session_killed_as_it_begins_is_found_and_closed(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(EARLY)]
    left = [
        kill_once(folder, after_s, paced=False)
        for folder, after_s in zip(folders, moments(EARLY, 0.03, seed=7), strict=True)
    ]
    assert [each.problems for each in left] == [[]] * EARLY


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("step", [step for step in STEPS if step != "begun"])
def test_of_a_session_that_never_began_nothing_is_left(tmp_path: Path, step: str) -> None:
    left = killed_at(step, tmp_path)
    assert f"{left.stem}.session" in names(tmp_path)
    if step == "half written":
        assert left.stat().st_size > 4_096
        assert left.with_name(f"{left.name}-journal").exists()
    kept = library(tmp_path)
    kept.tidy()
    assert kept.cards() == []
    assert [name for name in names(tmp_path) if name.startswith(left.stem)] == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_one_that_just_began_is_found_and_closed(tmp_path: Path) -> None:
    left = killed_at("begun", tmp_path)
    kept = library(tmp_path)
    kept.tidy()
    kept.recover(left.stem)
    assert kept.verify(left.stem) == []


def killed_at(step: str, folder: Path) -> Path:
    """The session file that is left."""
    command = [sys.executable, "-m", "tests.store.beginning", str(folder), step]
    assert subprocess.run(command, check=False, cwd=ROOT, timeout=60).returncode == -signal.SIGKILL
    (left,) = folder.glob("*.session")
    return left


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
