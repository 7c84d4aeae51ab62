"""Dead and saturated units and the sizes of their gradients, by their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.diagnosis import SATURATED_FROM, Diagnosis, badges, diagnose
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network

X = np.random.default_rng(4).uniform(-1, 1, (200, 2))
LARGEST = {"logistic": 0.25, "tanh": 1, "relu": 1, "softplus": 1, "leaky_relu": 1, "prelu": 1, "identity": 1}


def unit_at(excitations, hidden, slope=0.25):
    """Diagnose one unit whose excitation over the rows is this."""
    net = Network([[1]], [0], [[1]], [0], hidden, slope=slope)
    found = diagnose(net, np.reshape(excitations, (-1, 1)))
    return found.dead.item(), found.saturation.item(), found.mean_derivative.item()


@pytest.mark.parametrize("hidden", LARGEST)
def test_figures_are_those_of_the_definitions(hidden):
    net = Network.random(hidden=12, activation=hidden, seed=3)
    net = net.replace(W1=net.W1 * np.geomspace(0.1, 300, 12)[:, None])
    derivative = np.abs(ACTIVATIONS[hidden].derivative(net.forward(X).e1))
    found = diagnose(net, X)
    assert_array_equal(found.dead, [not column.any() for column in derivative.T])
    assert_allclose(found.saturation, [np.sum(column < 0.01 * LARGEST[hidden]) / 200 for column in derivative.T])
    assert_allclose(found.mean_derivative, derivative.sum(axis=0) / 200)


@pytest.mark.parametrize("hidden", ["step", "signum"])
def test_hard_units_are_all_dead_and_saturated(hidden):
    assert unit_at([-1, 0, 2], hidden) == (True, 1, 0)
    assert badges(diagnose(Network.random(hidden=3, activation=hidden), X)) == ("dead",) * 3


def test_relu_dies_when_it_is_off_on_every_row():
    assert unit_at([-1, -2, 0], "relu") == (True, 1, 0)
    assert unit_at([-1, -2, -3, 1e-9], "relu") == (False, 0.75, 0.25)


@pytest.mark.parametrize(("hidden", "slope"), [("leaky_relu", 0.25), ("prelu", 0.25), ("prelu", -0.5)])
def test_leaky_units_never_die_nor_saturate(hidden, slope):
    dead, saturation, mean = unit_at([-1, -2, -3], hidden, slope)
    assert (dead, saturation) == (False, 0)
    assert mean == pytest.approx(0.01 if hidden == "leaky_relu" else abs(slope))


def test_prelu_is_compared_with_its_steeper_side():
    assert unit_at([-1, -1, -1, 1], "prelu", slope=0) == (False, 0.75, 0.25)
    assert unit_at([-1, 1, 1, 1], "prelu", slope=-200) == (False, 0.75, 50.75)
    assert unit_at([-1, -1], "prelu", slope=0) == (True, 1, 0)


def test_logistic_saturates_where_its_derivative_falls_below_a_hundredth_of_a_quarter():
    edge = -np.log((1 - np.sqrt(1 - 0.01)) / (1 + np.sqrt(1 - 0.01)))  # sigma' = 0.0025 there, at about 5.98
    assert unit_at([edge - 1e-6, -edge + 1e-6, edge + 1e-6, -edge - 1e-6], "logistic")[1] == 0.5
    assert unit_at([0, 3, 5, 10], "logistic")[2] == pytest.approx((0.25 + 0.0452 + 0.00665 + 4.54e-5) / 4, rel=1e-3)


def test_saturated_is_not_dead_before_the_derivative_underflows():
    assert unit_at([40, -700], "logistic")[:2] == (False, 1)
    assert unit_at([800, -800], "logistic") == (True, 1, 0)


def test_softplus_saturates_on_its_left_only():
    assert unit_at([-5, -10, 0, 1e4], "softplus")[:2] == (False, 0.5)


def test_identity_has_no_trouble():
    assert unit_at([-1e4, 0, 1e4], "identity") == (False, 0, 1)


def test_weights_near_overflow_are_diagnosed_without_a_warning():
    found = diagnose(Network([[1e200, 0], [1, 1]], [0, 0], [[1, 1]], [0]), [[1e200, 1]])
    assert_array_equal(found.dead, [True, True])


def test_badge_is_dead_or_else_saturated_or_else_none():
    shares = np.array([1, 1, SATURATED_FROM, SATURATED_FROM - 0.01, 0])
    diagnosis = Diagnosis(np.array([True, False, False, False, False]), shares, np.zeros(5))
    assert badges(diagnosis) == ("dead", "saturated", "saturated", "", "")


def test_figures_are_one_a_unit_and_read_only():
    found = diagnose(Network.random(hidden=7), X.tolist())
    assert found.dead.dtype == bool
    for array in (found.dead, found.saturation, found.mean_derivative):
        assert array.shape == (7,)
        assert not array.flags.writeable


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (np.empty((0, 2)), r"X: expected the shape \(samples, 2\), got \(0, 2\)"),
        ([[1, 2, 3]], r"X: expected the shape \(samples, 2\), got \(1, 3\)"),
        ([[1, np.nan]], "X: expected finite numbers, got nan"),
    ],
)
def test_what_does_not_fit_is_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        diagnose(Network.random(), rows)
