"""Quads on paper leave no gaps, cover nothing that was drawn on a neighbour, and have no folds."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.gui.canvases.drawing.quads import SEAM, corners, unfolded, widened


def squares():
    return corners(10 * np.stack(np.meshgrid(np.arange(3.0), np.arange(3.0)), axis=-1))


def area(polygon):
    x, y = polygon.T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def hull_area(points):
    """The largest area that triangles and orders of four points have."""
    orders = ([0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 3, 2], [0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3])
    return max(area(points[order]) for order in orders)


def test_corners_go_round_each_quad():
    grid = np.stack(np.meshgrid(np.arange(3.0), np.arange(3.0)), axis=-1)
    quads = corners(grid)
    assert quads.shape == (4, 4, 2)
    assert quads[1].tolist() == [[1, 0], [2, 0], [2, 1], [1, 1]]


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("down", [True, False])
def test_quads_reach_under_the_nearer_ones_alone(right, down):
    quads = squares()
    low, high = (found(widened(quads, (np.full(4, right), np.full(4, down))), axis=1) for found in (np.min, np.max))
    was_low, was_high = quads.min(axis=1), quads.max(axis=1)
    for axis, up in enumerate((right, down)):
        assert high[:, axis] - was_high[:, axis] == pytest.approx(SEAM if up else 0)
        assert was_low[:, axis] - low[:, axis] == pytest.approx(0 if up else SEAM)


def test_a_quad_that_is_a_point_stays_one():
    nothing = np.zeros((1, 4, 2))
    assert widened(nothing, (np.ones(1, bool), np.ones(1, bool))) == pytest.approx(nothing)
    assert unfolded(nothing) == pytest.approx(nothing)


def test_folded_quads_become_their_hulls_and_others_stay():
    quads = np.random.default_rng(0).uniform(size=(500, 4, 2))
    found = unfolded(quads)
    assert [area(quad) for quad in found] == pytest.approx([hull_area(quad) for quad in quads])
    whole = np.array([area(quad) == pytest.approx(hull_area(quad)) for quad in quads])
    assert 0.1 < whole.mean() < 0.9
    assert np.array_equal(found[whole], quads[whole])
