"""What holds for every conversation, however odd: hypothesis makes up the lanes of speech."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.conversation.events import (
    AttemptedInterruption,
    Monologue,
    Overlap,
    Silence,
    SuccessfulInterruption,
    Turn,
    UnresolvedOverlap,
)
from monitor.conversation.session import Session, latest
from monitor.conversation.timeline import FRAME_SAMPLES, Channel, Segment
from monitor.metrics.interruptions import Interruptions
from monitor.metrics.talk_time import TalkTime
from tests.conversation.speech import (
    RULES,
    boundaries,
    conversations,
    forms,
    run,
    shifted,
    steps,
    swapped,
    until,
)

PROPERTY = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
CUTS = st.lists(st.integers(0, 2_000_000), max_size=30)
MONOLOGUE_S = 8.0  # of the made-up ones some are monologues, with this
RULES = replace(RULES, monologue_min_s=MONOLOGUE_S)


@PROPERTY
@given(conversations(), CUTS)
def test_cuts_change_nothing(conversation, cuts):
    spoken, duration = conversation
    whole = run(spoken, duration, rules=RULES)
    assert run(spoken, duration, [cut for cut in cuts if cut <= duration], RULES) == whole


@PROPERTY
@given(conversations(most=5))
def test_one_frame_at_a_time_changes_nothing(conversation):
    spoken, duration = conversation
    assert run(spoken, duration, range(0, duration, FRAME_SAMPLES)) == run(spoken, duration)


@PROPERTY
@given(conversations())
def test_swapping_the_channels_swaps_the_roles(conversation):
    spoken, duration = conversation
    there, back = run(spoken, duration, rules=RULES), run(swapped(spoken), duration, rules=RULES)
    assert sorted(map(repr, map(_exchanged, back))) == sorted(map(repr, there))


@PROPERTY
@given(conversations(), st.integers(1, 100_000))
def test_shifting_time_shifts_the_events(conversation, frames):
    spoken, duration = conversation
    by = frames * FRAME_SAMPLES
    later = run(shifted(spoken, by), duration + by, rules=RULES)
    assert [_without_id(_shifted(event, by)) for event in run(spoken, duration, rules=RULES)] == [
        _without_id(event) for event in later
    ]


@PROPERTY
@given(conversations())
def test_talk_time_adds_up_to_the_sample(conversation):
    spoken, duration = conversation
    time = TalkTime()
    time.advance(duration, boundaries(spoken))
    assert sum(time.spoken.values()) - time.overlap + time.silence == duration
    for channel, segments in spoken.items():
        assert time.spoken[channel] == sum(segment.length for segment in segments)


@PROPERTY
@given(conversations())
def test_no_event_is_reported_before_it_can_be_known(conversation):
    """The speech up to `known_at` is enough; what a recording's end settles is known at its end."""
    spoken, duration = conversation
    for event in run(spoken, duration, rules=RULES):
        assert event.end <= event.known_at
        if event.known_at < duration:
            heard = until(spoken, event.known_at)
            assert event in Session(RULES).advance(event.known_at, heard)


@PROPERTY
@given(conversations(), conversations(), st.floats(0, 1, exclude_max=True))
def test_the_future_does_not_change_what_is_known(conversation, another, share):
    spoken, duration = conversation
    now = int(share * duration)
    elsewhere = shifted(another[0], now + 1)
    changed = {channel: [*_up_to(spoken[channel], now), *elsewhere[channel]] for channel in Channel}
    longer = now + 1 + another[1]
    assert _known(run(spoken, duration, rules=RULES), now) == _known(run(changed, longer, rules=RULES), now)


@PROPERTY
@given(conversations())
def test_events_come_in_order_and_lie_within_the_recording(conversation):
    spoken, duration = conversation
    events = run(spoken, duration, rules=RULES)
    assert all(0 <= event.start < event.end <= duration for event in events)
    assert all(before.known_at <= after.known_at for before, after in pairwise(events))


@PROPERTY
@given(conversations())
def test_every_event_of_a_speaker_starts_where_their_speech_does(conversation):
    spoken, duration = conversation
    onsets = {channel: {segment.start for segment in spoken[channel]} for channel in Channel}
    ends = {channel: {segment.end for segment in spoken[channel]} for channel in Channel}
    for event in run(spoken, duration, rules=RULES):
        if isinstance(event, Silence):
            assert event.start in ends[Channel.THERAPIST] | ends[Channel.CLIENT]
        else:
            assert event.start in onsets[event.by]


@PROPERTY
@given(conversations())
def test_an_onset_gives_one_event_and_an_event_one_final_form(conversation):
    spoken, duration = conversation
    final = latest(run(spoken, duration, rules=RULES))
    overlaps = [event for event in final if isinstance(event, Overlap)]
    assert len({event.id for event in overlaps}) == len(overlaps)
    assert len({(event.by, event.start) for event in overlaps}) == len(overlaps)
    lasting = [event for event in final if not isinstance(event, Turn)]
    assert len({event.id for event in lasting}) == len(lasting)


@PROPERTY
@given(conversations())
def test_an_overlap_is_revised_only_from_unresolved_to_an_interruption(conversation):
    spoken, duration = conversation
    for versions in forms(run(spoken, duration, rules=RULES)).values():
        if len(versions) > 1 and isinstance(versions[0], Overlap):
            foretold, settled = versions
            assert type(foretold) is UnresolvedOverlap
            assert isinstance(settled, SuccessfulInterruption | AttemptedInterruption | UnresolvedOverlap)
            assert (foretold.by, foretold.start) == (settled.by, settled.start)


@PROPERTY
@given(conversations())
def test_the_count_of_interruptions_never_goes_down(conversation):
    spoken, duration = conversation
    counted = Interruptions()
    before = dict.fromkeys(Channel, 0)
    for event in run(spoken, duration, rules=RULES):
        counted.advance([event])
        now = {channel: counted.count(channel) for channel in Channel}
        assert all(now[channel] >= before[channel] for channel in Channel)
        before = now


@PROPERTY
@given(conversations())
def test_a_revision_says_something_new(conversation):
    spoken, duration = conversation
    for versions in forms(run(spoken, duration, rules=RULES)).values():
        assert all(after != before for before, after in pairwise(versions))


@PROPERTY
@given(conversations())
def test_turns_of_one_speaker_do_not_overlap(conversation):
    spoken, duration = conversation
    for channel in Channel:
        turns = [each for each in run(spoken, duration) if isinstance(each, Turn) and each.by is channel]
        turns.sort(key=lambda turn: turn.start)
        assert all(before.end <= after.start for before, after in pairwise(turns))


@PROPERTY
@given(conversations())
def test_a_monologue_is_a_turn_and_a_silence_is_silent(conversation):
    spoken, duration = conversation
    final = latest(run(spoken, duration, rules=RULES))
    turns = {(turn.by, turn.start, turn.end) for turn in final if isinstance(turn, Turn)}
    for event in final:
        if isinstance(event, Monologue):
            assert (event.by, event.start) in {turn[:2] for turn in turns}
            assert MONOLOGUE_S * 16_000 <= event.speech <= event.end - event.start
        if isinstance(event, Silence):
            everybody = [segment for segments in spoken.values() for segment in segments]
            assert all(each.end <= event.start or each.start >= event.end for each in everybody)


@PROPERTY
@given(conversations())
def test_the_picture_of_the_moment_makes_sense(conversation):
    """Whoever speaks alone has the floor or disputes it; a silence has nobody's."""
    spoken, duration = conversation
    session = Session(RULES)
    stops = sorted({each.at for each in boundaries(spoken)} | set(range(0, duration, 8_000)))
    for _ in steps(session, spoken, stops):
        if session.speaking:
            assert session.quiet == 0
            assert session.floor.value != "nobody"
        if session.holder is not None:
            assert 0 <= session.turn_spoken <= session.now


def _exchanged(event):
    if isinstance(event, Silence):
        after, ended_by = event.after, event.ended_by
        return replace(event, after=after and after.other, ended_by=ended_by and ended_by.other)
    if isinstance(event, Turn):
        return replace(event, by=event.by.other)
    return replace(event, by=event.by.other, id=event.id.replace(event.by.value, event.by.other.value))


def _shifted(event, by):
    return replace(event, start=event.start + by, end=event.end + by, known_at=event.known_at + by)


def _without_id(event):
    return event if isinstance(event, Turn) else replace(event, id="")


def _known(events, now):
    return [event for event in events if event.known_at <= now]


def _up_to(segments, now):
    """The segments as they are known at `now`: one that goes on ends right after it."""
    begun = [segment for segment in segments if segment.start <= now]
    return [Segment(segment.start, min(segment.end, now + 1)) for segment in begun]
