"""The main window's places: docks that fold, a menu of every action."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from nnexplorer.gui.actions import ACTIONS
from nnexplorer.gui.main_window import FOLD_WIDTH, LEAN_WIDTH


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
