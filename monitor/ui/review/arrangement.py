"""How the replay's window was left: its size, its parts, its look; kept from one time to the next."""

import json
import logging
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.review.style import LARGEST, SMALLEST, Look

_log = logging.getLogger(__name__)
_STATES = ("window", "across", "down")
_THEMES: tuple[ThemeChoice, ...] = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`window`, `across` and `down` are states as Qt gives them, empty at first.

    `theme` None: as the settings say; `folder` is where something was written last, empty at first.
    """

    window: bytes = b""
    across: bytes = b""
    down: bytes = b""
    follow: bool = True
    theme: ThemeChoice | None = None
    steps: int = 0
    folder: str = ""

    def look(self, otherwise: ThemeChoice) -> Look:
        return Look(self.theme or otherwise, self.steps)


class ArrangementFile:
    """A small JSON file.  Losing it costs a drag of the mouse, so nothing here is an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.now = self._load()

    def change(self, **what: object) -> None:
        """Keep it, whole or not at all."""
        changed = replace(self.now, **what)  # type: ignore[arg-type]
        if changed == self.now:
            return
        self.now = changed
        kept = {
            name: b64encode(value).decode() if isinstance(value, bytes) else value
            for name, value in asdict(self.now).items()
        }
        written = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(json.dumps(kept), encoding="utf-8")
            written.replace(self._path)
        except OSError as error:
            _log.warning("How the window was left could not be kept: %s", error)

    def _load(self) -> Arrangement:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            theme = kept["theme"] if kept["theme"] in _THEMES else None
            window, across, down = (b64decode(kept[name], validate=True) for name in _STATES)
            return Arrangement(
                window,
                across,
                down,
                kept["follow"] is True,
                theme,
                min(max(int(kept["steps"]), SMALLEST), LARGEST),
                str(kept["folder"]),
            )
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return Arrangement()
