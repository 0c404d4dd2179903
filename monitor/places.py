"""Where the program's own files lie, and where the user's belong.

In a checkout `config/` and `models/` stand beside the package; a wheel carries them
inside it, as `monitor/shipped/`.  Nothing here creates a folder or reads a file.
"""

from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

_PACKAGE = Path(__file__).resolve().parent
_APP = "session-monitor"


def config_dir() -> Path:
    """The folder of `default.toml` and `presets/`."""
    return _own_files() / "config"


def lexicon_dir() -> Path:
    """The folder of the word lists, one file per language."""
    return config_dir() / "lexicon"


def questions_dir() -> Path:
    """The folder of the lists by which questions are found, one file per language."""
    return config_dir() / "questions"


def models_dir() -> Path:
    """The folder of the model catalogue."""
    return _own_files() / "models"


def user_config_file() -> Path:
    """The user's own settings, which need not exist."""
    return user_config_path(_APP, appauthor=False) / "config.toml"


def user_data_dir() -> Path:
    """Where sessions and remembered choices are kept; it need not exist."""
    return user_data_path(_APP, appauthor=False)


def user_cache_dir() -> Path:
    """Where lies what may be deleted at any time, and is then made anew; it need not exist."""
    return user_cache_path(_APP, appauthor=False)


def _own_files() -> Path:
    shipped = _PACKAGE / "shipped"
    return shipped if shipped.is_dir() else _PACKAGE.parent
