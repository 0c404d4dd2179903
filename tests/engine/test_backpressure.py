"""The backlog under load, in simulated sessions worked by hand and in made-up ones of any cost."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.conversation.timeline import Channel, seconds, to_samples
from tests.conversation.speech import C, T
from tests.engine.decoding import CLOSE_AFTER_S, SETTINGS, Simulated, backlog, cut, words_of


def always(cost_s):
    return lambda _: cost_s


class TestBackpressure:
    """Two people who talk in turns of 4 s with 1 s between them, and a recogniser of any speed."""

    def session(self, length_s=300.0, other=T):
        talk = []
        for number, start in enumerate(np.arange(0, length_s, 5.0)):
            talk.append((cut(C if number % 2 else other, start, start + 4.0), False))
        return talk

    def simulate(self, cost_s, length_s=300.0, after_s=100.0, **changed):
        made = Simulated(backlog(**changed), cost_s)
        made.run(self.session(length_s), length_s + after_s)
        return made

    def latest(self, made):
        return max(now - seconds(final.utterance.end) for now, final in made.finals)

    def test_a_fast_recogniser_merges_nothing_and_shows_what_is_said(self):
        made = self.simulate(always(0.05))
        assert all(len(each.cuts) == 1 for each in made.assignments)
        assert {each.job.beam for each in made.assignments if not each.partial} == {5}
        assert len(made.partials) >= 60 * 6
        assert self.latest(made) <= CLOSE_AFTER_S + 0.2

    def test_one_that_barely_keeps_up_with_finals_shows_nothing_before_they_are_over(self):
        made = self.simulate(always(4.7))
        late = [now for now, _ in made.partials if now > 120]
        assert len(late) <= 2
        assert len(made.finals) == 60
        assert self.latest(made) <= 15

    def test_one_that_does_not_keep_up_merges_and_stays_at_a_bounded_lag(self):
        made = self.simulate(always(8.0))
        assert len(made.finals) == 60
        assert any(len(each.cuts) > 1 for each in made.assignments)
        assert self.latest(made) <= 25
        assert not [final for _, final in made.finals if final.missing]

    def test_one_that_is_hopeless_becomes_greedy_and_in_the_end_reports_what_it_leaves_out(self):
        made = self.simulate(always(60.0), length_s=1200, after_s=1200, waiting_max_s=200.0)
        assert any(each.job.beam == 1 for each in made.assignments if not each.partial)
        missing = [final for _, final in made.finals if final.missing]
        assert len(made.finals) == 240
        assert missing
        assert made.most_waiting_s <= 200 + 25

    def test_after_a_hold_up_all_is_as_before(self):
        made = Simulated(backlog(), lambda each: 12.0 if 60 < each.began_s < 61 else 0.1)
        made.run(self.session(), 320)
        shown = [now for now, _ in made.partials]
        assert [now for now in shown if now < 60]
        assert not [now for now in shown if 73 < now < 80]  # at rest
        assert len([now for now in shown if 100 < now < 300]) > 200
        assert len(made.finals) == 60
        assert self.latest(made) < 15

    def test_partials_do_not_come_and_go(self):
        """Finals alone leave room, with partials there is none."""
        made = self.simulate(lambda each: 1.0 if each.partial else 3.2, length_s=1200)
        shown = np.array([now for now, _ in made.partials])
        breaks = int((np.diff(shown) > 8).sum())
        assert breaks <= 1200 / 60


COSTS = st.floats(0.01, 30.0)


@st.composite
def talk(draw):
    """Two people's utterances in any rhythm, each channel without overlap of its own."""
    made = []
    for channel in Channel:
        at = 0.0
        for gap, length in draw(st.lists(st.tuples(st.floats(0.5, 20), st.floats(0.1, 15)), max_size=12)):
            made.append((cut(channel, at + gap, at + gap + length, 0.3), draw(st.booleans())))
            at += gap + length
    return made


@settings(max_examples=120, deadline=None)
@given(
    talk(), st.lists(COSTS, min_size=1, max_size=20), st.sets(st.integers(1, 60)), st.sampled_from(["", "en"])
)
def test_every_utterance_gets_exactly_one_final_whatever_the_costs_and_losses(
    spoken, costs, losses, language
):
    made = Simulated(
        backlog(language, waiting_max_s=40.0),
        lambda each: costs[int(each.began_s * 10) % len(costs)],
        lambda count: count in losses,
    )
    made.run(spoken, 2000, step_s=0.5)
    expected = sorted(
        (each.utterance for each, _ in spoken), key=lambda each: (each.start, each.channel.value)
    )
    found = sorted(
        (final.utterance for _, final in made.finals), key=lambda each: (each.start, each.channel.value)
    )
    assert found == expected
    assert made.backlog.idle
    for _, final in made.finals:
        assert final.missing or [(each.start, each.end) for each in final.words] == [
            (each.start, each.end) for each in final.utterance.voiced
        ]


@settings(max_examples=120, deadline=None)
@given(talk(), COSTS, st.floats(30.0, 80.0))
def test_waiting_sound_is_bounded(spoken, cost, most):
    made = Simulated(backlog(waiting_max_s=most), always(cost))
    made.run(spoken, 300, step_s=0.5)
    assert made.most_waiting_s <= most + SETTINGS.merged_max_s


@settings(max_examples=120, deadline=None)
@given(talk(), st.floats(0.01, 4.0))
def test_nobody_starves(spoken, cost):
    """Once the oldest has waited for long, nothing is decoded before it."""
    made = Simulated(backlog(), always(cost))
    made.run(spoken, 500, step_s=0.2)
    closed = {each.utterance: seconds(each.utterance.closed_at) for each, _ in spoken}
    begun = {each.utterance: job.began_s for job in made.assignments if not job.partial for each in job.cuts}
    for utterance, at in begun.items():
        overtook = [
            other
            for other, when in begun.items()
            if closed[other] > closed[utterance] + SETTINGS.overtaken_max_s + 0.2 and when < at
        ]
        assert not overtook


@settings(max_examples=60, deadline=None)
@given(talk(), st.floats(0.01, 10.0))
def test_no_window_is_too_long_and_none_mixes_the_channels(spoken, cost):
    made = Simulated(backlog(), always(cost))
    made.run(spoken, 400, step_s=0.5)
    for each in made.assignments:
        assert len({one.utterance.channel for one in each.cuts}) == 1
        assert len(each.job.audio) <= to_samples(SETTINGS.merged_max_s)
        assert words_of(each.job) == tuple(sorted(words_of(each.job), key=lambda one: one.start))
