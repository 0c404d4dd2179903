"""The sound check in a terminal, wide and narrow."""

import io

import pytest
from rich.console import Console

from monitor.ui.soundcheck import lines
from tests.ui.soundcheck.checks import CLIENT, LOST, POOR, THERAPIST, UNHEARD, Still


def printed(what, columns):
    console = Console(width=columns, file=io.StringIO())
    console.print(what)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("picture", [THERAPIST, UNHEARD, CLIENT], ids=["therapist", "unheard", "client"])
def test_names_bars_and_words_stand_in_one_line_each(picture, columns):
    said = printed(lines.drawn(Still(picture), columns), columns).splitlines()
    assert max(map(len, said)) <= columns
    (therapist,) = (line for line in said if line.startswith("Therapist "))
    assert therapist.rstrip().endswith(("good", "nothing heard", "silent"))
    assert ("dB" in therapist) is (columns > 40)
    assert "…" not in therapist


def test_what_is_lost_stands_where_the_hint_was():
    said = printed(lines.drawn(Still(THERAPIST, LOST)), 80).splitlines()
    assert said[:2] == ["2/3  Therapist, say a sentence", LOST]


def test_without_a_colour_what_is_fine_is_told_by_its_sign():
    said = printed(lines.verdict(Still(POOR)), 200).splitlines()
    assert said[0] == "The numbers would be wrong"
    assert all(line.startswith("• ") for line in said[1:])
