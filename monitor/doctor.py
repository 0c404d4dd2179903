"""Whether everything that a session needs is there, in plain sentences, each with what to do."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.text import Text

from monitor import keeping, model_choice, offline, places
from monitor.audio.devices import InputDevice, input_devices
from monitor.audio.libpulse import library as pulse_library
from monitor.audio.loopback import Surroundings, call_device, surroundings
from monitor.config import Settings, load
from monitor.errors import PROGRAM, ConfigError, DeviceError, MonitorError, NoKeyringError, StoreError
from monitor.session_view import day_and_time
from monitor.speech import catalog, models
from monitor.store.card import Card
from monitor.store.library import Library
from monitor.store.masters import KeyringPlace
from monitor.ui.display import require_window_libraries, window_platform

PYTHONS = ((3, 11), (3, 13))
PACKAGES = (
    "av",
    "cryptography",
    "faster_whisper",
    "keyring",
    "msgspec",
    "numpy",
    "onnxruntime",
    "soundfile",
    "soxr",
    "sqlcipher3",
    "webrtcvad",
)
"""Sound system and screen have packages of their own, which are looked at with them."""
ROOM_BYTES = 1_000_000_000
"""Some ten hours of sound, as it is kept."""


class State(Enum):
    FINE = ("fine", "green")
    NOTE = ("note", "")
    TO_DO = ("TO DO", "bold red")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at."""

    state: State
    sentence: str


def examine(config: Path | None, console: Console) -> int:
    """Look at everything and say it; 1 where something needs doing, else 0."""
    settings, first = _settings(config)
    to_do = _tell(first, console)
    for look in (_python, _sound, _screen, _offline):
        to_do += _tell(_safely(look), console)
    with console.status("Reading the model …"):
        words = _safely(lambda: _words(settings))
    to_do += _tell(words, console)
    to_do += _tell(_safely(lambda: _room(keeping.folder(settings))), console)
    to_do += _tell(_safely(lambda: _sessions(settings, console)), console)
    count = {0: "Nothing needs doing.", 1: "One thing needs doing."}
    console.print(f"\n{count.get(to_do, f'{to_do} things need doing.')}", highlight=False)
    return 1 if to_do else 0


def _tell(found: Iterable[Found], console: Console) -> int:
    """How many of them need doing."""
    to_do = 0
    for each in found:
        word, style = each.state.value
        console.print(Text(f"{word:6}", style), Text(each.sentence), soft_wrap=True)
        to_do += each.state is State.TO_DO
    return to_do


def _safely(look: Callable[[], Iterable[Found]]) -> list[Found]:
    """What was found until something was in the way, which is the last of it then."""
    found: list[Found] = []
    try:
        found.extend(look())
    except (MonitorError, OSError) as error:
        found.append(Found(State.TO_DO, str(error)))
    return found


def _settings(config: Path | None) -> tuple[Settings, list[Found]]:
    """Those in force; the shipped ones where the user's cannot be used."""
    own = config or places.user_config_file()
    try:
        settings = load(config)
    except ConfigError as error:
        return load(places.config_dir() / "default.toml"), [Found(State.TO_DO, str(error))]
    said = (
        f"Your settings in {own} can be used." if own.exists() else "The settings are those of the program."
    )
    return settings, [Found(State.FINE, said)]


def _python() -> Iterator[Found]:
    version = platform.python_version()
    lowest, highest = PYTHONS
    if not lowest <= sys.version_info[:2] <= highest:
        wanted = f"{lowest[0]}.{lowest[1]} to {highest[0]}.{highest[1]}"
        yield Found(State.TO_DO, f"Python is {version}: install one from {wanted}.")
    missing = [name for name in PACKAGES if not _loads(name)]
    if missing:
        named = ", ".join(missing)
        yield Found(State.TO_DO, f"These packages do not load: {named}. Install the program again.")
    else:
        yield Found(State.FINE, f"Python {version} and the packages of the program load.")


def _loads(name: str) -> bool:
    try:
        import_module(name)
    except (ImportError, OSError):
        return False
    return True


def _sound() -> Iterator[Found]:
    devices = input_devices()
    names = [device.name for device in devices]
    if not names:
        said = "No microphone was found. Connect one, and check that sound works in other programs."
        yield Found(State.TO_DO, said)
    else:
        count = "There is one microphone" if len(names) == 1 else f"There are {len(names)} inputs for sound"
        yield Found(State.FINE, f"{count}: {', '.join(names)}. `{PROGRAM} devices` shows their levels.")
        here = surroundings()
        yield from _watched(here)
        yield _call(devices, here)


def _watched(here: Surroundings) -> Iterator[Found]:
    """Only on Linux does the system put another microphone in the place of one without a word."""
    if here.platform != "linux":
        return
    if here.picture.up:
        said = "The sound server is watched: a microphone that it puts in the place of another is noticed."
        yield Found(State.FINE, said)
    elif pulse_library() is None:
        said = "The library libpulse is missing, so that nobody notices when the sound server puts another"
        yield Found(State.NOTE, f"{said} microphone in the place of yours: sudo apt-get install libpulse0")
    else:
        said = "No sound server answers, so devices are listened to without one."
        yield Found(State.NOTE, f"{said} One that is unplugged comes back within three seconds all the same.")


def _call(devices: Sequence[InputDevice], here: Surroundings) -> Found:
    try:
        name = call_device(devices, here).name
    except DeviceError as error:
        return Found(State.NOTE, f"Of a video call the client cannot be heard. {error}")
    return Found(State.FINE, f"In a video call `live --client call` hears {name}.")


def _screen() -> Iterator[Found]:
    screen = window_platform(os.environ)
    if screen is None:
        yield Found(State.NOTE, "There is no screen here, so the live view is shown in the terminal.")
        return
    require_window_libraries(screen)
    yield Found(State.FINE, "The overlay can be shown on the screen.")


def _offline() -> Iterator[Found]:
    python, kernel = offline.in_force()
    if python and kernel:
        yield Found(State.FINE, "Nothing can reach another computer: Python and the kernel refuse it.")
    elif python:
        said = (
            "Nothing written in Python can reach another computer; the kernel of this system does not help."
        )
        yield Found(State.NOTE, f"{said} `{PROGRAM} doctor --offline-proof` tries it.")
    else:
        yield Found(State.TO_DO, "Nothing holds this program offline: start it as `session-monitor`.")


def _words(settings: Settings) -> Iterator[Found]:
    configured = settings.transcription.model
    name = model_choice.chosen(configured)
    if name is None:
        said = "No model is in use, so sessions have no words."
        yield Found(State.NOTE, f"{said} `{PROGRAM} models list` shows those that can be had.")
        return
    model_choice.chosen_folder(configured)
    catalogue = catalog.load(places.models_dir() / "catalog.toml")
    faults = models.faults(model_choice.folder(), name, catalogue, lambda *_: None)
    for fault in faults:
        yield Found(State.TO_DO, fault)
    if not faults:
        yield Found(State.FINE, f"Words are made by {name}, and every file of it is what it must be.")


def _room(folder: Path) -> Iterator[Found]:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(bytes(1))
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        said = (
            f"Nothing can be kept in {folder}: {why}. Name another folder under [sessions] in your settings."
        )
        yield Found(State.TO_DO, said)
        return
    free = shutil.disk_usage(there).free
    if free < ROOM_BYTES:
        said = (
            f"Only {models.size(free)} are free for sessions in {folder}: make room, or name another folder."
        )
        yield Found(State.TO_DO, said)
    else:
        yield Found(State.FINE, f"Sessions are kept in {folder}, where {models.size(free)} are free.")


def _sessions(settings: Settings, console: Console) -> Iterator[Found]:
    """The key, and what it opens."""
    if keeping.master_file().exists():
        ask = keeping.terminal(console)
        if ask is None:
            said = "Your sessions have a passphrase, which can be asked for in a terminal only."
            yield Found(State.NOTE, f"{said} They were not looked at.")
            return
        library = keeping.library(settings, ask)
        yield Found(State.FINE, "The passphrase opens your sessions.")
    else:
        yield from _keyring(settings)
        library = keeping.library(settings, None)
    yield from _cards(library, settings)


def _keyring(settings: Settings) -> Iterator[Found]:
    """StoreError where it does not answer."""
    try:
        kept = KeyringPlace().load()
    except NoKeyringError:
        if any(keeping.folder(settings).glob("*.key")):
            raise StoreError(
                "The key of your sessions is in a keyring that does not answer: log in to the desktop."
            ) from None
        said = "This computer has no keyring: the first session that is kept asks you to choose a passphrase."
        yield Found(State.NOTE, said)
        return
    there = "holds the key of your sessions" if kept else "can hold the key of your sessions"
    yield Found(State.FINE, f"The keyring of this computer answers, and {there}.")


def _cards(library: Library, settings: Settings) -> Iterator[Found]:
    cards = library.cards()
    for card in cards:
        yield from _troubled(card)
    well = sum(card.state in ("finished", "recovered", "running") for card in cards)
    if well:
        yield Found(State.FINE, "One session is kept." if well == 1 else f"{well} sessions are kept.")
    elif not cards:
        yield Found(State.FINE, "No session has been kept yet.")
    if library.due(settings.retention, datetime.now(UTC)):
        yield Found(State.NOTE, f"Something has outlived its time: `{PROGRAM} sessions due` shows it.")


def _troubled(card: Card) -> Iterator[Found]:
    if card.state == "unfinished":
        said = f"The session of {day_and_time(card.started_at)} was interrupted: `{PROGRAM} sessions list`"
        yield Found(State.TO_DO, f"{said} closes it where it stopped.")
    elif card.state == "unreadable":
        said = f"The session {card.id} cannot be read. {card.problem}"
        yield Found(State.TO_DO, f"{said} `{PROGRAM} sessions delete {card.id[:8]}` deletes it.")
