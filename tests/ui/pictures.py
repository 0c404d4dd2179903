"""Snapshots of every state that a view has to show, by name."""

from dataclasses import replace

from monitor.conversation.cues import Cue, CueKind
from monitor.conversation.snapshot import NOT_YET, Caption, Floor, Keeping, Share, Snapshot, Words
from monitor.conversation.timeline import Channel, to_samples

CUE = Cue(CueKind.INTERRUPTIONS, to_samples(1421), 3.0, 1, 600.0)
UNPLUGGED = "the microphone was unplugged"
LONG_REASON = (
    "Both microphones hear the same voice, so the shares would be wrong. Move them apart, or use a headset."
)

BALANCED = Snapshot(
    at_s=1421.0,
    rolling_s=300.0,
    share_rolling=Share(0.38),
    share_session=Share(0.41),
    speech_s=1104.0,
    speech_needed_s=60.0,
    interruptions=2,
    last_interruption_at_s=1230.0,
    client_interruptions=1,
    floor=Floor.CLIENT,
    speaking=frozenset({Channel.CLIENT}),
    monologue_by=Channel.CLIENT,
    monologue_s=12.0,
    monologue_noted_s=60.0,
    silence_s=0.0,
)
LISTENING = replace(
    BALANCED,
    at_s=41.0,
    share_rolling=Share(None, NOT_YET),
    share_session=Share(None, NOT_YET),
    speech_s=23.4,
    interruptions=0,
    last_interruption_at_s=None,
    client_interruptions=0,
)
MONOLOGUE = replace(
    BALANCED,
    share_rolling=Share(0.71),
    floor=Floor.THERAPIST,
    speaking=frozenset({Channel.THERAPIST}),
    monologue_by=Channel.THERAPIST,
    monologue_s=74.0,
)
LOST = replace(BALANCED, lost=((Channel.CLIENT, UNPLUGGED),))
WORDS = Words(
    behind_s=0.4,
    captions=(
        Caption(Channel.THERAPIST, "How did that feel for you?"),
        Caption(Channel.CLIENT, "I was just so", "tired"),
    ),
)
BEHIND = replace(WORDS, behind_s=44.0)
RESTARTING = replace(WORDS, trouble="they are being restarted")
FULL = Keeping(
    words=True,
    sound=True,
    trouble="The session cannot be reached: the disk is full."
    " The session goes on; nothing is being kept now.",
)
DEVICE = "Jabra SPEAK 510 USB (Built-in Audio Analog Stereo Duplex)"
HANDLE = "alsa_output.usb-Jabra_SPEAK_510_USB_501AA5DDD3F2-00.analog-stereo.monitor"
SWAPPED_OUT = f"the system has put {HANDLE} in the place of {DEVICE}"
LONG_TROUBLE = replace(WORDS, trouble="the model could not be loaded because memory is short")

STATES: dict[str, Snapshot] = {
    "listening": LISTENING,
    "listening, lost": replace(LISTENING, lost=((Channel.CLIENT, UNPLUGGED),)),
    "balanced": BALANCED,
    "even": replace(BALANCED, share_rolling=Share(0.5), share_session=Share(0.496)),
    "therapist-heavy": replace(BALANCED, share_rolling=Share(0.83), share_session=Share(0.64)),
    "client alone": replace(BALANCED, share_rolling=Share(0.0), share_session=Share(0.004)),
    "therapist alone": replace(BALANCED, share_rolling=Share(1.0), share_session=Share(0.97)),
    "no interruption": replace(BALANCED, interruptions=0, last_interruption_at_s=None),
    "interruption just now": replace(BALANCED, interruptions=1, last_interruption_at_s=1420.0),
    "many interruptions": replace(BALANCED, at_s=5421.0, interruptions=128, last_interruption_at_s=4701.0),
    "monologue": MONOLOGUE,
    "cue": replace(BALANCED, cue=CUE),
    "cue in a monologue": replace(MONOLOGUE, cue=replace(CUE, kind=CueKind.MONOLOGUE, value=92.0)),
    "cue of the share": replace(BALANCED, cue=replace(CUE, kind=CueKind.SHARE, value=0.68)),
    "above the calm share": replace(BALANCED, share_rolling=Share(0.56), share_noted=0.5),
    "structured, up to 65 %": replace(BALANCED, share_rolling=Share(0.63), share_noted=0.65),
    "structured, above": replace(BALANCED, share_rolling=Share(0.72), share_noted=0.65),
    "crisis or intake, high": replace(BALANCED, share_rolling=Share(0.82), share_noted=1.0),
    "cue, not saved": replace(BALANCED, cue=CUE, keeping=FULL),
    "many cut-ins": replace(BALANCED, cue=replace(CUE, value=12.0)),
    "paused, not saved": replace(BALANCED, paused=True, keeping=FULL),
    "paused, listening": replace(LISTENING, paused=True),
    "therapist lost": replace(BALANCED, lost=((Channel.THERAPIST, UNPLUGGED),)),
    "lost, long name": replace(BALANCED, lost=((Channel.CLIENT, f"no sound comes from {DEVICE}"),)),
    "lost, longest name": replace(BALANCED, lost=((Channel.CLIENT, SWAPPED_OUT),)),
    "caution": replace(BALANCED, caution="The client's microphone is too loud and distorts. Turn it down."),
    "bookmarked": replace(BALANCED, bookmark="kept"),
    "no bookmark": replace(BALANCED, bookmark="no"),
    "paused, lost": replace(LOST, paused=True),
    "a cue muted": replace(BALANCED, cues_wanted=((CueKind.SHARE, False), (CueKind.MONOLOGUE, True))),
    "intended": replace(BALANCED, intended=True),
    "lost channel": LOST,
    "nobody heard": replace(
        BALANCED, lost=((Channel.THERAPIST, "the sound system stopped"), (Channel.CLIENT, UNPLUGGED))
    ),
    "paused": replace(BALANCED, paused=True),
    "swapped": replace(BALANCED, swapped=True),
    "withheld": replace(
        BALANCED, share_rolling=Share(None, LONG_REASON), share_session=Share(None, LONG_REASON)
    ),
    "withheld, lost": replace(
        LOST, share_rolling=Share(None, LONG_REASON), share_session=Share(None, LONG_REASON)
    ),
    "withheld, session known": replace(
        BALANCED, share_rolling=Share(None, "little speech in the last 5 minutes")
    ),
    "withheld early": replace(
        LISTENING, share_rolling=Share(None, LONG_REASON), share_session=Share(None, LONG_REASON)
    ),
    "interruptions withheld": replace(
        BALANCED,
        share_rolling=Share(None, LONG_REASON),
        share_session=Share(None, LONG_REASON),
        interruptions=None,
    ),
    "silence": replace(BALANCED, floor=Floor.NOBODY, speaking=frozenset(), silence_s=14.0),
    "not saved": replace(BALANCED, keeping=FULL),
    "not saved, lost": replace(LOST, keeping=FULL),
    "words behind": replace(BALANCED, words=BEHIND),
    "words restarting": replace(BALANCED, words=RESTARTING),
    "no words, long reason": replace(BALANCED, words=LONG_TROUBLE),
    "words behind, swapped": replace(BALANCED, swapped=True, words=BEHIND),
    "words behind, lost": replace(LOST, words=BEHIND),
    "words behind, monologue": replace(MONOLOGUE, words=BEHIND),
    "words behind, listening": replace(LISTENING, words=BEHIND),
    "words behind, session known": replace(
        BALANCED, share_rolling=Share(None, "little speech in the last 5 minutes"), words=BEHIND
    ),
    "words behind, withheld": replace(
        BALANCED, share_rolling=Share(None, LONG_REASON), share_session=Share(None, LONG_REASON), words=BEHIND
    ),
}


def at_ease(snapshot: Snapshot) -> Snapshot:
    """The same while the therapist speaks: then everything may be shown."""
    return replace(snapshot, speaking=frozenset({Channel.THERAPIST}), floor=Floor.THERAPIST)


def _captioned(*captions: Caption, demo: bool = False, snapshot: Snapshot = BALANCED) -> Snapshot:
    return replace(snapshot, words=Words(behind_s=0.4, captions=captions, demo=demo))


CAPTIONED: dict[str, Snapshot] = {
    "captions": replace(BALANCED, words=WORDS),
    "captions, demo": replace(BALANCED, words=replace(WORDS, demo=True)),
    "captions, nothing said": _captioned(),
    "captions, nothing said, demo": _captioned(demo=True),
    "captions, client alone": _captioned(Caption(Channel.CLIENT, "", "so")),
    "captions, all unsteady": _captioned(Caption(Channel.CLIENT, "", "I was just so tired")),
    "captions, all steady": _captioned(Caption(Channel.CLIENT, "I was just so tired")),
    "captions, beyond a line": _captioned(
        Caption(Channel.THERAPIST, "And when you came home that evening, what did you do then?"),
        Caption(Channel.CLIENT, "I was just so tired that I went to bed and lay", "there awake until"),
    ),
    "captions, full line": _captioned(Caption(Channel.CLIENT, "I was just so tired that I", "went to bed")),
    "captions, long word": _captioned(
        Caption(Channel.THERAPIST, "Die Donaudampfschifffahrtsgesellschaftskapitänsmützen"),
        Caption(Channel.CLIENT, "Ja.", "Rindfleischetikettierungsüberwachungsaufgabe"),
    ),
    "captions, behind": replace(BALANCED, words=replace(WORDS, behind_s=44.0, demo=True)),
    "captions, restarting": replace(BALANCED, words=replace(RESTARTING, captions=())),
    "captions, paused": replace(BALANCED, paused=True, words=WORDS),
    "captions, monologue": replace(MONOLOGUE, words=WORDS),
}
"""With the captions switched on."""
