"""A sound check in the terminal: what to do now, how far it is, and both levels; in the end the verdict.

2/3  Therapist, say a sentence
As you would in the session, ...
██████████░░░░░░░░░░░░░░
Therapist  ████████████████░░░░░░░░  −27 dB  good
Client     ██░░░░░░░░░░░░░░░░░░░░░░  −61 dB  silent
"""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monitor.conversation.room import SPEAKERS, Step
from monitor.conversation.timeline import Channel
from monitor.ui.soundcheck import words
from monitor.ui.soundcheck.check import Check
from monitor.ui.texts import translate
from monitor.ui.wording import name_of

CELLS, FEWEST = 30, 6
_BESIDE, _FIGURE = 32, 9  # columns for a name and a word; for a level
_NARROW = 60
LOWEST_DB = -70.0
_STEPS = (Step.QUIET, Step.THERAPIST, Step.CLIENT)


def drawn(check: Check, columns: int = 80) -> RenderableType:
    """What to show now in a terminal so wide, while it goes on."""
    picture, trouble = check.picture, check.trouble
    figures = columns >= _NARROW
    cells = max(FEWEST, min(CELLS, columns - _BESIDE - figures * _FIGURE))
    number = _STEPS.index(picture.step) + 1 if picture.step in _STEPS else len(_STEPS)
    step = (f"{number}/{len(_STEPS)}  ", "dim"), (words.instruction(picture.step), "bold")
    hint = words.hint(picture, check.call)
    table = Table.grid(padding=(0, 2))
    for channel, meter in zip(Channel, picture.meters, strict=True):
        word = words.loudness(meter.loudness, SPEAKERS.get(picture.step) is channel, picture.unheard)
        level = [f"{meter.level_dbfs:4.0f} dB".replace("-", "−")] if figures else []
        table.add_row(name_of(channel), _bar(1 - meter.level_dbfs / LOWEST_DB, cells), *level, word)
    return Group(
        Text.assemble(*step),
        Text(trouble, "bold") if trouble else Text(hint),
        _bar(picture.progress, cells),
        table,
        Text(check.heard, "dim"),
        Text(translate("SoundCheck", "Enter skips this step, Ctrl-C ends."), "dim"),
    )


def verdict(check: Check) -> RenderableType:
    """All that is said at the end."""
    lines = check.picture.verdict
    said = [Text(f"{'✓' if line.fine else '•'} {words.sentence(line, check.call)}") for line in lines]
    return Group(Text(words.headline(lines), "bold"), *said)


def _bar(fraction: float, cells: int) -> Text:
    filled = round(cells * min(1.0, max(0.0, fraction)))
    return Text.assemble(("█" * filled, "cyan"), ("░" * (cells - filled), "dim"))
