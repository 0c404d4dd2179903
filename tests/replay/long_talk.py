"""What two people say in a long session, phrase by phrase: made up, the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

OPENINGS = (
    "how have you been since last week?",
    "where would you like to start today?",
    "what feels most important right now?",
)
ASKED = (
    "what was that like for you?",
    "can you say more about that?",
    "how did you feel when {person} said that?",
    "did you tell {person} about it?",
    "where do you notice that in your body?",
    "what would it mean to let that go?",
    "so {person} never asked you, is that right?",
    "what did you need at that moment?",
    "and {place}, was it the same?",
    "how long has it been like this?",
    "what happened then?",
    "have you slept at all?",
    "were you {feeling}, or was it something else?",
    "what would you say to {person}, if {person} were here?",
)
REFLECTED = (
    "it sounds as if you were quite {feeling}.",
    "so a part of you wanted to leave, and a part of you could not.",
    "you carried all of that by yourself.",
    "that must have been very hard.",
    "I hear how {feeling} that makes you.",
    "you noticed it, and you stopped.",
    "there is something in that week that keeps coming back.",
    "let's stay with that for a moment.",
    "take all the time that you need.",
)
TAUGHT = (
    "when we are {feeling}, the body gets ready long before we know it.",
    "the breath becomes short, the shoulders go up, and thinking gets narrow.",
    "what helps many people is to breathe out for longer than they breathe in.",
    "so you count to four, and then slowly to six.",
    "you cannot do it wrong, it is only practice.",
    "and the next time that it happens {place}, you will have tried it before.",
    "we can go through it together, step by step.",
    "notice your feet on the floor, and the chair behind your back.",
)
TOLD = (
    "I talked to {person} on {day}, and it was not good.",
    "I was {feeling} the whole day, even {place}.",
    "and then {person} said that I was making it up.",
    "I don't know, maybe I should have said something.",
    "it is always the same with {person}.",
    "I woke up at four, and I could not go back to sleep.",
    "I just stood there in the kitchen, and I did not know what to do.",
    "on {day} I went out for a walk, and that was nice, actually.",
    "I keep thinking about what {person} told me.",
    "my chest was tight, and my hands were cold.",
    "and I thought, here we go again.",
    "I never told {person} how {feeling} I was.",
    "nobody {place} knows about any of this.",
    "I tried what we talked about, the breathing, and it helped a little.",
    "sometimes I feel {feeling}, and sometimes I feel nothing at all.",
    "because if I stop, then everything falls apart.",
    "it was like being ten years old again.",
    "I wanted to call {person}, but I put the phone away.",
    "they looked at me, and I could tell what they were thinking.",
    "and that was the first time in months that I laughed.",
)
TRIED = {
    "therapist": ("And what did you say then?", "But how did you feel?", "Did you tell her about it?"),
    "client": ("But it was different that time.", "No, that is not it.", "I have tried that already."),
}
"""What is said in order to come in, and given up."""
NODS = ("mm-hm.", "yeah.", "okay.", "right.", "I see.", "sure.", "mm.")
SLOTS = {
    "person": ("my mother", "my sister", "Daniel", "my boss", "my father", "Ruth", "my brother"),
    "place": ("at work", "at home", "in the car", "on the train", "in that house"),
    "feeling": ("ashamed", "angry", "tired", "afraid", "lonely", "relieved", "overwhelmed"),
    "day": ("Monday", "Tuesday", "Thursday", "Saturday", "Sunday"),
}
ABOUT_A_CLAUSE = ",.?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words said in one breath, from `at_s` on: each with its start and end."""

    words: tuple[tuple[float, float, str], ...]

    @property
    def start_s(self) -> float:
        return self.words[0][0]

    @property
    def end_s(self) -> float:
        return self.words[-1][1]


@dataclass(slots=True)
class Lane:
    """One speaker's phrases in order; what would begin before the last ended begins after it."""

    phrases: list[Phrase]

    @property
    def end_s(self) -> float:
        return self.phrases[-1].end_s if self.phrases else 0.0


class Talk:
    """A client-led hour and more, in rounds: the client tells, the therapist nods, comes in, answers."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.lanes = {"therapist": Lane([]), "client": Lane([])}

    def run(self, duration_s: float) -> None:
        """Speak until the time is over."""
        at_s = self._say("therapist", 2.0, [self._chance.choice(OPENINGS)])
        while at_s < duration_s:
            at_s = self._round(at_s, long=self._chance.random() < 0.02)
        for lane in self.lanes.values():
            lane.phrases = [each for each in lane.phrases if each.end_s < duration_s]

    def _round(self, at_s: float, long: bool) -> float:
        chance = self._chance
        at_s = self._say("client", at_s + self._gap(), self._sentences(TOLD, 20 if long else 8), nodded=True)
        if chance.random() < 0.03:
            return self._say("therapist", at_s + 0.5, self._sentences(TAUGHT, 30, least=20), nodded=True)
        entry_s = at_s + self._entry()
        said = self._sentences(REFLECTED, 2) if chance.random() < 0.55 else []
        said += self._sentences(ASKED, 1) if chance.random() < 0.7 or not said else []
        if chance.random() < 0.15:
            entry_s = at_s - chance.uniform(1.2, 3.0)
            self._give_way("client", entry_s + chance.uniform(0.45, 0.9))
        at_s = self._say("therapist", entry_s, said)
        if chance.random() < 0.06:
            self._give_way("therapist", at_s - 0.3)
            return at_s - chance.uniform(0.9, 1.4)
        return at_s

    def _gap(self) -> float:
        """Before the client answers: sometimes a long silence."""
        chance = self._chance
        return chance.uniform(3.2, 14.0) if chance.random() < 0.13 else max(0.05, chance.gauss(0.7, 0.5))

    def _entry(self) -> float:
        """When the therapist comes in, against the client's end: an overlap, a gap, a silence."""
        kind = self._chance.random()
        if kind < 0.15:
            return -self._chance.uniform(0.05, 0.45)
        return self._chance.uniform(3.1, 9.0) if kind > 0.95 else max(0.05, self._chance.gauss(0.6, 0.4))

    def _give_way(self, by: str, at_s: float) -> None:
        """Break off in mid-sentence: what would begin after this is not said."""
        lane = self.lanes[by]
        while lane.phrases and lane.end_s > at_s:
            words = tuple(word for word in lane.phrases.pop().words if word[0] < at_s)
            if words:
                lane.phrases.append(Phrase(words))
                return

    def _sentences(self, bank: tuple[str, ...], most: int, least: int = 1) -> list[str]:
        drawn = self._chance.sample(bank, len(bank))
        filled = [self._filled(sentence, bank is TOLD) for sentence in drawn * 4]
        return filled[: self._chance.randint(least, most)]

    def _filled(self, sentence: str, own: bool) -> str:
        """With persons and places; "my" where it is `own`, else "your"."""
        said = sentence.format(**{name: self._chance.choice(words) for name, words in SLOTS.items()})
        return said if own else said.replace("my ", "your ")

    def _say(self, by: str, start_s: float, sentences: list[str], nodded: bool = False) -> float:
        """Speak them one after the other; the other may nod or try to come in.  Gives the end."""
        lane, at_s = self.lanes[by], max(start_s, self.lanes[by].end_s + 0.2)
        for number, sentence in enumerate(sentences):
            for words in self._breaths(sentence):
                phrase = self._spoken(at_s, words)
                lane.phrases.append(phrase)
                at_s = phrase.end_s + self._pause(words[-1])
            if nodded and number + 1 < len(sentences):
                self._react("client" if by == "therapist" else "therapist", at_s)
        return lane.end_s

    def _react(self, by: str, near_s: float) -> None:
        chance, lane = self._chance, self.lanes[by]
        trying = chance.random() < 0.05
        start_s = near_s + 0.4 if trying else near_s - chance.uniform(0.0, 0.6)
        if start_s < lane.end_s + 1.2 or not (trying or chance.random() < 0.36):
            return
        said = chance.choice(TRIED[by] if trying else NODS).split()
        lane.phrases.append(self._spoken(start_s, said))

    def _breaths(self, sentence: str) -> Iterator[list[str]]:
        words: list[str] = []
        for word in f"{sentence[0].upper()}{sentence[1:]}".split():
            words.append(word)
            if word[-1] in ABOUT_A_CLAUSE or len(words) >= self._chance.randint(2, 4):
                yield words
                words = []
        if words:
            yield words

    def _spoken(self, at_s: float, words: list[str]) -> Phrase:
        said = []
        for word in words:
            end_s = at_s + 0.065 + 0.04 * len(word) + self._chance.uniform(0.0, 0.08)
            said.append((at_s, end_s, word))
            at_s = end_s
        return Phrase(tuple(said))

    def _pause(self, last: str) -> float:
        longer = last[-1] in ABOUT_A_CLAUSE
        return self._chance.uniform(0.25, 0.75) if longer else self._chance.uniform(0.19, 0.34)
