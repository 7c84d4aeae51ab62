"""Graphs fill their canvas without overlapping, and the rows of operating points stay below the hidden layer's own."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.plots import LEAST_HEIGHT, LEAST_SIDE, MOST_PAIRS, arranged, compact
from nnexplorer.model.activations import ACTIVATIONS

ROOMS = ((280, 160), (440, 410), (980, 560))
VIEWS = {
    "own": {},
    "derivative": {"derivatives": True},
    "pair": {"derivatives": True, "curves": ("tanh", "signum")},
    "four": {"derivatives": True, "curves": ("step", "logistic", "tanh", "relu")},
    "all": {"curves": tuple(ACTIVATIONS)},
    "others": {"derivatives": True, "curves": ("step", "relu")},
}


@pytest.fixture
def arrange(graphs_of, style):
    def lay(view="own", room=(980, 560), units=2, **part):
        return arranged(graphs_of(units, **VIEWS[view], **part), QRectF(10, 30, *room), style)

    return lay


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("room", ROOMS, ids=str)
@pytest.mark.parametrize("units", [1, 8, 300])
def test_graphs_and_rows_are_apart_and_in_their_space(arrange, view, room, units):
    plots = arrange(view, room, units)
    rects = [plot.frame.rect for plot in plots] + [plot.rows.rect for plot in plots if plot.rows is not None]
    space = QRectF(10, 30, *room).adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    assert [rect for rect in rects if not space.contains(rect)] == []
    assert [pair for pair in combinations(rects, 2) if pair[0].intersects(pair[1])] == []
    assert all(rect.width() > 20 and rect.height() > 1 for rect in rects)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_every_graph_that_is_asked_for_has_its_place(arrange, graphs_of, view, room):
    plots, part = arrange(view, room), graphs_of(2, **VIEWS[view])
    for graph in part.graphs:
        kinds = [plot.kind for plot in plots if plot.graph is graph]
        assert kinds in (["value", "derivative"], ["both"]) if part.derivatives else kinds == ["value"]
    names = [plot.graph.activation.name for plot in plots if plot.value]
    assert names == [graph.activation.name for graph in part.graphs]


def test_few_graphs_have_their_derivatives_beside_them_where_there_is_room(arrange, style):
    assert [plot.kind for plot in arrange("derivative")] == ["value", "derivative"]
    assert [plot.kind for plot in arrange("pair")] == ["value", "derivative"] * MOST_PAIRS
    assert {plot.kind for plot in arrange("four")} == {"both"}
    narrow = 2 * LEAST_SIDE * style.gap(1) - 1
    assert [plot.kind for plot in arrange("derivative", (narrow, 400))] == ["both"]
    value, derivative = (plot.frame.rect for plot in arrange("derivative"))
    assert (value.top(), value.bottom()) == (derivative.top(), derivative.bottom())
    assert value.right() < derivative.left()


def test_only_the_hidden_layers_own_graph_has_rows(arrange):
    for view in VIEWS:
        for plot in arrange(view):
            assert (plot.rows is not None) <= plot.graph.own
    assert [plot.rows is not None for plot in arrange("pair")] == [True, True, False, False]
    assert all(plot.rows is None for plot in arrange("others"))


@pytest.mark.parametrize("units", [1, 8, 32])
def test_rows_are_one_a_unit_below_their_graph(arrange, style, units):
    plot = arrange("own", units=units)[0]
    rows = [plot.rows.row(place) for place in range(units)]
    assert all(before.bottom() == pytest.approx(after.top()) for before, after in pairwise(rows))
    assert rows[-1].bottom() == pytest.approx(plot.rows.rect.bottom())
    assert rows[0].top() > plot.frame.rect.bottom()
    assert {(row.left(), row.right()) for row in rows} == {(plot.frame.rect.left(), plot.frame.rect.right())}, (
        "they share the axis of b"
    )
    assert plot.frame.rect.height() >= LEAST_HEIGHT * style.gap(1)


def test_without_points_or_room_there_are_no_rows(arrange):
    assert all(plot.rows is None for plot in arrange(data=False, probe=None))
    assert all(plot.rows is None for plot in arrange(room=(280, 80)))


def test_many_graphs_are_as_large_as_can_be(arrange):
    wide, high = ([plot.frame.rect.topLeft() for plot in arrange("four", room)] for room in ((1600, 300), (300, 1600)))
    assert len({at.y() for at in wide}) == 1
    assert len({at.x() for at in high}) == 1
    square = [plot.frame.rect.topLeft() for plot in arrange("four", (900, 700))]
    assert len({at.x() for at in square}) == len({at.y() for at in square}) == 2


def test_graphs_of_one_kind_have_one_scale(arrange):
    assert len({plot.frame.bounds for plot in arrange("all")}) == 1
    value, derivative = (plot.frame.bounds for plot in arrange("derivative"))
    assert value[0] == derivative[0]
    both = arrange("four")[0].frame.bounds[1]
    assert both[0] <= min(value[1][0], derivative[1][0])
    assert both[1] >= max(value[1][1], derivative[1][1])


@pytest.mark.parametrize("room", [(1, 1), (30, 10), (10, 300), (600, 8)], ids=str)
@pytest.mark.parametrize("view", VIEWS)
def test_no_room_at_all_is_borne(arrange, graphs_of, style, view, room):
    assert arrange(view, room, 300)
    (plot,) = compact(graphs_of(300, **VIEWS[view]), QRectF(0, 0, *room))
    assert plot.frame.rect.height() >= 1


@pytest.mark.parametrize("units", [1, 8, 32])
@pytest.mark.parametrize("room", [(120, 60), (280, 130)], ids=str)
def test_a_panels_graph_has_g_and_its_derivative_and_no_rows(graphs_of, units, room):
    space = QRectF(5, 5, *room)
    (plot,) = compact(graphs_of(units, curves=("step",)), space)
    assert plot.graph.own
    assert plot.value
    assert plot.derivative
    assert plot.compact
    assert plot.rows is None
    assert plot.frame.rect == space
