"""Recordings to test with: two different channels, and a way to write them in many formats."""

import typing
from pathlib import Path

import av
import numpy as np
import soundfile
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from monitor.audio.acceptance import RecordingSettings
from monitor.audio.files import open_recording

SETTINGS = RecordingSettings(
    longest_h=24.0, length_difference_s=1.0, clipped_noted=0.001, clipped_refused=0.05
)


def two_tones(duration_s: float, rate: int) -> NDArray[np.float32]:
    """440 Hz on the therapist's channel, 600 Hz on the client's."""
    time = np.arange(round(duration_s * rate)) / rate
    tones = 0.3 * np.sin(2 * np.pi * time[:, np.newaxis] * [440.0, 600.0])
    return tones.astype(np.float32)


def write(path: Path, sound: NDArray[np.floating | np.int16], rate: int, subtype: str | None = None) -> Path:
    """By libsndfile, in the format of the path's suffix."""
    soundfile.write(path, sound, rate, subtype=subtype)
    return path


def encode(path: Path, codec: str, sound: NDArray[np.float32], rate: int, **options: str) -> Path:
    """By FFmpeg; `sound` has shape (n, 2)."""
    with av.open(str(path), "w", options=options) as container:
        track = typing.cast(AudioStream, container.add_stream(codec, rate=rate, layout="stereo"))
        context = track.codec_context
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = rate, 0
        cut = AudioResampler(context.format, "stereo", rate, frame_size=context.frame_size or 1024)
        for piece in [*cut.resample(frame), *cut.resample(None), None]:
            for packet in track.encode(piece):
                container.mux(packet)
    return path


def read(
    first: Path, second: Path | None = None, swap: bool = False, settings: RecordingSettings = SETTINGS
) -> NDArray[np.int16]:
    """All of a recording."""
    with open_recording(first, second, swap, settings) as recording:
        return np.concatenate(list(recording.blocks()))


def loudest_hz(channel: NDArray[np.int16], rate: int = 16_000) -> float:
    """The frequency at which a channel is loudest."""
    spectrum = np.abs(np.fft.rfft(channel * np.hanning(len(channel))))
    return float(np.argmax(spectrum)) * rate / len(channel)
