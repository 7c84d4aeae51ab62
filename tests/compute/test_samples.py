"""Some of many samples are as many as wanted, spread evenly, and always the same."""

import numpy as np
import pytest

from nnexplorer.compute.samples import MOST_POINTS, given_samples, held_samples, some_of
from nnexplorer.model.data import PointData
from nnexplorer.model.splits import split


@pytest.mark.parametrize("count", [0, 1, 10])
def test_all_are_taken_where_that_is_enough(count):
    assert len(np.arange(count)[some_of(count, 10)]) == count


def test_as_many_as_wanted_are_taken_in_order_and_each_once():
    chosen = some_of(5000, 512)
    assert len(chosen) == 512
    assert (np.diff(chosen) > 0).all()
    assert 0 <= chosen[0] < chosen[-1] < 5000


def test_the_choice_is_always_the_same():
    first = some_of(3000, 100)
    some_of.cache_clear()
    assert np.array_equal(first, some_of(3000, 100))


def test_no_column_of_a_grid_is_left_out():
    columns = some_of(32 * 32, 256) % 32
    assert len(np.unique(columns)) == 32


def test_given_samples_are_thinned_and_told_apart_by_sign():
    X = np.arange(2.0 * 5000).reshape(-1, 2)
    Y = np.where(np.arange(5000) % 2, 1.0, -1.0)[:, np.newaxis]
    points, signs = given_samples(PointData(X, Y))
    assert len(points) == len(signs) == MOST_POINTS
    np.testing.assert_array_equal(signs, points[:, 0] / 2 % 2 == 1)


def test_several_outputs_have_no_sign_and_no_samples_nothing():
    points, signs = given_samples(PointData([[1, 2]], [[1, 2]]))
    assert (points.tolist(), signs) == ([[1, 2]], None)
    assert given_samples(PointData(np.zeros((0, 2)), np.zeros((0, 1)))) == (None, None)


def test_held_samples_are_those_of_the_given_ones_that_are_held_out():
    chance = np.random.default_rng(2)
    data = PointData(chance.uniform(-1, 1, (9000, 2)), np.ones((9000, 1)))
    points, _ = given_samples(data)
    held = held_samples(data, 0.3, 1)
    tested = set(map(tuple, split(data, 0.3, 1)[1].X.tolist()))
    assert [tuple(point) in tested for point in points.tolist()] == held.tolist()
    assert held_samples(data, 0.3, 1) is held
    assert held_samples(data, 0.0, 1) is None
