"""Talk time: how long each speaks, both speak, and nobody speaks.

Definition: the measure of each channel's segments, of their intersection and of the
complement of their union; backchannels count.  therapist + client - overlap + silence is
the duration, to the sample.
"""

from collections.abc import Iterable

from monitor.conversation.events import Speech, SpeechStarted
from monitor.conversation.timeline import Channel, Samples


class TalkTime:
    """An incremental fold over speech in order of time."""

    def __init__(self) -> None:
        self.now: Samples = 0
        self.spoken: dict[Channel, Samples] = dict.fromkeys(Channel, 0)
        self.overlap: Samples = 0
        self.silence: Samples = 0
        self._speaking: set[Channel] = set()

    def advance(self, until: Samples, speech: Iterable[Speech]) -> None:
        """Account for the time up to `until`; `speech` is in order and lies within it."""
        for boundary in speech:
            self._pass(boundary.at)
            if isinstance(boundary, SpeechStarted):
                self._speaking.add(boundary.channel)
            else:
                self._speaking.discard(boundary.channel)
        self._pass(until)

    def _pass(self, until: Samples) -> None:
        length = until - self.now
        self.now = until
        for channel in self._speaking:
            self.spoken[channel] += length
        if len(self._speaking) == len(Channel):
            self.overlap += length
        elif not self._speaking:
            self.silence += length
