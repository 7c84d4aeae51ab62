"""A graph's ink lies where its values are: pieces where it jumps, an arrow for a delta, a ground where it is flat."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.compute.parts.graphs import graph
from nnexplorer.gui.canvases.drawing.curves import draw_derivative, draw_plot, draw_value
from nnexplorer.gui.canvases.drawing.formulas import delta_label, name_of, titles
from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.plots import Plot, arranged, compact
from nnexplorer.gui.words.notation import MINUS
from nnexplorer.model.activations import ACTIVATIONS, activation

RECT = QRectF(40, 40, 240, 180)
JUMPING = ("step", "signum")
GIVEN = (-2.0, -1.0, 1.0, 2.0)


@pytest.fixture
def drawn(drawing, style):
    """Pixels of one curve in its frame, alone, and that frame."""

    def draw(name, derivative=False, beside=True, style=style, **how):
        it = graph(activation(name))
        frame = Frame(RECT, it.slopes if derivative else it.bounds)
        if derivative:
            image = drawing(lambda p: draw_derivative(p, it, frame, style, beside, **how), style, 320, 260)
        else:
            image = drawing(lambda p: draw_value(p, it, frame, style, **how), style, 320, 260)
        return image, frame, it

    return draw


@pytest.fixture
def plotted(drawing, placed, style):
    """Pixels of a whole plot, and its texts with their boxes."""

    def draw(part, size=(640, 480), place=0, flat=True, style=style, small=False):
        said = placed("drawing.curves", "drawing.frame")
        space = QRectF(10, 20, size[0] - 20, size[1] - 30)
        plot = (compact(part, space) if small else arranged(part, space, style))[place]
        return plot, said, drawing(lambda p: draw_plot(p, plot, style, flat), style, *size)

    return draw


def inked(image, style):
    """Which pixels are not the card's."""
    return np.abs(image - np.array(style.color("card").getRgb()[:3])).sum(axis=2) > 60


def height_at(image, frame, style, b):
    """What the ink at b says that the curve's value is there."""
    column = round(frame.point(b, 0).x())
    rows = np.flatnonzero(inked(image, style)[:, column])
    return None if not rows.size else float(frame.to_data(np.array([column, rows.mean() + 0.5]))[1])


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("theme", ["style", "dark"])
def test_the_curve_of_g_lies_where_g_is(drawn, request, name, theme):
    style = request.getfixturevalue(theme)
    image, frame, it = drawn(name, style=style)
    for b in GIVEN:
        wanted = float(it.activation.function(np.array(b)))
        assert height_at(image, frame, style, b) == pytest.approx(wanted, abs=0.06)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_curve_of_the_derivative_lies_where_it_is(drawn, style, name):
    image, frame, it = drawn(name, derivative=True)
    for b in GIVEN[:2] if name in JUMPING else GIVEN:  # a delta's name stands to its right
        wanted = float(it.activation.derivative(np.array(b)))
        assert height_at(image, frame, style, b) == pytest.approx(wanted, abs=0.04)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_curves_are_drawn_as_far_as_the_lectures(drawn, style, name):
    image, frame, it = drawn(name)
    columns = np.flatnonzero(inked(image, style).any(axis=0))
    ends = [frame.point(b, 0).x() for b in it.drawn]
    assert [columns.min(), columns.max()] == pytest.approx(ends, abs=3)


@pytest.mark.parametrize("name", JUMPING)
def test_a_jump_has_open_ends_and_no_line_between(drawn, style, name):
    image, frame, it = drawn(name)
    low, high = (frame.point(0, it.value[place]).y() for place in (len(it.b) // 2 - 1, len(it.b) // 2))
    column = round(frame.point(0, 0).x())
    for end in (low, high):
        assert not inked(image, style)[round(end) - 1 : round(end) + 1, column].all(), "an end is open"
    between = inked(image, style)[round(high) + 8 : round(low) - 8, column]
    assert between.mean() < 0.6, "the line between is dotted and thin"
    assert height_at(image, frame, style, -0.4) < height_at(image, frame, style, 0.4) - 0.9
    small, _, _ = drawn(name, small=True)
    assert inked(small, style).sum() < inked(image, style).sum()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_delta_is_an_arrow_as_high_as_its_area(drawn, style, placed, name):
    said = placed("drawing.curves")
    image, frame, it = drawn(name, derivative=True)
    arrow = [text for text, _ in said if text == delta_label(it.jump)]
    assert len(arrow) == (it.activation.name in JUMPING)
    if it.activation.name in JUMPING:
        column = round(frame.point(0, 0).x())
        rows = np.flatnonzero(inked(image, style)[:, column])
        top = float(frame.to_data(np.array([column, rows.min()]))[1])
        assert top == pytest.approx(it.jump, abs=0.06)
        assert np.ptp(rows) + 1 == pytest.approx(len(rows), abs=2)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name not in JUMPING])
def test_a_derivative_in_gs_graph_is_dashed_and_one_beside_it_is_not(drawn, style, name):
    solid, frame, it = drawn(name, derivative=True)
    dashed, _, _ = drawn(name, derivative=True, beside=False)
    low, high = (round(frame.point(b, 0).x()) for b in (it.drawn[0], -0.1))
    gaps = [np.count_nonzero(~inked(image, style)[:, low + 3 : high].any(axis=0)) for image in (solid, dashed)]
    assert gaps[0] == 0
    assert gaps[1] > 5


# Around the curve -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_is_flat_has_a_ground_of_its_own(plotted, graphs_of, style, name):
    part = graphs_of(4, name)
    plot, said, image = plotted(part)
    card = np.array(style.color("card").getRgb()[:3])
    extent = plot.frame.bounds[0][1]
    row = round(plot.frame.rect.top()) + 9
    for b in np.linspace(-0.97, 0.97, 23) * extent:
        at = round(plot.frame.point(b, 0).x())
        ground = np.median(image[row : row + 5, at - 1 : at + 4], axis=(0, 1))
        flat = any(low + 0.1 < b < high - 0.1 for low, high in plot.graph.flat)
        outside = all(not low - 0.1 < b < high + 0.1 for low, high in plot.graph.flat)
        if flat:
            assert (ground < card - 8).all()
        elif outside:
            assert (ground > card - 30).all()
    assert ("flat" in [text for text, _ in said]) <= bool(plot.graph.flat)


def test_nothing_is_flat_where_no_units_work(plotted, graphs_of):
    part = graphs_of(4, "tanh")
    _, said, without = plotted(part, flat=False)
    assert "flat" not in [text for text, _ in said]
    _, said, image = plotted(part)
    assert "flat" in [text for text, _ in said]
    assert (image != without).any()


@pytest.mark.parametrize("size", [(300, 200), (460, 450), (1000, 600)], ids=str)
@pytest.mark.parametrize("curves", [(), ("tanh", "step"), ("step", "logistic", "relu", "softplus")], ids=str)
def test_texts_are_in_the_picture_and_the_title_is_the_longest_that_fits(plotted, graphs_of, style, size, curves):
    part = graphs_of(4, "tanh", derivatives=True, curves=curves)
    for place in range(len(arranged(part, QRectF(10, 20, size[0] - 20, size[1] - 30), style))):
        plot, said, _ = plotted(part, size, place)
        picture = QRectF(0, 0, *size)
        assert [(text, box) for text, box in said if not picture.contains(box)] == []
        found = titles(plot.graph.activation, style.symbols, plot.kind == "derivative")
        shown = [(text, box) for text, box in said if text in found]
        assert len(shown) == 1
        assert shown[0][1].bottom() <= plot.frame.rect.top()
        said.clear()


@pytest.mark.parametrize("size", [(300, 200), (460, 450), (1000, 600)], ids=str)
def test_ticks_are_symmetric_and_apart(plotted, graphs_of, style, size):
    plot, said, _ = plotted(graphs_of(4, "tanh"), size)
    below = [(text, box) for text, box in said if box.top() > plot.frame.rect.bottom()]
    values = sorted(float(text.replace(MINUS, "-")) for text, _ in below)
    assert values == sorted(-value for value in values)
    assert values[-1] == plot.frame.bounds[0][1]
    edges = sorted((box.left(), box.right()) for _, box in below)
    assert all(before[1] < after[0] for before, after in pairwise(edges))


def test_curves_of_one_graph_are_named(plotted, graphs_of):
    _, said, _ = plotted(graphs_of(4, "tanh", derivatives=True, curves=("tanh", "step", "relu")))
    texts = [text for text, _ in said]
    assert {name_of(activation("tanh")), name_of(activation("tanh"), derivative=True)} <= set(texts)


def test_a_panels_graph_has_no_words_but_axes(plotted, graphs_of, style):
    plot, said, image = plotted(graphs_of(4, "tanh"), (280, 150), small=True)
    assert said == []
    origin = plot.frame.point(0, 0)
    assert (image[round(origin.y()) - 30, round(origin.x())] != image[1, 1]).any()


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("size", [(1, 1), (40, 2), (2, 40)], ids=str)
def test_a_frame_without_room_is_borne(drawing, style, name, size):
    it = graph(activation(name))
    for kind in ("value", "derivative", "both"):
        plot = Plot(it, kind, Frame(QRectF(3, 3, *size), it.bounds), None, compact=False)
        assert drawing(lambda p, plot=plot: draw_plot(p, plot, style, flat=True), style, 60, 60).size
