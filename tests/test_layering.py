"""Who may import whom, held against the source of every module."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "monitor"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# An area is a folder of the package, or a module at its top; one that is not named here is a part
# of `app`.  Every area may import itself, `conversation` and `errors`; beyond that:
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli", "offline"},
    "errors": set(),
    "places": set(),
    "offline": set(),
    "conversation": set(),
    "metrics": set(),
    "audio": set(),
    "speech": set(),
    "store": set(),
    "engine": {"audio", "speech", "metrics"},
    "document": set(),
    "replay": {"metrics", "document"},
    "export": {"metrics", "document", "replay", "places"},
    "ui": {"metrics", "document", "replay"},
    # It fills the settings that stand next to the code that uses them.
    "config": {"audio", "speech", "store", "metrics", "engine", "export", "ui", "places"},
    "app": {
        *("audio", "speech", "store", "metrics", "engine", "document", "replay", "export", "ui", "config"),
        *("places", "offline"),
    },
    "cli": {"app", "config", "places"},
}
FOR_ALL = {"__init__", "conversation", "errors"}

# Library -> the areas or files that alone may import it.
KEPT_TO = {
    "PyQt6": {"ui", "app.py"},
    "pyqtgraph": {"ui"},
    "sounddevice": {"audio"},
    "faster_whisper": {"speech"},
    "onnxruntime": {"speech"},
    "webrtcvad": {"speech"},
    "huggingface_hub": {"speech/hub.py"},
    "httpx2": {"speech/hub.py"},
    "sqlcipher3": {"store"},
    "keyring": {"store"},
    "threading": {
        *("engine/workers.py", "engine/writing.py", "engine/errands.py"),
        *("audio/capture.py", "audio/patience.py", "audio/playback.py"),
        *("audio/mending.py", "audio/pulse.py", "audio/stream.py"),
    },
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
    area = _area(module.split("/", maxsplit=1)[0].removesuffix(".py"))
    library, _, rest = name.partition(".")
    target = _area(rest.split(".", maxsplit=1)[0])
    if library == "monitor" and target not in {area} | FOR_ALL | MAY_IMPORT[area]:
        return f"{area} imports {target}, which is not below it"
    if library in KEPT_TO and not {area, module} & KEPT_TO[library]:
        return f"{module} imports {library}, which only {sorted(KEPT_TO[library])} may"
    if area == "conversation" and library != "monitor" and not _is_pure(library):
        return f"{module} imports {library}, and conversation is pure"
    return ""


def _area(top: str) -> str:
    """The area of a name at the top of the package."""
    if top in MAY_IMPORT or (PACKAGE / top).is_dir():
        return top
    return "app" if (PACKAGE / f"{top}.py").is_file() else "__init__"  # its own names, as __version__


def _is_pure(library: str) -> bool:
    return library in sys.stdlib_module_names and library not in IMPURE


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_what_its_place_allows(module: str) -> None:
    assert violations(module, (PACKAGE / module).read_text("utf-8")) == []


def test_every_area_has_a_rule() -> None:
    assert {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))} <= MAY_IMPORT.keys()


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
        ("speech/models.py", "from huggingface_hub import snapshot_download", "imports huggingface_hub"),
        ("results.py", "from PyQt6.QtWidgets import QLabel", "imports PyQt6"),
        ("ui/x.py", "from monitor.results import show", "ui imports app"),
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
