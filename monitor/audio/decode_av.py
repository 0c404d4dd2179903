"""What libsndfile cannot read, by FFmpeg: MP4, M4A, WebM, video; one sound track of it."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

from monitor.audio.decode import FULL_SCALE, Source, clock, damaged, unreadable
from monitor.audio.fifo import Fifo
from monitor.audio.resample import Pcm
from monitor.errors import RecordingError

GAP_S = 0.05
"""Time stamps this far ahead of the sound mean that it was not sent (Opus in pauses) or lost."""

PACKET = 2048
"""Frames in the longest packet of the usual codecs, of which the last is padded."""

_LENGTH_IN_HEADER = {"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "wav", "caf", "asf", "flac", "avi"}
"""Elsewhere FFmpeg guesses the length from the bit rate."""


class AvSource(Source):
    """The first sound track of a file, its pauses where its time stamps put them."""

    def __init__(self, path: Path) -> None:
        try:
            # A playlist must never make the program fetch something.
            self._container = av.open(str(path.resolve()), options={"protocol_whitelist": "file"})
        except (av.FFmpegError, ValueError) as error:
            raise unreadable(path) from error
        try:
            self._begin(path)
        except BaseException:
            self._container.close()
            raise

    def _begin(self, path: Path) -> None:
        track = self._the_track(path)
        self._frames = self._decoded(track, path)
        first = next(self._frames, None)
        if first is None:
            raise RecordingError(f"{path.name} holds no sound at all. Check that it is the right file.")
        # Only a decoded frame tells the rate for sure: HE-AAC announces half of it.
        super().__init__(path, first.sample_rate, len(first.layout.channels))
        self.format = f"{self._container.format.name.split(',')[0]} {track.codec_context.name}"
        self.frames = self._promised(track)
        self.slack_s += PACKET / self.rate
        self.guessed_s = self._container.duration / av.time_base if self._container.duration else None
        # Formats differ in sample type and in how channels lie; this gives one kind.
        self._to_float = AudioResampler(format="flt")
        self._start_s = first.time or 0.0
        self._ready = Fifo(self.channels, np.float32)
        self._note_other_tracks()
        self._enqueue(first)

    def close(self) -> None:
        self._container.close()

    def _decode(self, frames: int) -> Pcm:
        while len(self._ready) < frames and (frame := self._next()) is not None:
            self._enqueue(frame)
        return self._ready.take(frames)

    def _next(self) -> AudioFrame | None:
        """The next decoded frame; damage counts as the end where the file is too short anyway."""
        try:
            return next(self._frames, None)
        except RecordingError:
            if self.frames is not None and self._placed < self.frames:
                return None  # `read` will say that it is cut short
            raise

    @property
    def _placed(self) -> int:
        """Frames decoded so far."""
        return self.position + len(self._ready)

    def _the_track(self, path: Path) -> AudioStream:
        tracks = self._container.streams.audio
        if not tracks:
            raise RecordingError(f"{path.name} has no sound track. Give the sound of the session.")
        return tracks[0]

    def _decoded(self, track: AudioStream, path: Path) -> Iterator[AudioFrame]:
        at_s: float | None = None
        try:
            for frame in self._container.decode(track):
                at_s = frame.time or 0.0
                yield frame
        except (av.FFmpegError, ValueError) as error:
            raise (unreadable(path) if at_s is None else damaged(path, at_s)) from error

    def _promised(self, track: AudioStream) -> int | None:
        """Frames by the file's own word."""
        if self._container.format.name not in _LENGTH_IN_HEADER:
            return None
        if track.duration is not None and track.time_base is not None:
            length_s = float(track.duration * track.time_base)
        elif self._container.duration and not self._container.streams.video:
            length_s = self._container.duration / av.time_base
        else:
            return None
        return round(length_s * self.rate)

    def _enqueue(self, frame: AudioFrame) -> None:
        if frame.time is not None:
            due = round((frame.time - self._start_s) * self.rate)
            if due - self._placed > GAP_S * self.rate:
                self._ready.append_silence(due - self._placed)
        try:
            for flat in self._to_float.resample(frame):
                self._ready.append(
                    FULL_SCALE * flat.to_ndarray().astype(np.float32).reshape(-1, self.channels)
                )
        except ValueError as error:
            raise RecordingError(
                f"{self.path.name} changes its format at {clock(self._placed / self.rate)}. "
                "Export it as one WAV file."
            ) from error

    def _note_other_tracks(self) -> None:
        tracks = len(self._container.streams.audio)
        if tracks == 1:
            return
        if self.channels == 1:
            raise RecordingError(
                f"{self.path.name} has {tracks} sound tracks of one channel. Save the therapist's and the "
                "client's track as two files and give both."
            )
        self.warnings.append(f"{self.path.name} has {tracks} sound tracks; the first was analysed.")
