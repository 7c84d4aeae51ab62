"""Over one input, input space has the value as its second axis; over two it is what it was."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nnexplorer.compute.parts.inputs import VALUE_MARGIN, input_part
from nnexplorer.model import edits
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

BOUNDS = (-2.0, 1.0)


def document(data, **view):
    return Document(Network.random(1, 3, data.outputs, seed=1), data, view=ViewSettings(bounds=(BOUNDS,), **view))


def test_samples_target_output_and_thresholds_share_a_plane_of_input_and_value():
    it = document(FormulaData(("2*x0",), (BOUNDS,), points=4), probe=(0.5,))
    part = input_part(it)
    assert part.bounds == (BOUNDS, (-4 - 6 * VALUE_MARGIN, 2 + 6 * VALUE_MARGIN))
    assert_allclose(part.points, np.column_stack((it.X[:, 0], it.Y[:, 0])))
    assert_allclose(part.curves.wanted[1], [2 * part.curves.wanted[0]])
    assert_allclose(part.curves.y, it.network.forward(part.curves.x[:, None]).y.T)
    assert_allclose(part.probe, (0.5, it.network.forward([[0.5]]).y[0, 0]))
    for unit, line in enumerate(part.lines):
        ends = line.clipped(((-99.0, 99.0), part.bounds[1]))
        assert_allclose(ends[:, 0], -it.network.b1[unit] / it.network.W1[unit, 0])
        assert sorted(ends[:, 1]) == pytest.approx(part.bounds[1])


def test_the_values_axis_follows_the_samples_or_what_the_view_asks_for():
    data = PointData([[0.0], [0.5]], [[3.0], [3.0]])
    assert input_part(document(data)).bounds[1] == (0.0, 6.0)
    assert input_part(document(data, output_bounds=((-1, 7),))).bounds[1] == (-1, 7)
    nothing = document(PointData(np.zeros((0, 1)), np.zeros((0, 1))))
    assert input_part(nothing).bounds[1] == (-1 - VALUE_MARGIN, 1 + VALUE_MARGIN)
    assert input_part(nothing).points is None


def test_a_curve_is_a_path_and_with_several_outputs_points():
    one = input_part(document(CurveData(("t",), ("t^2",), -1, 1, 20)))
    assert_allclose(one.path[:, 1], one.path[:, 0] ** 2)
    assert one.points is None
    several = input_part(document(CurveData(("t",), ("t^2", "t"), -1, 1, 20)))
    assert several.path is None
    assert several.points.shape == (40, 2)


def test_frames_are_marked_on_the_curve():
    it = document(PointData([[0.0]], [[1.0]]), frames=((0.5,), (-1.0,)), marks=True)
    assert_allclose(input_part(it).marks, [(x, it.network.forward([[x]]).y[0, 0]) for x in (0.5, -1.0)])
    assert input_part(edits.set_view(it, marks=False)).marks is None


def test_what_stands_still_is_the_same_while_a_line_moves():
    it = document(FormulaData(("2*x0",), (BOUNDS,)))
    before, after = input_part(it), input_part(edits.set_parameter(it, "b1", (0,), 5.0))
    assert after.points is before.points
    assert after.curves.wanted is before.curves.wanted
    assert after.curves.y is not before.curves.y
