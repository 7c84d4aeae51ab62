"""A slider under a hand: what a pull, a key and Esc make of it, and where a number stands on it."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from nnexplorer.gui.widgets.slider import LogSlider

Key = Qt.Key


def handle(slider):
    """The middle of a slider's handle."""
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    part = QStyle.SubControl.SC_SliderHandle
    return QPointF(slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider).center())


def test_showing_a_value_emits_nothing(qtbot, told):
    slider = LogSlider(0.1, 10)
    qtbot.addWidget(slider)
    log = told(slider.dragged, slider.released)
    for _ in range(2):
        slider.show_value(3)
    assert (log, slider.current()) == ([], pytest.approx(3, rel=5e-3))


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


def test_a_pull_is_dragged_and_then_released_once(placed, mouse, told):
    slider = LogSlider(0.1, 1000)
    placed(slider)
    slider.show_value(10)
    dragged, released = told(slider.dragged), told(slider.released)
    hand = mouse(slider)
    hand.press(handle(slider))
    hand.move(60, 0)
    assert len(dragged) == 3
    assert dragged == sorted(dragged)
    assert released == []
    slider.show_value(0.1)
    hand.release()
    assert released == [dragged[-1]] == [slider.current()]


def test_a_click_on_the_handle_releases_nothing(placed, mouse, told):
    slider = LogSlider(0.1, 1000)
    placed(slider)
    slider.show_value(10)
    log = told(slider.dragged, slider.released, slider.cancelled)
    mouse(slider).click(handle(slider))
    assert log == []


def test_esc_takes_a_pull_back_to_the_exact_value_before(placed, mouse, told):
    slider = LogSlider(0.1, 1000)
    window = placed(slider)
    shortcut = told(QShortcut(QKeySequence("Esc"), window).activated)
    slider.show_value(12.3456)
    cancelled, released = told(slider.cancelled), told(slider.released)
    hand = mouse(slider)
    hand.press(handle(slider))
    hand.move(60, 0)
    QTest.keyClick(slider, Key.Key_Escape)
    hand.move(20, 0)
    hand.release()
    assert cancelled == [12.3456]
    assert released == shortcut == []


def test_a_key_moves_a_slider_and_is_final_at_once(placed, told):
    slider = LogSlider(0.1, 1000)
    placed(slider)
    slider.show_value(10)
    dragged, released = told(slider.dragged), told(slider.released)
    QTest.keyClick(slider, Key.Key_Right)
    assert dragged == released == [slider.current()]
    assert released[0] > 10
