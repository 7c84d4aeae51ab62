"""Some of many samples are as many as wanted, spread evenly, and always the same."""

import numpy as np
import pytest

from nnexplorer.compute.samples import some_of


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
