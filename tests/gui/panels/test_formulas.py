"""The lines of formulas: which are shown, which are handed on, and where a fault stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnexplorer.gui.panels.formulas import FormulaLines
from nnexplorer.gui.widgets.formula_field import FormulaField


@pytest.fixture
def lines(stand):
    return stand(FormulaLines())


def labels(lines):
    return [label.text() for label in lines.findChildren(QLabel) if label.isVisible()]


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_single_formula_needs_no_name_and_several_have_theirs(lines):
    lines.show_texts(["<i>y</i>"], ("x0",), "x0")
    assert (lines.texts, labels(lines)) == (("x0",), [])
    lines.show_texts(["a", "b", "c"], ("1", "2", "3"), "t")
    assert (lines.texts, labels(lines)) == (("1", "2", "3"), ["a", "b", "c"])
    lines.show_texts(["a"], ("x0",), "x0")
    assert (lines.texts, labels(lines)) == (("x0",), [])


def test_enter_hands_all_on_and_showing_none(lines, heard, named):
    log = heard(lines.typed)
    for _ in range(2):
        lines.show_texts(["a", "b"], ("1", "2"), "t")
    field = named(lines, FormulaField, "Formula 1")
    write(field, "t^2")
    assert log == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert log == [(("1", "t^2"),)]


def test_the_tip_says_what_is_a_function_of_what(lines, named):
    lines.show_texts(["<i>y</i><sub>1</sub>"], ("x1",), "x1, x2")
    assert named(lines, FormulaField, "Formula 0").toolTip().startswith("y1 as a formula of x1, x2: ")


def test_a_fault_is_told_and_marked_until_the_formula_is_another(lines, named):
    lines.show_texts(["y"], ("1",), "x0")
    field = named(lines, FormulaField, "Formula 0")
    write(field, "x0 < 1")
    lines.show_fault("'<' has no meaning here.", "x0 < 1", 3)
    assert field.fault == 3
    assert labels(lines) == ["&#x27;&lt;&#x27; has no meaning here."]
    lines.show_texts(["y"], ("1",), "x0")
    assert (field.fault, len(labels(lines))) == (3, 1), "something else was changed"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.fault, labels(lines)) == (None, [])


def test_a_fault_of_no_formula_is_only_told(lines, named):
    lines.show_texts(["y"], ("1",), "x0")
    lines.show_fault("Too many samples.")
    assert (named(lines, FormulaField, "Formula 0").fault, labels(lines)) == (None, ["Too many samples."])
