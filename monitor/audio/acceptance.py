"""Which recordings can be analysed: each function refuses one kind of unfit recording.

Every refusal is a RecordingError: what is wrong, what it means, what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.audio.decode import Source, clock
from monitor.audio.soundness import ChannelSoundness
from monitor.conversation.timeline import Channel
from monitor.errors import RecordingError


@dataclass(frozen=True, slots=True)
class RecordingSettings:
    """What is accepted; see [recordings] in config/default.toml."""

    longest_h: float
    length_difference_s: float
    clipped_noted: float
    clipped_refused: float

    def __post_init__(self) -> None:
        if self.longest_h <= 0:
            raise ValueError(f"longest_h must be above 0, not {self.longest_h}")
        if self.length_difference_s < 0:
            raise ValueError(f"length_difference_s must be 0 or more, not {self.length_difference_s}")
        if not 0 <= self.clipped_noted <= self.clipped_refused <= 1:
            raise ValueError(
                "clipped_noted and clipped_refused must lie between 0 and 1, in this order, "
                f"not {self.clipped_noted} and {self.clipped_refused}"
            )


def refuse_channels(sources: Sequence[Source]) -> None:
    """Anything but one file of two channels or two files of one."""
    for source in sources:
        if source.channels > 2:
            raise RecordingError(
                f"{source.path.name} has {source.channels} channels. Save the therapist's and the client's "
                "microphone as the left and right channel of a new file."
            )
    if len(sources) == 1 and sources[0].channels == 1:
        raise RecordingError(
            f"{sources[0].path.name} has one channel, and voices in one channel are not told apart. Give the "
            "other person's recording as a second file, or record the session with two microphones."
        )
    if len(sources) == 2 and (two := [source.path.name for source in sources if source.channels == 2]):
        raise RecordingError(
            f"{two[0]} already has two channels. Give it alone, or give two recordings of one channel each."
        )


def refuse_rates(sources: Sequence[Source]) -> None:
    """Two files of different sample rates."""
    if len({source.rate for source in sources}) > 1:
        each = " and ".join(f"{source.path.name} has {source.rate} Hz" for source in sources)
        raise RecordingError(
            f"The two recordings have different sample rates ({each}), so they were probably not made "
            "together. If they were, convert one to the other's rate first."
        )


def refuse_lengths(sources: Sequence[Source], lengths_s: Sequence[float | None], allowed_s: float) -> None:
    """Two files whose lengths, where both are known, differ by more than `allowed_s`."""
    known = [length for length in lengths_s if length is not None]
    if len(known) < len(sources) or max(known) - min(known) <= allowed_s:
        return
    each = " and ".join(
        f"{source.path.name} is {clock(length)}" for source, length in zip(sources, known, strict=True)
    )
    raise RecordingError(
        f"The two recordings differ in length ({each} long), so they do not show the same session from the "
        "same moment. Cut both to the same start and end."
    )


def refuse_marathon(path: Path, duration_s: float, longest_h: float) -> None:
    """A file longer than any session."""
    if duration_s > longest_h * 3600:
        raise RecordingError(
            f"{path.name} is {duration_s / 3600:.0f} hours long, and up to {longest_h:g} are analysed. "
            "Cut it into sessions, or raise longest_h in the configuration."
        )


def refuse_silence(names: str, channels: Mapping[Channel, ChannelSoundness]) -> None:
    """A recording in which one channel, or both, carried nothing."""
    silent = [channel for channel, found in channels.items() if not found.heard]
    if len(silent) == 2:
        raise RecordingError(
            f"There is no sound in {names}: it is silent from start to end. "
            "Check that the microphones were on, and give another recording."
        )
    if silent:
        raise RecordingError(
            f"The {silent[0].value}'s channel of {names} is silent from start to end, so nothing can be said "
            "about the balance. Give a recording of both voices."
        )


def refuse_one_voice_twice(names: str, alike: bool) -> None:
    """One channel saved as two."""
    if alike:
        raise RecordingError(
            f"Both channels of {names} carry the same sound, so therapist and client cannot be told apart. "
            "Give a recording with one microphone for each."
        )


def refuse_clipping(names: str, channels: Mapping[Channel, ChannelSoundness], refused: float) -> None:
    """A channel of which too much of the loud sound lies on flat tops."""
    for channel, found in channels.items():
        if found.clipped >= refused:
            raise RecordingError(
                f"The {channel.value}'s channel of {names} is clipped: {100 * found.clipped:.0f} % of its "
                "loud sound is cut off at the top, too much to trust the numbers. Lower the microphone's "
                "level, or the level at export."
            )


def note_clipping(channels: Mapping[Channel, ChannelSoundness], noted: float) -> list[str]:
    """A sentence for each channel that is clipped more than a little."""
    return [
        f"The {channel.value}'s channel is clipped in places ({100 * found.clipped:.1f} % of its loud "
        "sound); lower the microphone's level next time."
        for channel, found in channels.items()
        if found.clipped >= noted
    ]
