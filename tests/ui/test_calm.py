"""What may be seen when: worked out by hand for each mode, and for any stream of snapshots."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import NOT_YET, Floor, Keeping, Share
from monitor.conversation.timeline import Channel
from monitor.ui.overlay.calm import Calm, Said
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import BALANCED, CUE, FULL, LOST

T, C = frozenset({Channel.THERAPIST}), frozenset({Channel.CLIENT})


def calm(**changes):
    return Calm(overlay_settings(**{"mode": "ambient"} | changes))


FLOORS = {
    T: Floor.THERAPIST,
    C: Floor.CLIENT,
    T | C: Floor.BOTH,
    frozenset(): Floor.NOBODY,
}
CUT_INS = ((CueKind.SHARE, True), (CueKind.INTERRUPTIONS, True))


def speaking(who, at_s=1421.0, share=0.4, **more):
    floor = more.pop("floor", FLOORS[who])
    return replace(BALANCED, speaking=who, floor=floor, at_s=at_s, share_rolling=Share(share), **more)


class TestAmbient:
    def test_a_bar_and_nothing_else(self):
        face = calm().face(speaking(T, share=0.41), 0.0)
        assert (face.kind, face.balance, face.line) == ("bar", 0.4, "")

    def test_it_does_not_move_while_the_client_speaks_or_in_silence(self):
        seen = calm()
        first = seen.face(speaking(T), 0.0)
        for who in (C, frozenset(), T | C):
            assert seen.face(speaking(who, at_s=1500.0, share=0.9), 80.0).drawn == first.drawn
        assert seen.face(speaking(T, at_s=1501.0, share=0.9), 81.0).balance == 0.9

    def test_it_does_not_move_at_a_mm_hm_in_the_client_s_pause(self):
        seen = calm()
        first = seen.face(speaking(T), 0.0)
        nod = speaking(T, at_s=1500.0, share=0.9, floor=Floor.CLIENT, cue=CUE)
        assert seen.face(nod, 80.0).drawn == first.drawn

    def test_it_moves_every_ten_seconds_at_most(self):
        seen = calm()
        places = [seen.face(speaking(T, at_s=1421 + s, share=0.3 + s / 100), s).balance for s in range(31)]
        moves = [s for s in range(1, 31) if places[s] != places[s - 1]]
        assert len(moves) == 3
        assert all(later - earlier >= 10 for earlier, later in itertools.pairwise(moves))

    def test_a_cue_stands_until_somebody_speaks_and_goes_as_the_client_begins(self):
        seen = calm()
        assert seen.face(speaking(T, cue=CUE), 0.0).line == "3 cut-ins in 10 min"
        assert seen.face(speaking(frozenset()), 9.0).is_cue
        assert seen.face(speaking(C), 10.0).line == ""

    def test_no_cue_comes_up_in_silence_or_while_the_client_speaks(self):
        seen = calm()
        seen.face(speaking(T), 0.0)
        assert (
            seen.face(speaking(C, cue=CUE), 1.0).line
            == seen.face(speaking(frozenset(), cue=CUE), 2.0).line
            == ""
        )

    def test_a_cue_that_is_muted_goes_at_once(self):
        seen = calm()
        seen.face(speaking(T, cue=CUE, cues_wanted=CUT_INS), 0.0)
        assert seen.face(speaking(frozenset(), cues_wanted=CUT_INS), 1.0).is_cue
        muted = ((CueKind.SHARE, False), (CueKind.INTERRUPTIONS, True))
        assert seen.face(speaking(frozenset(), cues_wanted=muted), 2.0).is_cue
        muted = ((CueKind.SHARE, True), (CueKind.INTERRUPTIONS, False))
        assert seen.face(speaking(frozenset(), cues_wanted=muted), 3.0).line == ""

    @pytest.mark.parametrize("who", [C, frozenset()])
    def test_channels_that_are_exchanged_turn_the_bar_round_at_once(self, who):
        seen = calm()
        assert seen.face(speaking(T, share=0.4, cue=CUE), 0.0).is_cue
        face = seen.face(speaking(who, share=0.6, swapped=True), 1.0)
        assert (face.balance, face.line) == (0.6, "")
        assert seen.face(speaking(who, share=0.9, swapped=True), 2.0).drawn == face.drawn

    @pytest.mark.parametrize(
        ("how", "said"),
        [("kept", "Bookmarked, to come back to in the replay"), ("no", "No bookmark: nothing")],
    )
    def test_a_bookmark_shows_at_once_and_goes(self, how, said):
        seen = calm()
        seen.face(speaking(T), -1.0)
        before = seen.face(speaking(C), 0.0)
        marked = [seen.face(speaking(C, at_s=1421.0 + s, bookmark=how), s) for s in (1, 2)]
        assert marked[0].line.startswith(said)
        assert marked[0].drawn == marked[1].drawn
        assert seen.face(speaking(C), 4.0).drawn == before.drawn
        assert seen.face(replace(LOST, bookmark=how), 5.0).line.startswith("Client is not heard")

    def test_what_cannot_wait_is_said_at_once_and_taken_back_at_once(self):
        seen = calm()
        seen.face(speaking(C), 0.0)
        assert (
            seen.face(replace(LOST, speaking=C), 1.0).line
            == "Client is not heard: the microphone was unplugged"
        )
        assert seen.face(speaking(C), 2.0).line == ""
        assert seen.face(speaking(C, paused=True), 3.0).line == "Paused: not counted from here"
        assert seen.face(speaking(frozenset()), 4.0).line == ""
        assert "Intentional" in seen.face(speaking(C, intended=True), 5.0).line

    def test_what_is_found_waits_until_the_therapist_has_the_floor(self):
        seen = calm()
        first = seen.face(speaking(T), 0.0)
        withheld = Share(None, "both microphones hear the same voice")
        for who in (C, frozenset(), T | C):
            assert seen.face(replace(speaking(who), share_rolling=withheld), 1.0).drawn == first.drawn
        face = seen.face(replace(speaking(T), share_rolling=withheld), 2.0)
        assert (face.balance, face.line) == (None, "Both microphones hear the same voice")

    def test_a_bar_of_somebody_who_is_not_heard_does_not_stay(self):
        seen = calm()
        seen.face(speaking(T), 0.0)
        face = seen.face(replace(LOST, speaking=C), 1.0)
        assert (face.balance, face.line.split(":")[0]) == (None, "Client is not heard")
        face = seen.face(speaking(C), 2.0)
        assert (face.balance, face.line) == (None, "")

    def test_a_loss_in_a_pause_is_said_with_it(self):
        said = calm().face(replace(LOST, paused=True, speaking=frozenset()), 0.0).line
        assert said == "Paused. Client is not heard: the microphone was unplugged"

    def test_that_too_little_was_heard_yet_is_an_empty_bar_and_one_word_that_stands(self):
        seen = calm()
        early = replace(BALANCED, share_rolling=Share(None, NOT_YET), speech_s=20.0)
        for step, who in enumerate((frozenset(), C, T, C, T)):
            face = seen.face(replace(early, speaking=who, speech_s=5.0 * step), 5.0 * step)
            assert (face.balance, face.line) == (None, "Listening…")
        assert seen.face(speaking(T), 60.0).line == ""

    def test_a_cue_is_said_though_the_session_is_not_saved_and_that_comes_back(self):
        seen, unsaved = calm(), "Not being saved: the disk is full"
        assert seen.face(speaking(T, keeping=FULL), 0.0).line == unsaved
        assert seen.face(speaking(T, keeping=FULL, cue=CUE), 1.0).is_cue
        assert seen.face(speaking(frozenset(), keeping=FULL, cue=CUE), 2.0).is_cue
        assert seen.face(speaking(C, keeping=FULL), 3.0).line == unsaved

    def test_what_the_user_has_just_done_comes_before_a_cue(self):
        assert calm().face(speaking(T, paused=True, cue=CUE), 0.0).line.startswith("Paused")

    def test_two_things_that_cannot_wait_are_both_said(self):
        said = calm().face(replace(LOST, speaking=C, keeping=FULL), 0.0).line
        assert said.startswith("Client is not heard")
        assert said.endswith("· not being saved: the disk is full")


class TestPeek:
    @pytest.mark.parametrize("mode", ["ambient", "looks", "hidden"])
    def test_everything_for_five_seconds(self, mode):
        seen = calm(mode=mode)
        seen.face(speaking(C), 0.0)
        seen.peek(10.0)
        assert seen.face(speaking(C), 14.9).kind == "numbers"
        assert seen.face(speaking(C), 15.0).kind == ("bar" if mode == "ambient" else "nothing")


class TestLooks:
    def test_one_every_twenty_minutes_for_fifteen_seconds(self):
        seen = calm(mode="looks")
        kinds = [seen.face(speaking(T, at_s=s), float(s)).kind for s in range(0, 4000, 5)]
        begun = [5 * n for n in range(1, len(kinds)) if (kinds[n - 1], kinds[n]) == ("nothing", "numbers")]
        ended = [5 * n for n in range(1, len(kinds)) if (kinds[n - 1], kinds[n]) == ("numbers", "nothing")]
        assert begun == [1200, 2400, 3600]
        assert ended == [1215, 2415, 3615]

    def test_it_waits_until_the_client_has_spoken(self):
        seen = calm(mode="looks")
        assert seen.face(speaking(C, at_s=1201), 1.0).kind == "nothing"
        assert seen.face(speaking(frozenset(), at_s=1220), 20.0).kind == "nothing"  # nor stirs a silence
        assert seen.face(speaking(T, at_s=1225, floor=Floor.CLIENT), 25.0).kind == "nothing"  # a "mm-hm"
        assert seen.face(speaking(T, at_s=1230), 30.0).kind == "numbers"
        assert seen.face(speaking(C, at_s=1250), 50.0).kind == "numbers"  # it does not go while they speak
        assert seen.face(speaking(T, at_s=1251), 51.0).kind == "nothing"

    def test_one_that_had_to_wait_is_not_followed_at_once_by_the_next(self):
        seen = calm(mode="looks")
        assert seen.face(speaking(T, at_s=2390), 0.0).kind == "numbers"
        kinds = {s: seen.face(speaking(T, at_s=s), s - 2390.0).kind for s in range(2410, 3600, 10)}
        assert min(s for s, kind in kinds.items() if kind == "numbers") == 3590

    def test_who_chooses_it_in_the_session_gets_the_first_twenty_minutes_later(self):
        seen = calm(mode="ambient")
        seen.face(speaking(T, at_s=3500), 0.0)
        seen.mode = "looks"
        kinds = {s: seen.face(speaking(T, at_s=s), float(s)).kind for s in range(3501, 4711)}
        assert min(s for s, kind in kinds.items() if kind == "numbers") == 4700


class TestHiddenForNow:
    """Quickly out of sight: trouble is said all the same, and nothing else."""

    @pytest.mark.parametrize(
        ("mode", "again"),
        [("ambient", "bar"), ("numbers", "numbers"), ("looks", "nothing"), ("hidden", "nothing")],
    )
    def test_only_trouble_shows(self, mode, again):
        seen = calm(mode=mode, look_every_min=60.0)
        seen.hide()
        for snapshot in (speaking(T, cue=CUE), speaking(C, paused=True), speaking(T, bookmark="kept")):
            assert seen.face(snapshot, 1.0).kind == "nothing"
        face = seen.face(LOST, 2.0)
        assert (face.kind, face.line.split(":")[0]) == ("bar", "Client is not heard")
        unsaved = replace(BALANCED, keeping=Keeping(True, True, "It is gone: the disk is full."))
        assert seen.face(unsaved, 3.0).line == "Not being saved: the disk is full"
        assert seen.face(speaking(T), 4.0).kind == "nothing"
        seen.hide()
        assert seen.face(speaking(T), 5.0).kind == again

    def test_a_look_that_was_due_meanwhile_comes_afterwards(self):
        seen = calm(mode="looks")
        seen.hide()
        kinds = {seen.face(speaking(T, at_s=s), float(s)).kind for s in range(1200, 1300)}
        assert kinds == {"nothing"}
        seen.hide()
        assert seen.face(speaking(T, at_s=1300), 1300.0).kind == "numbers"

    def test_a_peek_fetches_it_back_for_good(self):
        seen = calm()
        seen.hide()
        seen.peek(0.0)
        assert [seen.face(speaking(T), now_s).kind for now_s in (1.0, 6.0)] == ["numbers", "bar"]


class TestHidden:
    def test_nothing_but_what_cannot_wait(self):
        seen = calm(mode="hidden")
        assert seen.face(speaking(T, cue=CUE), 0.0).kind == "nothing"
        assert not seen.face(speaking(T, cue=CUE, keeping=FULL), 0.0).is_cue
        assert seen.face(LOST, 1.0).kind == "bar"


def test_numbers_show_everything_and_the_cue_with_it():
    face = calm(mode="numbers").face(speaking(T, cue=CUE), 0.0)
    assert (face.kind, face.line, face.view.interruptions) == (
        "numbers",
        "3 cut-ins in 10 min",
        "2 interruptions · 3 min ago",
    )


STREAM = st.lists(
    st.tuples(
        st.sampled_from([T, C, T | C, frozenset()]),
        st.sampled_from(Floor),
        st.none() | st.floats(0.0, 1.0),
        st.integers(1, 30),
        st.booleans(),
        st.sampled_from(["", "", "both microphones hear the same voice"]),
    ),
    max_size=60,
)


@given(STREAM, st.integers(1, 1500))
def test_nothing_that_is_drawn_changes_unless_the_therapist_is_at_ease(stream, look_every_s):
    """But that a cue goes as the client begins, nothing: whatever is found, due or withheld."""
    seen, at_s = calm(look_every_min=max(1.0, look_every_s / 60)), 0.0
    before = seen.face(speaking(T, share=0.5), 0.0)
    for who, floor, share, step_s, cue, found in stream:
        at_s += step_s
        given_cue = CUE if cue else None
        snapshot = speaking(who, at_s, share, floor=floor, cue=given_cue, caution=found)
        if share is None:
            snapshot = replace(snapshot, share_rolling=Share(None, found or None))
        face = seen.face(snapshot, at_s)
        if who != T or floor is not Floor.THERAPIST:
            goes = before.is_cue and Channel.CLIENT in who
            assert face.drawn == (replace(before, said=Said()) if goes else before).drawn
        before = face
