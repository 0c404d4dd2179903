"""The stage for whole sessions: a virtual sound card and a virtual screen."""

from tests.soundcard import sound_card
from tests.ui.conftest import desktop, screen

__all__ = ["desktop", "screen", "sound_card"]
