"""Lanes of speech, where both speak, and what was not heard."""

from itertools import pairwise

from hypothesis import given

from monitor.document import Role
from monitor.replay.build import build
from monitor.replay.lanes import both
from monitor.replay.model import Span
from tests.export.documents import SPOKEN, changed, stretches
from tests.replay.talked import talked


def test_speech_as_it_stands_in_the_document():
    found = build(SPOKEN)
    assert found.speech["therapist"] == (Span(2.0, 2.4), Span(6.013, 8.0))
    assert found.speech["client"] == (Span(1.0, 4.0), Span(4.5, 6.307))


def test_where_both_speak():
    assert build(SPOKEN).overlaps == (Span(2.0, 2.4), Span(6.013, 6.307))
    assert build(talked([(0, 2), (2, 5)], [(1, 2), (2.5, 9)], 10)).overlaps == (Span(1, 2), Span(2.5, 5))
    assert build(talked([(0, 2)], [(2, 5)], 10)).overlaps == ()


def test_what_was_not_heard():
    lost = (Span(1.0, 2.5), Span(3.0, 3.125))
    assert build(SPOKEN).unheard == {"therapist": lost, "client": lost}


def test_speech_that_somebody_elses_document_has_twice_is_there_once():
    document = changed(SPOKEN, segments={"therapist": [(5.0, 7.0), (1.0, 2.0), (6.0, 8.0)], "client": []})
    assert build(document).speech["therapist"] == (Span(1.0, 2.0), Span(5.0, 8.0))


def test_segments_that_touch_stay_two():
    document = changed(SPOKEN, segments={"therapist": [(1.0, 2.0), (2.0, 3.0)], "client": []})
    assert build(document).speech["therapist"] == (Span(1.0, 2.0), Span(2.0, 3.0))


@given(stretches(), stretches())
def test_both_is_what_lies_in_both(therapist, client):
    lanes: dict[Role, list[tuple[int, int]]] = {"therapist": _ms(therapist), "client": _ms(client)}
    found = both(lanes)
    edges = sorted({at for spoken in (*lanes.values(), found) for stretch in spoken for at in stretch})
    for start, end in pairwise(edges):
        inside = [any(s <= start and end <= e for s, e in spoken) for spoken in lanes.values()]
        assert any(s <= start and end <= e for s, e in found) == all(inside)


def test_any_sum_is_the_documents():
    document = talked([(0, 2.5), (4, 9)], [(1, 2), (8.25, 12)], 20)
    found = build(document)
    assert sum(each.length_s for each in found.overlaps) == document.talk_time_s.overlap == 1.75


def _ms(spoken):
    return [(round(start_s * 1000), round(end_s * 1000)) for start_s, end_s in spoken]
