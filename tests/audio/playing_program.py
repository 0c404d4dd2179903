"""Plays a recording as the replay does, told what to do by its input; one JSON object per line.

`python -m tests.audio.playing_program RECORDING OUT [RATE]`: input lines are calls (`play`, `pause`,
`seek 3.5`, `speed 1.5`, `hear client 0`, `loop 2 3`, `wait 0.5`, `until 3`); each is answered when
it is done.  OUT gets what `position_s` said some hundred times a second, as rows of time (perf_counter)
and position.
At RATE the output is opened, as where it takes no other.
"""

import json
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import soundfile

from monitor.audio import outlet
from monitor.audio.playback import Playback
from monitor.audio.playback_settings import PlaybackSettings

SETTINGS = PlaybackSettings(
    block_ms=20,
    latency_ms=100.0,
    read_ahead_s=0.5,
    fade_ms=5.0,
    pan_db=3.0,
    open_timeout_s=3.0,
    close_timeout_s=1.0,
    dead_after_s=0.5,
    let_go_after_s=30.0,
    held_mb_per_h=90.0,
    held_max_mb=400.0,
)


PATIENCE_S = 20.0


class InMemory:
    """A session's sound that is simply there."""

    def __init__(self, sound: Any) -> None:
        self.sound = sound

    def read(self, start: int, end: int) -> Any:
        return self.sound[start:end]

    def close(self) -> None:
        pass


@dataclass
class Span:
    start_s: float
    end_s: float


def main(recording: str, out: str, rate: str = "16000") -> None:
    outlet.BEST_RATE = int(rate)
    sound, _ = soundfile.read(recording, dtype="int16", always_2d=True)
    player = Playback(lambda: InMemory(sound), len(sound), SETTINGS)
    told: list[tuple[float, float]] = []
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(player, told, over))
    watcher.start()
    for line in sys.stdin:
        name, *arguments = line.split()
        began_s = time.perf_counter()
        _do(player, name, arguments)
        took_s = time.perf_counter() - began_s
        say = {
            "done": name,
            "at_s": began_s,
            "took_s": took_s,
            "position_s": player.position_s,
            "playing": player.playing,
        }
        print(json.dumps(say | {"problem": player.problem, "underruns": player.underruns}), flush=True)
    over.set()
    watcher.join()
    player.close()
    np.save(out, np.array(told))


def _do(player: Playback, name: str, arguments: list[str]) -> None:
    if name == "wait":
        time.sleep(float(arguments[0]))
    elif name == "until":
        until_s = time.perf_counter() + PATIENCE_S
        while player.position_s < float(arguments[0]) and time.perf_counter() < until_s:
            time.sleep(0.005)
    elif name == "hear":
        player.hear("client" if arguments[0] == "client" else "therapist", arguments[1] == "1")
    elif name == "loop":
        player.loop(Span(*map(float, arguments)) if arguments else None)
    elif name == "seek":
        player.seek(float(arguments[0]))
    elif name == "speed":
        player.set_speed(float(arguments[0]))
    else:
        {"play": player.play, "pause": player.pause, "tell": lambda: None}[name]()


def _watch(player: Playback, told: list[tuple[float, float]], over: threading.Event) -> None:
    while not over.wait(0.008):
        now_s = time.perf_counter()
        told.append((now_s, player.position_s))


if __name__ == "__main__":
    main(*sys.argv[1:])
