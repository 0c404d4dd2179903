"""A session's analysis as it is shown: nothing in it may command a terminal, however it is spelt."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.kept import _printable, _shown_safely

ODD = ["\x1b[2J", "\u202e", "\x07", "a\tb", 'say "so"', "back\\slash", "\\u001b", "\\", '"', "ä🙂", "a\nb"]


def walked(document: bytes) -> object:
    return _printable(json.loads(document))


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_glance_comes_to_the_same_as_a_walk(odd, ascii_only, indent):
    document = json.dumps({"said": [odd], odd: 1}, ensure_ascii=ascii_only, indent=indent).encode()
    assert json.loads(_shown_safely(document)) == walked(document)


@given(st.text(), st.booleans())
def test_so_it_does_for_any_text(text, ascii_only):
    try:
        document = json.dumps({"said": text}, ensure_ascii=ascii_only).encode()
    except UnicodeEncodeError:
        return
    if "\\ud" not in document.decode():  # half a character is refused where the document is read
        assert json.loads(_shown_safely(document)) == walked(document)
