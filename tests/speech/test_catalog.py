"""The catalogue that comes with the program, and finding things in it."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from monitor import places
from monitor.errors import ModelError
from monitor.speech import catalog
from monitor.speech.parcel import PARTS

CATALOGUE = catalog.load(places.models_dir() / "catalog.toml")
NAMES = [model.name for model in CATALOGUE.models]


def known_to_faster_whisper():
    """The repositories that it names for each model, read without loading it."""
    found = importlib.util.find_spec("faster_whisper")
    assert found is not None
    assert found.origin is not None
    tree = ast.parse((Path(found.origin).parent / "utils.py").read_text("utf-8"))
    (table,) = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_MODELS"
    )
    return ast.literal_eval(table)


def test_it_has_a_model_of_every_size_in_english_and_in_all_languages():
    for size in ("tiny", "base", "small"):
        assert {size, f"{size}.en"} <= set(NAMES)
    assert {"distil-small.en", "large-v3-turbo"} <= set(NAMES)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("model", CATALOGUE.models, ids=NAMES)
class TestEachModel:
    def test_it_is_the_one_that_faster_whisper_means(self, model):
        assert known_to_faster_whisper()[model.name] == model.repository

    def test_it_is_pinned(self, model):
        assert re.fullmatch(r"[0-9a-f]{40}", model.revision)
        assert model.licence == "MIT"

    def test_every_file_has_a_checksum_or_says_that_it_has_none(self, model):
        for file in model.files:
            assert bool(re.fullmatch(r"[0-9a-f]{64}", file.sha256)) is not file.unverified
            assert file.size_bytes > 0

    def test_the_weights_always_have_one(self, model):
        assert model.sha256("model.bin")

    def test_its_files_are_those_of_a_whisper_model(self, model):
        names = [file.name for file in model.files]
        assert len(names) == len(set(names))
        assert {"config.json", "model.bin", "tokenizer.json"} < set(names) <= set(PARTS)
        assert len({"vocabulary.json", "vocabulary.txt"} & set(names)) == 1

    def test_languages_are_as_its_name_says(self, model):
        english = model.name.endswith(".en") or model.name.startswith("distil-")
        assert (model.languages == "English") is english


def test_the_same_content_has_the_same_size_and_other_content_another_checksum():
    sizes: dict[str, int] = {}
    for model in CATALOGUE.models:
        for file in model.files:
            if file.sha256:
                assert sizes.setdefault(file.sha256, file.size_bytes) == file.size_bytes
    weights = [model.sha256("model.bin") for model in CATALOGUE.models]
    assert len(weights) == len(set(weights))


def test_a_model_is_found_by_its_name_and_by_its_weights():
    model = CATALOGUE.find("base.en")
    assert CATALOGUE.holding(model.sha256("model.bin")) is model
    assert CATALOGUE.holding("0" * 64) is None
    assert model.size_bytes == 147_769_510
    assert not model.unverified
    assert CATALOGUE.find("distil-small.en").unverified


def test_a_name_that_is_not_known_is_met_with_the_nearest():
    with pytest.raises(ModelError, match=r"called 'bas\.en'; did you mean base\.en\?"):
        CATALOGUE.find("bas.en")
    with pytest.raises(ModelError, match=r"called 'zebra'\. `session-monitor models list`"):
        CATALOGUE.find("zebra")
