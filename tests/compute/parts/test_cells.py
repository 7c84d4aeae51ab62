"""The cells tile the rectangle, and in each the network is what the cell says."""

from __future__ import annotations

from itertools import combinations
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.design import construct
from nnexplorer.compute.parts import cells as module
from nnexplorer.compute.parts.cells import cell_at, cells
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.lines import Line
from nnexplorer.model.network import Network

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
OBLONG = ((-0.5, 2.0), (-3.0, -0.25))
LINEAR = ["relu", "leaky_relu", "prelu", "identity"]
HARD = ["step", "signum"]
SMOOTH = ["logistic", "tanh", "softplus"]


def area(polygon):
    (x, y), (next_x, next_y) = polygon.T, np.roll(polygon, -1, axis=0).T
    return 0.5 * np.sum((x - x[0]) * (next_y - y[0]) - (next_x - x[0]) * (y - y[0]))


def corner_turns(polygon):
    """Return the sine of the turn at each corner: none is negative in a convex polygon that runs counter-clockwise."""
    edges = np.roll(polygon, -1, axis=0) - polygon
    edges /= np.hypot(*edges.T)[:, None]
    following = np.roll(edges, -1, axis=0)
    return edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0]


def crossings(net, bounds):
    """Return how often two lines cross inside of the bounds."""
    low, high = np.transpose(bounds)
    pairs = [list(pair) for pair in combinations(range(net.units), 2)]
    points = np.array([np.linalg.solve(net.W1[pair], -net.b1[pair]) for pair in pairs]).reshape(-1, 2)
    return np.count_nonzero(np.all((low < points) & (points < high), axis=1))


def lines_net(*lines, hidden="relu"):
    """Return a network with these (w_0, w_1, b)."""
    table = np.array(lines, dtype=float)
    return Network(table[:, :2], table[:, 2], np.arange(1.0, len(table) + 1)[None], [0.5], hidden)


def points_within(bounds, count=300):
    return np.random.default_rng(8).uniform(*np.transpose(bounds), (count, 2))


def assert_tiled(found, bounds, rel=1e-12):
    (x_low, x_high), (y_low, y_high) = bounds
    areas = np.array([area(cell.polygon) for cell in found])
    assert (areas > 0).all()
    assert areas.sum() == pytest.approx((x_high - x_low) * (y_high - y_low), rel=rel)
    corners = np.concatenate([cell.polygon for cell in found])
    assert_array_equal(corners.min(axis=0), [x_low, y_low])
    assert_array_equal(corners.max(axis=0), [x_high, y_high])


@pytest.mark.parametrize("bounds", [SQUARE, OBLONG, ((1e6, 1e6 + 1), (-1e-3, 1e-3))])
@pytest.mark.parametrize("units", [1, 2, 7, 40])
def test_cells_tile_the_rectangle_by_convex_polygons(units, bounds):
    middle, half = np.mean(bounds, axis=1), np.ptp(bounds, axis=1) / 2
    net = Network.random(hidden=units, seed=units)
    net = net.replace(W1=net.W1 / half, b1=net.b1 - (net.W1 / half) @ middle)
    found = cells(net, bounds)
    assert len(found) > units
    assert_tiled(found, bounds, rel=1e-9)  # as exact as corners a million from the origin are
    for cell in found:
        scaled = (cell.polygon - middle) / half
        assert len(scaled) >= 3
        assert (corner_turns(scaled) > -1e-6).all()


@pytest.mark.parametrize("bounds", [SQUARE, OBLONG])
@pytest.mark.parametrize("seed", range(5))
def test_lines_in_general_position_give_one_cell_and_one_more_a_line_and_a_crossing(seed, bounds):
    net = Network.random(hidden=20, seed=seed)
    lines = [Line(w, b) for w, b in zip(net.W1, net.b1, strict=True)]
    met = sum(line.clipped(bounds) is not None for line in lines)
    assert len(cells(net, bounds)) == 1 + met + crossings(net, bounds)


def test_every_pattern_is_there_once_for_lines_in_general_position():
    found = cells(Network.random(hidden=20, seed=1), SQUARE)
    assert len({cell.on.tobytes() for cell in found}) == len(found)


@pytest.mark.parametrize("outputs", [1, 2])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_pattern_and_formula_are_the_networks(hidden, outputs):
    net = Network.random(hidden=12, outputs=outputs, activation=hidden, seed=2, output="tanh")
    net = net.replace(b2=np.arange(1.0, outputs + 1), slope=-0.7)
    found = cells(net, OBLONG)
    X = points_within(OBLONG)
    signals = net.forward(X)
    for x, e1, e2, y in zip(X, signals.e1, signals.e2, signals.y, strict=True):
        cell = found[cell_at(found, x)]
        assert_array_equal(cell.on, e1 > 0)
        if hidden in LINEAR:
            assert (cell.A.shape, cell.c.shape) == ((outputs, 2), (outputs,))
            assert_allclose(cell.A @ x + cell.c, e2, rtol=0, atol=1e-12)
        if hidden in HARD:
            assert_allclose(cell.y, y, rtol=0, atol=1e-15)
    assert all((cell.y is None) == (hidden not in HARD) for cell in found)
    assert all((cell.A is None) == (cell.c is None) == (hidden not in LINEAR) for cell in found)


@pytest.mark.parametrize("hidden", SMOOTH)
def test_smooth_units_have_cells_without_a_formula(hidden):
    found = cells(Network.random(activation=hidden), SQUARE)
    assert len(found) > 8
    assert all(cell.y is cell.A is cell.c is None for cell in found)


def test_lecture_lines_through_the_origin_cut_a_sector_between_each_two():
    found = cells(construct(8), ((-1.1, 1.1), (-1.1, 1.1)))
    assert len(found) == 16
    assert_tiled(found, ((-1.1, 1.1), (-1.1, 1.1)))
    for i in range(9):  # exact at the nodes
        t = -np.pi / 2 + i * np.pi / 8
        cell = found[cell_at(found, [np.cos(t), np.sin(t)])]
        assert_allclose(cell.y, [t, t**2], atol=1e-14)
        assert cell.on.sum() == i


def test_grid_of_parallel_lines():
    offsets = np.linspace(-0.9, 0.9, 10)
    lines = [(1, 0, b) for b in offsets] + [(0, -2, b) for b in offsets]
    found = cells(lines_net(*lines), SQUARE)
    assert len(found) == 121
    assert_tiled(found, SQUARE)
    assert all(len(cell.polygon) == 4 for cell in found)


@pytest.mark.parametrize(
    "second",
    [
        (3, 1, 0.3),
        (-3, -1, -0.3),
        (3e9, 1e9, 0.3e9),
        (0.1 * 3, 0.1, 0.1 * 0.3),
        (3, 1, 0.3 + 1e-13),
        (3, 1 + 1e-12, 0.3),
    ],
)
def test_coincident_lines_cut_once(second):
    found = cells(lines_net((3, 1, 0.3), second, (1, -1, 0)), SQUARE)
    assert len(found) == 4
    assert_tiled(found, SQUARE)
    same = second[0] > 0
    assert all((cell.on[0] == cell.on[1]) == same for cell in found)


def test_nearly_parallel_lines_leave_thin_cells():
    net = lines_net((1, 0, 0), (1, 1e-6, 0), (1, 3e-8, 5e-7), (1, 2e-8, -8e-7))
    found = cells(net, SQUARE)
    assert crossings(net, SQUARE) == 3
    assert len(found) == 1 + 4 + 3
    assert_tiled(found, SQUARE)


@pytest.mark.parametrize("seed", range(20))
def test_lines_that_nearly_meet_in_one_point_still_tile(seed):
    generator = np.random.default_rng(seed)
    angles = generator.uniform(0, 7) + 10.0 ** generator.uniform(-12, 0, 15) * generator.normal(size=15)
    normals = np.column_stack((np.cos(angles), np.sin(angles)))
    offsets = 10.0 ** generator.uniform(-17, -6) * generator.normal(size=15) - normals @ [0.2, -0.3]
    net = lines_net(*np.column_stack((normals, offsets)))
    found = cells(net, SQUARE)
    assert_tiled(found, SQUARE)
    for x, e1 in zip(points_within(SQUARE), net.forward(points_within(SQUARE)).e1, strict=True):
        assert_array_equal(found[cell_at(found, x)].on, e1 > 0)


def test_lines_along_sides_and_through_corners():
    sides = [(1, 0, 1), (1, 0, -1), (0, 1, 1), (0, -1, 1)]
    touching = [(1, 1, -2), (1, -1, 2)]
    diagonals = [(1, 1, 0), (1, -1, 0)]
    found = cells(lines_net(*sides, *touching, *diagonals), SQUARE)
    assert len(found) == 4
    assert_tiled(found, SQUARE)
    assert all(cell.on[:6].tolist() == [True, False, True, True, False, True] for cell in found)


def test_lines_that_miss_and_units_without_weights_cut_nothing():
    found = cells(lines_net((1, 1, -9), (1, 1, 9), (0, 0, 1), (0, 0, -1), (0, 0, 0), (1e-300, 0, 1e300)), OBLONG)
    assert len(found) == 1
    assert_array_equal(found[0].polygon, [[-0.5, -3], [2, -3], [2, -0.25], [-0.5, -0.25]])
    assert found[0].on.tolist() == [False, True, True, False, False, True]


@pytest.mark.parametrize(("hidden", "y"), [("step", 1 + 3 * 0.5 + 0.5), ("signum", 1 - 2 + 0.5)])
def test_unit_whose_excitation_is_zero_everywhere_has_the_middle_value(hidden, y):
    net = lines_net((0, 0, 1), (0, 0, -1), (0, 0, 0), hidden=hidden)
    (cell,) = cells(net, SQUARE)
    assert cell.y.item() == y == net.forward([[0.3, 0.4]]).y.item()


@pytest.mark.parametrize("scale", [1e-300, 1e-12, 1e12, 1e300])
def test_size_of_the_weights_does_not_matter(scale):
    net = Network.random(hidden=6, seed=5)
    scaled = net.replace(W1=net.W1 * scale, b1=net.b1 * scale, hidden="step")
    for cell, other in zip(cells(net, SQUARE), cells(scaled, SQUARE), strict=True):
        assert_array_equal(cell.on, other.on)
        assert_allclose(cell.polygon, other.polygon, atol=1e-12)


def test_overflowing_formulas_bring_no_warning():
    assert cells(lines_net((1e300, 1, 1)).replace(W2=[[1e300]]), SQUARE)[0].A is not None


whole = st.integers(-3, 3)


@given(st.lists(st.tuples(whole, whole, whole), min_size=1, max_size=12), st.sampled_from([SQUARE, OBLONG]))
@settings(deadline=None, max_examples=200)
def test_however_lines_meet_the_cells_tile_and_agree(lines, bounds):
    net = lines_net(*lines, hidden="step")
    found = cells(net, bounds)
    assert_tiled(found, bounds)
    middles = np.array([cell.polygon.mean(axis=0) for cell in found])
    signals = net.forward(middles)
    assert_array_equal([cell.on for cell in found], signals.e1 > 0)
    assert_allclose([cell.y for cell in found], signals.y)
    assert [cell_at(found, middle) for middle in middles] == list(range(len(found)))


def test_too_many_cells_are_none(monkeypatch):
    net = Network.random(hidden=8, seed=1)
    count = len(cells(net, SQUARE))
    monkeypatch.setattr(module, "MOST_CELLS", count)
    assert len(cells(net, SQUARE)) == count
    monkeypatch.setattr(module, "MOST_CELLS", count - 1)
    assert cells(net, SQUARE) is None


def test_hundreds_of_lines_are_none():
    assert cells(Network.random(hidden=256), SQUARE) is None


def test_many_lines_are_cut_within_a_moment():
    net = Network.random(hidden=64, activation="relu", seed=1)

    def seconds():
        start = process_time()
        assert len(cells(net, SQUARE)) > 1000
        return process_time() - start

    assert min(seconds() for _ in range(5)) < 0.1


def test_cell_at_takes_the_border_in_and_leaves_the_outside_out():
    found = cells(lines_net((1, 0, 0)), SQUARE)
    assert cell_at(found, [0, 0.5]) in (0, 1)
    for x, y in [(-1, -1), (1, 1), (-1, 0.3), (0.2, 1)]:
        assert found[cell_at(found, (x, y))].on.item() == (x > 0)
    for x, y in [(1.001, 0), (0, -1.001), (-7, 7)]:
        assert cell_at(found, (x, y)) is None
    assert cell_at((), (0, 0)) is None


def test_cell_at_knows_the_outside_of_a_narrow_rectangle():
    found = cells(lines_net((1, 0, 0)), ((-1e6, 1e6), (0, 1e-6)))
    assert cell_at(found, [1, 1e-6]) is not None
    assert cell_at(found, [1, 1.1e-6]) is cell_at(found, [1, -1e-7]) is None


def test_cells_are_read_only():
    for net in (Network.random(activation="relu"), Network.random(activation="step")):
        for cell in cells(net, SQUARE):
            arrays = [cell.polygon, cell.on, cell.y, cell.A, cell.c]
            assert not any(array.flags.writeable for array in arrays if array is not None)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="only networks of 2 inputs have cells; this one has 3"):
        cells(Network.random(inputs=3), SQUARE)
    with pytest.raises(ValueError, match=r"bounds: expected pairs \(lo, hi\) with lo < hi"):
        cells(Network.random(), ((0, 1), (1, 1)))
    with pytest.raises(ValueError, match=r"bounds: expected 2 pairs \(low, high\), got 1"):
        cells(Network.random(), ((0, 1),))
    with pytest.raises(ValueError, match=r"point: expected the shape \(2,\), got \(3,\)"):
        cell_at(cells(Network.random(), SQUARE), (0, 0, 0))
    with pytest.raises(ValueError, match="point: expected finite numbers, got nan"):
        cell_at((), (np.nan, 0))
