"""How soon each answered the other, answer by answer: those that metrics/response_latency counts."""

from collections.abc import Sequence
from itertools import pairwise

from monitor.document import Analysis, Role, Turn
from monitor.replay.model import Reply
from monitor.replay.thresholds import Thresholds
from monitor.replay.times import ms


def replies(document: Analysis, rules: Thresholds) -> tuple[Reply, ...]:
    """In order of time; turns are taken in the order in which the metric heard of them."""
    told = _as_they_became_known(document.turns, ms(rules.compete_max_s))
    found = (_reply(question, answer, rules) for question, answer in pairwise(told))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.at_s))


def _as_they_became_known(turns: Sequence[Turn], always_a_turn: int) -> list[Turn]:
    """In the order in which they end, with one exception.

    A turn that lies in one of the other's was either talked through, as long speech may be, and the
    other kept the floor; or it is short, the other fell silent, and it had taken the floor over: then
    it became known after theirs.
    """
    last: dict[Role, Turn] = {}
    places: list[tuple[int, bool, int]] = []
    ordered = sorted(turns, key=lambda turn: ms(turn.start_s))
    for turn in ordered:
        start, end = ms(turn.start_s), ms(turn.end_s)
        about = last.get("client" if turn.by == "therapist" else "therapist")
        taken_over = about is not None and end <= ms(about.end_s) and end - start < always_a_turn
        places.append((ms(about.end_s), True, start) if about and taken_over else (end, False, -start))
        last[turn.by] = turn
    return [turn for _, turn in sorted(zip(places, ordered, strict=True), key=lambda pair: pair[0])]


def _reply(question: Turn, answer: Turn, rules: Thresholds) -> Reply | None:
    """None where a turn is no answer: one's own, begun before the other's, too late, to too little."""
    offset, length = ms(answer.start_s) - ms(question.end_s), ms(question.end_s) - ms(question.start_s)
    if answer.by == question.by or ms(answer.start_s) <= ms(question.start_s):
        return None
    if length < ms(rules.latency_turn_min_s) or offset > ms(rules.lapse_s):
        return None
    return Reply(by=answer.by, at_s=answer.start_s, latency_s=offset / 1000, turn_s=length / 1000)
