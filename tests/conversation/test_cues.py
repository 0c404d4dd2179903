"""Cues are few, and none comes up while the client speaks, whatever happens in the session."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.cues import Cue, CueKind, CueRules, Cues, Noticed
from monitor.conversation.timeline import to_samples

RULES = CueRules(
    share_noted=0.5,
    share_cue=0.65,
    share_back=0.6,
    share_held_s=30.0,
    share_not_before_s=300.0,
    monologue_noted_s=60.0,
    monologue_cue_s=90.0,
    interruptions_cue=3,
    interruptions_within_s=600.0,
    every_s=300.0,
    most=6,
    lasts_s=8.0,
)


def noticed(at_s: float, **more) -> Noticed:
    """A quiet moment in which nothing is wrong."""
    since = to_samples(max(0.0, at_s - 300.0))
    calm = Noticed(to_samples(at_s), 0.4, since, None, 0, (), client_speaks=False)
    return replace(calm, **more)


def at(*times_s: float) -> list[int]:
    return [to_samples(time_s) for time_s in times_s]


def told(cues: Cues, moments: list[Noticed]) -> list[tuple[CueKind, float]]:
    """The kind and the second of each cue that these moments bring."""
    found = [cue for moment in moments if (cue := cues.look(moment))]
    return [(cue.kind, cue.at / to_samples(1.0)) for cue in found]


class TestShare:
    def test_a_high_share_is_told_once_it_has_held(self):
        moments = [noticed(s, share=0.7) for s in range(400, 500)]
        assert told(Cues(RULES), moments) == [(CueKind.SHARE, 430.0)]

    def test_it_is_not_told_before_minute_five(self):
        moments = [noticed(s, share=0.7) for s in range(320)]
        assert told(Cues(RULES), moments) == [(CueKind.SHARE, 300.0)]

    def test_a_dip_begins_the_wait_anew(self):
        moments = [noticed(s, share=0.6 if s == 420 else 0.7) for s in range(400, 470)]
        assert told(Cues(RULES), moments) == [(CueKind.SHARE, 451.0)]

    def test_it_is_told_again_only_after_a_fall(self):
        lasting = [noticed(s, share=0.7) for s in range(400, 1200)]
        assert len(told(Cues(RULES), lasting)) == 1
        fallen = [noticed(s, share=0.55 if s == 600 else 0.7) for s in range(400, 1200)]
        assert told(Cues(RULES), fallen) == [(CueKind.SHARE, 430.0), (CueKind.SHARE, 730.0)]

    def test_a_share_that_is_withheld_is_no_cause(self):
        assert told(Cues(RULES), [noticed(s, share=None) for s in range(400, 500)]) == []


class TestMonologue:
    def test_it_is_told_at_its_length_and_not_again_in_the_same_turn(self):
        turn = at(100)[0]
        moments = [noticed(100 + s, turn_from=turn, held=to_samples(s)) for s in range(500)]
        assert told(Cues(RULES), moments) == [(CueKind.MONOLOGUE, 190.0)]

    def test_the_client_s_mm_hm_puts_it_off(self):
        turn = at(100)[0]
        moments = [
            noticed(100 + s, turn_from=turn, held=to_samples(s), client_speaks=s in (90, 91))
            for s in range(95)
        ]
        assert told(Cues(RULES), moments) == [(CueKind.MONOLOGUE, 192.0)]


class TestInterruptions:
    def test_three_within_ten_minutes(self):
        cues = Cues(RULES)
        assert told(cues, [noticed(700, interruptions=at(50, 400, 690))]) == []
        assert told(cues, [noticed(701, interruptions=at(50, 400, 690, 700))]) == [
            (CueKind.INTERRUPTIONS, 701.0)
        ]

    def test_those_that_were_told_do_not_count_again(self):
        cues, first = Cues(RULES), at(10, 20, 30)
        assert told(cues, [noticed(40, interruptions=first)])
        assert told(cues, [noticed(400, interruptions=[*first, *at(390, 395)])]) == []
        assert told(cues, [noticed(401, interruptions=[*first, *at(390, 395, 400)])])

    def test_one_that_words_re_type_leaves_the_count(self):
        assert told(Cues(RULES), [noticed(s, interruptions=at(10, 20)) for s in range(30, 60)]) == []


@pytest.mark.parametrize("why", [{"intended": True}, {"heard": False}], ids=["intended", "not heard"])
class TestSetAside:
    """A stretch that is led on purpose, or not heard, brings no cue, then or by what happened in it."""

    def test_nothing_in_it_cues(self, why):
        cues, turn = Cues(RULES), at(400)[0]
        cut_in = {"interruptions": at(411, 412, 413)}
        told(cues, [noticed(s, turn_from=turn, held=to_samples(s - 400)) for s in range(405, 410)])
        inside = [
            noticed(s, share=0.9, turn_from=turn, held=to_samples(s - 400), **cut_in, **why)
            for s in range(410, 700)
        ]
        assert told(cues, inside) == []
        assert told(cues, [noticed(s, share=0.9, **cut_in) for s in range(700, 1029)]) == []
        assert told(cues, [noticed(s, share=0.9) for s in range(1029, 1040)]) == [(CueKind.SHARE, 1029.0)]

    def test_own_speech_counts_anew_after_it_in_the_same_turn(self, why):
        cues, turn = Cues(RULES), at(100)[0]
        moments = [
            noticed(
                100 + s, turn_from=turn, held=to_samples(s), **(why if 60 <= s < 200 else {})
            )  # begun in the middle of a long turn
            for s in range(400)
        ]
        assert told(cues, moments) == [(CueKind.MONOLOGUE, 100 + 199 + 90)]
        assert [cue.value for cue in cues.given] == [90.0]

    def test_interruptions_before_and_after_it_still_count(self, why):
        cues, found = Cues(RULES), at(100, 200, 310, 500)
        moments = [
            noticed(s, interruptions=[each for each in found if each <= to_samples(s)], **more)
            for s in range(600)
            for more in [why if 300 <= s < 400 else {}]
        ]
        assert told(cues, moments) == [(CueKind.INTERRUPTIONS, 500.0)]


class TestAnew:
    """A pause, or channels exchanged: what was going on before is over."""

    def test_what_is_shown_goes(self):
        cues = Cues(RULES)
        cues.look(noticed(50, interruptions=at(10, 20, 30)))
        cues.begin_anew()
        assert cues.shown(to_samples(51)) is None

    def test_own_speech_and_the_share_begin_to_count_anew(self):
        cues, turn = Cues(RULES), at(400)[0]

        def talked(begin, end):
            return [
                noticed(s, share=0.7, turn_from=turn, held=to_samples(s - 400)) for s in range(begin, end)
            ]

        assert told(cues, talked(400, 420)) == []
        cues.begin_anew()
        assert told(cues, talked(420, 500)) == [(CueKind.SHARE, 451.0)]
        cues.begin_anew()
        assert told(cues, talked(500, 900)) == [(CueKind.MONOLOGUE, 751.0)]
        assert cues.given[-1].value == 251.0


class TestWanted:
    def test_the_kinds_of_the_preset_and_which_are_muted(self):
        structured = Cues(replace(RULES, monologue_cue_s=0.0))
        structured.mute(CueKind.SHARE)
        assert structured.wanted == ((CueKind.SHARE, False), (CueKind.INTERRUPTIONS, True))
        structured.mute(CueKind.SHARE, muted=False)
        assert dict(structured.wanted)[CueKind.SHARE]
        assert Cues(replace(RULES, most=0)).wanted == ()


class TestShown:
    def test_for_its_time(self):
        cues = Cues(RULES)
        cue = cues.look(noticed(50, interruptions=at(10, 20, 30)))
        assert isinstance(cue, Cue)
        assert cues.shown(to_samples(57.9)) == cue
        assert cues.shown(to_samples(58.0)) is None

    def test_no_longer_once_the_client_has_spoken(self):
        cues = Cues(RULES)
        cues.look(noticed(50, interruptions=at(10, 20, 30)))
        cues.look(noticed(51, client_speaks=True))
        cues.look(noticed(52))
        assert cues.shown(to_samples(52)) is None

    def test_no_longer_where_the_client_spoke_between_two_looks(self):
        cues = Cues(RULES)
        cues.look(noticed(50, interruptions=at(10, 20, 30)))
        cues.give_way()
        assert cues.shown(to_samples(50.5)) is None

    def test_muted_it_goes_and_others_still_come(self):
        cues = Cues(RULES)
        cues.look(noticed(50, interruptions=at(10, 20, 30)))
        cues.mute(CueKind.INTERRUPTIONS)
        assert cues.shown(to_samples(51)) is None
        later = noticed(900, interruptions=at(800, 810, 820), turn_from=at(700)[0], held=to_samples(100))
        assert told(cues, [later]) == [(CueKind.MONOLOGUE, 900.0)]


MOMENTS = st.lists(
    st.tuples(
        st.integers(1, 200),  # seconds since the last
        st.none() | st.sampled_from([0.0, 0.5, 0.62, 0.66, 0.9, 1.0]),
        st.booleans(),
        st.booleans(),
        st.integers(0, 300),
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from(["", "", "", "unheard", "anew"]),
    ),
    max_size=80,
)
ANY_RULES = st.builds(
    replace,
    st.just(RULES),
    share_cue=st.sampled_from([0.0, 0.65]),
    share_back=st.just(0.0),
    monologue_cue_s=st.sampled_from([0.0, 20.0, 90.0]),
    interruptions_cue=st.integers(0, 3),
    every_s=st.sampled_from([0.0, 60.0, 300.0]),
    most=st.integers(0, 6),
)


def stream(steps) -> list[Noticed]:
    moments, now_s, interruptions = [], 0, []
    for step_s, share, client, intended, held_s, quiet, more, odd in steps:
        now_s += step_s
        interruptions += at(*[now_s - 0.5] * more)
        held = to_samples(min(held_s, now_s))
        moments.append(
            noticed(
                now_s,
                share=share,
                turn_from=at(now_s)[0] - held if held else None,
                held=held,
                interruptions=list(interruptions),
                client_speaks=client,
                intended=intended,
                heard=odd != "unheard",
                quiet=quiet,
            )
        )
    return moments


@given(MOMENTS, ANY_RULES)
def test_no_stream_of_events_breaks_the_caps(steps, rules: CueRules):
    cues = Cues(rules)
    given_at = []
    for moment, (*_, odd) in zip(stream(steps), steps, strict=True):
        if odd == "anew":
            cues.begin_anew()
            assert cues.shown(moment.at) is None
        if cue := cues.look(moment):
            assert not moment.client_speaks
            assert not moment.aside
            assert not moment.quiet
            assert cue.at == moment.at
            given_at.append(cue.at)
        if shown := cues.shown(moment.at):
            assert not moment.client_speaks
            assert moment.at - shown.at < to_samples(rules.lasts_s)
    assert len(given_at) <= rules.most
    gaps = [after - before for before, after in itertools.pairwise(given_at)]
    assert all(gap >= to_samples(rules.every_s) for gap in gaps)


@given(MOMENTS)
def test_with_no_thresholds_there_is_no_cue(steps):
    off = replace(RULES, share_cue=0.0, share_back=0.0, monologue_cue_s=0.0, interruptions_cue=0)
    assert told(Cues(off), stream(steps)) == []


@given(MOMENTS, st.sampled_from(CueKind))
def test_a_muted_kind_never_comes(steps, kind: CueKind):
    cues = Cues(RULES)
    cues.mute(kind)
    assert kind not in {each for each, _at in told(cues, stream(steps))}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"share_cue": 1.2}, "between 0 and 1"),
        ({"share_back": 0.8}, "above share_cue"),
        ({"most": -1}, "negative"),
        ({"monologue_noted_s": -1.0}, "negative"),
        ({"lasts_s": 0.0}, "lasts_s"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(changes, said):
    with pytest.raises(ValueError, match=said):
        replace(RULES, **changes)
