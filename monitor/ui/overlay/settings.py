"""How the overlay looks.  No Qt here: settings are read where there is no display too."""

from dataclasses import dataclass
from typing import Literal, get_args

ThemeChoice = Literal["auto", "light", "dark"]


@dataclass(frozen=True, slots=True)
class OverlaySettings:
    """`opacity` 0.3 to 1; `theme` auto follows the desktop, also when that changes."""

    opacity: float
    theme: ThemeChoice

    def __post_init__(self) -> None:
        if not 0.3 <= self.opacity <= 1.0:
            raise ValueError(f"opacity must be between 0.3 (faint) and 1 (solid), not {self.opacity}")
        if self.theme not in get_args(ThemeChoice):
            raise ValueError(f"theme must be auto, light or dark, not {self.theme!r}")
