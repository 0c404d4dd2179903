"""The colours of all windows, light and dark.

Blue for the therapist and orange for the client are Okabe and Ito's pair (Color Universal
Design, 2008), which people with each kind of colour blindness tell apart.  On the light
panel they are darkened: the bar to 3:1 against the panel, the numbers written in them to
4.5:1 (WCAG 2.2, 1.4.11 and 1.4.3).  There is no red: nothing here is an alarm.  What does not
hold now is hollow, so that no state is told by its colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPalette

from monitor.conversation.timeline import Channel
from monitor.ui.overlay.settings import ThemeChoice


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb; `quiet` need not be read at a glance, `faint` is for words that may yet change.

    `track` fills a bar that is empty and `outline` goes around it; `edge` parts what would be parted without.

    `accent` marks what is chosen or has the focus, `spoken` lies behind the words that are being
    spoken, `found` behind what a search found.
    """

    panel: str
    edge: str
    track: str
    outline: str
    text: str
    quiet: str
    faint: str
    accent: str
    spoken: str
    found: str
    number: dict[Channel, str]
    bar: dict[Channel, str]
    resting: dict[Channel, str]
    """The bar of whoever is not expected to speak now."""


LIGHT = Theme(
    panel="#fcfcfa",
    edge="#cfcfca",
    track="#e2e2de",
    outline="#868d94",
    text="#1e2328",
    quiet="#565e66",
    faint="#6b737b",
    accent="#0067a5",
    spoken="#d3e5f3",
    found="#ffe9a8",
    number={Channel.THERAPIST: "#0067a5", Channel.CLIENT: "#a85a00"},
    bar={Channel.THERAPIST: "#0072b2", Channel.CLIENT: "#cc7600"},
    resting={Channel.THERAPIST: "#a3c7de", Channel.CLIENT: "#e9cba2"},
)
DARK = Theme(
    panel="#1d2025",
    edge="#434850",
    track="#363b43",
    outline="#747c85",
    text="#eceef0",
    quiet="#a9b1b9",
    faint="#818992",
    accent="#56b4e9",
    spoken="#2b4a60",
    found="#5c4a12",
    number={Channel.THERAPIST: "#56b4e9", Channel.CLIENT: "#e69f00"},
    bar={Channel.THERAPIST: "#56b4e9", Channel.CLIENT: "#e69f00"},
    resting={Channel.THERAPIST: "#34566c", Channel.CLIENT: "#6a5019"},
)


def theme_for(choice: ThemeChoice, scheme: Qt.ColorScheme, palette: QPalette) -> Theme:
    """What the settings ask for, else what the desktop says, else what its windows look like."""
    if choice != "auto":
        return DARK if choice == "dark" else LIGHT
    if scheme is not Qt.ColorScheme.Unknown:
        return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return DARK if window.lightness() < text.lightness() else LIGHT


def with_colours(colours: Mapping[QPalette.ColorRole, str], theme: Theme) -> QPalette:
    """A palette of these; what cannot be used now is written in the theme's faint."""
    role, palette = QPalette.ColorRole, QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.faint))
    return palette
