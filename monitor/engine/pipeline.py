"""The spine: blocks of two channels in, events and a picture of the session out.

    block -> frames -> speech scores -> segments -> conversation -> metrics -> snapshot
                  '-> sound, segments -> utterances -> words -> revised events (monitor.engine.words)

All of it is told to the keeper, where there is one (monitor.engine.keeper).

Synchronous, without thread, clock or file: live capture, a recording and the demo run
exactly this, and equal samples give equal events however they are cut into blocks.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monitor.conversation.cues import CueRules, Cues, Noticed
from monitor.conversation.events import Event, Speech, SpeechStarted, TypedOverlap
from monitor.conversation.record import Record
from monitor.conversation.rules import Rules
from monitor.conversation.segmenter import Segmenter, SegmenterSettings, delay
from monitor.conversation.session import Session
from monitor.conversation.snapshot import NOT_YET, Floor, Share, Snapshot
from monitor.conversation.snapshot import Words as WordsShown
from monitor.conversation.timeline import FRAME_SAMPLES, SAMPLE_RATE, Channel, Samples, seconds, to_samples
from monitor.conversation.transcript import Final
from monitor.engine.hearing import Block, Hearing, Scores
from monitor.engine.integrity import INTERRUPTIONS, SHARE, IntegrityWatch, TrustSettings
from monitor.engine.keeper import Keeper
from monitor.engine.utterances import Cut
from monitor.engine.words import Words
from monitor.metrics.figures import Figures
from monitor.metrics.talk_share import TalkShare

AS_DECIDED = SegmenterSettings(window_frames=1, on_share=0.5, off_share=0.5, dip_max_s=0.01, burst_min_s=0.01)
"""For a hearing that has smoothed already."""


@dataclass(frozen=True, slots=True)
class PipelineSettings:
    """`hearing` makes a new one; `segmenter` fits its scores."""

    rules: Rules
    segmenter: SegmenterSettings
    hearing: Callable[[], Hearing]
    trust: TrustSettings
    cues: CueRules


class Pipeline:
    """Feed it blocks of any size, then finish it once."""

    def __init__(
        self, settings: PipelineSettings, words: Words | None = None, keeper: Keeper | None = None
    ) -> None:
        self.words = words
        self.keeper = keeper
        self.rules = settings.rules
        self.record = Record()
        self.figures = Figures(settings.rules)
        self.hearing = settings.hearing()
        self._segmenters = {channel: Segmenter(channel, settings.segmenter) for channel in Channel}
        self._delay = self.hearing.lag + delay(settings.segmenter)
        self.integrity = IntegrityWatch(settings.trust)
        self._session = Session(settings.rules)
        self._unsettled: list[Speech] = []
        self._heard: Samples = 0
        self.swapped = False
        self.cues = Cues(settings.cues)
        self.intended = False
        self._rolling = to_samples(settings.rules.rolling_s)
        self._cue_rules = settings.cues

    @property
    def heard(self) -> Samples:
        """How much sound has come in: the session clock."""
        return self._heard

    @property
    def heard_s(self) -> float:
        """Seconds of sound that have come in."""
        return seconds(self._heard)

    def feed(self, block: Block) -> list[Event]:
        """The events that became known with this block."""
        return [event for part in self._by_seconds(block) for event in self._hear(part)]

    def finish(self) -> list[Event]:
        """No more sound will come: settle what is open."""
        self._segment(self.hearing.finish())
        for segmenter in self._segmenters.values():
            self._unsettled += segmenter.finish()
        end = self._heard
        events = self._advance(end)
        if self.words:
            for cut in self.words.finish(end):
                events += self._transcribe(cut, self.words)
        self._look_at_integrity()
        events += self._note(end, [], self._session.finish(end))
        self.record.finish(end)
        if self.words:  # what speech after the end might have changed is settled now
            events += self._revise(self.words.refine([], self.record, end))
        return events

    def understand(self, final: Final) -> list[Event]:
        """Take in what an utterance was decoded to, also after `finish`; the events that it revises."""
        assert self.words is not None
        language = self.words.transcript.language
        revised = self.words.understand(final, self.record, self._session.now)
        if self.keeper:
            self.keeper.final(final)
            if (spoken := self.words.transcript.language) != language:
                self.keeper.mark(f"language {spoken}", self._heard)
        return self._revise(revised)

    def snapshot(self) -> Snapshot:
        """The session as far as it is settled."""
        figures, rules, session = self.figures, self.rules, self._session
        therapist = self.role(Channel.THERAPIST)
        last = figures.interruptions.last_at[therapist]
        withheld = self.integrity.withheld()
        return Snapshot(
            at_s=seconds(session.now),
            rolling_s=rules.rolling_s,
            share_rolling=self._share(figures.rolling_share, therapist),
            share_session=self._share(figures.session_share, therapist),
            speech_s=seconds(figures.speech),
            speech_needed_s=rules.share_min_speech_s,
            interruptions=None if INTERRUPTIONS in withheld else figures.interruptions.count(therapist),
            last_interruption_at_s=None if last is None else seconds(last),
            client_interruptions=figures.interruptions.count(therapist.other),
            floor=self._floor(),
            speaking=frozenset(self.role(channel) for channel in session.speaking),
            monologue_by=None if withheld or session.holder is None else self.role(session.holder),
            monologue_s=seconds(self.cues.counted(session.turn_start, session.turn_spoken)),
            monologue_noted_s=self._cue_rules.monologue_noted_s,
            silence_s=seconds(session.quiet),
            caution=self.integrity.caution(),
            swapped=self.swapped,
            words=self._words_shown(),
            cue=None if therapist.other in session.speaking else self.cues.shown(session.now),
            share_noted=self._share_noted(),
            intended=self.intended,
            cues_wanted=self.cues.wanted,
        )

    def role(self, channel: Channel) -> Channel:
        """Whose voice a channel carries; the exchange is its own inverse."""
        return channel.other if self.swapped else channel

    def exchange(self) -> None:
        """The channels carry each other's voice, from the beginning of the session."""
        self.swapped = not self.swapped
        self.cues.begin_anew()

    def _by_seconds(self, block: Block) -> Iterator[Block]:
        """The block, cut where seconds of the session end: integrity is looked at there."""
        while len(block):
            left = SAMPLE_RATE - self._heard % SAMPLE_RATE
            yield block[:left]
            block = block[left:]

    def _hear(self, part: Block) -> list[Event]:
        if self.keeper:
            self.keeper.hear(self._heard, part)
        self._heard += len(part)
        if self.integrity.not_heard:  # however short: the client may have spoken
            self.cues.begin_anew()
        self._segment(self.hearing.feed(part))
        settled = self._heard - self._heard % FRAME_SAMPLES - self._delay
        events = self._advance(settled) if settled > self._session.now else []
        if self._heard % SAMPLE_RATE == 0:
            self._look_at_integrity()
            self._look_for_cues()
        if self.words:
            self.words.grow(self._heard)
            events += self._understand(self.words)
        return events

    def _floor(self) -> Floor:
        floor = self._session.floor
        if floor in (Floor.NOBODY, Floor.BOTH):
            return floor
        return Floor(self.role(Channel(floor.value)).value)

    def _share_noted(self) -> float | None:
        noted = self._cue_rules.share_noted
        return noted if noted < 1.0 and self.cues.counts(self._share_from) else None

    @property
    def _share_from(self) -> Samples:
        """Since when the rolling share counts."""
        return max(0, self._session.now - self._rolling)

    def _words_shown(self) -> WordsShown | None:
        return self.words.shown({channel: self.role(channel) for channel in Channel}) if self.words else None

    def _share(self, share: TalkShare, therapist: Channel) -> Share:
        if reason := self.integrity.withheld().get(SHARE):
            return Share(None, reason)
        if not self.figures.share_known:
            return Share(None, NOT_YET)
        return Share(share.share(therapist))

    def _segment(self, scores: Scores) -> None:
        if self.words:
            self.words.hear(self.hearing.sound(), self._heard)
        for channel, segmenter in self._segmenters.items():
            self._unsettled += segmenter.feed(scores[channel])

    def _advance(self, until: Samples) -> list[Event]:
        """Let the session go on to `until`, and hand on each utterance at the moment it closes."""
        speech = sorted((s for s in self._unsettled if s.at <= until), key=lambda s: s.at)
        self._unsettled = [s for s in self._unsettled if s.at > until]
        events: list[Event] = []
        if self.words:
            for cut in self.words.advance(until, speech):
                closed_at = cut.utterance.closed_at
                events += self._fold(closed_at, [s for s in speech if s.at <= closed_at])
                speech = [s for s in speech if s.at > closed_at]
                events += self._transcribe(cut, self.words)
        return events + self._fold(until, speech)

    def _fold(self, until: Samples, speech: Sequence[Speech]) -> list[Event]:
        return self._note(until, speech, self._session.advance(until, speech))

    def _note(self, until: Samples, speech: Sequence[Speech], events: list[Event]) -> list[Event]:
        self.figures.advance(until, speech, events)
        self._record(speech, events)
        client = self.role(Channel.CLIENT)
        if any(isinstance(each, SpeechStarted) and each.channel is client for each in speech):
            self.cues.give_way()
        return events + (self._revise(self.words.refine(events, self.record, until)) if self.words else [])

    def _transcribe(self, cut: Cut, words: Words) -> list[Event]:
        words.close(cut, self.record)
        return self._understand(words)

    def _understand(self, words: Words) -> list[Event]:
        return [event for final in words.finals() for event in self.understand(final)]

    def _revise(self, revised: Sequence[TypedOverlap]) -> list[Event]:
        events: list[Event] = [*revised]
        self.figures.advance(self._session.now, [], events)
        self._record([], events)
        return events

    def _record(self, speech: Sequence[Speech], events: Sequence[Event]) -> None:
        self.record.note(speech, events, self._delay)
        if self.keeper:
            self.keeper.note(speech, events, self._delay)

    def _look_for_cues(self) -> None:
        """Once in a second of the session: how the blocks are cut decides nothing."""
        session, therapist = self._session, self.role(Channel.THERAPIST)
        holds, client = session.holder is therapist, therapist.other
        self.cues.look(
            Noticed(
                at=session.now,
                share=self._share(self.figures.rolling_share, therapist).therapist,
                share_from=self._share_from,
                turn_from=session.turn_start if holds else None,
                held=session.turn_spoken if holds else 0,
                interruptions=self.figures.interruptions.took_the_floor(therapist),
                client_speaks=client in session.speaking or session.holder is client,
                intended=self.intended,
                heard=not self.integrity.withheld(),
                quiet=not session.speaking,
            )
        )

    def _look_at_integrity(self) -> None:
        self.integrity.look(self.hearing.trust(), self.figures, self.record, self.swapped)
