"""The demo session as the overlay draws it: every frame while the client speaks is the first one."""

from dataclasses import replace

import pytest

from monitor import app
from monitor.audio.files import open_recording
from monitor.conversation.timeline import Channel, to_samples
from monitor.ui.overlay.window import OverlayWindow
from tests.engine.sound import settings
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
