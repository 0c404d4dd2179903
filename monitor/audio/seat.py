"""A device's place in a session: the stream that is heard there now, and whether it can be trusted."""

from collections.abc import Sequence

from monitor.audio import clock
from monitor.audio.devices import SHARED, InputDevice
from monitor.audio.pulse import Picture, same_source
from monitor.audio.stream import CaptureSettings, DeviceStream
from monitor.conversation.timeline import Channel

Columns = Sequence[tuple[int, Channel]]


class Seat:
    """Its stream may end and be replaced; whoever opens one leaves it in `back` for the analysis thread."""

    def __init__(self, device: InputDevice, columns: Columns, stream: DeviceStream) -> None:
        self.device, self.columns, self.stream = device, columns, stream
        self.name = device.name
        """What it is called in sentences: behind `default`, whatever that was when it was opened."""
        self.opened_s = clock.now_s()
        self.back: DeviceStream | None = None
        self.source: str | None = None
        """The sound server's name of what is to be heard; None where no server is known."""
        self.why = ""
        """Why it cannot be heard, where more is known than that nothing comes."""
        self.muted = False
        """Whether the server sends its silence on purpose."""
        self._output: int | None = None
        self._slept_s = self._roused_s = 0.0

    @property
    def needed(self) -> int:
        """The fewest channels that will do."""
        return max(column for column, _ in self.columns) + 1

    @property
    def follows(self) -> bool:
        """Whether it is whatever the server plays on by default, and not one source."""
        return self.device.source is not None

    @property
    def latest(self) -> DeviceStream:
        """The newest stream, taken over or not."""
        return self.back or self.stream

    def fill(self, stream: DeviceStream) -> None:
        """A stream that was opened anew."""
        self.opened_s, self.back = clock.now_s(), stream

    def take_over(self) -> bool:
        """Hear the stream that was opened anew; False where there is none."""
        if self.back is None:
            return False
        self.stream, self.back = self.back, None
        return True

    def know(self, before: Picture, after: Picture) -> None:
        """Tell the stream that was opened between two pictures of the server from all others."""
        new = [index for index in after.outputs if index not in before.outputs]
        self._output = new[0] if len(new) == 1 else None
        if self._output is not None and self.source is None:
            self.source = after.outputs[self._output]
        if self.device.name in SHARED and self.source in after.sources:
            self.name = after.sources[self.source].description

    def wanted(self, picture: Picture) -> str | None:
        """The source to be heard, by the name that the server has for it now; None if it is gone."""
        if self.follows:
            return picture.played.name if picture.played else None
        same = [name for name in picture.sources if self.source and same_source(name, self.source)]
        return self.source if self.source in same else next(iter(same), None)

    def look(self, picture: Picture) -> None:
        """See in a picture of the server whether it is switched off."""
        source = picture.sources.get(self.wanted(picture) or "")
        self.muted = source is not None and source.muted

    def distrust_if_moved(self, picture: Picture) -> bool:
        """Whether the server has put another source behind the stream; then no more of it is taken in."""
        stream = self.latest
        if stream.distrusted or self._output not in picture.outputs:
            return False
        now, wanted = picture.outputs[self._output], self.wanted(picture)
        if now is None or now == wanted:
            return False
        stream.distrusted = True
        self.why = _moved(self, now, wanted, picture)
        return True

    def stuck(self, now_s: float, picture: Picture, settings: CaptureSettings) -> bool:
        """Whether nothing comes for no good reason: what the server puts to sleep wakes up by itself."""
        source = picture.sources.get(self.wanted(picture) or "")
        if source is not None and source.suspended:
            self._slept_s = now_s
        return min(self.silent_s(now_s), now_s - self._slept_s) > settings.renew_after_s

    def silent_s(self, now_s: float) -> float:
        """For how long nothing has come."""
        return now_s - max(self.opened_s, self._roused_s, self.latest.heard_s or 0.0)

    def rouse(self) -> None:
        """Nobody has listened until now: what was sent meanwhile is only just coming."""
        self._roused_s = clock.now_s()

    def trouble(self, now_s: float, settings: CaptureSettings) -> str | None:
        """Why it is not heard now; None while it is."""
        muted = f"{self.name} is muted in the system's sound settings" if self.muted else None
        return self.fault(now_s, settings) or muted

    def fault(self, now_s: float, settings: CaptureSettings) -> str | None:
        """Why nothing comes that can be trusted; None while something does."""
        stream = self.latest
        if stream.distrusted or stream.finished:
            return self.why or f"{self.name} was disconnected"
        if self.silent_s(now_s) > settings.dead_after_s or stream.heard_s is None:
            return self.why or f"no sound comes from {self.name}"
        return None


def _moved(seat: Seat, now: str, wanted: str | None, picture: Picture) -> str:
    if seat.device.plays:
        return "the computer plays through another device now"
    if wanted is None:
        return f"{seat.name} was disconnected"
    other = picture.sources[now].description if now in picture.sources else now
    return f"the system has put {other} in the place of {seat.name}"
