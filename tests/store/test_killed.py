"""kill -9 at any moment: the file opens, and at most a second is lost, whatever the disk was doing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.killing import kill_once, moments

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
