"""Is there anything to write with, and how large?  Without a font Qt itself draws boxes, silently."""

from PyQt6.QtGui import QFont, QFontInfo, QFontMetricsF

from monitor.errors import SetupError

_NEEDED = "Therapist Client 0123456789 %"


def require_font() -> None:
    """Raise SetupError unless words can be drawn; needs the application object."""
    # Neither the list of families (it holds aliases) nor QRawFont (it crashes) tells.
    metrics = QFontMetricsF(QFont())
    if not all(metrics.inFont(character) for character in _NEEDED):
        raise SetupError(
            "No usable font is installed, so the overlay could only draw boxes. Install one"
            " (on Debian and Ubuntu: sudo apt install fonts-dejavu-core), or run with --no-window."
        )


_USUAL_PX = {"windows": 12, "cocoa": 13}
_ELSEWHERE_PX = 15
"""GNOME's; KDE writes smaller, so that there a larger font must be chosen to enlarge anything."""


def enlargement(font: QFont, platform: str) -> float:
    """How much larger than usual the desktop writes; 1 at least, and what scales all pixels left out."""
    return max(1.0, QFontInfo(font).pixelSize() / _USUAL_PX.get(platform, _ELSEWHERE_PX))
