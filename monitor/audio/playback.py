"""A session's sound, heard: play, pause, seek, speed, loop, each speaker on or off.

Whoever looks at the session (the GUI's thread) says what is wished and asks what is heard; no call
waits for anything.  The feeder, a thread of its own, opens the sound and the output, and keeps a
tape filled ahead of PortAudio's callback, which takes from it.  A seek, another speed or another
loop is a new tape: a seek is heard at once, the others where the tape before them has come to.
"""

import atexit
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from monitor.audio.course import Course, loop_within
from monitor.audio.feeding import Feeder, Sound
from monitor.audio.opened import leave_behind
from monitor.audio.outlet import ELSE_ALL_IS_WELL, NO_OUTPUT, Outlet
from monitor.audio.playback_settings import PlaybackSettings
from monitor.audio.tape import Place, Tape
from monitor.conversation.timeline import SAMPLE_RATE, Samples, Segment, to_samples
from monitor.errors import DeviceError, MonitorError

SLOWEST, FASTEST = 0.5, 2.0
AHEAD_BLOCKS = 3
"""A tape for another speed begins so far ahead of what is taken now: it is ready when its turn comes."""
FIRST_S = 0.1
"""A new tape takes over once it holds so much."""
LOOKS_S = 0.05
"""The feeder looks after its tape so often ..."""
RESTS_S = 0.5
"""... and after an output that rests."""


class Stretch(Protocol):
    """A stretch of the session, in seconds."""

    @property
    def start_s(self) -> float: ...

    @property
    def end_s(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished now; `number` counts jumps, `attempt` the times that play was pressed."""

    number: int = 0
    start: Samples = 0
    playing: bool = False
    attempt: int = 0
    speed: float = 1.0
    loop: Segment | None = None
    heard: tuple[float, float] = (1.0, 1.0)
    closed: bool = False


class Playback:
    """Plays a session; `open_sound` is called on the feeder's thread, once sound is wished for."""

    def __init__(self, open_sound: Callable[[], Sound], length: Samples, settings: PlaybackSettings) -> None:
        self._length = length
        self._wish = Wish()
        self._shown = (0, Place(0, 0.0))
        self._sign = threading.Event()
        self._feeding = _Feeding(open_sound, length, settings, lambda: self._wish, self._sign)
        self._thread = threading.Thread(target=self._feeding.run, name="playback", daemon=True)
        self._started = False

    @property
    def position_s(self) -> float:
        """What is heard now; it stays where it is while nothing is."""
        return self._place().at / SAMPLE_RATE

    @property
    def playing(self) -> bool:
        """False after the end, and where nothing can be heard."""
        return self._wish.playing and not self.problem and not self._over()

    @property
    def problem(self) -> str:
        """Why nothing can be heard, in a sentence; empty while all is well."""
        attempt, said = self._feeding.trouble
        return said if attempt == self._wish.attempt else ""

    @property
    def underruns(self) -> int:
        """How often the sound broke off because nothing was ready."""
        return self._feeding.underruns

    def play(self) -> None:
        """From the position on; from the start again where the end was reached."""
        if self.playing or self._wish.closed:
            return
        if self._over():
            self._jump(0)
        self._change(playing=True, attempt=self._wish.attempt + 1)
        if not self._started:
            self._started = True
            self._thread.start()

    def pause(self) -> None:
        """Here: what the sound card still plays of it, a tenth of a second, is heard again afterwards."""
        if self.playing:
            self._jump(round(self._place().at))
        self._change(playing=False)

    def seek(self, position_s: float) -> None:
        """Out of a loop, too: what lies behind it is played to the session's end."""
        self._jump(min(max(to_samples(position_s), 0), self._length))

    def set_speed(self, speed: float) -> None:
        self._change(speed=min(max(speed, SLOWEST), FASTEST))

    def hear(self, role: Literal["therapist", "client"], on: bool) -> None:
        therapist, client = self._wish.heard
        gain = 1.0 if on else 0.0
        self._change(heard=(gain, client) if role == "therapist" else (therapist, gain))

    def loop(self, span: Stretch | None) -> None:
        """Its start is jumped to from outside it; None: on from here."""
        loop = None
        if span is not None:
            loop = loop_within(to_samples(span.start_s), to_samples(span.end_s), self._length)
        at = self._place().at
        if loop is not None and not loop.start <= at < loop.end:
            self._jump(loop.start, loop=loop)
        else:
            self._change(loop=loop)

    def close(self) -> None:
        """For good; what is open is closed in the background."""
        self._change(playing=False, closed=True)

    def _change(self, **changes: Any) -> None:
        self._wish = replace(self._wish, **changes)
        self._sign.set()

    def _jump(self, start: Samples, **changes: Any) -> None:
        """What had come to its end does not begin again by itself."""
        number, playing = self._wish.number + 1, self.playing
        self._shown = number, Place(0, start)
        self._change(number=number, start=start, playing=playing, **changes)

    def _place(self) -> Place:
        """What is heard; within one lap of one jump it never goes back."""
        number, shown = self._shown
        place = self._feeding.heard(number)
        if place is not None and (place.lap, place.at) > (shown.lap, shown.at):
            self._shown = number, place
        return self._shown[1]

    def _over(self) -> bool:
        """Whether all that was wished for has been played."""
        at_the_end = self._wish.loop is None and self._place().at >= self._length
        return at_the_end or self._feeding.ended == self._wish.number


class _Feeding:
    """The feeder's side; what other threads read of it are single values."""

    def __init__(
        self,
        open_sound: Callable[[], Sound],
        length: Samples,
        settings: PlaybackSettings,
        wish: Callable[[], Wish],
        sign: threading.Event,
    ) -> None:
        self._open_sound, self._length, self._settings = open_sound, length, settings
        self._wish, self._sign = wish, sign
        self.trouble = (0, "")
        """In which attempt something failed, and what."""
        self.ended = -1
        """The number of the jump that has been played to its end."""
        self._left = (-1, Place(0, 0.0))
        """Of which jump the output was closed, and where."""
        self._sound: Sound | None = None
        self._outlet: Outlet | None = None
        self._tape: Tape | None = None
        self._feeder: Feeder
        self._served = wish()
        self._rests_since_s: float | None = None
        self._underruns_before = 0
        self._ending = False

    @property
    def underruns(self) -> int:
        outlet = self._outlet
        return self._underruns_before + (outlet.mixer.underruns if outlet else 0)

    def heard(self, number: int) -> Place | None:
        """What is heard now of the jump with this number; None: nothing yet."""
        outlet = self._outlet
        found = outlet.heard(time.perf_counter()) if outlet else None
        if found is not None and found[0].number == number:
            return found[0].place(found[1])
        left_number, left = self._left
        return left if left_number == number else None

    def run(self) -> None:
        """The thread: until it is closed."""
        while not (wish := self._wish()).closed and not self._ending:
            wanted = wish.playing and self.trouble[0] != wish.attempt and self.ended != wish.number
            try:
                if wanted:
                    self._serve()
                else:
                    self._rest()
            except MonitorError as error:
                self._fail(wish, str(error))
            # The top of a thread: without it the window would wait for sound for ever.
            except Exception as error:  # noqa: BLE001
                said = f"The sound cannot be played ({type(error).__name__}: {error}). {ELSE_ALL_IS_WELL}"
                self._fail(wish, said)
            looks_s = LOOKS_S if wanted else RESTS_S
            self._sign.wait(looks_s if self._outlet else None)
            self._sign.clear()
        self._let_go()
        atexit.unregister(self._end_in_time)

    def _serve(self) -> None:
        """Something is to be heard."""
        self._rests_since_s = None
        if self._sound is None:
            self._sound = self._open_sound()
        if self._outlet is None:
            outlet = Outlet(self._settings)
            outlet.open()
            self._outlet = outlet
            atexit.unregister(self._end_in_time)
            atexit.register(self._end_in_time, threading.current_thread())
        if self._outlet.fault is not None:
            raise self._outlet.fault
        if self._outlet.lost:
            raise DeviceError(NO_OUTPUT)
        self._keep_filled(self._outlet, self._sound, self._wish())

    def _rest(self) -> None:
        """Nothing is to be heard; an output that is not needed for long is given back."""
        outlet, now_s = self._outlet, time.perf_counter()
        if outlet is None:
            return
        outlet.mixer.playing = False
        self._rests_since_s = self._rests_since_s or now_s
        if outlet.lost or now_s - self._rests_since_s > self._settings.let_go_after_s:
            self._let_go()

    def _keep_filled(self, outlet: Outlet, sound: Sound, wish: Wish) -> None:
        mixer = outlet.mixer
        mixer.heard = wish.heard
        if self._tape is None or self._is_another(wish):
            tape = self._following(outlet, wish)
            course = Course(round(tape.begins.at), tape.begins.lap, wish.loop, self._length)
            self._feeder = Feeder(sound, course, wish.speed, tape, self._settings.fade_ms / 1000)
            self._feeder.fill(round(FIRST_S * outlet.rate))
            mixer.following = self._tape = tape
            self._served = wish
        mixer.playing = wish.playing
        self._feeder.fill(round(self._settings.read_ahead_s * outlet.rate))
        if self._tape.over and _heard_out(outlet, self._tape):
            self.ended = wish.number

    def _is_another(self, wish: Wish) -> bool:
        before = self._served
        return (wish.number, wish.speed, wish.loop) != (before.number, before.speed, before.loop)

    def _following(self, outlet: Outlet, wish: Wish) -> Tape:
        """An empty tape for what is wished: where, and after how much of the one before it."""
        before, mixer, after = self._tape, outlet.mixer, 0
        begins = self._left[1] if self._left[0] == wish.number else Place(0, wish.start)
        if before is not None and before.number == wish.number:
            if mixer.tape is before:
                ahead = AHEAD_BLOCKS * self._settings.block_ms * outlet.rate // 1000
                after = before.read + (ahead if mixer.playing else 0)
                begins = before.place(after)
            else:  # it has not yet had its turn
                after, begins = before.after, before.begins
        frames = round(self._settings.read_ahead_s * outlet.rate)
        return Tape(wish.number, begins, outlet.rate, frames, after)

    def _end_in_time(self, thread: threading.Thread) -> None:
        """At the program's end, before PortAudio's own clean-up: that waits for a callback for ever."""
        self._ending = True
        self._sign.set()
        thread.join(2 * self._settings.close_timeout_s)
        if thread.is_alive():
            leave_behind()

    def _fail(self, wish: Wish, said: str) -> None:
        self._let_go()
        self.trouble = wish.attempt, said

    def _let_go(self) -> None:
        """Of the output and the sound; it is remembered how far they had come."""
        outlet, self._outlet = self._outlet, None
        tape, self._tape = self._tape, None
        sound, self._sound = self._sound, None
        if tape is not None:
            self._left = tape.number, tape.place(tape.read)
        if outlet is not None:
            self._underruns_before += outlet.mixer.underruns
            outlet.close()
        if sound is not None:
            sound.close()


def _heard_out(outlet: Outlet, tape: Tape) -> bool:
    """Whether the card has played all that was taken of it."""
    heard = outlet.heard(time.perf_counter())
    return heard is not None and heard[0] is tape and heard[1] >= tape.read
