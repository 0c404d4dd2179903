"""Sound and its speech become utterances: stretches that are decoded as a whole.

An utterance opens with speech and closes with a silence too long to be a pause.  One that
will not end is cut at the next pause, and at last in the quietest moment.  What comes out
depends on the samples and the boundaries of speech, never on how they were cut into calls.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from monitor.conversation.events import Speech, SpeechStarted
from monitor.conversation.timeline import FRAME_SAMPLES, Channel, Samples, Segment, to_samples
from monitor.conversation.transcript import Utterance

Sound = NDArray[np.int16]
"""One channel's samples at SAMPLE_RATE, shape (n,)."""

QUIET_S = 0.1
"""The length of the quietest moment that is looked for."""


@dataclass(frozen=True, slots=True)
class UtteranceSettings:
    """In seconds; each is explained in config/default.toml."""

    pre_roll_s: float
    post_roll_s: float
    close_after_s: float
    cut_after_s: float
    cut_at_latest_s: float
    quietest_among_s: float

    def __post_init__(self) -> None:
        if min(getattr(self, field.name) for field in fields(self)) < 0:
            raise ValueError("no time may be negative")
        if self.post_roll_s > self.close_after_s:
            raise ValueError("post_roll_s must not be longer than close_after_s")
        if not self.close_after_s < self.cut_after_s < self.cut_at_latest_s:
            raise ValueError("close_after_s must be shorter than cut_after_s, and that than cut_at_latest_s")
        if not QUIET_S <= self.quietest_among_s < self.cut_at_latest_s:
            raise ValueError(f"quietest_among_s must lie between {QUIET_S} and cut_at_latest_s")


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """An utterance and its sound, whose first sample is at `audio_start`; a little is added on both sides.

    `complete`: one that is still open has all the sound that it will have if it is over.
    """

    utterance: Utterance
    audio: Sound
    audio_start: Samples
    complete: bool = False

    @property
    def audio_end(self) -> Samples:
        return self.audio_start + len(self.audio)


class UtteranceCutter:
    """The utterances of one channel.  Sound must be heard before its speech is settled."""

    def __init__(self, channel: Channel, settings: UtteranceSettings) -> None:
        self._channel = channel
        self._pre_roll = to_samples(settings.pre_roll_s)
        self._post_roll = to_samples(settings.post_roll_s)
        self._close_after = to_samples(settings.close_after_s)
        self._cut_after = to_samples(settings.cut_after_s)
        self._cut_at_latest = to_samples(settings.cut_at_latest_s)
        self._among = to_samples(settings.quietest_among_s)
        self._tape = _Tape(2 * (self._cut_at_latest + self._pre_roll))
        self._voiced: list[Segment] = []
        self._speaking_since: Samples | None = None
        self._last_end: Samples = 0
        self._now: Samples = 0

    def hear(self, sound: Sound, until: Samples) -> None:
        """The channel's next samples, which end at `until`; ValueError where some are left out."""
        if until - len(sound) != self._tape.end:
            raise ValueError(
                f"the sound up to {self._tape.end} must go on there, not at {until - len(sound)}"
            )
        self._tape.append(sound)

    def advance(self, until: Samples, speech: Sequence[Speech]) -> list[Cut]:
        """The utterances known to be over at `until`, given the boundaries of speech up to then.

        Boundaries of the other channel are passed over.
        """
        cuts: list[Cut] = []
        for boundary in speech:
            if boundary.channel is self._channel:
                cuts += self._pass(boundary.at)
                cuts += self._note(boundary)
        cuts += self._pass(until)
        start = self._start
        self._tape.drop(self._now - self._pre_roll if start is None else self._audio_start(start))
        return cuts

    def open(self) -> Cut | None:
        """The utterance that still lasts, with the sound so far; who spoke is taken to speak on.

        Its sound is a view that stays as it is.
        """
        voiced, heard = self._voiced_until(self._tape.end), self._tape.end
        if not voiced:
            return None
        pausing, rolled = self._speaking_since is None, voiced[-1].end + self._post_roll
        start, end = self._audio_start(voiced[0].start), min(heard, rolled) if pausing else heard
        utterance = Utterance(self._channel, tuple(voiced), self._now)
        return Cut(utterance, self._tape.between(start, end), start, complete=pausing and heard >= rolled)

    def finish(self, end: Samples) -> list[Cut]:
        """The session is over at `end`, and with it what is still open."""
        cuts = self.advance(end, [])
        self._voiced, self._speaking_since = self._voiced_until(end), None
        return cuts + self._close(end)

    @property
    def _start(self) -> Samples | None:
        return self._voiced[0].start if self._voiced else self._speaking_since

    def _pass(self, until: Samples) -> list[Cut]:
        """Let time go on to `until`, and close what becomes due."""
        cuts: list[Cut] = []
        while (due := self._due()) is not None and due <= until:
            cuts += self._close(due) if self._speaking_since is None else self._cut_at_quietest(due)
        self._now = until
        return cuts

    def _due(self) -> Samples | None:
        """When the open utterance must close if nothing happens."""
        start = self._start
        if start is None:
            return None
        if self._speaking_since is not None:
            return start + self._cut_at_latest
        return self._voiced[-1].end + (self._post_roll if self._is_long() else self._close_after)

    def _is_long(self) -> bool:
        return bool(self._voiced) and self._voiced[-1].end - self._voiced[0].start >= self._cut_after

    def _note(self, boundary: Speech) -> list[Cut]:
        if isinstance(boundary, SpeechStarted):
            cuts = self._close(boundary.at) if self._is_long() else []
            self._speaking_since = boundary.at
            return cuts
        self._voiced, self._speaking_since = self._voiced_until(boundary.at), None
        return []

    def _voiced_until(self, end: Samples) -> list[Segment]:
        since = self._speaking_since
        return self._voiced if since is None or since >= end else [*self._voiced, Segment(since, end)]

    def _close(self, at: Samples) -> list[Cut]:
        """Close with what has been voiced; a list of one, or empty where there is nothing."""
        voiced, self._voiced = self._voiced, []
        return [self._take(voiced, at, at)] if voiced else []

    def _cut_at_quietest(self, due: Samples) -> list[Cut]:
        """Part the speech that will not end; the rest begins the next utterance."""
        assert self._speaking_since is not None
        voiced, since = self._voiced_until(due), self._speaking_since
        first = max(voiced[0].start, due - self._among)
        place = first + _quietest(self._tape.between(first, due))
        before = [Segment(s.start, min(s.end, place)) for s in voiced if s.start < place]
        self._voiced = [Segment(max(s.start, place), s.end) for s in self._voiced if s.end > place]
        self._speaking_since = max(since, place)
        return [self._take(before, due, place)]

    def _take(self, voiced: Sequence[Segment], closed_at: Samples, sound_until: Samples) -> Cut:
        start, end = self._audio_start(voiced[0].start), min(voiced[-1].end + self._post_roll, sound_until)
        self._last_end = voiced[-1].end
        return Cut(
            Utterance(self._channel, tuple(voiced), closed_at), self._tape.between(start, end).copy(), start
        )

    def _audio_start(self, start: Samples) -> Samples:
        return max(self._last_end, start - self._pre_roll)


class _Tape:
    """The latest sound of a channel.  What is handed out is a view of it and is never overwritten."""

    def __init__(self, room: Samples) -> None:
        self._room = room
        self._samples: Sound = np.empty(room, np.int16)
        self._first: Samples = 0
        self._kept: Samples = 0
        self.end: Samples = 0

    def append(self, sound: Sound) -> None:
        if self.end - self._first + len(sound) > len(self._samples):
            self._move(len(sound))
        at = self.end - self._first
        self._samples[at : at + len(sound)] = sound
        self.end += len(sound)

    def drop(self, before: Samples) -> None:
        """Sound before this is not asked for any more."""
        self._kept = max(self._kept, min(before, self.end))

    def between(self, start: Samples, end: Samples) -> Sound:
        view = self._samples[start - self._first : end - self._first]
        view.flags.writeable = False
        return view

    def _move(self, more: Samples) -> None:
        """Begin a new tape with what is kept; views keep the old one."""
        kept = self.between(self._kept, self.end)
        self._samples = np.empty(max(self._room, 2 * (len(kept) + more)), np.int16)
        self._samples[: len(kept)] = kept
        self._first = self._kept


def _quietest(sound: Sound) -> Samples:
    """The middle of the quietest QUIET_S, on the grid of frames; the first of equals."""
    length = to_samples(QUIET_S)
    power = np.concatenate([[0], np.cumsum(np.square(sound, dtype=np.int64))])
    starts = np.arange(0, max(1, len(sound) - length + 1), FRAME_SAMPLES)
    energy = power[np.minimum(starts + length, len(sound))] - power[starts]
    return int(starts[np.argmin(energy)]) + length // 2
