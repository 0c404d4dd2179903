"""What is true about a scene: who spoke when, what they said, and what happened."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from monitor.conversation.timeline import Channel
from tests.scenes.voice import Stretch, Word, joined

SILENCE_S = 3.0


@dataclass(frozen=True)
class TrueTurn:
    by: Channel
    start: float
    end: float


@dataclass(frozen=True)
class TrueEvent:
    """An event by the names that an analysis uses; seconds.

    `ambiguous`: timing alone cannot tell this overlap from the other kind.
    """

    kind: str
    by: Channel | None
    start: float
    end: float
    ambiguous: bool = False


Timed = TypeVar("Timed", Word, TrueTurn, TrueEvent)


@dataclass(frozen=True)
class Truth:
    """Everything in order of time, in seconds of the recording."""

    duration: float
    segments: dict[Channel, list[Stretch]]
    words: dict[Channel, list[Word]]
    turns: list[TrueTurn]
    events: list[TrueEvent]

    def of(self, *kinds: str, by: Channel | None = None) -> list[TrueEvent]:
        """The events of these kinds, of one speaker or of all."""
        return [event for event in self.events if event.kind in kinds and by in (None, event.by)]

    def talk(self, channel: Channel) -> float:
        """Seconds of speech, backchannels left out."""
        nods = sum(event.end - event.start for event in self.of("backchannel", by=channel))
        return sum(end - start for start, end in self.segments[channel]) - nods

    @property
    def therapist_share(self) -> float:
        """The therapist's part of the talk, 0 to 1."""
        therapist, client = (self.talk(channel) for channel in Channel)
        return therapist / (therapist + client)

    def stretched(self, channel: Channel, factor: float) -> "Truth":
        """The truth after one channel's clock has run off by a factor."""

        def later(items: Iterable[Timed], concerned: Callable[[Timed], bool]) -> list[Timed]:
            return [
                replace(item, start=item.start * factor, end=item.end * factor) if concerned(item) else item
                for item in items
            ]

        def by_channel(item: TrueTurn | TrueEvent) -> bool:
            return item.by is channel

        spoken = [(start * factor, end * factor) for start, end in self.segments[channel]]
        return replace(
            self,
            segments={**self.segments, channel: spoken},
            words={**self.words, channel: later(self.words[channel], lambda _: True)},
            turns=later(self.turns, by_channel),
            events=later(self.events, by_channel),
        )

    def to_json(self) -> str:
        """For programs, and legible: one item a line."""
        per_channel = {channel.value: channel for channel in Channel}
        fields = {
            "duration_s": json.dumps(self.duration),
            "talk_time_s": json.dumps({name: round(self.talk(c), 3) for name, c in per_channel.items()}),
            "talk_share": json.dumps({"therapist": round(self.therapist_share, 4)}),
            "segments": _listed_by({name: self.segments[c] for name, c in per_channel.items()}),
            "turns": _listed([_plain(turn) for turn in self.turns]),
            "events": _listed([{**_plain(e), "ambiguous": e.ambiguous} for e in self.events]),
            "words": _listed_by(
                {name: [(w.text, w.start, w.end) for w in self.words[c]] for name, c in per_channel.items()}
            ),
        }
        return "{\n" + ",\n".join(f'"{name}": {written}' for name, written in fields.items()) + "\n}\n"

    @classmethod
    def from_json(cls, text: str) -> "Truth":
        read = json.loads(text)
        return cls(
            duration=read["duration_s"],
            segments={channel: [(a, b) for a, b in read["segments"][channel.value]] for channel in Channel},
            words={channel: [Word(*word) for word in read["words"][channel.value]] for channel in Channel},
            turns=[TrueTurn(Channel(t["by"]), t["start_s"], t["end_s"]) for t in read["turns"]],
            events=[
                TrueEvent(e["kind"], e["by"] and Channel(e["by"]), e["start_s"], e["end_s"], e["ambiguous"])
                for e in read["events"]
            ],
        )


def silences(segments: Iterable[Sequence[Stretch]], duration: float) -> list[TrueEvent]:
    """Where nobody speaks for long."""
    spoken = [(0.0, 0.0), *joined(stretch for lane in segments for stretch in lane), (duration, duration)]
    quiet = [(before[1], after[0]) for before, after in pairwise(spoken)]
    return [TrueEvent("silence", None, start, end) for start, end in quiet if end - start >= SILENCE_S]


def _plain(item: TrueTurn | TrueEvent) -> dict[str, Any]:
    by = {"by": item.by.value if item.by else None, "start_s": item.start, "end_s": item.end}
    return {"kind": item.kind, **by} if isinstance(item, TrueEvent) else by


def _listed(items: Sequence[Any]) -> str:
    return "[\n" + ",\n".join(f"  {json.dumps(item)}" for item in items) + "\n]"


def _listed_by(lanes: dict[str, Sequence[Any]]) -> str:
    return "{" + ", ".join(f'"{name}": {_listed(items)}' for name, items in lanes.items()) + "}"
