"""A two-channel recording with exact truth, from a seed and the faults it shall have."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.scenes import faults as make
from tests.scenes.dialogue import perform
from tests.scenes.script import Line
from tests.scenes.talk import improvise
from tests.scenes.truth import Truth
from tests.scenes.voice import Signal, Stretch, Voice

Recording = npt.NDArray[np.int16]

VOICES = {
    Channel.THERAPIST: [Voice("gmw/en-US+m3", 160, 42), Voice("gmw/en-US+f2", 160, 55)],
    Channel.CLIENT: [Voice("gmw/en-US+f5", 170, 60), Voice("gmw/en-US+m2", 165, 40)],
}


@dataclass(frozen=True)
class Faults:
    """None of them by default.  The client is the one on the poor device."""

    client_gain_db: float = 0.0
    client_turned_db: float = 0.0
    """Of the client's microphone, from a third of the session on."""
    drift_ppm: float = 0.0
    dropouts_per_minute: float = 0.0
    snr_db: float | None = None
    bleed_db: float | None = None
    bleed_s: float = 0.002
    echo_db: float | None = None
    echo_s: float = 0.12
    sounds_per_minute: float = 0.0
    rate: int = SAMPLE_RATE


@dataclass(frozen=True, eq=False)
class Scene:
    """`audio` has shape (n, 2), column 0 the therapist; `sounds` are coughs and knocks, in seconds."""

    audio: Recording
    rate: int
    truth: Truth
    script: list[Line]
    sounds: dict[Channel, list[Stretch]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """As a sound file of the kind that its name says."""
        soundfile.write(path, self.audio, self.rate)


def scene(seed: int, minutes: float, **faults: float) -> Scene:
    """A made-up conversation of about this many minutes; the same arguments give the same samples."""
    rng = np.random.default_rng(seed)
    voices = {channel: VOICES[channel][rng.integers(len(VOICES[channel]))] for channel in Channel}
    script = improvise(rng, minutes, voices)
    return record(script, voices, rng, Faults(**faults))  # type: ignore[arg-type]


def record(
    script: list[Line], voices: dict[Channel, Voice], rng: np.random.Generator, wanted: Faults
) -> Scene:
    """The recording of a script, with its faults in the order in which the world adds them."""
    performance = perform(script, voices)
    truth, signal = performance.truth(), performance.sound()
    placed: dict[Channel, list[Stretch]] = {}
    if wanted.sounds_per_minute:
        signal, placed = make.sounds(signal, wanted.sounds_per_minute, truth.segments, rng)
    signal = _heard(signal, wanted, rng)
    if wanted.drift_ppm:
        signal = make.drift(signal, Channel.CLIENT, wanted.drift_ppm)
        truth = truth.stretched(Channel.CLIENT, 1 + wanted.drift_ppm * 1e-6)
    signal = make.dropouts(signal, wanted.dropouts_per_minute, rng)
    return Scene(as_int16(make.resampled(signal, wanted.rate)), wanted.rate, truth, script, placed)


def _heard(signal: Signal, wanted: Faults, rng: np.random.Generator) -> Signal:
    """What the microphones hear."""
    if wanted.bleed_db is not None:
        signal = make.bleed(signal, wanted.bleed_db, rng, wanted.bleed_s)
    if wanted.echo_db is not None:
        signal = make.bleed(signal, wanted.echo_db, rng, wanted.echo_s)
    if wanted.snr_db is not None:
        signal = make.noise(signal, wanted.snr_db, rng)
    third = len(signal) // 3
    turned = make.gain(signal[third:], Channel.CLIENT, wanted.client_turned_db)
    return make.gain(np.concatenate((signal[:third], turned)), Channel.CLIENT, wanted.client_gain_db)


def as_int16(signal: Signal) -> Recording:
    """Rounded, and limited to what 16 bits hold."""
    return np.clip(np.round(signal * 32768), -32768, 32767).astype(np.int16)
