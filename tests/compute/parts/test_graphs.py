"""Graphs have the lecture's numbers, their jumps are found by themselves, and those beside each other common axes."""

import numpy as np
import pytest

from nnexplorer.compute.parts.graphs import graph
from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS, activation


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_graph_is_its_formula(name):
    it, g = graph(activation(name)), activation(name)
    away = it.b != 0
    assert np.array_equal(it.value[away], g.function(it.b[away]))
    assert np.array_equal(it.derivative[away], g.derivative(it.b[away]))
    assert (it.b[0], it.b[-1]) == (-4, 4)
    assert it.drawn == (-3, 3), "the slides draw them from -3 to 3"
    assert (np.diff(it.b) >= 0).all()


def test_slopes_of_the_logistic_are_the_lectures():
    it = graph(activation("logistic"), 16.0)
    assert np.interp([0, 3, 5, 10], it.b, it.derivative) == pytest.approx([0.25, 0.0452, 0.00665, 4.54e-5], rel=1e-2)


@pytest.mark.parametrize(
    ("name", "jump", "kink"),
    [("step", 1, 0), ("signum", 2, 0), ("relu", 0, 1), ("leaky_relu", 0, 0.99), ("prelu", 0, 0.75)]
    + [(name, 0, 0) for name in ("logistic", "tanh", "softplus", "identity")],
)
def test_jumps_are_found(name, jump, kink):
    it = graph(activation(name))
    assert (it.jump, it.kink) == pytest.approx((jump, kink))
    assert bool(it.jump) == bool(jump)
    assert bool(it.kink) == bool(kink)


@pytest.mark.parametrize("name", ["step", "signum"])
def test_a_jump_is_at_zero_and_no_slope(name):
    it = graph(activation(name))
    left, right = np.flatnonzero(it.b == 0)
    assert it.value[right] - it.value[left] == it.jump
    assert len(np.unique(it.value)) == 2


@pytest.mark.parametrize(
    ("name", "flat"),
    [
        ("step", [(-8, 8)]),
        ("relu", [(-8, 0)]),
        ("logistic", [(-8, -5.98), (5.98, 8)]),
        ("softplus", [(-8, -4.60)]),
        ("leaky_relu", []),
        ("identity", []),
    ],
)
def test_flat_is_where_the_slope_is_less_than_a_hundredth(name, flat):
    found = graph(activation(name), 8.0).flat
    assert len(found) == len(flat)
    assert np.ravel(found) == pytest.approx(np.ravel(flat), abs=0.06)


@pytest.mark.parametrize("name", ["step", "signum", "logistic", "tanh"])
def test_bounded_nonlinearities_have_the_lectures_axes(name):
    assert graph(activation(name)).bounds == ((-4, 4), (-1.5, 1.5))
    assert graph(activation(name), 64.0).bounds == ((-64, 64), (-1.5, 1.5))


@pytest.mark.parametrize("slope", [-3.0, -0.5, 0.25, 2.0, 1e6])
@pytest.mark.parametrize("extent", [4.0, 32.0])
def test_axes_hold_the_curve(slope, extent):
    it = graph(activation("prelu", slope), extent, whole=True)
    for values, bounds in ((it.value, it.bounds), (it.derivative, it.slopes)):
        low, high = bounds[1]
        assert low <= values.min() <= values.max() <= high


def test_axis_of_the_derivative_holds_the_arrow_of_its_area():
    assert graph(activation("signum")).slopes[1][1] > 2 > graph(activation("step")).slopes[1][1] > 1


def test_arrays_are_read_only():
    it = graph(activation("tanh"))
    assert not any(array.flags.writeable for array in (it.b, it.value, it.derivative))


# Which graphs -----------------------------------------------------------------------------------------------------


def test_without_names_the_hidden_layers_own_is_drawn(line, part_of):
    part = part_of(line([0.5], hidden="tanh"))
    assert part.graphs == (part.own,)
    assert part.own.activation.name == "tanh"
    assert part.own.own


def test_named_nonlinearities_are_drawn_in_that_order_on_common_axes(line, part_of):
    part = part_of(line([0.5], hidden="tanh", curves=("relu", "step", "tanh"), derivatives=False))
    assert [it.activation.name for it in part.graphs] == ["relu", "step", "tanh"]
    assert [it.own for it in part.graphs] == [False, False, True]
    assert len({it.bounds for it in part.graphs}) == 1
    assert part.graphs[0].bounds[1][0] <= -1.5
    assert part.graphs[0].bounds[1][1] >= 4
    assert not part.derivatives


def test_others_than_the_own_one_keep_the_lectures_axes(line, part_of):
    part = part_of(line([100.0], hidden="tanh", curves=("step",)))
    assert part.graphs[0].bounds[0] == (-4, 4)
    assert part.own.bounds[0] == (-128, 128)


def test_compared_with_others_the_own_ones_range_is_everyones(line, part_of):
    part = part_of(line([10.0], hidden="tanh", curves=("signum", "tanh")))
    assert [it.bounds[0] for it in part.graphs] == [(-16, 16)] * 2
    assert part.graphs[0].drawn == part.graphs[1].drawn


def test_prelu_is_drawn_with_the_slope_of_today(line, part_of):
    document = edits.set_slope(line([1.0], hidden="prelu", curves=("relu", "prelu")), 0.5)
    assert part_of(document).graphs[1].kink == pytest.approx(0.5)


@pytest.mark.parametrize("curves", [(), ("step", "logistic", "tanh")])
def test_equal_graphs_are_the_same_so_that_nothing_is_drawn_anew(line, part_of, curves):
    document = line([0.5, 1.0], curves=curves)
    moved = edits.set_parameter(document, "b1", (0,), 0.25)
    assert all(a is b for a, b in zip(part_of(document).graphs, part_of(moved).graphs, strict=True))
