"""The bar at the top: its buttons are the window's actions, and it gives way where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLayout, QMenu, QToolButton

from nnexplorer.gui.panels.header import LEAST_TITLE, Header
from nnexplorer.gui.widgets.button import Button

NAMES = ("previous", "next", "train", "step", "back", "reset", "figure")


@pytest.fixture
def actions(qapp):
    return {name: QAction(name.capitalize(), toolTip=f"What {name} does") for name in NAMES}


@pytest.fixture
def header(stand, actions):
    header = Header(actions, QMenu())
    header.kept = actions
    return stand(header, 1100, 48)


def texts(header):
    return [label.text() for label in header.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("name", NAMES)
def test_a_click_on_a_button_triggers_its_action_once(header, actions, heard, named, mouse, name):
    log = heard(actions[name].triggered)
    button = named(header, Button, name.capitalize())
    mouse(button).click(QPointF(button.rect().center()))
    assert len(log) == 1
    assert button.toolTip() == f"What {name} does"


def test_a_button_is_off_where_its_action_is(header, actions, named):
    actions["step"].setEnabled(False)
    assert not named(header, Button, "Step").isEnabled()


def test_the_menu_opens_by_f10_and_is_explained(header, named):
    menu = named(header, QToolButton, "Menu")
    assert menu.shortcut().toString() == "F10"
    assert "F10" in menu.toolTip()


def test_showing_twice_emits_nothing(header, actions, heard):
    log = heard(*(action.triggered for action in actions.values()))
    for _ in range(2):
        header.show_scene("Title", 1, 9)
        header.show_progress("12", "0.5")
        header.show_running(True)
    assert log == []
    assert texts(header) == ["Title", "frame 2 of 9", "step", "12", "error", "0.5"]
    assert "Pause" in header.train.text()
    header.show_running(False)
    assert "Train" in header.train.text()


@pytest.mark.parametrize("narrow_first", [False, True])
def test_a_narrow_bar_leaves_out_what_can_be_done_without(header, narrow_first):
    for act in (header.show_narrow, lambda _: header.show_scene("Title", 0, 9))[:: 1 if narrow_first else -1]:
        act(True)
    assert texts(header) == ["Title", "1/9", "step", "", "error", ""]
    header.show_narrow(False)
    assert "frame 1 of 9" in texts(header)


def test_a_narrow_bar_has_names_above_their_numbers(header, named):
    def corners():
        header.show_progress("12", "0.1234")
        header.layout().activate()
        return [named(header, QLabel, name).mapTo(header, QPointF(0, 0)) for name in ("step", "error")]

    header.show_narrow(False)
    wide = [corner.x() for corner in corners()]
    header.show_narrow(True)
    assert all(corner.y() > header.height() / 3 for corner in corners())
    assert corners()[1].x() - corners()[0].x() < wide[1] - wide[0]


def test_a_still_has_no_frame(header):
    header.show_scene("Title", 0, 1)
    assert "frame" not in " ".join(texts(header))


def test_a_long_title_gives_way_and_is_told_in_full(header):
    header.show_scene("long " * 20, 0, 1)
    before = header.minimumSizeHint().width()
    header.show_scene("long " * 100, 0, 1)
    assert header.minimumSizeHint().width() == before
    assert "long " * 100 in [label.toolTip() for label in header.findChildren(QLabel)]


def test_the_buttons_stay_where_they_are_whatever_the_title(header):
    places = []
    for title in ("Lines", "A title of some length"):
        header.show_scene(title, 0, 1)
        header.layout().activate()
        places.append(header.train.x())
    assert places[0] == places[1]


def test_a_title_is_worth_more_than_buttons_that_the_menu_has_too(header):
    header.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    header.setMinimumWidth(1)
    header.show_scene("A title that is longer than there is room for", 0, 9)
    header.show_narrow(True)
    header.resize(720, 48)
    header.layout().activate()
    assert header._title.width() >= LEAST_TITLE
    assert "Figure" not in [button.accessibleName() for button in header.findChildren(Button) if button.isVisible()]


def test_buttons_that_do_not_fit_are_left_out_from_the_right_and_none_is_cut_off(header):
    header.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as in a window, which may be smaller
    header.setMinimumWidth(1)
    header.resize(1600, 48)
    needed, seen = header.layout().totalMinimumSize().width(), []
    for width in (needed, needed - 20, needed - 120, needed):
        header.resize(width, 48)
        header.layout().activate()
        shown = [button for button in header.findChildren(Button) if button.isVisible()]
        assert all(button.width() >= button.minimumSizeHint().width() for button in shown), width
        seen.append([button.accessibleName() for button in shown])
    assert seen[0] == seen[-1] == [name.capitalize() for name in NAMES]
    assert len(seen[0]) > len(seen[1]) >= len(seen[2])
    assert {"Previous", "Next", "Train"} <= set(seen[2])


def test_bare_it_has_no_buttons_and_the_same_height_with_a_title_or_without(header):
    header._title.setStyleSheet("font-size: 60px")
    header.show_scene("Lines", 0, 1)
    header.show_progress("12", "0.5")
    height = header.sizeHint().height()
    buttons = [*header.findChildren(Button), *header.findChildren(QToolButton)]
    header.show_bare(True, titled=False, gap=20)
    assert not any(button.isVisible() for button in buttons)
    assert "Lines" not in texts(header)
    assert {"12", "0.5"} <= set(texts(header))
    untitled = header.sizeHint().height()
    header.show_bare(True)
    assert header.sizeHint().height() == untitled
    header.show_bare(False)
    assert all(button.isVisible() for button in buttons)
    assert "Lines" in texts(header)
    assert header.sizeHint().height() == height


def test_a_document_without_a_title_is_called_as_its_file_is(header):
    titles = []
    for title, stem in (("Untitled", "Untitled"), ("Untitled", "valley"), ("Mine", "valley"), ("", "valley")):
        header.show_scene(title, 0, 1)
        header.show_file(stem)
        titles.append(header._title.text())
    header.show_scene("Untitled", 0, 1)
    assert [*titles, header._title.toolTip()] == ["Untitled", "valley", "Mine", "valley", "valley"]
