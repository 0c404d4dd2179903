"""One recording on disk, read forward a block at a time, by libsndfile or else by FFmpeg.

libsndfile comes first: it is fast and knows what a file ought to hold.  FFmpeg (PyAV)
reads what it cannot: MP4, M4A, WebM, video.  Whatever is wrong with a file is found
here and said in one sentence, with the file's name.
"""

import os
import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.audio.quiet import quiet_stderr
from monitor.audio.resample import Pcm
from monitor.errors import RecordingError

LOWEST_RATE, HIGHEST_RATE = 8_000, 192_000
SHORTFALL_S = 0.1
"""Missing less than this at a file's end is a warning: a last packet, a rounded length."""

FULL_SCALE = np.float32(32768)
_EXACT_IN_16_BITS = {"PCM_16", "PCM_U8", "PCM_S8", "ULAW", "ALAW", "IMA_ADPCM", "MS_ADPCM", "GSM610"}
_CLIPPED_LENGTH = re.compile(
    r"^\s*(?:data|SSND|Data Size|Riff size|riff)\s*:\s*(\d+) \(should be (\d+)\)", re.MULTILINE
)
_MALFORMED = 3  # libsndfile: a format it knows, but not in order
_OPEN_ENDED = 2**31 - 4096
"""Programs that write into a pipe cannot know the length, and promise just under 2 or 4 GiB."""


class Source(ABC):
    """A recording that is being read; `frames` is how many it promises, None when it does not say."""

    def __init__(self, path: Path, rate: int, channels: int) -> None:
        self.path, self.rate, self.channels = path, rate, channels
        self.frames: int | None = None
        self.guessed_s: float | None = None  # the length, where nothing but its size tells it
        self.format = ""
        self.slack_s = SHORTFALL_S
        self.warnings: list[str] = []
        self.position = 0  # frames read so far

    @property
    def duration_s(self) -> float | None:
        """The promised length, or else a guess at it."""
        return self.guessed_s if self.frames is None else self.frames / self.rate

    def read(self, frames: int) -> Pcm:
        """The next `frames`, shape (n, channels); fewer only at the end, where none may be left.

        RecordingError for damage, for a sample that is no number, and for an end that comes too soon.
        """
        sound = self._decode(frames)
        if sound.dtype == np.float32:
            self._refuse_nonsense(sound)
        self.position += len(sound)
        if len(sound) < frames:
            self._refuse_early_end()
        return sound

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""

    @abstractmethod
    def _decode(self, frames: int) -> Pcm:
        """As `read`, unchecked."""

    def _refuse_nonsense(self, sound: Pcm) -> None:
        finite = np.isfinite(sound)
        if not finite.all():
            at = self.position + int(np.argmin(finite.all(axis=1)))
            raise RecordingError(
                f"{self.path.name} is damaged: at {clock(at / self.rate)} it holds a value that is not a "
                "number. Export the recording again from the program that made it."
            )

    def _refuse_early_end(self) -> None:
        if self.frames is None or self.position >= self.frames:
            return
        if self.frames - self.position > self.slack_s * self.rate:
            raise truncated(self.path, self.position / self.rate, self.frames / self.rate)
        self.warnings.append(f"{self.path.name} ends a moment earlier than it says it does.")


class SndfileSource(Source):
    """Read by libsndfile: WAV, FLAC, OGG, MP3, AIFF and their kin."""

    def __init__(self, path: Path) -> None:
        import soundfile

        with quiet_stderr():
            # As bytes, for on Linux a name need not be UTF-8, and soundfile takes it to be.
            self._file: Any = soundfile.SoundFile(os.fsencode(path) if os.name == "posix" else path)
        super().__init__(path, self._file.samplerate, self._file.channels)
        self.frames = self._file.frames
        self.format = f"{self._file.format} {self._file.subtype}"
        self._as_int16 = self._file.subtype in _EXACT_IN_16_BITS
        self._error: type[Exception] = soundfile.LibsndfileError
        self._refuse_cut_short(self._file.extra_info)

    def close(self) -> None:
        self._file.close()

    def _decode(self, frames: int) -> Pcm:
        try:
            if self._as_int16:
                exact: NDArray[np.int16] = self._file.read(frames, dtype="int16", always_2d=True)
                return exact
            sound: NDArray[np.float32] = self._file.read(frames, dtype="float32", always_2d=True)
        except self._error as error:
            raise damaged(self.path, max(self.position, self._file.tell()) / self.rate) from error
        sound *= FULL_SCALE
        return sound

    def _refuse_cut_short(self, log: str) -> None:
        """libsndfile trims the promised length to the file without a word, except in its log."""
        found = _CLIPPED_LENGTH.search(log)
        if found and self.frames is not None:
            promised, there = int(found[1]), int(found[2])
            has_s = self.frames / self.rate
            says_s = has_s * promised / max(there, 1)
            if there < promised and promised % 2**31 < _OPEN_ENDED and says_s - has_s > SHORTFALL_S:
                raise truncated(self.path, has_s, says_s)
        if "Junk after the last page" in log:
            raise truncated(self.path, (self.frames or 0) / self.rate, None)
        if "lacks an end-of-stream bit" in log:
            self.warnings.append(f"{self.path.name} has no proper end: the last moments may be missing.")


def truncated(path: Path, has_s: float, says_s: float | None) -> RecordingError:
    """The file ends before it should, or in the middle of a packet."""
    promise = "" if says_s is None else f"it promises {clock(says_s)} but "
    return RecordingError(
        f"{path.name} is cut short: {promise}{'' if promise else 'it '}ends after {clock(has_s)}. "
        "Copy it again from where it was recorded, or export the part that is there as a new file."
    )


def damaged(path: Path, at_s: float) -> RecordingError:
    """The file cannot be decoded beyond this time."""
    return RecordingError(
        f"{path.name} is damaged: it cannot be read beyond {clock(at_s)}. "
        "Copy it again from where it was recorded, or export the part that plays as a new file."
    )


def unreadable(path: Path) -> RecordingError:
    """Neither library knows what this is."""
    return RecordingError(
        f"{path.name} is not a recording, or is damaged from its start. "
        "Give a sound or video file, such as WAV, FLAC, MP3, M4A, OGG or MP4."
    )


def clock(duration_s: float) -> str:
    """A time as a player shows it, 1:02:03 or 2:03; short ones with tenths."""
    if duration_s < 60:
        return f"{duration_s:.1f} s"
    minutes, rest = divmod(int(duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def open_source(path: Path) -> Source:
    """The recording at `path`, ready to be read; RecordingError when it is none."""
    _refuse_what_is_no_file(path)
    source = _open_with_sndfile(path) or _open_with_ffmpeg(path)
    try:
        _refuse_odd_rate(source)
    except RecordingError:
        source.close()
        raise
    return source


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise RecordingError(f"{path} is a folder. Give the recording itself.")
        if not path.exists():
            raise RecordingError(f"There is no file {path}. Check its name and where it lies.")
        with path.open("rb") as file:
            if not file.read(1):
                raise RecordingError(f"{path.name} is empty: nothing was recorded into it.")
    except OSError as error:
        raise RecordingError(f"{path} cannot be opened: {error.strerror or error}.") from error


def _open_with_sndfile(path: Path) -> Source | None:
    """None for what libsndfile does not know."""
    if path.suffix.lower() == ".raw":
        return None  # it would ask for the format, which the file does not tell
    import soundfile

    try:
        source = SndfileSource(path)
    except soundfile.LibsndfileError as error:
        return _salvage(path) if error.code == _MALFORMED else None
    if source.frames:
        return source
    source.close()
    return _salvage(path)


def _open_with_ffmpeg(path: Path) -> Source:
    from monitor.audio.decode_av import AvSource

    return AvSource(path)


def _salvage(path: Path) -> Source:
    """FFmpeg reads on where a recorder that crashed has left its header unfinished."""
    source = _open_with_ffmpeg(path)
    source.warnings.append(
        f"{path.name} was never closed by the program that recorded it: its last moments may be missing."
    )
    return source


def _refuse_odd_rate(source: Source) -> None:
    if not LOWEST_RATE <= source.rate <= HIGHEST_RATE:
        raise RecordingError(
            f"{source.path.name} has {source.rate} samples a second; rates from {LOWEST_RATE} to "
            f"{HIGHEST_RATE} can be analysed. Export it at 16000 or 48000."
        )
