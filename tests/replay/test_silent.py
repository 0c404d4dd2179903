"""Silent interruptions as the replay has them: moments of their own kind, which nothing counts."""

import msgspec
import pytest

from monitor import config
from monitor.conversation.remarks import Contested, Remarks, Verdict
from monitor.export.report import report
from monitor.replay.build import build, rebuilt
from monitor.replay.model import Span
from monitor.replay.moments import UNCOUNTED
from tests.export.documents import changed
from tests.replay.long import long_document
from tests.replay.talked import said, talked

LEXICON = config.lexicons()["en"]
CUT = talked(
    [(5.4, 8.0), (20.0, 21.0)],
    [(2.0, 5.0), (12.0, 19.0)],
    40,
    **said(client=[(3.4, "I told her that the")], therapist=[(5.5, "Let us look at your week.")]),
)


def silent(replay):
    return [each for each in replay.moments if each.kind == "silent_interruption"]


def test_it_is_a_moment_and_a_marker_by_the_one_who_came_in():
    replay = build(CUT, lexicon=LEXICON)
    (moment,) = silent(replay)
    assert (moment.by, moment.number, moment.span) == ("therapist", 1, Span(5.0, 5.4))
    assert (moment.cut_off, moment.said) == ("I told her that the", "Let us look at your week.")
    assert (moment.overlap_s, moment.yielded, moment.around) == (0.0, None, Span(0.4, 10.4))
    assert moment.confidence == pytest.approx(0.45)
    assert [(each.id, each.kind) for each in replay.markers if each.id == moment.id] == [
        (moment.id, "silent_interruption")
    ]


def test_it_is_in_no_count_and_numbers_no_other():
    document = long_document(90)
    with_them, without = build(document, lexicon=LEXICON), build(document)
    assert silent(with_them)
    assert with_them.summary == without.summary
    assert [each for each in with_them.moments if each.kind != "silent_interruption"] == list(without.moments)
    kinds = [each.kind in UNCOUNTED for each in with_them.moments]
    assert kinds == sorted(kinds)


def test_it_stays_while_others_are_contested():
    replay = build(long_document(90), lexicon=LEXICON)
    event = replay.moments[0].id
    remarks = Remarks({event: Contested(event, Verdict.SUPPORTIVE, 1)})
    assert silent(rebuilt(replay, remarks, ())) == silent(replay)


@pytest.mark.parametrize("fields", [{"words": None}, {"words": {}}])
def test_without_words_there_is_none(fields):
    assert silent(build(changed(CUT, **fields), lexicon=LEXICON)) == []
    assert silent(build(CUT)) == []


@pytest.mark.parametrize(("start_s", "end_s", "count"), [(4.0, 4.5, 0), (6.0, 6.5, 0), (20.0, 25.0, 1)])
def test_beside_a_stretch_that_was_not_heard_there_is_none(start_s, end_s, count):
    client = msgspec.structs.replace(CUT.integrity.client, lost=[(start_s, end_s)])
    integrity = msgspec.structs.replace(CUT.integrity, client=client)
    assert len(silent(build(changed(CUT, integrity=integrity), lexicon=LEXICON))) == count


def test_a_report_shows_it_apart():
    text = report(build(CUT, lexicon=LEXICON))
    assert "T1S" in text
    assert "Silent interruption by the therapist" in text
    assert "Came in 0.40 s into a pause" in text
    assert "sure to 45 %, and counted nowhere." in text
