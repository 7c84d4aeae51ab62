"""The table of weights under a hand: blocks are selected, copied and painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnexplorer.gui.panels.weights import WeightsPanel
from nnexplorer.model.network import Network

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NET = Network(
    W1=[[0.1, -1 / 3], [2.0, 3.5], [-4.0, 1e-30]],
    b1=[0.25, -0.5, 0.75],
    W2=[[1.5, 2.5, 3.5]],
    b2=[-7.0],
    hidden="tanh",
    output="identity",
)


@pytest.fixture
def panel(stand, style):
    panel = stand(WeightsPanel(style))
    panel.show_network(NET, None, style)
    panel.table.setFocus()
    QGuiApplication.clipboard().clear()
    return panel


def press(panel, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(panel.table, key, modifiers)
    QApplication.processEvents()


def center(panel, row, column):
    return QPointF(panel.table.visualRect(panel.model.index(row, column)).center())


def pull(panel, mouse, first, last):
    """Select a block with the mouse."""
    start, end = center(panel, *first), center(panel, *last)
    mouse(panel.table).drag(start, end.x() - start.x(), end.y() - start.y())


def menu(panel, at):
    """Ask for the menu at a cell; its entries by their texts."""
    spot = center(panel, *at).toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, panel.table.viewport().mapToGlobal(spot))
    QApplication.sendEvent(panel.table.viewport(), event)
    shown = panel.table.findChild(QMenu)
    assert shown.isVisible()
    return shown, {action.text(): action for action in shown.actions()}


def copied():
    return QGuiApplication.clipboard().text()


ALL = "0.1\t-0.3333333333333333\t0.25\t1.5\n2.0\t3.5\t-0.5\t2.5\n-4.0\t1e-30\t0.75\t3.5\n\t\t\t-7.0"


def test_ctrl_c_copies_all_where_nothing_is_selected(panel):
    press(panel, Key.Key_C, CTRL)
    assert copied() == ALL


def test_a_unit_that_is_chosen_elsewhere_selects_no_block(panel, style):
    panel.show_network(NET, 1, style)
    assert panel.table.currentIndex().row() == 1
    press(panel, Key.Key_C, CTRL)
    assert copied() == ALL


def test_ctrl_c_copies_the_block_that_the_mouse_has_selected(panel, mouse, style):
    panel.unit_chosen.connect(lambda unit: panel.show_network(NET, unit, style))
    pull(panel, mouse, (0, 1), (1, 2))
    press(panel, Key.Key_C, CTRL)
    assert copied() == "0.1\t-0.3333333333333333\n2.0\t3.5"
    assert panel.selected == 1, "the row under the hand chooses its unit, and the block stays"


def test_ctrl_c_copies_the_block_that_the_keys_have_selected(panel, mouse):
    mouse(panel.table).click(center(panel, 2, 3))
    for key in (Key.Key_Right, Key.Key_Down):
        press(panel, key, SHIFT)
    press(panel, Key.Key_C, CTRL)
    assert copied() == "0.75\t3.5\n\t-7.0", "blanks stay where they are"


def test_a_units_name_stands_for_its_row_and_ctrl_a_for_all(panel, mouse):
    mouse(panel.table).click(center(panel, 1, 0))
    press(panel, Key.Key_C, CTRL)
    assert copied() == "2.0\t3.5\t-0.5\t2.5"
    press(panel, Key.Key_A, CTRL)
    press(panel, Key.Key_C, CTRL)
    assert copied() == ALL


def test_the_block_stays_while_training_changes_the_numbers(panel, mouse, style):
    pull(panel, mouse, (0, 1), (0, 2))
    panel.show_network(NET.replace(W1=NET.W1 * 2), None, style)
    press(panel, Key.Key_C, CTRL)
    assert copied() == "0.2\t-0.6666666666666666"


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("Copy as text", "2.0\t3.5\n-4.0\t1e-30"),
        ("Copy as LaTeX", "\\begin{bmatrix}\n  2 & 3.5 \\\\\n  -4 & 1 \\times 10^{-30}\n\\end{bmatrix}"),
        ("Copy as NumPy", "np.array([[2.0, 3.5],\n          [-4.0, 1e-30]])"),
    ],
)
def test_the_menu_copies_the_block_in_three_ways(panel, mouse, entry, text):
    pull(panel, mouse, (1, 1), (2, 2))
    shown, entries = menu(panel, (1, 1))
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.actionGeometry(entries[entry]).center())
    assert copied() == text


def test_the_selected_block_can_be_seen(panel, mouse):
    def corner(row, column):
        rect = panel.table.visualRect(panel.model.index(row, column))
        return panel.table.viewport().grab().toImage().pixelColor(rect.topLeft() + QPoint(3, 3))

    ground = corner(0, 1)
    pull(panel, mouse, (0, 1), (1, 2))
    assert corner(0, 1) == corner(1, 2) != ground
    assert corner(2, 2) == corner(0, 3) == ground
