"""The analysis as a table that a therapist can read in a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.conversation.timeline import clock
from monitor.document import (
    Analysis,
    InterruptionCounts,
    Latency,
    Role,
    Silence,
    SuccessfulInterruption,
    Transcription,
    UnresolvedOverlap,
)
from monitor.export.verdicts import contested, verdicts

LABELS: dict[Role, str] = {"therapist": "Therapist", "client": "Client"}
EXAMPLES = 5
"""So many interruptions are shown with their words, and so many times of what is missing."""
_QUOTE = 28
"""Characters of a quotation: two of them, with time and name, fit into 80 columns."""


def summary(document: Analysis) -> RenderableType:
    """Title, a figure per row with a column per speaker, and what cannot be trusted."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    table.add_column("")
    for label in LABELS.values():
        table.add_column(label, justify="right", min_width=10)
    for row in _rows(document):
        table.add_row(*row)
    title = Text(_title(document), style="bold")
    words = [*_cut_off(document), *_footnotes(document)]
    return Group(title, Text(), table, *words, *_recounts(document))


def _title(document: Analysis) -> str:
    stopped = "" if document.complete else ", stopped early"
    return f"{' + '.join(document.source)} · {minutes(document.duration_s)}{stopped}"


def _rows(document: Analysis) -> list[tuple[str, ...]]:
    share, time = document.talk_share, document.talk_time_s
    counts = [document.interruptions[role] for role in LABELS]
    latency = [document.response_latency[role] for role in LABELS]
    longest = [
        max((turn.end_s - turn.start_s for turn in document.turns if turn.by == role), default=0.0)
        for role in LABELS
    ]
    noted = [
        sum(event.by == role and event.__struct_config__.tag == "backchannel" for event in document.events)
        for role in LABELS
    ]
    return [
        ("Talk share", _percent(share.therapist), _percent(share.client)),
        ("Talk time", minutes(time.therapist), minutes(time.client)),
        ("Longest turn", minutes(longest[0]), minutes(longest[1])),
        ("Interruptions made", *(_count(c, "successful", "attempted", "unresolved") for c in counts)),
        ("  took the floor", *(_count(c, "successful") for c in counts)),
        ("  gave way", *(_count(c, "attempted") for c in counts)),
        ("  unresolved", *(_count(c, "unresolved") for c in counts)),
        *_contested(document),
        ("Backchannels", *map(str, noted)),
        ("Response latency, median", *map(_median, latency)),
        *_word_counts(document.transcription),
    ]


def _word_counts(transcription: Transcription | None) -> list[tuple[str, ...]]:
    if transcription is None:
        return []
    return [("Words", *(str(transcription.word_count.get(role, "–")) for role in LABELS))]


def _contested(document: Analysis) -> list[tuple[str, ...]]:
    made = contested(document)
    if not any(made.values()) or "interruptions" in document.withheld:
        return []
    return [("  contested, not counted", *(str(made[role]) for role in LABELS))]


def _cut_off(document: Analysis) -> list[RenderableType]:
    """The surest interruptions that count and of whose words enough is known, in order of time."""
    not_counted = verdicts(document)
    known = [
        (event, event.words)
        for event in document.events
        if isinstance(event, SuccessfulInterruption | UnresolvedOverlap)
        and event.words is not None
        and event.words.cut_off
        and event.id not in not_counted
    ]
    if not known or "interruptions" in document.withheld:
        return []
    surest = sorted(known, key=lambda pair: -pair[0].confidence)[:EXAMPLES]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("", "Came in", "Was cut off", "By saying"):
        table.add_column(heading, no_wrap=True, justify="left" if heading else "right")
    for event, words in sorted(surest, key=lambda pair: pair[0].start_s):
        quoted = _quoted_end(words.cut_off or ""), _quoted_beginning(words.said or "")
        table.add_row(clock(event.start_s), LABELS[event.by or "therapist"], *map(Text, quoted))
    if len(known) > len(surest):
        table.add_row("", "", f"and {len(known) - len(surest)} more", "")
    return [Text(), table]


def _quoted_beginning(text: str) -> str:
    room = _QUOTE - len("“…”")
    if len(text) <= room + 1:
        return f"“{text}”" if text else ""
    head = text[: room + 1]
    return f"“{head.rpartition(' ')[0] or head[:-1]}…”"


def _quoted_end(text: str) -> str:
    """The last words, for where it broke off is what matters."""
    text, room = text.rstrip(" .,…-–—"), _QUOTE - len("“……”")
    if len(text) <= room + 1:
        return f"“{text}…”"
    tail = text[-room - 1 :]
    return f"“…{tail.partition(' ')[2] or tail[1:]}…”"


def _footnotes(document: Analysis) -> list[Text]:
    silences = [event for event in document.events if isinstance(event, Silence)]
    total_s = sum(event.end_s - event.start_s for event in silences)
    lines = [Text(), Text(f"Silences of 3 s or more: {len(silences)}, together {minutes(total_s)}")]
    lines += map(Text, _about_words(document.transcription))
    lines += [Text(f"Withheld: {name.replace('_', ' ')}: {why}") for name, why in document.withheld.items()]
    lines += [Text(f"Note: {warning}") for warning in document.integrity.warnings]
    return lines


def _about_words(transcription: Transcription | None) -> list[str]:
    """By which model the words are, how late they came, and where there are none, with the reason."""
    if transcription is None:
        return []
    late = f", up to {transcription.lag_s:.0f} s late" if transcription.lag_s >= 1 else ""
    language = f", language {transcription.language}" if transcription.language else ""
    lines = [f"Words by {transcription.model}{language}{late}"]
    lost = [(start_s, by, reason) for start_s, _, by, reason in transcription.not_transcribed]
    refused = [(each.start_s, each.by, each.reason) for each in transcription.refused]
    lines += [f"Not transcribed: {line}" for line in _by_reason(lost)]
    lines += [f"Not believed: {line}" for line in _by_reason(refused)]
    return [*lines, f"Note: {transcription.note}"] if transcription.note else lines


def _by_reason(stretches: Iterable[tuple[float, Role, str]]) -> list[str]:
    """For each reason and speaker how often it held, and when."""
    when: dict[tuple[str, Role], list[str]] = {}
    for start_s, by, reason in sorted(stretches):
        when.setdefault((reason, by), []).append(clock(start_s))
    return [
        f"{_stretches(len(times))} of the {by} ({reason}): {_some(times)}"
        for (reason, by), times in when.items()
    ]


def _stretches(count: int) -> str:
    return "1 stretch" if count == 1 else f"{count} stretches"


def _some(times: Sequence[str]) -> str:
    return ", ".join(times if len(times) <= EXAMPLES else [*times[:EXAMPLES], "…"])


def _recounts(document: Analysis) -> list[RenderableType]:
    """How the interruptions made would be counted by neighbouring definitions."""
    if document.sensitivity is None:
        return []
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Threshold", "Value", *LABELS.values()):
        table.add_column(heading, justify="left" if heading == "Threshold" else "right")
    for row in document.sensitivity:
        counts = [_made(row.interruptions[role]) for role in LABELS]
        table.add_row(row.setting, f"{row.value:g}", *counts, style="bold" if row.in_force else "")
    title = Text("Interruptions made under neighbouring thresholds (bold: in force), with how they ended:")
    lines = [title, Text("took the floor / gave way / unresolved")]
    if any(contested(document).values()):
        lines.append(Text("What was contested is counted here: the figures above leave it out."))
    return [Text(), *lines, Text(), table]


def _made(counts: InterruptionCounts) -> str:
    total = counts.successful + counts.attempted + counts.unresolved
    return f"{total} ({counts.successful} / {counts.attempted} / {counts.unresolved})"


def minutes(duration_s: float) -> str:
    """7.2 s, 1:05 or 1:02:03."""
    if duration_s < 60:
        return f"{duration_s:.1f} s"
    whole = round(duration_s)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _count(counts: InterruptionCounts | None, *kinds: str) -> str:
    return "withheld" if counts is None else str(sum(getattr(counts, kind) for kind in kinds))


def _percent(share: float | None) -> str:
    return "withheld" if share is None else f"{100 * share:.0f} %"


def _median(latency: Latency | None) -> str:
    return "–" if latency is None else f"{latency.median_s:.2f} s"
