"""Recordings of a session as the pipeline wants them: int16 blocks, two channels, 16 kHz.

A session is one file with two channels, or two files with one channel each.  It is
read forward once, a few seconds at a time, so memory does not depend on its length.
Anything that would make the numbers wrong is refused with a sentence, before or at
the latest when the end has been read.

    with open_recording(path, None, swap=False, settings=settings) as recording:
        for block in recording.blocks():
            ...
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from monitor.audio.acceptance import (
    RecordingSettings,
    note_clipping,
    refuse_channels,
    refuse_clipping,
    refuse_lengths,
    refuse_marathon,
    refuse_one_voice_twice,
    refuse_rates,
    refuse_silence,
)
from monitor.audio.decode import Source, open_source
from monitor.audio.resample import Pcm, Resampler
from monitor.audio.soundness import ChannelSoundness, Soundness, cut_off
from monitor.conversation.timeline import Channel
from monitor.errors import RecordingError

BLOCK_S = 4
"""Long enough that Python's share of the time vanishes, short enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a file is by its own word; `format` is container and encoding, as 'WAV PCM_16'."""

    name: str
    rate: int
    channels: int
    format: str
    duration_s: float | None


class Recording:
    """A session on disk; made by `open_recording`, which see."""

    def __init__(self, sources: tuple[Source, ...], swap: bool, settings: RecordingSettings) -> None:
        self._sources, self._swap, self._settings = sources, swap, settings
        self._soundness = Soundness()
        self._noted: list[str] = []
        self._rate = sources[0].rate

    def __enter__(self) -> "Recording":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for source in self._sources:
            source.close()

    @property
    def duration_s(self) -> float | None:
        """The length the files promise, None where they do not say."""
        lengths = [source.duration_s for source in self._sources]
        return None if None in lengths else max(length for length in lengths if length is not None)

    @property
    def sources(self) -> tuple[SourceFacts, ...]:
        """One entry per file, in the order given."""
        return tuple(
            SourceFacts(source.path.name, source.rate, source.channels, source.format, source.duration_s)
            for source in self._sources
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the result should know; complete once `blocks` has ended."""
        return tuple(note for source in self._sources for note in source.warnings) + tuple(self._noted)

    @property
    def soundness(self) -> dict[Channel, ChannelSoundness]:
        """How each channel looks as far as it has been read."""
        return dict(zip(self._order, self._soundness.channels, strict=True))

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """The session from its start, once: shape (n, 2), column 0 therapist, any n.

        RecordingError when the files turn out damaged or cut short or, at the end, when
        a channel was silent, both were alike, or clipping has destroyed the sound.
        """
        resampler = Resampler(self._rate, 2)
        for sound in map(cut_off, self._read()):
            self._soundness.look(sound)
            yield resampler.feed(sound[:, ::-1] if self._swap else sound)
        self._judge()
        yield resampler.finish()

    @property
    def _order(self) -> tuple[Channel, Channel]:
        """Whose the columns are, as they are read."""
        return (Channel.CLIENT, Channel.THERAPIST) if self._swap else (Channel.THERAPIST, Channel.CLIENT)

    def _read(self) -> Iterator[Pcm]:
        frames = BLOCK_S * self._rate
        length = frames
        while length == frames:
            parts = [source.read(frames) for source in self._sources]
            length = max(len(part) for part in parts)
            if length:
                yield parts[0] if len(parts) == 1 else _side_by_side(parts, length)
            for source in self._sources:
                refuse_marathon(source.path, source.position / source.rate, self._settings.longest_h)

    def _judge(self) -> None:
        """Refuse, or note, what can be known only at the end."""
        names = " and ".join(source.path.name for source in self._sources)
        lengths = [source.position / source.rate for source in self._sources]
        refuse_lengths(self._sources, lengths, self._settings.length_difference_s)
        refuse_silence(names, self.soundness)
        refuse_one_voice_twice(names, self._soundness.alike)
        refuse_clipping(names, self.soundness, self._settings.clipped_refused)
        self._noted += note_clipping(self.soundness, self._settings.clipped_noted)
        if max(lengths) > min(lengths):
            shorter = self._sources[lengths.index(min(lengths))].path.name
            self._noted.append(
                f"{shorter} is {max(lengths) - min(lengths):.2f} s shorter than the other recording; "
                "its end was taken as silence."
            )


def open_recording(first: Path, second: Path | None, swap: bool, settings: RecordingSettings) -> Recording:
    """The session in one two-channel file, or in two one-channel files (therapist's, client's).

    `swap` exchanges therapist and client.  RecordingError, in one sentence, for whatever
    cannot be analysed.
    """
    sources = _open_all([first] if second is None else [first, second])
    recording = Recording(sources, swap, settings)
    try:
        refuse_channels(sources)
        refuse_rates(sources)
        for source in sources:
            refuse_marathon(source.path, source.duration_s or 0, settings.longest_h)
        refuse_lengths(sources, [source.duration_s for source in sources], settings.length_difference_s)
    except RecordingError:
        recording.close()
        raise
    return recording


def _open_all(paths: list[Path]) -> tuple[Source, ...]:
    opened: list[Source] = []
    try:
        for path in paths:
            opened.append(open_source(path))  # noqa: PERF401
    except RecordingError:
        for source in opened:
            source.close()
        raise
    return tuple(opened)


def _side_by_side(parts: list[Pcm], length: int) -> Pcm:
    """Two one-channel blocks as one, shape (length, 2); where one has ended there is silence."""
    both = np.zeros((length, 2), np.result_type(*parts))
    for column, part in enumerate(parts):
        both[: len(part), column] = part[:, 0]
    return both
