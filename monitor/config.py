"""Configuration: the shipped defaults and the user's changes become frozen settings.

Every default stands in config/default.toml and nowhere else.  A user's file holds only what
differs.  An unknown key, a wrong type or an impossible value raises ConfigError with one
sentence that names the file and the setting.
"""

import difflib
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from monitor import places
from monitor.audio.acceptance import RecordingSettings
from monitor.audio.background import BackgroundSettings
from monitor.audio.level_gate import LevelSettings
from monitor.audio.playback_settings import PlaybackSettings
from monitor.audio.stream import CaptureSettings
from monitor.conversation.cues import CueRules
from monitor.conversation.lexicon import Lexicon, plain
from monitor.conversation.questions import QuestionWords
from monitor.conversation.rules import Rules
from monitor.conversation.segmenter import SegmenterSettings
from monitor.engine.backlog_settings import BacklogSettings
from monitor.engine.integrity import TrustSettings
from monitor.engine.own_speech import OwnSpeechSettings
from monitor.engine.room_verdict import SoundCheckSettings
from monitor.engine.utterances import UtteranceSettings
from monitor.engine.words import NO_MODEL, TranscriptionSettings
from monitor.errors import ConfigError
from monitor.speech.guards import GuardSettings
from monitor.speech.messages import DecodingSettings
from monitor.speech.webrtc import WebrtcSettings
from monitor.store.settings import FolderSettings, RetentionSettings, WriterSettings
from monitor.ui.desktop.settings import HotkeySettings
from monitor.ui.overlay.settings import OverlaySettings

Tables = dict[str, dict[str, Any]]
_Lists = TypeVar("_Lists", Lexicon, QuestionWords)

LONGEST_BYTES, LONGEST_LINE = 200_000, 5_000
"""Of a configuration file: the parser takes minutes, or all memory, for keys of endless length."""
BASE_PRESET = "client-led"
_LARGEST = 2**63
_SHOWN = 80
"""Characters of what the user wrote that an error repeats."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Which voice detector listens."""

    detector: Literal["silero", "webrtc"]


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """What kind of session it is: the name of a preset."""

    preset: str


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per table of the configuration; `tables` is what they were made from."""

    conversation: Rules
    voice: VoiceSettings
    background: BackgroundSettings
    own_speech: OwnSpeechSettings
    webrtc: WebrtcSettings
    levels: LevelSettings
    segments: SegmenterSettings
    trust: TrustSettings
    recordings: RecordingSettings
    capture: CaptureSettings
    soundcheck: SoundCheckSettings
    session: SessionSettings
    cues: CueRules
    overlay: OverlaySettings
    hotkeys: HotkeySettings
    transcription: TranscriptionSettings
    utterances: UtteranceSettings
    backlog: BacklogSettings
    decoding: DecodingSettings
    guards: GuardSettings
    sessions: FolderSettings
    writing: WriterSettings
    retention: RetentionSettings
    playback: PlaybackSettings
    tables: Tables


_SECTIONS: dict[str, Any] = {field.name: field.type for field in fields(Settings) if field.name != "tables"}
_KINDS = {"float": "a number", "int": "a whole number", "str": "text in quotes", "bool": "true or false"}


def load(user_file: Path | None = None, words: bool = True, preset: str = "") -> Settings:
    """The settings in force; without `user_file` the user's own file is read if there is one.

    `words` False turns transcription off, whatever the files say, and `preset` comes before theirs.
    """
    tables = _read(places.config_dir() / "default.toml")
    chosen = user_file or places.user_config_file()
    own = _read(chosen) if user_file is not None or chosen.exists() else {}
    _lay_preset(tables, preset or _named_preset(own, tables), "--preset" if preset else str(chosen))
    _merge(tables, own, chosen)
    if preset:
        tables["session"]["preset"] = preset
    if not words:
        tables["transcription"]["model"] = NO_MODEL
    built = {name: _section(name, kind, tables[name], chosen) for name, kind in _SECTIONS.items()}
    return Settings(**built, tables=tables)


def presets() -> dict[str, Path]:
    """Every preset by name, the shipped ones first; the user's own come before those of the same name."""
    folders = places.config_dir() / "presets", places.user_config_file().parent / "presets"
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def _named_preset(own: Mapping[str, Any], tables: Tables) -> str:
    section = own.get("session")
    named = section.get("preset") if isinstance(section, dict) else None
    return named if isinstance(named, str) else str(tables["session"]["preset"])


def _lay_preset(tables: Tables, name: str, where: str) -> None:
    """Put [cues] into the tables: those of client-led, and what the preset changes of them."""
    known = presets()
    if name not in known:
        raise ConfigError(f"{where}: there is no preset {_shown(name)}{_suggestion(name, known)}.")
    tables["cues"] = _read(places.config_dir() / "presets" / f"{BASE_PRESET}.toml")["cues"]
    changes = _read(known[name])
    if other := sorted(changes.keys() - {"cues"}):
        raise ConfigError(f"{known[name]}: a preset holds the table [cues] alone, not {_shown(other[0])}.")
    _merge(tables, changes, known[name])


def lexicons(folder: Path | None = None) -> dict[str, Lexicon]:
    """The word lists by language code, one file each; without `folder` the shipped ones."""
    return _by_language(folder or places.lexicon_dir(), Lexicon)


def question_words(folder: Path | None = None) -> dict[str, QuestionWords]:
    """What questions are made of, by language code, one file each; without `folder` the shipped ones."""
    return _by_language(folder or places.questions_dir(), QuestionWords)


def _by_language(folder: Path, kind: type[_Lists]) -> dict[str, _Lists]:
    return {path.stem: _word_lists(path, kind) for path in sorted(folder.glob("*.toml"))}


def _word_lists(path: Path, kind: type[_Lists]) -> _Lists:
    names = [field.name for field in fields(kind)[1:]]
    lists: dict[str, Any] = dict(_read(path))
    if unlike := sorted(set(names) ^ set(lists)):
        raise ConfigError(f"{path} must hold the lists {', '.join(names)}; {unlike[0]!r} is the odd one.")
    try:
        words = {name: frozenset(map(plain, msgspec.convert(lists[name], list[str]))) for name in names}
        return kind(language=path.stem, **words)
    except ValueError as error:
        raise ConfigError(f"{path} cannot be used: {error}.") from None


def _read(path: Path) -> Tables:
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file {path}. Check the path.") from None
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be read: {error.strerror}.") from None
    if len(content) > LONGEST_BYTES or max(map(len, content.splitlines()), default=0) > LONGEST_LINE:
        raise ConfigError(f"The configuration {path} is longer than any: name the file of your settings.")
    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # tomllib's own are ValueErrors, and text that is no UTF-8
        raise ConfigError(f"The configuration {path} is not valid TOML: {_why(error)}.") from None


def _why(error: Exception) -> str:
    """In one line, and not all of what is wrong if that is long."""
    return _shown(str(error))[1:-1] if isinstance(error, tomllib.TOMLDecodeError) else "it makes no sense"


def _shown(value: object) -> str:
    """A value of the user's as it can be shown: short, and nothing that commands a terminal."""
    try:
        shown = repr(value)
    except (ValueError, RecursionError):  # a number with thousands of digits
        return "something endless"
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _merge(tables: Tables, changes: Mapping[str, Any], path: Path) -> None:
    """Lay the user's settings over the defaults; only what exists there can be changed."""
    for section, values in changes.items():
        if section not in tables:
            named = _shown(section)[1:-1]
            raise ConfigError(f"{path}: there is no table [{named}]{_suggestion(section, tables)}.")
        if not isinstance(values, dict):
            raise ConfigError(f"{path}: {section} must be a table: write [{section}] on a line of its own.")
        for key, value in values.items():
            if key not in tables[section]:
                hint = _suggestion(key, tables[section])
                raise ConfigError(f"{path}: [{section}] has no setting {_shown(key)}{hint}.")
            tables[section][key] = value


def _section(name: str, kind: Any, values: Mapping[str, Any], path: Path) -> Any:
    converted = {field.name: _value(name, field.name, field.type, values, path) for field in fields(kind)}
    try:
        return kind(**converted)
    except ValueError as error:
        raise ConfigError(f"{path}: in [{name}], {error}.") from None


def _value(section: str, key: str, kind: Any, values: Mapping[str, Any], path: Path) -> Any:
    try:
        value = msgspec.convert(values[key], kind)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(value)
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise ValueError("endless")
        return value
    except ValueError:  # msgspec's ValidationError is one
        expected = _KINDS.get(getattr(kind, "__name__", ""), _choices(kind))
        said = f"in [{section}], {key} is {_shown(values[key])}, but must be {expected}"
        raise ConfigError(f"{path}: {said}.") from None


def _choices(kind: Any) -> str:
    return "one of " + ", ".join(repr(choice) for choice in getattr(kind, "__args__", ()))


def _suggestion(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f" (there are: {', '.join(known)})"
