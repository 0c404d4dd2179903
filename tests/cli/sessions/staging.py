"""Sessions as `live` keeps them: through the pipeline, with words that somebody might have said."""

from dataclasses import dataclass

from monitor import app
from monitor.conversation.remarks import Contested, Intended, Verdict
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Segment, to_samples
from monitor.conversation.transcript import Final, Transcript, Utterance, Word
from monitor.document import Analysis, ChannelIntegrity, EventForm, Integrity, encode
from monitor.export.analysis import Setting, analysis
from monitor.export.transcribed import Transcribed
from monitor.replay.counts import INTERRUPTIONS
from monitor.store.keep import Consent, Keep
from monitor.store.library import Library, Opening
from monitor.store.writer import SessionWriter
from tests.engine.sound import SESSION_S, cut, session_sound, settings

START = 1_760_000_000
AGREED = Consent("My client has agreed that the talk is kept.", START - 60, "therapist")
HEARD = ChannelIntegrity(None, None, None, None, None, 0.0, [])
SAID = {Channel.THERAPIST: "Quizzaciously.", Channel.CLIENT: "Grandmother."}
MODEL = "base"


@dataclass(frozen=True)
class Staged:
    """A session in the library, and the analysis that was shown at its end."""

    id: str
    shown: Analysis


def stage(
    library: Library,
    keep: Keep = Keep.AUDIO,
    started_at: int = START,
    client: str = "",
    closed: bool = True,
    swapped: bool = False,
) -> Staged:
    """Keep a session of 36.5 s; where it is not `closed` the program was killed at its last second."""
    writer = library.begin(_opening(keep, started_at, client), settings().writing)
    pipeline = app.new_pipeline(settings())
    pipeline.keeper, pipeline.swapped = writer, swapped
    if swapped:
        writer.mark("swapped", 0)
    for number, block in enumerate(cut(session_sound(), [15 * SAMPLE_RATE])):
        pipeline.feed(block)
        writer.tick(float(number))
    pipeline.finish()
    spoken = Transcript("en")
    for final in finals():
        spoken.add(final)
        writer.final(final)
    words = Transcribed(MODEL, False, 0.0, spoken, keep.words)
    setting = Setting(["Headset"], settings().tables, Integrity(HEARD, HEARD, None, []), {}, True, words)
    shown = analysis(pipeline.record, pipeline.figures, setting, swapped)
    _end(writer, shown if closed else None)
    return Staged(writer.id, shown)


def contest(library: Library, session: Staged, why: str = "breathing") -> EventForm:
    """Contest the first interruption, the therapist's; lead on purpose from 1 s to 3 s; note 2 s."""
    cut_in = next(each for each in session.shown.events if isinstance(each, INTERRUPTIONS))
    assert cut_in.by == "therapist"
    with library.open(session.id) as file:
        file.remark(Contested(cut_in.id, Verdict.SUPPORTIVE, START + 100))
        file.remark(Intended(Segment(SAMPLE_RATE, 3 * SAMPLE_RATE), why, True, START + 200))
        file.add_bookmark(2 * SAMPLE_RATE, "her brother")
    return cut_in


def interruptions(document: Analysis) -> int:
    """How many the therapist made, as they are counted."""
    counts = document.interruptions["therapist"]
    assert counts is not None
    return counts.successful + counts.attempted + counts.unresolved


def finals() -> list[Final]:
    """One utterance of each, with one word."""
    return [_final(Channel.CLIENT, 1, 8), _final(Channel.THERAPIST, 8.2, 12)]


def _final(channel: Channel, start_s: float, end_s: float) -> Final:
    start, end = to_samples(start_s), to_samples(end_s)
    word = Word(SAID[channel], start, end, 0.9)
    return Final(Utterance(channel, (Segment(start, end),), end), (word,))


def _end(writer: SessionWriter, shown: Analysis | None) -> None:
    if shown is None:
        writer.reach(to_samples(SESSION_S))
        writer.tick(1e6)
        writer.abandon()
        return
    writer.finish(to_samples(SESSION_S), encode(shown))
    writer.tick(1e6)
    assert writer.closed, writer.not_kept


def _opening(keep: Keep, started_at: int, client: str) -> Opening:
    return Opening(
        started_at=started_at,
        keep=keep,
        consent=AGREED if keep.words else None,
        program={"session-monitor": "0.1"},
        settings=settings().tables,
        source=("Headset",),
        model=MODEL,
        language="en",
        client=client,
    )
