"""Sessions as the overlay draws them: what is still is the same to the pixel.

The demo through the real hearing; and half an hour of made-up talk through all the rest, with everything
in it that might stir the picture.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from monitor import app
from monitor.audio.files import open_recording
from monitor.conversation.timeline import Channel, to_samples
from monitor.ui.overlay.calm import at_ease
from monitor.ui.overlay.window import OverlayWindow
from tests.engine.sound import settings
from tests.engine.written import Moment, Step, live
from tests.engine.written import settings as of_preset
from tests.replay.long_talk import Talk
from tests.ui.overlays import overlay_settings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def snapshots():
    """Of the demo session, ten in a second, with a share from the start and cues as often as can be."""
    shipped = settings()
    cues = replace(shipped.cues, interruptions_cue=1, monologue_cue_s=3.0, every_s=5.0, lasts_s=4.0)
    rules = replace(shipped.conversation, share_min_speech_s=5.0)
    pipeline = app.new_pipeline(replace(shipped, cues=cues, conversation=rules))
    with open_recording(app.DEMO, None, False, shipped.recordings) as recording:
        for block in recording.blocks():
            for start in range(0, len(block), to_samples(0.1)):
                pipeline.feed(block[start : start + to_samples(0.1)])
                yield pipeline.snapshot()
    assert len(pipeline.cues.given) >= 2


@pytest.mark.parametrize("mini", [False, True])
def test_no_frame_changes_while_the_client_speaks(qtbot, mini):
    window = OverlayWindow(overlay_settings(mode="ambient", mini=mini, bar_every_s=1.0))
    qtbot.addWidget(window)
    window.show()
    frames, stills, with_cue, before = set(), 0, 0, None
    for snapshot in snapshots():
        window._pace.stop()  # as if each came a tenth of a second after the last
        window.show_snapshot(snapshot)
        frame = window.grab().toImage()
        with_cue += window.face.is_cue
        frames.add(bytes(frame.constBits().asarray(frame.sizeInBytes())))
        if Channel.CLIENT in snapshot.speaking:
            assert not window.face.is_cue
            assert before is None or frame == before
            stills += before is not None
        before = frame if Channel.CLIENT in snapshot.speaking else None
    assert stills > 300
    assert with_cue > 20
    assert len(frames) > 4  # and it did move while the therapist spoke


MINUTES = 30.0
EAGER: dict[str, Any] = {
    "interruptions_cue": 1,
    "monologue_cue_s": 4.0,
    "every_s": 5.0,
    "lasts_s": 30.0,
    "most": 99,
}
CLIENT = frozenset({Channel.CLIENT})


def steps() -> Iterator[Step]:
    """The made-up talk, and in it each thing that comes up by itself or by the user, several times."""
    talk = Talk(3)
    talk.run(MINUTES * 60)
    spoken = {
        channel: [(phrase.start_s, phrase.end_s) for phrase in talk.lanes[channel.value].phrases]
        for channel in Channel
    }
    times = sorted({round(at, 2) for each in spoken.values() for stretch in each for at in stretch} | {0.0})
    wishes = iter(
        [("intend",), ("no longer",), ("pause",), ("resume",), ("bookmark",), ("swap",), ("swap",)] * 9
    )
    for number, (start, end) in enumerate(itertools.pairwise(times)):
        middle = (start + end) / 2
        who = frozenset(c for c, each in spoken.items() if any(a <= middle < b for a, b in each))
        yield Step(
            end - start,
            who,
            next(wishes, ()) if number % 60 == 59 else (),
            CLIENT if number % 400 in range(200, 204) else frozenset(),
            alike=number % 200 in range(50, 60),
        )


@pytest.fixture(scope="module")
def session() -> list[Moment]:
    chosen = of_preset(**EAGER)
    rules = replace(chosen.conversation, share_min_speech_s=5.0, rolling_s=60.0)
    return live([step for step in steps() if step.length_s >= 0.01], replace(chosen, conversation=rules), 0.5)


def acts(moment: Moment) -> tuple[object, ...]:
    shown = moment.shown
    return shown.paused, shown.intended, shown.swapped, shown.bookmark


@pytest.mark.parametrize("mini", [False, True])
def test_half_an_hour_stands_still_to_the_pixel_unless_the_therapist_is_at_ease(qtbot, session, mini):
    window = OverlayWindow(overlay_settings(mode="ambient", mini=mini, bar_every_s=1.0, look_every_min=1.0))
    qtbot.addWidget(window)
    window.show()
    came = dict.fromkeys(("still", "cue goes", "withheld", "lost", "acts", "moved", "cues"), 0)
    before, frame_before, cue_before = None, None, False
    for moment in session:
        window._pace.stop()
        window.show_snapshot(moment.shown)
        frame, shown = window.grab().toImage(), moment.shown
        came["cues"] += window.face.is_cue and not cue_before
        if before is None or at_ease(shown):
            came["moved"] += frame != frame_before
        elif before.shown.lost != shown.lost:  # trouble is said at once
            came["lost"] += 1
            assert frame != frame_before
            assert bool(shown.lost) is ("not heard" in window.face.line)
        elif acts(before) != acts(moment):
            came["acts"] += 1
        elif cue_before and Channel.CLIENT in shown.speaking:
            came["cue goes"] += 1
            assert not window.face.is_cue
        else:
            came["still"] += 1
            came["withheld"] += (
                shown.share_rolling.therapist is None is not before.shown.share_rolling.therapist
            )
            assert frame == frame_before
        before, frame_before, cue_before = moment, frame, window.face.is_cue
    assert came["still"] > 1500
    assert min(came.values()) >= 5, came
