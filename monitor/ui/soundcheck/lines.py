"""A sound check in the terminal: what to do now, how far it is, and both levels; in the end the verdict.

1/3  Therapist, say a sentence          ██████████░░░░░░░░░░
     As you would in the session, ...
Therapist  ████████████████░░░░░░░░  −27 dB  good
Client     ██░░░░░░░░░░░░░░░░░░░░░░  −61 dB  silent
"""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.conversation.room import SPEAKERS, Meter, Picture, Step
from monitor.conversation.timeline import Channel
from monitor.ui.soundcheck import words
from monitor.ui.texts import translate
from monitor.ui.wording import name_of

CELLS = 30
LOWEST_DB = -70.0
_STEPS = (Step.QUIET, Step.THERAPIST, Step.CLIENT)


def drawn(picture: Picture, trouble: str = "") -> RenderableType:
    """What to show now, while it goes on."""
    number = _STEPS.index(picture.step) + 1 if picture.step in _STEPS else len(_STEPS)
    step = Text.assemble(
        (f"{number}/{len(_STEPS)}  ", "dim"),
        (words.instruction(picture.step), "bold"),
        "  ",
        _bar(picture.progress),
    )
    table = Table.grid(padding=(0, 2))
    for channel, meter in zip(Channel, picture.meters, strict=True):
        expected = SPEAKERS.get(picture.step) is channel
        table.add_row(name_of(channel), *_meter(meter, expected))
    lines: list[RenderableType] = [
        step,
        Text(f"     {words.hint(picture.step, picture.unheard)}"),
        Text(),
        table,
    ]
    if trouble:
        lines.append(Text(trouble, "bold"))
    lines.append(Text(translate("SoundCheck", "Enter skips this step, Ctrl-C ends."), "dim"))
    return Group(*lines)


def verdict(picture: Picture) -> RenderableType:
    """All that is said at the end."""
    said = [Text(f"{'✓' if line.fine else '•'} {words.sentence(line)}") for line in picture.verdict]
    return Group(Text(words.headline(picture.verdict), "bold"), *said)


def _meter(meter: Meter, expected: bool) -> tuple[Text, str, str]:
    level = f"{meter.level_dbfs:.0f} dB".replace("-", "−")
    return _bar(1 - meter.level_dbfs / LOWEST_DB), level, words.loudness(meter.loudness, expected)


def _bar(fraction: float) -> Text:
    filled = round(CELLS * min(1.0, max(0.0, fraction)))
    return Text.assemble(("█" * filled, "cyan"), ("░" * (CELLS - filled), "dim"))
