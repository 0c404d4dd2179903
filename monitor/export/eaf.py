"""An ELAN file, EAF 3.0: every tier of `tiers`, for each kind a type, for events a vocabulary.

Recordings are named, not placed: ELAN finds one that lies beside its file, and asks for others.
"""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote

from monitor.document import Analysis
from monitor.export.codebook import kinds
from monitor.export.tiers import Annotation, Tier, tiers
from monitor.replay.text import one_line

SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
VOCABULARY = "kinds of events"
LANGUAGE = "eng"
_OF_EVENTS = {"overlaps", "monologues", "silences"}
_SOUND = {".wav": "audio/x-wav", ".mp4": "video/mp4", ".m4v": "video/mp4"} | dict.fromkeys(
    (".aif", ".aiff", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".w64", ".webm", ".wma"), "audio/*"
)
"""The names ELAN has for what is in a file, by the file's ending."""


def eaf(document: Analysis, written: datetime) -> bytes:
    """The file; `written`, with its time zone, is the date that the format asks for."""
    found = tiers(document)
    root = ET.Element(
        "ANNOTATION_DOCUMENT",
        {
            "AUTHOR": _author(document),
            "DATE": written.isoformat(timespec="seconds"),
            "FORMAT": "3.0",
            "VERSION": "3.0",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:noNamespaceSchemaLocation": SCHEMA,
        },
    )
    _add_header(root, document, sum(len(tier.annotations) for tier in found))
    slots = _add_time_order(root, found)
    for tier in found:
        _add_tier(root, tier, slots, _author(document))
    _add_types(root, found)
    language = {"LANG_ID": LANGUAGE, "LANG_DEF": "http://cdb.iso.org/lg/CDB-00138502-001"}
    ET.SubElement(root, "LANGUAGE", {**language, "LANG_LABEL": "English (eng)"})
    _add_vocabulary(root)
    ET.indent(root)
    content: bytes = ET.tostring(root, "UTF-8", xml_declaration=True)
    return content + b"\n"


def _author(document: Analysis) -> str:
    return one_line(f"session-monitor {document.program_version}")


def _add_header(root: ET.Element, document: Analysis, size: int) -> None:
    header = ET.SubElement(root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    for name in document.source:
        kind = _SOUND.get(PurePath(name).suffix.lower())
        if kind is not None:
            place = "./" + quote(name, errors="replace")
            media = {"MEDIA_URL": place, "MIME_TYPE": kind, "RELATIVE_MEDIA_URL": place}
            ET.SubElement(header, "MEDIA_DESCRIPTOR", media)
    properties = {
        "lastUsedAnnotationId": str(size),
        "program": _author(document),
        "settings": one_line(json.dumps(document.settings)),
    }
    if document.transcription and document.transcription.note:
        properties["words"] = one_line(document.transcription.note)
    for name, value in properties.items():
        ET.SubElement(header, "PROPERTY", {"NAME": name}).text = value


def _add_time_order(root: ET.Element, found: Sequence[Tier]) -> Iterator[dict[str, str]]:
    """Two slots of its own for each annotation, in order of time.

    What names an annotation and its slots is returned in order of the tiers.
    """
    order = ET.SubElement(root, "TIME_ORDER")
    times = [
        time for tier in found for each in tier.annotations for time in (each.start_ms, _end(tier, each))
    ]
    names = [""] * len(times)
    for number, at in enumerate(sorted(range(len(times)), key=times.__getitem__), start=1):
        names[at] = f"ts{number}"
        ET.SubElement(order, "TIME_SLOT", {"TIME_SLOT_ID": names[at], "TIME_VALUE": str(times[at])})
    pairs = zip(names[::2], names[1::2], strict=True)
    return (
        {"ANNOTATION_ID": f"a{number}", "TIME_SLOT_REF1": start, "TIME_SLOT_REF2": end}
        for number, (start, end) in enumerate(pairs, start=1)
    )


def _end(tier: Tier, annotation: Annotation) -> int:
    """ELAN has no points."""
    return annotation.start_ms + 1 if tier.points else annotation.end_ms


def _add_tier(root: ET.Element, tier: Tier, slots: Iterator[dict[str, str]], author: str) -> None:
    described = {"TIER_ID": tier.name, "LINGUISTIC_TYPE_REF": tier.kind, "ANNOTATOR": author}
    element = ET.SubElement(root, "TIER", described | ({"PARTICIPANT": tier.by} if tier.by else {}))
    vocabulary = list(kinds())
    for each in tier.annotations:
        attributes = next(slots)
        if tier.kind in _OF_EVENTS:
            attributes["CVE_REF"] = f"cveid{vocabulary.index(each.label)}"
        place = ET.SubElement(ET.SubElement(element, "ANNOTATION"), "ALIGNABLE_ANNOTATION", attributes)
        ET.SubElement(place, "ANNOTATION_VALUE").text = each.label


def _add_types(root: ET.Element, found: Sequence[Tier]) -> None:
    for kind in dict.fromkeys(tier.kind for tier in found):
        described = {"LINGUISTIC_TYPE_ID": kind, "TIME_ALIGNABLE": "true", "GRAPHIC_REFERENCES": "false"}
        vocabulary = {"CONTROLLED_VOCABULARY_REF": VOCABULARY} if kind in _OF_EVENTS else {}
        ET.SubElement(root, "LINGUISTIC_TYPE", described | vocabulary)


def _add_vocabulary(root: ET.Element) -> None:
    vocabulary = ET.SubElement(root, "CONTROLLED_VOCABULARY", {"CV_ID": VOCABULARY})
    ET.SubElement(vocabulary, "DESCRIPTION", {"LANG_REF": LANGUAGE}).text = "what an event is"
    for number, (kind, meaning) in enumerate(kinds().items()):
        entry = ET.SubElement(vocabulary, "CV_ENTRY_ML", {"CVE_ID": f"cveid{number}"})
        ET.SubElement(entry, "CVE_VALUE", {"LANG_REF": LANGUAGE, "DESCRIPTION": meaning}).text = kind
