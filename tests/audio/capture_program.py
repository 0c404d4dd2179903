"""Captures until its input ends, and tells what happens: one JSON object per line.

`python -m tests.audio.capture_program OUT [device=D | therapist=T client=C] [wait_s=S] [stall_s=S]
[ring_s=S]` writes the sound to OUT; `wait_s` is a pause before the second device is opened, `stall_s` one
after the first sound, in which nothing is read; `ring_s` is how much can wait to be read.
"""

import json
import select
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np

from monitor.audio import stream as module
from monitor.audio.capture import Capture
from monitor.audio.loopback import choose_with_call
from monitor.audio.stream import CaptureSettings
from monitor.errors import MonitorError

SETTINGS = CaptureSettings(
    block_ms=20,
    ring_s=10.0,
    open_timeout_s=3.0,
    close_timeout_s=1.0,
    dead_after_s=0.5,
    fill_after_s=2.0,
    renew_after_s=2.0,
    retry_s=0.5,
)


def say(**facts: Any) -> None:
    line = json.dumps(facts | {"at_s": round(time.monotonic(), 3)})
    sys.stdout.write(line + "\n")  # at once: several threads tell
    sys.stdout.flush()


def main(out: str, *arguments: str) -> None:
    how = dict(argument.split("=", 1) for argument in arguments)
    _hold_up_the_second_device(float(how.pop("wait_s", 0)))
    stall_s = float(how.pop("stall_s", 0))
    settings = replace(SETTINGS, ring_s=float(how.pop("ring_s", SETTINGS.ring_s)))
    capture = Capture(choose_with_call(how.get("therapist"), how.get("client"), how.get("device")), settings)
    capture.start()
    say(listening=True)
    np.save(out, np.concatenate(list(_blocks(capture, stall_s))))
    health = capture.health()
    say(
        overflows=[device.overflows for device in health],
        refused=[device.refused_frames for device in health],
        returns=[device.returns for device in health],
    )
    capture.close()
    say(closed=True)


def _blocks(capture: Capture, stall_s: float):
    lost: Any = ()
    heard = False
    while not select.select([sys.stdin], [], [], 0)[0]:
        block = capture.read(0.1)
        yield block
        if len(block) and not heard:
            heard = True
            say(heard=True)
            time.sleep(stall_s)
        if losses := capture.losses():
            say(losses=[(loss.channel.value, loss.start, loss.length) for loss in losses])
        if capture.lost != lost:
            lost = capture.lost
            say(lost=[(channel.value, reason) for channel, reason in lost])
    yield capture.read(0)


def _hold_up_the_second_device(wait_s: float) -> None:
    opened: list[module.DeviceStream] = []
    original = module.DeviceStream.open

    def slow_open(self: module.DeviceStream, source: str | None = None) -> None:
        time.sleep(wait_s if len(opened) == 1 else 0)
        opened.append(self)
        original(self, source)
        say(opened=self.device.name)

    module.DeviceStream.open = slow_open  # type: ignore[method-assign]


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except MonitorError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
