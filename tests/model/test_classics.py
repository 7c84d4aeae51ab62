"""The classic sets: two classes of equal size, the same by the same seed, and separable as they should be."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.model.classics import CLASSICS, FIELDS, Recipe
from nnexplorer.model.data import FormulaData, PointData

DRAWN = [name for name, classic in CLASSICS.items() if classic.draw is not None]

CURVES = [name for name, classic in CLASSICS.items() if classic.inputs == 1]


def drawn(name, samples, noise):
    data = Recipe(name, samples, noise).data()
    return data.X, data.Y[:, 0]


def test_the_table_holds_what_was_promised():
    plane = ["xor", "circles", "spiral", "gaussians", "moons", "checkerboard", "plane", "bumps"]
    assert list(CLASSICS) == plane + CURVES
    assert [name for name in CLASSICS if name not in DRAWN + CURVES] == ["plane", "bumps"]
    assert len(CURVES) >= 3
    assert all(classic.drawn == (name not in ("plane", "bumps")) for name, classic in CLASSICS.items())
    assert all(name == classic.name for name, classic in CLASSICS.items())


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("samples", [2, 7, 200])
def test_classes_are_of_equal_size_and_lie_in_the_square(name, samples):
    data = Recipe(name, samples, noise=0.0).data()
    assert isinstance(data, PointData)
    assert (data.X.shape, data.Y.shape) == ((samples, 2), (samples, 1))
    assert data.Y.sum() == samples % 2
    assert set(np.unique(data.Y)) == {-1.0, 1.0}
    assert name == "gaussians" or np.abs(data.X).max() <= 1


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_seed_gives_the_same_points_and_another_others(name):
    first, again, other = (Recipe(name, seed=seed).data().X for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("name", DRAWN)
def test_noise_moves_points_by_its_standard_deviation(name):
    still, moved = (Recipe(name, 4000, noise).data().X for noise in (0.0, 0.2))
    assert np.std(moved - still) == pytest.approx(0.2, rel=0.05)


def test_without_noise_each_set_is_what_it_is_called():
    X, labels = drawn("xor", 500, 0)
    np.testing.assert_array_equal(np.sign(X[:, 0] * X[:, 1]), labels)
    X, labels = drawn("checkerboard", 500, 0)
    field = np.floor((X + 1) * FIELDS / 2).sum(axis=1)
    np.testing.assert_array_equal(np.where(field % 2 == 0, 1, -1), labels)
    X, labels = drawn("circles", 500, 0)
    np.testing.assert_array_equal(np.where(np.hypot(*X.T) < 0.5, 1, -1), labels)
    X, labels = drawn("spiral", 501, 0)
    turned = np.hypot(*X.T) / 0.9 * 3 * np.pi + np.where(labels > 0, 0, np.pi)
    np.testing.assert_allclose(np.hypot(*X.T)[:, np.newaxis] * np.c_[np.cos(turned), np.sin(turned)], X, atol=1e-9)
    data = Recipe("gaussians", 4000, 0).data()
    np.testing.assert_allclose(data.X[data.Y[:, 0] > 0].mean(axis=0), 0.45, atol=0.02)


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_sampled_over_its_one_input_with_noise_in_its_values(name):
    still, moved = (Recipe(name, 4000, noise).data(((0.0, 4.0),)) for noise in (0.0, 0.2))
    assert (still.X.shape, still.Y.shape) == ((4000, 1), (4000, 1))
    np.testing.assert_array_equal(moved.X, still.X)
    assert 0 <= still.X.min() < 0.1
    assert 3.9 < still.X.max() <= 4
    assert np.abs(still.Y).max() == pytest.approx(1, abs=0.21)
    assert np.std(moved.Y - still.Y) == pytest.approx(0.2, rel=0.05)


def test_curves_are_what_they_are_called():
    data = Recipe("sine", 50, 0).data(((-1, 1),))
    np.testing.assert_allclose(data.Y, np.sin(2 * np.pi * data.X))
    data = Recipe("stair", 50, 0).data(((-1, 1),))
    np.testing.assert_array_equal(data.Y, np.where(data.X > 0, 1, -1))
    data = Recipe("sawtooth", 400, 0).data(((-1, 1),))
    falls = np.flatnonzero(np.diff(data.Y[:, 0]) < -1)
    np.testing.assert_allclose(data.X[falls, 0], [-2 / 3, 0, 2 / 3], atol=0.05)


@pytest.mark.parametrize("name", CURVES)
def test_the_same_seed_gives_the_same_curve_and_another_other_samples(name):
    first, again, other = (Recipe(name, seed=seed).data(((-1, 1),)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.Y, again.Y)
    assert not np.array_equal(first.X, other.X)


@pytest.mark.parametrize("name", [name for name in CLASSICS if name not in CURVES])
def test_a_set_is_laid_over_the_bounds(name):
    bounds = ((0.0, 4.0), (10.0, 11.0))
    data = Recipe(name, noise=0.0).data(bounds)
    if isinstance(data, FormulaData):
        assert data.bounds == bounds
    else:
        square = Recipe(name, noise=0.0).data()
        np.testing.assert_allclose(data.X, (square.X + 1) * (2, 0.5) + (0, 10))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": "saturn"}, "data set: expected one of xor"),
        ({"samples": 1}, "samples: expected a whole number from 2"),
        ({"noise": -0.1}, "noise: expected a number from 0 to 1"),
        ({"noise": float("nan")}, "noise: expected a finite number"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_wrong_recipe_is_refused(wrong, told):
    with pytest.raises(ValueError, match=told):
        Recipe(**{"name": "xor", **wrong})
