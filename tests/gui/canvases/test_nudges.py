"""What each key makes of a line, and how Tab goes from unit to unit."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.nudges import Nudge
from nnexplorer.model.lines import Line

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = Qt.Key
UPRIGHT, LEVEL = Line(np.array([2.0, 0.0]), 0.4), Line(np.array([0.0, -2.0]), 0.4)


def press(line, key, modifiers=NONE, down=False):
    frame = Frame(QRectF(0, 0, 200, 200), ((-1.0, 3.0), (-2.0, 2.0)), down)
    return Nudge(key, modifiers, frame)(line)


@pytest.mark.parametrize(("modifiers", "step"), [(NONE, 0.04), (SHIFT, 0.4), (CTRL, 0.004)])
@pytest.mark.parametrize(
    ("line", "key", "way"),
    [
        (UPRIGHT, Key.Key_Right, (1, 0)),
        (UPRIGHT, Key.Key_Left, (-1, 0)),
        (UPRIGHT.flipped(), Key.Key_Right, (1, 0)),
        (LEVEL, Key.Key_Up, (0, 1)),
        (LEVEL, Key.Key_Down, (0, -1)),
    ],
)
def test_arrows_shift_a_line_their_way(line, key, way, modifiers, step):
    after = press(line, key, modifiers)
    before = line.foot(np.zeros(2))
    assert_allclose(after.weights, line.weights)
    assert_allclose(after.foot(np.zeros(2)) - before, step * np.array(way), atol=1e-12)


def test_an_arrow_along_the_line_shifts_it_all_the_same_and_back():
    away = press(UPRIGHT, Key.Key_Up)
    assert away.bias != UPRIGHT.bias
    assert press(away, Key.Key_Down).bias == pytest.approx(UPRIGHT.bias)


def test_where_the_second_axis_goes_down_so_does_the_arrow():
    assert press(LEVEL, Key.Key_Down, down=True).bias == pytest.approx(press(LEVEL, Key.Key_Up).bias)


@pytest.mark.parametrize(
    ("key", "modifiers", "degrees"),
    [
        (Key.Key_R, NONE, 1),
        (Key.Key_R, SHIFT, -1),
        (Key.Key_BracketLeft, NONE, 1),
        (Key.Key_BracketRight, NONE, -1),
        (Key.Key_BracketRight, CTRL, -0.1),
    ],
)
@pytest.mark.parametrize("down", [False, True])
def test_keys_turn_a_line_about_its_middle(key, modifiers, degrees, down):
    after = press(UPRIGHT, key, modifiers, down)
    angle = np.radians(-degrees if down else degrees)
    assert_allclose(after.weights, 2 * np.array([np.cos(angle), np.sin(angle)]), atol=1e-12)
    assert after.excitation(np.array([-0.2, 0.0])) == pytest.approx(0, abs=1e-12)


def test_a_line_out_of_sight_is_turned_about_its_own_point():
    far = Line(np.array([1.0, 0.0]), 50.0)
    assert press(far, Key.Key_R).excitation(np.array([-50.0, 0.0])) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("key", "modifiers", "gain"), [(Key.Key_Plus, NONE, 2.2), (Key.Key_Minus, NONE, 2 / 1.1)])
def test_plus_and_minus_change_the_gain_alone(key, modifiers, gain):
    after = press(UPRIGHT, key, modifiers)
    assert after.gain == pytest.approx(gain)
    assert after.bias / after.gain == pytest.approx(UPRIGHT.bias / UPRIGHT.gain)


def test_no_line_stays_none():
    nothing = Line(np.zeros(2), 1.0)
    assert press(nothing, Key.Key_Left) is nothing


def key_click(presenter, key, modifiers=NONE):
    QTest.keyClick(presenter.window.arrangement.input, key, modifiers)


def test_tab_goes_from_unit_to_unit_and_on(opened, qtbot):
    presenter = opened("second-layer-output")
    canvas = presenter.window.arrangement.input
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    presenter.select(None)
    qtbot.waitUntil(lambda: not any(grip.kind == "handle" for grip in canvas.grips()))
    found = []
    for key, modifiers in [(Key.Key_Tab, NONE), (Key.Key_Tab, NONE), (Key.Key_Backtab, SHIFT)]:
        key_click(presenter, key, modifiers)
        found.append(presenter.session.document.view.selected)
        assert canvas.hasFocus()
    assert found == [0, 1, 0]
    key_click(presenter, Key.Key_Tab)
    key_click(presenter, Key.Key_Tab)
    assert not canvas.hasFocus()
    assert presenter.session.document.view.selected == 1
