"""What a hand can take on a canvas of lines, and what dragging and double-clicking it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.look.style import Look, style_for

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(hung, document_with, picture):
    """`shown(unit)` is a canvas of the lecture's lines with that one selected."""

    def show(selected, units=None, **view):
        document = document_with("second-layer-output", units, **view)
        canvas = hung(InputCanvas)
        canvas.restyle(style_for(document.view, Look()))
        canvas.show_part(evaluate_document(document, 16).input, selected)
        picture(canvas, 600, 600)
        return canvas

    return show


@pytest.fixture
def said():
    """`said(signal)` lists what it emits from now on."""

    def listen(signal):
        log = []
        signal.connect(lambda *values: log.append(values))
        return log

    return listen


def grip(canvas, kind):
    return next(one for one in canvas.grips() if one.kind == kind)


@pytest.mark.parametrize(("selected", "kinds"), [(None, {"probe"}), (1, {"probe", "handle", "tip"})])
def test_only_the_selected_line_can_be_turned_and_steepened(shown, selected, kinds):
    canvas = shown(selected, probe=(0.2, 0.2))
    assert {one.kind for one in canvas.grips()} == kinds
    assert all(one.unit == selected for one in canvas.grips())


def test_a_selection_that_the_part_has_no_line_for_offers_no_grips(shown):
    assert shown(7, units=2).grips() == []


@pytest.mark.parametrize("unit", [0, 1])
def test_a_line_is_taken_where_it_is_and_shifted_to_where_the_hand_goes(shown, said, mouse, on_line, unit):
    canvas = shown(unit)
    dragged, dropped = said(canvas.line_dragged), said(canvas.line_dropped)
    end = mouse(canvas.viewport()).drag(on_line(canvas, unit), 24, 17)
    assert {k for k, _ in dragged} == {unit}
    line = dragged[-1][1]
    x = canvas.thresholds.frame.to_data([end.x(), end.y()])
    assert float(line.weights @ x + line.bias) == pytest.approx(0, abs=0.05 * line.gain)
    assert dropped == [(unit, "Move")]


@pytest.mark.parametrize(("kind", "done"), [("handle", "Turn"), ("tip", "Steepen")])
def test_the_handle_keeps_a_lines_gain_and_the_tip_its_direction(shown, said, mouse, kind, done):
    canvas = shown(1)
    before, dragged, dropped = canvas.thresholds.lines[1], said(canvas.line_dragged), said(canvas.line_dropped)
    mouse(canvas.viewport()).drag(grip(canvas, kind).at, 30, -45)
    line = dragged[-1][1]
    assert (line.gain == pytest.approx(before.gain)) == (kind == "handle")
    assert (abs(line.normal @ before.normal) == pytest.approx(1)) == (kind == "tip")
    assert dropped == [(1, done)]


def test_shift_steepens_to_a_whole_number(shown, said, mouse):
    canvas = shown(1)
    dragged = said(canvas.line_dragged)
    mouse(canvas.viewport()).drag(grip(canvas, "tip").at, 9, -14, SHIFT)
    assert [line.gain for _, line in dragged] == pytest.approx([round(line.gain) for _, line in dragged])


def test_a_double_click_flips_a_line_and_leaves_it_where_it_is(shown, said, mouse, on_line):
    canvas = shown(1)
    before, flipped = canvas.thresholds.lines[1], said(canvas.line_flipped)
    mouse(canvas.viewport()).double_click(on_line(canvas, 1))
    (unit, line), *more = flipped
    assert (unit, more) == (1, [])
    assert (*line.weights, line.bias) == pytest.approx((*-before.weights, -before.bias))


def test_a_double_click_puts_the_probe_on_the_ground_and_takes_it_away_again(shown, said, mouse):
    canvas, bare = shown(None, probe=(0.25, 0.5)), shown(None, units=1, probe=None)
    taken, put = said(canvas.probe_put), said(bare.probe_put)
    mouse(canvas.viewport()).double_click(grip(canvas, "probe").at)
    assert taken == [(None,)]
    frame = bare.thresholds.frame
    place = next(x for x in ((0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)) if bare.grip_at(frame.point(*x)) is None)
    mouse(bare.viewport()).double_click(frame.point(*place))
    assert put[0][0] == pytest.approx(place, abs=0.02)


@pytest.mark.parametrize("down", [False, True])
def test_a_probe_goes_where_the_hand_does_whichever_way_the_second_axis_goes(shown, said, mouse, down):
    canvas = shown(None, probe=(0.25, 0.5), downwards=down)
    frame, places, dropped = canvas.thresholds.frame, said(canvas.probe_dragged), said(canvas.probe_dropped)
    assert (frame.point(0, 1).y() > frame.point(0, -1).y()) == down
    way = frame.point(-0.5, -0.75) - frame.point(0.25, 0.5)
    mouse(canvas.viewport()).drag(frame.point(0.25, 0.5), way.x(), way.y())
    assert places[-1][0] == pytest.approx([-0.5, -0.75], abs=0.02)
    assert dropped == [()]
