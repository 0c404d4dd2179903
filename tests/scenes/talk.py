"""A made-up conversation of natural timing, as a script: the same seed gives the same lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from monitor.conversation.timeline import Channel
from tests.scenes.dialogue import Performance, Placed, speak
from tests.scenes.script import BREAK, How, Line
from tests.scenes.sentences import BACKCHANNELS, CLIENT, THERAPIST
from tests.scenes.voice import Voice

T, C = Channel.THERAPIST, Channel.CLIENT
SENTENCES = {T: THERAPIST, C: CLIENT}
LINES_OF_A_TURN = {T: (1, 4), C: (2, 6)}  # least, most
ENDINGS = {  # how a turn of this speaker ends
    T: [How.GAP] * 6 + [How.OVERLAPS] * 2 + [How.CUTS_IN, How.SILENCE],
    C: [How.GAP] * 4 + [How.OVERLAPS] * 2 + [How.CUTS_IN] * 3 + [How.SILENCE],
}
TRIES = {T: [True] + [False] * 5, C: [True] * 2 + [False] * 3}
NODS_PER_LINE = {T: 0.4, C: 0.8}

GAP_S = (0.2, 0.7, 0.02, 1.5)  # median, spread of the logarithm, least, most
PAUSE_S = (0.45, 0.5, 0.2, 1.2)
OVERLAP_S = (0.05, 0.45)
CUT_S = (0.3, 1.2)
SILENCE_S = (3.2, 8.0)
APART_S = 1.2
"""A listener's sign of listening stands this far from all else that they say."""
LONG_WORDS = 9
RESUME_S = 0.9
GOES_ON_S = 0.8
"""The holder talks at least this much past a failed attempt, and this much before a cut."""
TRY_LEAST_S = 1.1  # longer than any backchannel

Card = TypeVar("Card")


def improvise(rng: np.random.Generator, minutes: float, voices: Mapping[Channel, Voice]) -> list[Line]:
    """The script of about this many minutes between two voices."""
    return _Improviser(rng, voices).run(60 * minutes)


@dataclass
class _Improviser:
    rng: np.random.Generator
    voices: Mapping[Channel, Voice]
    decks: dict[object, list[object]] = field(default_factory=dict)
    ending: How = How.GAP

    def __post_init__(self) -> None:
        self.stage = Performance(self.voices)
        self.busy: dict[Channel, float] = dict.fromkeys(Channel, 0.0)

    def run(self, seconds: float) -> list[Line]:
        by = list(Channel)[self.rng.integers(2)]
        how, amount = How.GAP, 0.0
        while True:
            self._turn(by, how, amount)
            if self.stage.duration > seconds:
                return self._lines()
            by, how, amount = self._next(by)

    def _lines(self) -> list[Line]:
        """The lines so far; nobody is left to cut into the last."""
        *lines, last = [placed.line for placed in self.stage.placed]
        return [*lines, Line(last.by, last.how, last.seconds, last.text.replace(f"{BREAK} ", ""))]

    def _turn(self, by: Channel, how: How, amount: float) -> None:
        """The lines of one turn and the listener's asides; `self.ending` is how it will end."""
        least, most = LINES_OF_A_TURN[by]
        self.ending = self._draw(("ending", by), ENDINGS[by])
        if self.ending is How.CUTS_IN:
            least = 2  # whoever has just come in holds the floor for a line before losing it
        count = int(self.rng.integers(least, most + 1))
        for number in range(count):
            last = number == count - 1
            if number:
                how, amount = How.PAUSE, self._pause()
            placed = self.stage.add(Line(by, how, amount, self._text(by, number == 0, last)))
            self.busy[by] = placed.end
            if 0 < number < count - 1:
                self._listen(placed)

    def _pause(self) -> float:
        """Short enough, after a sign of listening, to show that the floor was not given."""
        nodded = self.stage.placed[-1].line.how is How.NODS
        return min(self._lognormal(PAUSE_S), RESUME_S if nodded else PAUSE_S[-1])

    def _listen(self, holder: Placed) -> None:
        """What the listener does during a line."""
        if self._draw(("tries", holder.by), TRIES[holder.by]) and self._try(holder):
            return
        if self.rng.random() < NODS_PER_LINE[holder.by]:
            self._nod(holder)

    def _text(self, by: Channel, first: bool, last: bool) -> str:
        """A sentence.  One that takes or gives the floor is long; one to be cut has its mark."""
        long = first or last
        pool = [text for text in SENTENCES[by] if len(text.split()) >= LONG_WORDS or not long]
        text = self._draw((by, long), pool)
        if not (last and self.ending is How.CUTS_IN):
            return text
        words = text.split()
        return " ".join([*words[: len(words) - 3], BREAK, *words[len(words) - 3 :]])

    def _next(self, by: Channel) -> tuple[Channel, How, float]:
        if self.ending is How.SILENCE:
            return list(Channel)[self.rng.integers(2)], How.SILENCE, self._uniform(SILENCE_S)
        floor = self.stage.placed[-1]
        if self.ending is How.GAP:
            self._hush(by.other, floor.end)
            return by.other, How.GAP, self._lognormal(GAP_S)
        span = OVERLAP_S if self.ending is How.OVERLAPS else CUT_S
        overlap = min(self._uniform(span), floor.utterance.length - GOES_ON_S)
        self._hush(by.other, floor.end - overlap)
        return by.other, self.ending, overlap

    def _hush(self, by: Channel, onset: float) -> None:
        """Take back the asides that would stand too close to the speaker's own turn."""
        self.stage.placed = [
            placed
            for placed in self.stage.placed
            if not (placed.line.how.is_aside and placed.by is by and placed.end > onset - APART_S)
        ]

    def _try(self, over: Placed) -> bool:
        """The listener says a whole sentence into one line of the holder, who does not stop."""
        by = over.by.other
        line = Line(by, How.TRIES, 0.5, self._draw(("try", by), SENTENCES[by]))
        length = speak(line, self.voices[by]).length
        room = over.utterance.length - GOES_ON_S - length
        if length < TRY_LEAST_S or room < 0.3 or over.start + 0.3 < self.busy[by] + APART_S:
            return False
        self._aside(Line(by, How.TRIES, self._uniform((0.3, room)), line.text))
        return True

    def _nod(self, over: Placed) -> None:
        """A sign of listening within the line or at its end, if it can stand alone."""
        by = over.by.other
        text = self._draw(("nod", by), BACKCHANNELS)
        at = self._uniform((0.3, over.utterance.length + 0.1))
        if over.start + at >= self.busy[by] + APART_S:
            self._aside(Line(by, How.NODS, at, text))

    def _aside(self, line: Line) -> None:
        self.busy[line.by] = self.stage.add(line).end

    def _draw(self, name: object, cards: Sequence[Card]) -> Card:
        """The next card of a deck that is shuffled anew whenever it runs out: all come equally often."""
        deck = self.decks.setdefault(name, [])
        if not deck:
            deck += [cards[number] for number in self.rng.permutation(len(cards))]
        return deck.pop()  # type: ignore[return-value]

    def _lognormal(self, span: tuple[float, float, float, float]) -> float:
        median, spread, least, most = span
        return round(float(np.clip(median * np.exp(spread * self.rng.standard_normal()), least, most)), 3)

    def _uniform(self, span: tuple[float, float]) -> float:
        return round(float(self.rng.uniform(*span)), 3)
