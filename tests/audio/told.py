"""A sound system that does as it is told, for the tests of what a capture makes of it."""

import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from monitor.audio import mending
from monitor.audio import stream as module
from monitor.audio.capture import Capture
from monitor.audio.devices import InputDevice, choose_channels
from monitor.audio.stream import CaptureSettings
from monitor.conversation.timeline import Channel

THERAPIST, CLIENT = Channel
SETTINGS = CaptureSettings(
    block_ms=20,
    ring_s=10.0,
    open_timeout_s=0.5,
    close_timeout_s=0.2,
    dead_after_s=0.3,
    fill_after_s=0.6,
    renew_after_s=60.0,
    retry_s=0.1,
)
PAIR = InputDevice(0, "Pair", "ALSA", 2, 48_000, True)
LEFT, RIGHT = (
    InputDevice(1, "Left", "ALSA", 1, 48_000, False),
    InputDevice(2, "Right", "ALSA", 2, 44_100, False),
)
DEVICES = [PAIR, LEFT, RIGHT]


class RefusedError(Exception):
    """Like sounddevice.PortAudioError."""


class FakeStream:
    """Calls back when the test says so."""

    def __init__(self, **how):
        self.rate, self.frames, self.channels = how["samplerate"], how["blocksize"], how["channels"]
        self.callback, self.finished_callback = how["callback"], how["finished_callback"]
        self.began_s, self.sent = time.perf_counter() - 10, 0
        self.closed = False

    def start(self):
        self.send()

    def send(self, blocks=1, overflow=False, sound=None, skipped=0):
        self.sent += skipped
        for _ in range(blocks):
            if sound is None:
                block = np.arange(self.frames * self.channels).reshape(self.frames, -1).astype(np.int16) + 1
            else:
                block = np.full((self.frames, self.channels), sound, np.int16)
            adc_s = self.began_s + self.sent / self.rate
            when = SimpleNamespace(inputBufferAdcTime=adc_s, currentTime=adc_s + self.frames / self.rate)
            self.sent += self.frames
            self.callback(block, self.frames, when, SimpleNamespace(input_overflow=overflow))

    def abort(self, ignore_errors):
        self.finished_callback()

    def close(self, ignore_errors):
        self.closed = True


@pytest.fixture
def sound_system(monkeypatch):
    """Streams that were opened; `refuse(rate, channels)` may return an error code, or sleep."""
    system = SimpleNamespace(streams=[], refuse=lambda *_: None, tried=[], exit_left_alone=[], listed=[])
    system.current, system.anew, system.opened = DEVICES, 0, []

    def open_stream(**how):
        system.tried.append((how["samplerate"], how["channels"]))
        system.opened.append(how["device"])
        if (code := system.refuse(how["samplerate"], how["channels"])) is not None:
            raise RefusedError(f"error {code}", code)
        system.streams.append(FakeStream(**how))
        return system.streams[-1]

    def start_anew():
        system.anew += 1
        system.current = list(system.listed)

    fake = SimpleNamespace(
        InputStream=open_stream,
        PortAudioError=RefusedError,
        _exit_handler=lambda: None,
        _terminate=lambda: None,
        _initialize=start_anew,
    )
    monkeypatch.setattr(module, "portaudio", lambda: fake)
    monkeypatch.setattr(mending, "portaudio", lambda: fake)
    monkeypatch.setattr(mending, "input_devices", lambda: system.current)
    monkeypatch.setattr(mending, "LIST_S", 0.05)
    monkeypatch.setattr("atexit.unregister", system.exit_left_alone.append)
    monkeypatch.setattr(mending, "fresh_devices", lambda: system.listed)
    return system


@pytest.fixture
def start(sound_system):
    """Start capturing; closed at the end."""
    running = []

    def begin(therapist=None, client=None, device=None, **changes):
        capture = Capture(choose_channels(therapist, client, device, DEVICES), replace(SETTINGS, **changes))
        running.append(capture)
        capture.start()
        return capture

    yield begin
    for capture in running:
        capture.close()


def read_all(capture, duration_s=0.1):
    blocks, until_s = [capture.read(0)], time.perf_counter() + duration_s
    while time.perf_counter() < until_s:
        blocks.append(capture.read(0.01))
    return np.concatenate(blocks)
