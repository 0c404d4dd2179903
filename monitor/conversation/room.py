"""What a sound check hears of two microphones and the room about them.  No sound, no words: levels.

A side is a microphone as it was chosen: the first for the therapist, the second for the client.
Levels are in dBFS.
"""

from dataclasses import dataclass
from enum import Enum

from monitor.conversation.timeline import Channel


class Step(Enum):
    """What is asked for now."""

    QUIET = "quiet"
    THERAPIST = "therapist"
    CLIENT = "client"
    DONE = "done"


SPEAKERS = {Step.THERAPIST: Channel.THERAPIST, Step.CLIENT: Channel.CLIENT}


class Loudness(Enum):
    """How a microphone hears the person it is for."""

    NOTHING = "nothing heard"
    QUIET = "too quiet"
    GOOD = "good"
    CLIPPING = "clipping"


@dataclass(frozen=True, slots=True)
class Side:
    """One microphone.  `speech_dbfs` is that of the voice nearest to it, None where that was not heard.

    `loudness` is None where it was not looked at.  `leak_db` is the other's voice in it against that voice in
    its own microphone, and `delay_ms` how much later it came; None where none was heard.
    """

    loudness: Loudness | None = None
    speech_dbfs: float | None = None
    noise_dbfs: float | None = None
    leak_db: float | None = None
    delay_ms: float | None = None


class Doubt(Enum):
    """Why nothing can be said of how well the two microphones are told apart."""

    SAME_SOUND = "both sides carry one signal"
    ONE_PLACE = "both sentences came from one place"
    BOTH_SPOKE = "more than one voice in a sentence, or levels that change by themselves"
    REVERSED = "the therapist is heard in the call, the client in the microphone"


@dataclass(frozen=True, slots=True)
class Room:
    """`separation_db` is how much louder each voice is in its own microphone, whatever the gains.

    Below 0 the therapist is heard in the client's microphone; None: not known, perhaps for a `doubt`.
    `bound`: it is at least so much, the noise of the room hides the rest.
    """

    sides: tuple[Side, Side]
    separation_db: float | None = None
    bound: bool = False
    doubt: Doubt | None = None

    @property
    def reversed_call(self) -> "Room":
        """The same, swapped as it is, where one side is what the computer plays: nobody's microphone."""
        return Room(self.sides, doubt=Doubt.REVERSED)

    @property
    def exchanged(self) -> "Room":
        """The same with the two microphones called after each other."""
        apart = None if self.separation_db is None else -self.separation_db
        return Room((self.sides[1], self.sides[0]), apart, self.bound, self.doubt)


class Topic(Enum):
    """What a line of the verdict is about."""

    APART_WELL = "apart well"
    APART = "apart"
    HARDLY_APART = "hardly apart"
    NOT_APART = "not apart"
    SAME_SOUND = "same sound"
    ONE_PLACE = "one place"
    BOTH_SPOKE = "both spoke"
    REVERSED = "reversed"
    SWAPPED = "swapped"
    NOTHING = "nothing heard"
    DROWNED = "drowned"
    QUIET = "too quiet"
    CLIPPING = "clipping"
    NOISY = "noisy"
    ECHO = "echo"
    LEVEL_GOOD = "level good"
    NOT_CHECKED = "not checked"


FINE = frozenset({Topic.APART_WELL, Topic.APART, Topic.LEVEL_GOOD})
"""Topics with which there is nothing to do."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A line of the verdict: whose side it is about, and its figure (dB, or ms of an echo).

    `bound`: the figure is the least that it can be.  `other_db` is how much softer the other is in that
    microphone, where both were heard in it.
    """

    topic: Topic
    whose: Channel | None = None
    value: float | None = None
    bound: bool = False
    other_db: float | None = None

    @property
    def fine(self) -> bool:
        """Whether there is nothing to do about it."""
        return self.topic in FINE


@dataclass(frozen=True, slots=True)
class Meter:
    """A side's level of the last tenth of a second, and what of it there was in the last two seconds."""

    level_dbfs: float
    loudness: Loudness


@dataclass(frozen=True, slots=True)
class Picture:
    """A sound check at one moment.  `progress` of the step from 0 to 1.

    `unheard`: what is asked for has not been heard for a while.  At the end there are `room` and `verdict`,
    whose first line matters most.
    """

    step: Step
    progress: float
    meters: tuple[Meter, Meter]
    unheard: bool = False
    room: Room | None = None
    verdict: tuple[Advice, ...] = ()
