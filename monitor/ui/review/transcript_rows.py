"""The transcript as rows to read: paragraphs of turns, what was said aside, and silences.

A turn is parted where it is silent for 3 s and more, and where it runs on, at the end of a
sentence.  What the other says while it lasts, without taking the floor, stands within it at its
place, for a listener's "mm-hm" is not to break the sentence that it hears out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from monitor.document import Role
from monitor.replay.model import Moment, Quiet, Replay
from monitor.replay.passages import Passage, SpokenWord
from monitor.replay.silent import KIND as SILENT

PARAGRAPH_S = 35.0
"""A turn goes on in a new paragraph at the first end of a sentence after this."""
PARAGRAPH_MOST_S = 70.0
_SLACK_S = 0.15
"""Times of words are less sure than those of speech."""
_SENTENCE_ENDS = (".", "?", "!", "…")

RowKind = Literal["turn", "more", "aside", "silence"]


@dataclass(slots=True)
class Row:
    """`more` is a further paragraph of a turn.

    `words` are in order of time; those of the other are said aside.  `marks` are moments that begin
    before the word of that number, -1: somewhere in a row without words; `cuts` the words after which
    the clause broke off.
    """

    kind: RowKind
    by: Role | None
    start_s: float
    end_s: float
    words: list[SpokenWord] = field(default_factory=list)
    quiet: Quiet | None = None
    marks: dict[int, Moment] = field(default_factory=dict)
    cuts: set[int] = field(default_factory=set)

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def is_plain(self) -> bool:
        """No sign, no cut, nothing said aside."""
        return not self.marks and not self.cuts and all(word.by == self.by for word in self.words)


def rows(replay: Replay) -> list[Row]:
    """All that there is to read, in order of time."""
    turns = [
        row for passage in replay.passages if passage.turn is not None for row in _parted(passage, replay)
    ]
    turns.sort(key=lambda row: row.start_s)
    aside = [row for row in _asides(replay.passages) if not _laid_into(row, turns)]
    silences = [
        Row("silence", quiet.ended_by, quiet.span.start_s, quiet.span.end_s, quiet=quiet)
        for quiet in replay.silences
    ]
    found = sorted(turns + aside + silences, key=lambda row: (row.start_s, row.end_s))
    _mark(found, [moment for moment in replay.moments if not moment.is_monologue])
    return found


def _parted(passage: Passage, replay: Replay) -> list[Row]:
    """A turn's paragraphs."""
    start_s, end_s = passage.start_ms / 1000, passage.end_ms / 1000
    if not passage.words:
        return [Row("turn", passage.by, start_s, end_s)]
    groups = list(_paragraphs(passage.words, _silences_within(replay.silences, start_s, end_s)))
    starts = [start_s, *(group[0].start_ms / 1000 for group in groups[1:])]
    ends = [*(group[-1].end_ms / 1000 for group in groups[:-1]), end_s]
    turn: RowKind = "turn"
    more: list[RowKind] = ["more"] * (len(groups) - 1)
    return [
        Row(kind, passage.by, start, end, group)
        for kind, start, end, group in zip((turn, *more), starts, ends, groups, strict=True)
    ]


def _silences_within(silences: Sequence[Quiet], start_s: float, end_s: float) -> list[int]:
    """Where in this stretch a silence ends, in milliseconds."""
    first = bisect_left(silences, start_s, key=lambda quiet: quiet.span.start_s)
    last = bisect_left(silences, end_s, key=lambda quiet: quiet.span.start_s)
    return [round(quiet.span.end_s * 1000) for quiet in silences[first:last]]


def _paragraphs(words: Sequence[SpokenWord], breaks_ms: Sequence[int]) -> Iterator[list[SpokenWord]]:
    group: list[SpokenWord] = []
    for word in words:
        if group and (_long_enough(group, word) or _broken(group[-1], word, breaks_ms)):
            yield group
            group = []
        group.append(word)
    yield group


def _long_enough(group: Sequence[SpokenWord], word: SpokenWord) -> bool:
    lasted_s = (word.start_ms - group[0].start_ms) / 1000
    if lasted_s < PARAGRAPH_S:
        return False
    return lasted_s > PARAGRAPH_MOST_S or group[-1].text.endswith(_SENTENCE_ENDS)


def _broken(before: SpokenWord, word: SpokenWord, breaks_ms: Sequence[int]) -> bool:
    return any(before.start_ms + word.start_ms < 2 * at <= 2 * word.end_ms for at in breaks_ms)


def _asides(passages: Sequence[Passage]) -> Iterator[Row]:
    for passage in passages:
        if passage.turn is None:
            yield Row(
                "aside", passage.by, passage.start_ms / 1000, passage.end_ms / 1000, list(passage.words)
            )


def _laid_into(aside: Row, turns: Sequence[Row]) -> bool:
    """Puts the words into the other's paragraph in which they were said, if there is one."""
    at = bisect_right(turns, aside.start_s, key=lambda row: row.start_s)
    for row in reversed(turns[max(0, at - 4) : at]):
        if row.by != aside.by and row.words and aside.start_s < row.end_s:
            place = bisect_right(row.words, aside.words[0].start_ms, key=lambda word: word.start_ms)
            row.words[place:place] = aside.words
            return True
    return False


def _mark(found: Sequence[Row], moments: Sequence[Moment]) -> None:
    starts = [row.start_s for row in found]
    for moment in moments:
        end_s = moment.span.start_s + max(moment.overlap_s, moment.span.length_s)
        near = found[max(0, bisect_right(starts, moment.span.start_s) - 6) : bisect_right(starts, end_s)]
        _sign(near, moment)
        if moment.kind in ("successful_interruption", SILENT):
            _cut(near, moment)


def _sign(near: Sequence[Row], moment: Moment) -> None:
    """Before the first word of the one who came in; where there are no words, on the turn."""
    start_s, end_s = moment.span.start_s, moment.span.start_s + max(moment.span.length_s, moment.overlap_s)
    for row in near:
        for number, word in enumerate(row.words):
            if word.by == moment.by and _within(word, start_s, end_s):
                row.marks[number] = moment
                return
    bare = [row for row in near if row.quiet is None and not row.words and row.end_s > start_s]
    own = [row for row in bare if row.by == moment.by]
    for row in (own or bare)[:1]:
        row.marks[-1] = moment


def _within(word: SpokenWord, start_s: float, end_s: float) -> bool:
    return word.end_ms / 1000 > start_s - _SLACK_S and word.start_ms / 1000 < end_s + _SLACK_S


def _cut(near: Sequence[Row], moment: Moment) -> None:
    """After the last word that the other began before giving way."""
    stopped_s = moment.span.start_s + moment.overlap_s + _SLACK_S
    began = [
        (word.start_ms, row, number)
        for row in near
        for number, word in enumerate(row.words)
        if word.by != moment.by and row.by == word.by and word.start_ms / 1000 < stopped_s
    ]
    if began:
        _start, row, number = max(began, key=lambda each: each[0])
        row.cuts.add(number)
