"""The head of the replay: which session it is, and the few figures of it.

Blue Heron                              41 %             2               3:12
Mon 23 November 2026, 14:05 · 50 min    you spoke        interruptions   of silence
                                                         1 contested
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtCore import QDateTime, QLocale, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from monitor.conversation.timeline import clock
from monitor.replay.model import Summary
from monitor.ui.review.look import resized
from monitor.ui.review.naming import name_of
from monitor.ui.review.opened import About
from monitor.ui.review.style import coloured
from monitor.ui.theme import Theme
from monitor.ui.told import told


class Elided(QLabel):
    """One line, cut off with dots where it is too long; whole in its tool tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.say(text)

    def say(self, text: str) -> None:
        self._whole = text
        self.setText(text)
        self.setAccessibleName(text)
        self._mark()
        self.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._mark()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._cut())
        painter.end()

    def _cut(self) -> str:
        return self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())

    def _mark(self) -> None:
        self.setToolTip(self._whole if self._cut() != self._whole else "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it is; `beside` is said below it, `reason` why it is withheld."""

    value: str
    what: str
    beside: str = ""
    reason: str = ""


class FigureLabel(QWidget):
    """A number over its meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._what, self._beside = QLabel(), QLabel(), QLabel()
        self._value.setFont(resized(self.font(), 1.7))
        small = resized(self.font(), 0.9)
        self._what.setFont(small)
        self._beside.setFont(small)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._value, self._what, self._beside):
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch()

    def show_figure(self, figure: Figure) -> None:
        self._value.setText(figure.value)
        self._what.setText(figure.what)
        self._beside.setText(figure.beside)
        self.setToolTip(figure.reason)
        said = ", ".join(filter(None, (figure.value, figure.what, figure.beside)))
        self.setAccessibleName(said)
        self.setAccessibleDescription(figure.reason)

    def set_theme(self, theme: Theme) -> None:
        coloured(self._value, theme.text)
        coloured(self._what, theme.quiet)
        coloured(self._beside, theme.quiet)


class Header(QWidget):
    """Which session it is, its figures, and what is to be known about them."""

    def __init__(self, about: About, duration_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about, self._duration_s = about, duration_s
        self._title, self._when, self._notice = Elided(), Elided(), Elided()
        self._figures = [FigureLabel() for _ in range(3)]
        self._title.setFont(resized(self.font(), 1.5, bold=True))
        self._title.say(about.client or name_of(about))
        self._when.say(" · ".join(self._facts()))
        self._lay_out()

    def show_summary(self, summary: Summary) -> None:
        for label, figure in zip(self._figures, self._of(summary), strict=True):
            label.show_figure(figure)
        notices = [told(each) for each in (*summary.withheld.values(), *summary.warnings)]
        self._notice.say("  ".join(dict.fromkeys(notices)))
        self._notice.setToolTip("\n\n".join(dict.fromkeys(notices)))
        self._notice.setVisible(bool(notices))

    def set_theme(self, theme: Theme) -> None:
        coloured(self._title, theme.text)
        coloured(self._when, theme.quiet)
        coloured(self._notice, theme.text)
        for label in self._figures:
            label.set_theme(theme)

    def _facts(self) -> Iterator[str]:
        if self._about.started_at is not None:
            began = QDateTime.fromSecsSinceEpoch(self._about.started_at)
            yield QLocale().toString(began, self.tr("ddd d MMMM yyyy, HH:mm"))
        yield self.tr("{length} long").format(length=clock(round(self._duration_s)))
        if self._about.client:
            yield name_of(self._about)

    def _of(self, summary: Summary) -> Iterator[Figure]:
        share = summary.talk_share["therapist"]
        reason = told(summary.withheld.get("talk_share", ""))
        spoke = self.tr("of the talk was yours")
        percent = "–" if share is None else self.tr("{share} %").format(share=round(100 * share))
        yield Figure(percent, spoke, self.tr("withheld") if share is None else "", reason)
        yield self._interruptions(summary)
        yield Figure(clock(round(summary.silence_s)), self.tr("of silence"))

    def _interruptions(self, summary: Summary) -> Figure:
        counted, contested = summary.interruptions["therapist"], summary.contested["therapist"]
        beside = self.tr("{count} contested").format(count=contested) if contested else ""
        if counted is None:
            why = (told(text) for name, text in summary.withheld.items() if "interruption" in name)
            return Figure("–", self.tr("interruptions by you"), beside or self.tr("withheld"), next(why, ""))
        total = counted.successful + counted.attempted + counted.unresolved
        what = self.tr("interruption by you") if total == 1 else self.tr("interruptions by you")
        return Figure(str(total), what, beside)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        self._notice.hide()
        for label in (self._title, self._when, self._notice):
            names.addWidget(label)
        names.addStretch()
        row = QHBoxLayout()
        row.setSpacing(36)
        row.addLayout(names, 1)
        for figure in self._figures:
            row.addWidget(figure)
        row.setContentsMargins(16, 12, 20, 4)
        self.setLayout(row)
