"""Every window of the program with a session in it, to be looked at in a language.

`python -m tests.ui.windows_gallery OUT [LANGUAGE]` writes OUT/<window>-<scale>.png, light but where it says
dark, 1280 x 720 where a window has no size of its own, at 100 and 200 %.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtWidgets import QApplication, QWidget

from monitor import config, places, preferring
from monitor.conversation.room import Picture
from monitor.replay.model import Replay
from monitor.ui.overlay.dropping import drop_question
from monitor.ui.overlay.settings import ThemeChoice
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.preferences.window import SettingsWindow
from monitor.ui.review.export_dialog import ExportDialog
from monitor.ui.review.keys import KeysSheet
from monitor.ui.review.opened import Row
from monitor.ui.review.sessions_page import SessionsPage, SessionsWindow
from monitor.ui.review.tabs import NAMES
from monitor.ui.review.trend import OverTimePage
from monitor.ui.review.window import ReviewWindow
from monitor.ui.soundcheck.window import SoundCheckDialog
from monitor.ui.theme import LIGHT
from monitor.ui.translation import speak
from tests.export.documents import EMPTY
from tests.ui.galleries import at_each_scale
from tests.ui.gallery import overlay_window
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import STATES
from tests.ui.review.replays import NOTHING
from tests.ui.review.sessions_over_time import Gathering, many
from tests.ui.review.staging import Exports, opened, replay, window
from tests.ui.soundcheck.checks import PICTURES, Still
from tests.ui.start_gallery import WINDOWS as START

SCALES = (100, 200)
ROWS = [
    Row("3f2a" + 12 * "0", "3f2a", 1_760_000_000, 3_000.0, "Blue Heron", ("cbt",), "sound", ""),
    Row("77aa" + 12 * "0", "77aa", 1_759_000_000, 95.0, "Otter", (), "numbers", "interrupted"),
    Row("", "9b00", 1_758_000_000, 0.0, "", (), "", "running"),
]
SHIPPED = preferring.by_key(config.load(places.config_dir() / "default.toml"))


def all_windows(app: QApplication, folder: Path) -> Mapping[str, Callable[[], QWidget]]:
    """What makes each window, by its name."""
    talk, behind, overlay = replay(), QWidget(), _overlay()
    made: dict[str, Callable[[], QWidget]] = {
        **{f"start-{name}": partial(make, "light") for name, make in START.items()},
        **{f"settings-{page}": partial(_settings, page, "light") for page in range(5)},
        **{f"settings-{page}-dark": partial(_settings, page, "dark") for page in range(5)},
        **{f"replay-{tab}": partial(_replay, app, folder, talk, tab) for tab in NAMES},
        "replay-empty": lambda: _replay(app, folder, NOTHING, "moments"),
        "replay-legend": lambda: _explained(_replay(app, folder, talk, "moments"), "toggle_legend"),
        "replay-keys": lambda: _explained(_replay(app, folder, talk, "moments"), "toggle_keys"),
        "keys": lambda: KeysSheet(behind),
        "export": lambda: ExportDialog(Exports(), EMPTY, (folder, "3f2a")),
        "sessions": lambda: SessionsWindow(SessionsPage(ROWS)),
        "sessions-none": lambda: SessionsWindow(SessionsPage([])),
        "over-time": lambda: _over_time(40),
        "over-time-table": lambda: _over_time(40, as_table=True),
        "over-time-none": lambda: _over_time(0),
        **{f"check-{name}": partial(_check, picture) for name, picture in PICTURES.items()},
        "dropping": lambda: drop_question(behind),
        "menu": overlay.context_menu,
        "menu-paused-dark": overlay_window("paused", "dark").context_menu,
        "menu-words-dark": overlay_window("captions", "dark").context_menu,
    }
    return made


def _check(picture: Picture) -> QWidget:
    return SoundCheckDialog(Still(picture), "light", may_start=True)


def _settings(page: int, theme: ThemeChoice) -> QWidget:
    own = SHIPPED | {("overlay", "theme"): "dark", ("cues", "most"): 3}
    made = SettingsWindow(["client-led", "structured"], own, SHIPPED, lambda _changes: "", theme)
    made._list.setCurrentRow(page)
    return made


def _replay(app: QApplication, folder: Path, shown: Replay, tab: str) -> ReviewWindow:
    made = window(app, opened(shown), folder)
    made.remarking.saved()
    if shown.moments:
        made.choose(shown.moments[0].id)
    made.tabs.choose(tab)
    return made


def _explained(made: ReviewWindow, act: str) -> ReviewWindow:
    getattr(made.timeline, act)()
    return made


def _overlay() -> OverlayWindow:
    made = OverlayWindow(overlay_settings())
    made.show_snapshot(STATES["cue"])
    return made


def _over_time(count: int, as_table: bool = False) -> QWidget:
    page = OverTimePage(lambda: Gathering(many(count, 200.0)))
    page.set_theme(LIGHT)
    page.as_table.setChecked(as_table)
    return page


def draw(out: Path, language: str) -> None:
    """All pictures at the scale that this process runs at."""
    app = QApplication([])
    speak(language)
    scale = round(app.devicePixelRatio() * 100)
    with TemporaryDirectory() as folder:
        for name, make in all_windows(app, Path(folder)).items():
            shown = make()
            if isinstance(shown, ReviewWindow | OverTimePage):
                shown.resize(1280, 720)
            shown.show()
            if isinstance(shown, ReviewWindow):
                shown.resize(1280, 720)
            while isinstance(shown, OverTimePage) and shown.filling:
                app.processEvents()
            for _ in range(5):
                app.processEvents()
            shown.grab().save(str(out / f"{name}-{scale}.png"))
            shown.hide()


if __name__ == "__main__":
    language = "".join(sys.argv[2:]) or "de"
    at_each_scale(__spec__.name, SCALES, partial(draw, language=language))
