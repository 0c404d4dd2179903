"""Which streams are open: PortAudio can look for devices anew only while none is, nor any call hangs."""

import atexit
from collections.abc import Callable
from typing import Any

from monitor.audio.devices import portaudio
from monitor.audio.patience import still_waiting, within
from monitor.audio.quiet import quiet_stderr
from monitor.errors import DeviceError

HOPELESS_S = 0.1
"""For ending a stream where another call hangs already."""
_OPEN: set[int] = set()
"""Streams that are open, or that nobody knows to be closed."""


def open_within(limit_s: float, make: Callable[[], Any], unanswered: str) -> Any:
    """The stream that `make` starts; DeviceError, saying `unanswered`, where that takes too long."""
    with quiet_stderr():
        try:
            return within(limit_s, make, _end)
        except TimeoutError:
            leave_behind()
            raise DeviceError(unanswered) from None


def close_within(limit_s: float, stream: Any) -> None:
    """End it at once or, where that takes too long, in the background."""
    with quiet_stderr():
        try:
            within(min(limit_s, HOPELESS_S) if still_waiting() else limit_s, lambda: _end(stream))
        except TimeoutError:
            leave_behind()


def started(stream: Any) -> Any:
    """The stream, running; while any is, the list of devices stays as it is."""
    try:
        stream.start()
    except Exception:
        stream.close(ignore_errors=True)
        raise
    _OPEN.add(id(stream))
    return stream


def _end(stream: Any) -> None:
    stream.abort(ignore_errors=True)
    stream.close(ignore_errors=True)
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
