"""Records what is played into the virtual card until its input ends, and when each frame sounded.

`python -m tests.audio.recording_program OUT`: OUT gets `sound`, shape (n, 2), and `began_s`, the time
of its first frame by `time.perf_counter`, which all processes of a machine share on Linux.
"""

import sys
import time
from statistics import median
from typing import Any

import numpy as np

from monitor.audio.devices import portaudio

RATE = 16_000


def main(out: str) -> None:
    blocks: list[Any] = []
    stamps: list[tuple[float, float, float]] = []

    def heard(sound: Any, _frames: int, when: Any, _status: Any) -> None:
        stamps.append((when.inputBufferAdcTime, when.currentTime, time.perf_counter()))
        blocks.append(sound.copy())

    stream = portaudio().InputStream(RATE, 320, "session_pair", 2, "int16", callback=heard)
    with stream:
        print("recording", flush=True)
        sys.stdin.read()
    offset_s = min(arrival_s - current_s for _, current_s, arrival_s in stamps)
    starts = np.cumsum([0] + [len(block) for block in blocks[:-1]])
    began_s = median(
        adc_s + offset_s - start / RATE for (adc_s, _, _), start in zip(stamps, starts, strict=True)
    )
    np.savez(out, sound=np.concatenate(blocks), began_s=began_s)


if __name__ == "__main__":
    main(*sys.argv[1:])
