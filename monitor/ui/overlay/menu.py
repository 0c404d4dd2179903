"""What a right click on the overlay offers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtBoundSignal, pyqtSignal
from PyQt6.QtGui import QAction, QActionGroup
from PyQt6.QtWidgets import QMenu, QWidget

from monitor.conversation.cues import CueKind
from monitor.ui.overlay.settings import Mode, ThemeChoice
from monitor.ui.start.parts import painted
from monitor.ui.wording import View

OPACITIES = (1.0, 0.85, 0.7, 0.5)


@dataclass(frozen=True, slots=True)
class Looks:
    """How the overlay is at the moment; `words` is whether they are shown, None without any to show."""

    opacity: float
    words: bool | None
    mode: Mode
    mini: bool
    theme: ThemeChoice


class OverlayMenu(QMenu):
    """Made anew for each click, so that it offers what fits the session as it is."""

    pause_toggled = pyqtSignal(bool)
    swap_requested = pyqtSignal()
    bookmark_wished = pyqtSignal()
    intend_toggled = pyqtSignal(bool)
    mute_wished = pyqtSignal(object, bool)
    mode_chosen = pyqtSignal(str)
    mini_toggled = pyqtSignal(bool)
    hide_wished = pyqtSignal()
    words_toggled = pyqtSignal(bool)
    sound_refused = pyqtSignal()
    drop_wished = pyqtSignal()
    opacity_chosen = pyqtSignal(float)
    settings_wished = pyqtSignal()
    stop_requested = pyqtSignal()

    def __init__(self, parent: QWidget, shown: View, looks: Looks) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer_session(shown)
        self.addSeparator()
        self._offer_modes(looks.mode)
        self._offer_checked(self.tr("&Mini strip"), looks.mini, self.mini_toggled)
        words = self._offer_checked(self.tr("S&how words"), bool(looks.words), self.words_toggled)
        words.setEnabled(looks.words is not None)
        self._offer_opacities(looks.opacity)
        self._offer(self.tr("Hide for n&ow")).triggered.connect(self.hide_wished)
        self._offer(self.tr("Settin&gs…")).triggered.connect(self.settings_wished)
        self._offer_less(shown)
        self.addSeparator()
        self._offer(self.tr("&Stop")).triggered.connect(self.stop_requested)
        for menu in (self, *self.findChildren(QMenu)):
            painted(menu, looks.theme)

    def _offer_session(self, shown: View) -> None:
        self._offer(self.tr("&Resume") if shown.paused else self.tr("&Pause")).triggered.connect(
            lambda: self.pause_toggled.emit(not shown.paused)
        )
        self._offer(self.tr("&Bookmark this moment")).triggered.connect(self.bookmark_wished)
        self._offer_checked(self.tr("&Intentional from here"), shown.intended, self.intend_toggled)
        if shown.cue_kind is not None:
            self._offer(self.tr("No more c&ues like this one")).triggered.connect(
                lambda: self.mute_wished.emit(shown.cue_kind, True)
            )
        self._offer_cues(shown.cues_wanted)
        swap = self._offer(self.tr("S&wap channels"))
        swap.setCheckable(True)
        swap.setChecked(shown.swapped)
        swap.triggered.connect(self.swap_requested)

    def _offer_cues(self, wanted: Sequence[tuple[CueKind, bool]]) -> None:
        """Those of this session, each to be left out, and to be had again after a wrong click."""
        if not wanted:
            return
        menu = QMenu(self.tr("&Cues in this session"), self)
        self.addMenu(menu)
        names = {
            CueKind.SHARE: self.tr("Of your &share"),
            CueKind.MONOLOGUE: self.tr("Of &long turns"),
            CueKind.INTERRUPTIONS: self.tr("Of &cut-ins"),
        }
        for kind, on in wanted:
            action = QAction(names[kind], menu)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(lambda again, kind=kind: self.mute_wished.emit(kind, not again))
            menu.addAction(action)

    def _offer(self, text: str) -> QAction:
        action = QAction(text, self)
        self.addAction(action)
        return action

    def _offer_checked(self, text: str, checked: bool, then: pyqtBoundSignal) -> QAction:
        action = self._offer(text)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(then)
        return action

    def _offer_modes(self, current: Mode) -> None:
        menu = QMenu(self.tr("Disp&lay"), self)
        self.addMenu(menu)
        group = QActionGroup(menu)
        names: dict[Mode, str] = {
            "ambient": self.tr("&Ambient: a bar without digits"),
            "numbers": self.tr("&Numbers, always"),
            "looks": self.tr("A &look now and then"),
            "hidden": self.tr("&Hidden until asked for"),
        }
        for mode, name in names.items():
            action = QAction(name, group)
            action.setCheckable(True)
            action.setChecked(mode == current)
            action.triggered.connect(lambda _, chosen=mode: self.mode_chosen.emit(chosen))
            menu.addAction(action)

    def _offer_less(self, shown: View) -> None:
        """To keep less of the session than is kept; to keep more is not offered."""
        if shown.keeps_words:
            self.addSeparator()
        if shown.keeps_sound:
            self._offer(self.tr("Stop &keeping sound from here")).triggered.connect(self.sound_refused)
        if shown.keeps_words:
            self._offer(self.tr("&Drop what was kept…")).triggered.connect(self.drop_wished)

    def _offer_opacities(self, current: float) -> None:
        menu = QMenu(self.tr("Opaci&ty"), self)
        self.addMenu(menu)
        group = QActionGroup(menu)
        for opacity in OPACITIES:
            action = QAction(f"{opacity * 100:.0f} %", group)
            action.setCheckable(True)
            action.setChecked(abs(opacity - current) < 0.01)
            action.triggered.connect(lambda _, chosen=opacity: self.opacity_chosen.emit(chosen))
            menu.addAction(action)
