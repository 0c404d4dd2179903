"""The menus and keys of the replay's window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QMenu,
    QTabBar,
    QWidget,
)

from monitor.conversation.remarks import Verdict
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.review.filing import Filing
from monitor.ui.review.keys import KeysSheet
from monitor.ui.review.player_bar import BACK_S
from monitor.ui.review.style import LARGEST, SMALLEST
from monitor.ui.review.tabs import NAMES
from monitor.ui.review.words import verdict_name

if TYPE_CHECKING:
    from monitor.ui.review.window import ReviewWindow

Do = Callable[[], object]


class Menus(QObject):
    """Everything that the window can do, by menu and by key."""

    def __init__(self, window: "ReviewWindow") -> None:
        super().__init__(window)
        self._window = window
        self.filing = Filing(window)
        self._add_file()
        self._add_edit()
        self._add_play()
        self._add_view()
        self._add_help()
        self._shortcuts = [self._shortcut(key, do) for key, do in self._loose_keys()]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def may_close(self) -> bool:
        """Whether nothing would be lost, or may be."""
        return self.filing.may_close()

    def show_state(self) -> None:
        """Tick and enable what can be done now; asked before a menu opens."""
        window = self._window
        self._undo.setEnabled(window.remarking.may_undo)
        moment = window.moment(window.chosen)
        for verdict, action in self._verdicts.items():
            action.setEnabled(moment is not None)
            action.setChecked(moment is not None and moment.verdict is verdict)
        self._intended.setChecked(window.intended_here() is not None)
        self._follow.setChecked(window.follow)
        theme = window.arrangement.now.look(window.otherwise).theme
        self._themes[theme].setChecked(True)

    def _add_file(self) -> None:
        menu, filing = self._menu(self.tr("&File")), self.filing
        self._action(menu, self.tr("&Open another session …"), self._window.list_wished.emit, "Ctrl+O")
        self._action(menu, self.tr("Open a &recording …"), filing.open_files, "Ctrl+Shift+O")
        menu.addSeparator()
        self._action(menu, self.tr("&Save the analysis with your remarks …"), filing.save, "Ctrl+S")
        self._action(menu, self.tr("&Export …"), filing.export, "Ctrl+E")
        report = self._action(menu, self.tr("Re&port …"), filing.report, "Ctrl+R")
        report.setEnabled("html" in self._window.opened.exports.formats)
        menu.addSeparator()
        self._action(menu, self.tr("&Close"), self._window.close, "Ctrl+W")

    def _add_edit(self) -> None:
        window, menu = self._window, self._menu(self.tr("&Edit"))
        self._undo = self._action(menu, self.tr("&Undo"), window.undo, "Ctrl+Z")
        menu.addSeparator()
        self._verdicts: dict[Verdict | None, QAction] = {}
        for number, verdict in enumerate((*Verdict, None), start=1):
            name = verdict_name(verdict) if verdict else self.tr("Let it count again")
            key = str(number) if verdict else "0"
            self._verdicts[verdict] = self._action(menu, name, self._contest(verdict), key)
            self._verdicts[verdict].setCheckable(verdict is not None)
        menu.addSeparator()
        self._intended = self._action(menu, self.tr("Mark the stretch as &intentional"), self._mark, "M")
        self._intended.setCheckable(True)
        self._action(menu, self.tr("&Bookmark with a note"), self._note_here, "B")
        self._action(menu, self.tr("&Find words"), self._find, "Ctrl+F")

    def _add_play(self) -> None:
        window, head, menu = self._window, self._window.playhead, self._menu(self.tr("&Play"))
        play = self._action(menu, self.tr("&Play or pause") + "\t" + self.tr("Space"), head.toggle)
        play.setEnabled(head.can_play)
        self._action(menu, self.tr("&Next moment"), window.next_moment, "N")
        self._action(menu, self.tr("Pre&vious moment"), window.previous_moment, "P")
        self._action(menu, self.tr("&Loop"), window.toggle_loop, "L")
        self._action(menu, self.tr("Loop from &here"), self._loop_from, "I")
        self._action(menu, self.tr("Loop &up to here"), self._loop_to, "O")
        menu.addSeparator()
        for text, steps, key in ((self.tr("&Slower"), -1, "["), (self.tr("&Faster"), 1, "]")):
            self._action(menu, text, self._speed(steps), key).setEnabled(head.can_play)
        hear_you = self._action(menu, self.tr("Hear the &therapist"), self._hear_therapist, "T")
        hear_client = self._action(menu, self.tr("Hear the &client"), self._hear_client, "C")
        for action in (hear_you, hear_client):
            action.setEnabled(head.can_play)

    def _add_view(self) -> None:
        window, menu = self._window, self._menu(self.tr("&View"))
        self._action(menu, self.tr("Show &less time"), self._zoom_in, "+", "=")
        self._action(menu, self.tr("Show &more time"), self._zoom_out, "-")
        self._action(menu, self.tr("Show &everything"), self._show_all, "A")
        self._follow = self._action(menu, self.tr("&Follow what is heard"), self._toggle_follow, "F")
        self._follow.setCheckable(True)
        menu.addSeparator()
        for number, name in enumerate(NAMES):
            text = window.tabs.tabText(number)
            self._action(menu, text, self._show_tab(name), f"Ctrl+{number + 1}")
        menu.addSeparator()
        self._action(menu, self.tr("L&arger text"), lambda: self._resize_text(1), "Ctrl++", "Ctrl+=")
        self._action(menu, self.tr("S&maller text"), lambda: self._resize_text(-1), "Ctrl+-")
        self._action(menu, self.tr("&Usual text"), lambda: self._resize_text(0), "Ctrl+0")
        self._add_themes(menu.addMenu(self.tr("&Colours")))

    def _add_themes(self, menu: QMenu | None) -> None:
        names: dict[ThemeChoice, str] = {
            "auto": self.tr("As the &desktop"),
            "light": self.tr("&Light"),
            "dark": self.tr("D&ark"),
        }
        group = QActionGroup(self)
        self._themes: dict[ThemeChoice, QAction] = {}
        for choice, name in names.items():
            self._themes[choice] = action = self._action(menu, name, self._colours(choice))
            action.setCheckable(True)
            group.addAction(action)

    def _add_help(self) -> None:
        menu = self._menu(self.tr("&Help"))
        self._action(menu, self.tr("&Keys"), self.show_keys, "F1", "?")

    def show_keys(self) -> None:
        sheet = KeysSheet(self._window)
        sheet.exec()
        sheet.deleteLater()

    def _loose_keys(self) -> list[tuple[str, Do]]:
        """Keys that belong to a button, a slider or a list while one of these has the focus."""
        head = self._window.playhead
        return [
            ("Space", head.toggle),
            ("Left", lambda: head.step(-BACK_S)),
            ("Right", lambda: head.step(BACK_S)),
        ]

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        taken = isinstance(now, QAbstractButton | QComboBox | QAbstractSlider | QTabBar)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not taken)

    def _contest(self, verdict: Verdict | None) -> Do:
        return lambda: self._window.contest_chosen(verdict)

    def _speed(self, steps: int) -> Do:
        return lambda: self._window.playhead.faster(steps)

    def _show_tab(self, name: str) -> Do:
        return lambda: self._window.tabs.choose(name)

    def _colours(self, choice: ThemeChoice) -> Do:
        return lambda: self._window.set_look(choice, self._window.arrangement.now.steps)

    def _mark(self) -> None:
        self._window.mark_intended()

    def _note_here(self) -> None:
        self._window.begin_note(self._window.playhead.position_s)

    def _hear_therapist(self) -> None:
        head = self._window.playhead
        head.hear("therapist", not head.heard("therapist"))

    def _hear_client(self) -> None:
        head = self._window.playhead
        head.hear("client", not head.heard("client"))

    def _toggle_follow(self) -> None:
        self._window.set_follow(not self._window.follow)

    def _resize_text(self, by: int) -> None:
        now = self._window.arrangement.now
        steps = min(max(now.steps + by, SMALLEST), LARGEST) if by else 0
        self._window.set_look(now.look(self._window.otherwise).theme, steps)

    def _zoom_in(self) -> None:
        self._window.timeline.zoom_in()

    def _zoom_out(self) -> None:
        self._window.timeline.zoom_out()

    def _show_all(self) -> None:
        self._window.timeline.show_all()

    def _loop_from(self) -> None:
        self._window.timeline.loop_from()

    def _loop_to(self) -> None:
        self._window.timeline.loop_to()

    def _find(self) -> None:
        self._window.transcript.find_words()

    def _menu(self, title: str) -> QMenu:
        bar = self._window.menuBar()
        assert bar is not None
        menu = bar.addMenu(title)
        assert menu is not None
        menu.aboutToShow.connect(self.show_state)
        return menu

    def _action(self, menu: QMenu | None, text: str, do: Do, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked: do())
        assert menu is not None
        menu.addAction(action)
        return action

    def _shortcut(self, key: str, do: Do) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._window)
        shortcut.activated.connect(do)
        return shortcut
