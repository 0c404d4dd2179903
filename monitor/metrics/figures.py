"""All figures of a session in one incremental fold: a batch is the same fold over a list."""

from collections.abc import Iterable, Sequence

from monitor.conversation.events import Event, Speech
from monitor.conversation.rules import Rules
from monitor.conversation.timeline import Channel, Samples, to_samples
from monitor.metrics.interruptions import Interruptions
from monitor.metrics.response_latency import ResponseLatency
from monitor.metrics.talk_share import TalkShare
from monitor.metrics.talk_time import TalkTime


class Figures:
    def __init__(self, rules: Rules) -> None:
        self.share_min_speech = to_samples(rules.share_min_speech_s)
        self.talk_time = TalkTime()
        self.session_share = TalkShare()
        self.rolling_share = TalkShare(to_samples(rules.rolling_s))
        self.interruptions = Interruptions()
        self.response_latency = {
            channel: ResponseLatency(channel, rules.latency_turn_min_s, rules.lapse_s) for channel in Channel
        }

    def advance(self, until: Samples, speech: Sequence[Speech], events: Iterable[Event]) -> None:
        """Account for the time up to `until`, the speech in it and the events known by then."""
        known = list(events)
        self.talk_time.advance(until, speech)
        self.session_share.advance(until, speech, known)
        self.rolling_share.advance(until, speech, known)
        self.interruptions.advance(known)
        for latency in self.response_latency.values():
            latency.advance(known)

    @property
    def speech(self) -> Samples:
        """Speech of both heard so far, backchannels included."""
        return sum(self.talk_time.spoken.values())

    @property
    def share_known(self) -> bool:
        """Whether enough speech has been heard for a share to say something."""
        return self.speech >= self.share_min_speech
