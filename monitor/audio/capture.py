"""Live sound from one device or two, as blocks on the session clock.

Three parties meet here.  PortAudio's thread calls back every 20 ms: it copies the block
into the ring and leaves; nothing may wait or raise there.  The analysis thread calls
`Capture.read`, which waits for the callback's sign.  And whatever asks the sound system
for something (open, close) runs on a thread of its own (`patience`), because a sound server
that hangs never answers; then that thread is left behind, and the program goes on.

Losses come in several guises (all seen): `finished_callback` when a server dies, no
callback any more when it hangs or a source is suspended, a jump of the ADC time when it
drops sound.  An overflow flag was never seen, but is counted.
"""

import atexit
import threading
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.audio.align import Aligner, AudioLost, Lane
from monitor.audio.devices import ChannelChoice, InputDevice, portaudio, refusal
from monitor.audio.patience import within
from monitor.audio.quiet import quiet_stderr
from monitor.audio.ring import Ring
from monitor.audio.soundness import ChannelSoundness, Soundness, Twins
from monitor.conversation.timeline import SAMPLE_RATE, Channel
from monitor.errors import DeviceError


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """How devices are read; see [capture] in config/default.toml."""

    block_ms: int
    ring_s: float
    open_timeout_s: float
    close_timeout_s: float
    dead_after_s: float
    fill_after_s: float

    def __post_init__(self) -> None:
        if not 5 <= self.block_ms <= 200:
            raise ValueError(f"block_ms is {self.block_ms}, but must lie between 5 and 200")
        for name in ("ring_s", "open_timeout_s", "close_timeout_s", "dead_after_s", "fill_after_s"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} is {getattr(self, name)}, but must be above 0")
        if self.ring_s < 2 * self.block_ms / 1000:
            raise ValueError(f"ring_s is {self.ring_s}, but must hold two blocks of {self.block_ms} ms")


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """How a device has done: `overflows` are losses the sound system reported by itself."""

    device: InputDevice
    channels: tuple[Channel, ...]
    rate: int
    overflows: int
    refused_frames: int
    drift_ppm: float | None


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
        self.overflows = 0
        self.fault: Exception | None = None
        self._closed = False
        self._stream: Any = None

    def open(self) -> None:
        """Start listening; DeviceError when that fails or takes too long."""
        with quiet_stderr():
            try:
                self._stream = within(self._settings.open_timeout_s, self._open, _close)
            except TimeoutError:
                _leave_behind()
                raise DeviceError(
                    f"{self.device.name} does not answer. Unplug it and plug it in again, or restart the "
                    "sound system."
                ) from None

    def close(self) -> None:
        """Stop listening, at once or in the background."""
        self._closed = True
        stream, self._stream = self._stream, None
        if stream is None:
            return
        with quiet_stderr():
            try:
                within(self._settings.close_timeout_s, lambda: _close(stream))
            except TimeoutError:
                _leave_behind()

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
        try:
            stream.start()
        except Exception:
            stream.close()
            raise
        return stream

    def _heard(self, sound: NDArray[np.int16], _frames: int, when: Any, status: Any) -> None:
        """PortAudio's callback."""
        arrival_s = time.perf_counter()
        if self._closed:
            return
        try:
            self.ring.push(sound, when.inputBufferAdcTime, when.currentTime, arrival_s)
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


class Capture:
    """Therapist and client, live: blocks of shape (n, 2) at SAMPLE_RATE on one session clock.

    `start`, then `read` again and again on one thread, then `close`.
    """

    def __init__(self, choice: ChannelChoice, settings: CaptureSettings) -> None:
        self._settings = settings
        self._sign = threading.Event()
        self._streams: list[DeviceStream] = []
        self._lanes: list[Lane] = []
        self._columns = _columns(choice)
        self._twins = Twins() if len(self._columns) == 1 else None
        self._aligner: Aligner | None = None
        self._soundness = Soundness()

    def start(self) -> None:
        """Open the devices and wait until each has sent sound; DeviceError when one does not."""
        try:
            for device, columns in self._columns:
                needed = max(column for column, _ in columns) + 1
                stream = DeviceStream(device, needed, self._settings, self._sign)
                self._streams.append(stream)
                stream.open()
            self._wait_for_sound()
        except BaseException:
            self.close()
            raise
        self._lanes = [
            Lane(stream.rate, columns)
            for stream, (_, columns) in zip(self._streams, self._columns, strict=True)
        ]
        self._aligner = Aligner(self._lanes, self._settings.fill_after_s)

    def read(self, timeout_s: float) -> NDArray[np.int16]:
        """What has come since the last call, shape (n, 2); waits for something, but not longer than this.

        DeviceError when both channels turn out to be the same microphone.
        """
        assert self._aligner is not None, "start() comes first"
        self._sign.wait(timeout_s)
        self._sign.clear()
        for stream, lane in zip(self._streams, self._lanes, strict=True):
            if stream.fault is not None:
                raise RuntimeError("the audio callback failed") from stream.fault
            while (popped := stream.ring.pop()) is not None:
                lane.feed(*popped)
        block = self._aligner.take(time.perf_counter(), [stream.finished for stream in self._streams])
        if self._twins is not None and self._twins.found(block):
            raise DeviceError(
                f"Both channels of {self._streams[0].device.name} carry the same sound: it is one "
                "microphone. Name two devices, or one with a microphone for each person."
            )
        self._soundness.look(block)
        return block

    def close(self) -> None:
        """Let go of the devices; what was not read is dropped."""
        for stream in self._streams:
            stream.close()

    @property
    def lost(self) -> tuple[tuple[Channel, str], ...]:
        """Channels from which no sound comes now, with the reason."""
        now_s = time.perf_counter()
        return tuple(
            (channel, reason)
            for stream, lane in zip(self._streams, self._lanes, strict=True)
            if (reason := self._trouble(stream, lane, now_s)) is not None
            for channel in lane.channels
        )

    @property
    def soundness(self) -> dict[Channel, ChannelSoundness]:
        """How each channel looks as far as it has been read."""
        return dict(zip(Channel, self._soundness.channels, strict=True))

    def losses(self) -> list[AudioLost]:
        """Where silence stands for lost sound, as far as it became known since the last call."""
        return [loss for lane in self._lanes for loss in lane.losses()]

    def health(self) -> tuple[DeviceHealth, ...]:
        """One entry per device."""
        return tuple(
            DeviceHealth(
                device=stream.device,
                channels=lane.channels,
                rate=stream.rate,
                overflows=stream.overflows,
                refused_frames=stream.ring.refused,
                drift_ppm=lane.drift_ppm,
            )
            for stream, lane in zip(self._streams, self._lanes, strict=True)
        )

    def _wait_for_sound(self) -> None:
        until_s = time.perf_counter() + self._settings.open_timeout_s
        for stream in self._streams:
            while stream.ring.empty:
                left_s = until_s - time.perf_counter()
                if stream.finished or left_s <= 0:
                    raise DeviceError(
                        f"{stream.device.name} was opened but sends no sound. Check that it is connected, "
                        "switched on and not blocked in the system's settings."
                    )
                self._sign.wait(left_s)
                self._sign.clear()
        self._sign.set()

    def _trouble(self, stream: DeviceStream, lane: Lane, now_s: float) -> str | None:
        if stream.finished:
            return f"{stream.device.name} was disconnected"
        if lane.arrived_s is not None and now_s - lane.arrived_s > self._settings.dead_after_s:
            return f"no sound comes from {stream.device.name}"
        return None


def _leave_behind() -> None:
    """PortAudio's clean-up at exit would wait for a hanging call for ever."""
    atexit.unregister(portaudio()._exit_handler)  # noqa: SLF001


def _close(stream: Any) -> None:
    stream.abort(ignore_errors=True)
    stream.close(ignore_errors=True)


def _columns(choice: ChannelChoice) -> list[tuple[InputDevice, list[tuple[int, Channel]]]]:
    """Each device once, with the channels of it that are used."""
    places = ((choice.therapist, Channel.THERAPIST), (choice.client, Channel.CLIENT))
    columns: dict[InputDevice, list[tuple[int, Channel]]] = {}
    for microphone, channel in places:
        columns.setdefault(microphone.device, []).append((microphone.channel, channel))
    return list(columns.items())
