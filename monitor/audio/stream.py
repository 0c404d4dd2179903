"""One device while it is listened to: PortAudio's stream, its callback and its ring.

PortAudio's thread calls back every 20 ms: it copies the block into the ring and leaves; nothing may
wait or raise there.  Whatever asks the sound system for something (open, close) runs on a thread of
its own (`patience`), because a sound server that hangs never answers; then that thread is left
behind, and the program goes on.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.audio import clock
from monitor.audio.devices import InputDevice, portaudio, refusal
from monitor.audio.opened import close_within, open_within, started
from monitor.audio.ring import Ring
from monitor.conversation.timeline import SAMPLE_RATE

PINNED = "PULSE_SOURCE"


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """How devices are read; see [capture] in config/default.toml."""

    block_ms: int
    ring_s: float
    open_timeout_s: float
    close_timeout_s: float
    dead_after_s: float
    fill_after_s: float
    renew_after_s: float
    retry_s: float

    def __post_init__(self) -> None:
        if not 5 <= self.block_ms <= 200:
            raise ValueError(f"block_ms is {self.block_ms}, but must lie between 5 and 200")
        for name in (field.name for field in fields(self) if field.name.endswith("_s")):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is {getattr(self, name)}, but must be above 0")
        if self.ring_s < 2 * self.block_ms / 1000:
            raise ValueError(f"ring_s is {self.ring_s}, but must hold two blocks of {self.block_ms} ms")


class DeviceStream:
    """An open device, its callback and its ring."""

    def __init__(
        self,
        device: InputDevice,
        channels: int,
        settings: CaptureSettings,
        sign: threading.Event | None = None,
    ) -> None:
        """`channels` are the fewest that will do; `sign` is set whenever something happened."""
        self.device, self._needed, self._settings = device, channels, settings
        self._sign = sign or threading.Event()
        self.rate = 0
        self.ring = Ring(1, channels, 1)
        self.finished = False
        self.distrusted = False
        """Whatever comes from now on may be somebody else's voice: it is not taken in."""
        self.heard_s: float | None = None
        """When the latest block came, by now_s()."""
        self.overflows = 0
        self.fault: Exception | None = None
        self._closed = False
        self._stream: Any = None

    def open(self, source: str | None = None) -> None:
        """Start listening; DeviceError when that fails or takes too long.

        Where a sound server offers one device for all of its sources, `source` is the one wanted.
        """
        remedy = "Unplug it and plug it in again, or restart the sound system."
        unanswered = f"{self.device.name} does not answer. {remedy}"
        with _pinned(source or self.device.source):
            self._stream = open_within(self._settings.open_timeout_s, self._open, unanswered)

    def close(self) -> None:
        """Stop listening, at once or in the background."""
        self._closed = True
        stream, self._stream = self._stream, None
        if stream is not None:
            close_within(self._settings.close_timeout_s, stream)

    def drain(self) -> NDArray[np.int16]:
        """All that is in the ring, without its times."""
        blocks = [np.empty((0, self.ring.channels), np.int16)]
        while (popped := self.ring.pop()) is not None:
            blocks.append(popped[1])
        return np.concatenate(blocks)

    def _open(self) -> Any:
        """At the session's rate if the device can, else at its own; with as few channels as it allows."""
        sounddevice = portaudio()
        refusals: list[Exception] = []
        for rate in dict.fromkeys((SAMPLE_RATE, self.device.default_rate)):
            for channels in dict.fromkeys((self._needed, self.device.channels)):
                try:
                    return self._start(rate, channels)
                except sounddevice.PortAudioError as error:
                    refusals.append(error)
        raise refusal(self.device, refusals)

    def _start(self, rate: int, channels: int) -> Any:
        frames = rate * self._settings.block_ms // 1000
        room = round(rate * self._settings.ring_s)
        self.rate, self.ring, self.finished = rate, Ring(room, channels, room // frames), False
        stream = portaudio().InputStream(
            samplerate=rate,
            blocksize=frames,
            device=self.device.index,
            channels=channels,
            dtype="int16",
            callback=self._heard,
            finished_callback=self._over,
        )
        return started(stream)

    def _heard(self, sound: NDArray[np.int16], _frames: int, when: Any, status: Any) -> None:
        """PortAudio's callback."""
        arrival_s = clock.now_s()
        if self._closed or self.distrusted:
            return
        try:
            self.ring.push(sound, when.inputBufferAdcTime, when.currentTime, arrival_s)
            self.heard_s = arrival_s
            if status.input_overflow:
                self.overflows += 1
        # The top of PortAudio's thread: an exception here would stop the stream without a word.
        except Exception as error:  # noqa: BLE001
            self.fault = error
        self._sign.set()

    def _over(self) -> None:
        """PortAudio's last call."""
        self.finished = True
        self._sign.set()


@contextmanager
def _pinned(source: str | None) -> Iterator[None]:
    """PulseAudio's library reads the wanted source from here, at each connection."""
    before = os.environ.get(PINNED)
    if source is not None:
        os.environ[PINNED] = source
    try:
        yield
    finally:
        if source is not None:
            os.environ.pop(PINNED)
            if before is not None:
                os.environ[PINNED] = before
