"""How the overlay looks, and when it shows what.

No Qt here: settings are read where there is no display too.
"""

from dataclasses import dataclass
from typing import Literal, get_args

ThemeChoice = Literal["auto", "light", "dark"]
Mode = Literal["ambient", "numbers", "looks", "hidden"]
"""A bar without digits; all of it; all of it for a moment now and then; nothing until it is asked for."""


@dataclass(frozen=True, slots=True)
class OverlaySettings:
    """`opacity` 0.3 to 1; `theme` auto follows the desktop, also when that changes; `language` is that
    of all windows, a code or auto; `mini` is a strip
    of 120 x 16; `text_scale` 0.8 to 2.5 enlarges all of it; without `fade` it comes and goes at once.

    `look_every_min` and `look_s` are the looks of that mode, `peek_s` is how long a peek lasts, and
    `bar_every_s` the least time between two moves of the ambient bar.  `unseen_in_sharing` leaves it
    out of shared screens, where the desktop can.
    """

    mode: Mode
    mini: bool
    opacity: float
    theme: ThemeChoice
    language: str
    text_scale: float
    fade: bool
    look_every_min: float
    look_s: float
    peek_s: float
    bar_every_s: float
    unseen_in_sharing: bool

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise ValueError(f"mode must be ambient, numbers, looks or hidden, not {self.mode!r}")
        if not 0.3 <= self.opacity <= 1.0:
            raise ValueError(f"opacity must be between 0.3 (faint) and 1 (solid), not {self.opacity}")
        if self.theme not in get_args(ThemeChoice):
            raise ValueError(f"theme must be auto, light or dark, not {self.theme!r}")
        if not (self.language == "auto" or (self.language.isalpha() and len(self.language) in (2, 3))):
            raise ValueError(f"language must be auto or a code such as en or de, not {self.language!r}")
        if not 0.8 <= self.text_scale <= 2.5:
            raise ValueError(f"text_scale must be between 0.8 and 2.5, not {self.text_scale:g}")
        if not 1.0 <= self.look_every_min <= 240.0:
            raise ValueError(f"look_every_min must be between 1 and 240 minutes, not {self.look_every_min:g}")
        if not (1.0 <= self.look_s <= 120.0 and 1.0 <= self.peek_s <= 60.0):
            raise ValueError("look_s must be between 1 and 120 seconds, and peek_s between 1 and 60")
        if not 0.0 <= self.bar_every_s <= 300.0:
            raise ValueError(f"bar_every_s must be between 0 and 300 seconds, not {self.bar_every_s:g}")
