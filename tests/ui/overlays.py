"""Settings of the overlay for tests: the shipped ones, but for what a test is about."""

from dataclasses import replace
from typing import Any

from monitor import config, places
from monitor.ui.overlay.settings import OverlaySettings

SHIPPED = config.load(places.config_dir() / "default.toml").overlay


def overlay_settings(**changes: Any) -> OverlaySettings:
    """With all figures, in the light theme, without fading, unless it says otherwise."""
    usual: dict[str, Any] = {"mode": "numbers", "theme": "light", "fade": False}
    return replace(SHIPPED, **usual | changes)
