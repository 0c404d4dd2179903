"""Live sound from one device or two, as blocks on the session clock.

Five parties meet here.  PortAudio's thread fills each stream's ring (`stream`).  The analysis thread
calls `Capture.read`, which waits for the callback's sign.  A thread watches the sound server for
what it does behind our back (`pulse`), and another brings lost devices back (`mending`); opening and
closing have throw-away threads, since they may hang for ever (`patience`).

Losses come in several guises (all seen): `finished_callback` when a server dies, no
callback any more when it hangs or a source is suspended, a jump of the ADC time when it
drops sound, and another source behind the same stream when the device's own has gone.  An
overflow flag was never seen, but is counted.
"""

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.audio import clock
from monitor.audio.align import Aligner, AudioLost, Lane
from monitor.audio.devices import ChannelChoice, InputDevice
from monitor.audio.mending import Mender
from monitor.audio.pulse import ServerWatch
from monitor.audio.seat import Columns, Seat
from monitor.audio.soundness import ChannelSoundness, Soundness, Twins
from monitor.audio.stream import CaptureSettings, DeviceStream
from monitor.conversation.timeline import Channel, Samples
from monitor.errors import DeviceError


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """How a device has done: `overflows` are losses the sound system reported by itself.

    `drift_ppm` is by how much its clock is fast, None in the first minute; `returns` is how often it
    was opened again.
    """

    device: InputDevice
    channels: tuple[Channel, ...]
    rate: int
    overflows: int
    refused_frames: int
    drift_ppm: float | None
    returns: int


@dataclass
class _Past:
    """What the streams of a seat came to that were replaced."""

    streams: int = 0
    overflows: int = 0
    refused: int = 0

    def add(self, stream: DeviceStream) -> None:
        self.streams += 1
        self.overflows += stream.overflows
        self.refused += stream.ring.refused


class Capture:
    """Therapist and client, live: blocks of shape (n, 2) at SAMPLE_RATE on one session clock.

    `start`, then `read` again and again on one thread, then `close`.
    """

    def __init__(self, choice: ChannelChoice, settings: CaptureSettings) -> None:
        self._settings = settings
        self._sign = threading.Event()
        self._watch: ServerWatch | None = None
        self._mender: Mender | None = None
        self._seats: list[Seat] = []
        self._lanes: list[Lane] = []
        self._past: list[_Past] = []  # by seat
        self._sources: object = None  # of the server, when it was last looked at
        self._columns = _columns(choice)
        self._twins = Twins() if len(self._columns) == 1 else None
        self._aligner: Aligner | None = None
        self._soundness = Soundness()
        self._read_s = clock.now_s()
        self._length: Samples = 0  # of all that was read

    def start(self) -> None:
        """Open the devices and wait until each has sent sound; DeviceError when one does not."""
        self._watch = ServerWatch(self._server_changed)
        try:
            for device, columns in self._columns:
                self._sit_down(device, columns, self._watch)
            self._wait_for_sound()
        except BaseException:
            self.close()
            raise
        self._lanes = [Lane(seat.stream.rate, seat.columns) for seat in self._seats]
        self._past = [_Past() for _ in self._seats]
        self._aligner = Aligner(self._lanes, self._settings.fill_after_s)
        self._mender = Mender(self._seats, self._settings, self._watch, self._stream)
        self._mender.start()
        self._server_changed()

    def read(self, timeout_s: float) -> NDArray[np.int16]:
        """What has come since the last call, shape (n, 2); waits for something, but not longer than this.

        DeviceError when both channels turn out to be the same microphone.
        """
        assert self._aligner is not None, "start() comes first"
        self._sign.wait(0 if self._aligner.has_more else timeout_s)
        self._sign.clear()
        for seat, lane, past in zip(self._seats, self._lanes, self._past, strict=True):
            _drain(seat, lane, past)
        before_s, self._read_s = self._read_s, clock.now_s()
        if self._read_s - before_s > self._settings.fill_after_s:
            for seat in self._seats:
                seat.rouse()
        gone = [seat.latest.finished or seat.latest.distrusted for seat in self._seats]
        block = self._aligner.take(self._read_s, gone)
        if self._twins is not None and self._twins.found(block):
            raise DeviceError(
                f"Both channels of {self._seats[0].device.name} carry the same sound: it is one "
                "microphone. Name two devices, or one with a microphone for each person."
            )
        self._soundness.look(block)
        start, self._length = self._length, self._length + len(block)
        for seat, lane in zip(self._seats, self._lanes, strict=True):
            if seat.muted:
                lane.miss(start, self._length)
        return block

    def close(self) -> None:
        """Let go of the devices; what was not read is dropped."""
        if self._mender is not None:
            self._mender.stop()
        for seat in self._seats:
            seat.stream.close()
            seat.latest.close()
        if self._watch is not None:
            self._watch.close()

    @property
    def lost(self) -> tuple[tuple[Channel, str], ...]:
        """Channels from which no sound comes now, with the reason."""
        now_s = clock.now_s()
        return tuple(
            (channel, reason)
            for seat, lane in zip(self._seats, self._lanes, strict=True)
            if (reason := seat.trouble(now_s, self._settings)) is not None
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
                device=seat.device,
                channels=lane.channels,
                rate=seat.stream.rate,
                overflows=past.overflows + seat.stream.overflows,
                refused_frames=past.refused + seat.stream.ring.refused,
                drift_ppm=lane.drift_ppm,
                returns=past.streams,
            )
            for seat, lane, past in zip(self._seats, self._lanes, self._past, strict=True)
        )

    def _sit_down(self, device: InputDevice, columns: Columns, watch: ServerWatch) -> None:
        seat = Seat(device, columns, self._stream_of(device, columns))
        self._seats.append(seat)
        before = watch.look()
        seat.stream.open(seat.wanted(before) if seat.follows else before.default_source)
        seat.know(before, watch.look())

    def _stream(self, seat: Seat) -> DeviceStream:
        return self._stream_of(seat.device, seat.columns)

    def _stream_of(self, device: InputDevice, columns: Columns) -> DeviceStream:
        needed = max(column for column, _ in columns) + 1
        return DeviceStream(device, needed, self._settings, self._sign)

    def _server_changed(self) -> None:
        """On the server's watch: distrust at once what was moved, before anything else."""
        if self._watch is None or self._mender is None:
            return
        picture = self._watch.picture
        for seat in self._seats:
            seat.look(picture)
            if seat.distrust_if_moved(picture):
                self._sign.set()
        before, self._sources = self._sources, (picture.sources, picture.default_sink)
        if self._sources != before:
            self._mender.look()

    def _wait_for_sound(self) -> None:
        until_s = clock.now_s() + self._settings.open_timeout_s
        for stream in (seat.stream for seat in self._seats):
            while stream.ring.empty:
                left_s = until_s - clock.now_s()
                if stream.finished or left_s <= 0:
                    raise DeviceError(
                        f"{stream.device.name} was opened but sends no sound. Check that it is connected, "
                        "switched on and not blocked in the system's settings."
                    )
                self._sign.wait(left_s)
                self._sign.clear()
        self._sign.set()


def _drain(seat: Seat, lane: Lane, past: _Past) -> None:
    """What has come to a seat into its lane, from the stream that was there and from one that is new."""
    _pour(seat.stream, lane)
    before = seat.stream
    if seat.take_over():
        past.add(before)
        lane.renew(seat.stream.rate)
        _pour(seat.stream, lane)


def _pour(stream: DeviceStream, lane: Lane) -> None:
    """What a stream has into its lane; of one that is not trusted any more nothing."""
    if stream.fault is not None:
        raise RuntimeError("the audio callback failed") from stream.fault
    while (popped := stream.ring.pop()) is not None:
        if not stream.distrusted:
            lane.feed(*popped)


def _columns(choice: ChannelChoice) -> list[tuple[InputDevice, list[tuple[int, Channel]]]]:
    """Each device once, with the channels of it that are used."""
    places = ((choice.therapist, Channel.THERAPIST), (choice.client, Channel.CLIENT))
    columns: dict[InputDevice, list[tuple[int, Channel]]] = {}
    for microphone, channel in places:
        columns.setdefault(microphone.device, []).append((microphone.channel, channel))
    return list(columns.items())
