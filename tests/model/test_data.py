"""Data give the samples that the lecture names, read-only, and refuse what cannot be learnt."""

import copy
import math
import pickle
import re

import numpy as np
import pytest

from nnexplorer.model.data import MOST_SAMPLES, CurveData, FormulaData, PointData
from nnexplorer.model.faults import FormulaError

EXAMPLE_1 = "0.5 + tanh(3*x1 + 3*x2 - 0.9) + tanh(-3*x1 + 3*x2 - 0.9)"
QUARTERS = math.pi / 2
GRID = FormulaData(("x0 + 10*x1", "x0*x1"), ((0, 2), (0, 3)), points=3)
CURVE = CurveData(("cos(t)", "sin(t)"), ("t", "t^2"), -QUARTERS, QUARTERS)
POINTS = PointData([[1, 2], [3, 4], [5, 6]], [[0], [1], [0]])


@pytest.mark.parametrize(
    ("data", "kind", "M", "D", "K"),
    [(GRID, "formula", 9, 2, 2), (CURVE, "curve", 2000, 2, 2), (POINTS, "points", 3, 2, 1)],
)
def test_samples_have_the_shapes_that_the_data_say(data, kind, M, D, K):
    assert (data.kind, data.inputs, data.outputs) == (kind, D, K)
    assert data.X.shape == (M, D)
    assert data.Y.shape == (M, K)
    assert data.X.dtype == data.Y.dtype == np.float64


@pytest.mark.parametrize("data", [GRID, CURVE, POINTS])
@pytest.mark.parametrize("again", [lambda it: it, copy.deepcopy, lambda it: pickle.loads(pickle.dumps(it))])
def test_samples_are_read_only_and_made_once(data, again):
    data = again(data)
    assert data.X is data.X
    assert data.Y is data.Y
    assert not data.X.flags.writeable
    assert not data.Y.flags.writeable


def test_grid_reaches_its_ends_and_the_first_input_varies_fastest():
    assert GRID.X[:4].tolist() == [[0, 0], [1, 0], [2, 0], [0, 1.5]]
    assert GRID.X[-1].tolist() == [2, 3]
    assert GRID.Y[-1].tolist() == [32, 6]


def test_grid_of_one_input_and_of_three():
    assert FormulaData(("x0",), ((-1, 1),), 5).X.ravel().tolist() == [-1, -0.5, 0, 0.5, 1]
    assert FormulaData(("x2",), ((0, 1),) * 3, 2).Y.ravel().tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_first_example_ranges_over_the_square_as_the_lecture_says():
    data = FormulaData((EXAMPLE_1,), index_base=1)
    assert len(data.X) == 1024
    assert data.Y.min() == pytest.approx(-1.498, abs=5e-4)
    assert data.Y.max() == pytest.approx(2.441, abs=5e-3)
    assert data.function([[0, 0], [1, 0], [-1, 0]]).ravel() == pytest.approx([-0.9326, 0.4713, 0.4713], abs=5e-5)


def test_function_of_a_formula_gives_every_output():
    assert GRID.function([[2, 3], [-1, 1]]).tolist() == [[32, 6], [9, -1]]


@pytest.mark.parametrize("data", [CURVE, POINTS])
def test_nothing_is_wanted_off_the_samples(data):
    assert data.function is None


def test_curve_is_sampled_in_the_middle_of_equal_pieces():
    t = -QUARTERS + (np.arange(2000) + 0.5) * np.pi / 2000
    np.testing.assert_allclose(CURVE.X, np.column_stack((np.cos(t), np.sin(t))), atol=1e-15)
    np.testing.assert_allclose(CURVE.Y, np.column_stack((t, t**2)), atol=1e-15)


def test_best_constant_on_the_curve_has_the_lectures_error():
    error = np.sum((CURVE.Y - CURVE.Y.mean(axis=0)) ** 2, axis=1).mean()
    assert error == pytest.approx(math.pi**2 / 12 + math.pi**4 / 180, abs=1e-5)


def test_curve_can_be_asked_anywhere():
    X, Y = CURVE.curve([0.0, QUARTERS])
    np.testing.assert_allclose(X, [[1, 0], [0, 1]], atol=1e-15)
    np.testing.assert_allclose(Y, [[0, 0], [QUARTERS, QUARTERS**2]])


def test_points_are_copied():
    X = np.array([[1.0, 2.0]])
    data = PointData(X, [[3]])
    X[0, 0] = 9
    assert data.X.tolist() == [[1, 2]]


def test_no_points_at_all_are_allowed():
    data = PointData(np.zeros((0, 2)), np.zeros((0, 3)))
    assert (data.inputs, data.outputs, len(data.X)) == (2, 3, 0)


def test_formulas_are_compared_by_value_so_that_pictures_of_them_can_be_kept():
    assert FormulaData(["x0"], [[-1, 1]]) == FormulaData(("x0",), ((-1.0, 1.0),))
    assert hash(CURVE) == hash(CurveData(("cos(t)", "sin(t)"), ("t", "t^2"), -QUARTERS, QUARTERS))


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: FormulaData("x0"), "formulas: expected a list of one formula or more, got 'x0'"),
        (lambda: FormulaData(()), "formulas: expected a list of one formula or more, got ()"),
        (lambda: FormulaData(("x2",)), "formula 'x2': x2 at column 1 is not an input; inputs are x0, x1"),
        (lambda: FormulaData(("log(x0)",)), "formula 'log(x0)': expected finite values, got nan at (-1, -1)"),
        (lambda: FormulaData(("x0",), ()), "bounds: expected one range an input, got none"),
        (lambda: FormulaData(("x0",), ((1, 1),)), "bounds: expected pairs (lo, hi) with lo < hi"),
        (lambda: FormulaData(("x0",), points=1), "points: expected a whole number from 2 to 1000000, got 1"),
        (
            lambda: FormulaData(("x0",), points=1001),
            "points: expected at most 1000000 samples in all, got 1001",
        ),
        (lambda: FormulaData(("x0",), ((0, 1),) * 99999), "points: expected at most 1000000 samples in all"),
        (
            lambda: FormulaData(("x0",), index_base=2),
            "index base: expected a whole number from 0 to 1, got 2",
        ),
        (lambda: CurveData("t", ("t",), 0, 1), "x: expected a list of one formula or more, got 't'"),
        (
            lambda: CurveData(("t",), ("x0",), 0, 1),
            "formula 'x0': x0 at column 1 is not an input; inputs are t",
        ),
        (
            lambda: CurveData(("t",), ("1/t",), -1, 1, 3),
            "formula '1/t': expected finite values, got inf at (0)",
        ),
        (lambda: CurveData(("t",), ("t",), 1, 0), "range of t: expected pairs (lo, hi) with lo < hi"),
        (lambda: CurveData(("t",), ("t",), 0, math.inf), "range of t: expected a finite number, got inf"),
        (
            lambda: CurveData(("t",), ("t",), 0, 1, MOST_SAMPLES + 1),
            "points: expected a whole number from 1 to",
        ),
        (lambda: PointData([[1, 2]], [1]), "Y: expected the shape (1, K), got (1,)"),
        (lambda: PointData([[1], [2]], [[1]]), "Y: expected the shape (2, K), got (1, 1)"),
        (lambda: PointData([[math.nan]], [[1]]), "X: expected finite numbers, got nan"),
        (lambda: PointData([[]], [[1]]), "X: expected the shape (M, D), got (1, 0)"),
    ],
)
def test_what_cannot_be_learnt_is_refused_in_one_line(make, fault):
    with pytest.raises(ValueError, match=rf"\A{re.escape(fault)}.*\Z"):
        make()


def test_formulas_are_named_from_either_base():
    data = FormulaData(("x0 + sin(x1)", "exp(x1)"))
    assert data.named(0) == data.formulas
    assert data.named(1) == ("x1 + sin(x2)", "exp(x2)")
    again = FormulaData(data.named(1), index_base=1)
    assert again.named(0) == data.formulas
    np.testing.assert_array_equal(again.Y, data.Y)


def test_a_value_that_is_not_finite_is_a_fault_of_its_formula():
    with pytest.raises(FormulaError) as refusal:
        FormulaData(("x0", "1/(x0 - x1)"))
    assert (refusal.value.text, refusal.value.position) == ("1/(x0 - x1)", None)


@pytest.mark.parametrize("held", [(3,), (-1,), (1, 0), (1, 1), (0.5,)])
def test_samples_held_out_are_named_once_and_in_order(held):
    with pytest.raises(ValueError, match="held"):
        PointData(np.zeros((3, 2)), np.zeros((3, 1)), held)


def test_samples_held_out_are_a_tuple():
    assert PointData(np.zeros((3, 2)), np.zeros((3, 1)), [0, 2]).held == (0, 2)
    assert PointData(np.zeros((3, 2)), np.zeros((3, 1))).held is None
