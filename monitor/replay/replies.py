"""How soon each answered the other, answer by answer: those that metrics/response_latency counts."""

from itertools import pairwise

from monitor.document import Analysis, Turn
from monitor.replay.model import Reply
from monitor.replay.thresholds import Thresholds
from monitor.replay.times import ms


def replies(document: Analysis, rules: Thresholds) -> tuple[Reply, ...]:
    """In order of time.  As the metric does, turns are taken in the order in which they end."""
    told = sorted(document.turns, key=lambda turn: (ms(turn.end_s), ms(turn.start_s)))
    found = (_reply(question, answer, rules) for question, answer in pairwise(told))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.at_s))


def _reply(question: Turn, answer: Turn, rules: Thresholds) -> Reply | None:
    """None where a turn is no answer: one's own, begun before the other's, too late, to too little."""
    offset, length = ms(answer.start_s) - ms(question.end_s), ms(question.end_s) - ms(question.start_s)
    if answer.by == question.by or ms(answer.start_s) <= ms(question.start_s):
        return None
    if length < ms(rules.latency_turn_min_s) or offset > ms(rules.lapse_s):
        return None
    return Reply(by=answer.by, at_s=answer.start_s, latency_s=offset / 1000, turn_s=length / 1000)
