"""Who may import whom, held against the source of every module."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "monitor"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# An area is a folder of the package or a module at its top.  Every area may import itself,
# `conversation` and `errors`; beyond that:
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "places": set(),
    "conversation": set(),
    "metrics": set(),
    "audio": set(),
    "speech": set(),
    "store": set(),
    "engine": {"audio", "speech", "metrics"},
    "export": {"metrics"},
    "ui": {"metrics"},
    # It fills the settings that stand next to the code that uses them.
    "config": {"audio", "speech", "store", "metrics", "engine", "export", "ui", "places"},
    "app": {"audio", "speech", "store", "metrics", "engine", "export", "ui", "config", "places"},
    # What the commands are made of beside the app.
    "crash": {"places"},
    "results": {"config", "export", "places"},
    "batch": {"app", "audio", "config", "export", "results"},
    "cli": {"app", "batch", "config", "crash", "places", "results"},
}
FOR_ALL = {"conversation", "errors"}

# Library -> the areas or files that alone may import it.
KEPT_TO = {
    "PyQt6": {"ui", "app"},
    "sounddevice": {"audio"},
    "faster_whisper": {"speech"},
    "onnxruntime": {"speech"},
    "webrtcvad": {"speech"},
    "sqlcipher3": {"store"},
    "keyring": {"store"},
    "threading": {"engine/workers.py", "audio/capture.py"},
}
# `conversation` is pure: the standard library, without what has a clock, a thread or a log.
IMPURE = {"asyncio", "concurrent", "datetime", "logging", "multiprocessing", "queue", "threading", "time"}


def violations(module: str, source: str) -> list[str]:
    """Each import of `module` (its path below the package) that breaks a rule, with the rule."""
    return [broken for name in imported(source) if (broken := _broken_rule(module, name))]


def imported(source: str) -> Iterator[str]:
    """Every dotted name that is imported anywhere in `source`; `from a import b` counts as a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _broken_rule(module: str, name: str) -> str:
    area = _area(module)
    library, _, rest = name.partition(".")
    if library == "monitor":
        return _broken_among_areas(area, rest.split(".")[0])
    if library in KEPT_TO and not {area, module} & KEPT_TO[library]:
        return f"{module} imports {library}, which only {sorted(KEPT_TO[library])} may"
    if area == "conversation" and (library not in sys.stdlib_module_names or library in IMPURE):
        return f"{module} imports {library}, and conversation is pure"
    return ""


def _area(module: str) -> str:
    return module.split("/", maxsplit=1)[0].removesuffix(".py")


def _broken_among_areas(area: str, target: str) -> str:
    if target not in MAY_IMPORT or target == "__init__":  # a name of the package itself, as __version__
        return ""
    if target == area or target in FOR_ALL | MAY_IMPORT[area]:
        return ""
    return f"{area} imports {target}, which is not below it"


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_what_its_place_allows(module: str) -> None:
    assert violations(module, (PACKAGE / module).read_text("utf-8")) == []


def test_every_area_has_a_rule() -> None:
    assert {_area(module) for module in MODULES} <= MAY_IMPORT.keys()


@pytest.mark.parametrize(
    ("module", "source", "rule"),
    [
        ("audio/x.py", "import monitor.speech.webrtc", "audio imports speech"),
        ("audio/x.py", "from monitor import speech", "audio imports speech"),
        (
            "audio/x.py",
            "def f():\n    from monitor.metrics.talk_time import TalkTime",
            "audio imports metrics",
        ),
        ("ui/overlay/x.py", "from monitor.config import load", "ui imports config"),
        ("engine/pipeline.py", "from monitor.ui import bridge", "engine imports ui"),
        ("conversation/x.py", "from monitor.metrics import talk_share", "conversation imports metrics"),
        ("conversation/x.py", "import numpy as np", "conversation is pure"),
        ("conversation/x.py", "from time import monotonic", "conversation is pure"),
        ("engine/pipeline.py", "from PyQt6.QtCore import QTimer", "imports PyQt6"),
        ("engine/pipeline.py", "import threading", "imports threading"),
        ("audio/files.py", "import threading", "imports threading"),
        ("engine/workers.py", "import sounddevice", "imports sounddevice"),
        ("cli.py", "import faster_whisper", "imports faster_whisper"),
    ],
)
def test_a_forbidden_import_is_seen(module: str, source: str, rule: str) -> None:
    (found,) = violations(module, source)
    assert rule in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("audio/capture.py", "import threading\nimport sounddevice\nfrom monitor.errors import DeviceError"),
        (
            "engine/pipeline.py",
            "from monitor.audio.ring import Ring\nfrom monitor.conversation import session",
        ),
        (
            "conversation/x.py",
            "from dataclasses import dataclass\nfrom monitor.conversation.events import Turn",
        ),
        ("ui/overlay/x.py", "from PyQt6.QtGui import QPainter\nfrom monitor import __version__"),
        ("app.py", "import monitor.config, monitor.ui.overlay, monitor.engine.workers"),
    ],
)
def test_an_allowed_import_passes(module: str, source: str) -> None:
    assert violations(module, source) == []
