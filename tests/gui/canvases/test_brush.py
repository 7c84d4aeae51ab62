"""The brush: which button does what, how densely a stroke leaves marks, and that it takes no lines."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.brush import ERASER, SPACING, Brush
from nnexplorer.gui.canvases.input import InputCanvas

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.mark.parametrize(
    ("button", "modifiers", "mark"),
    [
        (LEFT, NONE, "plus"),
        (LEFT, SHIFT, "minus"),
        (LEFT, CTRL, "erase"),
        (RIGHT, NONE, "erase"),
        (RIGHT, SHIFT, "erase"),
        (MIDDLE, NONE, None),
    ],
)
def test_each_button_has_its_mark(button, modifiers, mark):
    brush = Brush()
    assert not brush.press(button, modifiers), "it is off"
    brush.on = True
    assert brush.press(button, modifiers) == (mark is not None)
    assert (brush.mark, brush.lift(), brush.mark) == (mark, mark, None)


def test_a_second_button_begins_no_second_stroke():
    brush = Brush()
    brush.on = True
    assert brush.press(LEFT, NONE)
    assert not brush.press(RIGHT, NONE)
    assert brush.mark == "plus"


def test_marks_are_spaced_along_a_stroke_and_an_eraser_is_everywhere():
    brush = Brush()
    brush.on = True
    assert not brush.marks(QPointF(0, 0))
    brush.press(LEFT, NONE)
    assert [x for x in range(40) if brush.marks(QPointF(x, 0))] == [0, SPACING, 2 * SPACING, 3 * SPACING]
    brush.lift()
    brush.press(RIGHT, NONE)
    assert all(brush.marks(QPointF(x, 0)) for x in range(5))


@pytest.fixture
def canvas(hung, document_with):
    made = hung(InputCanvas)
    made.show_part(evaluate_document(document_with("second-layer-output", None, None), 16).input, 0)
    return made


def test_a_stroke_tells_its_marks_in_input_space_and_then_its_end(canvas, mouse):
    log, ends, dragged = [], [], []
    canvas.painted.connect(lambda x, mark, radius: log.append((x, mark, radius)))
    canvas.stroke_ended.connect(ends.append)
    canvas.line_dragged.connect(lambda *values: dragged.append(values))
    canvas.show_brush(True)
    middle = canvas.paper.rect.center()
    hand = mouse(canvas)
    hand.press(middle)
    assert canvas.dragging
    hand.move(3 * SPACING, 0)
    assert ends == []
    hand.release()
    assert (ends, dragged, canvas.dragging) == (["plus"], [], False)
    assert [mark for _, mark, _ in log] == ["plus"] * 4
    np.testing.assert_allclose(canvas.paper.to_pixels(log[0][0]), middle.toTuple(), atol=1e-6)
    scale = (canvas.paper.bounds[0][1] - canvas.paper.bounds[0][0]) / canvas.paper.rect.width()
    assert log[0][2] == pytest.approx(ERASER * canvas.style_.scale * scale)


def test_nothing_is_painted_outside_the_frame_or_on_an_empty_canvas(canvas, mouse):
    log = []
    canvas.painted.connect(lambda *values: log.append(values))
    canvas.show_brush(True)
    mouse(canvas).click(QPointF(1, 1))
    canvas.show_part(None, None)
    mouse(canvas).click(QPointF(100, 100))
    assert log == []


def test_a_double_click_paints_twice_and_flips_no_line(canvas, mouse, on_line):
    log, flips = [], []
    canvas.painted.connect(lambda *values: log.append(values))
    canvas.line_flipped.connect(lambda *values: flips.append(values))
    canvas.show_brush(True)
    mouse(canvas).double_click(on_line(canvas, 0))
    assert (len(log), flips) == (2, [])


def test_a_stroke_that_is_let_go_of_has_no_end(canvas, mouse):
    ends = []
    canvas.stroke_ended.connect(ends.append)
    canvas.show_brush(True)
    hand = mouse(canvas)
    hand.press(canvas.paper.rect.center())
    canvas.let_go()
    hand.release()
    assert ends == []


def test_the_reach_of_the_eraser_is_drawn_around_the_mouse(canvas, mouse):
    mouse(canvas).hover(canvas.paper.rect.center())
    before = canvas.grab().toImage()
    canvas.show_brush(True)
    mouse(canvas).hover(canvas.paper.rect.center())
    assert canvas.grab().toImage() != before
