"""What was chosen last, the devices and what is kept, so that a session starts without a question."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from monitor import places
from monitor.audio.devices import ChannelChoice
from monitor.audio.loopback import CALL
from monitor.levels import Level


@dataclass(frozen=True, slots=True)
class Devices:
    """Which devices to listen to, by name: one for both, or one each; none means the default."""

    both: str | None = None
    therapist: str | None = None
    client: str | None = None


def recall() -> Devices:
    """The devices of last time; none where nothing usable was kept."""
    with suppress(OSError, ValueError, TypeError):
        kept = Devices(**json.loads(_file().read_text(encoding="utf-8")))
        if all(name is None or isinstance(name, str) for name in asdict(kept).values()):
            return kept
    return Devices()


def keep(choice: ChannelChoice) -> None:
    """Keep the names for next time; a folder that cannot be written is no reason to stop."""
    therapist = choice.therapist.device.name
    client = CALL if choice.client.device.plays else choice.client.device.name
    same = choice.therapist.device == choice.client.device
    devices = Devices(both=therapist) if same else Devices(therapist=therapist, client=client)
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(asdict(devices)), encoding="utf-8")


def level() -> Level:
    """What was kept of the last session; the numbers where nothing usable was remembered."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return Level(json.loads(_level_file().read_text(encoding="utf-8"))["keep"])
    return Level.NUMBERS


def keep_level(chosen: Level) -> None:
    """Remember it for next time; a folder that cannot be written is no reason to stop."""
    with suppress(OSError):
        _level_file().parent.mkdir(parents=True, exist_ok=True)
        _level_file().write_text(json.dumps({"keep": chosen.value}), encoding="utf-8")


def _file() -> Path:
    return places.user_data_dir() / "devices.json"


def _level_file() -> Path:
    return places.user_data_dir() / "keep.json"
