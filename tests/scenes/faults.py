"""What microphones, rooms and lines do to a clean recording.

Every function takes a signal of shape (n, 2), column 0 the therapist, and gives a new one.
Levels in dB stand against the speech's own, `voice.ACTIVE_DBFS`.
"""

import numpy as np
import numpy.typing as npt
import soxr

from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.scenes.voice import ACTIVE_DBFS, Signal, Stretch

Sound = npt.NDArray[np.floating]

COLUMN = {channel: number for number, channel in enumerate(Channel)}
ROOM_S = 0.25
"""The room response's length; it has lost 60 dB by then."""
PINK, ROOM_TONE = 3.0, 6.0
"""How a noise falls, in dB an octave: pink noise, and the quiet of a room."""
AMPLITUDE_OCTAVE = 20 * np.log10(2)
HUM_HZ = (50.0, 100.0, 150.0)
DROPOUT_S = (0.02, 0.06)


def gain(signal: Signal, channel: Channel, db: float) -> Signal:
    """One microphone turned up or down."""
    changed = signal.copy()
    changed[:, COLUMN[channel]] *= 10 ** (db / 20)
    return changed


def drift(signal: Signal, channel: Channel, ppm: float) -> Signal:
    """One channel's clock runs off: at `ppm` > 0 its sound comes ever later.  The length stays."""
    column = COLUMN[channel]
    later = soxr.resample(signal[:, column], 1e6, 1e6 + ppm, quality="HQ")[: len(signal)]
    changed = signal.copy()
    changed[:, column] = np.pad(later, (0, len(signal) - len(later)))
    return changed


def dropouts(signal: Signal, per_minute: float, rng: np.random.Generator) -> Signal:
    """Short holes, in both channels at once, filled with zeros."""
    changed = signal.copy()
    for _ in range(rng.poisson(per_minute * len(signal) / SAMPLE_RATE / 60)):
        start = int(rng.integers(len(signal)))
        changed[start : start + round(rng.uniform(*DROPOUT_S) * SAMPLE_RATE)] = 0.0
    return changed


def noise(signal: Signal, snr_db: float, rng: np.random.Generator) -> Signal:
    """A room: pink noise of its own in each channel, and the mains' hum 6 dB below it."""
    level = 10 ** ((ACTIVE_DBFS - snr_db) / 20)
    times = np.arange(len(signal)) / SAMPLE_RATE
    changed = signal.copy()
    for column in range(2):
        tones = [np.sin(2 * np.pi * hz * times + rng.uniform(0, 2 * np.pi)) for hz in HUM_HZ]
        sound = falling_noise(len(signal), rng) + 0.5 * _unit(np.sum(tones, axis=0))
        changed[:, column] += (level * sound).astype(np.float32)
    return changed


def bleed(signal: Signal, db: float, rng: np.random.Generator, delay_s: float = 0.002) -> Signal:
    """Each microphone hears the other speaker too, `db` (below 0) against its own, through the room.

    A `delay_s` of 0.08 to 0.2 s makes it the echo of a line.
    """
    changed = signal.copy()
    for column in range(2):
        heard = through(signal[:, 1 - column], room(rng, delay_s))
        changed[:, column] += np.float32(10 ** (db / 20)) * heard
    return changed


def sounds(
    signal: Signal, per_minute: float, busy: dict[Channel, list[Stretch]], rng: np.random.Generator
) -> tuple[Signal, dict[Channel, list[Stretch]]]:
    """Coughs and knocks where that channel's speaker has been silent, and where they are, in seconds."""
    changed, placed = signal.copy(), {channel: list[Stretch]() for channel in Channel}
    length = len(signal) / SAMPLE_RATE
    for channel in Channel:
        for _ in range(rng.poisson(per_minute * length / 60)):
            sound = (cough, knock)[rng.integers(2)](rng)
            start = rng.uniform(0, length - len(sound) / SAMPLE_RATE)
            end = start + len(sound) / SAMPLE_RATE
            taken = [*busy[channel], *placed[channel]]
            if all(end + 0.3 < other_start or start - 0.3 > other_end for other_start, other_end in taken):
                first = round(start * SAMPLE_RATE)
                changed[first : first + len(sound), COLUMN[channel]] += sound
                placed[channel].append((start, end))
    return changed, placed


def cough(rng: np.random.Generator) -> Signal:
    """A burst of breath of about 0.3 s, with a quick onset."""
    times = np.arange(round(rng.uniform(0.2, 0.4) * SAMPLE_RATE)) / SAMPLE_RATE
    shape = np.minimum(times / 0.01, 1) * np.exp(-times / 0.09)
    return _at_speech_level(np.diff(rng.standard_normal(len(times) + 1)) * shape)


def knock(rng: np.random.Generator) -> Signal:
    """A bump against the table: a low tone that dies away."""
    times = np.arange(round(0.15 * SAMPLE_RATE)) / SAMPLE_RATE
    return _at_speech_level(np.sin(2 * np.pi * rng.uniform(60, 120) * times) * np.exp(-times / 0.03))


def resampled(signal: Signal, rate: int) -> Signal:
    """The recording at another sample rate."""
    if rate == SAMPLE_RATE:
        return signal
    return np.asarray(soxr.resample(signal, SAMPLE_RATE, rate), dtype=np.float32)


def falling_noise(samples: int, rng: np.random.Generator, db_per_octave: float = PINK) -> Signal:
    """Noise whose power falls so above 20 Hz; RMS 1."""
    size = _quick_size(samples)
    spectrum = np.fft.rfft(rng.standard_normal(size))
    hz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    spectrum /= np.maximum(hz, 20.0) ** (db_per_octave / AMPLITUDE_OCTAVE)
    return _unit(np.fft.irfft(spectrum, size)[:samples])


def room(rng: np.random.Generator, delay_s: float, reflections: float = 0.1) -> Signal:
    """A room's response: the direct sound, and reflections that die away (0.1: from across the room)."""
    times = np.arange(round(ROOM_S * SAMPLE_RATE)) / SAMPLE_RATE
    response = reflections * rng.standard_normal(len(times)) * 10 ** (-3 * times / ROOM_S)
    response[0] = 1.0
    response /= np.sqrt(np.sum(response**2))
    return np.concatenate((np.zeros(round(delay_s * SAMPLE_RATE)), response)).astype(np.float32)


def through(sound: Signal, response: Signal) -> Signal:
    """The sound as it arrives; its length stays."""
    size = _quick_size(len(sound) + len(response))
    product = np.fft.rfft(sound, size) * np.fft.rfft(response, size)
    return np.fft.irfft(product, size)[: len(sound)].astype(np.float32)


def _quick_size(samples: int) -> int:
    """The next power of two: other lengths can make the transform a hundred times slower."""
    return 1 << (samples - 1).bit_length()


def _at_speech_level(sound: Sound) -> Signal:
    return np.float32(10 ** (ACTIVE_DBFS / 20)) * _unit(sound)


def _unit(sound: Sound) -> Signal:
    """The sound at RMS 1."""
    return np.asarray(sound / np.sqrt(np.mean(np.square(sound))), dtype=np.float32)
