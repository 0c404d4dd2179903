"""What the signs of the timeline mean: only of what is there."""

from collections.abc import Iterator

from monitor.export.markup import Element, tag
from monitor.export.report_timeline import SHAPES, sign
from monitor.export.report_words import kind_name
from monitor.export.tongue import translate
from monitor.replay.model import Replay
from monitor.replay.thresholds import thresholds


def legend(replay: Replay) -> Element:
    """Of what is there; the shape tells the kind, the colour the speaker."""
    there = {each.kind for each in replay.markers}
    entries = [tag("li", sign(kind, "therapist"), kind_name(kind)) for kind in SHAPES if kind in there]
    entries += [tag("li", _swatch(look), said) for look, said in _looks(replay)]
    return tag("ul", *entries, class_="legend")


def _looks(replay: Replay) -> Iterator[tuple[str, str]]:
    yield "both", translate("Report", "Both at once")
    if replay.silences:
        yield "quiet", translate("Report", "Silence of 3 s and more")
    if any(each.verdict for each in replay.markers):
        yield "therapist-hollow", translate("Report", "Outline: contested")
    if any(replay.unheard.values()):
        yield "unheard", translate("Report", "Not heard")
    if replay.intended:
        yield "intended", translate("Report", "Led on purpose")
    if any(share is not None for _, share in replay.share):
        minutes = round(thresholds(replay.document).rolling_s / 60)
        said = translate("Report", "Therapist's share of the last {minutes} min")
        yield "share-key", said.format(minutes=minutes)
    if replay.notes:
        yield "note", translate("Report", "Note, numbered")


def _swatch(look: str) -> Element:
    shape = tag("rect", x="1.5", y="4", width="13", height="8", rx="1.5", class_=look)
    drawn = tag("svg", shape, xmlns="http://www.w3.org/2000/svg", class_="sign", aria_hidden="true")
    for name, value in (("viewBox", "0 0 16 16"), ("width", "16"), ("height", "16")):
        drawn.set(name, value)
    return drawn
