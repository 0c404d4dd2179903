"""The analysis thread: what it makes of a source, of wishes, and of what goes wrong."""

import threading
import time
from typing import Any

import msgspec
import numpy as np
import pytest

from monitor import app
from monitor.audio.align import AudioLost
from monitor.conversation.cues import CueKind
from monitor.conversation.snapshot import Snapshot
from monitor.conversation.timeline import SAMPLE_RATE
from monitor.document import Analysis
from monitor.engine.marks import Marks
from monitor.engine.workers import BLOCK_SAMPLES, AnalysisThread, PacedSource
from tests.conversation.speech import C, T
from tests.engine.sound import cut, heard, pipeline, session_sound
from tests.engine.test_pipeline import document

JOIN_S = 30.0
WISHES = {
    "stop": AnalysisThread.stop,
    "swap": AnalysisThread.swap,
    "pause": lambda thread: thread.pause(True),
    "resume": lambda thread: thread.pause(False),
    "intend": lambda thread: thread.intend(True),
    "no longer": lambda thread: thread.intend(False),
    "bookmark": AnalysisThread.bookmark,
    "mute": lambda thread: thread.mute(CueKind.INTERRUPTIONS),
}


class Scripted:
    """A source that delivers blocks, utters wishes between them, and raises what it finds."""

    def __init__(self, *script, lost=(), losses=()):
        """`losses` are found with the first block."""
        self.lost = lost
        self._losses = list(losses)
        self.closed = 0
        self.thread: Any = None
        self._script = iter(script)

    def read(self, timeout_s):
        for each in self._script:
            if isinstance(each, BaseException):
                raise each
            if isinstance(each, np.ndarray):
                return each
            WISHES[each](self.thread)
        return None

    def losses(self):
        found, self._losses = self._losses, []
        return found

    def close(self):
        self.closed += 1


def listen(source, listening, publish=None):
    """Run to the end; the thread, and every picture it published."""
    shown: list[Snapshot] = []
    ends: list[int] = []
    source.thread = AnalysisThread(source, listening, publish or shown.append, lambda: ends.append(1))
    source.thread.start()
    assert source.thread.join(JOIN_S)
    assert ends == [1]
    return source.thread, shown


def paced(speed, sound=None):
    return PacedSource(iter([session_sound() if sound is None else sound]), speed)


class TestPacedSource:
    def test_delivers_everything_in_blocks_as_a_sound_card_would(self):
        source, blocks = paced(10_000), []
        while (block := source.read(1)) is not None:
            blocks.append(block)
        assert {len(block) for block in blocks[:-1]} == {BLOCK_SAMPLES}
        assert np.array_equal(np.concatenate(blocks), session_sound())

    def test_no_sooner_than_it_was_spoken(self):
        source, began = paced(10, session_sound()[: 4 * SAMPLE_RATE]), time.monotonic()
        while source.read(1) is not None:
            pass
        assert time.monotonic() - began >= 0.4

    def test_gives_an_empty_block_when_none_is_due_in_time(self):
        source = paced(0.1)
        assert len(source.read(0.001)) == 0
        assert source.read(0.001).shape == (0, 2)

    def test_closing_wakes_who_waits(self):
        source = paced(0.001)
        threading.Timer(0.05, source.close).start()
        began = time.monotonic()
        assert len(source.read(10)) == 0
        assert time.monotonic() - began < 5


class TestWholeSession:
    def test_live_equals_analyze(self):
        listening = pipeline()
        thread, _ = listen(paced(1_000), listening)
        assert (thread.complete, thread.error) == (True, None)
        assert document(listening) == document(heard(session_sound()))

    def test_pictures_come_in_order_and_the_last_is_of_the_whole(self):
        listening = pipeline()
        _, shown = listen(paced(1_000), listening)
        times = [picture.at_s for picture in shown]
        assert times == sorted(times)
        assert times[-1] == len(session_sound()) / SAMPLE_RATE
        assert shown[-1].interruptions == 2

    def test_closes_its_source(self):
        source = Scripted(session_sound())
        listen(source, pipeline())
        assert source.closed == 1

    def test_withholds_the_share_while_a_channel_is_lost(self):
        source = Scripted(*cut(session_sound(), [1_600]), lost=((C, "unplugged"),))
        _, shown = listen(source, pipeline())
        assert "not heard" in shown[-1].share_rolling.withheld

    def test_says_of_a_figure_that_a_hole_is_in_it_though_nobody_was_lost(self):
        """As after a laptop was asleep: what was missed is only known afterwards."""
        hole = AudioLost(C, 2 * SAMPLE_RATE, 20 * SAMPLE_RATE)
        listening = pipeline()
        thread, shown = listen(Scripted(*cut(session_sound(), [1_600]), losses=[hole]), listening)
        said = "What the client said while not heard is in no figure."
        withheld = {int(each.at_s) for each in shown if each.share_rolling.withheld == said}
        assert {4, 10, 20} <= withheld
        assert 25 not in withheld
        assert said in listening.integrity.warnings()
        assert thread.losses == [hole]

    def test_a_hole_that_a_pause_cuts_off_ends_there(self):
        blocks = cut(session_sound(), [1_600])[:100]
        script = [*blocks[:50], "pause", *blocks[50:80], "resume", *blocks[80:]]
        holes = [AudioLost(C, 40 * 1_600, 20 * 1_600), AudioLost(T, 70 * 1_600, 20 * 1_600)]
        thread, _ = listen(Scripted(*script, losses=holes), pipeline())
        assert thread.losses == [AudioLost(T, 50 * 1_600, 10 * 1_600), AudioLost(C, 40 * 1_600, 10 * 1_600)]

    def test_shows_which_channel_is_lost(self):
        source = Scripted(session_sound(), lost=((C, "unplugged"),))
        _, shown = listen(source, pipeline())
        assert all(picture.lost == ((C, "unplugged"),) for picture in shown)


class TestWishes:
    def test_stop_keeps_what_was_heard(self):
        listening, blocks = pipeline(), cut(session_sound(), [1_600])
        thread, _ = listen(Scripted(*blocks[:100], "stop", *blocks[100:]), listening)
        assert (thread.complete, thread.error) == (False, None)
        assert document(listening) == document(heard(session_sound()[: 101 * 1_600]))

    @pytest.mark.parametrize("paused", [False, True])
    def test_a_bookmark_shows_for_three_seconds_also_in_a_pause(self, paused):
        blocks = cut(session_sound(), [1_600])
        first = ["pause"] if paused else []
        _, shown = listen(Scripted(*first, *blocks[:20], "bookmark", *blocks[20:100]), pipeline())
        assert [n for n, picture in enumerate(shown) if picture.bookmark] == list(range(20, 49))
        assert {picture.bookmark for picture in shown} == {"", "no"}  # nothing is kept here

    def test_what_was_led_on_purpose_is_in_the_analysis_also_where_nothing_is_kept(self):
        listening, blocks = pipeline(), cut(session_sound(), [1_600])
        script = [*blocks[:50], "intend", *blocks[50:90], "no longer", *blocks[90:200], "intend", "bookmark"]
        thread, _ = listen(Scripted(*script, *blocks[200:250]), listening)
        plain = msgspec.convert(document(listening), Analysis)
        shown = app.with_marks(plain, thread.marks)
        assert shown.remarks is not None
        assert [(each.start_s, each.end_s) for each in shown.remarks.intended] == [(5.0, 9.0), (20.0, 25.0)]
        assert shown.remarks.notes == []  # a bookmark has no place where nothing is kept, and that was said
        assert (shown.events, shown.interruptions) == (plain.events, plain.interruptions)
        assert app.with_marks(plain, Marks(listening)) == plain

    def test_in_a_pause_nobody_speaks(self):
        blocks = cut(session_sound(), [1_600])
        _, shown = listen(Scripted(*blocks[:70], "pause", *blocks[70:90]), pipeline())
        assert shown[69].speaking
        assert {picture.speaking for picture in shown if picture.paused} == {frozenset()}

    def test_a_pause_takes_its_time_out_of_the_session(self):
        listening, blocks = pipeline(), cut(session_sound(), [1_600])
        script = [*blocks[:130], "pause", *blocks[130:150], "resume", *blocks[150:]]
        thread, shown = listen(Scripted(*script), listening)
        assert document(listening) == document(heard(*blocks[:130], *blocks[150:]))
        assert [picture.paused for picture in shown].count(True) == 20
        (skipped,) = thread.skipped
        assert (skipped.start, skipped.end) == (130 * 1_600, 150 * 1_600)

    def test_a_swap_exchanges_the_roles_from_the_beginning_of_the_session(self):
        listening, blocks = pipeline(), cut(session_sound(), [1_600])
        script = [*blocks[:280], "swap", *blocks[280:]]
        _, shown = listen(Scripted(*script), listening)
        before, after = shown[279], shown[280]
        assert (before.swapped, before.interruptions, before.client_interruptions) == (False, 2, 0)
        assert (after.swapped, after.interruptions, after.client_interruptions) == (True, 0, 2)

    def test_a_swap_says_of_the_other_that_they_are_not_heard(self):
        first, second = cut(session_sound()[:32_000], [16_000])
        _, shown = listen(Scripted(first, "swap", second, lost=((C, "unplugged"),)), pipeline())
        assert [each.lost for each in shown[:2]] == [((C, "unplugged"),), ((T, "unplugged"),)]

    def test_a_swap_while_nothing_arrives_is_shown_all_the_same(self):
        nothing = np.empty((0, 2), np.int16)
        _, shown = listen(Scripted(session_sound(), "swap", nothing), pipeline())
        assert [picture.swapped for picture in shown] == [False, True, True]


class TestWhatGoesWrong:
    def test_an_error_of_the_source_is_kept_and_the_session_finished(self):
        listening = pipeline()
        source = Scripted(session_sound()[:160_000], OSError("unplugged"))
        thread, shown = listen(source, listening)
        assert isinstance(thread.error, OSError)
        assert not thread.complete
        assert document(listening) == document(heard(session_sound()[:160_000]))
        assert shown[-1].at_s == 10

    def test_even_if_the_source_cannot_be_closed(self):
        class Stuck(Scripted):
            def close(self):
                raise RuntimeError("cannot be closed")

        listening = pipeline()
        thread, shown = listen(Stuck(session_sound()[:160_000], OSError("unplugged")), listening)
        assert isinstance(thread.error, OSError)
        assert listening.record.duration == 160_000
        assert shown[-1].at_s == 10

        thread, _ = listen(Stuck(session_sound()), pipeline())
        assert isinstance(thread.error, RuntimeError)

    def test_an_error_of_the_view_is_kept_and_the_session_finished(self):
        def fail(_picture):
            raise ValueError("no picture")

        listening = pipeline()
        thread, _ = listen(Scripted(session_sound()[:160_000], session_sound()), listening, publish=fail)
        assert isinstance(thread.error, ValueError)
        assert listening.record.duration == 160_000
