"""When not to believe the figures: what is wrong with a channel, in words, and what is withheld for it.

Measurements come from the hearing (`Trust`), figures from the metrics; here they become
findings.  A finding that withholds a figure does so while it lasts; at the end of the
session also where it had lasted for a good part of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.audio.trust import ChannelTrust, Trust
from monitor.conversation.events import Backchannel, Turn
from monitor.conversation.record import Record
from monitor.conversation.timeline import Channel, Samples, seconds
from monitor.metrics.figures import Figures

SHARE, INTERRUPTIONS = "talk_share", "interruptions"
BOTH = (SHARE, INTERRUPTIONS)


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
    bleed_left_db: float
    call_echo_ms: float
    lasting_share: float

    def __post_init__(self) -> None:
        if min(self.unheard_after_s, self.silent_after_s) <= 0:
            raise ValueError("unheard_after_s and silent_after_s must be above 0")
        if not 0 < self.clipped_noted <= self.clipped_withheld <= 1:
            raise ValueError("0 < clipped_noted <= clipped_withheld <= 1 must hold")
        if not 0 < self.overlapping_onsets <= 1 or not 0 < self.lasting_share <= 1:
            raise ValueError("overlapping_onsets and lasting_share must lie above 0 and up to 1")


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is the same for the same trouble; `sentence` is for the therapist."""

    name: str
    sentence: str
    withholds: tuple[str, ...] = ()


class IntegrityWatch:
    """Looks once a second of session time; `findings` are those of the latest look."""

    def __init__(self, settings: TrustSettings) -> None:
        self._settings = settings
        self._spoken: dict[Channel, Samples] = dict.fromkeys(Channel, 0)
        self._other_then: dict[Channel, Samples] = dict.fromkeys(Channel, 0)
        self._lasted: dict[Finding, int] = {}
        self._looks = 0
        self.findings: tuple[Finding, ...] = ()

    def look(self, trust: Trust, figures: Figures, record: Record, swapped: bool) -> None:
        """One look; `swapped` exchanges who the channels are called."""
        self._follow(figures)
        names = {channel: (channel.other if swapped else channel).value for channel in Channel}
        found = [*self._channels(trust, names), *self._pair(trust), *self._talk(trust, record)]
        if (hint := self._swapped(trust, figures, swapped)) is not None:
            found.append(hint)
        self.findings = tuple(found)
        self._looks += 1
        for finding in found:
            self._lasted[finding] = self._lasted.get(finding, 0) + 1

    def withheld(self) -> dict[str, str]:
        """By figure, the reason why it cannot be trusted now."""
        return _reasons(self.findings)

    def withheld_at_the_end(self) -> dict[str, str]:
        """By figure, the reason why it cannot be trusted over the whole session."""
        long = self._settings.lasting_share * self._looks
        lasting = [finding for finding, looks in self._lasted.items() if looks > long]
        return _reasons(lasting) | self.withheld()

    def warnings(self) -> list[str]:
        """Everything that was found at any time, once."""
        return list(dict.fromkeys(finding.sentence for finding in self._lasted))

    def _follow(self, figures: Figures) -> None:
        """How much the other has spoken since each was last heard."""
        spoken = figures.talk_time.spoken
        for channel in Channel:
            if spoken[channel] > self._spoken[channel]:
                self._spoken[channel], self._other_then[channel] = spoken[channel], spoken[channel.other]
        self._unheard_s = {
            channel: seconds(spoken[channel.other] - self._other_then[channel]) for channel in Channel
        }

    def _channels(self, trust: Trust, names: dict[Channel, str]) -> Iterator[Finding]:
        for channel, state in zip(Channel, trust.channels, strict=True):
            yield from self._unheard(channel, state, names[channel])
            yield from self._level(state, names[channel])

    def _unheard(self, channel: Channel, state: ChannelTrust, name: str) -> Iterator[Finding]:
        settings = self._settings
        silent = state.silent_s >= settings.silent_after_s
        if self._unheard_s[channel] < settings.unheard_after_s or not (silent or not self._spoken[channel]):
            return
        what = "sends only silence" if silent else "has carried no speech yet"
        yield Finding(
            f"unheard/{name}",
            f"The {name}'s microphone {what}, though the other has spoken for minutes. Check that it is on.",
            BOTH,
        )

    def _level(self, state: ChannelTrust, name: str) -> Iterator[Finding]:
        settings = self._settings
        if state.clipped >= settings.clipped_noted:
            spoilt = state.clipped >= settings.clipped_withheld
            yield Finding(
                f"clipped/{name}/{spoilt}",
                f"The {name}'s microphone is too loud and distorts. Turn it down.",
                BOTH if spoilt else (),
            )
        if state.speech_dbfs is None or state.noise_dbfs is None:
            return
        if state.speech_dbfs - state.noise_dbfs < settings.stands_out_db:
            yield Finding(
                f"quiet/{name}",
                f"The {name} can hardly be heard above the noise of the room. Move that microphone closer.",
            )

    def _pair(self, trust: Trust) -> Iterator[Finding]:
        if trust.same_signal:
            yield Finding(
                "same", "Both channels carry the same sound. A microphone for each person is needed.", BOTH
            )
        elif trust.told_apart is False:
            yield Finding(
                "alike",
                "Both microphones hear both voices alike, so the numbers would be wrong. Move them apart.",
                BOTH,
            )

    def _talk(self, trust: Trust, record: Record) -> Iterator[Finding]:
        """Onsets in overlap are 10 to 40 % in real talk; half of them means bleed or broken boundaries."""
        settings = self._settings
        onsets, overlapping = _onsets(record.turns)
        if onsets < settings.onsets_min or overlapping < settings.overlapping_onsets * onsets:
            return
        left = [state.bleed_left_db for state in trust.channels if state.bleed_left_db is not None]
        clean = trust.told_apart is True and all(db <= settings.bleed_left_db for db in left)
        yield Finding(
            f"onsets/{clean}",
            "Half of all turns begin while the other is speaking: a microphone may be hearing both voices.",
            () if clean else (INTERRUPTIONS,),
        )

    def _swapped(self, trust: Trust, figures: Figures, swapped: bool) -> Finding | None:
        """An echo of the therapist in the client's channel of a call, or the client doing the listening."""
        client = Channel.THERAPIST if swapped else Channel.CLIENT
        echo_ms = [state.bleed_delay_ms or 0.0 for state in trust.channels]
        into_client, into_therapist = echo_ms if swapped else reversed(echo_ms)
        echo = into_client >= self._settings.call_echo_ms > into_therapist
        if echo or _listens(client, figures):
            return Finding(
                "swapped", "The channels may be swapped: what the client's carries fits the therapist better."
            )
        return None


def _reasons(findings: Sequence[Finding]) -> dict[str, str]:
    return {figure: finding.sentence for finding in reversed(findings) for figure in finding.withholds}


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
