"""What sound checks have found of pairs of microphones, kept for the sessions to come.

One small file for each pair, in the user's data folder: levels and delays, no sound and no words.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec

from monitor import places
from monitor.audio.devices import ChannelChoice, Microphone
from monitor.audio.trust import ChannelTrust, Trust
from monitor.conversation.room import Room, Side
from monitor.whole import whole_file

Level = Annotated[float, msgspec.Meta(ge=-200, le=200)]
Delay = Annotated[float, msgspec.Meta(ge=-31, le=251)]
"""As a path is looked for: see audio/paths."""


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A microphone, by the name of its device and its channel from 0, and what was found of it."""

    device: str
    channel: int
    speech_dbfs: Level | None
    noise_dbfs: Level | None
    leak_db: Level | None
    delay_ms: Delay | None

    def is_of(self, microphone: Microphone) -> bool:
        return (self.device, self.channel) == (microphone.device.name, microphone.channel)


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who was heard where, and how well apart; `checked_at` in UTC."""

    checked_at: datetime
    therapist: Place
    client: Place
    separation_db: Level

    def fits(self, choice: ChannelChoice) -> bool:
        """Whether it is of these microphones, whosoever they are."""
        return self._is_of(choice) or self._is_of(exchanged(choice))

    def crosses(self, choice: ChannelChoice) -> bool:
        """Whether the therapist was heard where the choice has the client; of two alike nobody knows."""
        return self._is_of(exchanged(choice)) and not self._is_of(choice)

    def _is_of(self, choice: ChannelChoice) -> bool:
        return self.therapist.is_of(choice.therapist) and self.client.is_of(choice.client)

    @property
    def has_paths(self) -> bool:
        """Whether there is anything in it that a hearing can begin with."""
        return (self.therapist.delay_ms, self.client.delay_ms) != (None, None)

    @property
    def note(self) -> str:
        """What an analysis says of it."""
        return (
            "The hearing began with what the sound check of"
            f" {self.checked_at:%Y-%m-%d} had found of these microphones."
        )

    def known(self, choice: ChannelChoice) -> Trust:
        """What a hearing of these microphones can begin with."""
        sides = (self.client, self.therapist) if self.crosses(choice) else (self.therapist, self.client)
        first, second = (
            ChannelTrust(None, None, place.leak_db, None, place.delay_ms, 0.0, 0.0) for place in sides
        )
        return Trust((first, second), same_signal=False, told_apart=None, separation_db=None)


def exchanged(choice: ChannelChoice) -> ChannelChoice:
    """The same two microphones, called after each other."""
    return ChannelChoice(choice.client, choice.therapist)


def keep(choice: ChannelChoice, room: Room) -> None:
    """Remember a room in which both were heard; a folder that cannot be written is no reason to stop."""
    if room.separation_db is None:
        return
    therapist, client = (
        _place(microphone, side)
        for microphone, side in zip((choice.therapist, choice.client), room.sides, strict=True)
    )
    now = datetime.now(UTC).replace(microsecond=0)
    profile = Profile(now, therapist, client, round(room.separation_db, 1))
    with suppress(OSError), whole_file(_file(choice)) as part:
        part.write_bytes(msgspec.json.encode(profile))


def recall(choice: ChannelChoice) -> Profile | None:
    """What is known of these microphones; None where nothing usable is."""
    with suppress(OSError, ValueError, OverflowError, msgspec.MsgspecError, RecursionError):
        profile = msgspec.json.decode(_file(choice).read_bytes(), type=Profile)
        profile = msgspec.structs.replace(profile, checked_at=profile.checked_at.astimezone(UTC))
        return profile if profile.fits(choice) else None
    return None


def in_order(choice: ChannelChoice) -> ChannelChoice:
    """As the last sound check of these microphones has left them, however long ago."""
    profile = recall(choice)
    return exchanged(choice) if profile is not None and profile.crosses(choice) else choice


def head_start(choice: ChannelChoice, days: float) -> Profile | None:
    """What a hearing of these microphones may begin with: delays that are at most so many days old."""
    profile = recall(choice)
    if profile is None or not profile.has_paths:
        return None
    age = datetime.now(UTC) - profile.checked_at
    return profile if timedelta(0) <= age <= timedelta(days=days) else None


def forget() -> int:
    """Delete all of it; how many there were.  OSError where one cannot be deleted."""
    files = sorted(_folder().glob("*.json"))
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _place(microphone: Microphone, side: Side) -> Place:
    figures = (side.speech_dbfs, side.noise_dbfs, side.leak_db, side.delay_ms)
    rounded = (None if figure is None else round(figure, 2) for figure in figures)
    return Place(microphone.device.name, microphone.channel, *rounded)


def _file(choice: ChannelChoice) -> Path:
    """The same whichever of the two is the therapist's; no name of a device in it."""
    pair = sorted(f"{each.device.name}\0{each.channel}" for each in (choice.therapist, choice.client))
    return _folder() / f"{sha256(chr(1).join(pair).encode()).hexdigest()[:24]}.json"


def _folder() -> Path:
    return places.user_data_dir() / "rooms"
