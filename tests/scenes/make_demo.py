"""Make the bundled demo session from its script: python -m tests.scenes.make_demo"""

from pathlib import Path

import numpy as np
import soundfile

import monitor
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.scenes.dialogue import Performance, perform
from tests.scenes.faults import ROOM_TONE, falling_noise, room, through
from tests.scenes.scene import as_int16
from tests.scenes.script import read_script
from tests.scenes.voice import Signal, Voice

SCRIPT = Path(__file__).with_name("demo.txt")
DEMO = Path(monitor.__file__).parent / "demo"

VOICES = {
    Channel.THERAPIST: Voice("gmw/en-US+m3", rate=155, pitch=42),
    Channel.CLIENT: Voice("gmw/en-US+f2", rate=160, pitch=58),
}
SEED = 1
REFLECTIONS = 0.015
"""A small furnished room: what it reflects lies about 12 dB below the voice."""
ROOM_TONE_DBFS = -65.0


def main() -> None:
    performance = perform(read_script(SCRIPT.read_text()), VOICES)
    DEMO.mkdir(exist_ok=True)
    audio = as_int16(recorded(performance))
    soundfile.write(DEMO / "session.flac", audio, SAMPLE_RATE, compression_level=1.0)
    (DEMO / "session.json").write_text(performance.truth().to_json())
    print(f"{len(audio) / SAMPLE_RATE:.1f} s, {(DEMO / 'session.flac').stat().st_size / 1e6:.2f} MB")


def recorded(performance: Performance) -> Signal:
    """Two voices, each at its own microphone in a quiet room."""
    rng = np.random.default_rng(SEED)
    signal = performance.sound()
    for column in range(2):
        tone = 10 ** (ROOM_TONE_DBFS / 20) * falling_noise(len(signal), rng, ROOM_TONE)
        signal[:, column] = through(signal[:, column], room(rng, 0.0, REFLECTIONS)) + tone
    return signal


if __name__ == "__main__":
    main()
