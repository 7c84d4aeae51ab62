"""A pin writes what a hand holds into a network, and nothing else."""

import numpy as np
import pytest

from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin

PARAMETERS = ("W1", "b1", "W2", "b2")


@pytest.fixture
def network():
    return Network.random(inputs=2, hidden=3, outputs=2, seed=1)


def changed_entries(before, after):
    """The places at which two networks of one shape differ."""
    return {
        (name, *(int(i) for i in place))
        for name in PARAMETERS
        for place in np.argwhere(getattr(before, name) != getattr(after, name))
    }


def test_threshold_is_a_row_of_w1_and_an_entry_of_b1(network):
    held = Pin(unit=1, weights=np.array([4.0, -5.0]), bias=6.0).apply(network)
    assert held.W1[1].tolist() == [4, -5]
    assert held.b1[1] == 6
    assert changed_entries(network, held) == {("W1", 1, 0), ("W1", 1, 1), ("b1", 1)}


def test_correction_vector_is_a_column_of_w2(network):
    held = Pin(unit=2, correction=np.array([7.0, 8.0])).apply(network)
    assert held.W2[:, 2].tolist() == [7, 8]
    assert changed_entries(network, held) == {("W2", 0, 2), ("W2", 1, 2)}


def test_root_of_the_chain_is_b2(network):
    held = Pin(output_bias=np.array([9.0, 10.0])).apply(network)
    assert held.b2.tolist() == [9, 10]
    assert changed_entries(network, held) == {("b2", 0), ("b2", 1)}


def test_zero_is_a_value_like_any_other(network):
    held = Pin(unit=0, bias=0.0).apply(network)
    assert held.b1[0] == 0
    assert np.array_equal(held.W1, network.W1)


def test_everything_may_be_held_at_once(network):
    held = Pin(0, np.zeros(2), 1.0, np.ones(2), np.full(2, 2.0)).apply(network)
    assert held.W1[0].tolist() == [0, 0]
    assert held.b1[0] == 1
    assert held.W2[:, 0].tolist() == [1, 1]
    assert held.b2.tolist() == [2, 2]


@pytest.mark.parametrize("pin", [Pin(), Pin(unit=1), Pin(unit=3, weights=np.ones(2), bias=1.0, correction=np.ones(2))])
def test_pin_without_a_part_of_the_network_leaves_it_as_it_is(network, pin):
    assert pin.apply(network) is network


def test_root_is_held_even_where_the_unit_is_gone(network):
    held = Pin(unit=8, bias=1.0, output_bias=np.array([9.0, 10.0])).apply(network)
    assert changed_entries(network, held) == {("b2", 0), ("b2", 1)}


def test_network_itself_is_never_written_to(network):
    before = {name: getattr(network, name).copy() for name in PARAMETERS}
    values = np.array([1.0, 2.0])
    held = Pin(0, values, 3.0, values, values).apply(network)
    values[:] = 0
    assert all((getattr(network, name) == before[name]).all() for name in PARAMETERS)
    assert held.W1[0].tolist() == [1, 2], "a pin's arrays are copied"
    assert not held.W1.flags.writeable


@pytest.mark.parametrize(
    "pin",
    [Pin(unit=0, weights=np.ones(3)), Pin(unit=0, bias=float("nan")), Pin(output_bias=np.ones(1))],
)
def test_values_that_do_not_fit_are_refused_in_one_line(network, pin):
    with pytest.raises(ValueError, match=r"\A.+\Z"):
        pin.apply(network)
