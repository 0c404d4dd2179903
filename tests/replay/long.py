"""Large documents that look like life: made by the product's own rules from made-up talk.

python -m tests.replay.long --minutes 90 > long.json
"""

import argparse
import random
import sys
from functools import cache

from monitor import config
from monitor.conversation.events import Event, Speech, SpeechEnded, SpeechStarted
from monitor.conversation.record import Record
from monitor.conversation.refiner import Refiner
from monitor.conversation.session import Session
from monitor.conversation.timeline import FRAME_SAMPLES, Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Final, Transcript, Utterance, Word
from monitor.document import Analysis, ChannelIntegrity, Integrity, encode
from monitor.export.analysis import Setting, analysis
from monitor.export.transcribed import Transcribed
from monitor.metrics.figures import Figures
from tests.replay.long_talk import Lane, Phrase, Talk

DELAY = to_samples(0.29)
HELD = {Channel.THERAPIST: "therapist", Channel.CLIENT: "client"}


@cache
def long_document(minutes: float, seed: int = 1, with_words: bool = True) -> Analysis:
    """A client-led session: 90 minutes have some 5,000 segments and 13,000 words.

    Some sound is lost once, and words differ in confidence.  The same for the same arguments.
    """
    talk, duration = Talk(seed), to_samples(minutes * 60)
    talk.run(minutes * 60)
    segments = {channel: _segments(talk.lanes[role]) for channel, role in HELD.items()}
    record, figures, events = _heard(segments, duration)
    transcript = _transcript(talk, random.Random(seed))
    rules = config.load().conversation
    revised = Refiner(rules, config.lexicons()).look(record, transcript, duration, events)
    figures.advance(duration, [], revised)
    record.note([], revised, DELAY)
    lost = [(round(minutes * 20, 3), round(minutes * 20 + 4.5, 3))] if minutes >= 5 else []
    warnings = ["The client's channel was lost for 4.5 s."] if lost else []
    setting = Setting(
        ["a made-up session"],
        config.load().tables,
        Integrity(_sound([]), _sound(lost), 27.0, warnings),
        {},
        True,
        Transcribed("base.en", False, 0.0, transcript, with_words),
    )
    return analysis(record, figures, setting)


def _heard(segments: dict[Channel, list[Segment]], duration: Samples) -> tuple[Record, Figures, list[Event]]:
    rules = config.load().conversation
    speech: list[Speech] = []
    for channel, spoken in segments.items():
        speech += [SpeechStarted(channel, each.start) for each in spoken]
        speech += [SpeechEnded(channel, each.end) for each in spoken]
    speech.sort(key=lambda each: (each.at, isinstance(each, SpeechStarted)))
    session, record, figures = Session(rules), Record(), Figures(rules)
    events = session.advance(duration, speech) + session.finish(duration)
    figures.advance(duration, speech, events)
    record.note(speech, events, DELAY)
    record.finish(duration)
    return record, figures, events


def _segments(lane: Lane) -> list[Segment]:
    return [_segment(phrase) for phrase in lane.phrases]


def _segment(phrase: Phrase) -> Segment:
    """On the grid on which speech is decided."""
    start, end = (round(at_s * 100) * FRAME_SAMPLES for at_s in (phrase.start_s, phrase.end_s))
    return Segment(start, end)


def _transcript(talk: Talk, chance: random.Random) -> Transcript:
    transcript = Transcript("en")
    for channel, role in HELD.items():
        for phrase in talk.lanes[role].phrases:
            stretch = _segment(phrase)
            words = tuple(
                Word(text, to_samples(start_s), to_samples(end_s), _confidence(chance))
                for start_s, end_s, text in phrase.words
            )
            transcript.add(Final(Utterance(channel, (stretch,), stretch.end + DELAY), words))
    return transcript


def _confidence(chance: random.Random) -> float:
    """Most words are sure, one in ten is not."""
    return round(chance.uniform(0.25, 0.6) if chance.random() < 0.1 else chance.uniform(0.85, 0.99), 3)


def _sound(lost: list[tuple[float, float]]) -> ChannelIntegrity:
    return ChannelIntegrity(-68.0, -23.5, -21.0, -43.0, 2.3, 0.0, lost)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    sys.stdout.buffer.write(encode(long_document(wanted.minutes, wanted.seed)))
