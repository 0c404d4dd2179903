"""What the replay asks of whatever plays a session's sound."""

from typing import Protocol

from monitor.document import Role
from monitor.replay.model import Span

SLOWEST, FASTEST = 0.5, 2.0


class Player(Protocol):
    """Every call returns at once, from the GUI's thread; times are seconds of the session."""

    @property
    def position_s(self) -> float:
        """What is heard now, to within 30 ms; between seeks it never runs backwards but in a loop."""

    @property
    def playing(self) -> bool:
        """False after the end, too."""

    @property
    def problem(self) -> str:
        """A sentence, empty while all is well: why nothing can be heard."""

    def play(self) -> None:
        """From the position on; from the start again where the end was reached."""

    def pause(self) -> None: ...

    def seek(self, position_s: float) -> None: ...

    def set_speed(self, speed: float) -> None:
        """Times as fast as it was spoken, 0.5 to 2, at the same pitch."""

    def hear(self, role: Role, on: bool) -> None:
        """Whether this speaker is heard."""

    def loop(self, span: Span | None) -> None:
        """Play this stretch again and again; None: no more."""

    def close(self) -> None: ...
