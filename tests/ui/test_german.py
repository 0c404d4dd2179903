"""The windows in German: every text is translated, and every window shows it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QLocale, Qt
from PyQt6.QtGui import QAction, QFontMetricsF
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QTabWidget,
    QWidget,
)

from monitor.config import question_words
from monitor.conversation.timeline import Channel
from monitor.engine import integrity
from monitor.export.report import About, report
from monitor.export.transcribed import DEMO_NOTE
from monitor.exporting import tongue
from monitor.replay.build import build
from monitor.replay.marked import remarked
from monitor.ui import texts, translation
from monitor.ui.overlay.brush import LEFT, NUMBER_PX, RIGHT, TEXT_PX
from monitor.ui.overlay.window import OverlayWindow
from monitor.ui.review.words import number, seconds
from monitor.ui.told import told
from monitor.ui.wording import addressed, view
from tests.export.documents import EMPTY, REMARKED, SPOKEN
from tests.export.pages import Element, read
from tests.replay.long import long_document
from tests.ui import texts_found
from tests.ui.overlays import overlay_settings
from tests.ui.pictures import STATES, UNPLUGGED
from tests.ui.start_gallery import DUE, INTERRUPTED, NO_KEY
from tests.ui.windows_gallery import all_windows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GERMAN = texts.read_texts(texts.FOLDER / "de.ts").known
SAME = {
    *("1 s", "2 s", "200 ms", "3 s +", "EAF", "Format", "&Format", "Median", "Passphrase", "&Passphrase"),
    *("RTTM", "TextGrid", "min", "s", "{minutes} min", "{time} min"),
    *("April", "August", "September", "November"),
}
"""Words that German has too; what consists of signs and {figures} alone is the same everywhere."""
FOREIGN = ("session-monitor", INTERRUPTED, NO_KEY, *DUE, UNPLUGGED)
"""What the windows of the gallery are given to show, and say as they are given it."""
_HOLES = re.compile(r"\{\w+\}")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def test_every_text_of_the_program_is_translated_and_no_other():
    found = texts_found.messages(texts_found.found())
    kept = texts_found.messages(ElementTree.parse(texts.FOLDER / "de.ts").getroot())
    assert sorted(found.keys() - kept.keys()) == [], "run: python -m tests.ui.texts_found, and translate"
    assert sorted(kept.keys() - found.keys()) == []
    assert sorted(kept.keys() - GERMAN.keys()) == []  # unfinished


def test_what_is_brought_up_to_date_changes_nothing_that_is(tmp_path):
    path = tmp_path / "de.ts"
    path.write_bytes((texts.FOLDER / "de.ts").read_bytes())
    assert texts_found.renew(path, texts_found.found()) == 0
    assert path.read_bytes() == (texts.FOLDER / "de.ts").read_bytes()


def test_a_new_text_is_unfinished_and_one_that_is_gone_is_gone(tmp_path):
    path = tmp_path / "de.ts"
    path.write_text(
        "<TS><context><name>Waiting</name><message><source>&amp;Cancel</source><translation>&amp;Weg"
        "</translation></message><message><source>Gone</source><translation>Fort</translation></message>"
        "</context></TS>",
        encoding="utf-8",
    )
    assert texts_found.renew(path, texts_found.found()) == len(GERMAN) - 1
    assert texts.read_texts(path).known == {("Waiting", "&Cancel"): "&Weg"}


@pytest.mark.parametrize(("context", "source"), sorted(GERMAN))
def test_what_is_filled_in_and_the_underlined_letter_are_there_too(context, source):
    german = GERMAN[context, source]
    assert Counter(_HOLES.findall(german)) == Counter(_HOLES.findall(source))
    assert german.count("&") == source.count("&")
    assert german.strip() == german
    assert german[-1] not in ".:…?" or source[-1] in ".:…?"
    assert german.endswith("…") == source.endswith("…")


def test_another_language_begins_with_an_empty_file(tmp_path):
    path = tmp_path / "fr.ts"
    path.touch()
    assert texts_found.renew(path, texts_found.found()) == len(GERMAN)
    assert texts_found.messages(ElementTree.parse(path).getroot()).keys() == GERMAN.keys()


def test_nothing_was_left_in_english():
    same = {source for (_, source), german in GERMAN.items() if german == source}
    assert {each for each in same if _WORDS.search(_HOLES.sub("", each))} - SAME == set()


@pytest.fixture
def german(qapp):
    before, style = QLocale(), (qapp.style().objectName(), qapp.palette(), qapp.font())
    assert translation.speak("de") == "de"
    yield qapp
    translation.speak("en")
    QLocale.setDefault(before)
    qapp.setStyle(style[0])
    qapp.setPalette(style[1])
    qapp.setFont(style[2])


def english(said: str) -> bool:
    """Whether it is, or has in it, a text that ought to be German."""
    if any(each in said for each in FOREIGN):
        return False
    return any(pattern.fullmatch(said) for pattern in ENGLISH) and not any(
        pattern.fullmatch(said) for pattern in TRANSLATED
    )


def _patterns(sources: list[str]) -> list[re.Pattern[str]]:
    """Of texts in which there are words enough to know their language by."""
    return [
        re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(each.replace("&", ""))), re.DOTALL)
        for each in sources
        if len("".join(_WORDS.findall(_HOLES.sub("", each)))) > 2
    ]


ENGLISH = _patterns([source for (_, source), text in GERMAN.items() if text != source])
TRANSLATED = _patterns(list(GERMAN.values()))


def shown_by(window: QWidget) -> Iterator[str]:
    """Everything that it says, to the eye or to a screen reader."""
    for each in (window, *window.findChildren(QWidget)):
        yield from (each.windowTitle(), each.toolTip(), each.accessibleName(), each.accessibleDescription())
        yield from _written_on(each)
    for action in (*window.findChildren(QAction), *window.actions()):
        if not type(action.parent()).__module__.startswith("pyqtgraph"):  # whose menu never opens
            yield from (action.text().partition("\t")[0], action.toolTip())


def _written_on(each: QWidget) -> Iterator[str]:
    if isinstance(each, QLabel | QAbstractButton):
        yield each.text()
    elif isinstance(each, QGroupBox):
        yield each.title()
    elif isinstance(each, QLineEdit):
        yield each.placeholderText()
    elif isinstance(each, QComboBox):
        yield from (each.itemText(row) for row in range(each.count()))
    elif isinstance(each, QTabWidget):
        yield from (each.tabText(tab) for tab in range(each.count()))
    elif isinstance(each, QListWidget):
        yield from (item.text() for row in range(each.count()) if (item := each.item(row)) is not None)
    elif isinstance(each, QHeaderView) and (model := each.model()) is not None:
        heads = (model.headerData(n, each.orientation()) for n in range(each.count()))
        yield from (head for head in heads if isinstance(head, str))


NAMES = [
    *("check-both-ways", "check-client", "check-dead", "check-one-place", "check-poor", "check-quiet"),
    *(
        "check-swapped",
        "check-therapist",
        "check-unheard",
        "check-well",
        "dropping",
        "export",
        "keys",
        "menu",
        "over-time",
        "over-time-none",
    ),
    *("over-time-table", "replay-empty", "replay-keys", "replay-latency", "replay-legend", "replay-moments"),
    *("replay-notes", "replay-questions", "replay-silences", "sessions", "sessions-none", "settings-0"),
    *("settings-1", "settings-2", "settings-3", "settings-4", "start-agreed", "start-due"),
    *("start-interrupted", "start-microphones", "start-numbers", "start-passphrase", "start-trouble"),
    "start-unanswered",
]


@pytest.fixture
def windows(german, tmp_path):
    return all_windows(german, tmp_path)


def test_every_window_of_the_gallery_is_looked_at(windows):
    assert sorted(name for name in windows if not name.endswith("-dark")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_window_says_nothing_in_english(windows, qtbot, name):
    window = windows[name]()
    qtbot.addWidget(window)
    for _ in range(3):
        QApplication.processEvents()
    said = {each.replace("&", "") for each in shown_by(window) if each}
    assert said
    assert sorted(each for each in said if english(each)) == []


def test_english_is_seen(german):
    assert english("Talk share")
    assert english("3 interruptions by the therapist")
    assert not english("Redeanteil")
    assert not english("How was your week?")


@pytest.mark.parametrize("name", ["menu", "replay-moments"])
def test_no_two_entries_of_a_menu_have_the_same_letter(windows, qtbot, name):
    window = windows[name]()
    qtbot.addWidget(window)
    menus = [window, *window.findChildren(QMenu)] if isinstance(window, QMenu) else _menus(window)
    assert menus
    for menu in menus:
        letters = [letter.lower() for act in menu.actions() for letter in re.findall("&(.)", act.text())]
        assert len(letters) == len(set(letters)), (menu.actions()[0].text(), letters)


def _menus(window: QWidget) -> list[QWidget]:
    assert isinstance(window, QMainWindow)
    bar = window.menuBar()
    assert bar is not None
    return [bar, *bar.findChildren(QMenu)]


@pytest.mark.parametrize("state", STATES)
def test_the_overlay_s_lines_are_german(german, state):
    for line in view(STATES[state]).said:
        assert not english(line)


def test_the_overlay_has_room_for_its_head(german, qtbot):
    window = OverlayWindow(overlay_settings())
    qtbot.addWidget(window)

    def wide(text: str, pixels: int) -> float:
        font = window.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if pixels == NUMBER_PX else font.Weight.Normal)
        return QFontMetricsF(font).horizontalAdvance(text)

    names = sum(wide(addressed(channel), TEXT_PX) for channel in Channel)
    numbers = max(wide(f"{n} %", NUMBER_PX) + wide(f"{100 - n} %", NUMBER_PX) for n in (0, 50, 88))
    assert names + numbers + 20 < RIGHT - LEFT


def said_in(page: Element) -> Iterator[str]:
    """Everything that the page itself says: what was said in the session has its own language."""
    for each in page.children:
        if each.name == "style" or "lang" in each.attributes:
            continue
        if each.attributes.get("class") in ("settings", "text"):
            continue
        yield from (part for part in each.parts if isinstance(part, str) and part.strip())
        yield from said_in(each)


@pytest.mark.parametrize(
    "document", [EMPTY, SPOKEN, REMARKED, long_document(20)], ids=["empty", "spoken", "remarked", "long"]
)
@pytest.mark.parametrize("words", [True, False])
def test_a_report_says_nothing_in_english(german, document, words):
    made = build(document, *remarked(document), question_words()["en"])
    text = report(made, About(datetime(2026, 5, 3, 14, 5, tzinfo=UTC)), words, tongue())
    page = read(text)
    assert page.attributes["lang"] == "de"
    assert sorted(each for each in said_in(page) if english(each.strip())) == []
    assert "Sitzung vom 3. Mai 2026" in page.text


def test_a_report_writes_its_numbers_as_in_german(german):
    page = read(report(build(long_document(4.9)), tongue=tongue()))
    said = " ".join(said_in(page))
    assert re.findall(r"\d,\d+ s", said)
    assert re.findall(r"\d\.\d+ s", said) == []


def test_numbers_are_written_as_in_german(german):
    assert seconds(1234.56) == "1234,6 s"
    assert number(-0.28, 2) == "-0,28"


def test_what_the_engine_says_of_a_session_is_known(german):
    sentences = [integrity.SAME.sentence(False), integrity.ALIKE.sentence(False), DEMO_NOTE]
    sentences.append(integrity.SWAPPED.sentence(False))
    for sentence in sentences:
        assert told(sentence) != sentence
    assert told("USB Audio was disconnected") == "USB Audio wurde getrennt"
    assert told("It is broken.") == "It is broken."


def test_every_language_of_the_folder_can_be_chosen():
    assert [path.stem for path in sorted(Path(texts.FOLDER).glob("*.ts"))] == ["de"]
    assert texts.languages() == ["en", "de"]
    assert Qt.LayoutDirection.LeftToRight == QLocale("de").textDirection()


def test_no_line_of_the_sources_stands_in_the_file():
    assert "<location" not in (texts.FOLDER / "de.ts").read_text("utf-8")
