"""Gradients against central differences, for every nonlinearity in both places and both losses."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.parameters import Parameters
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network

ARRAYS = ["W1", "b1", "W2", "b2"]
HARD = ["step", "signum"]
SOFT = [name for name in ACTIVATIONS if name not in HARD]
CASES = [(output, "mse") for output in ACTIVATIONS] + [("logistic", "cross_entropy"), ("tanh", "cross_entropy")]


def samples_off_the_kinks(net, count=12):
    """Return inputs whose excitations are all further from zero than a central difference reaches."""
    X = np.random.default_rng(3).uniform(-1, 1, (200, net.inputs))
    signals = net.forward(X)
    nearest = np.minimum(np.abs(signals.e1).min(axis=1), np.abs(signals.e2).min(axis=1))
    return X[nearest > 1e-2][:count]


def flat(gradient):
    """Return a gradient in the order of `Parameters`."""
    layers = np.column_stack((gradient.W1, gradient.b1)), np.column_stack((gradient.W2, gradient.b2))
    return np.concatenate([*map(np.ravel, layers), [gradient.slope]])


def central_differences(net, X, Y, loss, width=1e-5):
    def loss_at(step):
        moved = Parameters.of(net)
        moved.flat[:] += step
        return gradients(moved.network(net.hidden, net.output), X, Y, loss).loss

    steps = np.eye(Parameters.of(net).flat.size) * width
    return np.array([(loss_at(step) - loss_at(-step)) / (2 * width) for step in steps])


@pytest.mark.parametrize(("output", "loss"), CASES)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_gradient_is_the_central_difference(hidden, output, loss):
    net = Network.random(2, 4, 2, hidden, seed=7, output=output)
    X = samples_off_the_kinks(net)
    assert len(X) == 12
    lowest = 0 if output == "logistic" else -1
    Y = np.random.default_rng(5).integers(0, 2, (12, 2)) * (1 - lowest) + lowest
    expected = central_differences(net, X, Y, loss)
    if hidden != "prelu":
        expected[-1] = 0  # the slope is the PReLU's, and trained only in the hidden layer
    assert_allclose(flat(gradients(net, X, Y, loss)), expected, rtol=1e-6, atol=1e-8)


def test_one_sample_worked_by_hand():
    net = Network([[2]], [-1], [[3]], [0.5], hidden="relu")
    # e1 = 2 * 2 - 1 = 3 = h, e2 = 3 * 3 + 0.5 = 9.5 = y, eps = y - t = 1.5, dL/de2 = 2 eps = 3, dL/de1 = 3 * 3
    g = gradients(net, [[2]], [[8]])
    assert g.loss == 2.25
    assert (g.W2.item(), g.b2.item(), g.W1.item(), g.b1.item(), g.slope) == (9, 3, 18, 9, 0)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_shapes_are_the_parameters_and_arrays_read_only(hidden):
    net = Network.random(3, 4, 2, hidden)
    g = gradients(net, np.ones((5, 3)), np.ones((5, 2)))
    for name in ARRAYS:
        assert getattr(g, name).shape == getattr(net, name).shape
        assert not getattr(g, name).flags.writeable
    assert isinstance(g.loss, float)
    assert isinstance(g.slope, float)


@pytest.mark.parametrize("hidden", HARD)
def test_first_layer_of_hard_units_cannot_learn_but_the_second_does(hidden):
    net = Network.random(hidden=8, activation=hidden)
    X = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    g = gradients(net, X, X[:, :1] * X[:, 1:])
    assert not g.W1.any()
    assert not g.b1.any()
    assert g.W2.all()
    assert g.b2.all()


@pytest.mark.parametrize("output", HARD)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_nothing_moves_under_a_hard_output(hidden, output):
    net = Network.random(hidden=8, activation=hidden, output=output)
    X = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    g = gradients(net, X, X[:, :1])
    assert g.loss > 0
    assert not flat(g).any()


def test_output_prelu_adds_to_the_slope_of_hidden_ones_only():
    X = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    slopes = [
        gradients(Network.random(activation=hidden, output="prelu", seed=2), X, X[:, :1]).slope
        for hidden in ("prelu", "relu", "tanh")
    ]
    assert slopes[0] != 0
    assert slopes[1:] == [0.0, 0.0]


def test_dying_relu_moves_b2_alone_towards_the_mean():
    net = Network.random(activation="relu").replace(b1=np.full(8, -9))
    X = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    Y = X[:, :1] + 2
    g = gradients(net, X, Y)
    assert not np.concatenate([g.W1.ravel(), g.b1, g.W2.ravel()]).any()
    assert g.b2.item() == pytest.approx(-2 * Y.mean())


def test_loss_is_that_of_the_samples():
    net, X = Network.random(outputs=2), np.random.default_rng(0).uniform(-1, 1, (50, 2))
    assert gradients(net, X, X).loss == pytest.approx(np.mean(np.sum((net.forward(X).y - X) ** 2, axis=1)))


@pytest.mark.parametrize("output", ["logistic", "tanh"])
def test_cross_entropy_is_finite_however_saturated(output):
    net = Network([[1]], [0], [[1e4]], [0], hidden="identity", output=output)
    with np.errstate(all="raise", under="ignore"):
        wrong, right = gradients(net, [[-1]], [[1]], "cross_entropy"), gradients(net, [[1]], [[1]], "cross_entropy")
    scale = 1 if output == "logistic" else 2
    assert (wrong.loss, wrong.b2.item()) == (scale * 1e4, -scale)
    assert (right.loss, right.b2.item()) == (0, 0)


def test_samples_may_be_lists_and_stay_as_they_are():
    net, X, Y = Network.random(), np.eye(2), np.ones((2, 1))
    assert_array_equal(flat(gradients(net, X.tolist(), Y.tolist())), flat(gradients(net, X, Y)))
    assert_array_equal(X, np.eye(2))
    assert X.flags.writeable


@pytest.mark.parametrize(
    ("X", "Y", "loss", "message"),
    [
        ([[1, 2, 3]], [[1]], "mse", r"X: expected the shape \(samples, 2\), got \(1, 3\)"),
        (np.empty((0, 2)), np.empty((0, 1)), "mse", "X: expected at least 1 sample, got none"),
        ([[1, 2]], [[1], [2]], "mse", r"Y: expected the shape \(1, 1\), got \(2, 1\)"),
        ([[1, 2]], [1], "mse", r"Y: expected the shape \(1, 1\), got \(1,\)"),
        ([[1, np.nan]], [[1]], "mse", "X: expected finite numbers, got nan"),
        ([[1, 2]], [[np.inf]], "mse", "Y: expected finite numbers, got inf"),
        ([[1, 2]], [[1]], "mae", "loss 'mae' is not known"),
        ([[1, 2]], [[1]], "cross_entropy", "expected an output logistic or tanh, got identity"),
    ],
)
def test_what_does_not_fit_is_refused(X, Y, loss, message):
    with pytest.raises(ValueError, match=message):
        gradients(Network.random(), X, Y, loss)
