"""The silent interruptions of a document; without words, or in a language without lists, there are none."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from monitor.conversation.lexicon import Lexicon
from monitor.conversation.silent import Heard, Limits, SilentInterruption, silent_interruptions
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment, seconds, to_samples
from monitor.conversation.transcript import Word
from monitor.document import Analysis, Role
from monitor.replay.lanes import lanes, unheard
from monitor.replay.model import Span
from monitor.replay.passages import Passage, SpokenWord, Stretch
from monitor.replay.thresholds import thresholds
from monitor.replay.times import ms

KIND = "silent_interruption"
ROLES: Mapping[Channel, Role] = {Channel.THERAPIST: "therapist", Channel.CLIENT: "client"}
_PER_MS = SAMPLE_RATE // 1000
_NEAR_S = 2.0


def silent(
    document: Analysis, told: Sequence[Passage], lexicon: Lexicon | None
) -> tuple[SilentInterruption, ...]:
    """In order of time; `told` is all that was said.  None beside a stretch in which one was not heard."""
    if document.words is None or lexicon is None:
        return ()
    rules, spoken = thresholds(document), lanes(document)
    ipus = {channel: _ipus(spoken[role], ms(rules.ipu_gap_s)) for channel, role in ROLES.items()}
    limits = Limits(
        shortest=to_samples(rules.ipu_gap_s),
        longest=to_samples(rules.silent_pause_max_s),
        takeover=to_samples(rules.takeover_min_s),
        alone=to_samples(rules.backchannel_isolation_s),
    )
    heard = Heard(ipus, _words(told), to_samples(document.duration_s))
    lost = [span for spans in unheard(document).values() for span in spans]
    found = silent_interruptions(heard, limits, lexicon)
    return tuple(each for each in found if not any(_beside(each, span) for span in lost))


def _words(told: Sequence[Passage]) -> Callable[[Channel, Samples, Samples], Sequence[Word]]:
    said: dict[Role, list[SpokenWord]] = {role: [] for role in ROLES.values()}
    for passage in told:
        said[passage.by] += passage.words
    for words in said.values():
        words.sort(key=_middle_ms)

    def within(channel: Channel, start: Samples, end: Samples) -> Sequence[Word]:
        words = said[ROLES[channel]]
        first, last = (bisect_left(words, at // _PER_MS, key=_middle_ms) for at in (start, end))
        return [
            Word(word.text, word.start_ms * _PER_MS, word.end_ms * _PER_MS, word.confidence)
            for word in words[first:last]
        ]

    return within


def _middle_ms(word: SpokenWord) -> int:
    return (word.start_ms + word.end_ms) // 2


def _ipus(spoken: Sequence[Stretch], gap_ms: int) -> list[Segment]:
    joined: list[Stretch] = []
    for start, end in spoken:
        if joined and start - joined[-1][1] < gap_ms:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return [Segment(start * _PER_MS, end * _PER_MS) for start, end in joined]


def _beside(each: SilentInterruption, lost: Span) -> bool:
    return lost.start_s < seconds(each.start) + _NEAR_S and seconds(each.paused) - _NEAR_S < lost.end_s
