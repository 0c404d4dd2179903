"""The therapist's questions of a session, as the rules find them and as somebody corrected them."""

from collections.abc import Sequence

from monitor.conversation.questions import Asked, QuestionWords, judged
from monitor.conversation.remarks import QuestionCorrected, QuestionKind
from monitor.conversation.timeline import Samples, seconds, to_samples
from monitor.conversation.transcript import Word
from monitor.replay.model import Question, Span
from monitor.replay.passages import Passage, SpokenWord

SAME: Samples = to_samples(0.1)
"""A correction is of the sentence that begins within this of it."""


def asked_in(
    passages: Sequence[Passage], corrections: Sequence[QuestionCorrected], words: QuestionWords
) -> list[Question]:
    """In order of time.  A correction makes a question of any sentence, or says that it is none."""
    stretches = [[_word(word) for word in each.words] for each in passages if each.by == "therapist"]
    found = (_question(each, corrections) for each in judged(stretches, words))
    return sorted((each for each in found if each is not None), key=lambda each: each.span.start_s)


def _question(asked: Asked, corrections: Sequence[QuestionCorrected]) -> Question | None:
    correction = _of(asked, corrections)
    if asked.judged is None and (correction is None or correction is QuestionKind.NONE):
        return None
    kind, rule = (asked.judged.kind, asked.judged.rule.value) if asked.judged else (QuestionKind.NONE, "")
    span = Span(round(seconds(asked.stretch.start), 3), round(seconds(asked.stretch.end), 3))
    return Question(span, asked.text, correction or kind, rule, corrected=correction is not None)


def _of(asked: Asked, corrections: Sequence[QuestionCorrected]) -> QuestionKind | None:
    """What the nearest correction says, if it is of this sentence."""
    near = [each for each in corrections if abs(each.at - asked.stretch.start) <= SAME and each.kind]
    return min(near, key=lambda each: abs(each.at - asked.stretch.start)).kind if near else None


def _word(word: SpokenWord) -> Word:
    return Word(word.text, to_samples(word.start_ms / 1000), to_samples(word.end_ms / 1000), word.confidence)
