"""A dialogue as a therapist could read it: one line an utterance.

    who | how it comes in | what is said

    therapist | gap 0.30     | how are you feeling today ?
    client    | gap 0.25     | I felt so tired this week .
    therapist | nods 1.40    | mm-hm .
    client    | pause 0.60   | I could not stop thinking about // my job .
    therapist | cuts in 0.70 | let's take a break .

Seconds count from the line above that is not an aside (nods, tries):

    gap, pause, silence   after its end, by the other, by the same speaker, or by either
    overlaps              before its end
    cuts in               before it breaks off, which is at its mark // (what follows is left unsaid)
    nods, tries           after its start; an aside, which leaves the floor where it is

`#` begins a comment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from monitor.conversation.timeline import Channel

BREAK = "//"


class How(Enum):
    """How a line comes in; the value is the word in a script."""

    GAP = "gap"
    PAUSE = "pause"
    SILENCE = "silence"
    OVERLAPS = "overlaps"
    CUTS_IN = "cuts in"
    NODS = "nods"
    TRIES = "tries"

    @property
    def is_aside(self) -> bool:
        return self in (How.NODS, How.TRIES)


@dataclass(frozen=True)
class Line:
    """One utterance; `seconds` as its `how` says; `text` may hold the mark where it breaks off."""

    by: Channel
    how: How
    seconds: float
    text: str

    def __str__(self) -> str:
        when = f"{self.how.value} {self.seconds:.2f}"
        return f"{self.by.value:9} | {when:12} | {self.text}"


def read_script(text: str) -> list[Line]:
    """The lines of a script; ValueError names the line that cannot be read or cannot be played."""
    lines: list[Line] = []
    for number, whole in enumerate(text.splitlines(), start=1):
        if written := whole.partition("#")[0].strip():
            try:
                lines.append(_read(written))
                check(lines)
            except ValueError as problem:
                raise ValueError(f"line {number}: {problem}") from problem
    return lines


def check(lines: list[Line]) -> None:
    """ValueError unless the last line can follow the ones before."""
    *before, line = lines
    floor = next((earlier for earlier in reversed(before) if not earlier.how.is_aside), None)
    if floor is None:
        _require(line.how is How.GAP, "the first line must come in after a gap")
        return
    same = line.by is floor.by
    _require(same or line.how is not How.PAUSE, "a pause is followed by the same speaker")
    _require(not same or line.how in (How.PAUSE, How.SILENCE), f"'{line.how.value}' is for the other speaker")
    broken = BREAK in floor.text
    if line.how is How.CUTS_IN:
        _require(broken, f"nothing to cut into: the line above has no mark {BREAK}")
    elif not line.how.is_aside:
        _require(not broken, f"the line above breaks off at {BREAK}, but nobody cuts in")


def write_script(lines: Iterable[Line]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _read(written: str) -> Line:
    parts = [part.strip() for part in written.split("|")]
    _require(len(parts) == 3, "a line has three parts: who | how it comes in | what is said")
    who, when, text = parts
    how, _, seconds = when.rpartition(" ")
    return Line(Channel(who), How(how.strip()), float(seconds), text)


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise ValueError(otherwise)
