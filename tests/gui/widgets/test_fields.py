"""Fields under a hand: keys, mouse and wheel as Qt delivers them, and what each field reports of it."""

from __future__ import annotations

import math
import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from nnexplorer.gui.widgets.fields import Button, ChoiceField, CountField, LogSlider, NumberField, parse_number

Key = Qt.Key


@pytest.fixture
def stand(qtbot):
    """`stand(field)` puts a field into an active window, with another widget to go to."""

    windows = []

    def show(field):
        windows.append(window := QWidget())
        qtbot.addWidget(window)
        window.other = NumberField()
        column = QVBoxLayout(window)
        column.addWidget(window.other)
        column.addWidget(field)
        window.resize(300, 120)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        field.setFocus()
        return window

    return show


def heard(*signals):
    """List what signals emit from now on."""
    log = []
    for signal in signals:
        signal.connect(lambda *values: log.append(values[0] if values else None))
    return log


def wheel(widget):
    at, down = QPointF(widget.rect().center()), QPoint(0, -120)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, widget.mapToGlobal(at), down, down, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def handle(slider):
    """The middle of a slider's handle."""
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    part = QStyle.SubControl.SC_SliderHandle
    return QPointF(slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider).center())


def write(field, typed, text):
    field.selectAll()
    typed(field, text)


NUMBERS = [
    ("1/3", 1 / 3),
    ("\N{MINUS SIGN}2/7", -2 / 7),
    ("0.5", 0.5),
    ("0,5", 0.5),
    ("\N{MINUS SIGN}3", -3.0),
    ("-1e-3", -1e-3),
    (" 7 ", 7.0),
    ("1\u202f000", 1e3),
]
REFUSED = ["", "abc", "nan", "inf", "1e999", "1,2,3", "\N{ARABIC-INDIC DIGIT THREE}", "1.2.3"]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_is_read_with_point_comma_and_any_minus(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_finite_number_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match=r"^'.*' is not a number; write it like 0\.25, -3, 1e-3 or 1/3$"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2/7", -2 / 7), ("+1/3", 1 / 3), ("1,5/2", 0.75), ("1.5 / 2", 0.75), ("pi/4", math.pi / 4), ("-pi", -math.pi),
        ("sqrt(2)", math.sqrt(2)), ("-sqrt(2)/2", -math.sqrt(2) / 2), ("2^-3", 0.125), ("1e-3/2", 5e-4), ("0/5", 0.0),
    ],
)  # fmt: skip
def test_a_number_may_be_written_as_a_fraction_or_another_constant(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/0", "'1/0' is not a number: the constant from '/' at column 2 is infinite or too large"),
        ("0/0", "'0/0' is not a number: the constant from '/' at column 2 is not a number"),
        ("1/", "'1/' is not a number: expected a number, a name or '(' at column 3, got its end"),
        ("x0/2", "'x0/2' is not a number: x0 at column 1 is not a constant; constants are pi, e"),
        ("open(1)", "'open(1)' is not a number: open at column 1 is none of sin, .*"),
        ("1/\n0", "'1/ 0' is not a number: .*"),
        ("9" * 2000, r"'9{37}\.\.\.' is not a number; write it like .*"),
    ],
)
def test_a_fault_in_a_fraction_is_told_in_one_line(text, why):
    with pytest.raises(ValueError, match=rf"^{why.replace('(', '[(]').replace(')', '[)]')}$"):
        parse_number(text)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_enter_makes_a_typed_number_final_once_and_gives_the_keyboard_back(stand, typed, text, value, key):
    field = NumberField()
    stand(field)
    log = heard(field.committed)
    write(field, typed, text)
    assert log == []
    QTest.keyClick(field, key)
    assert log == [value]
    assert not field.hasFocus()


def test_leaving_a_number_makes_it_final_once(stand, typed):
    field = NumberField()
    window = stand(field)
    log = heard(field.committed)
    write(field, typed, "2,5")
    window.other.setFocus()
    field.setFocus()
    QTest.keyClick(field, Key.Key_Return)
    assert log == [2.5]


def test_esc_brings_the_old_number_back_before_any_shortcut(stand, typed):
    field = NumberField()
    window = stand(field)
    cancelled = heard(QShortcut(QKeySequence("Esc"), window).activated)
    field.show_text("0.25")
    log = heard(field.committed, field.refused)
    write(field, typed, "7")
    QTest.keyClick(field, Key.Key_Escape)
    assert (field.text(), field.hasFocus()) == ("0.25", False)
    assert log == cancelled == []
    field.setFocus()
    QTest.keyClick(field, Key.Key_Escape)
    assert len(cancelled) == 1, "nothing was typed: the key is the window's"


@pytest.mark.parametrize(("text", "why"), [("abc", "'abc' is not a number"), ("11", "11 is out of range: .* 0 to 10")])
def test_a_refusal_is_told_in_one_line_and_the_old_number_stays(stand, typed, text, why):
    field = NumberField(0, 10)
    stand(field)
    field.show_text("5")
    told, log = heard(field.refused), heard(field.committed)
    write(field, typed, text)
    QTest.keyClick(field, Key.Key_Return)
    assert len(told) == 1
    assert re.match(why, told[0])
    assert "\n" not in told[0]
    assert log == []
    assert field.text() == "5"


def test_a_number_that_is_shown_does_not_write_over_one_that_is_typed(stand, typed):
    field = NumberField()
    stand(field)
    write(field, typed, "12")
    field.show_text("99")
    assert field.text() == "12"
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "99"


def test_showing_emits_nothing(qtbot):
    fields = [NumberField(), LogSlider(0.1, 10), ChoiceField([("a", "A"), ("b", "B")]), CountField(0, 9)]
    for field in fields:
        qtbot.addWidget(field)
    number, slider, choice, count = fields
    log = heard(number.committed, number.refused, slider.dragged, slider.released, choice.chosen, count.counted)
    for _ in range(2):
        number.show_text("5"), slider.show_value(3), choice.show_name("b"), count.show_count(4)
    assert log == []
    assert (number.text(), choice.currentText(), count.value()) == ("5", "B", 4)


@pytest.mark.parametrize("value", [0.1, 1.0, 10.0, 100.0, 1000.0])
def test_a_slider_is_even_in_the_logarithm(qtbot, value):
    slider = LogSlider(0.1, 1000)
    qtbot.addWidget(slider)
    slider.show_value(value)
    assert slider.value() == 250 * round(math.log10(value) + 1)
    assert slider.current() == pytest.approx(value)


@pytest.mark.parametrize(("value", "end"), [(1e-9, 0.1), (1e9, 1000.0), (0.0, 10.0), (math.nan, 10.0)])
def test_a_slider_stops_at_its_ends_and_keeps_its_place_for_no_value(qtbot, value, end):
    slider = LogSlider(0.1, 1000)
    qtbot.addWidget(slider)
    slider.show_value(10)
    slider.show_value(value)
    assert slider.current() == pytest.approx(end)


def test_a_pull_is_dragged_and_then_released_once(stand, mouse):
    slider = LogSlider(0.1, 1000)
    stand(slider)
    slider.show_value(10)
    dragged, released = heard(slider.dragged), heard(slider.released)
    hand = mouse(slider)
    hand.press(handle(slider))
    hand.move(60, 0)
    assert len(dragged) == 3
    assert dragged == sorted(dragged)
    assert released == []
    slider.show_value(0.1)
    hand.release()
    assert released == [dragged[-1]] == [slider.current()]


def test_a_click_on_the_handle_releases_nothing(stand, mouse):
    slider = LogSlider(0.1, 1000)
    stand(slider)
    slider.show_value(10)
    log = heard(slider.dragged, slider.released, slider.cancelled)
    mouse(slider).click(handle(slider))
    assert log == []


def test_esc_takes_a_pull_back_to_the_exact_value_before(stand, mouse):
    slider = LogSlider(0.1, 1000)
    window = stand(slider)
    shortcut = heard(QShortcut(QKeySequence("Esc"), window).activated)
    slider.show_value(12.3456)
    cancelled, released = heard(slider.cancelled), heard(slider.released)
    hand = mouse(slider)
    hand.press(handle(slider))
    hand.move(60, 0)
    QTest.keyClick(slider, Key.Key_Escape)
    hand.move(20, 0)
    hand.release()
    assert cancelled == [12.3456]
    assert released == shortcut == []


def test_a_key_moves_a_slider_and_is_final_at_once(stand):
    slider = LogSlider(0.1, 1000)
    stand(slider)
    slider.show_value(10)
    dragged, released = heard(slider.dragged), heard(slider.released)
    QTest.keyClick(slider, Key.Key_Right)
    assert dragged == released == [slider.current()]
    assert released[0] > 10


@pytest.mark.parametrize("make", [lambda: ChoiceField([("a", "A"), ("b", "B")]), lambda: CountField(0, 9)])
def test_the_wheel_changes_a_field_only_if_it_has_the_keyboard(stand, make):
    field = make()
    window = stand(field)
    log = heard(field.chosen if isinstance(field, ChoiceField) else field.counted)
    if isinstance(field, CountField):
        field.show_count(5)
    window.other.setFocus()
    wheel(field)
    assert log == []
    field.setFocus()
    wheel(field)
    assert log == (["b"] if isinstance(field, ChoiceField) else [4])


def test_a_choice_is_told_by_its_name(stand):
    field = ChoiceField([("a", "A"), ("b", "B")])
    stand(field)
    log = heard(field.chosen)
    QTest.keyClick(field, Key.Key_Down)
    assert log == ["b"]


def test_a_count_is_told_with_enter_and_taken_back_with_esc(stand, typed):
    field = CountField(0, 999)
    stand(field)
    field.show_count(5)
    log = heard(field.counted)
    write(field, typed, "42")
    assert log == [], "not while it is typed"
    QTest.keyClick(field, Key.Key_Return)
    assert (log, field.hasFocus()) == ([42], False)
    field.setFocus()
    write(field, typed, "77")
    QTest.keyClick(field, Key.Key_Escape)
    assert (log, field.value(), field.text(), field.hasFocus()) == ([42], 42, "42", False)


@pytest.mark.parametrize("make", [NumberField, lambda: CountField(0, 999)])
def test_space_and_undo_are_the_windows_unless_a_hand_is_typing(stand, typed, make):
    field = make()
    window = stand(field)
    log = []
    for keys in ("Space", "Ctrl+Z", "Ctrl+Shift+Z"):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda keys=keys: log.append(keys))
    for keys in ("Space", "Ctrl+Z", "Ctrl+Shift+Z"):
        QTest.keySequence(field, QKeySequence(keys))
    assert log == ["Space", "Ctrl+Z", "Ctrl+Shift+Z"]
    write(field, typed, "7")
    QTest.keySequence(field, QKeySequence("Ctrl+Z"))
    QTest.keySequence(field, QKeySequence("Space"))
    assert log[3:] == ["Space"], "typing is undone in the field"


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_a_focused_button_takes_space_and_enter_before_the_window(stand, key):
    button = Button("Go")
    window = stand(button)
    windows = heard(QShortcut(QKeySequence(key), window).activated)
    clicked = heard(button.clicked)
    QTest.keyClick(button, key)
    assert (len(clicked), windows) == (1, [])


@pytest.mark.parametrize(("count", "shown"), [(2**63 - 1, 50), (-(2**40), 1), (7, 7)])
def test_a_count_beyond_the_fields_range_is_shown_as_its_nearer_end(stand, count, shown):
    field = CountField(1, 50)
    stand(field)
    field.show_count(count)
    assert field.value() == shown
