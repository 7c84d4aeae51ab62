"""The flat vector and the lecture's arrays are the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.compute.learning.parameters import Parameters
from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin

ARRAYS = ["W1", "b1", "W2", "b2"]


@pytest.fixture
def net():
    return Network.random(inputs=2, hidden=3, outputs=2, seed=1).replace(b2=[5, 6], slope=0.5)


@pytest.fixture
def numbered(net):
    return Parameters.of(net).like(np.arange(18))


def test_each_bias_lies_behind_the_weights_of_its_unit(numbered):
    assert_array_equal(numbered.W1, [[0, 1], [3, 4], [6, 7]])
    assert_array_equal(numbered.b1, [2, 5, 8])
    assert_array_equal(numbered.W2, [[9, 10, 11], [13, 14, 15]])
    assert_array_equal(numbered.b2, [12, 16])
    assert numbered.slope == 17


def test_arrays_are_views(net):
    parameters = Parameters.of(net)
    for name in [*ARRAYS, "slope"]:
        getattr(parameters, name)[...] = 7
    assert_array_equal(parameters.flat, np.full(18, 7))


def test_network_and_back(net):
    parameters = Parameters.of(net)
    again = parameters.network("relu", "tanh")
    parameters.flat[:] = 0
    for name in [*ARRAYS, "slope"]:
        assert_array_equal(getattr(again, name), getattr(net, name))
    assert (again.hidden, again.output) == ("relu", "tanh")


@pytest.mark.parametrize("units", [1, 3, 5])
def test_take_copies_the_units_that_both_have(numbered, units):
    other = Parameters.of(Network.random(2, units, 2))
    other.flat[:] = -1
    other.take(numbered, range(units))
    both = min(3, units)
    assert_array_equal(other.W1[:both], numbered.W1[:both])
    assert_array_equal(other.b1[:both], numbered.b1[:both])
    assert_array_equal(other.W2[:, :both], numbered.W2[:, :both])
    assert_array_equal(other.b2, numbered.b2)
    assert other.slope == 17
    assert (other.flat == -1).sum() == (units - both) * (2 + 1 + 2)


def test_take_copies_each_unit_from_where_it_was(numbered):
    other = Parameters.of(Network.random(2, 3, 2))
    other.flat[:] = -1
    other.take(numbered, (2, -1, 0))
    assert_array_equal(other.W1[[0, 2]], numbered.W1[[2, 0]])
    assert_array_equal(other.b1[[0, 2]], numbered.b1[[2, 0]])
    assert_array_equal(other.W2[:, [0, 2]], numbered.W2[:, [2, 0]])
    assert (other.first[1] == -1).all()
    assert (other.W2[:, 1] == -1).all()


@pytest.mark.parametrize(
    ("pin", "places"),
    [
        (None, []),
        (Pin(), []),
        (Pin(unit=1), []),
        (Pin(unit=1, weights=np.zeros(2)), [3, 4]),
        (Pin(unit=2, bias=0.0), [8]),
        (Pin(unit=0, correction=np.zeros(2)), [9, 13]),
        (Pin(output_bias=np.zeros(2)), [12, 16]),
        (Pin(unit=1, weights=np.zeros(2), bias=1.0, output_bias=np.zeros(2)), [3, 4, 5, 12, 16]),
        (Pin(unit=3, weights=np.zeros(2), output_bias=np.zeros(2)), [12, 16]),
    ],
)
def test_places_of_what_a_pin_holds(numbered, pin, places):
    assert_array_equal(numbered.places(pin), places)


@pytest.mark.parametrize("number", [np.inf, -np.inf, np.nan])
def test_finite_is_what_has_only_finite_numbers(net, number):
    parameters = Parameters.of(net)
    parameters.flat[:] = 1e300
    assert parameters.is_finite()
    for place in (0, 7, 17):
        wrong = parameters.like(parameters.flat.copy())
        wrong.flat[place] = number
        assert not wrong.is_finite()


def test_layers_are_contiguous_views_and_may_be_float32(net):
    parameters = Parameters.of(net, np.float32)
    assert parameters.flat.dtype == np.float32
    assert_array_equal(parameters.first, np.column_stack((net.W1, net.b1)).astype(np.float32))
    assert_array_equal(parameters.second, np.column_stack((net.W2, net.b2)).astype(np.float32))
    assert parameters.first.flags.c_contiguous
    assert parameters.second.flags.c_contiguous
    assert np.shares_memory(parameters.first, parameters.flat)
