"""The figures of a session as one row, so that the rows of many sessions make one table."""

from typing import Any

import msgspec

from monitor.document import Analysis, ChannelIntegrity, InterruptionCounts, Latency, Role
from monitor.export.verdicts import contested
from monitor.replay.passages import ROLES
from monitor.replay.times import in_seconds, ms


def summary_row(document: Analysis) -> dict[str, Any]:
    """The values by column; None where a figure is withheld or there is none."""
    time = document.talk_time_s
    row: dict[str, Any] = {
        "source": " + ".join(document.source),
        "program_version": document.program_version,
        "complete": document.complete,
        "duration_s": in_seconds(ms(document.duration_s)),
        "overlap_s": in_seconds(ms(time.overlap)),
        "silence_s": in_seconds(ms(time.silence)),
        "separation_db": document.integrity.separation_db,
        **_transcription(document),
    }
    for by in ROLES:
        row |= {f"{by}_{name}": value for name, value in _of(document, by).items()}
    reasons = [f"{name}: {why}" for name, why in document.withheld.items()]
    return row | {"withheld": "; ".join(reasons), "warnings": " ".join(document.integrity.warnings)}


def _transcription(document: Analysis) -> dict[str, Any]:
    made = document.transcription
    return {
        "transcribed": made is not None,
        "words_kept": document.words is not None,
        **{name: getattr(made, name, None) for name in ("model", "demo_words", "language", "note")},
    }


def _of(document: Analysis, by: Role) -> dict[str, Any]:
    """One speaker's figures."""
    sound: ChannelIntegrity = getattr(document.integrity, by)
    lost_ms = sum(ms(end_s) - ms(start_s) for start_s, end_s in sound.lost)
    made = document.transcription
    levels = {name: value for name, value in msgspec.structs.asdict(sound).items() if name != "lost"}
    return {
        "talk_time_s": in_seconds(ms(getattr(document.talk_time_s, by))),
        "talk_share": getattr(document.talk_share, by),
        **_each(InterruptionCounts, document.interruptions.get(by), "interruptions_"),
        "interruptions_contested": _contested(document, by),
        **_each(Latency, document.response_latency.get(by), "latency_"),
        "words": None if made is None else made.word_count.get(by),
        **levels,
        "lost_s": in_seconds(lost_ms),
    }


def _contested(document: Analysis, by: Role) -> int | None:
    return None if document.interruptions.get(by) is None else contested(document)[by]


def _each(kind: type[msgspec.Struct], figures: msgspec.Struct | None, prefix: str) -> dict[str, Any]:
    """Every field of the figures, None for each where there are none."""
    return {prefix + each.name: getattr(figures, each.name, None) for each in msgspec.structs.fields(kind)}
