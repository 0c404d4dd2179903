"""The sound check: one instruction at a time in large letters, both levels, and in the end a verdict.

Step 2 of 3
Therapist, say a sentence
As you would in the session, for about five seconds, you alone.

Therapist  ████████████░░░░  good
Client     ██░░░░░░░░░░░░░░  silent
[██████████░░░░░░░░░░]
Listening to ...                 [Skip] [Close]
"""

from collections.abc import Iterable

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PyQt6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from monitor.conversation.room import SPEAKERS, Advice, Picture, Step, Topic
from monitor.conversation.timeline import Channel
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.soundcheck import words
from monitor.ui.soundcheck.check import Check
from monitor.ui.soundcheck.level import LevelRow
from monitor.ui.start.parts import Paragraph, painted
from monitor.ui.theme import Theme, theme_for

LOOK_MS = 50
LARGE = 1.9
"""The instruction's letters against the others."""
_WIDE = 74  # average letters
_TITLE = 40  # pixels for a window's frame
_STEPS = (Step.QUIET, Step.THERAPIST, Step.CLIENT)


class SoundCheckDialog(QDialog):
    """Accepted where the session is to start, which is offered where it `may_start`."""

    def __init__(
        self, check: Check, theme: ThemeChoice, may_start: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        painted(self, theme)
        self._check, self._may_start = check, may_start
        self._theme = self._colours(theme)
        self._wide = self.fontMetrics().averageCharWidth() * _WIDE
        self._shown: tuple[Step, bool, str, bool, tuple[Advice, ...], str] | None = None
        self._number = Paragraph("", self._wide)
        self._large, self._hint = self._headline(), Paragraph("", self._wide)
        self._heard = Paragraph("", self._wide)
        self._progress = QProgressBar()
        self._rows = [LevelRow(channel, self._theme) for channel in Channel]
        self._levels = self._meters()
        self._middle, self._told, self._high = QWidget(), QWidget(), 0
        self._lines = QVBoxLayout(self._told)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._told)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Result"))
        self.skip_button = QPushButton(self.tr("S&kip"))
        self.again_button = QPushButton(self.tr("&Again"))
        self.swap_button = QPushButton(self.tr("Swap &channels"))
        self.start_button = QPushButton(self.tr("&Start the session"))
        self.close_button = QPushButton(self.tr("Back") if may_start else self.tr("Close"))
        self.setWindowTitle(self.tr("Sound check"))
        self.setAccessibleName(self.tr("Sound check"))
        self._lay_out()
        self._connect()
        self.look()

    @property
    def said(self) -> list[str]:
        """What is to be read now, line by line."""
        lines = [self._large.text(), *([] if self._hint.isHidden() else [self._hint.text()])]
        if not self._scroll.isHidden():
            lines += [label.text() for label in self._told.findChildren(Paragraph)]
        return [line for line in lines if line]

    def look(self) -> None:
        """Show how the check stands now."""
        picture, trouble = self._check.picture, self._check.trouble
        expected = SPEAKERS.get(picture.step)
        for channel, row, meter in zip(Channel, self._rows, picture.meters, strict=True):
            row.show_meter(meter, expected is channel, picture.unheard)
        self._progress.setValue(round(100 * picture.progress))
        ended, heard = self._check.ended, self._check.heard
        state = (picture.step, picture.unheard, trouble, ended, picture.verdict, heard)
        if state != self._shown:
            self._shown = state
            self._show_state(picture, trouble)

    def _show_state(self, picture: Picture, trouble: str) -> None:
        done = picture.step is Step.DONE
        listens = not (done or self._check.ended)
        large = words.headline(picture.verdict) if done else words.instruction(picture.step)
        self._large.say(self.tr("The sound check cannot go on") if self._check.ended and not done else large)
        self._number.say(self.tr("Result") if done else self._numbered(picture.step))
        hint = words.hint(picture, self._check.call)
        font = self._hint.font()
        font.setBold(bool(trouble))
        self._hint.setFont(font)
        self._hint.say(trouble or hint)
        self._hint.setFixedHeight(max(self._hint.height(), 2 * self.fontMetrics().lineSpacing()))
        self._hint.setVisible(listens or bool(trouble))
        self._heard.say(self.tr("Listening to {devices}").format(devices=self._check.heard))
        self._progress.setVisible(listens)
        self._levels.setVisible(listens)
        self._tell(picture.verdict if done else ())
        self._show_buttons(picture, done)
        self._say_aloud()
        self._settle()

    def _numbered(self, step: Step) -> str:
        return self.tr("Step {number} of {count}").format(number=_STEPS.index(step) + 1, count=len(_STEPS))

    def _say_aloud(self) -> None:
        """What a screen reader reads as it changes: of the window, and of the button with the focus."""
        said = " ".join(self.said)
        self.setAccessibleDescription(said)
        for button in self._buttons():
            button.setAccessibleDescription(said if button.hasFocus() or button.isDefault() else "")

    def _settle(self) -> None:
        """It grows where it must and never shrinks: the buttons stay where they were, on the screen."""
        self._fit_verdict()
        _lay_out_anew(self._middle, self)
        self._high = max(self._high, self._middle.sizeHint().height())
        self._middle.setMinimumHeight(self._high)
        self.adjustSize()

    def _fit_verdict(self) -> None:
        """As high as it is; where the screen is too low for that, it is scrolled."""
        _lay_out_anew(self._told)
        wanted, screen = self._told.sizeHint(), self.screen()
        self._scroll.setFixedSize(wanted.width(), wanted.height())
        _lay_out_anew(self._middle, self)
        around = self.sizeHint().height() - wanted.height()
        room = wanted.height() if screen is None else screen.availableGeometry().height() - _TITLE - around
        low = not self._scroll.isHidden() and room < wanted.height()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus if low else Qt.FocusPolicy.NoFocus)
        if low and (bar := self._scroll.verticalScrollBar()) is not None:
            self._scroll.setFixedSize(wanted.width() + bar.sizeHint().width(), room)

    def _tell(self, verdict: tuple[Advice, ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for line in verdict:
            row = self._line(line)
            self._lines.addWidget(row)
            row.show()  # at once: it is to be measured
        self._scroll.setVisible(bool(verdict))

    def _line(self, line: Advice) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        sign = QLabel("✓" if line.fine else "➜")
        sign.setAccessibleName(self.tr("Fine") if line.fine else self.tr("To do"))
        sign.setFixedWidth(self.fontMetrics().height() * 3 // 2)
        text = Paragraph(words.sentence(line, self._check.call), self._wide - sign.width() - across.spacing())
        font = text.font()
        font.setBold(not line.fine)
        text.setFont(font)
        text.say(text.text())
        across.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        across.addWidget(text)
        across.addStretch()
        return row

    def _show_buttons(self, picture: Picture, done: bool) -> None:
        swapped = any(line.topic is Topic.SWAPPED for line in picture.verdict)
        self.skip_button.setVisible(not done and not self._check.ended)
        self.again_button.setVisible(done or self._check.ended)
        self.swap_button.setVisible(swapped and not self._check.call)
        self.start_button.setVisible(self._may_start and done)
        first = self._first(picture, done)
        for button in self._buttons():
            button.setDefault(button is first)
        if not any(button.hasFocus() and not button.isHidden() for button in self._buttons()):
            first.setFocus()

    def _first(self, picture: Picture, done: bool) -> QPushButton:
        """The button that Enter presses."""
        if not done:
            return self.again_button if self._check.ended else self.skip_button
        if not self.swap_button.isHidden():
            return self.swap_button
        if not words.usable(picture.verdict):
            return self.again_button
        return self.start_button if self._may_start else self.close_button

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.skip_button, self.again_button, self.swap_button, self.close_button, self.start_button)

    def _connect(self) -> None:
        self.skip_button.clicked.connect(self._check.skip)
        self.again_button.clicked.connect(self._check.again)
        self.swap_button.clicked.connect(self._check.swap)
        self.start_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MS)

    def _lay_out(self) -> None:
        layout, gap = QVBoxLayout(self), self.fontMetrics().height()
        layout.setContentsMargins(3 * gap // 2, gap, 3 * gap // 2, gap)
        layout.setSpacing(gap // 2)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(gap // 2)
        self._progress.setAccessibleName(self.tr("How much of this step has been heard"))
        self._lines.setContentsMargins(0, 0, 0, 0)
        quiet = QColor(self._theme.quiet)
        _paint(self._progress, QPalette.ColorRole.Highlight, quiet)
        for line in (self._number, self._heard):
            _paint(line, QPalette.ColorRole.WindowText, quiet)
        middle = _column(self._middle, (self._hint, self._levels, self._progress, self._scroll), 3 * gap // 4)
        middle.addStretch()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        for each in (self._number, self._large, self._middle):
            layout.addWidget(each)
        layout.addSpacing(gap // 4)
        layout.addWidget(self._heard)
        layout.addSpacing(gap // 2)
        layout.addLayout(self._button_row())

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for button in self._buttons():
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _meters(self) -> QWidget:
        meters = QWidget()
        grid = QGridLayout(meters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self._rows):
            for column, widget in enumerate((row.name, row.bar, row.word)):
                grid.addWidget(widget, number, column)
        return meters

    def _headline(self) -> Paragraph:
        large = Paragraph("", self._wide)
        font = QFont(large.font())
        font.setPointSizeF(font.pointSizeF() * LARGE)
        font.setBold(True)
        large.setFont(font)
        return large

    def _colours(self, choice: ThemeChoice) -> Theme:
        hints = QGuiApplication.styleHints()
        assert hints is not None
        return theme_for(choice, hints.colorScheme(), self.palette())


def _column(inside: QWidget, widgets: Iterable[QWidget], spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _lay_out_anew(*widgets: QWidget) -> None:
    """Before their sizes are asked for: from the innermost to the outermost."""
    for widget in widgets:
        if (layout := widget.layout()) is not None:
            layout.invalidate()
            layout.activate()


def _paint(widget: QWidget, role: QPalette.ColorRole, colour: QColor) -> None:
    palette = widget.palette()
    palette.setColor(role, colour)
    widget.setPalette(palette)
