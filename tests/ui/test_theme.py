"""The colours hold what their module promises, for every kind of eye."""

import math

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPalette

from monitor.conversation.timeline import Channel
from monitor.ui.theme import DARK, LIGHT, theme_for

# How linear RGB is seen without one kind of cone: Machado, Oliveira & Fernandes 2009, severity 1.
VISION = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
BOTH_THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    bright, dark = sorted(
        (
            sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True))
            for c in (one, other)
        ),
        reverse=True,
    )
    return (bright + 0.05) / (dark + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of linear RGB."""
    x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505
    y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
    z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089
    fx, fy, fz = (math.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, vision: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    return lab([sum(m * part for m, part in zip(row, rgb, strict=True)) for row in VISION[vision]])


@BOTH_THEMES
def test_text_reaches_four_and_a_half_to_one(theme):
    for colour in (theme.text, theme.quiet, theme.faint, *theme.number.values()):
        assert contrast(colour, theme.panel) >= 4.5, colour


@BOTH_THEMES
def test_words_that_may_change_are_told_from_those_that_stay(theme):
    assert contrast(theme.faint, theme.text) >= 3.0


@BOTH_THEMES
def test_the_bar_stands_out_from_the_panel(theme):
    for colour in theme.bar.values():
        assert contrast(colour, theme.panel) >= 3.0, colour


@BOTH_THEMES
@pytest.mark.parametrize("vision", VISION)
def test_every_eye_tells_therapist_from_client(theme, vision):
    for colours in (theme.bar, theme.number):
        apart = math.dist(*(seen(colours[channel], vision) for channel in Channel))
        assert apart >= 40  # 2.3 is just noticeable


@pytest.mark.parametrize(
    ("choice", "scheme", "window", "expected"),
    [
        ("light", Qt.ColorScheme.Dark, "#000000", LIGHT),
        ("dark", Qt.ColorScheme.Light, "#ffffff", DARK),
        ("auto", Qt.ColorScheme.Dark, "#ffffff", DARK),
        ("auto", Qt.ColorScheme.Light, "#000000", LIGHT),
        ("auto", Qt.ColorScheme.Unknown, "#202020", DARK),
        ("auto", Qt.ColorScheme.Unknown, "#f0f0f0", LIGHT),
    ],
)
def test_the_choice_comes_first_then_the_desktop(choice, scheme, window, expected):
    palette = QPalette(QColor(window))
    assert theme_for(choice, scheme, palette) is expected
