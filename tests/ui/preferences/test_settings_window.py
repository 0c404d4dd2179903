"""The settings window: what it shows, what it would write, and what it says where that is refused."""

import pytest
from PyQt6.QtCore import QLocale, Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QSpinBox,
)

from monitor import config, places, preferring
from monitor.ui import texts, translation
from monitor.ui.preferences.fields import pages
from monitor.ui.preferences.window import SettingsWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PRESETS = ["client-led", "crisis", "intake", "structured", "groups of ours"]
SHIPPED = preferring.by_key(config.load(places.config_dir() / "default.toml"))


@pytest.fixture
def saved():
    """What the window has asked to be written."""
    return []


@pytest.fixture
def opened(qtbot, saved):
    def open_window(values=None, refusal=""):
        def save(changes):
            saved.append(dict(changes))
            return refusal

        window = SettingsWindow(PRESETS, SHIPPED | (values or {}), SHIPPED, save, "light")
        qtbot.addWidget(window)
        window.show()
        return window

    return open_window


def save(window):
    box = window.findChild(QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Save).click()


def test_every_field_is_a_setting_and_has_a_name_and_a_reason(qapp):
    for page in pages(PRESETS):
        assert page.about
        for field in page.fields:
            assert (field.section, field.name) in SHIPPED
            assert field.label
            assert field.reason


def test_untouched_it_would_write_nothing_whatever_stands_in_the_file(opened):
    odd = {("overlay", "text_scale"): 1.03, ("cues", "share_cue"): 0.654, ("retention", "audio_days"): 7.5}
    assert opened().changes() == {}
    assert opened(odd | {("session", "preset"): "gone"}).changes() == {}


def test_what_is_changed_is_what_would_be_written(opened, qtbot):
    window = opened()
    mode = window.control("overlay", "mode")
    assert isinstance(mode, QComboBox)
    mode.setCurrentIndex(mode.findData("looks"))
    for key, number in ((("overlay", "opacity"), 85), (("cues", "every_s"), 10), (("cues", "most"), 3)):
        spin = window.control(*key)
        assert isinstance(spin, QSpinBox)
        spin.setValue(number)
    flag, folder = window.control("overlay", "mini"), window.control("sessions", "folder")
    assert isinstance(flag, QCheckBox)
    flag.click()
    assert isinstance(folder, QLineEdit)
    folder.setText(" /media/practice ")
    keys = window.control("hotkeys", "peek")
    assert isinstance(keys, QKeySequenceEdit)
    keys.setKeySequence(QKeySequence("Ctrl+Shift+F5"))
    assert window.changes() == {
        ("overlay", "mode"): "looks",
        ("overlay", "opacity"): 0.85,
        ("cues", "every_s"): 600.0,
        ("cues", "most"): 3,
        ("overlay", "mini"): True,
        ("sessions", "folder"): "/media/practice",
        ("hotkeys", "peek"): "Ctrl+Shift+F5",
    }


def test_the_way_back_is_offered_where_there_is_one(opened, qtbot):
    window = opened({("overlay", "theme"): "dark"})
    reset = window._resets["overlay", "theme"]
    window._list.setCurrentRow(1)
    assert reset.isVisible()
    assert not window._resets["overlay", "mode"].isVisible()
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert window.changes() == {("overlay", "theme"): None}
    assert not reset.isVisible()


def test_saving_closes_and_a_refusal_is_said_and_loses_nothing(opened, saved):
    window = opened()
    window.control("overlay", "mini").click()
    save(window)
    assert saved == [{("overlay", "mini"): True}]
    assert not window.isVisible()
    refused = opened(refusal="The disk is full. Free some space and save again.")
    refused.control("overlay", "mini").click()
    save(refused)
    assert refused.isVisible()
    assert refused._problem.text().startswith("The disk is full")
    assert refused.changes() == {("overlay", "mini"): True}


def test_that_no_number_predicts_outcome_stands_where_cues_are_set(opened):
    window = opened()
    window._list.setCurrentRow(2)
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("None of these numbers predicts how a client fares") for text in said)


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("pixels", [12, 18, 28])
def test_no_text_is_cut_in_any_language_or_size(opened, written, language, pixels):
    written(pixels)
    translation.speak(language)
    window = opened({("cues", "most"): 3, ("overlay", "theme"): "dark"})
    for page in range(window._list.count()):
        window._list.setCurrentRow(page)
        QApplication.processEvents()
        for shown in window.findChildren(QLabel) + window.findChildren(QAbstractButton):
            if not shown.isVisible() or not shown.text():
                continue
            needed = shown.sizeHint().width()
            if isinstance(shown, QLabel) and shown.wordWrap():
                assert shown.height() >= shown.heightForWidth(shown.width()), shown.text()
            else:
                assert shown.width() >= needed, shown.text()


@pytest.fixture
def written(qapp):
    """Has the desktop write in so many pixels; puts font and language back."""
    before, locale = qapp.font(), QLocale()

    def write(pixels):
        font = qapp.font()
        font.setPixelSize(pixels)
        qapp.setFont(font)

    yield write
    qapp.setFont(before)
    translation.speak("en")
    QLocale.setDefault(locale)


def test_a_preset_of_ones_own_can_be_chosen(opened):
    preset = opened().control("session", "preset")
    assert isinstance(preset, QComboBox)
    assert [preset.itemText(n) for n in range(preset.count())][-1] == "groups of ours"


def test_every_control_is_named_for_a_screen_reader(opened):
    window = opened()
    for (section, name), control in window._controls.items():
        assert control.widget.accessibleName(), (section, name)


def test_the_file_is_changed_and_keeps_its_comments(qtbot, tmp_path, monkeypatch):
    path = tmp_path / "config.toml"
    path.write_text("[overlay]\ntheme = 'dark'  # my eyes\n[session]\npreset = 'structured'\n")

    def choose(window):
        window.control("overlay", "mini").click()
        window._resets["session", "preset"].click()
        window.accept()

    monkeypatch.setattr(SettingsWindow, "exec", choose)
    assert preferring.ask(path)
    assert "# my eyes" in path.read_text()
    loaded = config.load(path)
    assert (loaded.overlay.theme, loaded.overlay.mini, loaded.session.preset) == ("dark", True, "client-led")
    monkeypatch.setattr(SettingsWindow, "exec", lambda window: window.reject())
    assert not preferring.ask(path)


def test_what_is_shipped_of_cues_is_by_the_preset(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[session]\npreset = 'structured'\n[cues]\nmost = 2\n")
    shipped = preferring.as_shipped(path)
    assert (shipped["cues", "share_noted"], shipped["cues", "most"]) == (0.65, 6)
    assert shipped["session", "preset"] == "client-led"
