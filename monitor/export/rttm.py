"""RTTM, the format of speaker diarisation: who spoke when, ten columns in a line.

The columns are those of NIST's Rich Transcription evaluations: type, file, channel, onset and
duration in seconds, and the speaker's name; <NA> where a column has no meaning here.
"""

import re
from pathlib import PurePath

from monitor.document import Analysis
from monitor.replay.passages import ROLES
from monitor.replay.times import in_seconds, ms

_NOT_IN_A_NAME = re.compile(r"[^\w.+-]+")


def rttm(document: Analysis) -> str:
    """A line per segment of speech in order of time; what has no length is left out."""
    spoken = sorted(
        (ms(start_s), ms(end_s), role) for role in ROLES for start_s, end_s in document.segments.get(role, [])
    )
    name = file_id(document)
    return "".join(
        f"SPEAKER {name} 1 {in_seconds(start)} {in_seconds(end - start)} <NA> <NA> {role} <NA> <NA>\n"
        for start, end, role in spoken
        if end > start
    )


def file_id(document: Analysis) -> str:
    """The recording's name without its ending, one word; of two recordings both names, joined by +."""
    stems = (PurePath(name).stem for name in document.source)
    words = [_NOT_IN_A_NAME.sub("_", stem).strip("_") for stem in stems]
    return "+".join(word for word in words if word) or "session"
