"""The tiers, opened in Praat's and ELAN's formats by readers that others wrote."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pympi
import pytest
from praatio import textgrid as praat

from monitor.document import Monologue, Silence
from monitor.errors import OutputError
from monitor.export.codebook import definitions, kinds
from monitor.export.eaf import eaf
from monitor.export.textgrid import textgrid
from monitor.replay.text import one_line
from monitor.replay.times import ms
from tests.export.documents import EMPTY, REMARKED, ROLES, SPOKEN, any_session, changed

WRITTEN = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
ALWAYS = [
    *(f"{by} {kind}" for kind in ("speech", "turns", "overlaps", "monologues") for by in ROLES),
    "silences",
]


def in_praat(document, folder):
    """(start_ms, end_ms, label) of each tier, as Praat reads them; points have no length."""
    pytest.importorskip("parselmouth", reason="Praat is not built for this machine")
    from parselmouth import Data
    from parselmouth.praat import call

    path = folder / "a.TextGrid"
    path.write_bytes(textgrid(document).encode())
    opened, found = Data.read(str(path)), {}
    for tier in range(1, call(opened, "Get number of tiers") + 1):
        kind = "interval" if call(opened, "Is interval tier", tier) else "point"
        found[call(opened, "Get tier name", tier)] = [
            (ms(start_s), ms(end_s), label)
            for number in range(1, call(opened, f"Get number of {kind}s", tier) + 1)
            for start_s, end_s, label in [_in_praat(call, opened, kind, tier, number)]
            if label
        ]
    return found


def _in_praat(call, opened, kind, tier, number):
    if kind == "point":
        at_s = call(opened, "Get time of point", tier, number)
        return at_s, at_s, call(opened, "Get label of point", tier, number)
    start_s, end_s = (
        call(opened, f"Get {which} time of interval", tier, number) for which in ("start", "end")
    )
    return start_s, end_s, call(opened, "Get label of interval", tier, number)


def in_praatio(document, folder):
    """The same, as praatio reads them."""
    path = folder / "a.TextGrid"
    path.write_bytes(textgrid(document).encode())
    opened = praat.openTextgrid(path, includeEmptyIntervals=False, reportingMode="error")
    return {
        tier.name: [(ms(each[0]), ms(each[-2]), each[-1]) for each in tier.entries] for tier in opened.tiers
    }


def in_elan(document, folder):
    """(start_ms, end_ms, label) of each tier, as pympi reads them; what is drawn for a point has none."""
    path = folder / "a.eaf"
    path.write_bytes(eaf(document, WRITTEN))
    opened = pympi.Eaf(path)
    found = {}
    for name in opened.get_tier_names():
        annotations = [each[:3] for each in opened.get_annotation_data_for_tier(name)]
        if " without length" in name or name.startswith("notes"):
            assert {end - start for start, end, _ in annotations} <= {1}
            annotations = [(start, start, label) for start, _, label in annotations]
        found[name] = annotations
    return found


ALL_READERS = pytest.mark.parametrize("read", [in_praat, in_praatio, in_elan])
STRICT_READERS = pytest.mark.parametrize("read", [in_praat, in_elan])
"""praatio cuts a text at "item [" and leaves quotes doubled in points."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("tiers")


def drawn(tiers, name):
    """All that was drawn under a name, however many tiers it took."""
    return Counter(
        annotation
        for each, annotations in tiers.items()
        if each == name
        or each.startswith((f"{name} 2", f"{name} 3", f"{name} without length"))
        or (each.startswith(f"{name} ") and each.removeprefix(f"{name} ").isdigit())
        for annotation in annotations
    )


def spans(stretches, label):
    return Counter((ms(start_s), ms(end_s), label) for start_s, end_s in stretches)


def events_of(document, by, *kinds_of_events):
    return Counter(
        (ms(each.start_s), ms(each.end_s), str(each.__struct_config__.tag))
        for each in document.events
        if each.by == by and isinstance(each, kinds_of_events)
    )


@STRICT_READERS
@any_session
def test_every_time_and_label_is_found_again(read, folder, document):
    tiers = read(document, folder)
    for by in ROLES:
        assert drawn(tiers, f"{by} speech") == spans(document.segments[by], "speech")
        turns = Counter((ms(turn.start_s), ms(turn.end_s)) for turn in document.turns if turn.by == by)
        assert Counter(each[:2] for each in drawn(tiers, f"{by} turns").elements()) == turns
        said = [] if document.words is None else document.words[by]
        assert drawn(tiers, f"{by} words") == Counter(
            (ms(word.start_s), ms(word.end_s), one_line(word.text)) for word in said
        )
        assert drawn(tiers, f"{by} monologues") == events_of(document, by, Monologue)
        overlaps = events_of(document, by, object) - events_of(document, by, Monologue)
        assert drawn(tiers, f"{by} overlaps") == overlaps
    assert drawn(tiers, "silences") == events_of(document, None, Silence)
    assert_remarks(tiers, document)


def assert_remarks(tiers, document):
    """Every remark, its text as it can be drawn; none where nothing was remarked."""
    found = document.remarks
    said = {each.event: each.verdict for each in found.contested} if found else {}
    for by in ROLES:
        assert drawn(tiers, f"{by} contested") == Counter(
            (ms(each.start_s), ms(each.end_s), said[each.id])
            for each in document.events
            if each.by == by and each.id in said
        )
    assert drawn(tiers, "intended") == Counter(
        (ms(each.start_s), ms(each.end_s), one_line(each.text) or "[intended]")
        for each in (found.intended if found else [])
    )
    assert drawn(tiers, "notes") == Counter(
        (ms(note.at_s), ms(note.at_s), one_line(note.text) or "[note]")
        for note in (found.notes if found else [])
    )


@STRICT_READERS
@any_session
def test_in_no_tier_do_annotations_overlap(read, folder, document):
    for name, annotations in read(document, folder).items():
        ordered = sorted(annotations)
        for before, after in pairwise(ordered):
            assert before[1] <= after[0], name
            assert before[:2] != after[:2], name


@ALL_READERS
def test_a_session_with_words(read, folder):
    tiers = read(SPOKEN, folder)
    assert tiers["client turns"] == [(1_000, 6_307, "Könnten wir <über> & --> 😀")]
    assert tiers["therapist turns"] == [(6_013, 8_000, '=Stop, "please"!')]
    assert tiers["client words"] == [
        (1_000, 1_400, "Könnten"),
        (3_000, 4_200, "<über>"),
        (6_200, 6_450, "& --> 😀"),
    ]
    assert tiers["client words without length"] == [(1_400, 1_400, "wir")]
    assert tiers["therapist overlaps"] == [
        (2_000, 2_400, "backchannel"),
        (6_013, 6_307, "successful_interruption"),
    ]
    assert tiers["silences"] == [(8_000, 20_000, "silence")]


@ALL_READERS
def test_a_session_without_speech_has_its_tiers_all_the_same(read, folder):
    assert list(read(EMPTY, folder)) == ALWAYS
    assert not any(read(EMPTY, folder).values())


@ALL_READERS
def test_a_session_that_was_remarked(read, folder):
    tiers = read(REMARKED, folder)
    assert tiers["therapist contested"] == [(6_013, 6_307, "not_an_interruption")]
    assert "client contested" not in tiers
    assert tiers["intended"] == [(1_000, 9_500, "[intended]")]
    assert tiers["intended 2"] == [(6_000, 8_000, '=SUM("breathing") together')]
    assert tiers["notes"] == [
        (0, 0, "-her brother"),
        (6_100, 6_100, "[note]"),
        (25_000, 25_000, "after the end"),
    ]
    assert tiers["notes 2"] == [(6_100, 6_100, "again 😀")]
    plain = read(SPOKEN, folder)
    assert {name: tiers[name] for name in plain} == plain  # what happened stays as it was drawn


@ALL_READERS
def test_turns_without_words_say_so(read, folder):
    tiers = read(changed(SPOKEN, words=None), folder)
    assert tiers["client turns"] == [(1_000, 6_307, "[speaks]")]
    assert not any("words" in name for name in tiers)


def test_the_textgrid_lasts_as_long_as_the_session(folder):
    path = folder / "a.TextGrid"
    path.write_bytes(textgrid(SPOKEN).encode())
    opened = praat.openTextgrid(path, includeEmptyIntervals=True)
    assert (opened.minTimestamp, opened.maxTimestamp) == (0, 20)
    for tier in opened.tiers:
        if isinstance(tier, praat.IntervalTier):
            assert (tier.entries[0].start, tier.entries[-1].end) == (0, 20)
            assert all(a.end == b.start for a, b in pairwise(tier.entries))


def test_no_textgrid_of_no_length():
    with pytest.raises(OutputError, match="Praat opens no TextGrid without one"):
        textgrid(changed(EMPTY, duration_s=0.0))


def test_the_eaf_tells_elan_what_it_needs(folder):
    path = folder / "a.eaf"
    path.write_bytes(eaf(changed(SPOKEN, source=["my Größe.WAV", "b.flac", "USB Audio"]), WRITTEN))
    opened = pympi.Eaf(path)
    assert opened.adocument["DATE"] == "2026-02-03T04:05:06+00:00"
    assert [(each["MEDIA_URL"], each["MIME_TYPE"]) for each in opened.media_descriptors] == [
        ("./my%20Gr%C3%B6%C3%9Fe.WAV", "audio/x-wav"),
        ("./b.flac", "audio/*"),
    ]
    properties = dict(opened.properties)
    assert properties["program"] == "session-monitor 1.2.3"
    assert '"ipu_gap_s": 0.18' in properties["settings"]
    assert "demo model" in properties["words"]
    assert int(properties["lastUsedAnnotationId"]) == opened.maxaid
    assert opened.get_parameters_for_tier("client words")["PARTICIPANT"] == "client"


def test_the_eaf_holds_events_to_a_vocabulary(folder):
    path = folder / "a.eaf"
    path.write_bytes(eaf(SPOKEN, WRITTEN))
    opened = pympi.Eaf(path)
    for name in ("overlaps", "monologues", "silences"):
        assert opened.linguistic_types[name]["CONTROLLED_VOCABULARY_REF"] == "kinds of events"
    (_, entries, _) = opened.controlled_vocabularies["kinds of events"]
    told = {value: meaning for values, _ in entries.values() for value, _, meaning in values}
    assert told == kinds()


def test_the_codebook_names_every_tier(folder):
    defined = {
        name
        for row in definitions()
        if (row["format"], row["part"]) == ("eaf", "tier")
        for name in row["name"].split(", ")
    }
    found = {name.removesuffix(" 2") for name in in_elan(REMARKED, folder) if "without length" not in name}
    assert {*found, "client contested"} >= {"notes", "intended", "therapist contested", "client words"}
    assert {*found, "client contested"} <= defined
