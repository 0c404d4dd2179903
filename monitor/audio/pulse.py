"""What the sound server of Linux does behind a stream's back, as it happens.

PulseAudio moves a stream silently to another source when its own vanishes, and PipeWire does the
same: the therapist's channel then carries the client's voice, in perfect cadence.  Only the server
knows, so it is watched: a thread of its own keeps a picture of its sources and of the streams of
this process, and tells `changed` whenever that picture has changed.  A server that is not there is
looked for again and again; one that hangs holds nothing up but this thread.
"""

import os
import threading
import time
from collections.abc import Callable
from ctypes import c_void_p
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from monitor.audio import libpulse

AGAIN_S = 0.25
"""A server that has gone is looked for this often."""
SETTLES_S = 2.0
TURN_US = 100_000


@dataclass(frozen=True, slots=True)
class ServerSource:
    """Something that can be recorded: `plays` is set where it is what a sink plays, its monitor.

    `muted`: it sends silence, because somebody has switched it off or turned it all the way down.
    """

    name: str
    description: str
    plays: str | None = None
    suspended: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The server at one moment; `outputs` are this process's recording streams, with their source's name."""

    up: bool = False
    sources: dict[str, ServerSource] = field(default_factory=dict)
    outputs: dict[int, str | None] = field(default_factory=dict)
    default_source: str | None = None
    default_sink: str | None = None

    @property
    def played(self) -> ServerSource | None:
        """What this computer plays: the monitor of its default sink."""
        monitors = (each for each in self.sources.values() if each.plays is not None)
        return next((each for each in monitors if each.plays == self.default_sink), None)


NO_PICTURE = Picture()


class ServerWatch:
    """Watches from its making to `close`."""

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        """`changed` is called on the watch's thread and must not wait."""
        self.picture = NO_PICTURE
        self._changed = changed
        self._pulse = libpulse.library()
        self._closed = False
        self._news = threading.Condition()
        self._asked = self._answered = 0
        self._tried = False
        self._loop: Any = None
        self._gathering: _Gathering | None = None
        self._stale = False
        self._callback = libpulse.Changed(self._event)
        self._thread = threading.Thread(target=self._run, name="sound server", daemon=True)
        if self._pulse is not None:
            self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def look(self, timeout_s: float = SETTLES_S) -> Picture:
        """A picture no older than this call; where the server does not answer in time, the latest."""
        if self._pulse is None:
            return NO_PICTURE
        with self._news:
            if self._loop is None and self._tried:
                return self.picture  # no server a moment ago
            self._asked += 1
            asked = self._asked
            self._stale = True
            self._wake()
            self._news.wait_for(lambda: self._answered >= asked or self._closed, timeout_s)
            return self.picture

    def close(self) -> None:
        """Stop watching, at once; the thread ends when it can."""
        with self._news:
            self._closed = True
            self._wake()
            self._news.notify_all()
        if self._pulse is not None:
            self._thread.join(AGAIN_S)

    def _wake(self) -> None:
        if self._loop is not None:
            self._pulse.pa_mainloop_wakeup(self._loop)

    def _run(self) -> None:
        while not self._closed:
            loop = self._pulse.pa_mainloop_new()
            with self._news:
                self._loop = loop
            try:
                self._attend(self._pulse.pa_mainloop_get_api(loop))
            finally:
                with self._news:
                    self._loop, self._tried = None, True
                self._pulse.pa_mainloop_free(loop)
            self._publish(NO_PICTURE)
            if not self._closed:
                time.sleep(AGAIN_S)

    def _attend(self, api: Any) -> None:
        """One connection, until it ends."""
        pulse = self._pulse
        context = pulse.pa_context_new(api, b"session-monitor")
        try:
            if pulse.pa_context_connect(context, None, libpulse.NO_AUTOSPAWN, None) < 0:
                return
            subscribed = False
            while not self._closed and self._turn():
                state = pulse.pa_context_get_state(context)
                if state in (libpulse.FAILED, libpulse.TERMINATED):
                    return
                if state == libpulse.READY and not subscribed:
                    subscribed = self._stale = True
                    self._subscribe(context)
                if subscribed:
                    self._gather(context)
        finally:
            self._gathering = None
            pulse.pa_context_disconnect(context)
            pulse.pa_context_unref(context)

    def _turn(self) -> bool:
        """One turn of the loop; a wake-up that comes between two of them is lost, so none waits for long."""
        pulse, loop = self._pulse, self._loop
        steps = [pulse.pa_mainloop_prepare(loop, TURN_US), pulse.pa_mainloop_poll(loop)]
        return all(step >= 0 for step in (*steps, pulse.pa_mainloop_dispatch(loop)))

    def _subscribe(self, context: Any) -> None:
        pulse = self._pulse
        pulse.pa_context_set_subscribe_callback(context, self._callback, None)
        asked = pulse.pa_context_subscribe(context, libpulse.SOURCES_AND_OUTPUTS, None, None)
        pulse.pa_operation_unref(c_void_p(asked))

    def _event(self, _context: Any, _what: int, _index: int, _data: Any) -> None:
        self._stale = True

    def _gather(self, context: Any) -> None:
        """Publish what has been gathered; gather anew where that is out of date."""
        if self._gathering is not None and self._gathering.complete:
            done, self._gathering = self._gathering, None
            self._publish(done.picture(), done.answers)
        if self._gathering is None and self._stale:
            with self._news:
                self._stale, answers = False, self._asked
            self._gathering = _Gathering(self._pulse, context, answers)

    def _publish(self, picture: Picture, answers: int | None = None) -> None:
        with self._news:
            changed, self.picture = picture != self.picture, picture
            self._answered = self._asked if answers is None else answers
            self._news.notify_all()
        if changed:
            self._changed()


class _Gathering:
    """One round of questions to the server, each answered later, on the watch's thread."""

    def __init__(self, pulse: Any, context: Any, answers: int) -> None:
        self.answers = answers
        self._pulse = pulse
        self._names: dict[int, str] = {}
        self._sources: dict[str, ServerSource] = {}
        self._outputs: dict[int, int] = {}
        self._defaults: tuple[str | None, str | None] = (None, None)
        self._open = 3
        self._calls = (
            libpulse.SourceSeen(self._source),
            libpulse.OutputSeen(self._output),
            libpulse.ServerSeen(self._server),
        )  # held, or they would be called after they are gone
        sources, outputs, server = self._calls
        for asked in (
            pulse.pa_context_get_source_info_list(context, sources, None),
            pulse.pa_context_get_source_output_info_list(context, outputs, None),
            pulse.pa_context_get_server_info(context, server, None),
        ):
            pulse.pa_operation_unref(c_void_p(asked))

    @property
    def complete(self) -> bool:
        return self._open == 0

    def picture(self) -> Picture:
        source, sink = self._defaults
        outputs = {index: self._names.get(source) for index, source in self._outputs.items()}
        return Picture(True, self._sources, outputs, source, sink)

    def _source(self, _context: Any, found: Any, end: int, _data: Any) -> None:
        if end:
            self._open -= 1
            return
        source = found.contents
        name = _text(source.name) or ""
        self._names[source.index] = name
        self._sources[name] = ServerSource(
            name,
            _text(source.description) or name,
            _text(source.monitor_of_sink_name),
            source.state == libpulse.SUSPENDED,
            bool(source.mute) or not any(source.volume.values[: source.volume.channels]),
        )

    def _output(self, _context: Any, found: Any, end: int, _data: Any) -> None:
        if end:
            self._open -= 1
            return
        output = found.contents
        process = self._pulse.pa_proplist_gets(output.proplist, libpulse.PROCESS)
        if process == str(os.getpid()).encode():
            self._outputs[output.index] = output.source

    def _server(self, _context: Any, found: Any, _data: Any) -> None:
        if found:
            server = found.contents
            self._defaults = (_text(server.default_source_name), _text(server.default_sink_name))
        self._open -= 1


def same_source(name: str, other: str) -> bool:
    """Whether both names are of one device: a headset or a USB microphone has another for each profile."""
    return name == other or (_device(name) is not None and _device(name) == _device(other))


def _device(name: str) -> str | None:
    """What stays of a name in another profile; None where several sources of a card may be of use at once."""
    kind, _, rest = name.partition(".")
    if kind in ("bluez_source", "bluez_input"):
        return rest.partition(".")[0]
    return name.rpartition(".")[0] if name.startswith("alsa_input.usb-") and "." in rest else None


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")
