"""A kept session as something to show and to export: its analysis, and its sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from monitor import document as written
from monitor import places
from monitor.config import load
from monitor.conversation.events import Event, Speech, SpeechEnded, SpeechStarted
from monitor.conversation.record import Record
from monitor.conversation.remarks import Remarks, in_force
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, Segment, seconds, to_samples
from monitor.document import Analysis, ChannelIntegrity, Integrity, Transcription
from monitor.errors import DamagedError, OutputError, RecordingError
from monitor.export.analysis import Setting, analysis
from monitor.export.report import About
from monitor.export.saved import read_analysis
from monitor.export.transcribed import DEMO_NOTE, Transcribed
from monitor.metrics.figures import Figures
from monitor.replay.marked import marked
from monitor.session_view import printable
from monitor.store.file import SessionFile
from monitor.store.library import Library
from monitor.store.pages import Header
from monitor.transcribing import DEMO_MODEL

STRETCH_S = 60.0
"""So much sound is decoded at a time."""

_LANGUAGE = "language "
CUT_OFF = (
    "The program was interrupted, so this is made from what had been kept until then; whether the "
    "channels could be told apart is not known."
)


def analysis_of(file: SessionFile) -> Analysis:
    """The analysis of `unremarked_of`, with all that was remarked of the session and its notes."""
    document, said, notes = unremarked_of(file), in_force(file.remarks()), file.bookmarks()
    if said == Remarks() and not notes:
        return document
    document = marked(document, said, notes)
    shown = msgspec.convert(_printable(msgspec.to_builtins(document.remarks)), written.Remarks)
    return msgspec.structs.replace(document, remarks=shown)


def unremarked_of(file: SessionFile) -> Analysis:
    """The analysis it ended with, or, where it was interrupted, one of all that was kept of it.

    DamagedError where what is there makes no sense.
    """
    kept = file.document()
    if kept is None:
        return _rebuilt(file)
    try:
        return read_analysis(_shown_safely(kept), "The session")
    except (RecordingError, ValueError, RecursionError):
        raise DamagedError from None


def _shown_safely(document: bytes) -> bytes:
    """Without signs that would command a terminal: a session file is input."""
    if _holds_none(document.decode()):
        return document
    return msgspec.json.encode(_printable(msgspec.json.decode(document)))


def _holds_none(document: str) -> bool:
    """Whether that is seen at a glance, as in nearly every session: a walk through eight hours takes long."""
    spelt_out = document.replace('\\"', "").replace("\\\\", "")
    return "\\" not in spelt_out and spelt_out.replace("\n", "").isprintable()


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {printable(name): _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class KeptSession:
    """Origin of an export: a session of the library, by its whole name."""

    library: Library
    session: str

    @property
    def files(self) -> Sequence[Path]:
        """Everything in the library's folder: no export may take the place of any of it."""
        return [*self.library.folder.iterdir()]

    def document(self) -> Analysis:
        with self.library.open(self.session) as file:
            return analysis_of(file)

    def about(self) -> About:
        """When it began, and what the therapist wrote of it."""
        with self.library.open(self.session) as file:
            written_of_it = file.description
            return About(
                datetime.fromtimestamp(file.header.started_at, UTC).astimezone(),
                printable(written_of_it.client),
                printable(written_of_it.notes),
            )

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """Silence where nothing was kept, up to the last that was; OutputError where nothing was at all."""
        with self.library.open(self.session) as file:
            if not file.contents[1]:
                raise OutputError("This session holds no sound: none was kept, or it has been deleted.")
            order, end = -1 if file.swapped else 1, _sound_ends(file)
            for start in range(0, end, to_samples(STRETCH_S)):
                yield file.sound(Segment(start, min(start + to_samples(STRETCH_S), end)))[:, ::order]

    def unheard_s(self) -> float:
        """On the channel that lacks more."""
        with self.library.open(self.session) as file:
            kept = [sum(piece.samples for piece in file.pieces(channel)) for channel in Channel]
            return seconds(file.heard - min(kept))


def _sound_ends(file: SessionFile) -> Samples:
    """Where the last sound that was kept ends; DamagedError where that is not within the session."""
    end = max((piece.end for channel in Channel for piece in file.pieces(channel)), default=0)
    if not 0 < end <= file.heard:
        raise DamagedError
    return end


def _rebuilt(file: SessionFile) -> Analysis:
    record, rules = file.record(), _rules(file.header.settings)
    setting = Setting(
        source=file.header.source,
        settings=file.header.settings,
        integrity=_integrity(file),
        withheld={},
        complete=False,
        transcribed=_transcribed(file),
    )
    document = analysis(record, _figures(record, rules, file.heard), setting, file.swapped)
    if document.transcription is None and file.header.model:
        return msgspec.structs.replace(document, transcription=_without_words(file.header))
    return document


def _without_words(header: Header) -> Transcription:
    """Of words that were not kept, or were deleted: that there were some, and no more is known."""
    is_demo = header.model == DEMO_MODEL
    return Transcription(
        model=header.model,
        demo_words=is_demo,
        note=DEMO_NOTE if is_demo else None,
        language=header.language or None,
        lag_s=0.0,
        word_count={},
        not_transcribed=[],
        refused=[],
    )


def _rules(settings: dict[str, dict[str, Any]]) -> Rules:
    """As they were in force; one that the program did not know then is as it is shipped now."""
    shipped = load(places.config_dir() / "default.toml").tables["conversation"]
    try:
        return msgspec.convert({**shipped, **settings.get("conversation", {})}, Rules)
    except ValueError:
        raise DamagedError from None


def _figures(record: Record, rules: Rules, heard: Samples) -> Figures:
    figures = Figures(rules)
    forms = [form.event for forms in record.events for form in forms]
    events: list[Event] = sorted([*record.turns, *forms], key=lambda event: event.known_at)
    figures.advance(heard, _speech(record), events)
    return figures


def _speech(record: Record) -> list[Speech]:
    speech: list[Speech] = []
    for channel, segments in record.segments.items():
        for segment in segments:
            speech += [SpeechStarted(channel, segment.start), SpeechEnded(channel, segment.end)]
    return sorted(speech, key=lambda each: (each.at, isinstance(each, SpeechStarted)))


def _integrity(file: SessionFile) -> Integrity:
    channels = list(reversed(Channel)) if file.swapped else list(Channel)
    therapist, client = (_channel(file, channel) for channel in channels)
    return Integrity(therapist=therapist, client=client, separation_db=None, warnings=[CUT_OFF])


def _channel(file: SessionFile, channel: Channel) -> ChannelIntegrity:
    return ChannelIntegrity(
        noise_floor_dbfs=None,
        speech_level_dbfs=None,
        bleed_db=None,
        bleed_left_db=None,
        bleed_delay_ms=None,
        clipped_share=0.0,
        lost=list(_lost(file, channel)),
    )


def _lost(file: SessionFile, channel: Channel) -> Iterator[tuple[float, float]]:
    """The stretches, in seconds, in which the channel was not heard."""
    since: Samples | None = None
    for loss in file.losses():
        if loss.channel is not channel:
            continue
        if loss.why:
            since = loss.at if since is None else since
        elif since is not None:
            yield round(seconds(since), 3), round(seconds(loss.at), 3)
            since = None
    if since is not None:
        yield round(seconds(since), 3), round(seconds(file.heard), 3)


def _transcribed(file: SessionFile) -> Transcribed | None:
    if not file.header.model or not file.contents[0]:
        return None
    model, transcript = file.header.model, file.transcript()
    for mark in file.marks():
        if mark.what.startswith(_LANGUAGE):
            transcript.language = mark.what.removeprefix(_LANGUAGE)
    return Transcribed(model, model == DEMO_MODEL, 0.0, transcript, with_words=True)
