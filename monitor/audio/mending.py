"""Brings a device back that has gone: a thread that asks the sound system, and may hang with it.

What it does depends on what is known.  A sound server tells when a source is there again, and a
stream of it can be opened while others run.  Without one the list of devices is drawn up by another
program until the device is in it; if PortAudio's own list is out of date by then it must be made
anew, which ends every stream: then all are closed and opened again, and their gaps are recorded.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.audio import clock
from monitor.audio.devices import InputDevice, again, input_devices, portaudio
from monitor.audio.listing import fresh_devices
from monitor.audio.opened import leave_behind
from monitor.audio.patience import still_waiting, within
from monitor.audio.pulse import ServerWatch
from monitor.audio.quiet import quiet_stderr
from monitor.audio.seat import Seat
from monitor.audio.stream import CaptureSettings, DeviceStream
from monitor.errors import DeviceError

LOOK_S = 0.1
HELD_UP_S = 1.0
"""A look that comes so late: the computer slept, or the program stood still."""
LIST_S = 1.5
"""Between two lists: one costs a quarter of a second of a core."""
ANEW_AFTER = 2
"""So many refusals of a device that is listed: PortAudio's list is out of date."""
STARTS_ANEW = "the devices of this computer are listed anew"
ANEW_S, ANEW_MAX_S = 5.0, 60.0
"""Between two lists made anew, each of which tears a hole into every channel; longer each time."""


@dataclass
class _Case:
    """How the mending of one seat stands."""

    next_s: float = 0.0
    refusals: int = 0


class Mender:
    """`start` it once all seats are filled; `sign` is called when a stream was opened."""

    def __init__(
        self,
        seats: Sequence[Seat],
        settings: CaptureSettings,
        watch: ServerWatch,
        opened: Callable[[Seat], DeviceStream],
    ) -> None:
        """`opened` makes a stream for a seat, not open yet."""
        self._seats, self._settings, self._watch, self._new = seats, settings, watch, opened
        self._cases = {id(seat): _Case() for seat in seats}
        self._anew_s, self._anew_every_s = 0.0, ANEW_S
        self._news, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="mending", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def look(self) -> None:
        """Something has changed: do not wait for the next look."""
        self._news.set()

    def stop(self) -> bool:
        """Mend no more; False where the sound system holds the thread up, which is left behind."""
        self._over.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join(self._settings.close_timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._over.is_set():
            began_s = clock.now_s()
            self._news.wait(LOOK_S)
            if clock.now_s() - began_s > HELD_UP_S:
                for seat in self._seats:
                    seat.rouse()
            if self._news.is_set():
                self._news.clear()
                for case in self._cases.values():
                    case.next_s = min(case.next_s, clock.now_s() + LOOK_S)
            for seat in self._seats:
                self._tend(seat)

    def _tend(self, seat: Seat) -> None:
        case, now_s = self._cases[id(seat)], clock.now_s()
        if not self._needs(seat, now_s):
            if seat.fault(now_s, self._settings) is None:
                case.refusals, seat.why = 0, ""
            if now_s > self._anew_s:
                self._anew_every_s = ANEW_S
        elif now_s >= case.next_s and not still_waiting():
            case.next_s = now_s + self._settings.retry_s
            try:
                self._mend(seat, case)
            # The top of a thread: what goes wrong costs this attempt, and there will be others.
            except Exception as error:  # noqa: BLE001
                seat.why = _plain(error)
                case.refusals += 1

    def _needs(self, seat: Seat, now_s: float) -> bool:
        stream = seat.latest
        if stream.finished or stream.distrusted:
            return True
        return seat.stuck(now_s, self._watch.picture, self._settings)

    def _mend(self, seat: Seat, case: _Case) -> None:
        seat.latest.close()
        if seat.source is None and not seat.follows:
            self._mend_by_list(seat, case)
            return
        picture = self._watch.look()
        source = seat.wanted(picture)
        if source is None:
            seat.why = f"{seat.name} was disconnected"
        elif case.refusals >= ANEW_AFTER:
            self._anew()
        else:
            self._open(seat, source)

    def _mend_by_list(self, seat: Seat, case: _Case) -> None:
        listed = fresh_devices()
        case.next_s = clock.now_s() + LIST_S
        found = None if listed is None else again(seat.device, listed)
        if found is None:
            seat.why = f"{seat.name} was disconnected"
        elif found.index != seat.device.index or not _current(seat.device):
            self._anew()
        else:
            try:
                self._open(seat, None)
            except DeviceError:
                if not self._anew():
                    raise

    def _open(self, seat: Seat, source: str | None) -> None:
        """DeviceError where it cannot be opened."""
        before = self._watch.look()
        stream = self._new(seat)
        stream.open(source)
        seat.source = source
        seat.fill(stream)
        after = self._watch.look()
        seat.know(before, after)
        seat.distrust_if_moved(after)
        if self._over.is_set():
            stream.close()

    def _anew(self) -> bool:
        """Have PortAudio draw up its list again, which no stream survives; then open all that are there.

        False where that was done only just before, or cannot be done now.
        """
        now_s = clock.now_s()
        if now_s < self._anew_s:
            return False
        self._anew_s, self._anew_every_s = now_s + self._anew_every_s, min(2 * self._anew_every_s, ANEW_MAX_S)
        for seat in self._seats:
            seat.why = seat.why or STARTS_ANEW
            seat.latest.close()
        if still_waiting() or self._over.is_set():
            return False
        devices = self._listed_anew()
        for seat in self._seats:
            self._sit_down_again(seat, devices)
        return True

    def _listed_anew(self) -> list[InputDevice]:
        sounddevice = portaudio()

        def list_again() -> list[InputDevice]:
            sounddevice._terminate()  # noqa: SLF001
            sounddevice._initialize()  # noqa: SLF001
            return input_devices()

        with quiet_stderr():
            try:
                return within(self._settings.open_timeout_s, list_again)
            except TimeoutError:
                leave_behind()
                raise DeviceError("The sound system does not answer. Restart it, or the computer.") from None

    def _sit_down_again(self, seat: Seat, devices: Sequence[InputDevice]) -> None:
        case = self._cases[id(seat)]
        found = again(seat.device, devices)
        if found is None:
            seat.why = f"{seat.name} was disconnected"
            return
        seat.device = found
        source = seat.wanted(self._watch.look()) if seat.source or seat.follows else None
        try:
            self._open(seat, source)
            case.refusals = 0
        except DeviceError as error:
            seat.why = _plain(error)
            case.refusals += 1


def _current(device: InputDevice) -> bool:
    """Whether PortAudio's own list has the device where it was."""
    found = again(device, input_devices())
    return found is not None and found.index == device.index


def _plain(error: Exception) -> str:
    """The sentence, as it goes on after "is not heard:"."""
    return str(error).rstrip(".")
