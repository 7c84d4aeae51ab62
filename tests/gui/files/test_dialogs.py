"""The dialogs themselves, answered by keys and clicks as they stand open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from nnexplorer.gui.files import dialogs as module
from nnexplorer.gui.files.dialogs import FileDialogs


@pytest.fixture
def dialogs(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return FileDialogs(window)


@pytest.fixture
def answering(qapp):
    """`answering(act)` does something to the dialog as soon as it is open."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield lambda act: QTimer.singleShot(0, lambda: act(QApplication.activeModalWidget()))
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


BUTTONS = QMessageBox.StandardButton


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda box: QTest.keyClick(box, Qt.Key.Key_Return), "save"),
        (lambda box: QTest.mouseClick(box.button(BUTTONS.Save), Qt.MouseButton.LeftButton), "save"),
        (lambda box: QTest.mouseClick(box.button(BUTTONS.Discard), Qt.MouseButton.LeftButton), "discard"),
        (lambda box: QTest.mouseClick(box.button(BUTTONS.Cancel), Qt.MouseButton.LeftButton), "cancel"),
        (lambda box: QTest.keyClick(box, Qt.Key.Key_Escape), "cancel"),
    ],
)
def test_the_question_about_changes_has_three_answers_and_names_the_document(dialogs, answering, act, answer):
    texts = []
    answering(lambda box: (texts.append(box.text()), act(box)))
    assert dialogs.ask_unsaved("plane.nnx") == answer
    assert texts == ["Save the changes to plane.nnx?"]


def press(label):
    def act(box):
        QTest.mouseClick(next(one for one in box.buttons() if label in one.text()), Qt.MouseButton.LeftButton)

    return act


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda box: QTest.keyClick(box, Qt.Key.Key_Return), "elsewhere"),
        (press("Save as"), "elsewhere"),
        (press("Replace it"), "replace"),
        (press("Cancel"), "cancel"),
        (lambda box: QTest.keyClick(box, Qt.Key.Key_Escape), "cancel"),
        (lambda box: box.close(), "cancel"),
    ],
)
def test_the_question_about_a_changed_file_has_three_answers_and_names_it(dialogs, answering, act, answer):
    texts = []
    answering(lambda box: (texts.append(box.text()), act(box)))
    assert dialogs.ask_changed("plane.nnx") == answer
    assert texts == ["plane.nnx was changed by another program or window since it was opened here."]


def test_save_as_begins_with_the_proposed_name_and_adds_the_ending(dialogs, answering, tmp_path):
    proposed = []

    def type_and_save(dialog):
        proposed.append(dialog.selectedFiles())
        dialog.selectFile("other")
        dialog.accept()

    answering(type_and_save)
    assert dialogs.ask_save(tmp_path / "plane.nnx") == tmp_path / "other.nnx"
    assert proposed == [[str(tmp_path / "plane.nnx")]]


def test_save_as_can_be_thought_better_of(dialogs, answering, tmp_path):
    answering(lambda dialog: dialog.reject())
    assert dialogs.ask_save(tmp_path / "plane.nnx") is None


@pytest.mark.parametrize(("chosen", "path"), [("/x/a.nnx", Path("/x/a.nnx")), ("", None)])
def test_open_shows_all_that_opens(dialogs, monkeypatch, chosen, path):
    asked = []
    monkeypatch.setattr(module.QFileDialog, "getOpenFileName", lambda *given: asked.append(given[2:]) or (chosen, ""))
    assert dialogs.ask_open(Path("/x")) == path
    ((folder, filters),) = asked
    assert folder == "/x"
    assert all(f"*.{ending}" in filters.split(";;")[0] for ending in ("nnx", "png", "svg", "pdf", "csv"))


def test_a_folder_is_asked_for(dialogs, monkeypatch, tmp_path):
    asked = []
    answers = iter([str(tmp_path / "own"), ""])
    monkeypatch.setattr(
        module.QFileDialog,
        "getExistingDirectory",
        lambda _parent, _title, folder: asked.append(folder) or next(answers),
    )
    assert dialogs.ask_folder(tmp_path) == tmp_path / "own"
    assert dialogs.ask_folder(tmp_path) is None
    assert asked == [str(tmp_path)] * 2
