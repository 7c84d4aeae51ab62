"""What is to be learnt is read from a file's tree, and what is wrong in it is named with its place."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.model import data_trees
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.trees import Place, TreeError

CURVE = {"kind": "curve", "x": ["cos(t)"], "y": ["sin(t)", "t"], "start": 0, "stop": 1.5}


def data(tree, D=2, K=1):
    return data_trees.data(Place("$.data", tree), D, K)


def test_a_formula_stands_for_the_square_where_no_part_of_input_space_is_named():
    found = data({"kind": "formula", "formulas": ["x0 * x1"]})
    assert isinstance(found, FormulaData)
    assert found.bounds == data_trees.square(2) == ((-1.0, 1.0), (-1.0, 1.0))
    assert found.index_base == 0


def test_every_field_of_a_formula_is_read():
    tree = {"kind": "formula", "formulas": ["x1", "2"], "bounds": [[0, 3]], "points": 7, "index_base": 1}
    found = data(tree, D=1, K=2)
    assert (found.formulas, found.bounds, found.points, found.index_base) == (("x1", "2"), ((0.0, 3.0),), 7, 1)


def test_a_curve_has_as_many_inputs_and_outputs_as_formulas():
    found = data(CURVE | {"points": 9})
    assert isinstance(found, CurveData)
    assert (found.inputs, found.outputs, found.X.shape, found.stop) == (1, 2, (9, 1), 1.5)


def test_points_have_the_networks_shape_even_where_there_are_none():
    found = data({"kind": "points", "X": [], "Y": []}, D=3, K=2)
    assert isinstance(found, PointData)
    assert (found.X.shape, found.Y.shape) == ((0, 3), (0, 2))
    found = data({"kind": "points", "X": [[1, 2], [3, 4]], "Y": [[5], [6]], "held": [1]})
    assert_array_equal(found.X, [[1, 2], [3, 4]])
    assert found.Y.dtype == np.float64
    assert found.held == (1,)


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ({"kind": "cloud"}, r"\$\.data\.kind: expected formula, curve or points, got 'cloud'"),
        ({"kind": "formula"}, r"\$\.data\.formulas: missing"),
        ({"kind": "formula", "formulas": ["x0", "x0 +"]}, r"\$\.data\.formulas\[1\]: .* at column 5, got its end$"),
        ({"kind": "formula", "formulas": ["x2"]}, r"\$\.data\.formulas\[0\]: .*x2 at column 1 is not an input"),
        ({"kind": "formula", "formulas": ["1"], "points": 0}, r"\$\.data: points: "),
        (CURVE | {"y": ["x0"]}, r"\$\.data\.y\[0\]: .*x0 at column 1 is not an input"),
        (CURVE | {"stop": 0}, r"\$\.data: "),
        ({"kind": "points", "X": [[1, 2]], "Y": []}, r"\$\.data\.Y: expected as many rows as X has, 1, got 0"),
        ({"kind": "points", "X": [[1]], "Y": [[1]]}, r"\$\.data\.X\[0\]: expected 2 numbers, got 1"),
        ({"kind": "points", "X": [[1, 2]], "Y": [[1]], "held": [4]}, r"\$\.data\.held: "),
    ],
)
def test_a_fault_is_refused_in_its_place(tree, fault):
    with pytest.raises(TreeError, match=f"^{fault}"):
        data(tree)


def test_a_recipe_needs_no_more_than_its_name():
    assert data_trees.recipe(Place("$.recipe", {"name": "moons"})) == Recipe("moons")
    tree = {"name": "xor", "samples": 30, "noise": 0.5, "seed": 4}
    assert data_trees.recipe(Place("$.recipe", tree)) == Recipe("xor", 30, 0.5, 4)
    with pytest.raises(TreeError, match=r"^\$\.recipe: .*swirl"):
        data_trees.recipe(Place("$.recipe", {"name": "swirl"}))
