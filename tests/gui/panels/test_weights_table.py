"""The table of weights under a hand: blocks are selected, copied, painted and pasted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QMenu

from nnexplorer.gui.panels.weights import WeightsPanel
from nnexplorer.gui.words.labels import text_size
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


# Pasting --------------------------------------------------------------------------------------------------------


def paste(panel, text):
    QGuiApplication.clipboard().setText(text)
    press(panel, Key.Key_V, CTRL)


@pytest.mark.parametrize(
    "text", ["0.5\t-3\n0.25\t0.75\n", "0,5\t-3\r\n1/4\t3/4\r\n", "1/2;\N{MINUS SIGN}3\n0,25;0.75", "1e0/2;-3\n.25;,75"]
)
def test_ctrl_v_reads_a_block_at_the_current_cell(panel, mouse, heard, text):
    log, told = heard(panel.pasted), heard(panel.refused)
    mouse(panel.table).click(center(panel, 1, 2))
    paste(panel, text)
    assert told == []
    assert log == [((("W1", (1, 1), 0.5), ("b1", (1,), -3.0), ("W1", (2, 1), 0.25), ("b1", (2,), 0.75)),)]


def test_a_block_goes_where_the_selected_one_begins(panel, mouse, heard):
    log = heard(panel.pasted)
    pull(panel, mouse, (2, 4), (1, 3))
    paste(panel, "9")
    assert log == [((("b1", (1,), 9.0),),)]


def test_without_a_selection_a_block_goes_to_the_unit_that_is_chosen(panel, heard, style):
    log = heard(panel.pasted)
    panel.show_network(NET, 1, style)
    paste(panel, "9")
    assert log == [((("W1", (1, 0), 9.0),),)]


def test_all_that_was_copied_is_pasted_again_blanks_and_every_bit(panel, heard):
    log = heard(panel.pasted)
    press(panel, Key.Key_A, CTRL)
    press(panel, Key.Key_C, CTRL)
    press(panel, Key.Key_V, CTRL)
    ((entries,),) = log
    assert len(entries) == NET.W1.size + NET.b1.size + NET.W2.size + NET.b2.size
    assert all(getattr(NET, name)[index] == value for name, index, value in entries)


@pytest.mark.parametrize(
    ("cell", "text", "why"),
    [
        ((1, 1), "1\t2\n3\tx", "row 2, column 2: 'x' is not a number; write it like 0.25, -3, 1e-3 or 1/3"),
        ((1, 1), "1\t1/0", "row 1, column 2: '1/0' is not a number: the constant from '/' at column 2 is infinite or"),
        ((1, 1), "1\t\t2", "row 1, column 2: '' is not a number; write"),
        ((1, 1), "1\t2\n3", "row 2: expected 2 cells as in row 1, got 1"),
        ((2, 3), "1\t2\n3\t4", "row 2, column 1: '3' has no place, that cell of the table is blank"),
        (
            (2, 3),
            "1\t2\t3",
            "the block has 1 row and 3 columns, too many: from row 3, column 3 on there is room for 2 rows and 2",
        ),
        (
            (3, 4),
            "1\n2",
            "the block has 2 rows and 1 column, too many: from row 4, column 4 on there is room for 1 row",
        ),
        ((1, 1), "", "there is no text to paste"),
    ],
)
def test_a_block_that_does_not_fit_is_refused_in_one_line_that_says_where(panel, mouse, heard, cell, text, why):
    log, told = heard(panel.pasted), heard(panel.refused)
    mouse(panel.table).click(center(panel, *cell))
    paste(panel, text)
    assert log == []
    ((line,),) = told
    assert line.startswith(f"Nothing was pasted: {why}")
    assert "\n" not in line


def test_while_a_cell_is_typed_in_the_keys_are_its_own(panel, mouse, heard):
    log = heard(panel.pasted)
    mouse(panel.table).double_click(center(panel, 0, 1))
    editor = panel.table.findChild(QLineEdit)
    QGuiApplication.clipboard().setText("1/3")
    editor.selectAll()
    QTest.keyClick(editor, Key.Key_V, CTRL)
    assert editor.text() == "1/3"
    assert log == []
    QTest.keyClick(editor, Key.Key_Escape)


# Digits ---------------------------------------------------------------------------------------------------------


def test_digits_go_from_two_to_six_and_copies_have_all_of_them(panel):
    third = panel.model.index(0, 2)
    shown = []
    for by in (0, 1, 1, 1, 1, 1, -1, -5, -1):
        panel.change_digits(by)
        shown.append(len(third.data().partition(".")[2]))
    assert shown == [2, 3, 4, 5, 6, 6, 5, 2, 2]
    press(panel, Key.Key_C, CTRL)
    assert copied() == ALL


@pytest.mark.parametrize("inputs", [1, 2, 4, 8])
@pytest.mark.parametrize("digits", [2, 3, 6])
@pytest.mark.parametrize("first", [-123.456789, 0.5])
def test_no_number_is_cut_off_however_many_digits_it_has(panel, style, inputs, digits, first):
    panel.change_digits(digits - panel.model.digits)
    panel.show_network(NET.replace(W1=np.array([[first] * inputs] * 3)), 0, style)
    header, font = panel.table.horizontalHeader(), style.font("small", bold=True)
    for column in range(1, panel.model.columnCount()):
        texts = [panel.model.index(row, column).data() for row in range(panel.model.rowCount())]
        assert header.sectionSize(column) > max(text_size(text, font).width() for text in texts) + style.gap(1)
    QApplication.processEvents()
    too_wide = header.length() > panel.table.viewport().width()
    assert panel.table.horizontalScrollBar().isVisible() == too_wide
    panel.change_digits(-9)
    panel.show_network(NET, 0, style)
    assert not panel.table.horizontalScrollBar().isVisible()
    assert header.sectionResizeMode(1) == QHeaderView.ResizeMode.Stretch, "the width is shared again"


def test_the_lectures_eight_units_fit_without_scrolling(opened):
    table = opened("semicircle-frames", 1280, 800).window.weights_panel.table
    assert not table.horizontalScrollBar().isVisible()
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_columns_are_wide_enough_again_when_weights_grow(panel, style):
    panel.show_network(NET, 0, style)
    narrow = panel.table.horizontalHeader().sectionSize(1)
    panel.show_network(NET.replace(W1=np.full(NET.W1.shape, -1.5e200)), 0, style)
    needed = text_size(panel.model.index(0, 1).data(), style.font("small", bold=True)).width()
    assert panel.table.horizontalHeader().sectionSize(1) >= max(needed, narrow)


def test_columns_are_fitted_again_when_the_numbers_grow_or_the_table_narrows(panel, style):
    panel.show_network(NET, 0, style)
    header = panel.table.horizontalHeader()
    assert header.sectionResizeMode(1) == QHeaderView.ResizeMode.Stretch
    panel.show_network(NET.replace(W1=1000 * NET.W1, b1=1000 * NET.b1, W2=1000 * NET.W2), 0, style)
    panel.resize(220, panel.height())
    QApplication.processEvents()
    assert panel.table.horizontalScrollBar().isVisible()
    panel.resize(700, panel.height())
    QApplication.processEvents()
    assert not panel.table.horizontalScrollBar().isVisible()
    assert header.sectionResizeMode(1) == QHeaderView.ResizeMode.Stretch


def test_the_numbers_that_change_are_shown_with_the_digits_that_were_asked_for(panel, style):
    panel.change_digits(2)
    panel.show_network(NET.replace(b1=NET.b1 / 3), None, style)
    assert panel.model.index(0, 3).data() == "0.0833"
