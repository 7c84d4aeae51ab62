"""The network's shapes, its signals, its immutability, and the lecture's Example #1."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network, as_numbers

PARAMETERS = {"W1": [[1, 2], [3, 4], [5, 6]], "b1": [1, 2, 3], "W2": [[1, 0, -1], [2, 1, 0]], "b2": [0.5, -0.5]}
ARRAYS = ["W1", "b1", "W2", "b2"]


@pytest.fixture
def net():
    return Network(**PARAMETERS)


@pytest.fixture
def example_1():
    return Network([[3, 3], [-3, 3]], [-0.9, -0.9], [[1, 1]], [0.5], hidden="tanh")


def test_defaults(net):
    assert (net.hidden, net.output, net.slope) == ("tanh", "identity", 0.25)


def test_sizes(net):
    assert (net.inputs, net.units, net.outputs) == (2, 3, 2)


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_are_double_precision_copies(name):
    given = {key: np.array(value, dtype=np.float32) for key, value in PARAMETERS.items()}
    net = Network(**given)
    kept = getattr(net, name)
    assert kept.dtype == np.float64
    given[name][...] = 99
    assert_array_equal(kept, PARAMETERS[name])


@pytest.mark.parametrize("name", ARRAYS)
@pytest.mark.parametrize("made", [lambda n: n, copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_arrays_are_read_only_also_in_copies(net, name, made):
    with pytest.raises(ValueError, match="read-only"):
        getattr(made(net), name)[...] = 0


def test_network_is_frozen_and_compared_by_identity(net):
    with pytest.raises(dataclasses.FrozenInstanceError):
        net.hidden = "relu"
    assert net != Network(**PARAMETERS)
    assert len({net, Network(**PARAMETERS)}) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"W1": [1, 2, 3]}, r"W1: expected the shape \(N, D\), got \(3,\)"),
        ({"W1": np.empty((0, 2))}, r"W1: expected the shape \(N, D\), got \(0, 2\)"),
        ({"W1": np.empty((3, 0))}, r"W1: expected the shape \(N, D\), got \(3, 0\)"),
        ({"W1": [[1, 2], [3]]}, r"W1: expected the shape \(N, D\), got rows of unequal length"),
        ({"b1": [1, 2]}, r"b1: expected the shape \(3,\), got \(2,\)"),
        ({"b1": [[1], [2], [3]]}, r"b1: expected the shape \(3,\), got \(3, 1\)"),
        ({"W2": [[1, 2]]}, r"W2: expected the shape \(K, 3\), got \(1, 2\)"),
        ({"W2": np.empty((0, 3))}, r"W2: expected the shape \(K, 3\), got \(0, 3\)"),
        ({"b2": 1.0}, r"b2: expected the shape \(2,\), got \(\)"),
        ({"b2": [1, np.nan]}, "b2: expected finite numbers, got nan"),
        ({"b1": [1, -np.inf, 3]}, "b1: expected finite numbers, got -inf"),
        ({"b2": ["1", "2"]}, "b2: expected real numbers, got <U1"),
        ({"b2": [1j, 2]}, "b2: expected real numbers, got complex128"),
        ({"b2": [None, 2]}, "b2: expected real numbers, got object"),
        ({"hidden": "sigmoid"}, "activation 'sigmoid' is not known"),
        ({"output": "softmax"}, "activation 'softmax' is not known"),
        ({"slope": np.nan}, "slope: expected a finite number, got nan"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(net, change, message):
    with pytest.raises(ValueError, match=message) as error:
        Network(**{**PARAMETERS, **change})
    assert "\n" not in str(error.value)
    with pytest.raises(ValueError, match=message):
        net.replace(**change)


def test_replace_keeps_the_rest(net):
    other = net.replace(b2=[7, 8], hidden="relu")
    assert_array_equal(other.b2, [7, 8])
    assert other.hidden == "relu"
    assert_array_equal(other.W1, net.W1)
    assert_array_equal(net.b2, PARAMETERS["b2"])


def test_activations_have_the_networks_slope(net):
    net = net.replace(hidden="prelu", output="prelu", slope=0.5)
    assert net.activation.slope == 0.5
    assert net.output_activation.slope == 0.5


def test_forward_is_the_four_equations(net):
    net = net.replace(hidden="relu", output="tanh")
    x = np.array([0.5, -1.0])
    signals = net.forward([x, [0, 0]])
    e1 = np.array([1 + 0.5 - 2, 2 + 1.5 - 4, 3 + 2.5 - 6])
    h = np.maximum(e1, 0)
    e2 = np.array([0.5 + h[0] - h[2], -0.5 + 2 * h[0] + h[1]])
    assert_array_equal(signals.e1[0], e1)
    assert_array_equal(signals.h[0], h)
    assert_array_equal(signals.e2[0], e2)
    assert_array_equal(signals.y[0], np.tanh(e2))
    assert_array_equal(signals.e1[1], net.b1)


@pytest.mark.parametrize("samples", [0, 1, 5])
def test_signals_have_a_row_a_sample_and_are_read_only(net, samples):
    signals = net.forward(np.zeros((samples, 2)))
    shapes = [(samples, 3), (samples, 3), (samples, 2), (samples, 2)]
    assert [array.shape for array in (signals.e1, signals.h, signals.e2, signals.y)] == shapes
    assert not any(a.flags.writeable for a in (signals.e1, signals.h, signals.e2, signals.y))


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([[1, 2, 3]], r"X: expected the shape \(M, 2\), got \(1, 3\)"),
        ([1, 2], r"X: expected the shape \(M, 2\), got \(2,\)"),
        ([[1, np.nan]], "X: expected finite numbers, got nan"),
        ("ab", "X: expected real numbers"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(net, X, message):
    for method in (net.forward, net.predict):
        with pytest.raises(ValueError, match=message):
            method(X)


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_predict_is_hard_where_there_is_a_hard_one(net, output):
    net, X = net.replace(output=output), np.random.default_rng(0).uniform(-1, 1, (20, 2))
    signals = net.forward(X)
    hard = {"logistic": np.heaviside(signals.e2, 0.5), "tanh": np.sign(signals.e2)}
    assert_array_equal(net.predict(X), hard.get(output, signals.y))


def test_example_1_has_the_lectures_values(example_1):
    square = np.linspace(-1, 1, 201)
    X = np.stack(np.meshgrid(square, square), axis=-1).reshape(-1, 2)
    signals = example_1.forward(X)
    assert signals.y.min() == pytest.approx(-1.498, abs=1e-3)
    assert signals.y.max() == pytest.approx(2.441, abs=1e-3)
    assert (signals.e1[:, 0].min(), signals.e1[:, 0].max()) == pytest.approx((-6.9, 5.1))
    y = example_1.forward([[0, 0], [1, 0], [-1, 0], [0.4748, 0], [-0.4748, 0]]).y[:, 0]
    assert_allclose(y[:3], [-0.9326, 0.4713, 0.4713], atol=5e-5)
    assert_allclose(y[3:], 0, atol=1e-4)
    assert example_1.forward([[0.3, 0]]).e1[0, 0] == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize(("x1", "x2"), [(0, 0.2149), (0.5, -0.0232), (-0.5, -0.0232), (1, -0.5169), (-1, -0.5169)])
def test_classifiers_decision_curve_is_the_lectures(example_1, x1, x2):
    classifier = example_1.replace(output="tanh")
    assert_array_equal(classifier.predict([[x1, x2 - 1e-4], [x1, x2 + 1e-4]])[:, 0], [-1, 1])
    assert classifier.forward([[x1, x2]]).e2[0, 0] == pytest.approx(0, abs=5e-4)


def test_random_has_the_sizes_and_names_it_is_given():
    net = Network.random(3, 5, 2, "relu", output="logistic")
    assert (net.inputs, net.units, net.outputs) == (3, 5, 2)
    assert (net.hidden, net.output) == ("relu", "logistic")


def test_random_is_the_same_for_equal_seeds_only():
    nets = [Network.random(seed=seed) for seed in (4, 4, 5)]
    for name in ("W1", "b1", "W2"):
        assert_array_equal(getattr(nets[0], name), getattr(nets[1], name))
        assert (getattr(nets[0], name) != getattr(nets[2], name)).all()


@pytest.mark.parametrize("hidden", [1, 8, 64])
def test_random_weights_are_glorots(hidden):
    net = Network.random(hidden=hidden)
    assert np.abs(net.W1).max() <= np.sqrt(6 / (2 + hidden))
    assert np.abs(net.W2).max() <= np.sqrt(6 / (hidden + 1))


@pytest.mark.parametrize("seed", range(10))
def test_random_threshold_lines_differ_and_cross_the_square(seed):
    net = Network.random(hidden=16, seed=seed)
    corners = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    sides = np.sign(net.forward(corners).e1)
    assert (np.abs(sides.sum(axis=0)) < 4).all()
    lines = np.column_stack([net.W1, net.b1])
    lines /= np.linalg.norm(lines, axis=1, keepdims=True)
    likeness = np.abs(lines @ lines.T) - np.eye(16)
    assert likeness.max() < 1 - 1e-6


@pytest.mark.parametrize(
    "change", [{"inputs": 0}, {"hidden": -1}, {"outputs": 1.5}, {"hidden": None}, {"seed": -1}, {"activation": "x"}]
)
def test_random_refuses_what_makes_no_network(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        Network.random(**change)


def test_as_numbers_names_what_it_checks():
    assert_array_equal(as_numbers("t", [1, 2], ("T",)), [1.0, 2.0])
    with pytest.raises(ValueError, match=r"t: expected the shape \(T,\), got \(0,\)"):
        as_numbers("t", [], ("T",))
