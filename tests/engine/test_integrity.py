"""Each finding from made-up measurements, what it withholds, and for how long."""

from dataclasses import replace

import pytest

from monitor.audio.trust import ChannelTrust, Trust
from monitor.conversation.events import Backchannel, Turn
from monitor.conversation.record import Record
from monitor.conversation.timeline import Channel, to_samples
from monitor.engine.integrity import BOTH, INTERRUPTIONS, SHARE, IntegrityWatch, TrustSettings
from monitor.metrics.figures import Figures
from tests.conversation.speech import RULES, C, T, boundaries, lanes

SETTINGS = TrustSettings(
    unheard_after_s=120.0,
    silent_after_s=60.0,
    clipped_noted=0.001,
    clipped_withheld=0.05,
    stands_out_db=10.0,
    overlapping_onsets=0.5,
    onsets_min=30,
    spoken_together=0.18,
    bleed_left_db=-20.0,
    call_echo_ms=40.0,
    lasting_share=0.2,
)
WELL = ChannelTrust(
    noise_dbfs=-65.0,
    speech_dbfs=-20.0,
    bleed_db=None,
    bleed_left_db=None,
    bleed_delay_ms=None,
    silent_s=0.0,
    clipped=0.0,
)
SILENT = replace(WELL, silent_s=60.0)
ALL_WELL = Trust((WELL, WELL), same_signal=False, told_apart=True, separation_db=12.0)
TALK = {"therapist": [(0, 60)], "client": [(61, 121)]}


def trust(therapist=WELL, client=WELL, **pair):
    return replace(ALL_WELL, channels=(therapist, client), **pair)


def figures_of(therapist=(), client=(), nods=0):
    """The figures after this speech, in seconds; `nods` are the client's."""
    figures = Figures(RULES)
    spoken = lanes(therapist, client)
    until = max((segment.end for lane in spoken.values() for segment in lane), default=0)
    figures.advance(until, boundaries(spoken), [])
    figures.interruptions.advance(
        [Backchannel(str(number), C, 10 * number, 10 * number + 5, 5, 99, 1.0) for number in range(nods)]
    )
    return figures


def record_of(turns=()):
    record = Record()
    record.turns = [Turn(by, to_samples(start), to_samples(end), to_samples(end)) for by, start, end in turns]
    return record


def looked(trusted=ALL_WELL, figures=None, record=None, swapped=False, watch=None, times=1):
    """A watch after some looks at the same."""
    watch = watch or IntegrityWatch(SETTINGS)
    for _ in range(times):
        watch.look(trusted, figures or figures_of(**TALK), record or record_of(), swapped)
    return watch


def names(watch):
    return [finding.name for finding in watch.findings]


def test_nothing_is_wrong_with_two_good_channels():
    watch = looked()
    assert (watch.findings, watch.withheld(), watch.withheld_at_the_end(), watch.warnings()) == (
        (),
        {},
        {},
        [],
    )


def test_nothing_is_known_before_the_first_look():
    watch = IntegrityWatch(SETTINGS)
    assert (watch.withheld(), watch.withheld_at_the_end(), watch.warnings()) == ({}, {}, [])


class TestUnheard:
    def test_one_who_has_not_spoken_yet_while_the_other_has_for_minutes(self):
        watch = looked(figures=figures_of(client=[(0, 120)]))
        assert names(watch) == ["unheard"]
        assert watch.withheld() == dict.fromkeys(
            BOTH,
            "The therapist's microphone has carried no speech yet, though the other has spoken for minutes. "
            "Check that it is on.",
        )

    def test_not_before_that(self):
        assert names(looked(figures=figures_of(client=[(0, 119)]))) == []

    def test_only_a_listener_once_something_was_said(self):
        assert names(looked(figures=figures_of([(0, 1)], [(2, 500)]))) == []

    def test_a_listener_who_speaks_at_last_spoils_nothing(self):
        watch = looked(figures=figures_of(client=[(0, 400)]), times=100)
        looked(figures=figures_of([(401, 402)], [(0, 400)]), watch=watch)
        assert (watch.withheld(), watch.withheld_at_the_end(), watch.warnings()) == ({}, {}, [])

    def test_one_who_never_speaks_is_withheld_at_the_end(self):
        watch = looked(figures=figures_of(client=[(0, 400)]), times=5)
        assert set(watch.withheld_at_the_end()) == set(BOTH)
        assert len(watch.warnings()) == 1

    def test_digital_silence_for_a_minute_while_the_other_speaks_for_minutes(self):
        watch = looked(figures=figures_of([(0, 10)], [(10, 11)]))
        looked(trust(client=SILENT), figures_of([(0, 10), (12, 131)], [(10, 11)]), watch=watch)
        assert names(watch) == []
        looked(trust(client=SILENT), figures_of([(0, 10), (12, 132)], [(10, 11)]), watch=watch)
        assert names(watch) == ["silent"]
        assert watch.withheld()[SHARE].startswith("The client's microphone sends only silence, though")

    def test_a_channel_that_was_dead_for_long_spoils_the_whole_session(self):
        watch = looked(figures=figures_of([(0, 10)], [(10, 11)]), times=70)
        looked(trust(client=SILENT), figures_of([(0, 10), (12, 200)], [(10, 11)]), watch=watch, times=20)
        looked(figures=figures_of([(0, 10), (12, 200)], [(10, 11), (201, 202)]), watch=watch)
        assert (watch.withheld(), set(watch.withheld_at_the_end())) == ({}, set(BOTH))


class TestLevel:
    def test_some_clipping_is_said_and_withholds_nothing(self):
        watch = looked(trust(client=replace(WELL, clipped=0.001)))
        assert names(watch) == ["clipped"]
        assert watch.withheld() == {}
        assert watch.warnings() == ["The client's microphone is too loud and distorts. Turn it down."]
        assert watch.caution() == watch.warnings()[0]

    def test_what_withholds_is_a_reason_and_no_caution(self):
        assert looked(trust(client=replace(WELL, clipped=0.5))).caution() == ""

    def test_less_is_not_said(self):
        assert names(looked(trust(client=replace(WELL, clipped=0.0009)))) == []

    def test_heavy_clipping_withholds(self):
        watch = looked(trust(replace(WELL, clipped=0.05)))
        assert set(watch.withheld()) == set(BOTH)
        assert watch.warnings() == ["The therapist's microphone is too loud and distorts. Turn it down."]

    def test_clipping_that_grows_is_said_once(self):
        watch = looked(trust(replace(WELL, clipped=0.01)))
        looked(trust(replace(WELL, clipped=0.1)), watch=watch)
        assert len(watch.warnings()) == 1

    @pytest.mark.parametrize(("speech_dbfs", "found"), [(-55.1, ["quiet"]), (-55.0, []), (None, [])])
    def test_speech_that_hardly_stands_out_of_the_noise(self, speech_dbfs, found):
        watch = looked(trust(client=replace(WELL, speech_dbfs=speech_dbfs)))
        assert names(watch) == found
        assert watch.withheld() == {}

    def test_of_noise_that_is_not_known_nothing_is_said(self):
        assert names(looked(trust(client=replace(WELL, noise_dbfs=None, speech_dbfs=-90.0)))) == []


class TestPair:
    def test_the_same_signal(self):
        watch = looked(trust(same_signal=True, told_apart=False))
        assert names(watch) == ["same"]
        assert watch.withheld() == dict.fromkeys(
            BOTH, "Both channels carry the same sound. A microphone for each person is needed."
        )

    def test_voices_that_cannot_be_told_apart(self):
        watch = looked(trust(told_apart=False))
        assert names(watch) == ["alike"]
        assert set(watch.withheld()) == set(BOTH)

    def test_what_cannot_be_said_yet_withholds_nothing(self):
        assert names(looked(trust(told_apart=None, separation_db=None))) == []


def test_clocks_that_have_run_apart():
    watch = looked(trust(in_step=False, held_back_ms=1000.0))
    assert names(watch) == ["apart"]
    assert set(watch.withheld()) == set(BOTH)
    assert watch.withheld()[SHARE].startswith("The clocks of the two recordings have run apart")


def test_clocks_that_were_put_in_step():
    watch = looked(trust(held_back_ms=35.0))
    assert names(watch) == ["put in step"]
    assert watch.withheld() == {}
    assert names(looked(trust(held_back_ms=25.0))) == []


def turns_of(changes, overlapping):
    """So many changes of the floor, the first of them in overlap."""
    return [
        (T if number % 2 else C, 10 * number, 10 * number + (10.5 if number < overlapping else 9.5))
        for number in range(changes + 1)
    ]


class TestOnsets:
    BLED = replace(WELL, bleed_db=-12.0, bleed_left_db=-30.0, bleed_delay_ms=2.0)

    def at(self, changes, overlapping, trusted=ALL_WELL):
        return looked(trusted, record=record_of(turns_of(changes, overlapping)))

    def test_half_of_them_in_overlap_withholds_interruptions_where_channels_are_not_well_apart(self):
        watch = self.at(30, 15, trust(told_apart=None))
        assert names(watch) == ["onsets"]
        assert list(watch.withheld()) == [INTERRUPTIONS]
        assert watch.withheld()[INTERRUPTIONS].startswith(
            "Half of all turns begin while the other is speaking"
        )

    def test_or_where_much_bleed_is_left(self):
        much = replace(self.BLED, bleed_left_db=-19.0)
        assert list(self.at(30, 15, trust(self.BLED, much)).withheld()) == [INTERRUPTIONS]

    def test_else_it_is_only_said(self):
        for trusted in (ALL_WELL, trust(self.BLED, self.BLED)):
            watch = self.at(30, 15, trusted)
            assert (names(watch), watch.withheld(), len(watch.warnings())) == (["onsets"], {}, 1)

    @pytest.mark.parametrize(("changes", "overlapping"), [(30, 14), (29, 29), (0, 0)])
    def test_fewer_are_real_talk(self, changes, overlapping):
        assert names(self.at(changes, overlapping, trust(told_apart=None))) == []

    def test_turns_may_become_known_out_of_order(self):
        turns = turns_of(30, 15)
        watch = looked(trust(told_apart=None), record=record_of([*turns[5:], *turns[:5]]))
        assert names(watch) == ["onsets"]

    def test_of_a_long_session_the_last_turns_count(self):
        turns = [*turns_of(60, 60), *((by, 1000 + start, 1000 + end) for by, start, end in turns_of(200, 0))]
        assert names(looked(trust(told_apart=None), record=record_of(turns))) == []


OFTEN_TOGETHER = {"therapist": [(0, 60), (70, 80)], "client": [(45, 120)]}


class TestTogether:
    def test_is_said(self):
        watch = looked(figures=figures_of(**OFTEN_TOGETHER))
        assert names(watch) == ["together"]
        assert watch.withheld() == {}

    def test_withholds_where_leakage_is_left(self):
        left = replace(WELL, bleed_db=-10.0, bleed_left_db=-16.0, bleed_delay_ms=2.0)
        watch = looked(trust(left), figures=figures_of(**OFTEN_TOGETHER))
        assert set(watch.withheld()) == set(BOTH)

    @pytest.mark.parametrize("told_apart", [None, False])
    def test_withholds_where_voices_are_not_told_apart(self, told_apart):
        assert set(looked(trust(told_apart=told_apart), figures_of(**OFTEN_TOGETHER)).withheld()) == set(BOTH)

    def test_a_lively_talk_is_none(self):
        lively = {"therapist": [(0, 60)], "client": [(50, 120)]}
        assert names(looked(figures=figures_of(**lively))) == []

    def test_nor_its_first_minute(self):
        assert names(looked(figures=figures_of(therapist=[(0, 40)], client=[(20, 59)]))) == []


class TestSwapped:
    ECHO = replace(WELL, bleed_db=-15.0, bleed_left_db=-40.0, bleed_delay_ms=120.0)
    HINT = "The channels may be swapped: what the client's carries fits the therapist better."

    def test_the_therapists_echo_in_the_clients_channel(self):
        watch = looked(trust(client=self.ECHO))
        assert names(watch) == ["swapped"]
        assert (watch.withheld(), watch.warnings()) == ({}, [self.HINT])

    def test_not_the_other_way_round(self):
        assert names(looked(trust(self.ECHO))) == []

    def test_nor_an_echo_in_both(self):
        assert names(looked(trust(self.ECHO, self.ECHO))) == []

    def test_nor_bleed_through_the_room(self):
        assert names(looked(trust(client=replace(self.ECHO, bleed_delay_ms=3.0)))) == []

    def test_nor_before_both_have_said_enough_for_an_echo_to_be_seen(self):
        assert names(looked(trust(client=self.ECHO), figures_of([(0, 100)], [(101, 130)]))) == []

    def test_the_client_listens_and_nods(self):
        """Of ten minutes of speech the client has a third at most, and nearly all backchannels."""
        assert names(looked(figures=figures_of([(0, 450)], [(451, 601)], nods=10))) == ["swapped"]

    @pytest.mark.parametrize(
        ("therapist_s", "client_s", "nods"), [(450, 149, 10), (400, 200, 10), (450, 150, 9), (150, 450, 10)]
    )
    def test_not_too_early_nor_in_doubt(self, therapist_s, client_s, nods):
        figures = figures_of([(0, therapist_s)], [(therapist_s, therapist_s + client_s)], nods)
        assert names(looked(figures=figures)) == []

    def test_no_hint_once_they_have_been_exchanged(self):
        watch = looked(trust(client=self.ECHO), times=50)
        looked(trust(client=self.ECHO), swapped=True, watch=watch)
        assert (names(watch), watch.warnings()) == ([], [])

    def test_exchanged_the_hint_is_for_the_other_channel(self):
        assert names(looked(trust(self.ECHO), swapped=True)) == ["swapped"]


class TestNames:
    def test_a_channel_is_called_what_it_is_called_now(self):
        loud = trust(client=replace(WELL, clipped=0.2))
        watch = looked(loud, times=10)
        looked(loud, swapped=True, watch=watch)
        said = "The therapist's microphone is too loud and distorts. Turn it down."
        assert watch.warnings() == [said]
        assert watch.withheld() == watch.withheld_at_the_end() == dict.fromkeys(BOTH, said)

    def test_of_what_is_over_too(self):
        watch = looked(trust(client=replace(WELL, clipped=0.2)), times=10)
        looked(swapped=True, watch=watch)
        assert watch.withheld() == {}
        assert "therapist" in watch.withheld_at_the_end()[SHARE]


class TestWithheld:
    BAD = trust(told_apart=False)

    def test_while_it_lasts(self):
        watch = looked(self.BAD)
        assert set(watch.withheld()) == set(BOTH)
        looked(watch=watch, times=10)
        assert watch.withheld() == {}

    @pytest.mark.parametrize(("bad", "good", "withheld"), [(20, 80, False), (21, 79, True), (80, 20, True)])
    def test_at_the_end_where_it_lasted_for_a_good_part(self, bad, good, withheld):
        watch = looked(watch=looked(self.BAD, times=bad), times=good)
        assert bool(watch.withheld_at_the_end()) is withheld
        assert len(watch.warnings()) == 1

    def test_at_the_end_what_is_wrong_then_counts_however_short(self):
        watch = looked(self.BAD, watch=looked(times=1000))
        assert set(watch.withheld_at_the_end()) == set(BOTH)

    def test_the_reason_behind_the_others_is_given(self):
        """One who is not told apart may seem not to speak."""
        watch = looked(trust(replace(WELL, clipped=0.5), told_apart=False), figures_of(client=[(0, 130)]))
        assert names(watch) == ["alike", "unheard", "clipped"]
        assert "hear both voices alike" in watch.withheld()[SHARE]


@pytest.mark.parametrize(
    "wrong",
    [
        {"unheard_after_s": 0.0},
        {"silent_after_s": -1.0},
        {"clipped_noted": 0.0},
        {"clipped_noted": 0.1},
        {"clipped_withheld": 1.1},
        {"overlapping_onsets": 0.0},
        {"spoken_together": 0.0},
        {"lasting_share": 1.2},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        replace(SETTINGS, **wrong)


def test_every_channel_can_be_found_fault_with():
    bad = replace(WELL, clipped=0.2)
    watch = looked(trust(bad, bad))
    assert [finding.channel for finding in watch.findings] == list(Channel)


def looked_without(channel, seconds, watch=None):
    """A watch that looked for so long while a channel was not heard."""
    watch = watch or IntegrityWatch(SETTINGS)
    watch.not_heard = frozenset({channel})
    looked(watch=watch, times=seconds)
    watch.not_heard = frozenset()
    return watch


def test_a_figure_is_withheld_while_somebody_is_not_heard():
    watch = looked_without(C, 3)
    assert watch.withheld() == {
        SHARE: "What the client said while not heard is in no figure.",
        INTERRUPTIONS: "What the client said while not heard is in no figure.",
    }
    looked(watch=watch)
    assert (watch.withheld(), watch.caution()) == ({}, "")
    assert watch.warnings() == ["What the client said while not heard is in no figure."]


def test_a_longer_gap_is_noted_until_the_rolling_share_has_left_it_behind():
    watch = looked_without(T, 20)
    looked(watch=watch)
    assert watch.caution() == "What the therapist said while not heard is in no figure."
    looked(watch=watch, times=300)
    assert watch.caution() == ""


@pytest.mark.parametrize(("gap_s", "withheld"), [(5, False), (60, True)])
@pytest.mark.parametrize("to_the_end", [True, False])
def test_over_a_session_only_a_long_gap_withholds(gap_s, withheld, to_the_end):
    watch = looked(times=100)
    looked_without(C, gap_s, watch)
    if not to_the_end:
        looked(watch=watch)
    assert (SHARE in watch.withheld_at_the_end()) is withheld
