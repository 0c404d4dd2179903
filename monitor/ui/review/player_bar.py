"""The row at the bottom of the replay: play, jump, loop, how fast, and who is heard.

|<  <<  ( > )  >>  >|   12:04 / 50:00      slower 1x faster   [Therapist] [Client] [Loop]
"""

from PyQt6.QtCore import QLocale, QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from monitor.conversation.timeline import Channel, clock
from monitor.document import Role
from monitor.ui.review.glyphs import icon
from monitor.ui.review.playhead import Playhead
from monitor.ui.review.style import coloured
from monitor.ui.review.words import role_name
from monitor.ui.theme import LIGHT, Theme

ROLES: tuple[Role, ...] = ("therapist", "client")
BACK_S = 5.0


class PlayerBar(QWidget):
    """Moves the playhead; jumps between moments are wishes, for it knows none."""

    previous_wished = pyqtSignal()
    next_wished = pyqtSignal()
    loop_wished = pyqtSignal()

    def __init__(self, playhead: Playhead, silent: str, parent: QWidget | None = None) -> None:
        """`silent` says why nothing can be heard, empty where it can."""
        super().__init__(parent)
        self._playhead, self._theme = playhead, LIGHT
        self._shown = ""
        self._signs: dict[QToolButton, str] = {}
        self._previous = self._button("previous", self.tr("Previous moment (P)"))
        self._back = self._button("back", self.tr("Back 5 seconds (Left)"))
        self._play = self._button("play", self.tr("Play (Space)"))
        self._forward = self._button("forward", self.tr("On 5 seconds (Right)"))
        self._next = self._button("next", self.tr("Next moment (N)"))
        self._time = QLabel()
        self._said = QLabel()
        self.say(silent)
        self._slower = self._worded("−", self.tr("Slower ([)"))
        self._speed = QLabel()
        self._faster = self._worded("+", self.tr("Faster (])"))
        self._heard = {role: self._switch(role) for role in ROLES}
        self._loop = self._button("loop", self.tr("Play the marked stretch again and again (L)"))
        self._loop.setCheckable(True)
        self._lay_out()
        self._connect()
        self.show_state()
        self.show_position(playhead.position_s)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        coloured(self._said, theme.quiet)
        coloured(self._speed, theme.text)
        side = round(self.fontMetrics().height() * 1.4)
        for button, name in self._signs.items():
            large = button is self._play
            button.setIcon(icon(name, theme.accent if large else theme.text, theme.edge))
            button.setIconSize(QSize(side + 8 * large, side + 8 * large))
        for role, button in self._heard.items():
            colour = theme.bar[Channel(role)] if button.isChecked() else theme.edge
            button.setIcon(icon("dot", colour, theme.edge))

    def say(self, sentence: str) -> None:
        """Show this in the place for why nothing is heard."""
        self._said.setText(sentence)
        self._said.setToolTip(sentence)

    def show_position(self, position_s: float) -> None:
        """Redraws once a second at most."""
        text = self.tr("{now} / {whole}").format(
            now=clock(position_s), whole=clock(self._playhead.duration_s)
        )
        if text != self._shown:
            self._shown = text
            self._time.setText(text)

    def show_state(self) -> None:
        """Whether it plays, how fast, who is heard, what is looped."""
        head = self._playhead
        self._signs[self._play] = "pause" if head.playing else "play"
        name = self.tr("Pause (Space)") if head.playing else self.tr("Play (Space)")
        self._play.setToolTip(name)
        self._play.setAccessibleName(name)
        speed = QLocale().toString(head.speed, "g", 3)
        self._speed.setText(self.tr("{speed}×", "how fast").format(speed=speed))
        for role, button in self._heard.items():
            button.setChecked(head.heard(role))
        self._loop.setChecked(head.looped is not None)
        self.set_theme(self._theme)

    def _connect(self) -> None:
        head = self._playhead
        head.moved.connect(lambda position_s, _jump: self.show_position(position_s))
        head.changed.connect(self.show_state)
        head.failed.connect(self.say)
        self._play.clicked.connect(head.toggle)
        self._back.clicked.connect(lambda: head.step(-BACK_S))
        self._forward.clicked.connect(lambda: head.step(BACK_S))
        self._slower.clicked.connect(lambda: head.faster(-1))
        self._faster.clicked.connect(lambda: head.faster(1))
        self._previous.clicked.connect(self.previous_wished)
        self._next.clicked.connect(self.next_wished)
        self._loop.clicked.connect(self.loop_wished)
        for button in (self._play, self._slower, self._faster, *self._heard.values()):
            button.setEnabled(head.can_play)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(4)
        for button in (self._previous, self._back, self._play, self._forward, self._next):
            row.addWidget(button)
        self._time.setAccessibleName(self.tr("Position and length"))
        row.addSpacing(10)
        row.addWidget(self._time)
        row.addSpacing(16)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._said, 1)
        self._speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._speed.setAccessibleName(self.tr("How fast"))
        for widget in (self._slower, self._speed, self._faster):
            row.addWidget(widget)
        self._speed.setMinimumWidth(self.fontMetrics().horizontalAdvance("1.75×") + 8)
        row.addSpacing(12)
        for button in (*self._heard.values(), self._loop):
            row.addWidget(button)

    def _button(self, sign: str, name: str) -> QToolButton:
        button = self._named(name)
        self._signs[button] = sign
        return button

    def _worded(self, text: str, name: str) -> QToolButton:
        button = self._named(name)
        button.setText(text)
        return button

    def _switch(self, role: Role) -> QToolButton:
        key = {"therapist": "T", "client": "C"}[role]
        button = self._named(self.tr("Hear: {who} ({key})").format(who=role_name(role), key=key))
        button.setText(role_name(role))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.clicked.connect(lambda on: self._playhead.hear(role, on))
        return button

    def _named(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
