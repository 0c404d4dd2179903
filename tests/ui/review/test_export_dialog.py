"""The export in the window: formats, words, place, what is replaced, what went wrong."""

import pytest

from monitor.errors import OutputError
from monitor.ui.review.export_dialog import ExportDialog
from tests.export.documents import EMPTY
from tests.ui.review.staging import FORMATS, Exports

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def made(qtbot, tmp_path):
    def dialog(exports, to=""):
        found = ExportDialog(exports, EMPTY, (tmp_path, "3f2a"), to)
        qtbot.addWidget(found)
        found.show()
        return found

    return dialog


def ended(dialog, qtbot):
    dialog.begin()
    qtbot.waitUntil(lambda: dialog._task is None)


def test_every_format_is_there_with_its_purpose(made):
    dialog = made(Exports())
    said = [dialog._list.item(row).text() for row in range(dialog._list.count())]
    assert len(said) == len(FORMATS)
    assert any("Praat" in line for line in said)


@pytest.mark.parametrize(
    ("to", "name"), [("textgrid", "3f2a.TextGrid"), ("csv", "3f2a-tables"), ("flac", "3f2a.flac")]
)
def test_the_place_follows_the_format(made, tmp_path, to, name):
    assert made(Exports(), to).out == tmp_path / name


def test_it_is_written_with_or_without_words(made, qtbot, tmp_path):
    exports = Exports()
    dialog = made(exports, "json")
    dialog._words.setChecked(False)
    ended(dialog, qtbot)
    ((document, wish),) = exports.wishes
    assert document is EMPTY
    assert (wish.to, wish.out, wish.words) == ("json", tmp_path / "3f2a.json", False)
    assert "Written" in dialog._said.text()
    assert dialog._folder.isVisibleTo(dialog)


def test_where_there_are_no_words_none_are_promised(made, qtbot):
    exports = Exports()
    dialog = made(exports, "json")
    dialog.set_has_words(False)
    assert not dialog._words.isEnabled()
    ended(dialog, qtbot)
    assert not exports.wishes[0][1].words


def test_a_note_about_what_was_written_is_shown(made, qtbot):
    dialog = made(Exports(outcome=60.2), "flac")
    ended(dialog, qtbot)
    assert "60 s of it were not kept" in dialog._said.text()


def test_what_goes_wrong_is_said_and_can_be_tried_again(made, qtbot):
    dialog = made(Exports(outcome=OutputError("The disk is full.")), "json")
    ended(dialog, qtbot)
    assert dialog._said.text() == "The disk is full."
    assert dialog._begin.isEnabled()


def test_what_is_there_is_replaced_only_where_the_user_says_so(made, monkeypatch):
    exports = Exports()
    dialog = made(exports, "json")
    dialog.out.write_text("mine")
    monkeypatch.setattr(dialog, "_may_replace", lambda: False)
    dialog.begin()
    assert exports.wishes == []
