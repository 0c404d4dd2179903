"""Which open utterance is decoded next while no final waits, and what of it is shown."""

from dataclasses import dataclass, field

from monitor.conversation.timeline import Channel, Samples, Segment, seconds
from monitor.conversation.transcript import Partial, Word
from monitor.engine.agreement import Agreement
from monitor.engine.backlog_settings import BacklogSettings
from monitor.engine.utterances import Cut

LOAD_WINDOW_S = 60.0
REST_GROWS_TO = 16
"""Partials that must go again and again stay away for up to so many times their first rest."""
COST_MEMORY = 0.7


@dataclass(slots=True, eq=False)
class _Showing:
    """The partials of one open utterance; `voiced` is how much speech the latest was decoded from.

    `early` is the speech that has been decoded as if it were all.
    """

    start: Samples
    agreement: Agreement = field(default_factory=Agreement)
    began_s: float = float("-inf")
    voiced: Samples = 0
    early: tuple[Segment, ...] = ()


class Partials:
    """The open utterance of each channel.  Times are in seconds of the session clock."""

    def __init__(self, settings: BacklogSettings) -> None:
        self._settings = settings
        self._open: dict[Channel, Cut] = {}
        self._showing: dict[Channel, _Showing] = {}
        self._began_s = float("-inf")
        self._cost_s = 0.0
        self._gate = _Gate(settings)

    def grow(self, channel: Channel, cut: Cut | None) -> None:
        """The channel's open utterance as it is now; None where there is none."""
        if cut is None:
            self._open.pop(channel, None)
        else:
            self._open[channel] = cut

    def weigh(self, lag_s: float, load: float, now_s: float) -> None:
        """Whether there is time for partials."""
        self._gate.weigh(lag_s, load, now_s)

    def next_complete(self, now_s: float) -> Cut | None:
        """An utterance that may be over, and has not been decoded as that yet."""
        for cut in self._open.values() if self._gate.open else ():
            showing = self._showing_of(cut)
            if cut.complete and showing.early != cut.utterance.voiced:
                showing.early = cut.utterance.voiced
                showing.began_s, showing.voiced = now_s, voiced(cut)
                return cut
        return None

    def next(self, now_s: float) -> Cut | None:
        """The utterance to decode now: the one whose latest partial is the oldest."""
        if not self._gate.open or now_s - self._began_s < self._cost_s / self._settings.partial_share:
            return None
        ready = [cut for cut in self._open.values() if self._is_due(cut, now_s)]
        if not ready:
            return None
        cut = min(ready, key=lambda each: self._showing_of(each).began_s)
        showing = self._showing_of(cut)
        showing.began_s = self._began_s = now_s
        showing.voiced = voiced(cut)
        return cut

    def charge(self, cost_s: float) -> None:
        """What a partial has cost."""
        self._cost_s += (1 - COST_MEMORY) * (cost_s - self._cost_s)

    def show(self, cut: Cut, words: tuple[Word, ...]) -> Partial:
        """What is shown of an utterance after one more decode."""
        showing = self._showing_of(cut)
        steady, rest = showing.agreement.take(words)
        return Partial(cut.utterance.channel, showing.start, steady, rest)

    def _is_due(self, cut: Cut, now_s: float) -> bool:
        showing, wanted = self._showing_of(cut), self._settings
        new = seconds(voiced(cut) - showing.voiced)
        return new >= wanted.partial_new_voiced_s and now_s - showing.began_s >= wanted.partial_every_s

    def _showing_of(self, cut: Cut) -> _Showing:
        channel, start = cut.utterance.channel, cut.utterance.start
        showing = self._showing.get(channel)
        if showing is None or showing.start != start:
            showing = self._showing[channel] = _Showing(start)
        return showing


class _Gate:
    """Whether partials are decoded.  Where they must go again soon, each time they stay away for longer."""

    def __init__(self, settings: BacklogSettings) -> None:
        self._settings = settings
        self.open = True
        self._turned_s = float("-inf")
        self._rest_s = settings.partials_rest_s

    def weigh(self, lag_s: float, load: float, now_s: float) -> None:
        """Open or shut, as lag and load are."""
        chosen, since = self._settings, now_s - self._turned_s
        if self.open and (lag_s > chosen.partials_off_lag_s or load > chosen.partials_off_load):
            longest = REST_GROWS_TO * chosen.partials_rest_s
            again = since < LOAD_WINDOW_S + self._rest_s
            self._rest_s = min(2 * self._rest_s, longest) if again else chosen.partials_rest_s
            self._turn(now_s)
        elif (
            not self.open
            and lag_s <= chosen.merge_lag_s
            and load <= chosen.partials_back_load
            and since >= self._rest_s
        ):
            self._turn(now_s)

    def _turn(self, now_s: float) -> None:
        self.open, self._turned_s = not self.open, now_s


def voiced(cut: Cut) -> Samples:
    """How much speech there is in it."""
    return sum(segment.length for segment in cut.utterance.voiced)
