"""The lock files hold what pyproject.toml asks for, for every platform, and name no host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = PROJECT["dependencies"]
TEST = PROJECT["optional-dependencies"]["test"]
# Hundreds of megabytes that no part of this program needs.
UNWANTED = {"torch", "triton", "tensorflow", "cupy"}


def lock_text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """Package -> its pinned versions, of which another platform may have another."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", lock_text(name), re.MULTILINE):
        found.setdefault(canonical(package), set()).add(version)
    return found


def canonical(requirement: str) -> str:
    """The package's name as indexes compare it."""
    package = re.match(r"[\w.-]+", requirement)
    assert package, requirement
    return re.sub(r"[-_.]+", "-", package[0]).lower()


@pytest.mark.parametrize("requirement", RUNTIME)
def test_every_dependency_is_pinned(requirement: str) -> None:
    assert canonical(requirement) in pins("requirements.lock")


@pytest.mark.parametrize("requirement", RUNTIME + TEST)
def test_every_test_dependency_is_pinned(requirement: str) -> None:
    assert canonical(requirement) in pins("requirements-test.lock")


def test_tests_run_with_the_versions_that_users_get() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_names_no_host(name: str) -> None:
    assert not re.search(r"://|@ |--(?:extra-)?index-url|--find-links|--trusted-host", lock_text(name))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_pin_has_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", lock_text(name), flags=re.MULTILINE))
    assert len(entries) == sum(len(versions) for versions in pins(name).values())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_brings_no_large_framework(name: str) -> None:
    assert not [pin for pin in pins(name) if pin in UNWANTED or pin.startswith(("nvidia-", "cuda"))]
