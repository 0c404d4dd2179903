"""When not to believe the figures: what is wrong with a channel, in words, and what is withheld for it.

Measurements come from the hearing (`Trust`), figures from the metrics; here they become
findings.  A finding that withholds a figure does so while it lasts; at the end of the
session also where it had lasted for a good part of it, unless it is a passing one: who has
listened for minutes and then speaks was there all the time.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.audio.align import AudioLost
from monitor.audio.trust import ChannelTrust, Trust
from monitor.conversation.events import Backchannel, Turn
from monitor.conversation.record import Record
from monitor.conversation.timeline import SAMPLE_RATE, Channel, Samples, Segment, seconds
from monitor.metrics.figures import Figures

SHARE, INTERRUPTIONS = "talk_share", "interruptions"
BOTH = (SHARE, INTERRUPTIONS)
_THOUGH = ", though the other has spoken for minutes. Check that it is on."
_GAP = "What the {who} said while not heard is in no figure."
_GAP_TOLD_S = 300
"""A gap of _GAP_NOTED_S in so many seconds is noted: the overlay's share looks back as far."""
_GAP_NOTED_S = 15
_TOGETHER_AFTER_S = 60.0
_HELD_BACK_NOTED_MS = 30.0
_ECHO_SEEN_BY_S = 30.0  # of somebody's speech: until then it may be on its way


@dataclass(frozen=True, slots=True)
class TrustSettings:
    """See [trust] in config/default.toml."""

    unheard_after_s: float
    silent_after_s: float
    clipped_noted: float
    clipped_withheld: float
    stands_out_db: float
    overlapping_onsets: float
    onsets_min: int
    spoken_together: float
    bleed_left_db: float
    call_echo_ms: float
    lasting_share: float

    def __post_init__(self) -> None:
        if min(self.unheard_after_s, self.silent_after_s) <= 0:
            raise ValueError("unheard_after_s and silent_after_s must be above 0")
        if not 0 < self.clipped_noted <= self.clipped_withheld <= 1:
            raise ValueError("0 < clipped_noted <= clipped_withheld <= 1 must hold")
        shares = (self.overlapping_onsets, self.spoken_together, self.lasting_share)
        if not 0 < min(shares) <= max(shares) <= 1:
            raise ValueError(
                "overlapping_onsets, spoken_together and lasting_share must lie above 0 and up to 1"
            )


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is the same for the same trouble; in `words`, {who} stands for whose channel it is.

    `passing`: once it is over it says nothing against the session as a whole.
    """

    name: str
    words: str
    channel: Channel | None = None
    withholds: tuple[str, ...] = ()
    passing: bool = False

    def sentence(self, swapped: bool) -> str:
        """For the therapist; `swapped` exchanges who the channels are called."""
        named = self.channel and (self.channel.other if swapped else self.channel)
        return self.words.format(who=named and named.value)


SAME = Finding(
    "same", "Both channels carry the same sound. A microphone for each person is needed.", withholds=BOTH
)
ALIKE = Finding(
    "alike",
    "Both microphones hear both voices alike, so the numbers would be wrong. Move them apart.",
    withholds=BOTH,
)
APART = Finding(
    "apart",
    "The clocks of the two recordings have run apart, and a voice is heard in both, so the numbers would be "
    "wrong. Record both with one device.",
    withholds=BOTH,
)
PUT_IN_STEP = Finding(
    "put in step",
    "The clocks of the two recordings run apart. By the voice that both hear they were put in step.",
)
SWAPPED = Finding(
    "swapped", "The channels may be swapped: what the client's carries fits the therapist better."
)


class IntegrityWatch:
    """Looks once a second of session time; `findings` are those of the latest look."""

    def __init__(self, settings: TrustSettings) -> None:
        self._settings = settings
        self._spoken: dict[Channel, Samples] = dict.fromkeys(Channel, 0)
        self._other_then: dict[Channel, Samples] = dict.fromkeys(Channel, 0)
        self._lasted: dict[Finding, int] = {}
        self._looks = 0
        self._names_swapped = False
        self._gaps: dict[Channel, deque[bool]] = {channel: deque(maxlen=_GAP_TOLD_S) for channel in Channel}
        self.not_heard: frozenset[Channel] = frozenset()
        """Channels that are not heard now, as whoever listens to the devices says."""
        self._missing: dict[Channel, list[Segment]] = {channel: [] for channel in Channel}
        self.findings: tuple[Finding, ...] = ()

    def miss(self, losses: Iterable[AudioLost]) -> None:
        """Sound that is missing, though nobody knew of it while it lasted, on the session's clock."""
        for loss in losses:
            self._missing[loss.channel].append(Segment(loss.start, loss.start + loss.length))

    def look(self, trust: Trust, figures: Figures, record: Record, swapped: bool) -> None:
        """One look; `swapped` exchanges who the channels are called, at once and for all that was found."""
        self._follow(figures)
        if swapped is not self._names_swapped:
            self._lasted.pop(SWAPPED, None)  # whoever exchanged them has seen the hint
            self._names_swapped = swapped
        self.findings = (
            *self._not_heard(),
            *_pair(trust),
            *self._channels(trust),
            *self._talk(trust, record),
            *self._together(trust, figures),
            *self._swapped(trust, figures),
        )
        self._looks += 1
        for finding in self.findings:
            self._lasted[finding] = self._lasted.get(finding, 0) + 1

    def withheld(self) -> dict[str, str]:
        """By figure, the reason why it cannot be trusted now."""
        return self._reasons(self.findings)

    def caution(self) -> str:
        """The first thing that casts doubt on the figures without withholding one; empty if nothing does."""
        doubtful = [finding for finding in self.findings if not finding.withholds]
        return doubtful[0].sentence(self._names_swapped) if doubtful else ""

    def withheld_at_the_end(self) -> dict[str, str]:
        """By figure, the reason why it cannot be trusted over the whole session."""
        long = self._settings.lasting_share * self._looks
        lasting = [each for each, looks in self._lasted.items() if looks > long and not each.passing]
        return self._reasons(lasting) | self._reasons([each for each in self.findings if each.name != "gap"])

    def warnings(self) -> list[str]:
        """Everything that was found at any time, once; of what passes, what is still so."""
        told = [each for each in self._lasted if not each.passing or each in self.findings]
        return list(dict.fromkeys(finding.sentence(self._names_swapped) for finding in told))

    def _reasons(self, findings: Sequence[Finding]) -> dict[str, str]:
        return {
            figure: finding.sentence(self._names_swapped)
            for finding in reversed(findings)
            for figure in finding.withholds
        }

    def _follow(self, figures: Figures) -> None:
        """How much the other has spoken since each was last heard."""
        spoken = figures.talk_time.spoken
        for channel in Channel:
            if spoken[channel] > self._spoken[channel]:
                self._spoken[channel], self._other_then[channel] = spoken[channel], spoken[channel.other]
        self._unheard_s = {
            channel: seconds(spoken[channel.other] - self._other_then[channel]) for channel in Channel
        }

    def _not_heard(self) -> Iterator[Finding]:
        """A figure over a gap says so: it is withheld while the gap lasts, and noted for a while after."""
        for channel, gaps in self._gaps.items():
            gaps.append(channel in self.not_heard or self._misses(channel))
            if gaps[-1]:
                yield Finding("gap", _GAP, channel, BOTH)
            elif sum(gaps) >= _GAP_NOTED_S:
                yield Finding("gap before", _GAP, channel)

    def _misses(self, channel: Channel) -> bool:
        """Whether half of the second that is looked at is missing, or more."""
        start, end = self._looks * SAMPLE_RATE, (self._looks + 1) * SAMPLE_RATE
        missing = self._missing[channel] = [each for each in self._missing[channel] if each.end > start]
        return sum(max(0, min(each.end, end) - max(each.start, start)) for each in missing) * 2 >= SAMPLE_RATE

    def _channels(self, trust: Trust) -> Iterator[Finding]:
        for channel, state in zip(Channel, trust.channels, strict=True):
            yield from self._unheard(channel, state)
            yield from self._level(channel, state)

    def _unheard(self, channel: Channel, state: ChannelTrust) -> Iterator[Finding]:
        """A channel that sends nothing, or that has not carried speech yet: a mute listener, perhaps."""
        if self._unheard_s[channel] < self._settings.unheard_after_s:
            return
        if state.silent_s >= self._settings.silent_after_s:
            yield Finding("silent", "The {who}'s microphone sends only silence" + _THOUGH, channel, BOTH)
        elif not self._spoken[channel]:
            words = "The {who}'s microphone has carried no speech yet" + _THOUGH
            yield Finding("unheard", words, channel, BOTH, passing=True)

    def _level(self, channel: Channel, state: ChannelTrust) -> Iterator[Finding]:
        settings = self._settings
        if state.clipped >= settings.clipped_noted:
            withholds = BOTH if state.clipped >= settings.clipped_withheld else ()
            words = "The {who}'s microphone is too loud and distorts. Turn it down."
            yield Finding("clipped", words, channel, withholds)
        if state.speech_dbfs is None or state.noise_dbfs is None:
            return
        if state.speech_dbfs - state.noise_dbfs < settings.stands_out_db:
            words = "The {who} can hardly be heard above the noise of the room. Move that microphone closer."
            yield Finding("quiet", words, channel)

    def _talk(self, trust: Trust, record: Record) -> Iterator[Finding]:
        """Onsets in overlap are 10 to 40 % in real talk; half of them means bleed or broken boundaries."""
        settings = self._settings
        onsets, overlapping = _onsets(record.turns)
        if onsets < settings.onsets_min or overlapping < settings.overlapping_onsets * onsets:
            return
        yield Finding(
            "onsets",
            "Half of all turns begin while the other is speaking: a microphone may be hearing both voices.",
            withholds=() if self._clean(trust) else (INTERRUPTIONS,),
        )

    def _together(self, trust: Trust, figures: Figures) -> Iterator[Finding]:
        """Two people speak at once for a tenth of their time; where it is far more, one is heard twice."""
        overlap = figures.talk_time.overlap
        spoken_in = figures.speech - overlap
        if seconds(spoken_in) < _TOGETHER_AFTER_S or overlap < self._settings.spoken_together * spoken_in:
            return
        yield Finding(
            "together",
            "Both seem to speak at once for much of the time: a microphone may be hearing both voices.",
            withholds=() if self._clean(trust) else BOTH,
        )

    def _clean(self, trust: Trust) -> bool:
        """Whether the channels are well apart, and what leaks is taken out."""
        left = [state.bleed_left_db for state in trust.channels if state.bleed_left_db is not None]
        return trust.told_apart is True and all(db <= self._settings.bleed_left_db for db in left)

    def _swapped(self, trust: Trust, figures: Figures) -> Iterator[Finding]:
        """An echo of the therapist in the client's channel of a call, or the client doing the listening."""
        client = Channel.THERAPIST if self._names_swapped else Channel.CLIENT
        echo_ms = {c: state.bleed_delay_ms or 0.0 for c, state in zip(Channel, trust.channels, strict=True)}
        echo = echo_ms[client] >= self._settings.call_echo_ms > echo_ms[client.other]
        both_heard = min(map(seconds, figures.talk_time.spoken.values())) >= _ECHO_SEEN_BY_S
        if (echo and both_heard) or _listens(client, figures):
            yield SWAPPED


def _pair(trust: Trust) -> Iterator[Finding]:
    if trust.same_signal:
        yield SAME
    elif trust.told_apart is False:
        yield ALIKE
    if not trust.in_step:
        yield APART
    elif trust.held_back_ms >= _HELD_BACK_NOTED_MS:
        yield PUT_IN_STEP


def _onsets(turns: Sequence[Turn]) -> tuple[int, int]:
    """Changes of the floor, and how many of them came before the turn before was over; of late."""
    recent = sorted(turns[-200:], key=lambda turn: turn.start)
    changes = [(one, two) for one, two in pairwise(recent) if one.by is not two.by]
    return len(changes), sum(two.start < one.end for one, two in changes)


def _listens(client: Channel, figures: Figures) -> bool:
    """Whether the client behaves like a therapist: speaks far less, and does most of the nodding."""
    share = figures.session_share.share(client)
    if share is None or seconds(figures.speech) < 600 or share > 0.3:
        return False
    nods = {channel: figures.interruptions.count(channel, Backchannel) for channel in Channel}
    return nods[client] >= 10 and nods[client] >= 3 * nods[client.other]
