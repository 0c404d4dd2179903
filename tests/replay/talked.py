"""Documents of conversations that are given as lanes of speech, made by the product's own rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from monitor.conversation.record import Record
from monitor.conversation.rules import Rules
from monitor.conversation.session import Session
from monitor.conversation.timeline import Channel, Samples, to_samples
from monitor.document import Analysis, ChannelIntegrity, Integrity, Word
from monitor.export.analysis import Setting, analysis
from monitor.metrics.figures import Figures
from tests.conversation.speech import RULES, Lanes, Stretches, boundaries, lanes
from tests.export.documents import changed, transcription

SOUND = ChannelIntegrity(-68.0, -23.5, None, None, None, 0.0, [])
SHORT = replace(RULES, rolling_s=10.0, share_min_speech_s=2.0, latency_turn_min_s=1.0, lapse_s=4.0)
"""For conversations of seconds."""


def talked(
    therapist: Stretches = (),
    client: Stretches = (),
    until_s: float = 60.0,
    rules: Rules = RULES,
    **fields: Any,
) -> Analysis:
    """From (start_s, end_s) of each; `fields` of the document are as given."""
    document, _ = folded(lanes(therapist, client), to_samples(until_s), rules)
    return changed(document, **fields)


def folded(spoken: Lanes, duration: Samples, rules: Rules = RULES) -> tuple[Analysis, Figures]:
    """The document, and the figures that it was made from."""
    session, record, figures = Session(rules), Record(), Figures(rules)
    speech = boundaries(spoken)
    events = session.advance(duration, speech) + session.finish(duration)
    figures.advance(duration, speech, events)
    record.note(speech, events, to_samples(0.29))
    record.finish(duration)
    setting = Setting(
        ["talk"], {"conversation": asdict(rules)}, Integrity(SOUND, SOUND, None, []), {}, True, None
    )
    return analysis(record, figures, setting), figures


def said(**spoken: Sequence[tuple[float, str]]) -> dict[str, Any]:
    """The fields of a document for these words: by speaker (start_s, sentence), each word 0.3 s long."""
    words = {role: [*_words(spoken.get(role, ()))] for role in (channel.value for channel in Channel)}
    return {"words": words, "transcription": transcription(**_counted(words))}


def _words(sentences: Sequence[tuple[float, str]]) -> Iterable[Word]:
    for start_s, sentence in sentences:
        for number, text in enumerate(sentence.split()):
            at_s = start_s + 0.3 * number
            yield Word(round(at_s, 3), round(at_s + 0.3, 3), text, 0.9)


def _counted(words: Mapping[str, Sequence[Word]]) -> dict[str, int]:
    return {role: len(spoken) for role, spoken in words.items()}
