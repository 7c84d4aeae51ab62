"""Fields under a hand: keys, mouse and wheel as Qt delivers them, and what each field reports of it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField

Key = Qt.Key


def wheel(widget):
    at, down = QPointF(widget.rect().center()), QPoint(0, -120)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, widget.mapToGlobal(at), down, down, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def write(field, typed, text):
    field.selectAll()
    typed(field, text)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
@pytest.mark.parametrize(("text", "value"), [("0,5", 0.5), ("\N{MINUS SIGN}2/7", -2 / 7)])
def test_enter_makes_a_typed_number_final_once_and_gives_the_keyboard_back(placed, typed, text, value, key, told):
    field = NumberField()
    placed(field)
    log = told(field.committed)
    write(field, typed, text)
    assert log == []
    QTest.keyClick(field, key)
    assert log == [value]
    assert not field.hasFocus()


def test_leaving_a_number_makes_it_final_once(placed, typed, told):
    field = NumberField()
    window = placed(field)
    log = told(field.committed)
    write(field, typed, "2,5")
    window.other.setFocus()
    field.setFocus()
    QTest.keyClick(field, Key.Key_Return)
    assert log == [2.5]


def test_esc_brings_the_old_number_back_before_any_shortcut(placed, typed, told):
    field = NumberField()
    window = placed(field)
    cancelled = told(QShortcut(QKeySequence("Esc"), window).activated)
    field.show_text("0.25")
    log = told(field.committed, field.refused)
    write(field, typed, "7")
    QTest.keyClick(field, Key.Key_Escape)
    assert (field.text(), field.hasFocus()) == ("0.25", False)
    assert log == cancelled == []
    field.setFocus()
    QTest.keyClick(field, Key.Key_Escape)
    assert len(cancelled) == 1, "nothing was typed: the key is the window's"


@pytest.mark.parametrize(("text", "why"), [("abc", "'abc' is not a number"), ("11", "11 is out of range: .* 0 to 10")])
def test_a_refusal_is_told_in_one_line_and_the_old_number_stays(placed, typed, text, why, told):
    field = NumberField(0, 10)
    placed(field)
    field.show_text("5")
    why_not, log = told(field.refused), told(field.committed)
    write(field, typed, text)
    QTest.keyClick(field, Key.Key_Return)
    assert len(why_not) == 1
    assert re.match(why, why_not[0])
    assert "\n" not in why_not[0]
    assert log == []
    assert field.text() == "5"


def test_a_number_that_is_shown_does_not_write_over_one_that_is_typed(placed, typed):
    field = NumberField()
    placed(field)
    write(field, typed, "12")
    field.show_text("99")
    assert field.text() == "12"
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "99"


def test_showing_emits_nothing(qtbot, told):
    fields = [NumberField(), ChoiceField([("a", "A"), ("b", "B")]), CountField(0, 9)]
    for field in fields:
        qtbot.addWidget(field)
    number, choice, count = fields
    log = told(number.committed, number.refused, choice.chosen, count.counted)
    for _ in range(2):
        number.show_text("5"), choice.show_name("b"), count.show_count(4)
    assert log == []
    assert (number.text(), choice.currentText(), count.value()) == ("5", "B", 4)


@pytest.mark.parametrize("make", [lambda: ChoiceField([("a", "A"), ("b", "B")]), lambda: CountField(0, 9)])
def test_the_wheel_changes_a_field_only_if_it_has_the_keyboard(placed, make, told):
    field = make()
    window = placed(field)
    log = told(field.chosen if isinstance(field, ChoiceField) else field.counted)
    if isinstance(field, CountField):
        field.show_count(5)
    window.other.setFocus()
    wheel(field)
    assert log == []
    field.setFocus()
    wheel(field)
    assert log == (["b"] if isinstance(field, ChoiceField) else [4])


def test_a_choice_is_told_by_its_name(placed, told):
    field = ChoiceField([("a", "A"), ("b", "B")])
    placed(field)
    log = told(field.chosen)
    QTest.keyClick(field, Key.Key_Down)
    assert log == ["b"]


def test_a_count_is_told_with_enter_and_taken_back_with_esc(placed, typed, told):
    field = CountField(0, 999)
    placed(field)
    field.show_count(5)
    log = told(field.counted)
    write(field, typed, "42")
    assert log == [], "not while it is typed"
    QTest.keyClick(field, Key.Key_Return)
    assert (log, field.hasFocus()) == ([42], False)
    field.setFocus()
    write(field, typed, "77")
    QTest.keyClick(field, Key.Key_Escape)
    assert (log, field.value(), field.text(), field.hasFocus()) == ([42], 42, "42", False)


@pytest.mark.parametrize(("count", "shown"), [(2**63 - 1, 50), (-(2**40), 1), (7, 7)])
def test_a_count_beyond_the_fields_range_is_shown_as_its_nearer_end(placed, count, shown):
    field = CountField(1, 50)
    placed(field)
    field.show_count(count)
    assert field.value() == shown


@pytest.mark.parametrize(
    ("make", "show", "typed", "expected"),
    [
        (NumberField, lambda field: field.show_text("0.01"), "1000", "1000"),
        (NumberField, lambda field: field.show_text("\N{MINUS SIGN}2.50"), "3", "3"),
        (lambda: CountField(0, 9999), lambda field: field.setPrefix("all "), "20", "all 20"),
    ],
)
def test_a_double_click_selects_the_whole_number_so_that_another_is_typed_over_it(placed, make, show, typed, expected):
    field = make()
    placed(field)
    show(field)
    line = field.lineEdit() if isinstance(field, CountField) else field
    at = QPoint(line.width() - 8, line.height() // 2)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClicks(field, typed)
    assert field.text() == expected
