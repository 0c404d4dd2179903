"""A moment in words: its title, its evidence, and how many of them there are."""

from collections.abc import Iterator

from PyQt6.QtCore import QCoreApplication

from monitor.conversation.timeline import clock
from monitor.document import Role
from monitor.replay.model import Moment, Replay
from monitor.replay.passages import SpokenWord
from monitor.replay.silent import KIND as SILENT
from monitor.ui.review.entries import Entry
from monitor.ui.review.words import kind_name, seconds, verdict_name

translate = QCoreApplication.translate
SURE, FAIRLY_SURE = 0.8, 0.5
"""From which confidence on it is called clear, and fairly clear."""
SLACK_MS = 2000
"""Words may lie somewhat outside the speech that they belong to."""
ROLES: tuple[Role, Role] = ("therapist", "client")


def entry(moment: Moment) -> Entry:
    """The moment's place in the list."""
    return Entry(
        key=moment.id,
        at=clock(moment.span.start_s),
        title=title(moment),
        by=moment.by,
        right=seconds(moment.overlap_s or moment.span.length_s),
        aside="" if moment.verdict is None else verdict_name(moment.verdict),
        text=_core(moment),
        struck=moment.verdict is not None,
        moment=moment,
    )


def title(moment: Moment) -> str:
    """What it is, which one, and whose."""
    if moment.by == "therapist":
        named = translate("Review", "{kind} {number}, therapist")
    else:
        named = translate("Review", "{kind} {number}, client")
    return named.format(kind=kind_name(moment.kind), number=moment.number)


def _core(moment: Moment) -> str:
    if moment.cut_off:
        return translate("Review", "Cut off: “{words} —”").format(words=moment.cut_off)
    if moment.said:
        return translate("Review", "“{words}”").format(words=moment.said)
    return "" if moment.is_monologue else yielded(moment)


def yielded(moment: Moment) -> str:
    """Who gave way."""
    if moment.yielded == "therapist":
        return translate("Review", "The therapist stopped first.")
    if moment.yielded == "client":
        return translate("Review", "The client stopped first.")
    return translate("Review", "Neither gave way first.")


def evidence(moment: Moment) -> list[str]:
    """What shows it, in sentences."""
    if moment.kind == SILENT:
        return list(_silent(moment))
    return list(_monologue(moment) if moment.is_monologue else _overlap(moment))


def certainty(moment: Moment) -> list[str]:
    """How sure it is, and what it was taken for before."""
    return [confidence(moment)] + ([_history(moment)] if len(moment.history) > 1 else [])


def _monologue(moment: Moment) -> Iterator[str]:
    yield translate("Review", "{speech} of speech in a turn of {length}.").format(
        speech=seconds(moment.speech_s), length=seconds(moment.span.length_s)
    )
    if moment.said:
        yield translate("Review", "It began: “{words}”").format(words=moment.said)


def _silent(moment: Moment) -> Iterator[str]:
    if moment.by == "therapist":
        came_in = translate("Review", "The therapist came in {length} into a pause, without an overlap.")
        left = translate("Review", "The client had not finished: “{words} —”")
    else:
        came_in = translate("Review", "The client came in {length} into a pause, without an overlap.")
        left = translate("Review", "The therapist had not finished: “{words} —”")
    yield came_in.format(length=seconds(moment.span.length_s))
    yield left.format(words=moment.cut_off)
    yield translate("Review", "Said then: “{words}”").format(words=moment.said)
    yield translate("Review", "Whoever trails off looks the same, so this is counted nowhere.")


def _overlap(moment: Moment) -> Iterator[str]:
    both = translate("Review", "Both spoke for {length}.").format(length=seconds(moment.overlap_s))
    yield f"{both} {yielded(moment)}"
    if moment.cut_off:
        yield translate("Review", "Cut off: “{words} —”").format(words=moment.cut_off)
    if moment.said:
        yield translate("Review", "Said meanwhile: “{words}”").format(words=moment.said)


def confidence(moment: Moment) -> str:
    percent = round(moment.confidence * 100)
    if moment.confidence >= SURE:
        return translate("Review", "A clear case ({percent} %).").format(percent=percent)
    if moment.confidence >= FAIRLY_SURE:
        return translate("Review", "A fairly clear case ({percent} %).").format(percent=percent)
    return translate("Review", "A doubtful case ({percent} %): listen to it.").format(percent=percent)


def _history(moment: Moment) -> str:
    first, *later = [kind_name(kind) for kind in moment.history]
    return translate("Review", "At first taken for: {first}. Then: {then}.").format(
        first=first, then=", ".join(later)
    )


def around(replay: Replay, moment: Moment) -> list[tuple[Role, str]]:
    """What both said in the ten seconds around it, passage by passage."""
    found = []
    start_ms, end_ms = moment.around.start_s * 1000 - SLACK_MS, moment.around.end_s * 1000 + SLACK_MS
    for passage in replay.passages:
        if passage.end_ms < start_ms or passage.start_ms > end_ms:
            continue
        words = [word.text for word in passage.words if _inside(word, moment)]
        if words:
            before = "… " if not _inside(passage.words[0], moment) else ""
            after = " …" if not _inside(passage.words[-1], moment) else ""
            found.append((passage.by, f"{before}{' '.join(words)}{after}"))
    return found


def _inside(word: SpokenWord, moment: Moment) -> bool:
    return word.end_ms > moment.around.start_s * 1000 and word.start_ms < moment.around.end_s * 1000


def headline(replay: Replay) -> str:
    """How many there are of each."""
    parts = [part for role in ROLES if (part := _counted(replay, role))]
    parts += [part for part in (_monologues(replay),) if part]
    return ". ".join(parts) + "." if parts else ""


def _counted(replay: Replay, role: Role) -> str:
    counts, contested = replay.summary.interruptions[role], replay.summary.contested[role]
    if counts is None:
        return ""
    count = counts.successful + counts.attempted + counts.unresolved
    if role == "therapist":
        one, many, none = (
            translate("Review", "1 interruption by the therapist"),
            translate("Review", "{count} interruptions by the therapist"),
            translate("Review", "No interruptions by the therapist"),
        )
    else:
        one, many, none = (
            translate("Review", "1 by the client"),
            translate("Review", "{count} by the client"),
            translate("Review", "None by the client"),
        )
    said = (none, one)[count] if count < 2 else many.format(count=count)
    if not contested:
        return said
    return f"{said}, " + translate("Review", "{count} contested").format(count=contested)


def _monologues(replay: Replay) -> str:
    count = sum(replay.summary.monologues.values())
    if count == 1:
        return translate("Review", "1 monologue")
    return translate("Review", "{count} monologues").format(count=count) if count else ""
