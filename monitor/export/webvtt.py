"""WebVTT: subtitles for a player, a cue for each turn and for what was said outside turns."""

from monitor.document import Analysis
from monitor.export.tiers import SPEAKS
from monitor.replay.passages import Passage, passages
from monitor.replay.text import one_line


def webvtt(document: Analysis) -> str:
    """The file.  A cue lasts a millisecond at least, for the format knows none without length."""
    notes = [f"session-monitor {document.program_version}"]
    if document.transcription and document.transcription.note:
        notes.append(document.transcription.note)
    head = ["WEBVTT\n", *(f"NOTE {_escaped(one_line(note))}\n" for note in notes)]
    return "\n".join([*head, *(_cue(each) for each in passages(document))])


def _cue(passage: Passage) -> str:
    end_ms = max(passage.end_ms, passage.start_ms + 1)
    said = _escaped(passage.text) or SPEAKS
    return f"{_clock(passage.start_ms)} --> {_clock(end_ms)}\n<v {passage.by.title()}>{said}\n"


def _clock(time_ms: int) -> str:
    """hh:mm:ss.ttt, hours as many as there are."""
    minutes, rest = divmod(time_ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
