"""RTTM, opened by pyannote.database and by the rules of its ten columns."""

import re
from collections import Counter

import pytest
from pyannote.database.util import load_rttm

from monitor.export.rttm import file_id, rttm
from monitor.replay.times import ms
from tests.export.documents import EMPTY, ROLES, SPOKEN, any_session, changed

LINE = re.compile(
    r"SPEAKER [^\s\"']+ 1 \d+\.\d{3} \d+\.\d{3} <NA> <NA> (therapist|client) <NA> <NA>", re.ASCII
)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """(start_ms, end_ms, speaker) of each line, by pyannote."""
    path = tmp_path_factory.mktemp("rttm") / "a.rttm"

    def reader(document):
        path.write_bytes(rttm(document).encode())
        ((name, annotation),) = load_rttm(path).items()
        assert name == file_id(document)
        return Counter(
            (ms(segment.start), ms(segment.end), who)
            for segment, _, who in annotation.itertracks(yield_label=True)
        )

    return reader


def spoken(document):
    """What has a length; no more can be drawn."""
    return Counter(
        (ms(start_s), ms(end_s), role)
        for role in ROLES
        for start_s, end_s in document.segments[role]
        if ms(start_s) < ms(end_s)
    )


@any_session
def test_every_stretch_of_speech_is_found_again(read, document):
    document = changed(document, source=["session.wav"])
    if spoken(document):
        assert read(document) == spoken(document)
    else:
        assert rttm(document) == ""


@any_session
def test_every_line_has_ten_columns(document):
    lines = rttm(document).splitlines()
    assert [line for line in lines if not re.fullmatch(LINE.pattern, line)] == []
    onsets = [float(line.split(" ")[3]) for line in lines]
    assert onsets == sorted(onsets)


def test_a_session():
    assert rttm(SPOKEN).splitlines()[:2] == [
        "SPEAKER a_session 1 1.000 3.000 <NA> <NA> client <NA> <NA>",
        "SPEAKER a_session 1 2.000 0.400 <NA> <NA> therapist <NA> <NA>",
    ]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (["a b\tc.wav"], "a_b_c"),
        (["Größe 2.5.flac"], "Größe_2.5"),
        (["t.wav", "c.wav"], "t+c"),
        (['"quoted".wav'], "quoted"),
        (["..."], "..."),
        (["\udcff\n.wav"], "session"),
        ([], "session"),
    ],
)
def test_the_file_is_named_in_one_word(source, name):
    assert file_id(changed(EMPTY, source=source)) == name
