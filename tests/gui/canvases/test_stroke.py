"""A stroke on a canvas of its own: from where it begins to where it ends."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from PySide6.QtCore import QPointF, QRectF, Qt

from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.stroke import DRAWING, SHORTEST_STROKE, StrokeCanvas

FRAME = Frame(QRectF(0, 0, 200, 200), ((-1.0, 1.0), (-1.0, 1.0)))
CTRL = Qt.KeyboardModifier.ControlModifier


class Paper(StrokeCanvas):
    """A canvas whose paper fills it."""

    paper = FRAME


@pytest.fixture
def view(style, qtbot):
    canvas = Paper(style)
    qtbot.addWidget(canvas)
    canvas.resize(200, 200)
    canvas.strokes = []
    canvas.line_drawn.connect(lambda start, end: canvas.strokes.append((start, end)))
    return canvas


def draw(mouse, view, dx, dy, modifiers=Qt.KeyboardModifier.NoModifier):
    hand = mouse(view)
    hand.press(QPointF(50, 60), modifiers=modifiers)
    hand.move(dx, dy, modifiers)
    hand.release()


@pytest.mark.parametrize("held", [True, False])
def test_a_stroke_tells_its_ends_in_data(view, mouse, held):
    view.expect_stroke(not held)
    draw(mouse, view, 100, 40, DRAWING if held else Qt.KeyboardModifier.NoModifier)
    [(start, end)] = view.strokes
    assert_allclose(start, FRAME.to_data(np.array([50, 60])), atol=1e-12)
    assert_allclose(end, FRAME.to_data(np.array([150, 100])), atol=1e-12)
    assert not view.dragging


@pytest.mark.parametrize("modifiers", [Qt.KeyboardModifier.NoModifier, CTRL, Qt.KeyboardModifier.ShiftModifier])
def test_an_ordinary_drag_is_no_stroke(view, mouse, modifiers):
    draw(mouse, view, 100, 40, modifiers)
    assert view.strokes == []


def test_a_short_stroke_and_one_that_was_let_go_say_nothing(view, mouse):
    view.expect_stroke(True)
    draw(mouse, view, SHORTEST_STROKE / 2, 0)
    hand = mouse(view)
    hand.press(QPointF(50, 60))
    hand.move(100, 0)
    assert view.dragging
    view.let_go()
    hand.release()
    assert (view.strokes, view.dragging, view.expecting) == ([], False, True)


def test_a_brush_paints_instead(view, mouse):
    view.show_brush(True)
    draw(mouse, view, 100, 40, DRAWING)
    assert view.strokes == []
