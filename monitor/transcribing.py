"""What makes the words of one session: the model, its process, and what becomes of them at the end."""

import filecmp
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor import config, model_choice, places
from monitor.config import Settings
from monitor.conversation.refiner import Refiner
from monitor.engine.alongside import Alongside
from monitor.engine.backlog import Backlog
from monitor.engine.pipeline import Pipeline
from monitor.engine.words import AtOnce, Words
from monitor.export.transcribed import Transcribed
from monitor.speech.remote import RemoteRecogniser

DEMO_MODEL = "demo-en"
WEIGHTS = "model.bin"
FINISHING_MAX_S = 4 * 3600.0
"""Nobody waits for longer; whoever wants to go on before stops it."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is installed.  `demo`: it knows the demo's few words and no others."""

    name: str
    folder: Path
    demo: bool = False


def demo_model() -> Model:
    """The model that comes with the program."""
    return Model(DEMO_MODEL, places.models_dir() / DEMO_MODEL, demo=True)


def chosen_model(settings: Settings) -> Model | None:
    """The model in use; None where none is wished.  ModelError where it is not there."""
    name = model_choice.chosen(settings.transcription.model)
    folder = model_choice.chosen_folder(settings.transcription.model)
    return None if name is None or folder is None else Model(name, folder, _is_the_demos(folder))


def _is_the_demos(folder: Path) -> bool:
    """Whether somebody has carried the demo's model in under another name."""
    weights, demos = folder / WEIGHTS, demo_model().folder / WEIGHTS
    return demos.is_file() and weights.is_file() and filecmp.cmp(weights, demos, shallow=False)


class Transcription:
    """The words of a session.  Hand `words` to its pipeline, and `finish` that before reading them.

    Without a model `words` is None, and nothing happens.
    """

    def __init__(self, model: Model | None, settings: Settings, at_once: bool) -> None:
        self.words: Words | None = None
        self._alongside: Alongside | None = None
        self._recogniser: RemoteRecogniser | None = None
        self._model = model
        if model is not None:
            self._build(model, settings, at_once)

    def _build(self, model: Model, settings: Settings, at_once: bool) -> None:
        language, lexicons = settings.transcription.language, config.lexicons()
        spoken = [lexicons[language]] if language in lexicons else lexicons.values()
        phantoms = frozenset[str]().union(*(lexicon.phantoms for lexicon in spoken))
        recogniser = RemoteRecogniser(model.folder, phantoms, settings.decoding, settings.guards)
        backlog = Backlog(settings.backlog, language)
        if not at_once:
            self._alongside = Alongside(recogniser, backlog)
        transcriber = self._alongside or AtOnce(recogniser, backlog)
        refiner = Refiner(settings.conversation, lexicons)
        self.words = Words(settings.utterances, refiner, transcriber, model.demo)
        self._recogniser = recogniser

    def start(self) -> None:
        """Load the model, without waiting for it."""
        if self._recogniser:
            self._recogniser.start()
        if self._alongside:
            self._alongside.start()

    def finish(self, pipeline: Pipeline, progress: Callable[[float], None]) -> None:
        """The pipeline is finished: decode what still waits.  `progress` gets the seconds of it."""
        if self._alongside:
            self._alongside.drain(FINISHING_MAX_S, progress)
        if self.words:
            for final in self.words.finals():
                pipeline.understand(final)

    def skip(self) -> None:
        """Give up what waits; it is reported as not transcribed."""
        if self._alongside:
            self._alongside.stop()

    def close(self) -> None:
        """End the process that decodes."""
        self.skip()
        if self._recogniser:
            self._recogniser.close()

    def transcribed(self, with_words: bool) -> Transcribed | None:
        """What an analysis says of the words; without `with_words` no text."""
        words = self.words
        if words is None or self._model is None:
            return None
        return Transcribed(self._model.name, words.demo, words.worst_lag_s, words.transcript, with_words)


@contextmanager
def transcribing(model: Model | None, settings: Settings, at_once: bool) -> Iterator[Transcription]:
    """A transcription that is closed at the end of the block."""
    transcription = Transcription(model, settings, at_once)
    transcription.start()
    try:
        yield transcription
    finally:
        transcription.close()
