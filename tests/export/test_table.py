"""The summary in a terminal."""

import io

import msgspec
import pytest
from rich.console import Console

from monitor.export.table import minutes, summary
from tests.export.test_analysis import made


def printed(document, width=100):
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(summary(document))
    return file.getvalue()


def cells(text, name):
    """What stands in the columns of a row."""
    (line,) = [line for line in text.splitlines() if line.strip().startswith(name)]
    return [cell.strip() for cell in line.strip().removeprefix(name).split("  ") if cell.strip()]


@pytest.mark.parametrize(
    ("duration_s", "said"),
    [
        (0, "0.0 s"),
        (7.24, "7.2 s"),
        (59.94, "59.9 s"),
        (60, "1:00"),
        (65.4, "1:05"),
        (3_599.4, "59:59"),
        (3_723, "1:02:03"),
        (36_000, "10:00:00"),
    ],
)
def test_lengths(duration_s, said):
    assert minutes(duration_s) == said


def test_a_row_for_each_figure():
    text = printed(made("a session"))
    assert text.splitlines()[0] == "a.wav · 36.5 s"
    assert cells(text, "Talk share") == ["withheld", "withheld"]
    assert cells(text, "Talk time") == ["11.7 s", "19.7 s"]
    assert cells(text, "Interruptions made") == ["2", "0"]
    assert cells(text, "took the floor") == ["1", "0"]
    assert cells(text, "gave way") == ["1", "0"]
    assert cells(text, "unresolved") == ["0", "0"]
    assert cells(text, "Backchannels") == ["1", "0"]
    assert "Silences of 3 s or more: 1, together 5.0 s" in text


def test_what_is_withheld_and_what_cannot_be_trusted():
    text = printed(made("a session"))
    assert "Withheld: talk share: 31 s of speech were heard; a share needs 60 s" in text
    assert "Note: The client's channel is clipped in places." in text


def test_shares_in_percent():
    assert cells(printed(made("much speech")), "Talk share") == ["35 %", "65 %"]


def test_a_session_that_was_stopped():
    assert printed(made("a session", complete=False)).splitlines()[0] == "a.wav · 36.5 s, stopped early"


def test_names_of_files_are_not_read_as_markup():
    document = msgspec.structs.replace(made("a session"), source=["[red]a[/red].wav", "b.wav"])
    assert printed(document).splitlines()[0] == "[red]a[/red].wav + b.wav · 36.5 s"


def test_nothing_was_said():
    text = printed(made("no speech"))
    assert cells(text, "Response latency, median") == ["–", "–"]
    assert cells(text, "Longest turn") == ["0.0 s", "0.0 s"]
