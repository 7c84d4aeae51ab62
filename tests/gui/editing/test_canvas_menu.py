"""The menus of canvases: what a right click on a line or on the ground offers, and that it does it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

EXAMPLE = "second-layer-output"
UNIT_VERBS = ["Flip line", "Freeze unit", "Kill unit", "Delete unit"]


@pytest.fixture
def asked(opened):
    """`asked(canvas, at)` is the menu that a right click there brings."""

    def ask(canvas, at, reason=QContextMenuEvent.Reason.Mouse):
        event = QContextMenuEvent(reason, QPoint(round(at.x()), round(at.y())), QPoint(10, 10))
        QApplication.sendEvent(canvas.viewport(), event)
        return QApplication.activePopupWidget()

    yield ask
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    QApplication.processEvents()


def texts(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu, text):
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_a_line_is_selected_and_flipped(opened, asked, on_line):
    presenter = opened(EXAMPLE)
    canvas, before = presenter.window.arrangement.input, presenter.session.document.network
    presenter.select(0)
    QApplication.processEvents()
    menu = asked(canvas, on_line(canvas, 1))
    assert presenter.session.document.view.selected == 1
    assert texts(menu)[: 1 + len(UNIT_VERBS)] == ["Unit 2", *UNIT_VERBS]
    assert not menu.actions()[0].isEnabled()
    choose(menu, "Flip line")
    after = presenter.session.document.network
    assert np.allclose(after.W1[1], -before.W1[1])
    assert np.array_equal(after.W1[0], before.W1[0])
    assert presenter.session.undo_label == "Flip line 2"


def test_beside_everything_the_selected_unit_is_meant(opened, asked):
    presenter = opened(EXAMPLE)
    presenter.select(0)
    menu = asked(presenter.window.arrangement.loss, QPointF(5, 5))
    choose(menu, "Delete unit")
    assert presenter.session.document.network.units == 1


def test_without_a_unit_only_the_canvas_is_meant(opened, asked):
    presenter = opened(EXAMPLE)
    presenter.select(None)
    menu = asked(presenter.window.arrangement.surface, QPointF(3, 3))
    assert texts(menu) == [
        "Add unit",
        "Copy this picture",
        presenter.window.actions_["figure"].text(),
        "Hide this canvas",
    ]


def test_a_canvas_is_copied_by_itself_and_hidden(opened, asked, clipboard, qtbot):
    presenter = opened(EXAMPLE)
    arrangement = presenter.window.arrangement
    choose(asked(arrangement.loss, QPointF(5, 5)), "Copy this picture")
    image = clipboard.image()
    assert image.width() > 2 * image.height(), "the errors' canvas alone is flat"
    choose(asked(arrangement.loss, QPointF(5, 5)), "Hide this canvas")
    qtbot.waitUntil(lambda: not arrangement.loss.isVisible())


def test_the_right_button_erases_where_points_are_painted(opened, asked):
    presenter = opened(EXAMPLE)
    presenter.window.actions_["paint"].trigger()
    assert asked(presenter.window.arrangement.input, QPointF(100, 100)) is None


def test_the_keyboards_menu_key_asks_for_the_selected_unit(opened, asked, on_line):
    presenter = opened(EXAMPLE)
    presenter.select(0)
    canvas = presenter.window.arrangement.input
    menu = asked(canvas, on_line(canvas, 1), QContextMenuEvent.Reason.Keyboard)
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Unit 1"
