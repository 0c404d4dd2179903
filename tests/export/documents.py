"""Analyses to export: one written by hand with words, and any that hypothesis makes up."""

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.document import (
    SCHEMA,
    Analysis,
    AttemptedInterruption,
    Backchannel,
    ChannelIntegrity,
    Contested,
    EventForm,
    Form,
    Integrity,
    Intended,
    InterruptionCounts,
    Latency,
    Monologue,
    Note,
    PossibleOverlap,
    QuestionCorrected,
    Remarks,
    Silence,
    SuccessfulInterruption,
    TalkShare,
    TalkTime,
    TerminalOverlap,
    Transcription,
    Turn,
    UnresolvedOverlap,
    Word,
    WordsInOverlap,
)

ROLES = ("therapist", "client")
OVERLAPS: tuple[Any, ...] = (
    Backchannel,
    TerminalOverlap,
    PossibleOverlap,
    SuccessfulInterruption,
    AttemptedInterruption,
    UnresolvedOverlap,
)
SOUND = ChannelIntegrity(-70.1, -24.0, -18.5, -40.0, 2.1, 0.0, [(1.0, 2.5), (3.0, 3.125)])
EIGHT_HOURS_MS = 8 * 3_600_000

EMPTY = Analysis(
    schema=SCHEMA,
    program_version="1.2.3",
    source=["a session.wav"],
    complete=True,
    duration_s=20.0,
    settings={"conversation": {"ipu_gap_s": 0.18, "words_max": 4}, "voice": {"detector": "silero"}},
    segments={"therapist": [], "client": []},
    turns=[],
    talk_time_s=TalkTime(0.0, 0.0, 0.0, 20.0),
    talk_share=TalkShare(None, None),
    interruptions={"therapist": InterruptionCounts(1, 0, 2), "client": None},
    response_latency={"therapist": Latency(3, -0.12, -0.3, 0.455, 0.6667), "client": None},
    events=[],
    integrity=Integrity(SOUND, SOUND, None, ["The client's channel is clipped in places."]),
    withheld={"talk_share": "0 s of speech were heard; a share needs 60 s"},
)
"""A session in which nobody speaks."""


def common(kind: str, by: Any, start_s: float, end_s: float) -> dict[str, Any]:
    """The fields that all events have."""
    reported_at_s = round(end_s + 1.29, 3)
    return {
        "id": f"{by}-{start_s:.2f}",
        "by": by,
        "start_s": start_s,
        "end_s": end_s,
        "reported_at_s": reported_at_s,
        "confidence": 0.75,
        "history": [Form(kind, reported_at_s, end_s)],
    }


def changed(document: Analysis, **changes: Any) -> Analysis:
    return msgspec.structs.replace(document, **changes)


def transcription(**word_count: int) -> Transcription:
    return Transcription(
        model="tiny",
        demo_words=True,
        note="The words come from the demo model --> they are right for the demo alone.",
        language="en",
        lag_s=0.0,
        word_count=dict(word_count),  # type: ignore[arg-type]
        not_transcribed=[],
        refused=[],
    )


SPOKEN = changed(
    EMPTY,
    segments={"therapist": [(2.0, 2.4), (6.013, 8.0)], "client": [(1.0, 4.0), (4.5, 6.307)]},
    turns=[Turn("client", 1.0, 6.307), Turn("therapist", 6.013, 8.0)],
    events=[
        Backchannel(**common("backchannel", "therapist", 2.0, 2.4), overlap_s=0.4),
        SuccessfulInterruption(
            **common("successful_interruption", "therapist", 6.013, 6.307),
            overlap_s=0.294,
            words=WordsInOverlap('=Stop, "please"!', "Könnten wir"),
        ),
        Silence(**common("silence", None, 8.0, 20.0), after="therapist", ended_by=None),
    ],
    transcription=transcription(therapist=3, client=4),
    words={
        "therapist": [
            Word(2.05, 2.38, "-mm-hm", 0.913),
            Word(5.98, 6.5, "=Stop,", 0.5),  # begins before the speech it belongs to
            Word(6.5, 7.9, '"please"!', 0.99),
        ],
        "client": [
            Word(1.0, 1.4, "Könnten", 0.9),
            Word(1.4, 1.4, "wir", 0.2),  # no length
            Word(3.0, 4.2, "<über>", 0.8),
            Word(6.2, 6.45, "&\n--> 😀", 0.7),  # ends after the speech it belongs to
        ],
    },
)
"""A backchannel and an interruption, with words in need of care."""

REMARKED = changed(
    SPOKEN,
    interruptions={"therapist": InterruptionCounts(0, 0, 0), "client": None},
    remarks=Remarks(
        contested=[Contested("therapist-6.01", "not_an_interruption", 1_760_000_100)],
        questions=[QuestionCorrected(6.013, "open", 1_760_000_200)],
        intended=[
            Intended(1.0, 9.5, "", 1_760_000_300),
            Intended(6.0, 8.0, '=SUM("breathing")\ntogether', 1_760_000_400),
        ],
        notes=[Note(0.0, "-her\nbrother"), Note(6.1, ""), Note(6.1, "again 😀"), Note(25.0, "after the end")],
    ),
)
"""The same, contested, with notes that have no text, or one moment, or lie beyond the end."""

ODD_TEXTS = st.sampled_from(
    [
        'he said "no", twice',
        '"',
        '""',
        "a\nb",
        "a\r\nb",
        "-->",
        "<v Therapist>",
        "&amp;",
        "]]>",
        "=1+1",
        "@x",
        "'",
        "Größe",
        "😀",
        "e\u0301",
        "\u2028",
        "\x00",
        "\x0b",
        "\ufffe",
        "intervals [2]:",
        "item [1]:",
        'xmin = 0\ntext = "x"',
        "\\bu",
        "NOTE",
        "NA",
        "1.000",
        "עברית",
    ]
)
TEXTS = (ODD_TEXTS | st.text(max_size=12)).filter(lambda text: bool(text.split()))
TIMES_MS = st.integers(0, 3_000) | st.integers(0, EIGHT_HOURS_MS)


@st.composite
def stretches(draw: st.DrawFn, most: int = 8) -> list[tuple[float, float]]:
    """[start_s, end_s) in order, some without length, that may touch."""
    edges = sorted(draw(st.lists(TIMES_MS, max_size=2 * most)))
    return [(start / 1000, end / 1000) for start, end in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def anywhere(draw: st.DrawFn) -> tuple[float, float]:
    """A stretch that may overlap with others, or have no length."""
    start = draw(TIMES_MS)
    length = draw(st.sampled_from([0, 1, 10, 333, 5_000]))
    return start / 1000, (start + length) / 1000


@st.composite
def events(draw: st.DrawFn) -> EventForm:
    start_s, end_s = draw(anywhere())
    kind = draw(st.sampled_from([*OVERLAPS, Monologue, Silence]))
    by = None if kind is Silence else draw(st.sampled_from(ROLES))
    fields = common(kind.__struct_config__.tag, by, start_s, end_s)
    if kind is Silence:
        return Silence(**fields, after=draw(st.sampled_from([*ROLES, None])), ended_by=None)
    if kind is Monologue:
        return Monologue(**fields, speech_s=61.5)
    said = draw(st.none() | st.builds(WordsInOverlap, st.none() | TEXTS, st.none() | TEXTS))
    event: EventForm = kind(**fields, overlap_s=0.25, words=said)
    return event


@st.composite
def words(draw: st.DrawFn) -> list[Word]:
    spoken = draw(st.lists(st.tuples(anywhere(), TEXTS, st.integers(0, 1000)), max_size=8))
    return [Word(*span, text, confidence / 1000) for span, text, confidence in spoken]


@st.composite
def remarks(draw: st.DrawFn, happened: list[EventForm]) -> Remarks:
    """About any of the events, with stretches and notes anywhere."""
    said = st.sampled_from(["supportive", "not_an_interruption", "teaching"])
    text, made_at = st.just("") | TEXTS, 1_760_000_000
    names = sorted({each.id for each in happened})
    contested = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    return Remarks(
        contested=[Contested(name, draw(said), made_at) for name in contested],  # type: ignore[arg-type]
        questions=[],
        intended=[
            Intended(*span, why, made_at)
            for span, why in draw(st.lists(st.tuples(anywhere(), text), max_size=4))
        ],
        notes=[Note(at / 1000, what) for at, what in draw(st.lists(st.tuples(TIMES_MS, text), max_size=4))],
    )


@st.composite
def documents(draw: st.DrawFn) -> Analysis:
    """Any session: silent, of one speaker, with words or without, up to eight hours long."""
    spoken = {role: draw(st.just([]) | stretches()) for role in ROLES}
    turns = [
        Turn(by, *span)  # type: ignore[arg-type]
        for by, span in draw(st.lists(st.tuples(st.sampled_from(ROLES), anywhere()), max_size=6))
    ]
    said = draw(st.none() | st.fixed_dictionaries({role: words() for role in ROLES}))
    happened = draw(st.lists(events(), max_size=6))
    return changed(
        EMPTY,
        source=draw(st.lists(TEXTS, min_size=1, max_size=2)),
        duration_s=draw(st.integers(1, EIGHT_HOURS_MS)) / 1000,
        segments=spoken,
        turns=turns,
        events=happened,
        words=said,
        remarks=draw(st.none() | remarks(happened)),
        transcription=None if said is None else transcription(),
    )


def any_session(test: Callable[..., None]) -> Callable[..., None]:
    """The test is for any `document`; how long it takes depends on what else the machine does."""
    slow = [HealthCheck.too_slow]
    tuned = settings(deadline=None, max_examples=50, suppress_health_check=slow)
    return tuned(given(document=documents())(test))
