"""The windows before a session, with a keyboard alone."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPushButton

from monitor.levels import Level
from monitor.ui.soundcheck.check import Checked
from monitor.ui.start.dialog import StartDialog
from monitor.ui.start.offer import Choice
from monitor.ui.start.questions import DueDialog, PassphraseDialog
from tests.ui.start_gallery import DUE, INTERRUPTED, NO_KEY, Microphones, offer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NOT_AGREED = "Tick that your client has agreed, or keep the numbers only."
NOT_THE_SAME = "The two are not the same."
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(qtbot):
    """Shows a dialog, and gives it the keyboard."""

    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        return dialog

    return show


def press(qtbot, dialog, key, modifier=Qt.KeyboardModifier.NoModifier):
    """On whatever has the focus."""
    qtbot.keyClick(dialog.focusWidget() or dialog, key, modifier)


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_enter_keeps_what_was_kept_last(qtbot, opened):
    dialog = opened(StartDialog(offer(Level.NUMBERS), "light"))
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.choice == Choice("numbers", "", "")


def test_the_microphones_can_be_chosen_with_the_keyboard(qtbot, opened):
    """In a call the client is what the computer plays."""
    inputs = Microphones()
    dialog = opened(StartDialog(offer(), "light", inputs=inputs))
    therapist, client = dialog.findChildren(QComboBox)
    assert (therapist.currentText(), client.currentText()) == inputs.names[:2]
    press(qtbot, dialog, Qt.Key.Key_L, ALT)
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert inputs.chosen == (0, 2)
    assert inputs.heard.replace("\u200b", "") in [text.replace("\u200b", "") for text in texts(dialog)]
    press(qtbot, dialog, Qt.Key.Key_T, ALT)
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert inputs.chosen == (1, 2)


def test_what_cannot_be_heard_is_said_and_not_chosen(qtbot, opened):
    inputs = Microphones()
    dialog = opened(StartDialog(offer(), "light", inputs=inputs))
    _, client = dialog.findChildren(QComboBox)
    press(qtbot, dialog, Qt.Key.Key_L, ALT)
    press(qtbot, dialog, Qt.Key.Key_Up)
    assert "Jabra Evolve2 65 Mono has one channel." in texts(dialog)
    assert (client.currentIndex(), inputs.chosen) == (1, (0, 1))


def test_what_a_sound_check_has_swapped_is_swapped_in_the_lists(qtbot, opened):
    inputs = Microphones()

    def check(_):
        inputs.chosen = (1, 0)
        return Checked(inputs.heard, start=False)

    dialog = opened(StartDialog(offer(), "light", check, inputs))
    press(qtbot, dialog, Qt.Key.Key_H, ALT)
    boxes = dialog.findChildren(QComboBox)
    qtbot.waitUntil(lambda: [box.currentIndex() for box in boxes] == [1, 0])


def test_escape_means_no_session(qtbot, opened):
    dialog = opened(StartDialog(offer(), "light"))
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert (dialog.result(), dialog.isVisible()) == (QDialog.DialogCode.Rejected, False)


def test_arrows_choose_a_level_and_words_need_the_tick(qtbot, opened):
    dialog = opened(StartDialog(offer(Level.NUMBERS), "light"))
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert dialog.choice == Choice("transcript", "", "")
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog._agreed
    assert NOT_AGREED in texts(dialog)
    press(qtbot, dialog, Qt.Key.Key_Space)
    assert NOT_AGREED not in texts(dialog)
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert "kept as text" in dialog.choice.consent
    assert dialog.choice.level == "transcript"


def test_what_was_ticked_for_words_does_not_hold_for_sound(qtbot, opened):
    dialog = opened(StartDialog(offer(Level.TRANSCRIPT), "light"))
    dialog._agreed.setChecked(True)
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert not dialog._agreed.isChecked()
    assert "recorded" in dialog._agreed.accessibleDescription()
    assert dialog.choice == Choice("audio", "", "")


def test_what_was_ticked_is_no_part_of_a_choice_without_words(qtbot, opened):
    dialog = opened(StartDialog(offer(Level.AUDIO), "light"))
    dialog._agreed.setChecked(True)
    dialog._radios["numbers"].setChecked(True)
    assert dialog.choice == Choice("numbers", "", "")
    assert not dialog._agreed.isVisible()


def test_every_level_has_a_key_and_tab_reaches_everything(qtbot, opened):
    dialog = opened(StartDialog(offer(Level.AUDIO), "light"))
    qtbot.keyClick(dialog, Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: dialog.choice.level == "nothing")
    qtbot.keyClick(dialog, Qt.Key.Key_4, ALT)
    qtbot.waitUntil(lambda: dialog.choice.level == "audio")
    reached = set()
    for _ in range(12):
        reached.add(dialog.focusWidget())
        press(qtbot, dialog, Qt.Key.Key_Tab)
    wanted = {dialog._radios["audio"], dialog._agreed, dialog._client, *dialog.findChildren(QPushButton)}
    assert wanted <= reached


def test_a_pseudonym_is_part_of_the_choice(qtbot, opened):
    dialog = opened(StartDialog(offer(), "light"))
    qtbot.keyClicks(dialog._client, " Ada ")
    assert dialog.choice == Choice("numbers", "", "Ada")


def test_the_dialog_says_what_there_is_to_know(opened):
    dialog = opened(StartDialog(offer(Level.NUMBERS, "", INTERRUPTED), "light"))
    said = " ".join(texts(dialog))
    for part in (INTERRUPTED, "deleted after 7 days", "after 90 days", "until you delete", "Jabra", "small"):
        assert part in said


def test_without_a_key_nothing_but_the_session_is_offered(opened):
    dialog = opened(StartDialog(offer(Level.NOTHING, NO_KEY), "light"))
    assert list(dialog._radios) == ["nothing"]
    assert NO_KEY in texts(dialog)


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_whoever_cannot_see_it_is_told_everything(opened, theme):
    dialog = opened(StartDialog(offer(Level.AUDIO), theme))
    assert dialog.accessibleName()
    for radio in dialog._radios.values():
        assert radio.accessibleName()
        assert radio.accessibleDescription()
    assert dialog._agreed.accessibleDescription() == dialog._wording.text() != ""
    assert dialog._client.accessibleName()


def test_a_new_passphrase_is_typed_twice_and_never_shown(qtbot, opened):
    dialog = opened(PassphraseDialog("Choose one", True, "light"))
    first, second = dialog.findChildren(QLineEdit)
    assert {field.echoMode() for field in (first, second)} == {QLineEdit.EchoMode.Password}
    qtbot.keyClicks(first, "four random words")
    qtbot.keyClicks(second, "for random words")
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert NOT_THE_SAME in texts(dialog)
    second.clear()
    qtbot.keyClicks(second, "four random words")
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert (dialog.result(), dialog.passphrase) == (QDialog.DialogCode.Accepted, "four random words")


def test_a_known_passphrase_is_typed_once(opened):
    dialog = opened(PassphraseDialog("Which is it", False, "light"))
    assert len(dialog.findChildren(QLineEdit)) == 1


def test_what_is_due_is_listed_and_enter_deletes_nothing(qtbot, opened):
    dialog = opened(DueDialog(DUE, "light"))
    assert [dialog.listed.item(row).text() for row in range(dialog.listed.count())] == DUE
    QApplication.processEvents()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_what_is_due_goes_where_the_user_says_so(qtbot, opened):
    dialog = opened(DueDialog(DUE, "light"))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_D, ALT)


def test_a_sound_check_is_offered_and_never_in_the_way(qtbot, opened):
    plain = opened(StartDialog(offer(), "light"))
    assert "Sound c&heck …" not in {button.text() for button in plain.findChildren(QPushButton)}
    shown, start = [], [False, True]

    def check(show):
        shown.append(show)
        return Checked("Headset (therapist), Table (client)", start.pop(0))

    dialog = opened(StartDialog(offer(), "light", check))
    (button,) = (each for each in dialog.findChildren(QPushButton) if "c&heck" in each.text())
    assert not button.isDefault()
    press(qtbot, dialog, Qt.Key.Key_H, ALT)
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "Headset (therapist), Table (client)" in texts(dialog)
    assert dialog.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
