"""The sound card as something to be heard on: its stream, and what of a tape is heard at an instant.

PortAudio's callback fills block after block from the mixer, and notes with each when it will be
heard.  Single notes err by milliseconds; but the card plays its frames at an even rate, so the
middle of what the last second's notes say is the time of every frame, and of what is heard now.
"""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from monitor.audio.devices import portaudio
from monitor.audio.mixing import Mixer, Taken, panning
from monitor.audio.opened import close_within, look_again, open_within, started
from monitor.audio.playback_settings import PlaybackSettings
from monitor.audio.quiet import hushed_alsa
from monitor.audio.tape import Tape
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.errors import DeviceError

BEST_RATE, USUAL_RATES = SAMPLE_RATE, (48_000, 44_100)
CREDIBLE_S = 2.0
"""A block that would be heard later than this after it was asked for has a nonsensical time."""
NOTES = 100
"""Blocks that are remembered: longer than any sound card takes to play them."""
STEADY = 50
"""So many of them tell when the stream began: a second, so that a jump is believed after half of it."""
ELSE_ALL_IS_WELL = "Everything else works."
NO_OUTPUT = (
    f"There is no sound output: connect headphones or loudspeakers, then press play again. {ELSE_ALL_IS_WELL}"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A block of `frames`, the stream's `first` frame on; times on the card's clock, but `arrival_s`."""

    taken: Taken
    first: int
    dac_s: float
    current_s: float
    arrival_s: float


class Outlet:
    """The default output, once it is open; a new one is made for each opening."""

    def __init__(self, settings: PlaybackSettings) -> None:
        self._settings = settings
        self._stream: Any = None
        self._latency_s = 0.0
        self._closed = False
        self._frames = 0
        self._notes: deque[Note] = deque(maxlen=NOTES)
        self._opened_s = 0.0
        self.name = ""
        self.rate = 0
        self.mixer: Mixer
        self.finished = False
        self.fault: Exception | None = None

    def open(self) -> None:
        """Begin to play silence; DeviceError or SetupError where there is nothing to play on."""
        unanswered = (
            f"The sound output does not answer. Restart the sound system, or the computer. {ELSE_ALL_IS_WELL}"
        )
        self._stream = open_within(self._settings.open_timeout_s, self._open, unanswered)
        self._opened_s = time.perf_counter()

    def close(self) -> None:
        """At once or in the background."""
        self._closed = True
        stream, self._stream = self._stream, None
        if stream is not None:
            close_within(self._settings.close_timeout_s, stream)

    @property
    def lost(self) -> bool:
        """Whether it plays no more, by whatever sign."""
        latest = self._notes[-1].arrival_s if self._notes else self._opened_s
        return self.finished or time.perf_counter() - latest > self._settings.dead_after_s

    def heard(self, now_s: float) -> tuple[Tape, float] | None:
        """The tape and the frame of it that is heard at this time of `time.perf_counter`; None: none yet."""
        notes = list(self._notes)
        if not notes:
            return None
        frame = (now_s - self._began_s(notes)) * self.rate
        note = notes[0]
        for each in notes:
            if each.first > frame:
                break
            note = each
        taken = note.taken
        if taken.tape is None:
            return None
        return taken.tape, taken.first + min(max(frame - note.first, 0.0), float(taken.frames))

    def _began_s(self, notes: Sequence[Note]) -> float:
        """When the stream's first frame was heard, on this machine's clock."""
        # A callback that is held up makes the clocks seem further apart, never nearer.
        offset_s = min(note.arrival_s - note.current_s for note in notes)
        return median(self._begins(notes[-STEADY:], offset_s))

    def _begins(self, notes: Sequence[Note], offset_s: float) -> Iterator[float]:
        for note in notes:
            credible = note.dac_s > 0 and 0 <= note.dac_s - note.current_s < CREDIBLE_S
            heard_s = note.dac_s + offset_s if credible else note.arrival_s + self._latency_s
            yield heard_s - note.first / self.rate

    def _open(self) -> Any:
        """At the session's rate if the device can, else at its own, or a usual one."""
        sounddevice = portaudio()
        hushed_alsa()
        try:
            look_again()
            device = sounddevice.query_devices(kind="output")
        except (sounddevice.PortAudioError, ValueError):
            raise DeviceError(NO_OUTPUT) from None
        self.name = device["name"]
        refusals: list[Exception] = []
        rates = (BEST_RATE, round(device["default_samplerate"]), *USUAL_RATES)
        channels = min(2, device["max_output_channels"])
        for rate in dict.fromkeys(rates):
            try:
                return self._start(rate, channels)
            except sounddevice.PortAudioError as error:
                refusals.append(error)
        raise DeviceError(
            f"There is no sound output: {self.name} cannot be opened ({refusals[0].args[0]}). Connect it "
            f"anew or end the program that uses it, then press play again. {ELSE_ALL_IS_WELL}"
        )

    def _start(self, rate: int, channels: int) -> Any:
        block = rate * self._settings.block_ms // 1000
        fade = max(1, round(rate * self._settings.fade_ms / 1000))
        self.rate, self._frames = rate, 0
        self._notes.clear()
        self.mixer = Mixer(panning(channels, self._settings.pan_db), fade, block)
        stream = portaudio().OutputStream(
            samplerate=rate,
            blocksize=block,
            channels=channels,
            dtype="float32",
            latency=self._settings.latency_ms / 1000,
            dither_off=True,
            callback=self._called,
            finished_callback=self._over,
        )
        started(stream)
        self._latency_s = stream.latency
        return stream

    def _called(self, out: Any, frames: int, when: Any, status: Any) -> None:
        """PortAudio's callback."""
        arrival_s = time.perf_counter()
        if self._closed:
            out.fill(0)
            return
        try:
            taken = self.mixer.mix(out)
            self._notes.append(
                Note(taken, self._frames, when.outputBufferDacTime, when.currentTime, arrival_s)
            )
            self._frames += frames
            self.mixer.underruns += bool(status.output_underflow)
        # The top of PortAudio's thread: an exception here would stop the stream without a word.
        except Exception as error:  # noqa: BLE001
            out.fill(0)
            self.fault = error

    def _over(self) -> None:
        """PortAudio's last call."""
        self.finished = True
