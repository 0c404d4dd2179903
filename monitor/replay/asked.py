"""The therapist's questions, by the rules on the words, and as they were corrected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from monitor.conversation import questions as rules
from monitor.conversation.questions import QuestionWords
from monitor.conversation.remarks import QuestionCorrected, QuestionKind, Remarks
from monitor.conversation.sentences import marks_are_meant
from monitor.conversation.timeline import SAMPLE_RATE, Samples, seconds, to_samples
from monitor.conversation.transcript import Word
from monitor.document import Analysis
from monitor.replay.marked import remarked
from monitor.replay.model import Question, Span
from monitor.replay.passages import Passage, passages

NEAR: Samples = to_samples(0.1)
"""A sentence that begins within this of a correction is the one that was meant."""
_PER_MS = SAMPLE_RATE // 1000


def questions(told: Sequence[Passage], remarks: Remarks, words: QuestionWords) -> tuple[Question, ...]:
    """Those in all that is told, by the rules, and sentences that somebody says are some; in order of time.

    One that was corrected to be none is listed as that, so that it can be put right again.
    """
    asking = [*_therapists(told)]
    meant = marks_are_meant([_words(each) for each in asking])
    return _in_order(each for passage in asking for each in _in(passage, remarks, words, meant))


def asked_in(document: Analysis, words: QuestionWords | None) -> tuple[Question, ...]:
    """`questions` of a document with its own remarks; none where it has no words, or no rules for them."""
    if words is None or document.words is None:
        return ()
    return questions(passages(document), remarked(document)[0], words)


def corrected(
    found: Sequence[Question],
    told: Sequence[Passage],
    before: Remarks,
    remarks: Remarks,
    words: QuestionWords,
) -> tuple[Question, ...]:
    """What `questions` gives with other remarks than before, looking at no more than these change."""
    times = [each.at for each in {*before.questions} ^ {*remarks.questions}]
    if not times:
        return tuple(found)
    meant = marks_are_meant([_words(each) for each in _therapists(told)])
    touched = [each for each in _therapists(told) if _begun_in(each, times)]
    gone = Counter(each for passage in touched for each in _in(passage, before, words, meant))
    come = Counter(each for passage in touched for each in _in(passage, remarks, words, meant))
    return _in_order((Counter(found) - gone + come).elements())


def _in_order(found: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(sorted(found, key=lambda each: (each.span.start_s, each.span.end_s, each.text)))


def _therapists(told: Sequence[Passage]) -> Iterator[Passage]:
    return (each for each in told if each.by == "therapist" and each.words)


def _words(passage: Passage) -> list[Word]:
    return [
        Word(word.text, word.start_ms * _PER_MS, word.end_ms * _PER_MS, word.confidence)
        for word in passage.words
    ]


def _in(passage: Passage, remarks: Remarks, words: QuestionWords, meant: bool) -> Iterator[Question]:
    """`meant`: whether question marks are."""
    for each in rules.judged([_words(passage)], words, meant):
        correction = _correction(each.stretch.start, remarks.questions)
        kind = _kind(each, correction)
        if kind is not None:
            yield Question(
                span=Span(seconds(each.stretch.start), seconds(each.stretch.end)),
                text=each.text,
                kind=kind,
                rule=each.judged.rule.value if each.judged else "",
                corrected=correction is not None,
                by_rules=each.judged.kind if each.judged else QuestionKind.NONE,
            )


def _kind(each: rules.Asked, correction: QuestionCorrected | None) -> QuestionKind | None:
    """None where it is no question and nobody said that it was."""
    by_rule = each.judged.kind if each.judged else None
    if correction is None or correction.kind is None:
        return by_rule
    return None if by_rule is None and correction.kind is QuestionKind.NONE else correction.kind


def _correction(start: Samples, made: Sequence[QuestionCorrected]) -> QuestionCorrected | None:
    near = [each for each in made if each.kind is not None and abs(each.at - start) <= NEAR]
    return min(near, key=lambda each: abs(each.at - start), default=None)


def _begun_in(passage: Passage, times: Sequence[Samples]) -> bool:
    """Whether a sentence of the passage may begin at one of the times."""
    first, last = (passage.words[at].start_ms * _PER_MS for at in (0, -1))
    return any(first - NEAR <= at <= last + NEAR for at in times)
