"""Every epoch gives out every sample once, in mini-batches and in an order of its own."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.compute.learning import batches as batches_module
from nnexplorer.compute.learning.batches import Batches

X = np.arange(10.0)[:, None]


def samples(batch):
    """Return the inputs (B,1) and targets (B,1) of a batch after a look at all that its blocks say of them."""
    for block in batch.blocks:
        assert_array_equal(block.X, block.rows.T)
        assert_array_equal(block.X[-1], 1)
        assert all(array.flags.c_contiguous for array in block)
    inputs, targets = (
        np.concatenate(arrays) for arrays in zip(*((b.rows, b.targets.T) for b in batch.blocks), strict=True)
    )
    assert batch.size == len(inputs)
    return inputs[:, :-1], targets


def epoch(batches):
    return [samples(batch) for batch in batches.take(batches.count)]


def most(batches):
    return max(block.X.shape[1] for batch in batches.take(batches.count) for block in batch.blocks)


@pytest.mark.parametrize("width", [None, 3, 1, 99])
@pytest.mark.parametrize(
    ("size", "sizes"), [(1, [1] * 10), (4, [4, 4, 2]), (5, [5, 5]), (10, [10]), (99, [10]), (None, [10])]
)
def test_the_last_one_is_smaller_where_the_size_does_not_divide(size, sizes, width):
    batches = Batches(X, -X, size, seed=0, width=width)
    for _ in range(2):
        assert [len(inputs) for inputs, _ in epoch(batches)] == sizes
    assert most(batches) <= (width or 10)


@pytest.mark.parametrize("width", [None, 3])
def test_each_epoch_has_every_sample_once_with_its_own_target(width):
    batches = Batches(X, -X, 4, seed=0, width=width)
    for _ in range(3):
        inputs, targets = (np.concatenate(arrays) for arrays in zip(*epoch(batches), strict=True))
        assert_array_equal(np.sort(inputs, axis=0), X)
        assert_array_equal(targets, -inputs)


def test_several_inputs_and_targets_stay_together():
    inputs, targets = np.arange(33.0).reshape(11, 3), np.arange(22.0).reshape(11, 2)
    order = np.random.default_rng(5).permutation(11)
    batches = Batches(inputs, targets, 4, seed=5, width=3)
    for i, (x, t) in enumerate(epoch(batches)):
        assert_array_equal(x, inputs[order[4 * i : 4 * i + 4]])
        assert_array_equal(t, targets[order[4 * i : 4 * i + 4]])
    assert_array_equal(samples(batches.all)[0], inputs)
    assert_array_equal(samples(batches.all)[1], targets)


def test_orders_differ_from_epoch_to_epoch_and_depend_on_the_seed():
    def orders(seed):
        batches = Batches(X, -X, 4, seed)
        return [np.concatenate([inputs for inputs, _ in epoch(batches)])[:, 0].tolist() for _ in range(3)]

    assert orders(1) == orders(1)
    assert len({tuple(order) for order in orders(1) + orders(2)}) == 6


def test_full_batch_stays_in_order():
    batches = Batches(X, -X, None, seed=0)
    for _ in range(2):
        (batch,) = batches.take(5)
        assert_array_equal(samples(batch)[0], X)


def test_knows_where_an_epoch_begins():
    batches = Batches(X, -X, 4, seed=0)
    begins, given = [], []
    for most in (1, 1, 1, 2, 2, 7):
        begins.append(batches.at_epoch)
        given.append(len(batches.take(most)))
    assert begins == [True, False, False, True, False, True]
    assert given == [1, 1, 1, 2, 1, 3]


def test_an_epoch_goes_on_where_it_was_when_it_is_cut_otherwise():
    one, other = (Batches(X, -X, 4, seed=0) for _ in range(2))
    for batches in (one, other):
        batches.take(1)
    other.cut(3)
    for _ in range(5):
        (batch,), (cut,) = one.take(1), other.take(1)
        assert_array_equal(samples(cut)[0], samples(batch)[0])
        assert len(cut.blocks) == -(-batch.size // 3)


def test_float32_if_wanted():
    (batch,) = Batches(X, -X, None, seed=0, dtype=np.float32).take(1)
    assert {array.dtype.char for array in batch.blocks[0]} == {"f"}


@pytest.mark.parametrize("taken", [1, 2, 3])
def test_what_is_given_back_comes_again_in_the_same_order(taken):
    one, other = (Batches(X, -X, 4, seed=0) for _ in range(2))
    for batches in (one, other):
        batches.take(3)
    other.take(taken)
    other.give_back(taken)
    assert other.at_epoch
    for _ in range(3):
        for mine, theirs in zip(epoch(one), epoch(other), strict=True):
            assert_array_equal(theirs[0], mine[0])


def test_preparing_very_many_samples_is_broken_off_and_done_later(monkeypatch):
    monkeypatch.setattr(batches_module, "HALTED_FROM", 5)
    batches, halt = Batches(X, -X, 4, seed=0), threading.Event()
    halt.set()
    with pytest.raises(batches_module.Halted):
        batches.prepare(halt)
    halt.clear()
    batches.prepare(halt)
    assert_array_equal(samples(batches.all)[0], X)
