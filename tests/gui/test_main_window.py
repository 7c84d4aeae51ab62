"""The main window's places: docks that fold, a menu of every action."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from nnexplorer.gui.actions import ACTIONS
from nnexplorer.gui.main_window import APART, FOLD_WIDTH, GAP, LEAN_WIDTH
from nnexplorer.gui.widgets.formula_field import FormulaField


def test_panels_fold_in_a_narrow_window_and_come_back(opened, qtbot):
    window = opened("second-layer-output").window
    window.resize(1280, 800)
    assert all(dock.isVisible() for dock in window.docks)
    window.resize(FOLD_WIDTH - 1, 600)
    qtbot.waitUntil(lambda: not any(dock.isVisible() for dock in window.docks))
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: all(dock.isVisible() for dock in window.docks))


def test_the_canvases_take_most_of_the_window(opened):
    window = opened("second-layer-output").window
    window.resize(1440, 900)
    canvases = window.arrangement.size()
    assert canvases.width() * canvases.height() > 0.5 * 1440 * 900


def test_the_menu_holds_every_action_of_a_section(opened):
    window = opened("second-layer-output").window
    parts = window.menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    listed = {action.objectName() for part in parts for action in part.actions()} - {""}  # inner menus have no name
    assert listed == {spec.id for spec in ACTIONS if spec.section}


def test_each_submenu_stands_in_one_section_and_groups_are_set_apart(opened):
    window = opened("second-layer-output").window
    sections = {action.text(): action.menu() for action in window.menu.actions()}
    placed = {
        action.text(): [name for name, part in sections.items() if action in part.actions()]
        for action in (window.recent_menu.menuAction(), window.display_menu.menuAction())
    }
    assert placed == {"Recent": ["File"], "Display of lecture mode": ["Lecture"]}
    for name in APART:
        spec = next(spec for spec in ACTIONS if spec.id == name)
        entries = sections[spec.section].actions()
        assert entries[entries.index(window.actions_[name]) - 1].isSeparator(), name


def test_of_themes_and_quantities_one_is_chosen_at_a_time(opened):
    window = opened("second-layer-output").window
    for name, other in (("quantity_y", "quantity_target"), ("theme_light", "theme_contrast")):
        for wanted in (name, other, other):  # a second choice of the same takes nothing away
            window.actions_[wanted].trigger()
            group = window.actions_[wanted].actionGroup()
            assert [action.objectName() for action in group.actions() if action.isChecked()] == [wanted]


def test_every_action_is_explained_with_its_shortcut(opened):
    window = opened("second-layer-output").window
    for spec in ACTIONS:
        assert spec.tip in window.actions_[spec.id].toolTip()
        assert "(" in window.actions_[spec.id].toolTip()


def test_the_window_tells_whether_it_is_seen(opened, qtbot):
    window, told = opened("second-layer-output").window, []
    window.seen.connect(told.append)
    window.hide()
    assert told == [False]
    window.show()
    assert told[-1]


def test_nobody_looks_and_training_hurries(opened):
    presenter = opened("second-layer-output")
    worker = presenter.control._worker
    assert not worker._hurried
    presenter.window.hide()
    assert worker._hurried
    presenter.window.show()
    assert not worker._hurried
    presenter.window.actions_["hurry"].trigger()
    assert worker._hurried
    presenter.window.hide()
    presenter.window.show()
    assert worker._hurried, "it was asked for"


def test_a_window_that_is_a_little_narrow_folds_its_left_side_alone(opened, qtbot):
    window = opened("second-layer-output", 1280, 800).window

    def shown():
        return [dock.isVisible() for dock in window.docks]

    for width, expected in (
        (LEAN_WIDTH - 1, [False, True]),
        (FOLD_WIDTH - 1, [False, False]),
        (FOLD_WIDTH, [False, True]),
        (LEAN_WIDTH, [True, True]),
        (FOLD_WIDTH - 1, [False, False]),
        (LEAN_WIDTH, [True, True]),
    ):
        window.resize(width, 700)
        assert shown() == expected, width
        margins = window._column.contentsMargins()
        assert [margins.left() > 0, margins.right() > 0] == [not there for there in expected], "a gap where no panel is"
    window.actions_["panels"].trigger()
    window.resize(LEAN_WIDTH - 1, 700)
    window.resize(LEAN_WIDTH, 700)
    assert shown() == [False, False], "what the user put away stays away"


def test_recent_files_are_in_the_file_menu_alone(opened):
    window = opened("second-layer-output").window
    parts = [part for part in window.menu.actions() if window.recent_menu.menuAction() in part.menu().actions()]
    assert [part.text() for part in parts] == ["File"]


def test_bare_it_has_no_panels_and_folds_none(opened):
    window = opened("second-layer-output").window
    window.resize(1280, 800)
    window.show_bare(True)
    assert not any(dock.isVisible() for dock in window.docks)
    for width in (FOLD_WIDTH - 1, 1280):
        window.resize(width, 700)
        assert not any(dock.isVisible() for dock in window.docks)
    window.show_bare(False)
    assert all(dock.isVisible() for dock in window.docks)
    window.show_panels(False)
    window.show_bare(True)
    window.show_bare(False)
    assert not any(dock.isVisible() for dock in window.docks), "as they were"


def test_a_narrow_window_is_as_narrow_again_when_it_is_no_longer_bare(opened):
    window = opened("semicircle-frames").window
    window.resize(LEAN_WIDTH - 1, 700)
    frame = window.header._frame
    assert frame.text() == "5/9"
    window.show_bare(True)
    assert frame.text() == "frame 5 of 9", "without buttons there is room"
    window.show_bare(False)
    assert frame.text() == "5/9"
    assert [dock.isVisible() for dock in window.docks] == [False, True]
    window.resize(LEAN_WIDTH, 700)
    assert all(dock.isVisible() for dock in window.docks)


def test_the_keyboard_is_the_windows_again_after_a_field_and_a_dialog(opened, qtbot):
    window = opened("second-layer-output").window
    field = window.data_panel.findChild(FormulaField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog = QDialog(window)
    with qtbot.waitActive(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    with qtbot.waitActive(window):
        dialog.close()
        window.activateWindow()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert window.focusWidget() is window


def test_cards_beside_each_other_are_one_gap_apart(opened):
    window = opened("second-layer-output", 1440, 900).window
    window.grab()

    def edges(widget):
        left = widget.mapTo(window, widget.rect().topLeft()).x()
        return left, left + widget.width()

    cards = [window.scene_panel, window.arrangement.card("input"), window.arrangement.card("output")]
    cards.append(window.weights_panel)
    row = [edges(card) for card in cards]
    assert row[0][0] == GAP
    assert [right[0] - left[1] for left, right in pairwise(row)] == [GAP] * 3
    assert window.width() - row[-1][1] == GAP
