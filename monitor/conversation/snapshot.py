"""What a view may draw: one immutable picture of the session, and nothing to compute."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from monitor.conversation.cues import Cue, CueKind
from monitor.conversation.timeline import Channel

NOT_YET = "not enough speech yet"
"""Why a share is withheld at the beginning of every session."""


class Floor(Enum):
    """Who speaks or, in a short pause, still has the floor."""

    NOBODY = "nobody"
    THERAPIST = "therapist"
    CLIENT = "client"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Share:
    """The therapist's part of the talk, 0 to 1; None while it is withheld, and then why."""

    therapist: float | None
    withheld: str | None = None

    @property
    def client(self) -> float | None:
        return None if self.therapist is None else 1.0 - self.therapist


@dataclass(frozen=True, slots=True)
class Caption:
    """One speaker's words in the utterance that lasts, or else in their last one, from its beginning on.

    `steady` stays as it is; what follows it, `unsteady`, may yet change.
    """

    speaker: Channel
    steady: str
    unsteady: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """How transcription fares; no figure depends on it.

    `behind_s` is how far it lags behind the speech, `trouble` why there are no words now.
    `captions` hold at most one of each speaker.  `demo`: the words come from the demo model.
    """

    behind_s: float
    trouble: str = ""
    captions: tuple[Caption, ...] = ()
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether words and sound are kept beside the numbers; `trouble` is why nothing is now."""

    words: bool
    sound: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The session as far as it is settled.

    Times and lengths are seconds.  `share_rolling` covers the last `rolling_s`,
    `share_session` all of the session; both leave backchannels out.  `speech_s` is the speech
    heard so far, of both.  `monologue_s` is the current turn's speech, but for what is led on purpose of it,
    and `monologue_by` whose turn it is, None while nobody can tell (not `floor`: a "mm-hm" would make that
    both for a moment, and a note drawn from it would blink); `silence_s` is the current silence of both.
    `speaking` are the channels that are heard now.  `interruptions` is None while it is withheld.
    `caution` is what casts doubt on the figures without withholding one.
    `lost` names channels that are not heard, with the reason.  `words` is None where nothing is
    transcribed, `keeping` where nothing is to be kept.  `cue` is what is said to the therapist now,
    `share_noted` the share above which numbers say that it is high (None: nowhere); `intended`: the
    stretch is led on purpose.  `cues_wanted`: the kinds of cues that the session may bring, and which the
    user still wants.  `bookmark`: whether one was made just now, or none because nothing is kept.
    """

    at_s: float
    rolling_s: float
    share_rolling: Share
    share_session: Share
    speech_s: float
    speech_needed_s: float
    interruptions: int | None
    last_interruption_at_s: float | None
    client_interruptions: int
    floor: Floor
    speaking: frozenset[Channel]
    monologue_by: Channel | None
    monologue_s: float
    monologue_noted_s: float
    silence_s: float
    caution: str = ""
    lost: tuple[tuple[Channel, str], ...] = ()
    paused: bool = False
    swapped: bool = False
    words: Words | None = None
    keeping: Keeping | None = None
    cue: Cue | None = None
    share_noted: float | None = None
    intended: bool = False
    cues_wanted: tuple[tuple[CueKind, bool], ...] = ()
    bookmark: Literal["", "kept", "no"] = ""
