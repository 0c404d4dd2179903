"""The whole chain, from who speaks when to what the overlay shows: whatever happens in a session.

Real thread, pipeline, conversation, figures, cues and calm; only who speaks is written down
(tests/engine/written.py).
"""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from monitor.conversation.cues import Cue, CueKind
from monitor.conversation.timeline import Channel, to_samples
from monitor.ui.overlay.calm import Calm, Said, at_ease
from tests.engine.written import Moment, Step, cues_of, live, settings
from tests.ui.overlays import overlay_settings

T, C = Channel.THERAPIST, Channel.CLIENT
THERAPIST, CLIENT, BOTH, NOBODY = map(frozenset, ([T], [C], [T, C], []))
EAGER = {
    "share_not_before_s": 20.0,
    "share_held_s": 3.0,
    "share_cue": 0.6,
    "share_back": 0.5,
    "monologue_cue_s": 8.0,
    "interruptions_cue": 1,
    "every_s": 5.0,
    "lasts_s": 4.0,
}
ACTS = ("pause", "resume", "intend", "no longer", "swap", "bookmark", *(f"mute {k.value}" for k in CueKind))
"""What may change the picture at any time: the user has done it."""


def eager(**changes):
    """Cues as often as can be, by a share that looks back half a minute."""
    chosen = settings(**EAGER | changes)
    rules = replace(chosen.conversation, share_min_speech_s=2.0, rolling_s=30.0)
    return replace(chosen, conversation=rules)


def talk(*pattern, times=1):
    """Steps from (who, seconds), over and over."""
    return [Step(length_s, who) for _ in range(times) for who, length_s in pattern]


SHARED = ((THERAPIST, 4.0), (NOBODY, 0.5), (CLIENT, 4.0), (NOBODY, 0.5))


class TestByHand:
    """The client-led preset as it is shipped, to the second."""

    def test_a_long_turn_is_told_at_ninety_seconds_and_named_at_sixty(self):
        moments = live(talk((CLIENT, 20.0), (THERAPIST, 130.0)), settings())
        assert cues_of(moments) == [(CueKind.MONOLOGUE, pytest.approx(110.0, abs=1.1))]
        named = [m.shown.at_s for m in moments if m.shown.monologue_s >= m.shown.monologue_noted_s]
        assert named[0] == pytest.approx(80.0, abs=0.3)

    @pytest.mark.parametrize("preset", ["structured", "crisis", "intake"])
    def test_in_the_other_presets_no_long_turn_is_named_or_told(self, preset):
        moments = live(talk((CLIENT, 200.0), (THERAPIST, 130.0)), settings(preset))
        calm = Calm(overlay_settings(mode="numbers"))
        assert cues_of(moments) == []
        assert {calm.face(m.shown, m.shown.at_s).view.note for m in moments} == {""}

    def test_a_share_of_two_thirds_is_told_in_minute_five(self):
        pattern = ((THERAPIST, 14.0), (NOBODY, 0.5), (CLIENT, 5.0), (NOBODY, 0.5))
        moments = live(talk(*pattern, times=20), settings())
        assert cues_of(moments) == [(CueKind.SHARE, pytest.approx(301.0, abs=1.1))]

    def test_three_times_coming_in_and_taking_the_floor_is_told_as_the_third_is_known(self):
        cut_in = ((CLIENT, 20.0), (BOTH, 0.8), (THERAPIST, 6.0), (NOBODY, 1.0))
        moments = live(talk(*cut_in, times=5), settings())
        third = 20.0 + 2 * 27.8
        assert cues_of(moments) == [(CueKind.INTERRUPTIONS, pytest.approx(third + 2.0, abs=1.6))]

    def test_gone_at_the_client_s_least_word_it_does_not_come_back(self):
        """Shorter than the time between two looks."""
        talked = talk((CLIENT, 20.0), (THERAPIST, 92.25), (BOTH, 0.25), (THERAPIST, 20.0))
        seen = [moment.shown.cue is not None for moment in live(talked, settings())]
        assert [on for on, _ in itertools.groupby(seen)] == [False, True, False]
        assert sum(seen) * 0.25 < 3.0

    def test_silence_slow_answers_and_attempts_are_no_cause(self):
        attempt = (
            (CLIENT, 15.0),
            (BOTH, 1.0),
            (CLIENT, 15.0),
            (NOBODY, 30.0),
            (THERAPIST, 4.0),
            (NOBODY, 8.0),
        )
        assert cues_of(live(talk(*attempt, times=12), settings())) == []

    def test_one_that_is_due_while_the_client_speaks_comes_with_the_therapist_s_next_turn(self):
        """The third taking of the floor is known only once the client has it again."""
        taken = ((CLIENT, 10.0), (BOTH, 0.8), (THERAPIST, 0.7), (NOBODY, 0.5))
        back = ((CLIENT, 60.0), (NOBODY, 0.5), (THERAPIST, 0.4), (NOBODY, 0.5), (CLIENT, 30.0))
        moments = live(talk(*taken, times=3) + talk(*back, (NOBODY, 1.0), (THERAPIST, 8.0)), settings())
        begun = 36.0 + 91.4 + 1.0
        kind, at_s = cues_of(moments)[0]
        assert kind is CueKind.INTERRUPTIONS
        assert begun < at_s < begun + 3.5  # not at the "mm-hm" in the client's pause

    def test_own_speech_over_a_channel_that_was_not_heard_is_no_long_turn(self):
        """The client may have spoken all that time."""
        lost = Step(60.0, THERAPIST, lost=frozenset([C]))
        heard = talk((CLIENT, 20.0), (THERAPIST, 50.0))
        moments = live([*heard, lost, *talk((THERAPIST, 60.0))], settings())
        assert cues_of(moments) == []
        assert not any(m.shown.monologue_by for m in moments if m.step.lost and m.shown.at_s > 72)

    def test_a_computer_that_was_asleep_in_a_long_turn_begins_it_anew(self):
        slept = Step(8.0, missing=True)  # shorter than what ends a turn
        steps = [*talk((CLIENT, 20.0), (THERAPIST, 80.0)), slept, *talk((THERAPIST, 85.0))]
        assert cues_of(live(steps, settings(), block_s=1.0)) == []

    def test_one_microphone_that_hears_both_brings_no_cue(self):
        steps = [replace(step, alike=True) for step in talk((THERAPIST, 200.0))]
        assert cues_of(live(steps, settings())) == []

    def test_a_stretch_marked_in_the_middle_of_a_long_turn(self):
        steps = [
            *talk((CLIENT, 20.0), (THERAPIST, 80.0)),
            Step(100.0, THERAPIST, ("intend",)),
            Step(120.0, THERAPIST, ("no longer",)),
        ]
        moments = live(steps, settings())
        assert cues_of(moments) == [(CueKind.MONOLOGUE, pytest.approx(200 + 90, abs=1.6))]

    def test_a_pause_in_a_long_turn_begins_it_anew(self):
        steps = [
            *talk((CLIENT, 20.0), (THERAPIST, 80.0)),
            Step(600.0, CLIENT, ("pause",)),
            Step(85.0, THERAPIST, ("resume",)),
        ]
        assert cues_of(live(steps, settings())) == []

    def test_with_the_channels_exchanged_the_other_s_are_told(self):
        mirrored = talk((THERAPIST, 20.0), (BOTH, 0.8), (CLIENT, 6.0), (NOBODY, 1.0), times=3)
        swapped = [Step(5.0, CLIENT, ("swap",)), *talk((NOBODY, 1.0), (THERAPIST, 20.0))]
        moments = live(mirrored + swapped, settings())
        assert [kind for kind, _ in cues_of(moments)] == [CueKind.INTERRUPTIONS]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("preset", "hours"), [("client-led", 8.0), ("structured", 1.0), ("crisis", 0.5), ("intake", 0.5)]
)
def test_hours_of_any_talk_keep_to_the_caps(preset, hours):
    chance, steps, length_s = random.Random(8), [], 0.0
    while length_s < hours * 3600:
        who = chance.choice([THERAPIST, THERAPIST, CLIENT, BOTH, NOBODY])
        steps.append(Step(chance.choice([0.5, 2.0, 10.0, 120.0]), who))
        length_s += steps[-1].length_s
    chosen = settings(preset)
    moments = live(steps, chosen, block_s=2.0)
    at_s = [second for _, second in cues_of(moments)]
    assert len(at_s) == chosen.cues.most or (preset == "structured" and len(at_s) < 6)
    assert all(later - earlier >= 300 for earlier, later in itertools.pairwise(at_s))
    if preset == "structured":
        assert CueKind.MONOLOGUE not in {kind for kind, _ in cues_of(moments)}


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from([0.25, 0.5, 1.0, 2.0, 9.0]),
        st.sampled_from([THERAPIST, THERAPIST, CLIENT, BOTH, NOBODY]),
        st.just(()) | st.lists(st.sampled_from(ACTS), max_size=2).map(tuple),
        st.sampled_from([NOBODY, NOBODY, NOBODY, NOBODY, CLIENT, THERAPIST, BOTH]),
        st.sampled_from([False, False, False, False, True]),
    ),
    min_size=5,
    max_size=40,
)
MANY = tuned(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def aside(moment: Moment) -> bool:
    return bool(moment.shown.intended or moment.shown.paused or moment.shown.lost)


@MANY
@given(STEPS)
def test_no_session_breaks_what_is_promised_of_cues(steps):
    chosen = eager()
    moments = live(steps, chosen)
    rules, muted, over = chosen.cues, set(), set()
    begun: list[Cue] = []
    for moment in moments:
        for wish in moment.wishes:
            if wish.startswith("mute"):
                muted.add(CueKind(wish.split()[1]))
        cue = moment.shown.cue
        if cue is None:
            over |= {each.number for each in begun}
            continue
        assert C not in moment.shown.speaking
        assert not aside(moment)
        assert cue.kind not in muted
        assert cue.number not in over  # gone is gone: none flickers
        if cue not in begun:
            assert moment.shown.monologue_by is T
            begun.append(cue)
    assert [cue.number for cue in begun] == sorted({cue.number for cue in begun})
    assert len(begun) <= rules.most
    gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(begun)]
    assert all(gap >= to_samples(rules.every_s) for gap in gaps)


@MANY
@given(STEPS)
def test_what_a_cue_says_was_said_outside_of_what_is_set_aside(steps):
    """Nobody is told of own speech, or of cutting in, that was marked, paused, or half unheard."""
    chosen, own_s, told = eager(), 0.0, set()
    for moment in live(steps, chosen):
        anew = "swap" in moment.wishes or aside(moment)
        therapist = C if moment.shown.swapped else T
        own_s = 0.0 if anew else own_s + 0.25 * (therapist in moment.step.who)
        if (cue := moment.shown.cue) and cue.number not in told:
            told.add(cue.number)
            if cue.kind is CueKind.MONOLOGUE:
                assert chosen.cues.monologue_cue_s <= cue.value <= own_s + 1.25  # looked at once in a second


@MANY
@given(STEPS, st.sampled_from(["ambient", "looks"]), st.booleans())
def test_the_overlay_stands_still_unless_the_therapist_is_at_ease(steps, mode, hidden):
    calm = Calm(overlay_settings(mode=mode, bar_every_s=1.0, look_every_min=1.0, look_s=5.0))
    if hidden:
        calm.hide()
    before, shown = None, None
    for moment in live(steps, eager()):
        now = moment.shown
        face = calm.face(now, now.at_s)
        exempt = shown is None or acted(shown, now) or trouble(shown, now)
        if mode == "ambient" and before is not None and not at_ease(now) and not exempt:
            goes = before.is_cue and C in now.speaking
            assert face.drawn == (replace(before, said=Said()) if goes else before).drawn
        if C in now.speaking:
            assert not face.is_cue
            if mode == "looks" and before is not None and not exempt:
                assert face.kind == "numbers" or before.kind != "numbers"  # a look does not go, nor come
                assert face.kind != "numbers" or before.kind == "numbers"
        if hidden:
            assert face.kind == ("bar" if now.lost else "nothing")
        before, shown = face, now


def acted(before, now):
    """Whether the user has done something that shows."""
    return any(
        getattr(before, name) != getattr(now, name)
        for name in ("paused", "intended", "swapped", "bookmark", "cues_wanted")
    )


def trouble(before, now):
    return before.lost != now.lost
