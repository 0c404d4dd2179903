"""Texts in the user's language, as Qt asks for them."""

import pytest
from PyQt6.QtCore import QCoreApplication, QLocale
from PyQt6.QtWidgets import QDialogButtonBox, QWidget

from monitor.ui import texts, translation

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context><name>Above</name>
  <message><source>Hello</source><translation>Hallo</translation></message>
  <message><source>Begun</source><translation type="unfinished">Angefangen</translation></message>
  <message><source>Empty</source><translation></translation></message>
</context>
<context><name>Elsewhere</name>
  <message><source>Close</source><translation>Nah</translation></message>
</context>
<context><name>Below</name>
  <message><source>Close</source><translation>Zu</translation></message>
</context>
</TS>
"""


class Above(QWidget):
    def texts(self) -> list[str]:
        return [self.tr("Hello"), self.tr("Begun"), self.tr("Empty"), self.tr("Close"), self.tr("Unknown")]


class Below(Above):
    """PyQt asks for what stands above in the name of this class."""


@pytest.fixture
def german(qapp, tmp_path, monkeypatch):
    (tmp_path / "de.ts").write_text(TS, encoding="utf-8")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    before = QLocale()
    assert translation.speak("de") == "de"
    yield
    translation.speak("en")
    QLocale.setDefault(before)


def test_a_class_speaks_it_and_so_do_those_below(german, qtbot):
    assert Above().texts()[:3] == ["Hallo", "Begun", "Empty"]
    assert Below().texts() == ["Hallo", "Begun", "Empty", "Zu", "Unknown"]
    assert QCoreApplication.translate("Elsewhere", "Close") == "Nah"


def test_qt_s_own_words_and_numbers_do_too(german, qtbot):
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert [button.text() for button in buttons.buttons()] == ["Abbrechen"]
    assert QLocale().toString(1.5, "f", 1) == "1,5"


def test_what_knows_no_qt_speaks_it_too(german):
    assert texts.translate("Above", "Hello") == "Hallo"
    assert texts.translate("Above", "Begun") == "Begun"
    assert texts.within("Sitzung") == "Sitzung"


def test_english_again_is_english(german, qtbot):
    assert translation.speak("en") == "en"
    assert (Above().texts()[0], texts.translate("Above", "Hello")) == ("Hello", "Hello")
    assert texts.within("Session") == "session"


def test_a_language_that_is_not_there_is_english(qapp):
    assert translation.speak("tlh") == "en"
    assert Above().texts()[0] == "Hello"
