"""What two microphones hear of a sound check: the quiet room, the therapist's sentence, the client's."""

from dataclasses import dataclass

import numpy as np

from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.scenes import faults
from tests.scenes.scene import VOICES, Recording, as_int16
from tests.scenes.voice import Signal, say

LEAD_S, PAUSE_S, END_S = 2.6, 1.2, 1.5
SENTENCES = {
    Channel.THERAPIST: "Good morning, I am testing whether this microphone can hear me well where I sit.",
    Channel.CLIENT: "And I am sitting over here in the other chair, saying something about the weather.",
}
_SEED = 4


@dataclass(frozen=True)
class Hall:
    """How the two are heard.  `bleed_db` None: each microphone hears its own voice alone.

    `said`: who speaks, one sentence after the other; two at once in one.
    """

    bleed_db: float | None = -21.0
    delay_s: float = 0.002
    snr_db: float | None = 40.0
    gains_db: tuple[float, float] = (0.0, 0.0)
    swapped: bool = False
    dead: Channel | None = None
    said: tuple[tuple[Channel, ...], ...] = ((Channel.THERAPIST,), (Channel.CLIENT,))


def sound_check(hall: Hall) -> Recording:
    """The samples, shape (n, 2)."""
    rng = np.random.default_rng(_SEED)
    signal = _spoken(hall.said)
    if hall.bleed_db is not None:
        signal = faults.bleed(signal, hall.bleed_db, rng, hall.delay_s)
    if hall.snr_db is not None:
        signal = faults.noise(signal, hall.snr_db, rng)
    for channel, db in zip(Channel, hall.gains_db, strict=True):
        signal = faults.gain(signal, channel, db)
    if hall.swapped:
        signal = signal[:, ::-1]
    if hall.dead is not None:
        signal = signal.copy()
        signal[:, faults.COLUMN[hall.dead]] = 0
    return as_int16(signal)


def _spoken(said: tuple[tuple[Channel, ...], ...]) -> Signal:
    voices = {channel: say(SENTENCES[channel], VOICES[channel][0]).sound for channel in Channel}
    parts = [np.zeros((round(LEAD_S * SAMPLE_RATE), 2), np.float32)]
    for speakers in said:
        length = max(len(voices[channel]) for channel in speakers) + round(PAUSE_S * SAMPLE_RATE)
        part = np.zeros((length, 2), np.float32)
        for channel in speakers:
            part[: len(voices[channel]), faults.COLUMN[channel]] = voices[channel]
        parts.append(part)
    parts.append(np.zeros((round((END_S - PAUSE_S) * SAMPLE_RATE), 2), np.float32))
    return np.concatenate(parts)
