"""From the levels of a sound check to what there is to say of them."""

from dataclasses import dataclass, replace

from monitor.conversation.room import Advice, Doubt, Loudness, Room, Side, Topic
from monitor.conversation.timeline import Channel
from monitor.engine.integrity import TrustSettings

_LEVELS = {
    Loudness.NOTHING: Topic.NOTHING,
    Loudness.QUIET: Topic.QUIET,
    Loudness.CLIPPING: Topic.CLIPPING,
    Loudness.GOOD: Topic.LEVEL_GOOD,
}
_DOUBTS = {
    Doubt.SAME_SOUND: Topic.SAME_SOUND,
    Doubt.ONE_PLACE: Topic.ONE_PLACE,
    Doubt.BOTH_SPOKE: Topic.BOTH_SPOKE,
    Doubt.REVERSED: Topic.REVERSED,
}


@dataclass(frozen=True, slots=True)
class SoundCheckSettings:
    """See [soundcheck] in config/default.toml."""

    silence_s: float
    speech_s: float
    speech_max_s: float
    pause_s: float
    voice_probability: float
    unheard_after_s: float
    unattended_s: float
    heard_over_noise_db: float
    quiet_dbfs: float
    hardly_apart_db: float
    apart_db: float
    apart_well_db: float
    profile_days: float

    def __post_init__(self) -> None:
        if min(self.silence_s, self.speech_s, self.pause_s, self.unheard_after_s, self.unattended_s) <= 0:
            raise ValueError("its times must be above 0")
        if self.speech_max_s < self.speech_s:
            raise ValueError("speech_max_s must be at least speech_s")
        if not 0 < self.voice_probability < 1:
            raise ValueError("voice_probability must lie between 0 and 1")
        if not 0 < self.hardly_apart_db <= self.apart_db <= self.apart_well_db:
            raise ValueError("0 < hardly_apart_db <= apart_db <= apart_well_db must hold")
        if not -90 <= self.quiet_dbfs < 0:
            raise ValueError("quiet_dbfs must lie between -90 and 0")
        if self.heard_over_noise_db <= 0 or self.profile_days < 0:
            raise ValueError("heard_over_noise_db must be above 0 and profile_days not below it")


def judge(room: Room, settings: SoundCheckSettings, trust: TrustSettings) -> tuple[Advice, ...]:
    """What to say of a room: what the figures depend on most, what there is to do, and the rest.

    Where the microphones are the wrong way round each is called by whom it hears.
    """
    apart = room.separation_db
    if apart is not None and apart <= -settings.hardly_apart_db:
        return (Advice(Topic.SWAPPED), *judge(room.exchanged, settings, trust))
    lines = [
        line if line.topic is not Topic.LEVEL_GOOD else replace(line, other_db=_softer(side, other))
        for whose, side, other in zip(Channel, room.sides, room.exchanged.sides, strict=True)
        for line in _side(whose, side, settings, trust)
    ]
    if room.doubt not in (None, Doubt.SAME_SOUND):  # whose level it is cannot be said either
        lines = [line for line in lines if line.topic is Topic.CLIPPING]
    return tuple(sorted([*_apart(room, settings), *lines], key=_weight))


def _apart(room: Room, settings: SoundCheckSettings) -> list[Advice]:
    apart = room.separation_db
    if room.doubt is not None:
        return [Advice(_DOUBTS[room.doubt])]
    if apart is None:
        return []
    limits = (
        (settings.apart_well_db, Topic.APART_WELL),
        (settings.apart_db, Topic.APART),
        (settings.hardly_apart_db, Topic.HARDLY_APART),
    )
    topic = next((topic for limit, topic in limits if apart >= limit), Topic.NOT_APART)
    return [Advice(topic, None, max(0.0, apart), room.bound)]


def _side(whose: Channel, side: Side, settings: SoundCheckSettings, trust: TrustSettings) -> list[Advice]:
    if side.loudness is None:
        return [Advice(Topic.NOT_CHECKED, whose)]
    if side.loudness is Loudness.NOTHING and _drowns(side, settings):
        return [Advice(Topic.DROWNED, whose, side.noise_dbfs)]
    lines = [Advice(_LEVELS[side.loudness], whose, side.speech_dbfs)]
    if side.speech_dbfs is not None and side.noise_dbfs is not None:
        over = side.speech_dbfs - side.noise_dbfs
        lines += [Advice(Topic.NOISY, whose, over)] if over < trust.stands_out_db else []
    if side.delay_ms is not None and side.delay_ms > trust.call_echo_ms:
        lines.append(Advice(Topic.ECHO, whose, side.delay_ms))
    return lines


def _softer(side: Side, other: Side) -> float | None:
    """The bleed into one side as its user knows it: how far the other stays below there, in dB."""
    if side.speech_dbfs is None or other.speech_dbfs is None or side.leak_db is None:
        return None
    return side.speech_dbfs - other.speech_dbfs - side.leak_db


def _drowns(side: Side, settings: SoundCheckSettings) -> bool:
    """Whether the noise would hide a voice that is loud enough."""
    limit_dbfs = settings.quiet_dbfs - settings.heard_over_noise_db
    return side.noise_dbfs is not None and side.noise_dbfs > limit_dbfs


def _weight(line: Advice) -> int:
    """What the figures depend on most comes first."""
    first = dict.fromkeys(_DOUBTS.values(), 0)
    first |= {Topic.NOTHING: 1, Topic.DROWNED: 1, Topic.NOT_APART: 2}
    about_both = line.whose is None
    return first.get(line.topic, 3 if about_both else 4 if not line.fine else 5)
