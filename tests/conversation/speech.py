"""Two lanes of speech to test with: written by hand in seconds, or made up by hypothesis."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from monitor.conversation.events import Event, Speech, SpeechEnded, SpeechStarted
from monitor.conversation.lanes import Lane
from monitor.conversation.rules import Rules
from monitor.conversation.session import Session
from monitor.conversation.timeline import FRAME_SAMPLES, Channel, Samples, Segment, to_samples

T, C = Channel.THERAPIST, Channel.CLIENT
Lanes = Mapping[Channel, Sequence[Segment]]
Stretches = Sequence[tuple[float, float]]

RULES = Rules(
    ipu_gap_s=0.18,
    turn_min_s=0.2,
    backchannel_max_s=1.0,
    backchannel_isolation_s=1.0,
    backchannel_resume_s=1.0,
    backchannel_worded_max_s=1.2,
    backchannel_words_max=4,
    overlap_min_s=0.2,
    terminal_max_s=0.3,
    possible_max_s=0.5,
    terminal_worded_max_s=1.0,
    takeover_min_s=0.5,
    yield_share=0.15,
    yield_window_s=1.0,
    together_s=0.18,
    stop_pause_s=0.5,
    compete_max_s=3.0,
    silent_pause_max_s=0.7,
    silence_min_s=3.0,
    lapse_s=10.0,
    latency_turn_min_s=3.0,
    monologue_min_s=60.0,
    share_min_speech_s=60.0,
    rolling_s=300.0,
)
"""Round numbers to work by hand with, and no copy of the defaults, which may move."""


def lanes(therapist: Stretches = (), client: Stretches = ()) -> Lanes:
    """Both lanes from (start_s, end_s)."""
    given = {T: therapist, C: client}
    return {
        channel: [Segment(to_samples(start), to_samples(end)) for start, end in stretches]
        for channel, stretches in given.items()
    }


def boundaries(spoken: Lanes) -> list[Speech]:
    """What a segmenter would say of these lanes, in order of time; ends before beginnings."""
    speech: list[Speech] = []
    for channel, segments in spoken.items():
        speech += [SpeechStarted(channel, segment.start) for segment in segments]
        speech += [SpeechEnded(channel, segment.end) for segment in segments]
    return sorted(speech, key=lambda each: (each.at, isinstance(each, SpeechStarted)))


def run(spoken: Lanes, duration: Samples, cuts: Iterable[Samples] = (), rules: Rules = RULES) -> list[Event]:
    """Every form of every event, the clock stopping at each of `cuts` on its way."""
    session, events = Session(rules), []
    for _, known in steps(session, spoken, [*sorted(cuts), duration]):
        events += known
    return events + session.finish(duration)


def steps(
    session: Session, spoken: Lanes, stops: Sequence[Samples]
) -> Iterable[tuple[list[Speech], list[Event]]]:
    """Advance to each of `stops`: the speech settled on the way, and the events known by it."""
    speech, before = boundaries(spoken), -1
    for stop in stops:
        settled = [each for each in speech if before < each.at <= stop]
        yield settled, session.advance(stop, settled)
        before = stop


def until(spoken: Lanes, at: Samples) -> list[Speech]:
    """The speech up to and including an instant."""
    return [each for each in boundaries(spoken) if each.at <= at]


def swapped(spoken: Lanes) -> Lanes:
    return {channel: spoken[channel.other] for channel in Channel}


def shifted(spoken: Lanes, by: Samples) -> Lanes:
    return {
        channel: [Segment(segment.start + by, segment.end + by) for segment in segments]
        for channel, segments in spoken.items()
    }


LENGTHS = st.one_of(
    st.integers(1, 30),  # a click, a syllable, a "mm-hm"
    st.integers(1, 120),
    st.sampled_from([10, 17, 18, 19, 20, 30, 50, 51, 100, 101, 180, 300, 301]),  # about the thresholds
    st.integers(100, 800),
)
GAPS = st.one_of(
    st.just(0),
    st.integers(1, 60),
    st.sampled_from([10, 17, 18, 19, 49, 50, 51, 99, 100, 101, 299, 300, 301, 999, 1000, 1001]),
    st.integers(60, 1200),
)
"""In frames of 10 ms, the grid on which a segmenter decides."""


@st.composite
def lane(draw: st.DrawFn, most: int = 12) -> list[Segment]:
    """One channel's segments; they may touch."""
    segments, at = [], 0
    for gap, length in draw(st.lists(st.tuples(GAPS, LENGTHS), max_size=most)):
        start, at = at + gap, at + gap + length
        segments.append(Segment(start * FRAME_SAMPLES, at * FRAME_SAMPLES))
    return segments


@st.composite
def conversations(draw: st.DrawFn, most: int = 12) -> tuple[Lanes, Samples]:
    """Both lanes, and the length of the recording, in which speech may be cut off by its end."""
    spoken = {T: draw(lane(most)), C: draw(lane(most))}
    last = max((segments[-1].end for segments in spoken.values() if segments), default=0)
    return spoken, last + draw(st.sampled_from([0, 1, 160, 16_000, 48_000, 200_000]))


def forms(events: Iterable[Event]) -> dict[Any, list[Event]]:
    """All forms of each event in the order in which they were sent."""
    found: dict[Any, list[Event]] = {}
    for event in events:
        found.setdefault(getattr(event, "id", event), []).append(event)
    return found


def lane_until(stretches: Stretches, now_s: float, rules: Rules = RULES) -> Lane:
    """One lane as it is known at an instant."""
    known = Lane(to_samples(rules.ipu_gap_s))
    for each in until(lanes(therapist=stretches), to_samples(now_s)):
        if isinstance(each, SpeechStarted):
            known.start(each.at)
        else:
            known.stop(each.at)
    return known
