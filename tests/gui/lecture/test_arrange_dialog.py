"""The dialog that arranges a lecture: scenes added, moved and removed, their words typed, all of it saved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from nnexplorer.gui.lecture.arrange_dialog import ArrangeDialog
from nnexplorer.model import beginnings, lectures, storage
from nnexplorer.model.lecture import scene, scenes

EXAMPLE = "second-layer-output"


@pytest.fixture
def arranging(opened, keys, qtbot, tmp_path):
    """A window on a lecture of three scenes, its first one open, and the dialog that Ctrl+M brings."""
    found = lectures.begun(scene(EXAMPLE).document)
    for name in ("unit-step", "logistic"):
        found = found.added(scene(name).document)
    lectures.save(found, tmp_path / "mine.nnx")
    presenter = opened("relu")
    presenter.files.open_path(tmp_path / "mine.nnx")
    keys(presenter, "Ctrl+M")
    dialog = presenter.window.findChild(ArrangeDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return presenter, dialog


def press(dialog, text):
    """Click the button of that text."""
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def rows(dialog):
    return [dialog._list.item(row).text().partition("  ")[2] for row in range(dialog._list.count())]


def titles(presenter):
    return [one.title for one in presenter.lectern.lecture.scenes]


FIRST, SECOND, THIRD = (scene(name).title for name in (EXAMPLE, "unit-step", "logistic"))


def test_it_shows_the_scenes_and_the_words_of_the_open_one(arranging):
    presenter, dialog = arranging
    assert rows(dialog) == titles(presenter) == [FIRST, SECOND, THIRD]
    assert dialog._list.currentRow() == 0
    document = scene(EXAMPLE).document
    assert (dialog._title.text(), dialog._section.text()) == (document.title, document.section)
    assert dialog._caption.toPlainText() == document.caption


def test_it_is_there_once(arranging, keys):
    presenter, dialog = arranging
    presenter.window.actions_["arrange"].trigger()
    assert presenter.window.findChildren(ArrangeDialog) == [dialog]


def test_scenes_are_moved_by_buttons_and_keys_and_the_open_one_stays_open(arranging, qtbot):
    presenter, dialog = arranging
    press(dialog, "Down")
    assert titles(presenter) == rows(dialog) == [SECOND, FIRST, THIRD]
    assert dialog._list.currentRow() == 1
    QTest.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: titles(presenter) == [SECOND, THIRD, FIRST])
    assert not dialog._down.isEnabled()
    press(dialog, "Up")
    assert titles(presenter) == [SECOND, FIRST, THIRD]
    assert presenter.lectern.lecture.place(presenter.scene_id()) == 1


@pytest.mark.parametrize(("place", "before", "order"), [(0, 3, (1, 2, 0)), (2, 0, (2, 0, 1)), (0, 2, (1, 0, 2))])
def test_a_scene_is_dropped_at_its_place(arranging, place, before, order):
    presenter, dialog = arranging
    wanted = [(FIRST, SECOND, THIRD)[i] for i in order]
    assert dialog._list.model().moveRow(QModelIndex(), place, QModelIndex(), before)
    assert titles(presenter) == rows(dialog) == wanted


def test_the_open_document_is_added_behind_the_chosen_scene(arranging):
    presenter, dialog = arranging
    presenter.window.weights_panel.typed.emit("b1", (0,), 7.0)
    press(dialog, "Add")
    assert titles(presenter) == [FIRST, FIRST, SECOND, THIRD]
    assert dialog._list.currentRow() == 1
    assert presenter.lectern.lecture.scenes[1].network.b1[0] == 7
    assert presenter.lectern.lecture.scenes[0].network.b1[0] != 7, "that one was not left yet"


def test_scenes_are_removed_but_for_the_last(arranging):
    presenter, dialog = arranging
    press(dialog, "Remove")
    assert titles(presenter) == rows(dialog) == [SECOND, THIRD]
    assert presenter.scene_id() is None, "the document is still there, but no scene any more"
    press(dialog, "Remove")
    assert not dialog._remove.isEnabled()
    press(dialog, "Remove")
    assert titles(presenter) == [THIRD]


def test_words_are_typed_and_saved(arranging, tmp_path, typed):
    presenter, dialog = arranging
    dialog._list.setCurrentRow(1)
    for field, text in ((dialog._title, "Ab"), (dialog._section, "cd"), (dialog._caption, "ef")):
        field.setFocus()
        field.selectAll()
        typed(field, text)
    dialog._name.setFocus()
    assert titles(presenter)[1] == rows(dialog)[1] == "Ab"
    dialog._name.setText("My talk")
    press(dialog, "Save")
    found = lectures.load(tmp_path / "mine.nnx")
    assert found.title == "My talk"
    assert [getattr(found.scenes[1], name) for name in ("title", "section", "caption")] == ["Ab", "cd", "ef"]
    assert not presenter.lectern.modified


def test_a_double_click_opens_a_scene(arranging):
    presenter, dialog = arranging
    dialog._list.itemDoubleClicked.emit(dialog._list.item(2))
    assert presenter.scene_id() == presenter.lectern.ids()[0], "the one that is chosen"
    dialog._list.setCurrentRow(2)
    dialog._list.itemDoubleClicked.emit(dialog._list.item(2))
    assert presenter.session.document.title == THIRD


def test_new_shipped_and_save_as(arranging, tmp_path):
    presenter, dialog = arranging
    press(dialog, "New")
    assert rows(dialog) == [FIRST]
    presenter.files.dialogs.saves = tmp_path / "other.nnx"
    press(dialog, "Save as\N{HORIZONTAL ELLIPSIS}")
    assert [one.title for one in lectures.load(tmp_path / "other.nnx").scenes] == [FIRST]
    press(dialog, "Shipped lecture")
    assert rows(dialog) == [one.title for one in scenes()]


def test_esc_closes_it_for_good(arranging, qtbot):
    presenter, dialog = arranging
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: presenter.window.findChild(ArrangeDialog) is None)
    presenter.lectern.rename("other")
    assert presenter.lectern.name == "other"


def test_files_are_added_behind_the_chosen_scene_called_as_they_are(arranging, tmp_path):
    presenter, dialog = arranging
    untitled, relu = tmp_path / "valley.nnx", scene("relu").document
    storage.save(beginnings.untitled(), untitled)
    storage.save(relu, tmp_path / "titled.nnx")
    (tmp_path / "broken.nnx").write_text("{")
    presenter.files.dialogs.several = [untitled, tmp_path / "broken.nnx", tmp_path / "titled.nnx"]
    dialog._list.setCurrentRow(1)
    press(dialog, "Files…")
    assert rows(dialog) == titles(presenter) == [FIRST, SECOND, "valley", relu.title, THIRD]
    assert [one.id for one in presenter.lectern.lecture.scenes][2] == "valley"
    assert dialog._list.currentRow() == 3
    assert presenter.window.banner.text.startswith("broken.nnx was not added: ")
    assert presenter.lectern.modified


def test_a_lecture_among_the_files_gives_all_its_scenes(arranging, tmp_path):
    presenter, dialog = arranging
    presenter.files.dialogs.several = [tmp_path / "mine.nnx"]
    dialog._list.setCurrentRow(2)
    press(dialog, "Files…")
    assert rows(dialog) == 2 * [FIRST, SECOND, THIRD]


def test_no_file_changes_nothing(arranging):
    presenter, dialog = arranging
    press(dialog, "Files…")
    assert (rows(dialog), presenter.lectern.modified) == ([FIRST, SECOND, THIRD], False)
