"""The network as code in the window: every format is shown, copied and saved as the API writes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from nnexplorer.gui.files import export_dialog
from nnexplorer.gui.files.export_dialog import ExportDialog, save_text
from nnexplorer.model import edits
from nnexplorer.model.export import FORMATS, export
from nnexplorer.model.lecture import scene

EXAMPLE = "second-layer-output"


@pytest.fixture
def asked(opened, keys, qtbot):
    """A window in which Ctrl+Shift+E was pressed, and the dialog that came."""

    def ask(what=EXAMPLE):
        presenter = opened(what)
        keys(presenter, "Ctrl+Shift+E")
        dialog = presenter.window.findChild(ExportDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        return presenter, dialog

    return ask


def choose(dialog, name):
    """Choose a format by the keyboard."""
    QTest.keyClick(dialog._choice, Qt.Key.Key_Home)
    for _ in range(list(FORMATS).index(name)):
        QTest.keyClick(dialog._choice, Qt.Key.Key_Down)


def press(dialog, text):
    """Click the button that begins with a text."""
    button = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith(text))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def told(dialog):
    return dialog._told.text()


@pytest.fixture
def chosen(monkeypatch):
    """`chosen(path)` is what the user answers when asked for a file; what was proposed is recorded."""
    proposals = []

    def answer(path):
        monkeypatch.setattr(
            export_dialog.QFileDialog,
            "getSaveFileName",
            lambda _parent, _title, name, kind: proposals.append((name, kind)) or (str(path), kind),
        )
        return proposals

    return answer


def test_every_format_is_shown_and_copied_whole(asked):
    presenter, dialog = asked()
    assert dialog.isVisible()
    assert dialog.isModal()
    network = presenter.session.document.network
    assert dialog._text.toPlainText() == export(network), "NumPy comes first"
    for name in reversed(FORMATS):
        choose(dialog, name)
        press(dialog, "Copy")
        assert QApplication.clipboard().text() == export(network, name)
        assert dialog._text.toPlainText() == export(network, name)
        assert told(dialog) == "Copied."
    dialog.close()


def test_the_text_is_read_only_and_in_the_systems_type_for_code(asked):
    _, dialog = asked()
    text = dialog._text
    QTest.keyClicks(text, "x")
    assert text.toPlainText().startswith('"""A two-layer')
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    assert text.font().family() == fixed.family()
    choose(dialog, "json")
    assert dialog._content.text() == "The weights as a document that nnexplorer opens."
    assert told(dialog) == ""
    dialog.close()


def test_escape_closes_it_and_a_new_one_shows_the_network_as_it_is_then(asked, qtbot):
    presenter, dialog = asked()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: presenter.window.findChild(ExportDialog) is None)
    presenter.restarts.randomise()
    presenter.window.actions_["export"].trigger()
    dialog = presenter.window.findChild(ExportDialog)
    assert dialog._text.toPlainText() == export(presenter.session.document.network)
    press(dialog, "Close")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_saved_under_the_scenes_name(asked, chosen, tmp_path, name):
    presenter, dialog = asked()
    one = FORMATS[name]
    choose(dialog, name)
    proposals = chosen(tmp_path / "net")
    press(dialog, "Save")
    path = tmp_path / f"net{one.suffix}"
    assert proposals == [(f"{EXAMPLE}{one.suffix}", f"{one.title} (*{one.suffix})")]
    assert told(dialog) == f"Saved {path}"
    assert path.read_text(encoding="utf-8") == export(presenter.session.document.network, name)
    dialog.close()


def test_a_document_of_ones_own_is_called_network(asked, chosen, qtbot):
    _, dialog = asked(edits.set_view(scene(EXAMPLE).document, index_base=0))
    proposals = chosen("")
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: proposals == [("network.py", "NumPy (*.py)")])
    assert told(dialog) == "", "the user thought better of it"
    dialog.close()


def test_what_can_not_be_saved_is_told_and_nothing_lost(tmp_path):
    (tmp_path / "net.py").write_text("before")
    assert save_text("after", tmp_path / "net", ".py").startswith("The code was not saved: there is a net.py already.")
    assert (tmp_path / "net.py").read_text() == "before"
    assert save_text("after", tmp_path / "net.py" / "net.py", ".py").startswith("The code was not saved: ")
    assert save_text("after", tmp_path / "net.py", ".py") == f"Saved {tmp_path / 'net.py'}"
    assert save_text("after", tmp_path / "a.txt", ".py") == f"Saved {tmp_path / 'a.txt'}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "net.py"]


def test_it_is_no_larger_than_its_window(opened, keys):
    presenter = opened(EXAMPLE, 700, 500)
    keys(presenter, "Ctrl+Shift+E")
    dialog = presenter.window.findChild(ExportDialog)
    assert dialog.width() <= 700
    assert dialog.height() <= 500
    dialog.close()
