"""Minutes in which nobody speaks: the room, a fan, a keyboard, breathing and music, one after the other.

What two microphones hear of it, at the level that it has beside speech of ACTIVE_DBFS.  Numpy alone,
by seed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monitor.conversation.timeline import SAMPLE_RATE
from tests.scenes.faults import PINK, ROOM_TONE, falling_noise, room, through
from tests.scenes.instruments import drum, note
from tests.scenes.scene import Recording, as_int16
from tests.scenes.voice import Signal, Stretch

Floats = npt.NDArray[np.float64]

ROOM_DBFS = -58.0
FAN_DBFS = -44.0
TAP_DBFS = -24.0
"""Peak of a loud key; the level of all typing is far lower."""
BREATH_DBFS = -42.0
MUSIC_DBFS = -36.0
ACROSS_DB = -8.0
"""What the farther microphone hears of a sound beside the nearer."""


@dataclass(frozen=True, eq=False)
class Quiet:
    """`audio` has shape (n, 2) at SAMPLE_RATE; `parts` are where each sound is, in seconds."""

    audio: Recording
    parts: dict[str, Stretch]


def nobody(seed: int, minutes: float) -> Quiet:
    """All five sounds, each for a fifth of the time."""
    rng = np.random.default_rng(seed)
    each = round(minutes * 60 * SAMPLE_RATE / len(SOUNDS))
    heard = np.concatenate([_heard(make(each, rng), rng) for make in SOUNDS.values()])
    heard += np.column_stack([_room(len(heard), rng) for _ in range(2)])
    length_s = each / SAMPLE_RATE
    parts = {name: (place * length_s, (place + 1) * length_s) for place, name in enumerate(SOUNDS)}
    return Quiet(as_int16(heard), parts)


def _heard(near: Signal, rng: np.random.Generator) -> Signal:
    """A sound in the two microphones of one room; now the one is nearer to it, now the other."""
    across = through(near, room(rng, 0.003)) * np.float32(10 ** (ACROSS_DB / 20))
    columns = [through(near, room(rng, 0.0, 0.03)), across]
    return np.column_stack(columns[:: int(rng.choice([1, -1]))])


def _room(samples: int, rng: np.random.Generator) -> Signal:
    """The quiet of a room, which swells and ebbs, and the mains."""
    times = np.arange(samples) / SAMPLE_RATE
    hum = sum((np.sin(2 * np.pi * hz * times + rng.uniform(0, 6)) / hz for hz in (50, 100, 150)), np.zeros(1))
    return _at(falling_noise(samples, rng, ROOM_TONE) * _swell(samples, rng, 0.2) + 5 * hum, ROOM_DBFS)


def _still(samples: int, rng: np.random.Generator) -> Signal:
    """Nothing but the room."""
    return np.zeros(samples, np.float32)


def _fan(samples: int, rng: np.random.Generator) -> Signal:
    """Air, falling with frequency, the blades' tone and its harmonics, throbbing slowly."""
    speed = 2 * np.pi * np.cumsum(95 * (1 + 0.01 * _slow(samples, rng, 0.3))) / SAMPLE_RATE
    blades = sum((np.sin(k * speed) / k**1.5 for k in range(1, 6)), np.zeros(1))
    air = falling_noise(samples, rng, PINK) * _swell(samples, rng, 2.0)
    return _at(air + 0.3 * blades, FAN_DBFS)


def _keyboard(samples: int, rng: np.random.Generator) -> Signal:
    """Typing: words of key strokes, pauses to think."""
    typed = np.zeros(samples, np.float32)
    for at in _strokes(samples / SAMPLE_RATE, rng):
        _add(_stroke(rng), typed, at)
    return typed


def _strokes(length_s: float, rng: np.random.Generator) -> Iterator[float]:
    at = rng.uniform(0, 2)
    while at < length_s:
        for _ in range(rng.integers(2, 30)):
            yield at
            at += rng.lognormal(np.log(0.14), 0.4)
        at += rng.exponential(1.5)


def _stroke(rng: np.random.Generator) -> Signal:
    """A key that goes down and comes up: a click, and the case that rings."""
    down, up = _tap(rng), 0.4 * _tap(rng)
    apart = round(rng.uniform(0.05, 0.11) * SAMPLE_RATE)
    both = np.zeros(apart + len(up))
    both[: len(down)] += down
    both[apart:] += up
    loud = 10 ** ((TAP_DBFS - rng.uniform(0, 10)) / 20)
    return np.asarray(loud * both / np.abs(both).max(), np.float32)


def _tap(rng: np.random.Generator) -> Floats:
    times = np.arange(round(0.05 * SAMPLE_RATE)) / SAMPLE_RATE
    click = rng.standard_normal(len(times)) * np.exp(-times / 0.002)
    case = [
        rng.uniform(0.2, 0.6) * np.sin(2 * np.pi * hz * times) * np.exp(-times / decay)
        for hz, decay in ((rng.uniform(180, 350), 0.015), (rng.uniform(1500, 3500), 0.006))
    ]
    return np.asarray(click + sum(case), np.float64)


def _breathing(samples: int, rng: np.random.Generator) -> Signal:
    """In through the nose, out through the mouth, twelve to eighteen times a minute, now and then a sigh."""
    breath = np.zeros(samples, np.float32)
    at = 0.0
    while at < samples / SAMPLE_RATE:
        length = 60 / rng.uniform(12, 18)
        sigh = 2.5 if rng.random() < 0.06 else 1.0
        for start, part, hz, loud in ((0.0, 0.35, 1600, 0.8), (0.42, 0.45, 700, sigh)):
            puff = loud * _puff(part * length, hz * rng.uniform(0.8, 1.25), rng)
            _add(puff, breath, at + start * length)
        at += length * rng.uniform(0.95, 1.2)
    return _at(breath, BREATH_DBFS)


def _puff(length_s: float, hz: float, rng: np.random.Generator) -> Signal:
    """Air that rushes: noise about the resonances of a mouth that stays open in one way."""
    samples = round(length_s * SAMPLE_RATE)
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    octaves = np.log2(np.maximum(np.fft.rfftfreq(samples, 1 / SAMPLE_RATE), 20.0) / hz)
    spectrum *= np.exp(-(octaves**2) / 0.7) + 0.3 * np.exp(-((octaves - 1.3) ** 2) / 0.2)
    shape = np.sin(np.pi * np.linspace(0, 1, samples) ** 0.7) ** 2
    return np.asarray(np.fft.irfft(spectrum, samples) * shape, np.float32)


def _music(samples: int, rng: np.random.Generator) -> Signal:
    """A band: chords, a bass, a melody with vibrato, and drums, in a key and in time."""
    played = np.zeros(samples, np.float32)
    beat = 60 / rng.uniform(80, 125)
    for bar in range(int(samples / SAMPLE_RATE / (4 * beat)) + 1):
        for at, sound in _bar(rng, beat):
            _add(sound, played, (4 * bar + at) * beat)
    return _at(played, MUSIC_DBFS)


MAJOR = (0, 2, 4, 5, 7, 9, 11)
PROGRESSION = (0, 5, 3, 4)


def _bar(rng: np.random.Generator, beat: float) -> Iterator[tuple[float, Signal]]:
    """Four beats: when, in beats, and what is played then."""
    root = int(rng.choice(PROGRESSION))
    for step in (0, 2, 4):
        yield 0, 0.5 * note(_hz(root + step, 0), 4 * beat, rng)
    for number in range(4):
        yield number, 0.8 * note(_hz(root, -1), 0.9 * beat, rng)
        yield number, 0.7 * drum(low=number % 2 == 0, rng=rng)
        yield number + 0.5, 0.2 * drum(low=False, rng=rng)
    at = 0.0
    while at < 4:
        length = float(rng.choice([0.5, 1.0, 1.0, 2.0]))
        if rng.random() < 0.85:
            yield at, note(_hz(int(rng.integers(0, 10)), 1), length * beat, rng, vibrato=0.006)
        at += length


def _hz(step: int, octave: int) -> float:
    """A step of the major scale above C."""
    higher, within = divmod(step, len(MAJOR))
    return float(261.63 * 2 ** (octave + higher + MAJOR[within] / 12))


def _add(sound: Signal, whole: Signal, at: float) -> None:
    """Adds a sound from `at` seconds on, as far as there is room."""
    room = whole[int(at * SAMPLE_RATE) :][: len(sound)]
    room += sound[: len(room)]


def _slow(samples: int, rng: np.random.Generator, hz: float) -> Floats:
    """A wandering between about -2 and 2 that changes some `hz` times a second."""
    knots = rng.standard_normal(int(samples / SAMPLE_RATE * hz) + 3)
    return np.interp(np.arange(samples) * hz / SAMPLE_RATE, np.arange(len(knots)), knots)


def _swell(samples: int, rng: np.random.Generator, hz: float) -> Floats:
    """A level that wanders by some decibels."""
    return np.asarray(10 ** (1.5 * _slow(samples, rng, hz) / 20))


def _at(sound: npt.NDArray[np.floating], dbfs: float) -> Signal:
    """The sound at this level."""
    return np.asarray(10 ** (dbfs / 20) * sound / np.sqrt(np.mean(np.square(sound))), np.float32)


SOUNDS: dict[str, Callable[[int, np.random.Generator], Signal]] = {
    "room": _still,
    "fan": _fan,
    "keyboard": _keyboard,
    "breathing": _breathing,
    "music": _music,
}
