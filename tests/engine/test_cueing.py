"""Cues as a session brings them: the same however its sound is cut, and what the user wishes of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from monitor import app
from monitor.conversation.cues import CueKind
from monitor.conversation.timeline import SAMPLE_RATE, Channel, seconds
from tests.engine.sound import cut, session_sound, settings


def eager(noted=0.5):
    quick = replace(settings().cues, interruptions_cue=1, monologue_cue_s=4.0, every_s=1.0)
    cues = replace(quick, share_cue=0.0, share_back=0.0, share_noted=noted)
    return app.new_pipeline(replace(settings(), cues=cues))


def told(pipeline, blocks):
    """The cues, and of each block whether one was to be seen after it while the client spoke."""
    clashes = []
    for block in blocks:
        pipeline.feed(block)
        shown = pipeline.snapshot()
        clashes.append(shown.cue is not None and Channel.CLIENT in shown.speaking)
    return [(cue.kind, seconds(cue.at)) for cue in pipeline.cues.given], clashes


def test_a_session_brings_them_and_none_stands_while_the_client_speaks():
    cues, clashes = told(eager(), cut(session_sound(), [320]))
    assert {kind for kind, _at in cues} == {CueKind.INTERRUPTIONS, CueKind.MONOLOGUE}
    assert not any(clashes)


@tuned(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=8).filter(lambda sizes: sum(sizes) > 200))
def test_cuts_change_nothing(sizes):
    assert told(eager(), cut(session_sound(), sizes))[0] == told(eager(), [session_sound()])[0]


def test_a_stretch_that_is_intended_brings_none():
    pipeline = eager()
    pipeline.intended = True
    assert told(pipeline, cut(session_sound(), [SAMPLE_RATE]))[0] == []
    assert pipeline.snapshot().intended


def test_the_shipped_presets_leave_a_short_session_alone():
    assert told(app.new_pipeline(settings()), cut(session_sound(), [SAMPLE_RATE]))[0] == []


@pytest.mark.parametrize(("noted", "shown"), [(0.5, 0.5), (1.0, None)])
def test_a_view_learns_above_which_share_it_may_say_so(noted, shown):
    assert eager(noted).snapshot().share_noted == shown
