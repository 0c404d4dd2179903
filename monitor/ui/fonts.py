"""Is there anything to write with?  Qt itself draws boxes, silently, where no font is installed."""

from PyQt6.QtGui import QFont, QFontMetricsF

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
