"""The thresholds under which a document was made, read back from its settings."""

from dataclasses import dataclass, fields

from monitor.document import Analysis


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Those of [conversation] that the replay needs, in seconds."""

    rolling_s: float
    share_min_speech_s: float
    latency_turn_min_s: float
    lapse_s: float
    compete_max_s: float
    ipu_gap_s: float
    takeover_min_s: float
    silent_pause_max_s: float
    backchannel_isolation_s: float


LONGEST_S = 1e9

FIRST = Thresholds(
    rolling_s=300.0,
    share_min_speech_s=60.0,
    latency_turn_min_s=3.0,
    lapse_s=10.0,
    compete_max_s=3.0,
    ipu_gap_s=0.18,
    takeover_min_s=0.5,
    silent_pause_max_s=0.7,
    backchannel_isolation_s=1.0,
)
"""For a document that does not say: what the first version had in force."""


def thresholds(document: Analysis) -> Thresholds:
    """Each from the document; what it lacks, or what is no length, from `FIRST`."""
    said = document.settings.get("conversation", {})
    return Thresholds(**{each.name: _length(said.get(each.name), each.name) for each in fields(Thresholds)})


def _length(value: object, name: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < LONGEST_S:
        return float(value)
    return float(getattr(FIRST, name))
