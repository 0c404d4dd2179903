"""Which streams are open: PortAudio can look for devices anew only while none is, nor any call hangs."""

import atexit
from typing import Any

from monitor.audio.devices import portaudio

_OPEN: set[int] = set()
"""Streams that are open, or that nobody knows to be closed."""


def opened(stream: Any) -> None:
    """While any stream is open the list of devices stays as it is."""
    _OPEN.add(id(stream))


def closed(stream: Any) -> None:
    _OPEN.discard(id(stream))


def leave_behind() -> None:
    """A call hangs: PortAudio's clean-up at exit would wait for it for ever, and so would `look_again`."""
    _OPEN.add(0)
    atexit.unregister(portaudio()._exit_handler)  # noqa: SLF001


def look_again() -> None:
    """See what has been plugged in: PortAudio looks for devices only when it starts.

    Nothing while a stream is open: to start anew would end it.  It may hang, or raise PortAudioError.
    """
    sounddevice = portaudio()
    if _OPEN:
        return
    if sounddevice._initialized:  # noqa: SLF001
        sounddevice._terminate()  # noqa: SLF001
    sounddevice._initialize()  # noqa: SLF001
