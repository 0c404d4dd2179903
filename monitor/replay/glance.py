"""What a page over many sessions needs of each document: read without the rest, which is most of it."""

from collections.abc import Sequence
from typing import Any

import msgspec

from monitor.document import Analysis, InterruptionCounts, Latency, Monologue, Role, TalkShare
from monitor.errors import RecordingError


class Happened(msgspec.Struct, frozen=True):
    """An event, by the document's name for its kind; `speech_s` is a monologue's."""

    id: str
    kind: str
    by: Role | None = None
    speech_s: float = 0.0


class Held(msgspec.Struct, frozen=True):
    """A turn."""

    by: Role
    start_s: float
    end_s: float


class Contested(msgspec.Struct, frozen=True):
    event: str


class Remarked(msgspec.Struct, frozen=True):
    contested: Sequence[Contested] = ()


class _Session(msgspec.Struct, frozen=True):
    preset: Any = ""


class _Settings(msgspec.Struct, frozen=True):
    session: _Session = _Session()


class Glance(msgspec.Struct, frozen=True):
    """Some fields of `Analysis`, with some of theirs."""

    duration_s: float
    talk_share: TalkShare
    interruptions: dict[Role, InterruptionCounts | None]
    response_latency: dict[Role, Latency | None]
    events: list[Happened]
    turns: list[Held]
    withheld: dict[str, str]
    settings: _Settings = _Settings()
    remarks: Remarked | None = None

    @property
    def preset(self) -> str:
        """The session's preset; empty where the document does not say."""
        return str(self.settings.session.preset)


_DECODER = msgspec.json.Decoder(Glance)


def read_glance(content: bytes, name: str) -> Glance:
    """From a document's JSON; RecordingError where it is none."""
    try:
        return _DECODER.decode(content)
    except ValueError as error:
        raise RecordingError(
            f"{name} is not an analysis that this version can read ({error}). It is left out here; analyse "
            "its recording again if there is one."
        ) from None


def glance(document: Analysis) -> Glance:
    """The same of a document that has been read already."""
    return Glance(
        duration_s=document.duration_s,
        talk_share=document.talk_share,
        interruptions=document.interruptions,
        response_latency=document.response_latency,
        events=[
            Happened(
                event.id,
                str(type(event).__struct_config__.tag),
                event.by,
                event.speech_s if isinstance(event, Monologue) else 0.0,
            )
            for event in document.events
        ],
        turns=[Held(turn.by, turn.start_s, turn.end_s) for turn in document.turns],
        withheld=document.withheld,
        settings=_Settings(_Session(document.settings.get("session", {}).get("preset", ""))),
        remarks=_remarked(document),
    )


def _remarked(document: Analysis) -> Remarked | None:
    if document.remarks is None:
        return None
    return Remarked([Contested(each.event) for each in document.remarks.contested])
