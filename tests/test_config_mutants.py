"""A configuration file is input: whatever it is, it can be used, or is refused in one short sentence."""

import pytest

from monitor import config
from monitor.errors import ConfigError
from tests.config_mutants import refusal

MUTANTS = 400
LONGEST = 600


@pytest.mark.timeout(120)
def test_mutated_files(tmp_path):
    path, refused = tmp_path / "own.toml", 0
    for seed in range(MUTANTS):
        said = refusal(path, seed)
        refused += bool(said)
        assert said == "" or (said.endswith(".") and said.isprintable()), (seed, said)
        assert len(said) < LONGEST + len(str(path)), (seed, said)
    assert MUTANTS * 0.5 < refused < MUTANTS
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"# x\n" * 100_000, b"a." * 50_000 + b"b = 1"])
def test_one_that_never_ends(tmp_path, content):
    """The parser would take minutes for the second."""
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="longer than any"):
        config.load(path)
