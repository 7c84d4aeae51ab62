"""Every epoch gives out every sample once, in mini-batches and in an order of its own."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.compute.batches import Batches

X = np.arange(10.0)[:, None]


def epoch(batches):
    return [batches.take() for _ in range(batches.count)]


@pytest.mark.parametrize(
    ("size", "sizes"), [(1, [1] * 10), (4, [4, 4, 2]), (5, [5, 5]), (10, [10]), (99, [10]), (None, [10])]
)
def test_the_last_one_is_smaller_where_the_size_does_not_divide(size, sizes):
    batches = Batches(X, -X, size, seed=0)
    for _ in range(2):
        assert [len(inputs) for inputs, _ in epoch(batches)] == sizes


def test_each_epoch_has_every_sample_once_with_its_own_target():
    batches = Batches(X, -X, 4, seed=0)
    for _ in range(3):
        inputs, targets = (np.concatenate(arrays) for arrays in zip(*epoch(batches), strict=True))
        assert_array_equal(np.sort(inputs, axis=0), X)
        assert_array_equal(targets, -inputs)


def test_orders_differ_from_epoch_to_epoch_and_depend_on_the_seed():
    def orders(seed):
        batches = Batches(X, -X, 4, seed)
        return [np.concatenate([inputs for inputs, _ in epoch(batches)])[:, 0].tolist() for _ in range(3)]

    assert orders(1) == orders(1)
    assert len({tuple(order) for order in orders(1) + orders(2)}) == 6


def test_full_batch_stays_in_order():
    batches = Batches(X, -X, None, seed=0)
    for _ in range(2):
        assert_array_equal(batches.take()[0], X)


def test_knows_where_an_epoch_begins():
    batches = Batches(X, -X, 4, seed=0)
    begins = []
    for _ in range(7):
        begins.append(batches.at_epoch)
        batches.take()
    assert begins == [True, False, False, True, False, False, True]
