"""Operating points lie on the curve at their e, the selected unit's on top, and rows show the data's histograms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.operating import BEYOND, Painted
from nnexplorer.gui.canvases.drawing.plots import arranged, compact
from nnexplorer.gui.words.notation import NOTATIONS, THIN, Symbols, number
from nnexplorer.model.activations import ACTIVATIONS

HARD = ("step", "signum")


@pytest.fixture
def painted(drawing, placed, style):
    """The plots of a part, the texts, and the pixels of its operating points alone."""

    def draw(part, selected=None, size=(900, 600), style=style, small=False):
        said = placed("drawing.operating")
        space = QRectF(40, 20, size[0] - 60, size[1] - 40)
        plots = compact(part, space) if small else arranged(part, space, style)
        on = Painted(part.points, selected, style)

        def paint(painter):
            for plot in plots:
                on.draw_on_curves(painter, plot)
                on.draw_rows(painter, plot)

        return plots, said, drawing(paint, style, *size)

    return draw


def colored(image, color):
    """Which pixels have a colour."""
    return np.abs(image - np.array(color.getRgb()[:3])).sum(axis=2) < 12


def inside(mask, rect):
    """The part of a mask in a rectangle."""
    box = rect.toAlignedRect()
    return mask[max(box.top(), 0) : box.bottom() + 1, max(box.left(), 0) : box.right() + 1]


# On the curves ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("probe", [(0.3, 0.4), None])
def test_dots_lie_on_the_curves_at_their_excitations(graphs_of, style, name, probe):
    part = graphs_of(8, name, derivatives=True, probe=probe)
    for plot in arranged(part, QRectF(0, 0, 900, 600), style):
        found = Painted(part.points, None, style).dots(plot)
        assert [unit for unit, _ in found] == list(part.points.units)
        for (_, at), e in zip(found, part.points.e, strict=True):
            b, value = plot.frame.to_data(np.array([at.x(), at.y()]))
            g = plot.graph.activation
            wanted = g.function(e) if plot.value else g.derivative(e)
            if abs(e) < plot.graph.b[-1] and not (abs(e) < 0.05):
                assert (b, value) == pytest.approx((e, float(wanted)), abs=5e-3)


def test_what_lies_beyond_stands_at_the_edge(graphs_of, style):
    part = graphs_of(4, "tanh")
    far = replace(part, points=replace(part.points, e=np.array([-1e9, np.inf, np.nan, 1e300])))
    (plot, *_) = arranged(far, QRectF(0, 0, 900, 600), style)
    places = [
        plot.frame.to_data(np.array([at.x(), at.y()]))[0] for _, at in Painted(far.points, None, style).dots(plot)
    ]
    extent = plot.graph.b[-1]
    assert places == pytest.approx([-extent, extent, 0.0, extent])


def test_g_and_its_derivative_in_one_graph_have_a_dot_each(graphs_of, style):
    part = graphs_of(4, "tanh", curves=("step", "tanh", "relu"), derivatives=True)
    (plot,) = [plot for plot in arranged(part, QRectF(0, 0, 900, 600), style) if plot.graph.own]
    assert [unit for unit, _ in Painted(part.points, 2, style).dots(plot)] == [0, 1, 3, 2] * 2


@pytest.mark.parametrize("selected", [None, 0, 3])
def test_dots_have_their_units_colours_and_the_selected_one_is_larger(painted, graphs_of, style, selected):
    part = graphs_of(4, "relu", derivatives=False, probe=(0.3, 0.4))
    (plot,), _, image = painted(part, selected)
    dots = dict(Painted(part.points, selected, style).dots(plot))
    if selected is not None:
        at = dots[selected]
        color = style.unit(selected, selected, 4)
        assert colored(image, color)[round(at.y()), round(at.x())]
    plain = painted(part, None)[2]
    if selected is not None:
        around = QRectF(dots[selected].x() - 12, dots[selected].y() - 12, 24, 24)
        color = style.unit(selected, selected, 4)
        larger = inside(colored(image, color), around).sum()
        assert larger > 1.3 * inside(colored(plain, style.unit(selected, None, 4)), around).sum()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_selected_unit_marks_the_part_of_the_curve_that_it_uses(painted, graphs_of, style, name):
    part = graphs_of(4, name, probe=None)
    plots, _, image = painted(part, 0)
    plot, points = plots[0], part.points
    used = points.share[0] > 0
    used[1:-1] |= used[:-2] & used[2:]
    used = points.edges[:-1][used]
    card = np.array(style.color("card").getRgb()[:3])
    inked = np.abs(image - card).sum(axis=2) > 8
    columns = (
        np.flatnonzero(inside(inked, plot.frame.rect.adjusted(12, 0, -12, 0)).any(axis=0)) + plot.frame.rect.left() + 12
    )
    b = plot.frame.to_data(np.column_stack((columns, columns)))[:, 0]
    step = points.edges[1] - points.edges[0]
    radius = 12 * np.ptp(plot.frame.bounds[0]) / plot.frame.rect.width()
    for place in b:
        near_dot = np.abs(points.e - place).min() < radius
        assert near_dot or np.abs(used + step / 2 - place).min() <= step / 2 + 0.05


def test_samples_on_a_grid_leave_no_gaps_in_the_used_part(painted, graphs_of):
    """Their bins are a comb, and a dashed curve would be taken for a derivative."""
    part = graphs_of(4, "relu", derivatives=False, probe=None)
    share = part.points.share[0]
    assert (share[10:50] == 0).any()
    (plot,), _, image = painted(part, 0)
    rect = plot.frame.rect
    columns = (image != image[0, 0]).any(axis=2)[round(rect.top()) : round(rect.bottom())].any(axis=0)
    assert columns[round(rect.left()) + 20 : round(rect.right()) - 20].all()


@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_selected_units_numbers_at_the_probe_are_the_parts(painted, graphs_of, style, notation):
    style = replace(style, symbols=Symbols(NOTATIONS[notation], 0))
    part = graphs_of(4, "logistic", derivatives=True, probe=(0.3, 0.4))
    _, said, _ = painted(part, 1, style=style)
    texts = [text for text, _ in said]
    points, symbols = part.points, style.symbols
    assert f"{symbols.h(1)} = {number(points.value[1], 3)}" in texts
    assert any(text.endswith(f"({symbols.e(1)}) = {number(points.derivative[1], 3)}") for text in texts)
    said.clear()
    painted(part, None, style=style)
    assert not any(" = " in text for text, _ in said)


@pytest.mark.parametrize("probe", [(0.3, 0.4), (1.0, -1.0), (-1.0, 1.0)])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_numbers_stay_in_their_graph(painted, graphs_of, name, probe):
    plots, said, _ = painted(graphs_of(4, name, derivatives=True, probe=probe), 0)
    numbers = [box for text, box in said if " = " in text]
    assert len(numbers) == 2
    for box in numbers:
        assert any(plot.frame.rect.adjusted(-1, -1, 1, 1).contains(box) for plot in plots)


def test_without_a_probe_means_have_no_numbers(painted, graphs_of):
    _, said, _ = painted(graphs_of(4, "tanh", probe=None), 1)
    assert not any(" = " in text for text, _ in said)


# In rows ----------------------------------------------------------------------------------------------------------


def test_a_histogram_is_where_the_data_are(painted, graphs_of, style):
    part = graphs_of(4, "tanh", derivatives=False, probe=None)
    (plot,), _, image = painted(part, None)
    for place, unit in enumerate(part.points.units):
        row = plot.rows.row(place).adjusted(0, 2, 0, -3)
        columns = np.flatnonzero(inside(colored(image, style.unit(unit, None, 4)), row).any(axis=0))
        used = np.flatnonzero(part.points.share[place] > 0)
        width = row.width() / len(part.points.share[place])
        assert columns.min() >= (used.min() - 3) * width
        assert columns.max() <= (used.max() + 4) * width
        heights = inside(colored(image, style.unit(unit, None, 4)), row).sum(axis=0)
        fullest = np.argmax(np.convolve(part.points.share[place], [1, 4, 6, 4, 1], "same"))
        assert heights[round((fullest + 0.5) * width)] >= 0.9 * heights.max()


def test_an_arrow_shows_what_lies_beyond_the_axis(painted, graphs_of, style):
    part = graphs_of(2, "tanh", derivatives=False, probe=None)
    for left, right in ((0.0, 0.0), (0.2, 0.0), (0.0, 2 * BEYOND), (0.5, 0.5), (BEYOND / 2, 0.0)):
        beyond = np.array([[left, right], [0.0, 0.0]])
        empty = np.zeros_like(part.points.share)
        (plot,), _, image = painted(replace(part, points=replace(part.points, beyond=beyond, share=empty)))
        row, mask = plot.rows.row(0), colored(image, style.unit(0, None, 2))
        sides = [inside(mask, QRectF(x, row.top(), 8, row.height())).any() for x in (row.left() - 8, row.right())]
        assert sides == [left >= BEYOND, right >= BEYOND]


@pytest.mark.parametrize("name", ["tanh", "relu", "step"])
def test_figures_below_the_derivative_are_the_parts(painted, graphs_of, name):
    part = graphs_of(4, name, derivatives=True)
    _, said, _ = painted(part)
    texts = [text for text, _ in said]
    for place in range(4):
        assert number(part.points.mean_derivative[place], 3) in texts
        assert f"{number(100 * part.points.saturation[place], 0)}{THIN}%" in texts


@pytest.mark.parametrize("notation", NOTATIONS)
def test_rows_are_named_where_there_is_room(painted, graphs_of, style, notation):
    style = replace(style, symbols=Symbols(NOTATIONS[notation], 1))
    _, said, _ = painted(graphs_of(4, "tanh"), style=style)
    texts = [text for text, _ in said]
    assert [text for text in texts if text in {style.symbols.e(k) for k in range(4)}] == [
        style.symbols.e(k) for k in range(4)
    ]
    assert f"{style.symbols.notation.excitation_html} over the data" in texts
    said.clear()
    painted(graphs_of(300, "tanh"), style=style)
    assert not any(text == style.symbols.e(0) for text, _ in said)


@pytest.mark.parametrize("selected", [None, 1])
def test_the_selected_row_has_a_ground(painted, graphs_of, style, selected):
    (plot, *_), _, image = painted(graphs_of(4, "tanh"), selected)
    row = plot.rows.row(1)
    ground = image[round(row.top()) + 1, round(row.left()) - 2]
    assert (tuple(ground) != style.color("card").getRgb()[:3]) == (selected == 1)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("data", [True, False])
def test_points_of_every_nonlinearity_are_drawn(painted, graphs_of, style, dark, name, data):
    part = graphs_of(8, name, data, derivatives=True, probe=(0.3, 0.4))
    for shown in (style, dark):
        for small in (False, True):
            assert np.ptp(painted(part, 3, (300, 200), shown, small)[2]) > 40


@pytest.mark.parametrize("units", [1, 300, 10_000])
def test_any_number_of_units_is_drawn(painted, graphs_of, units):
    part = graphs_of(units, "tanh", units < 1000, selected=units - 1, probe=(0.3, 0.4))
    plots, _, image = painted(part, units - 1)
    dots = [unit for unit, _ in Painted(part.points, units - 1, None).dots(plots[0])]
    assert dots[-1] == units - 1, "the selected one is there and on top"
    assert np.ptp(image) > 40
