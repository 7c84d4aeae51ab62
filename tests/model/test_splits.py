"""Samples held out: so many, the same by the same seed, none twice and none lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.splits import MOST_HELD_OUT, split


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
