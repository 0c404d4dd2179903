"""Small sessions as they are looked at afterwards, made by hand, for the tests of the replay's windows."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec

from monitor.conversation.remarks import Intended, Note, QuestionKind, Remarks, Verdict
from monitor.conversation.timeline import Segment, to_samples
from monitor.document import InterruptionCounts, Role
from monitor.replay.model import Marker, Moment, Question, Quiet, Replay, Reply, Span, Summary
from monitor.replay.passages import Passage, SpokenWord
from tests.export.documents import EMPTY

T: Role = "therapist"
C: Role = "client"


def spans(*pairs: tuple[float, float]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def passage(
    number: int | None, by: Role, start_s: float, end_s: float, said: str, unsure: str = ""
) -> Passage:
    """A turn whose words take equal parts of it; the recogniser doubted those in `unsure`."""
    texts = said.split()
    step_ms = round((end_s - start_s) * 1000) // max(len(texts), 1)
    start_ms = round(start_s * 1000)
    words = [
        SpokenWord(
            by,
            start_ms + at * step_ms,
            start_ms + (at + 1) * step_ms,
            text,
            0.3 if text in unsure.split() else 0.95,
        )
        for at, text in enumerate(texts)
    ]
    return Passage(number, by, start_ms, round(end_s * 1000), words)


def moment(marker: Marker, number: int, **other: Any) -> Moment:
    """The evidence of a marker; what is not named is as little as it can be."""
    start_s = marker.span.start_s
    given: dict[str, Any] = {
        "around": Span(max(start_s - 5, 0.0), start_s + 5),
        "overlap_s": 0.0 if marker.kind == "monologue" else marker.span.length_s,
        "speech_s": marker.span.length_s,
        "yielded": None,
        "said": "",
        "cut_off": "",
        "confidence": 0.75,
        "history": (marker.kind,),
        **other,
    }
    return Moment(marker.id, marker.kind, marker.by, number, marker.span, verdict=marker.verdict, **given)


NOTHING = Replay(
    document=EMPTY,
    remarks=Remarks(),
    notes=(),
    duration_s=20.0,
    has_words=False,
    speech={T: (), C: ()},
    overlaps=(),
    unheard={T: (), C: ()},
    markers=(),
    silences=(Quiet("silence-0.00", Span(0.0, 20.0), None, None, ""),),
    share=((0.0, None), (10.0, None), (20.0, None)),
    passages=(),
    moments=(),
    replies=(),
    questions=None,
    intended=(),
    summary=Summary(
        talk_share={T: None, C: None},
        talk_time_s={T: 0.0, C: 0.0},
        silence_s=20.0,
        overlap_s=0.0,
        interruptions={T: InterruptionCounts(0, 0, 0), C: InterruptionCounts(0, 0, 0)},
        contested={T: 0, C: 0},
        monologues={T: 0, C: 0},
        backchannels={T: 0, C: 0},
        longest_turn_s={T: 0.0, C: 0.0},
        withheld={"talk_share": "0 s of speech were heard; a share needs 60 s"},
        warnings=(),
    ),
)
"""Twenty seconds in which nobody speaks."""

CAME_IN = Marker("therapist-14.00", "successful_interruption", T, Span(14.0, 14.8), None)
TRIED = Marker("therapist-42.00", "attempted_interruption", T, Span(42.0, 42.9), None)
BOTH = Marker("client-62.00", "unresolved_overlap", C, Span(62.0, 65.2), None)
MAYBE = Marker("therapist-71.00", "possible_overlap", T, Span(71.0, 71.4), None)
SUPPORTED = Marker("therapist-50.00", "successful_interruption", T, Span(50.0, 50.7), Verdict.SUPPORTIVE)
NODDED = Marker("therapist-6.00", "backchannel", T, Span(6.0, 6.4), None)
AT_THE_END = Marker("client-28.00", "terminal_overlap", C, Span(28.0, 28.2), None)
LECTURE = Marker("therapist-84.00", "monologue", T, Span(84.0, 150.0), None)

_TALK = (
    passage(1, T, 0.5, 3.0, "How was your week?"),
    passage(2, C, 3.4, 14.8, "I had a hard week at work and then I slept badly because I", unsure="slept"),
    passage(None, T, 6.0, 6.4, "Mm-hm."),
    passage(3, T, 14.0, 28.2, "Let's take a slow breath. What was the hardest part of it for you?"),
    passage(4, C, 28.0, 50.7, "When I came home nobody was there and I sat in the kitchen and I thought"),
    passage(None, T, 42.0, 42.9, "Did you"),
    passage(5, T, 50.0, 56.0, "That sounds lonely."),
    passage(6, C, 60.5, 71.4, "It was. I did not call anybody. I could have called my sister."),
    passage(7, T, 71.0, 76.0, "Would you like to call her?"),
    passage(8, C, 80.0, 82.0, "Perhaps."),
    passage(9, T, 84.0, 150.0, " ".join(["And so the breath goes in and the breath goes out."] * 14)),
    passage(10, C, 162.0, 170.0, "Thank you. That was a lot."),
)

TALK = replace(
    NOTHING,
    document=msgspec.structs.replace(EMPTY, duration_s=180.0),
    notes=(
        Note(1, to_samples(29.0), "Comes back to the kitchen"),
        Note(
            2,
            to_samples(155.0),
            "Long silence after the exercise, and a note that says more than fits a line",
        ),
    ),
    duration_s=180.0,
    has_words=True,
    speech={
        T: spans((0.5, 3.0), (6.0, 6.4), (14.0, 20.0), (20.6, 28.2), (42.0, 42.9), (50.0, 56.0), (64.0, 65.0))
        + spans((71.0, 76.0), (84.0, 110.0), (110.5, 150.0)),
        C: spans(
            (3.4, 9.0), (9.3, 14.8), (28.0, 40.0), (40.4, 50.7), (60.5, 65.2), (66.0, 71.4), (80.0, 82.0)
        )
        + spans((162.0, 170.0)),
    },
    overlaps=spans(
        (6.0, 6.4), (14.0, 14.8), (28.0, 28.2), (42.0, 42.9), (50.0, 50.7), (64.0, 65.0), (71.0, 71.4)
    ),
    unheard={T: spans((172.0, 180.0)), C: spans((150.0, 154.0))},
    markers=(NODDED, CAME_IN, AT_THE_END, TRIED, SUPPORTED, BOTH, MAYBE, LECTURE),
    silences=(
        Quiet("silence-56.00", Span(56.0, 60.5), T, C, "It was."),
        Quiet("silence-76.00", Span(76.0, 80.0), T, C, "Perhaps."),
        Quiet("silence-154.00", Span(154.0, 162.0), T, C, "Thank you."),
        Quiet("silence-170.00", Span(170.0, 180.0), C, None, ""),
    ),
    share=tuple(
        (float(at), None if at < 60 or 152 <= at < 156 else 0.35 + 0.3 * (at - 60) / 120)
        for at in range(0, 181, 2)
    ),
    passages=_TALK,
    moments=(
        moment(
            CAME_IN,
            1,
            yielded=C,
            speech_s=14.2,
            said="Let's take a slow breath.",
            cut_off="then I slept badly because I",
            history=("unresolved_overlap", "successful_interruption"),
        ),
        moment(TRIED, 2, yielded=T, said="Did you"),
        moment(SUPPORTED, 3, yielded=C, said="That sounds lonely.", cut_off="and I thought"),
        moment(BOTH, 1, overlap_s=1.0, said="I did not call anybody."),
        moment(MAYBE, 4, yielded=C, said="Would you like to call her?"),
        moment(LECTURE, 1, speech_s=65.5),
    ),
    replies=(
        Reply(T, 14.0, -0.8, 11.4),
        Reply(C, 28.0, -0.2, 14.2),
        Reply(T, 50.0, -0.7, 22.7),
        Reply(C, 60.5, 4.5, 6.0),
        Reply(T, 71.0, -0.4, 10.9),
        Reply(C, 80.0, 4.0, 5.0),
        Reply(C, 162.0, 12.0, 66.0),
    ),
    questions=(
        Question(Span(0.5, 3.0), "How was your week?", QuestionKind.OPEN, "how", False, QuestionKind.OPEN),
        Question(
            Span(20.6, 28.2),
            "What was the hardest part of it for you?",
            QuestionKind.OPEN,
            "what",
            False,
            QuestionKind.OPEN,
        ),
        Question(
            Span(71.0, 76.0),
            "Would you like to call her?",
            QuestionKind.CLOSED,
            "would you",
            True,
            QuestionKind.OPEN,
        ),
    ),
    intended=(
        Intended(
            Segment(to_samples(84.0), to_samples(150.0)), "Breathing exercise", on=True, made_at=1_760_000_000
        ),
    ),
    summary=replace(
        NOTHING.summary,
        talk_share={T: 0.62, C: 0.38},
        talk_time_s={T: 95.7, C: 53.7},
        silence_s=35.0,
        overlap_s=4.4,
        interruptions={T: InterruptionCounts(1, 1, 0), C: InterruptionCounts(0, 0, 1)},
        contested={T: 1, C: 0},
        monologues={T: 1, C: 0},
        backchannels={T: 1, C: 0},
        longest_turn_s={T: 66.0, C: 22.7},
        withheld={},
        warnings=("The client's microphone was not heard for 4 s.",),
    ),
)
"""Three minutes with one of everything that can happen."""

WITHOUT_WORDS = replace(
    TALK,
    has_words=False,
    passages=tuple(replace(each, words=[]) for each in TALK.passages if each.turn is not None),
    questions=None,
    moments=tuple(replace(each, said="", cut_off="") for each in TALK.moments),
    silences=tuple(replace(each, reopened_with="") for each in TALK.silences),
)
ONE_SPEAKER = replace(
    WITHOUT_WORDS, speech={T: TALK.speech[T], C: ()}, overlaps=(), markers=(LECTURE,), moments=(), notes=()
)

_OFTEN: Sequence[tuple[str, int]] = (
    ("backchannel", 60),
    ("terminal_overlap", 20),
    ("possible_overlap", 6),
    ("successful_interruption", 6),
    ("attempted_interruption", 5),
    ("unresolved_overlap", 3),
)


def long_talk(minutes: float, segments: int, seed: int = 1) -> Replay:
    """A talk of so many segments, drawn by lot, with events, silences, notes and a curve; no words."""
    draw = random.Random(seed)
    duration_s = minutes * 60
    step_s = duration_s / segments
    speech: dict[Role, list[Span]] = {T: [], C: []}
    markers: list[Marker] = []
    for number in range(segments):
        by: Role = T if draw.random() < 0.4 else C
        start_s = number * step_s
        end_s = start_s + step_s * draw.uniform(0.2, 1.1)
        if not speech[by] or speech[by][-1].end_s < start_s:
            speech[by].append(Span(start_s, min(end_s, duration_s)))
        if draw.random() < 0.12:
            (kind,) = draw.choices([name for name, _ in _OFTEN], [often for _, often in _OFTEN])
            verdict = Verdict.SUPPORTIVE if draw.random() < 0.05 else None
            length_s = draw.uniform(0.2, 1.2)
            markers.append(
                Marker(f"{by}-{start_s:.2f}", kind, by, Span(start_s, start_s + length_s), verdict)
            )
    silences = [
        Quiet(f"silence-{at:.2f}", Span(at, at + draw.uniform(3, 12)), T, draw.choice((T, C)), "")
        for at in sorted(draw.uniform(0, duration_s - 12) for _ in range(int(minutes // 2)))
    ]
    share, level = [], 0.4
    for at in range(0, int(duration_s) + 1, 5):
        level = min(max(level + draw.uniform(-0.015, 0.015), 0.05), 0.95)
        share.append((float(at), level if at > 90 else None))
    return replace(
        NOTHING,
        document=msgspec.structs.replace(EMPTY, duration_s=duration_s),
        duration_s=duration_s,
        speech=speech,
        overlaps=[Span(each.span.start_s, each.span.end_s) for each in markers],
        markers=markers,
        moments=[moment(each, at) for at, each in enumerate(markers) if each.kind.endswith("_interruption")],
        silences=silences,
        share=share,
        notes=tuple(Note(at, to_samples(at * duration_s / 6), f"Note {at}") for at in range(1, 6)),
    )
