"""An analysis is heard where its own recording lies beside it, and says why where it is not."""

import hashlib
import shutil
import time

import numpy as np
import pytest
from msgspec.structs import replace
from rich.console import Console

from monitor import app
from monitor.audio.decode import open_source
from monitor.audio.files import Recording
from monitor.beside import Arriving, recording_beside
from monitor.config import load
from monitor.document import encode
from monitor.errors import RecordingError
from monitor.playing import ArrivingPlayback
from monitor.reviewing import Named, ReviewDesk
from monitor.ui.review.opened import ExportWish, Wanted
from tests.audio.recordings import SETTINGS, two_tones, write

RATE = 16_000
SECONDS = 9
END_S = 20


@pytest.fixture
def settings():
    return load(words=False)


def opened(path, settings):
    desk = ReviewDesk(Named([], False, settings), "offscreen", Console(quiet=True))
    task = desk.open(Wanted(files=(path,)))
    end = time.monotonic() + END_S
    while not task.done:
        assert time.monotonic() < end
        time.sleep(0.01)
    return task.result()


def analysed(folder, settings, names=("talk.wav",), swap=False):
    """Recordings and their analysis in a folder: the analysis' path."""
    tones = two_tones(SECONDS, RATE)
    columns = [tones] if len(names) == 1 else [tones[:, :1], tones[:, 1:]]
    files = [write(folder / name, sound, RATE) for name, sound in zip(names, columns, strict=True)]
    second = files[1] if len(files) > 1 else None
    document = app.analyze(app.Request(files[0], second, swap), settings)
    path = folder / "talk.json"
    path.write_bytes(encode(document))
    return path


def heard(shown):
    """The first tone of each side in Hz, the therapist's first."""
    sound = shown.player._feeding._open_sound()
    block = sound.read(0, RATE)
    sound.close()
    return [int(np.argmax(np.abs(np.fft.rfft(column)))) for column in block.T]


@pytest.mark.parametrize("names", [("talk.wav",), ("talk.flac",), ("me.wav", "you.wav")])
@pytest.mark.parametrize("swap", [False, True])
def test_its_recording_beside_it_is_played_each_on_their_side(tmp_path, settings, names, swap):
    shown = opened(analysed(tmp_path, settings, names, swap), settings)
    assert shown.silent == ""
    assert heard(shown) == ([600, 440] if swap else [440, 600])
    assert shown.player._length == SECONDS * RATE
    shown.player.close()


def test_it_may_be_carried_elsewhere_together_and_exported_as_sound(tmp_path, settings):
    path = analysed(tmp_path, settings)
    there = tmp_path / "elsewhere"
    there.mkdir()
    for file in (path, tmp_path / "talk.wav"):
        shutil.move(file, there / file.name)
    shown = opened(there / "talk.json", settings)
    assert shown.player is not None
    out = tmp_path / "out.flac"
    shown.exports.begin(shown.replay.document, ExportWish("flac", out, True)).result()
    assert out.stat().st_size > 1_000
    over = shown.exports.begin(shown.replay.document, ExportWish("json", there / "talk.wav", True))
    with pytest.raises(Exception, match="what is to be exported"):
        over.result()


def test_it_is_known_by_its_bytes_and_not_by_its_name_or_length(tmp_path, settings):
    path = analysed(tmp_path, settings)
    write(tmp_path / "talk.wav", two_tones(SECONDS, RATE)[:, ::-1], RATE)
    shown = opened(path, settings)
    assert (shown.player, shown.silent) == (None, "other")
    assert "flac" not in shown.exports.formats


def test_a_recording_that_lies_elsewhere_is_missed(tmp_path, settings):
    path = analysed(tmp_path, settings, ("me.wav", "you.wav"))
    (tmp_path / "you.wav").unlink()
    shown = opened(path, settings)
    assert (shown.player, shown.silent) == (None, "missing")


def test_a_name_leads_nowhere_else(tmp_path, settings):
    path = analysed(tmp_path, settings)
    (tmp_path / "below").mkdir()
    below = tmp_path / "below" / "talk.json"
    for name in ("../talk.wav", str(tmp_path / "talk.wav")):
        below.write_text(path.read_text("utf-8").replace('"talk.wav"', f'"{name}"'), "utf-8")
        assert opened(below, settings).silent == "missing"


def test_a_digest_that_fits_no_file_is_another_recording_s(tmp_path, settings):
    path = analysed(tmp_path, settings)
    right = hashlib.sha256((tmp_path / "talk.wav").read_bytes()).hexdigest()
    path.write_text(path.read_text("utf-8").replace(right, 64 * "0"), "utf-8")
    assert opened(path, settings).silent == "other"


def test_what_has_the_right_bytes_and_cannot_be_decoded_is_said(tmp_path, settings):
    path = analysed(tmp_path, settings)
    sound = tmp_path / "talk.wav"
    before = sound.read_bytes()
    sound.write_bytes(b"no sound at all")
    digest = hashlib.sha256(b"no sound at all").hexdigest()
    document = path.read_text("utf-8").replace(hashlib.sha256(before).hexdigest(), digest)
    path.write_text(document, "utf-8")
    shown = opened(path, settings)
    assert (shown.player, shown.silent) == (None, "unreadable")


def test_the_demo_s_recording_lies_in_the_program(tmp_path, settings):
    path = tmp_path / "demo.json"
    document = app.analyze(app.Request(app.DEMO), settings)
    path.write_bytes(encode(document))
    assert recording_beside(document, tmp_path, app.DEMO).files == [app.DEMO]
    played = replace(document, source=["demo session"])
    assert recording_beside(played, tmp_path, app.DEMO).files == [app.DEMO]
    shown = opened(path, settings)
    assert shown.player is not None
    shown.player.close()


def test_an_analysis_that_was_stopped_is_heard_as_far_as_it_goes(tmp_path, settings):
    file = write(tmp_path / "talk.wav", two_tones(SECONDS, RATE), RATE)
    read = iter([False, False, True])
    document = app.analyze(app.Request(file), settings, stopped=lambda: next(read))
    assert not document.complete
    path = tmp_path / "talk.json"
    path.write_bytes(encode(document))
    shown = opened(path, settings)
    assert 0 < shown.player._length == round(document.duration_s * RATE) < SECONDS * RATE
    shown.player.close()


def test_a_part_that_is_not_there_yet_is_waited_for(tmp_path, settings):
    arriving = Arriving(Slow(tmp_path), SECONDS, settings.playback)
    sound = arriving.sound()
    assert sound.read(8 * RATE, SECONDS * RATE).any()
    assert not sound.read(SECONDS * RATE, SECONDS * RATE + 100).any()


def test_reading_stops_where_nobody_listens_any_more(tmp_path, settings):
    slow = Slow(tmp_path)
    arriving = Arriving(slow, SECONDS, settings.playback)
    player = ArrivingPlayback(arriving, settings.playback)
    player.close()
    arriving._errand.result()
    assert slow.closed
    assert arriving._heard.length < arriving.length


def test_a_recording_that_turns_out_damaged_says_so_when_it_is_heard(tmp_path, settings):
    arriving = Arriving(Slow(tmp_path, breaks=True), SECONDS, settings.playback)
    with pytest.raises(RecordingError, match="damaged"):
        arriving.sound().read(5 * RATE, 6 * RATE)


class Slow(Recording):
    """A recording of a disk that takes its time, and may break off."""

    def __init__(self, folder, breaks=False):
        file = write(folder / "slow.wav", two_tones(SECONDS, RATE), RATE)
        super().__init__((open_source(file),), False, SETTINGS)
        self.breaks, self.closed = breaks, False

    def close(self):
        super().close()
        self.closed = True

    def blocks(self):
        for block in super().blocks():
            time.sleep(0.1)
            yield block
            if self.breaks:
                raise RecordingError("slow.wav is damaged.")
