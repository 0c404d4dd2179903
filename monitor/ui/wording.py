"""A snapshot in words: everything that the overlay and the terminal say, and nothing drawn.

Two snapshots that read the same give equal views, and equal views are not drawn again.
So the words are coarse: whole percentages, minutes for "ago", steps of a few seconds for
what grows while somebody speaks.  A display that ticks pulls the eye away from the client.
"""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import NOT_YET, Caption, Floor, Keeping, Share, Snapshot, Words
from monitor.conversation.timeline import Channel
from monitor.ui.texts import translate, within
from monitor.ui.told import told

LISTENING_STEP_S = 5
LENGTH_STEP_S = 10


@dataclass(frozen=True, slots=True)
class View:
    """What is shown.  An empty string is something that there is no cause to say.

    `balance` is the therapist's part of the bar, 0 to 1; where it is None the shares are
    empty and `withheld` says why; `listening`: too little was heard yet.  `note` is the one thing worth a
    line of its own, `pressing` whether it cannot wait: a channel is not heard (`lost`), or the user has done
    something; where a channel is not heard or all is paused the shares do not go on (`resting`).  `cue` is
    said once in a while.  `health` is what ails the keeping of the session (`unsaved`), or the words, on
    which no figure depends.
    """

    therapist: str
    client: str
    balance: float | None
    withheld: str
    rolling: str
    session: str
    interruptions: str
    note: str
    elapsed: str
    health: str = ""
    pressing: bool = False
    resting: bool = False
    lost: bool = False
    unsaved: bool = False
    cue: str = ""
    cue_kind: CueKind | None = None
    cues_wanted: tuple[tuple[CueKind, bool], ...] = ()
    listening: bool = False
    intended: bool = False
    paused: bool = False
    swapped: bool = False
    keeps_words: bool = False
    keeps_sound: bool = False

    @property
    def said(self) -> tuple[str, ...]:
        """All of it line by line, nothing shortened."""
        shares = translate("Wording", "{rolling}: therapist {therapist}, client {client}").format(
            rolling=self.rolling, therapist=self.therapist, client=self.client
        )
        shares = shares if self.therapist else ""
        figures = (shares, self.withheld, self.session, self.interruptions, self.cue)
        lines = (*figures, self.note, self.elapsed, self.health)
        return tuple(line for line in lines if line)

    @property
    def sentence(self) -> str:
        """All of it for a screen reader."""
        return " ".join(line if line[-1] in ".…" else f"{line}." for line in self.said)


@dataclass(frozen=True, slots=True)
class Captions:
    """What each speaker says, the therapist first; `source` is there if the words are not to be relied on."""

    lines: tuple[Caption, ...]
    source: str


def starting() -> View:
    """What is shown before the first snapshot."""
    return View(
        therapist="",
        client="",
        balance=None,
        withheld=translate("Wording", "Starting…"),
        rolling="",
        session="",
        interruptions="",
        note="",
        elapsed="",
    )


def joined(*parts: str) -> str:
    """Those that are there, as one line."""
    first, *more = [part for part in parts if part] or [""]
    return " · ".join((first, *map(within, more)))


def name_of(channel: Channel) -> str:
    """Whose channel it is."""
    if channel is Channel.THERAPIST:
        return translate("Wording", "Therapist")
    return translate("Wording", "Client")


def view(snapshot: Snapshot) -> View:
    therapist, client = _percentages(snapshot.share_rolling)
    percent = _percent(snapshot.share_rolling)
    return View(
        therapist=therapist,
        client=client,
        balance=None if percent is None else percent / 100,
        withheld=_withheld(snapshot),
        rolling=_rolling(snapshot),
        session=_session(snapshot.share_session),
        interruptions=_interruptions(snapshot),
        note=_note(snapshot),
        elapsed=_elapsed(snapshot),
        health=_not_saved(snapshot.keeping) or _health(snapshot.words),
        pressing=bool(snapshot.lost or snapshot.paused or snapshot.intended or snapshot.bookmark),
        resting=bool(snapshot.lost or snapshot.paused),
        lost=bool(snapshot.lost),
        unsaved=bool(_not_saved(snapshot.keeping)),
        cue=_cue(snapshot),
        cue_kind=None if snapshot.cue is None else snapshot.cue.kind,
        cues_wanted=snapshot.cues_wanted,
        listening=_is_listening(snapshot),
        intended=snapshot.intended,
        paused=snapshot.paused,
        swapped=snapshot.swapped,
        keeps_words=snapshot.keeping is not None and snapshot.keeping.words,
        keeps_sound=snapshot.keeping is not None and snapshot.keeping.sound,
    )


def addressed(channel: Channel) -> str:
    """The same in one short word, beside a number that takes most of the room."""
    if channel is Channel.THERAPIST:
        return translate("Short", "Therapist")
    return translate("Short", "Client")


def captions(words: Words | None) -> Captions | None:
    """None where nothing is transcribed; a speaker of whom nothing is known has an empty line."""
    if words is None:
        return None
    said = {caption.speaker: caption for caption in words.captions}
    lines = tuple(said.get(speaker) or Caption(speaker, "") for speaker in Channel)
    return Captions(lines, translate("Wording", "demo words") if words.demo else "")


def last_line(caption: Caption, fits: Callable[[str], bool]) -> tuple[str, str]:
    """What stands in the last of the lines that it fills word by word: steady, and yet to change.

    What was written stays where it is until its line is full; a word that fits no line has one alone.
    """
    steady = caption.steady.split()
    words = [*steady, *caption.unsteady.split()]
    begin = 0
    for end in range(2, len(words) + 1):
        if end - 1 > begin and not fits(" ".join(words[begin:end])):
            begin = end - 1
    return " ".join(steady[begin:]), " ".join(words[max(begin, len(steady)) :])


def moment(snapshot: Snapshot) -> str:
    """Who has the floor now.  It changes with every turn: for the terminal, not the overlay."""
    if snapshot.floor is Floor.NOBODY:
        return translate("Wording", "Nobody is speaking · {seconds} s").format(
            seconds=int(snapshot.silence_s)
        )
    if snapshot.floor is Floor.BOTH:
        return translate("Wording", "Both are speaking")
    if snapshot.floor is Floor.THERAPIST:
        return translate("Wording", "Therapist has the floor")
    return translate("Wording", "Client has the floor")


def _percent(share: Share) -> int | None:
    return None if share.therapist is None else round(share.therapist * 100)


def _percentages(share: Share) -> tuple[str, str]:
    """Two whole percentages that add up to 100."""
    percent = _percent(share)
    if percent is None:
        return "", ""
    written = translate("Wording", "{percent} %")
    return written.format(percent=percent), written.format(percent=100 - percent)


def _rolling(snapshot: Snapshot) -> str:
    return translate("Wording", "Last {length}").format(length=length(snapshot.rolling_s))


def _session(share: Share) -> str:
    therapist, client = _percentages(share)
    said = translate("Wording", "Session {therapist} / {client}").format(therapist=therapist, client=client)
    return said if therapist else ""


def _withheld(snapshot: Snapshot) -> str:
    if snapshot.share_rolling.therapist is not None:
        return ""
    if _is_listening(snapshot):
        heard = _steps(snapshot.speech_s, LISTENING_STEP_S)
        return translate("Wording", "Listening… {heard} s of {needed} s of speech").format(
            heard=heard, needed=f"{snapshot.speech_needed_s:.0f}"
        )
    if snapshot.share_rolling.withheld:
        return _capital(told(snapshot.share_rolling.withheld))
    silent = translate("Wording", "No speech in the last {length}")
    return silent.format(length=length(snapshot.rolling_s))


def _is_listening(snapshot: Snapshot) -> bool:
    """Whether a share is withheld only because the session is young."""
    share = snapshot.share_rolling
    early = share.therapist is None and share.withheld in (None, NOT_YET)
    return early and snapshot.speech_s < snapshot.speech_needed_s


def _interruptions(snapshot: Snapshot) -> str:
    count = snapshot.interruptions
    if count is None:
        return translate("Wording", "Interruptions are not counted now")
    if not count:
        return translate("Wording", "No interruptions")
    one, many = translate("Wording", "1 interruption"), translate("Wording", "{count} interruptions")
    counted = one if count == 1 else many.format(count=count)
    last = snapshot.last_interruption_at_s
    return counted if last is None else f"{counted} · {_ago(snapshot.at_s - last)}"


def _ago(past_s: float) -> str:
    minutes = int(past_s // 60)
    if minutes < 1:
        return translate("Wording", "just now")
    if minutes < 60:
        return translate("Wording", "{minutes} min ago").format(minutes=minutes)
    return translate("Wording", "{hours} h ago").format(hours=minutes // 60)


def _note(snapshot: Snapshot) -> str:
    """The most pressing of what there is to note."""
    if snapshot.bookmark and not snapshot.lost:
        return _bookmarked(snapshot)
    if snapshot.paused:
        paused = translate("Wording", "Paused: not counted from here")
        lost = _lost(snapshot)
        return translate("Wording", "Paused. {lost}").format(lost=lost) if lost else paused
    intended = translate("Wording", "Intentional: no cues in this stretch") if snapshot.intended else ""
    return _lost(snapshot) or intended or told(snapshot.caution) or _monologue(snapshot) or _high(snapshot)


def _bookmarked(snapshot: Snapshot) -> str:
    if snapshot.bookmark == "no":
        return translate("Wording", "No bookmark: nothing of this session is kept")
    return translate("Wording", "Bookmarked, to come back to in the replay")


def _lost(snapshot: Snapshot) -> str:
    lost = snapshot.lost
    if not lost:
        return ""
    if len(lost) > 1:
        reasons = "; ".join(dict.fromkeys(told(reason) for _, reason in lost))
        return translate("Wording", "Nobody is heard: {reasons}").format(reasons=reasons)
    channel, reason = lost[0]
    if channel is Channel.THERAPIST:
        return translate("Wording", "Therapist is not heard: {reason}").format(reason=told(reason))
    return translate("Wording", "Client is not heard: {reason}").format(reason=told(reason))


def _monologue(snapshot: Snapshot) -> str:
    """Only the therapist's: that the client speaks at length is what the session is for."""
    noted_s = snapshot.monologue_noted_s
    if snapshot.monologue_by is not Channel.THERAPIST or not 0.0 < noted_s <= snapshot.monologue_s:
        return ""
    return _held(snapshot.monologue_s)


def _held(length_s: float) -> str:
    return translate("Wording", "You have held the floor for {length}").format(length=length(length_s))


def _high(snapshot: Snapshot) -> str:
    share, noted = snapshot.share_rolling.therapist, snapshot.share_noted
    if share is None or noted is None or share <= noted:
        return ""
    return translate("Wording", "Your share is above {percent} %").format(percent=f"{noted * 100:.0f}")


def _cue(snapshot: Snapshot) -> str:
    cue = snapshot.cue
    if cue is None:
        return ""
    if cue.kind is CueKind.INTERRUPTIONS:
        return translate("Wording", "{count} cut-ins in {length}").format(
            count=f"{cue.value:.0f}", length=length(cue.within_s)
        )
    if cue.kind is CueKind.MONOLOGUE:
        return _held(cue.value)
    return translate("Wording", "{percent} % of the last {length} was yours").format(
        percent=f"{cue.value * 100:.0f}", length=length(snapshot.rolling_s)
    )


def length(length_s: float) -> str:
    """In steps of seconds, then in whole minutes."""
    if length_s < 120:
        return translate("Wording", "{seconds} s").format(seconds=_steps(length_s, LENGTH_STEP_S))
    return translate("Wording", "{minutes} min").format(minutes=int(length_s // 60))


def _elapsed(snapshot: Snapshot) -> str:
    hours, minutes = divmod(int(snapshot.at_s // 60), 60)
    if hours:
        elapsed = translate("Wording", "{hours} h {minutes} min so far")
    else:
        elapsed = (
            translate("Wording", "{minutes} min so far") if minutes else translate("Wording", "Just begun")
        )
    elapsed = elapsed.format(hours=hours, minutes=f"{minutes:02}" if hours else minutes)
    return f"{elapsed} · {channels_swapped()}" if snapshot.swapped else elapsed


def channels_swapped() -> str:
    return translate("Wording", "channels swapped")


def _not_saved(keeping: Keeping | None) -> str:
    """In one line: of "What happened: why. What to do." the reason."""
    if keeping is None or not keeping.trouble:
        return ""
    what, _, why = keeping.trouble.partition(": ")
    reason = (why or what).split(". ", maxsplit=1)[0].rstrip(".")
    reason = told(reason[:1].lower() + reason[1:])
    return translate("Wording", "Not being saved: {reason}").format(reason=reason)


def _health(words: Words | None) -> str:
    if words is None:
        return ""
    if words.trouble:
        return translate("Wording", "No words: {reason}").format(reason=told(words.trouble))
    behind = translate("Wording", "Words are {length} behind").format(length=length(words.behind_s))
    return behind if words.behind_s >= LENGTH_STEP_S else ""


def _steps(value: float, step: int) -> int:
    """`value` rounded down to whole steps: never more than was heard."""
    return int(value // step) * step


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
