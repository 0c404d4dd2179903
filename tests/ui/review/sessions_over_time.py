"""Sessions as the page over time is given them, made by hand."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.replay.trends import About, Point

DAY_S = 86_400
START = 1_760_000_000


def session(day: int, share: float | None, client: str = "", preset: str = "", **other: Any) -> Point:
    """One that began on this day, named by it; what is not given is as little as it can be."""
    given: dict[str, Any] = {
        "duration_s": 3000.0,
        "interruptions_per_hour": 2.0,
        "latency_s": 0.4,
        "silences_per_hour": 6.0,
        "longest_turn_s": 70.0,
        "longest_monologue_s": None,
        **other,
    }
    return Point(About(f"{day:016x}", START + day * DAY_S, client, preset), share=share, **given)


def many(count: int, days: float, seed: int = 1) -> list[Point]:
    """Drawn by lot, with some figures missing."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        share = None if draw.random() < 0.05 else draw.uniform(0.2, 0.6)
        client = draw.choice(["Robin", "Blue Heron", "Kestrel", ""])
        about = About(f"{number:016x}", START + round(number * days * DAY_S / count), client, "client-led")
        found.append(Point(about, 3000.0, share, draw.uniform(0, 9), draw.gauss(0.4, 0.3), 6.0, 70.0, None))
    return found


@dataclass
class Gathering:
    """Gives what it holds a portion at a time, and is done where it is told so."""

    points: list[Point] = field(default_factory=list)
    unreadable: int = 0
    problem: str = ""
    done: bool = True
    fraction: float | None = 1.0
    stopped: bool = False

    def take(self, most: int) -> Sequence[Point]:
        taken, self.points = self.points[:most], self.points[most:]
        return taken

    def stop(self) -> None:
        self.stopped = True
