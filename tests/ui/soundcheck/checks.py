"""Sound checks that stand still, for the window: a picture for each thing that there is to show."""

from dataclasses import dataclass, field, replace

from monitor.conversation.room import Advice, Loudness, Meter, Picture, Room, Side, Step, Topic
from monitor.conversation.timeline import Channel

T, C = Channel.THERAPIST, Channel.CLIENT
LOUD, FAINT = Meter(-25.0, Loudness.GOOD), Meter(-62.0, Loudness.NOTHING)
NOTHING = Meter(-100.0, Loudness.NOTHING)
SIDE = Side(Loudness.GOOD, -26.0, -65.0, -21.0, 2.0)
ROOM = Room((SIDE, SIDE), 21.0)
LEVELS = (Advice(Topic.LEVEL_GOOD, T, -26.0), Advice(Topic.LEVEL_GOOD, C, -31.0))
GONE = "Jabra Evolve is gone. Plug it in again, or choose another device."
LOST = "The client is not heard: client_audio was disconnected."
LONG = (
    "alsa_input.usb-Focusrite_Scarlett_2i2_USB_Y8K0G9E1D3F2A7-00.HiFi__Mic1__source (therapist), Microphone"
    " Array (2- Intel® Smart Sound Technology for Digital Microphones) (client)"
)


def done(*verdict: Advice) -> Picture:
    return Picture(Step.DONE, 1.0, (FAINT, FAINT), room=ROOM, verdict=verdict)


QUIET = Picture(Step.QUIET, 0.4, (FAINT, FAINT))
THERAPIST = Picture(Step.THERAPIST, 0.6, (LOUD, FAINT))
UNHEARD = Picture(Step.THERAPIST, 0.0, (NOTHING, FAINT), unheard=True)
CLIENT = Picture(Step.CLIENT, 0.3, (FAINT, Meter(-8.0, Loudness.CLIPPING)))
WELL = done(Advice(Topic.APART_WELL, None, 21.3), *LEVELS)
SWAPPED = done(Advice(Topic.SWAPPED), Advice(Topic.APART_WELL, None, 21.3), *LEVELS)
POOR = done(
    Advice(Topic.NOT_APART, None, 1.2),
    Advice(Topic.CLIPPING, T, -4.0),
    Advice(Topic.NOISY, C, 7.0),
    Advice(Topic.ECHO, C, 150.0),
)
ONE_PLACE = done(Advice(Topic.ONE_PLACE))
LEVELS_BOTH_WAYS = tuple(replace(line, other_db=21.0) for line in LEVELS)
LEAST = done(Advice(Topic.APART_WELL, None, 17.2, bound=True), *LEVELS_BOTH_WAYS)
DEAD = done(Advice(Topic.NOTHING, T), LEVELS[1])
PICTURES = {
    "quiet": QUIET,
    "therapist": THERAPIST,
    "unheard": UNHEARD,
    "client": CLIENT,
    "well": WELL,
    "swapped": SWAPPED,
    "poor": POOR,
    "dead": DEAD,
    "one-place": ONE_PLACE,
    "both-ways": LEAST,
}


@dataclass
class Still:
    """A check that does nothing but remember what was wished."""

    picture: Picture
    trouble: str = ""
    ended: bool = False
    call: bool = False
    heard: str = "Scarlett 2i2 USB, left the therapist"
    wished: list[str] = field(default_factory=list)

    def skip(self) -> None:
        self.wished.append("skip")

    def again(self) -> None:
        self.wished.append("again")

    def swap(self) -> None:
        self.wished.append("swap")
