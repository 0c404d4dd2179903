"""The level meter in the terminal."""

import io

import pytest
from rich.console import Console

from monitor.ui.meter import HOLD, MeterRow, MeterView


def drawn(view, *rows):
    paper = io.StringIO()
    console = Console(file=paper, width=100, color_system=None)
    console.print(view.draw(rows))
    return [line.rstrip() for line in paper.getvalue().splitlines()]


def test_a_device_with_two_channels():
    lines = drawn(MeterView(), MeterRow(2, "Scarlett 2i2", ((-12.0, -24.0), (-96.0, -96.0))))

    assert lines[0].split() == [
        "2",
        "Scarlett",
        "2i2",
        "1",
        "█" * 18 + "░" * 5 + "│" + "░" * 6,
        "-12",
        "dB",
        "good",
    ]
    assert lines[1].split() == ["2", "░" * 30, "-96", "dB", "silent"]


@pytest.mark.parametrize(
    ("peak_db", "word"),
    [
        (0.0, "too loud"),
        (-2.9, "too loud"),
        (-3.0, "good"),
        (-34.0, "good"),
        (-40.0, "quiet"),
        (-56.0, "silent"),
    ],
)
def test_the_level_in_a_word(peak_db, word):
    (line, *_) = drawn(MeterView(), MeterRow(0, "Microphone", ((peak_db, -60.0),)))

    assert line.endswith(word)


def test_a_peak_leaves_its_mark_for_a_while():
    view = MeterView()
    drawn(view, MeterRow(0, "Microphone", ((-10.0, -20.0),)))
    for _ in range(HOLD - 1):
        assert "-10 dB" in drawn(view, MeterRow(0, "Microphone", ((-50.0, -60.0),)))[0]

    assert "-50 dB" in drawn(view, MeterRow(0, "Microphone", ((-50.0, -60.0),)))[0]


def test_what_is_wrong_stands_in_place_of_the_bar():
    (line, *_) = drawn(MeterView(), MeterRow(0, "Microphone", (), "Microphone is used by another program."))

    assert line.endswith("Microphone is used by another program.")


def test_the_default_is_marked():
    (line, *_) = drawn(MeterView(), MeterRow(0, "Microphone", ((-10.0, -20.0),), is_default=True))

    assert "Microphone (default)" in line


def test_levels_beyond_the_scale_fit_the_bar():
    lines = drawn(MeterView(), MeterRow(0, "Microphone", ((5.0, 5.0), (-200.0, -200.0))))

    assert "█" * 30 in lines[0]
    assert "░" * 30 in lines[1]
