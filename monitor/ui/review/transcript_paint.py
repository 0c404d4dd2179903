"""How a row of the transcript is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from monitor.conversation.timeline import clock
from monitor.replay.passages import SpokenWord
from monitor.ui.review.look import fill, focus_ring, ink, resting
from monitor.ui.review.signs import draw_sign
from monitor.ui.review.transcript_layout import Layout, Placed
from monitor.ui.review.transcript_model import heard, length_sentence, silence_sentence
from monitor.ui.review.transcript_rows import Row
from monitor.ui.review.words import role_name
from monitor.ui.theme import Theme

CHOSEN, ASIDE = 0.35, 0.6
"""How much of the track's colour lies behind the row where the keyboard is, and behind what is said aside."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of a word that a search found: the letters [start, end)."""

    word: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RowState:
    """What of a row stands out; each a number of a word, None where there is none."""

    chosen: bool = False
    focused: bool = False
    current: int | None = None
    hovered: int | None = None
    spoken: frozenset[int] = frozenset()
    hits: Sequence[Hit] = ()
    now: Sequence[Hit] = ()


def draw_row(
    painter: QPainter, box: QRectF, number: int, layout: Layout, theme: Theme, state: RowState
) -> None:
    """The row of this number in its box."""
    row = layout.rows[number]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    page = QRectF(0, 0, box.width(), box.height())
    if state.chosen:
        tint = QColor(theme.track)
        tint.setAlphaF(CHOSEN)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(page.adjusted(2, 1, -2, -1), 4, 4)
    if row.kind == "silence":
        _silence(painter, page, row, layout, theme)
    else:
        _speech(painter, page, number, layout, theme, state)
    if state.focused and state.current is None:
        focus_ring(painter, page, theme)
    painter.restore()


def _silence(painter: QPainter, page: QRectF, row: Row, layout: Layout, theme: Theme) -> None:
    painter.setFont(layout.small)
    painter.setPen(QColor(theme.quiet))
    text = silence_sentence(row)
    room = QRectF(layout.text_x, 0, max(page.width() - layout.text_x - layout.pad, 1.0), page.height())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), layout.small_metrics.elidedText(
        text, Qt.TextElideMode.ElideRight, room.width()))  # fmt: skip
    painter.setPen(QPen(QColor(theme.edge), 1.5, Qt.PenStyle.DotLine))
    x = layout.rule_x + 1.5
    painter.drawLine(QPointF(x, layout.gap / 2), QPointF(x, page.height() - layout.gap / 2))


def _speech(
    painter: QPainter, page: QRectF, number: int, layout: Layout, theme: Theme, state: RowState
) -> None:
    row = layout.rows[number]
    _rule(painter, page, row, layout, theme)
    _time(painter, row, layout, theme)
    if row.kind == "turn":
        painter.setFont(layout.name_font)
        painter.setPen(ink(theme, row.by))
        line = QRectF(layout.text_x, layout.gap / 2, page.width() - layout.text_x, layout.header)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), role_name(row.by) if row.by else "")
    if row.words:
        _words(painter, number, layout, theme, state)
    else:
        _bare(painter, row, layout, theme)


def _rule(painter: QPainter, page: QRectF, row: Row, layout: Layout, theme: Theme) -> None:
    thick = max(3.0, layout.line * 0.14)
    inset = layout.indent(row)
    upper = layout.gap / 2 if row.kind == "turn" else (layout.gap / 2 if row.kind == "aside" else 0)
    lower = page.height() - (layout.gap / 2 if row.kind == "aside" else 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(resting(theme, row.by) if row.kind == "aside" else fill(theme, row.by))
    painter.drawRoundedRect(QRectF(layout.rule_x + inset, upper, thick, lower - upper), thick / 2, thick / 2)


def _time(painter: QPainter, row: Row, layout: Layout, theme: Theme) -> None:
    painter.setFont(layout.small)
    painter.setPen(QColor(theme.quiet))
    if row.kind == "turn":
        box = QRectF(0, layout.gap / 2, layout.side - layout.pad, layout.header)
    else:
        box = QRectF(0, layout.top(row), layout.side - layout.pad, layout.line)
    painter.drawText(
        box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), clock(row.start_s)
    )


def _bare(painter: QPainter, row: Row, layout: Layout, theme: Theme) -> None:
    """A turn of which no words are known: how long it was, as a bar and in words."""
    text, x = length_sentence(row), layout.text_x
    middle = layout.top(row) + layout.line / 2
    metrics = layout.small_metrics
    wide = metrics.horizontalAdvance(text)
    room = max(layout.available - wide - layout.sign * 2.5, layout.line)
    bar = max(3.0, room * min(row.length_s / 60.0, 1.0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(resting(theme, row.by))
    thick = layout.line * 0.42
    painter.drawRoundedRect(QRectF(x, middle - thick / 2, bar, thick), 2, 2)
    x += bar + layout.pad
    painter.setFont(layout.small)
    painter.setPen(QColor(theme.text))
    painter.drawText(QPointF(x, middle - metrics.height() / 2 + metrics.ascent()), text)
    for at, moment in enumerate(row.marks.values()):
        left = x + wide + layout.pad + at * layout.sign
        draw_sign(painter, QRectF(left, middle - layout.line / 2, layout.sign, layout.line), moment, theme)


def _words(painter: QPainter, number: int, layout: Layout, theme: Theme, state: RowState) -> None:
    row, placed = layout.rows[number], layout.placed(number)
    if row.kind != "aside":
        _asides(painter, row, placed, layout, theme)
    _behind(painter, row, placed, layout, theme, state)
    marked = state.spoken | {hit.word for hit in (*state.hits, *state.now)}
    for index, (word, each) in enumerate(zip(row.words, placed, strict=True)):
        colour = theme.text if index in marked else _colour(word, each, theme, chosen=state.chosen)
        _word(painter, index, each, row, layout, QColor(colour))
        if not heard(word):
            painter.setPen(QPen(QColor(theme.faint), 1.2, Qt.PenStyle.DotLine))
            _underline(painter, each, layout)
        if index in row.cuts:
            painter.setPen(QColor(theme.quiet))
            painter.drawText(QPointF(each.box.right() - layout.dash, each.text_at.y()), " —")
        if index in row.marks:
            left = each.box.left() + layout.pad * each.opens
            box = QRectF(left, each.box.top(), layout.sign, each.box.height())
            draw_sign(painter, box, row.marks[index], theme)
    _pointed(painter, placed, layout, theme, state)


def _colour(word: SpokenWord, each: Placed, theme: Theme, *, chosen: bool) -> str:
    """The faintest colour would be too faint on any ground but the panel's."""
    if not heard(word) and not each.aside and not chosen:
        return theme.faint
    return theme.quiet if each.aside or not heard(word) else theme.text


def _word(painter: QPainter, index: int, each: Placed, row: Row, layout: Layout, colour: QColor) -> None:
    text = row.words[index].text
    metrics = layout.small_metrics if each.aside else layout.metrics
    painter.setFont(layout.small if each.aside else layout.font)
    painter.setPen(colour)
    if each.box.width() >= layout.available - layout.indent(row) - 1:  # longer than a line
        room = each.box.right() - each.text_at.x() + 1
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(each.text_at, text)


def _underline(painter: QPainter, each: Placed, layout: Layout) -> None:
    under = each.text_at.y() + layout.line * 0.13
    painter.drawLine(QPointF(each.text_at.x(), under), QPointF(each.box.right(), under))


def _asides(painter: QPainter, row: Row, placed: Sequence[Placed], layout: Layout, theme: Theme) -> None:
    """The ground on which the other's words stand, with a rule in the other's colour."""
    ground = QColor(theme.track)
    ground.setAlphaF(ASIDE)
    for word, each in zip(row.words, placed, strict=True):
        if not each.aside:
            continue
        high = layout.line * 0.86
        right = each.box.right() + (0 if each.closes else layout.space)
        box = QRectF(each.box.left(), each.box.center().y() - high / 2, right - each.box.left(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRect(box)
        if each.opens:
            painter.setBrush(fill(theme, word.by))
            painter.drawRect(QRectF(box.left(), box.top(), 2.0, box.height()))


def _behind(
    painter: QPainter, row: Row, placed: Sequence[Placed], layout: Layout, theme: Theme, state: RowState
) -> None:
    """What lies behind words: those that are being spoken, and those that were found."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.spoken))
    for index in state.spoken:
        painter.drawRoundedRect(_ground(placed[index], layout), 3, 3)
    for hits, outlined in ((state.hits, False), (state.now, True)):
        for hit in hits:
            each, text = placed[hit.word], row.words[hit.word].text
            left = each.text_at.x() + layout.prefix(text[: hit.start], aside=each.aside)
            right = each.text_at.x() + layout.prefix(text[: hit.end], aside=each.aside)
            ground = _ground(each, layout)
            painter.setPen(QPen(QColor(theme.accent), 1.5) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.found))
            painter.drawRoundedRect(QRectF(left - 1, ground.top(), right - left + 2, ground.height()), 2, 2)


def _ground(each: Placed, layout: Layout) -> QRectF:
    high = layout.metrics.height() * 1.08
    left = each.text_at.x() - layout.space * 0.6
    return QRectF(left, each.box.center().y() - high / 2, each.box.right() + layout.space * 0.6 - left, high)


def _pointed(
    painter: QPainter, placed: Sequence[Placed], layout: Layout, theme: Theme, state: RowState
) -> None:
    """The word under the mouse, and the one where the keyboard is."""
    if state.hovered is not None and state.hovered < len(placed):
        each = placed[state.hovered]
        painter.setPen(QPen(QColor(theme.accent), 1.2))
        _underline(painter, each, layout)
    if state.focused and state.current is not None and state.current < len(placed) and not state.now:
        focus_ring(painter, _ground(placed[state.current], layout).adjusted(-1, -1, 1, 1), theme)
