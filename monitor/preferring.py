"""The settings window around the user's settings file."""

import os
from collections.abc import Mapping
from pathlib import Path

from monitor import places
from monitor.config import Settings, load, presets
from monitor.errors import PROGRAM, MonitorError, SetupError
from monitor.own_settings import Value, change
from monitor.ui.display import require_window_libraries, window_platform

Key = tuple[str, str]
NO_SCREEN = (
    "The settings window needs a screen, and none can be reached. Your settings are in {path};"
    f" `{PROGRAM} config` prints them."
)


def run_settings(config: Path | None) -> None:
    """Open the settings window until it is closed.  SetupError where there is no screen."""
    path = config or places.user_config_file()
    platform = window_platform(os.environ)
    if platform is None:
        raise SetupError(NO_SCREEN.format(path=path))
    require_window_libraries(platform)
    from monitor.ui.application import application
    from monitor.ui.translation import speak

    settings = load(config)
    application(platform)
    speak(settings.overlay.language)
    ask(path)


def ask(path: Path) -> bool:
    """Show the window over a running event loop or in one of its own; whether anything was saved."""
    from monitor.ui.preferences.window import SettingsWindow

    settings, shipped = load(path if path.exists() else None), as_shipped(path)
    saved: list[bool] = []

    def save(changes: Mapping[Key, Value | None]) -> str:
        try:
            change(path, changes)
        except MonitorError as error:
            return str(error)
        saved.append(True)
        return ""

    window = SettingsWindow(list(presets()), by_key(settings), shipped, save, settings.overlay.theme)
    window.exec()
    return bool(saved)


def by_key(settings: Settings) -> dict[Key, Value]:
    """Every setting in force by its table and name."""
    return {
        (section, name): value for section, table in settings.tables.items() for name, value in table.items()
    }


def as_shipped(path: Path) -> dict[Key, Value]:
    """What each setting is where the user's file does not name it: cues by the preset that it names."""
    preset = load(path if path.exists() else None).session.preset
    plain = by_key(load(places.config_dir() / "default.toml", preset=preset))
    plain["session", "preset"] = load(places.config_dir() / "default.toml").session.preset
    return plain
