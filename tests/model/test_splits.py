"""Samples held out: so many, the same by the same seed, none twice and none lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.splits import MOST_HELD_OUT, held_out, split


def numbered(many):
    X = np.arange(float(many))[:, np.newaxis]
    return PointData(X, -X)


@given(st.integers(1, 60), st.floats(0, MOST_HELD_OUT), st.integers(0, 5))
def test_every_sample_is_learnt_or_tested_in_its_order(many, share, seed):
    learnt, tested = split(numbered(many), share, seed)
    parts = [part.X[:, 0].tolist() for part in (learnt, tested) if part is not None]
    assert sorted(x for part in parts for x in part) == list(range(many))
    assert all(part == sorted(part) for part in parts)
    assert len(learnt.X) >= 1
    assert abs(len(learnt.X) - (1 - share) * many) <= 1
    np.testing.assert_array_equal(learnt.Y, -learnt.X)


def test_the_same_seed_draws_the_same_samples_and_another_others():
    data = numbered(50)
    first, other = split(data, 0.3, 1)[1].X, split(data, 0.3, 2)[1].X
    np.testing.assert_array_equal(first, split(numbered(50), 0.3, 1)[1].X)
    assert len(first) == len(other) == 15
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize("data", [numbered(0), numbered(1), FormulaData(("x0",), points=5)])
def test_nothing_is_held_out_where_there_is_nothing_to_spare(data):
    learnt, tested = split(data, 0.01, 0)
    assert learnt is data
    assert tested is None


def test_samples_that_the_data_name_are_held_out_whatever_the_seed():
    data = PointData(np.arange(5.0)[:, None], np.zeros((5, 1)), (1, 3))
    for share, seed in ((0.2, 0), (0.9, 7)):
        learnt, tested = split(data, share, seed)
        assert (learnt.X[:, 0].tolist(), tested.X[:, 0].tolist()) == ([0, 2, 4], [1, 3])
    assert held_out(data, 0.2, 0).tolist() == [False, True, False, True, False]


@pytest.mark.parametrize("held", [(), (0, 1, 2)])
def test_where_none_or_all_are_named_none_is_held_out(held):
    data = PointData(np.zeros((3, 1)), np.zeros((3, 1)), held)
    assert split(data, 0.5, 0) == (data, None)
    assert held_out(data, 0.5, 0) is None
