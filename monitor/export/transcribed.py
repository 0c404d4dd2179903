"""The part of an analysis that is made of words."""

from dataclasses import dataclass, replace

from monitor.conversation.events import TypedOverlap
from monitor.conversation.said import spoken_in
from monitor.conversation.timeline import Channel, Samples, seconds
from monitor.conversation.transcript import Transcript
from monitor.document import Refused, Role, Transcription, Word, WordsInOverlap

DEMO_NOTE = (
    "The words come from the demo model, which knows only the demo's vocabulary and voices: "
    "they are right for the demo alone."
)


@dataclass(frozen=True, slots=True)
class Transcribed:
    """What a session's words are made from.

    `demo` is whether the model is the demo's, `lag_s` how far the words lagged behind at worst, 0 for
    a recording.  Without `with_words` no text gets into the document: only numbers, times and reasons.
    """

    model: str
    demo: bool
    lag_s: float
    transcript: Transcript
    with_words: bool

    def swapped(self) -> "Transcribed":
        """The same with the two channels' roles exchanged."""
        return replace(self, transcript=self.transcript.swapped())


def words(transcribed: Transcribed) -> dict[Role, list[Word]] | None:
    """Every word of each speaker, in order; None where no text is to be kept."""
    if not transcribed.with_words:
        return None
    return {
        channel.value: [
            Word(to_s(word.start), to_s(word.end), word.text, round(word.confidence, 3))
            for word in transcribed.transcript.words(channel)
        ]
        for channel in Channel
    }


def transcription(transcribed: Transcribed) -> Transcription:
    transcript = transcribed.transcript
    return Transcription(
        model=transcribed.model,
        demo_words=transcribed.demo,
        note=DEMO_NOTE if transcribed.demo else None,
        language=transcript.language or None,
        lag_s=round(transcribed.lag_s, 1),
        word_count={channel.value: len(transcript.words(channel)) for channel in Channel},
        not_transcribed=[
            (to_s(lost.start), to_s(lost.end), lost.channel.value, final.missing)
            for final in transcript.missing
            for lost in [final.utterance]
        ],
        refused=[
            Refused(
                start_s=to_s(refusal.start),
                end_s=to_s(refusal.end),
                by=channel.value,
                text=refusal.text if transcribed.with_words else None,
                reason=refusal.reason,
            )
            for channel, refusal in transcript.refused
        ],
    )


def words_in(event: TypedOverlap, transcribed: Transcribed) -> WordsInOverlap | None:
    """What was said in an overlap; None where that is not known, or not to be kept."""
    spoken = spoken_in(event, transcribed.transcript)
    if not transcribed.with_words or not (spoken.said or spoken.cut_off):
        return None
    return WordsInOverlap(spoken.said or None, spoken.cut_off or None)


def to_s(samples: Samples) -> float:
    """A time or length in seconds, to the millisecond."""
    return round(seconds(samples), 3)
