"""An entry and its row; and the layout of version 1, which may not change without a new version."""

import hashlib
from dataclasses import fields
from typing import get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.events import Backchannel, Silence, SpeechEnded, SpeechStarted, Turn
from monitor.errors import DamagedError
from monitor.store import schema
from monitor.store.entries import KINDS, Entry, Hole, Lost, Mark, Shown, decoded, encoded
from tests.store.staging import C, T

SOME: list[Entry] = [
    SpeechStarted(T, 0),
    SpeechEnded(C, 2**40),
    Turn(C, 1, 2, 3),
    Shown(Backchannel("client-1.00", C, 1, 2, 3, 4, 0.5), 9),
    Shown(Silence("silence-2.00", 1, 2, None, None, 3), 8),
    Shown(Silence("silence-2.00", 1, 2, T, C, 3), 8),
    Lost(T, 7, "The headset was unplugged."),
    Mark("paused", 3),
    Hole("audio", 1, 2, "the disk is full"),
]


@pytest.mark.parametrize("entry", SOME, ids=lambda each: type(each).__name__)
def test_an_entry_comes_back(entry: Entry) -> None:
    _at, kind, body = encoded(entry)
    assert decoded(kind, body) == entry


def test_the_layout_is_that_of_the_version() -> None:
    """If this fails, what was written no longer reads: raise schema.VERSION and add a migration."""
    layout = [
        (number, kind.__name__, [(f.name, str(get_type_hints(kind)[f.name])) for f in fields(kind)])
        for number, kind in sorted(KINDS.items())
    ]
    assert schema.VERSION == 2
    assert hashlib.sha256(repr(layout).encode()).hexdigest()[:16] == "66412bcbfb5f3261"


@given(st.sampled_from([*KINDS, 0, 99, -1]), st.binary(max_size=60))
def test_what_was_not_made_here_is_refused(kind: int, body: bytes) -> None:
    try:
        entry = decoded(kind, body)
    except DamagedError:
        return
    assert encoded(entry)[1] == kind


def test_a_mark_is_no_place_for_words() -> None:
    with pytest.raises(ValueError, match="no mark"):
        Mark("grandmother", 3)
    with pytest.raises(DamagedError):
        decoded(31, msgspec.msgpack.encode(["grandmother", 3]))


@pytest.mark.parametrize(
    "values",
    [[2, 5], [0, -1], [0, 2**41], ["therapist", 5], [0], [0, 1, 2], [True, 5], [0, 5.5], None, {"at": 1}],
)
def test_a_value_that_cannot_be_is_refused(values: object) -> None:
    with pytest.raises(DamagedError):
        decoded(1, msgspec.msgpack.encode(values))
