"""Words in lines of a given width."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetricsF


def folded(text: str, metrics: QFontMetricsF, lines: int, width: float) -> tuple[str, ...]:
    """The text in at most this many lines; what does not fit ends in an ellipsis."""
    words = [piece for word in text.split() for piece in _pieces(word, metrics, width)]
    done: list[str] = []
    while words and len(done) < lines - 1:
        taken = _fitting(words, metrics, width)
        done.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        done.append(_cut(words, metrics, width))
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in done)


def _pieces(word: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A word that no line holds, as devices' names may be, in pieces that fill one each."""
    pieces: list[str] = []
    while len(word) > 1 and metrics.horizontalAdvance(word) > width:
        end = next(
            n for n in range(len(word) - 1, 0, -1) if n == 1 or metrics.horizontalAdvance(word[:n]) <= width
        )
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def _cut(words: Sequence[str], metrics: QFontMetricsF, width: float) -> str:
    """As many of the words as one line holds, with an ellipsis for the rest."""
    kept = len(words)
    line = " ".join(words)
    while kept > 1 and metrics.horizontalAdvance(line) > width:
        kept -= 1
        line = " ".join(words[:kept]).rstrip(".,;:") + "…"
    return line


def _fitting(words: Sequence[str], metrics: QFontMetricsF, width: float) -> int:
    """How many of the words one line holds; at least one."""
    count = 1
    while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
        count += 1
    return count
