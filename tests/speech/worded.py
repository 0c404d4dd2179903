"""Recordings analysed with the demo model as any model is: carried to this computer, and named."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import soundfile

from monitor import app, model_choice, places
from monitor.config import Settings
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.speech.by_hand import take_in
from monitor.speech.catalog import Catalogue
from tests.engine.sound import Detector, settings
from tests.scenes.scene import Recording

NAME = "of-the-demo"


def with_words(detector: Detector = "silero") -> Settings:
    """The shipped settings, but with words by the demo model, which is imported if it is not there."""
    if not (model_choice.folder() / NAME).exists():
        carried = places.models_dir() / "demo-en"
        take_in(carried, model_choice.folder(), Catalogue(()), NAME, lambda _what, _done, _of: None)
    shipped = settings(detector)
    return replace(shipped, transcription=replace(shipped.transcription, model=NAME, language="en"))


def analysis_of(path: Path, detector: Detector = "silero") -> dict[str, Any]:
    """The analysis of a recording with words, as its JSON has it."""
    found = msgspec.to_builtins(app.analyze(app.Request(path), with_words(detector)))
    assert isinstance(found, dict)
    return found


def written(audio: Recording, folder: Path) -> Path:
    """The recording as a file."""
    path = folder / "recording.wav"
    soundfile.write(path, audio, SAMPLE_RATE)
    return path
