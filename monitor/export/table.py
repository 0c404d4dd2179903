"""The analysis as a table that a therapist can read in a terminal."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.export.document import Analysis, InterruptionCounts, Latency, Role, Silence

LABELS: dict[Role, str] = {"therapist": "Therapist", "client": "Client"}


def summary(document: Analysis) -> RenderableType:
    """Title, a figure per row with a column per speaker, and what cannot be trusted."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=True, header_style="bold")
    table.add_column("")
    for label in LABELS.values():
        table.add_column(label, justify="right", min_width=10)
    for row in _rows(document):
        table.add_row(*row)
    title = Text(_title(document), style="bold")
    return Group(title, Text(), table, *_footnotes(document), *_recounts(document))


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
        ("Backchannels", *map(str, noted)),
        ("Response latency, median", *map(_median, latency)),
    ]


def _footnotes(document: Analysis) -> list[Text]:
    silences = [event for event in document.events if isinstance(event, Silence)]
    total_s = sum(event.end_s - event.start_s for event in silences)
    lines = [Text(), Text(f"Silences of 3 s or more: {len(silences)}, together {minutes(total_s)}")]
    lines += [Text(f"Withheld: {name.replace('_', ' ')}: {why}") for name, why in document.withheld.items()]
    lines += [Text(f"Note: {warning}") for warning in document.integrity.warnings]
    return lines


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
    return [Text(), title, Text("took the floor / gave way / unresolved"), Text(), table]


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
