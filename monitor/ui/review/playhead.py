"""Where the replay stands: the one position that timeline, transcript and player share.

A timer runs while sound is played, and only then.  Without a player the position still moves
from jump to jump.
"""

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from monitor.document import Role
from monitor.replay.model import Span
from monitor.replay.player import Player

FRAME_MS = 16
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


class Playhead(QObject):
    """All times are seconds of the session."""

    moved = pyqtSignal(float, bool)
    """The position, and whether it was a jump."""
    changed = pyqtSignal()
    """Whether it plays, how fast, what is looped, who is heard."""
    failed = pyqtSignal(str)
    """Why nothing can be heard, in a sentence."""

    def __init__(self, player: Player | None, duration_s: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._duration_s = player, duration_s
        self._position_s = 0.0
        self._until_s: float | None = None
        self._looped: Span | None = None
        self._speed = 1.0
        self._heard: dict[Role, bool] = {"therapist": True, "client": True}
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def position_s(self) -> float:
        return self._position_s

    @property
    def duration_s(self) -> float:
        return self._duration_s

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def can_play(self) -> bool:
        return self._player is not None

    @property
    def looped(self) -> Span | None:
        return self._looped

    @property
    def speed(self) -> float:
        return self._speed

    def heard(self, role: Role) -> bool:
        return self._heard[role]

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From the position on, until it is paused or at the end."""
        self._until_s = None
        self._begin()

    def play_span(self, span: Span) -> None:
        """Play this stretch once; without sound, only go to where it begins."""
        self.seek(span.start_s)
        self._until_s = span.end_s
        self._begin()

    def pause(self) -> None:
        if self._player is not None:
            self._player.pause()
        self._halt()

    def seek(self, position_s: float) -> None:
        """Jump there; a stretch that was to be played once is forgotten."""
        self._until_s = None
        self._position_s = min(max(position_s, 0.0), self._duration_s)
        if self._player is not None:
            self._player.seek(self._position_s)
        self.moved.emit(self._position_s, True)

    def step(self, by_s: float) -> None:
        self.seek(self._position_s + by_s)

    def loop(self, span: Span | None) -> None:
        self._looped = span
        if self._player is not None:
            self._player.loop(span)
            if self._player.position_s != self._position_s:  # it has gone to where the loop begins
                self._position_s = self._player.position_s
                self.moved.emit(self._position_s, True)
        self.changed.emit()

    def set_speed(self, speed: float) -> None:
        self._speed = speed
        if self._player is not None:
            self._player.set_speed(speed)
        self.changed.emit()

    def faster(self, steps: int) -> None:
        """So many steps of SPEEDS faster; slower where it is negative."""
        at = SPEEDS.index(min(SPEEDS, key=lambda each: abs(each - self._speed)))
        self.set_speed(SPEEDS[min(max(at + steps, 0), len(SPEEDS) - 1)])

    def hear(self, role: Role, on: bool) -> None:
        self._heard[role] = on
        if self._player is not None:
            self._player.hear(role, on)
        self.changed.emit()

    def close(self) -> None:
        self._timer.stop()
        if self._player is not None:
            self._player.close()

    def _begin(self) -> None:
        if self._player is None:
            return
        self._player.play()
        self._timer.start()
        self.changed.emit()

    def _halt(self) -> None:
        self._timer.stop()
        self.changed.emit()

    def _tick(self) -> None:
        assert self._player is not None
        position_s, playing, problem = self._player.position_s, self._player.playing, self._player.problem
        if self._until_s is not None and position_s >= self._until_s:
            self._until_s = None
            self.pause()
            playing = True  # it was, until here: halted already
        self._position_s = position_s
        self.moved.emit(position_s, False)
        if problem:
            self.failed.emit(problem)
        if not playing or problem:
            self._halt()
