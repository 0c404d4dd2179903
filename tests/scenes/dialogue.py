"""From a script to two channels of sound, and what is true about them.

Every time in the truth is measured on the clean sound of the utterance itself; the script
says what kind of event it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from monitor.conversation.timeline import SAMPLE_RATE, Channel
from tests.scenes.script import BREAK, How, Line
from tests.scenes.truth import TrueEvent, TrueTurn, Truth, silences
from tests.scenes.voice import Signal, Utterance, Voice, Word, joined, say

LEAD_IN_S, LEAD_OUT_S = 1.0, 1.5
NOD_DB = -4.0
"""Signs of listening are said more softly."""
FADE_S = 0.02
"""A voice that breaks off dies away in this time."""
TERMINAL_CLEAR_S, WON_CLEAR_S = 0.3, 0.5
"""Overlaps of a length between these may be an end or a quick yield: timing cannot tell."""
LAPSE_S = 10.0
"""A silence this long ends a turn even where its speaker goes on."""
EVENTS = {
    How.NODS: "backchannel",
    How.TRIES: "attempted_interruption",
    How.OVERLAPS: "terminal_overlap",
    How.CUTS_IN: "successful_interruption",
}


@dataclass(frozen=True)
class Placed:
    """A line and its sound at its place in the scene, in seconds."""

    line: Line
    utterance: Utterance
    start: float

    @property
    def end(self) -> float:
        return self.at(self.utterance.length)

    def at(self, seconds: float) -> float:
        """The scene's time of a moment of the utterance, free of rounding's tails."""
        return round(self.start + seconds, 4)

    @property
    def by(self) -> Channel:
        return self.line.by


@dataclass
class Performance:
    """The lines spoken so far; `add` speaks the next."""

    voices: Mapping[Channel, Voice]
    placed: list[Placed] = field(default_factory=list)

    def add(self, line: Line) -> Placed:
        utterance = speak(line, self.voices[line.by])
        self.placed.append(Placed(line, utterance, round(self._start(line), 4)))
        return self.placed[-1]

    def _start(self, line: Line) -> float:
        floor = next((placed for placed in reversed(self.placed) if not placed.line.how.is_aside), None)
        if floor is None:
            return LEAD_IN_S + line.seconds
        if line.how.is_aside:
            return floor.start + line.seconds
        if line.how in (How.OVERLAPS, How.CUTS_IN):
            return floor.end - line.seconds
        return floor.end + line.seconds

    @property
    def duration(self) -> float:
        return max(placed.end for placed in self.placed) + LEAD_OUT_S

    def sound(self) -> Signal:
        """Clean sound, shape (n, 2), at SAMPLE_RATE."""
        signal = np.zeros((round(self.duration * SAMPLE_RATE), 2), dtype=np.float32)
        for placed in self.placed:
            first = round(placed.start * SAMPLE_RATE)
            column = list(Channel).index(placed.by)
            level = 10 ** (NOD_DB / 20) if placed.line.how is How.NODS else 1.0
            signal[first : first + len(placed.utterance.sound), column] += level * placed.utterance.sound
        return signal

    def truth(self) -> Truth:
        segments = {
            channel: joined(
                (placed.at(start), placed.at(end))
                for placed in self.placed
                if placed.by is channel
                for start, end in placed.utterance.speech
            )
            for channel in Channel
        }
        duration = round(self.duration * SAMPLE_RATE) / SAMPLE_RATE
        events = [*self._events(), *silences(segments.values(), duration)]
        return Truth(
            duration,
            segments,
            {channel: self._words(channel) for channel in Channel},
            self._turns(),
            sorted(events, key=lambda event: event.start),
        )

    def _words(self, channel: Channel) -> list[Word]:
        words = [
            replace(word, start=placed.at(word.start), end=placed.at(word.end))
            for placed in self.placed
            if placed.by is channel
            for word in placed.utterance.words
        ]
        return sorted(words, key=lambda word: word.start)

    def _turns(self) -> list[TrueTurn]:
        turns: list[TrueTurn] = []
        for placed in self.placed:
            if placed.line.how.is_aside:
                continue
            lapsed = placed.line.how is How.SILENCE and placed.line.seconds >= LAPSE_S
            if turns and turns[-1].by is placed.by and not lapsed:
                turns[-1] = replace(turns[-1], end=placed.end)
            else:
                turns.append(TrueTurn(placed.by, placed.start, placed.end))
        return turns

    def _events(self) -> list[TrueEvent]:
        return [_event(placed) for placed in self.placed if placed.line.how in EVENTS]


def perform(lines: list[Line], voices: Mapping[Channel, Voice]) -> Performance:
    performance = Performance(voices)
    for line in lines:
        performance.add(line)
    return performance


def speak(line: Line, voice: Voice) -> Utterance:
    """The line's sound, broken off where the line has its mark."""
    said, mark, unsaid = line.text.partition(BREAK)
    if not mark:
        return say(line.text, voice)
    whole = say(f"{said.strip()} {unsaid.strip()}", voice)
    return broken_off(whole, sum(word not in ".?," for word in said.split()))


def broken_off(whole: Utterance, words: int) -> Utterance:
    """The utterance stopped after some of its words, within a sentence that wanted to go on."""
    stop = whole.words[words - 1].end
    sound = whole.sound[: round(stop * SAMPLE_RATE)].copy()
    fade = round(FADE_S * SAMPLE_RATE)
    sound[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    speech = tuple((start, min(end, stop)) for start, end in whole.speech if start < stop)
    return Utterance(sound, whole.words[:words], speech)


def _event(placed: Placed) -> TrueEvent:
    """The event that a line is.  An overlap's length is how far its onset lies before the other's end."""
    how, overlap = placed.line.how, placed.line.seconds
    ambiguous = (how is How.OVERLAPS and overlap > TERMINAL_CLEAR_S) or (
        how is How.CUTS_IN and overlap <= WON_CLEAR_S
    )
    return TrueEvent(EVENTS[how], placed.by, placed.start, placed.end, ambiguous)
