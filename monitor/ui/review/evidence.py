"""What shows that a moment is what it is said to be, and the keys to contest it."""

from html import escape

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from monitor.conversation.remarks import Verdict
from monitor.conversation.timeline import clock
from monitor.replay.model import Moment, Replay
from monitor.replay.silent import KIND as SILENT
from monitor.ui.review.button_grid import ButtonGrid
from monitor.ui.review.look import CHANNELS, Heading, Sentence, palette
from monitor.ui.review.moment_words import around, certainty, evidence, title
from monitor.ui.review.strip import Strip
from monitor.ui.review.words import role_name, verdict_name
from monitor.ui.theme import LIGHT, Theme

VERDICT_KEYS = {
    Qt.Key.Key_1: Verdict.SUPPORTIVE,
    Qt.Key.Key_2: Verdict.NOT_AN_INTERRUPTION,
    Qt.Key.Key_3: Verdict.TEACHING,
    Qt.Key.Key_0: None,
    Qt.Key.Key_Backspace: None,
}


def may_be(moment: Moment, verdict: Verdict | None) -> bool:
    """Whether that can be said of it: a monologue is no interruption, and a silent one counts nowhere."""
    if moment.kind == SILENT:
        return False
    return not (moment.is_monologue and verdict is Verdict.NOT_AN_INTERRUPTION)


class Evidence(QScrollArea):
    """`contested` carries a Verdict, or None where the moment is to count again."""

    play_wished = pyqtSignal()
    contested = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._replay: Replay | None = None
        self._moment: Moment | None = None
        self.strip = Strip()
        self._title, self._facts, self._words = Heading(), Sentence(), QLabel()
        self._sure = Sentence(quiet=True)
        self.play = QPushButton(self.tr("Play it"))
        self.verdicts: dict[Verdict | None, QPushButton] = {}
        self._low = False
        self._head, self._beside = QHBoxLayout(), QHBoxLayout()
        self._make_buttons()
        self._lay_out()

    def show_moment(self, replay: Replay, moment: Moment | None) -> None:
        self._replay, self._moment = replay, moment
        self.setVisible(moment is not None)
        if moment is None:
            return
        at = clock(moment.span.start_s)
        self._title.say(self.tr("{title}, at {time}").format(title=title(moment), time=at))
        self._title.setHidden(self._low)
        self._facts.say("\n".join(evidence(moment)))
        self._sure.say(" ".join(certainty(moment)))
        self.strip.show_moment(replay, moment)
        self._show_words()
        self._show_verdict(moment)
        self._grid.setHidden(moment.kind == SILENT)
        for verdict, button in self.verdicts.items():
            button.setEnabled(may_be(moment, verdict) and (verdict or moment.verdict) is not None)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self._title, self._facts, self._sure, self.strip):
            part.set_theme(theme)
        self._show_words()
        if self._moment is not None:
            self._show_verdict(self._moment)

    def be_low(self, low: bool) -> None:
        """Without the title, which stands in the list: the button goes beside the strip."""
        if low != self._low:
            self._low = low
            self._title.setHidden(low)
            (self._beside if low else self._head).addWidget(self.play)
            self._space()

    def _space(self) -> None:
        self._column.setContentsMargins(14, 4 if self._low else 10, 14, 12)
        self._column.setSpacing(5 if self._low else 8)

    def content_height(self) -> int:
        """What it takes to show all of it."""
        inner, port = self.widget(), self.viewport()
        layout = inner.layout() if inner is not None else None
        if layout is None or port is None:
            return 0
        return (
            layout.totalHeightForWidth(port.width())
            if layout.hasHeightForWidth()
            else layout.sizeHint().height()
        )

    def _show_verdict(self, moment: Moment) -> None:
        """The verdict that holds is pressed, and stands on the ground of what is chosen."""
        for verdict, button in self.verdicts.items():
            holds = verdict is not None and verdict is moment.verdict
            button.setChecked(holds)
            made = palette(self._theme)
            if holds:
                made.setColor(QPalette.ColorRole.Button, QColor(self._theme.spoken))
            button.setPalette(made)

    def _show_words(self) -> None:
        if self._replay is None or self._moment is None:
            return
        lines = [
            f'<p style="margin:0 0 4px 0"><b style="color:{self._theme.number[CHANNELS[role]]}">'
            f"{escape(role_name(role))}</b>&nbsp; {escape(text)}</p>"
            for role, text in around(self._replay, self._moment)
        ]
        self._words.setText("".join(lines))
        self._words.setVisible(bool(lines))

    def _make_buttons(self) -> None:
        self.play.clicked.connect(self.play_wished)
        self.play.setToolTip(self.tr("Play the ten seconds around it (Enter)"))
        keys = {verdict: key for key, verdict in reversed(VERDICT_KEYS.items())}
        keys[None] = Qt.Key.Key_0
        for verdict in (*Verdict, None):
            named = self.tr("Let it count again") if verdict is None else verdict_name(verdict)
            button = QPushButton(f"{chr(keys[verdict])}   {named}")
            button.setAccessibleName(named)
            button.setCheckable(verdict is not None)
            button.clicked.connect(lambda _checked, chosen=verdict: self._contest(chosen))
            self.verdicts[verdict] = button

    def _contest(self, verdict: Verdict | None) -> None:
        """What is shown follows the record, not the button."""
        if self._moment is not None:
            self._show_verdict(self._moment)
        self.contested.emit(verdict)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = self._column = QVBoxLayout(inner)
        self._space()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._words.setMinimumSize(1, 1)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.play)
        self._beside.addWidget(self.strip, 1)
        column.addLayout(self._head)
        column.addLayout(self._beside)
        self._grid = ButtonGrid(list(self.verdicts.values()))  # above the text: seen on low screens too
        for part in (self._grid, self._facts, self._words, self._sure):
            column.addWidget(part)
        column.addStretch()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
