"""Is there anything to write with?  Qt itself draws boxes, silently, where no font is installed."""

from PyQt6.QtGui import QFont, QFontDatabase, QRawFont

from monitor.errors import SetupError

_NEEDED = "Therapist Client 0123456789 %"


def require_font() -> None:
    """Raise SetupError unless words can be drawn; needs the application object."""
    if not QFontDatabase.families() or not _writes(QRawFont.fromFont(QFont())):
        raise SetupError(
            "No usable font is installed, so the overlay could only draw boxes. Install one"
            " (on Debian and Ubuntu: sudo apt install fonts-dejavu-core), or run with --no-window."
        )


def _writes(font: QRawFont) -> bool:
    return font.isValid() and all(font.supportsCharacter(character) for character in _NEEDED)
