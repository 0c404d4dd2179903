"""Figures from session to session: points from documents, and medians worked by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conversation.remarks import Contested, Remarks, Verdict
from monitor.document import encode
from monitor.errors import RecordingError
from monitor.replay.glance import glance, read_glance
from monitor.replay.marked import marked
from monitor.replay.trends import About, Figure, Group, Point, grouped, point, rolling
from tests.export.documents import SPOKEN, any_session, changed
from tests.replay.talked import talked

ABOUT = About("one", 1_000, "Robin", "intake")
HALF_AN_HOUR = talked([(10, 14), (30, 34), (60, 130)], [(2, 11), (15, 31), (131, 140)], 1800)
WON = "therapist-10.00"


def seen(document, contested=None):
    return point(ABOUT, glance(document), contested)


def test_a_session_as_a_point():
    assert seen(HALF_AN_HOUR) == Point(
        about=ABOUT,
        duration_s=1800.0,
        share=round(78 / 112, 4),
        interruptions_per_hour=4.0,
        latency_s=-1.0,
        silences_per_hour=4.0,
        longest_turn_s=70.0,
        longest_monologue_s=70.0,
    )


def test_what_was_contested_is_no_part_of_it():
    names = {WON, "monologue-therapist-60.00"}
    assert names <= {event.id for event in HALF_AN_HOUR.events}
    found = seen(HALF_AN_HOUR, names)
    assert (found.interruptions_per_hour, found.longest_monologue_s) == (2.0, None)
    assert found.longest_turn_s == 70.0


def test_the_document_says_itself_what_was_contested():
    document = marked(HALF_AN_HOUR, Remarks({WON: Contested(WON, Verdict.SUPPORTIVE, 1)}))
    assert seen(document).interruptions_per_hour == 2.0
    assert seen(document, contested=()).interruptions_per_hour == 4.0


def test_what_is_withheld_is_none():
    document = changed(HALF_AN_HOUR, interruptions={"therapist": None, "client": None})
    assert seen(document).interruptions_per_hour is None
    nobody = talked(until_s=600)
    assert seen(nobody) == Point(ABOUT, 600.0, None, 0.0, None, 0.0, None, None, nobody.withheld)


def test_a_short_session_has_no_rates():
    found = seen(talked([(10, 14)], [(2, 11)], 299.9))
    assert (found.interruptions_per_hour, found.silences_per_hour) == (None, None)
    assert found.longest_turn_s == 4.0
    assert seen(talked([(10, 14)], [(2, 11)], 300)).interruptions_per_hour == 12.0


def test_the_preset_is_the_documents_unless_told():
    document = changed(SPOKEN, settings={"session": {"preset": "structured"}})
    assert seen(document).about.preset == "intake"
    assert point(replace(ABOUT, preset=""), glance(document)).about.preset == "structured"
    assert point(replace(ABOUT, preset=""), glance(SPOKEN)).about.preset == ""


@any_session
def test_a_glance_at_the_text_is_one_at_the_document(document):
    names = [event.id for event in document.events]
    document = marked(document, Remarks({name: Contested(name, Verdict.TEACHING, 1) for name in names}))
    assert read_glance(encode(document), "it") == glance(document)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"duration_s": "long"}', b"\xff"])
def test_what_is_no_analysis(content):
    with pytest.raises(RecordingError, match="the session is not an analysis"):
        read_glance(content, "the session")


def at(started_at, share, client="", preset="", session=""):
    about = About(session or str(started_at), started_at, client, preset)
    return Point(about, 3_000.0, share, None, None, None, None, None)


def test_median_and_quartiles_of_the_last_sessions():
    found = rolling([at(n, share) for n, share in enumerate([0.5, 0.1, 0.3, 0.2, 0.9])], Figure.SHARE, 3)
    assert [each.median for each in found] == pytest.approx([0.5, 0.3, 0.3, 0.2, 0.3])
    assert [each.lower for each in found] == pytest.approx([0.5, 0.2, 0.2, 0.15, 0.25])
    assert [each.upper for each in found] == pytest.approx([0.5, 0.4, 0.4, 0.25, 0.6])
    assert [each.sessions for each in found] == [1, 2, 3, 3, 3]
    assert [each.value for each in found] == [0.5, 0.1, 0.3, 0.2, 0.9]


def test_sessions_without_the_figure_count_among_the_last_but_not_in_the_median():
    found = rolling([at(1, None), at(2, 0.4), at(3, None), at(4, None)], Figure.SHARE, 2)
    assert [(each.sessions, each.median, each.value) for each in found] == [
        (0, None, None),
        (1, 0.4, 0.4),
        (1, 0.4, None),
        (0, None, None),
    ]


def test_sessions_come_in_order_of_time():
    found = rolling([at(3, 0.3), at(1, 0.1), at(2, 0.2)], Figure.SHARE, 10)
    assert [each.point.about.started_at for each in found] == [1, 2, 3]
    assert rolling([], Figure.SHARE, 1) == []


def test_there_must_be_some_sessions_to_look_back_at():
    with pytest.raises(ValueError, match="last is 0"):
        rolling([], Figure.SHARE, 0)


def test_groups_by_name_and_time():
    points = [at(3, 0.3, "Robin"), at(1, 0.1, "", "intake"), at(2, 0.2, "Robin", "intake")]
    by_client = grouped(points, Group.CLIENT)
    assert {name: [each.share for each in found] for name, found in by_client.items()} == {
        "": [0.1],
        "Robin": [0.2, 0.3],
    }
    assert list(grouped(points, Group.PRESET)) == ["", "intake"]


@pytest.mark.parametrize("figure", Figure)
def test_every_figure_is_a_field(figure):
    assert len(rolling([at(1, 0.5)], figure, 5)) == 1


@given(st.lists(st.none() | st.floats(0, 1), max_size=20), st.integers(1, 6))
def test_the_spread_holds_the_median_and_lies_within_what_there_was(shares, last):
    for number, each in enumerate(
        rolling([at(n, share) for n, share in enumerate(shares)], Figure.SHARE, last)
    ):
        recent = [share for share in shares[max(0, number + 1 - last) : number + 1] if share is not None]
        assert each.sessions == len(recent)
        if each.lower is not None and each.median is not None and each.upper is not None:
            assert min(recent) <= each.lower <= each.median <= each.upper <= max(recent)
        else:
            assert recent == []
