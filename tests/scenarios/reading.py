"""Reads the scenarios: two lanes of text drawn in time, and what should be made of them.

    The title

    The story, in plain words.

    1 character = 100 ms
    s 0         1         2         3         4         5         6
    T .........................##.###.............................
    C ############################################################

    exactly                              where the drawing is too coarse, every segment of that lane
      T 2.5 to 2.7
      T 2.85 to 3.1

    events                               all of them, in order of time; `...` leaves a time open
      backchannel by therapist, 2.5 to 3.1, known at 4.1
      silence, 6.0 to 9.5, after client, ended by therapist, known at 9.5
      none                               where there are none

    turns                                all of them; the section may be missing
      client 0.0 to 6.0

    talk                                 seconds; the share leaves backchannels out
      therapist 0.45, client 6.0, together 0.45, nobody 0.0
      share 0.0 %

    words in en                          what they say, spread evenly; the section may be missing
      T 2.5 to 3.1: Mm-hm.
      C 0.0 to 6.0, at 40 %: So then I   how sure the recogniser is, if not 90 %

    by their words                       each event that is something else by its words, or none

T is the therapist, C the client, # speech, . silence; times are seconds.  A drawing that
contradicts its ruler or its exact times is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.conversation.timeline import Channel, Samples, Segment, to_samples

LANES = {"T": Channel.THERAPIST, "C": Channel.CLIENT}
SECTIONS = ("exactly", "events", "turns", "talk", "words in en", "words in de", "by their words")
NUMBER = r"\d+(?:\.\d+)?"
EVENT = re.compile(
    rf"(?P<kind>[a-z ]+?)(?: by (?P<by>\w+))?, (?P<start>{NUMBER}) to (?P<end>{NUMBER}|\.\.\.)"
    rf"(?:, after (?P<after>\w+), ended by (?P<ended_by>\w+))?(?:, known at (?P<known>{NUMBER}))?"
)
PHRASE = re.compile(
    rf"(?P<who>\w+) (?P<start>{NUMBER}) to (?P<end>{NUMBER})(?:, at (?P<sure>\d+) %)?: (?P<text>.+)"
)
SPAN = re.compile(rf"(?P<who>\w+) (?P<start>{NUMBER}) to (?P<end>{NUMBER})")
TALK = re.compile(
    rf"therapist ({NUMBER}), client ({NUMBER}), together ({NUMBER}), nobody ({NUMBER})\n"
    rf"share (?:({NUMBER}) %|unknown)"
)

Lanes = dict[Channel, list[Segment]]


@dataclass(frozen=True)
class ExpectedEvent:
    """None where the scenario leaves it open, and for `by`, `after` and `ended_by` where it is nobody."""

    kind: str
    by: Channel | None
    start: Samples
    end: Samples | None
    known_at: Samples | None
    after: Channel | None
    ended_by: Channel | None


@dataclass(frozen=True)
class ExpectedTurn:
    by: Channel
    start: Samples
    end: Samples


@dataclass(frozen=True)
class Phrase:
    """Words spread evenly over the time, and how sure the recogniser was of them, 0 to 1."""

    by: Channel
    start: Samples
    end: Samples
    text: str
    sure: float


@dataclass(frozen=True)
class Talk:
    """Speech of each, of both at once and of nobody; `share` in percent leaves backchannels out."""

    therapist: Samples
    client: Samples
    together: Samples
    nobody: Samples
    share: float | None


@dataclass(frozen=True)
class Scenario:
    """Lengths and times are samples."""

    name: str
    title: str
    story: str
    duration: Samples
    segments: Lanes
    events: list[ExpectedEvent]
    turns: list[ExpectedTurn] | None
    talk: Talk
    language: str
    phrases: list[Phrase]
    by_words: list[ExpectedEvent]


def read_scenarios(folder: Path) -> list[Scenario]:
    return [read_scenario(path) for path in sorted(folder.glob("*.txt"))]


def read_scenario(path: Path) -> Scenario:
    """ValueError says what is wrong with the file, by its name."""
    try:
        return _parse(path.stem, path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise ValueError(f"{path.name}: {problem}") from problem


def _parse(name: str, text: str) -> Scenario:
    title, story, *rest = (paragraph.strip("\n") for paragraph in re.split(r"\n\s*\n", text.strip()))
    drawing, sections = _sections(rest)
    duration, drawn = _drawn(drawing)
    step = duration // len(drawing[-1].split()[1])
    language = next((name[-2:] for name in sections if name.startswith("words in ")), "")
    return Scenario(
        name=name,
        title=title,
        story=" ".join(story.split()),
        duration=duration,
        segments=_exact(drawn, sections.get("exactly", []), step),
        events=[_event(line) for line in _listed(sections["events"])],
        turns=[_turn(line) for line in _listed(sections["turns"])] if "turns" in sections else None,
        talk=_talk("\n".join(sections["talk"])),
        language=language,
        phrases=[_phrase(line) for line in sections.get(f"words in {language}", [])],
        by_words=[_event(line) for line in _listed(sections.get("by their words", ["none"]))],
    )


def _sections(paragraphs: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The drawing's lines, and each section's lines by its name."""
    drawing, *named = (paragraph.splitlines() for paragraph in paragraphs)
    sections = {lines[0].strip(): [line.strip() for line in lines[1:]] for lines in named}
    unknown = set(sections) - set(SECTIONS)
    if unknown or not {"events", "talk"} <= set(sections):
        raise ValueError(f"has sections {sorted(sections)}, but needs events and talk, and knows {SECTIONS}")
    return drawing, sections


def _drawn(drawing: list[str]) -> tuple[Samples, Lanes]:
    """The length of the drawing, and its segments."""
    scale, ruler, *lanes = drawing
    match = re.fullmatch(r"1 character = (\d+) ms", scale)
    rows = {line[0]: line[2:] for line in lanes}
    if not match or set(rows) != set(LANES) or len(set(map(len, rows.values()))) != 1:
        raise ValueError("the drawing needs its scale, a ruler, and lanes T and C of one length")
    step = to_samples(int(match[1]) / 1000)
    for number in re.finditer(r"\S+", ruler[2:]):
        if to_samples(float(number[0])) != number.start() * step:
            raise ValueError(f"the ruler says {number[0]} s at the wrong place")
    segments = {LANES[name]: _runs(row, step) for name, row in rows.items()}
    return len(rows["T"]) * step, segments


def _runs(row: str, step: Samples) -> list[Segment]:
    if set(row) - set("#."):
        raise ValueError("a lane is drawn with # and . alone")
    return [Segment(run.start() * step, run.end() * step) for run in re.finditer("#+", row)]


def _exact(drawn: Lanes, lines: list[str], step: Samples) -> Lanes:
    """The drawing with its coarse lanes replaced; they must agree to within a character."""
    exact: Lanes = {}
    for line in lines:
        found = _matched(SPAN, line)
        exact.setdefault(LANES[found["who"]], []).append(Segment(_at(found["start"]), _at(found["end"])))
    for channel, segments in exact.items():
        edges, coarse = ([e for s in lane for e in (s.start, s.end)] for lane in (segments, drawn[channel]))
        if len(edges) != len(coarse) or any(abs(a - b) > step for a, b in zip(edges, coarse, strict=True)):
            raise ValueError(f"the {channel.value}'s drawing contradicts the exact times")
    return drawn | exact


def _event(line: str) -> ExpectedEvent:
    found = _matched(EVENT, line)
    return ExpectedEvent(
        kind=found["kind"].replace(" ", "_"),
        by=_who(found["by"]),
        start=_at(found["start"]),
        end=None if found["end"] == "..." else _at(found["end"]),
        known_at=_at(found["known"]) if found["known"] else None,
        after=_who(found["after"]),
        ended_by=_who(found["ended_by"]),
    )


def _turn(line: str) -> ExpectedTurn:
    found = _matched(SPAN, line)
    return ExpectedTurn(Channel(found["who"]), _at(found["start"]), _at(found["end"]))


def _phrase(line: str) -> Phrase:
    found = _matched(PHRASE, line)
    sure = int(found["sure"] or 90) / 100
    return Phrase(LANES[found["who"]], _at(found["start"]), _at(found["end"]), found["text"], sure)


def _talk(lines: str) -> Talk:
    *lengths, share = _matched(TALK, lines).groups()
    therapist, client, together, nobody = map(_at, lengths)
    return Talk(therapist, client, together, nobody, float(share) if share else None)


def _listed(lines: list[str]) -> Iterator[str]:
    return iter([] if lines == ["none"] else lines)


def _matched(pattern: re.Pattern[str], line: str) -> re.Match[str]:
    found = pattern.fullmatch(line)
    if not found:
        raise ValueError(f"cannot read '{line}'")
    return found


def _who(name: str | None) -> Channel | None:
    return None if name in (None, "nobody") else Channel(name)


def _at(seconds: str) -> Samples:
    return to_samples(float(seconds))
