"""A formula under the hand: Enter, Esc, leaving; the mark of a fault; what is shown meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nnexplorer.gui.widgets.formula_field import MOST_LINES, FormulaField


@pytest.fixture
def field(qtbot, style):
    window = QWidget()
    qtbot.addWidget(window)
    column, made = QVBoxLayout(window), FormulaField()
    column.addWidget(made)
    column.addWidget(QLineEdit())
    column.addStretch(1)
    window.resize(200, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.heard, made.kept = [], window
    made.committed.connect(lambda: made.heard.append(made.text))
    made.show_text("x0")
    return made


def type_in(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_showing_twice_emits_nothing(field):
    for _ in range(2):
        field.show_text("x0 + 1")
    assert (field.text, field.heard) == ("x0 + 1", [])


def test_enter_hands_the_formula_over_and_the_keyboard_back(field):
    type_in(field, "x0 * 2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.heard == ["x0 * 2"]
    assert not field.hasFocus()


def test_enter_on_an_untouched_formula_says_nothing(field):
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert field.heard == []


def test_leaving_hands_the_formula_over_once(field):
    type_in(field, "x1")
    field.committed.connect(lambda: field.show_text("x1"))
    field.clearFocus()
    field.setFocus()
    field.clearFocus()
    assert field.heard == ["x1"]


def test_esc_brings_the_old_one_back(field):
    type_in(field, "x1")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text, field.heard, field.hasFocus()) == ("x0", [], False)


@pytest.mark.parametrize(
    ("text", "position", "cursor"), [("x0 @", 3, 3), ("x0 +", 4, 4), ("\U0001d54f@", 1, 2), ("", 0, 0)]
)
def test_a_fault_is_marked_and_the_cursor_put_there(field, text, position, cursor):
    type_in(field, "1")
    field.selectAll()
    field.insertPlainText(text)
    before = field.grab().toImage()
    field.committed.connect(lambda: field.show_fault(position))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.fault, field.textCursor().position(), field.hasFocus()) == (position, cursor, True)
    assert field.grab().toImage() != before
    QTest.keyClicks(field, "1")
    assert field.fault is None


def test_what_was_refused_stays_until_another_formula_is_shown(field):
    type_in(field, "x0 @")
    field.committed.connect(field.show_fault)
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    field.show_text("x0")
    assert (field.text, field.refused, len(field.heard)) == ("x0 @", True, 1)
    field.show_text("x1")
    assert (field.text, field.refused) == ("x1", False)


def test_a_hand_that_types_is_not_interrupted(field):
    type_in(field, "x0 + x")
    field.show_text("x0")
    assert field.text == "x0 + x"


def test_it_is_as_high_as_its_text_up_to_a_point(field):
    heights = []
    for many in (1, 8, 12, 100, 200):
        field.show_text(" + ".join(["x0"] * many))
        heights.append(field.height())
    assert heights == sorted(heights)
    assert heights[0] < heights[1] < heights[2] < heights[3] == heights[4]
    assert heights[-1] <= (MOST_LINES + 1) * field.fontMetrics().lineSpacing()


def test_it_is_as_high_as_its_text_in_a_window_that_was_narrow(opened, qtbot):
    window = opened("second-layer-output", 800, 600).window
    window.grab()
    window.resize(1280, 800)
    field = window.data_panel.findChild(FormulaField)
    qtbot.waitUntil(lambda: field.height() >= 3 * field.fontMetrics().lineSpacing())


def test_a_style_sheet_that_wants_another_height_ends_no_program(field):
    field.window().setStyleSheet("QPlainTextEdit { font-size: 22px; min-height: 36px; }")
    for width in (120, 260, 90):
        field.window().resize(width, 300)
        field.show_text("x0 + " * 9 + "1")
    assert field.height() >= 36
