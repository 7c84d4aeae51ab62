"""A grid holds what the forward pass gives at its samples, first input to the right, second upwards."""

import itertools

import numpy as np
import pytest

from nnexplorer.compute.parts.grid import evaluate
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network

BOUNDS = ((-1.0, 2.0), (-3.0, 0.5))
LAYERS = ("e1", "h", "e2", "y")


def first_example(output="identity"):
    return Network([[3, 3], [-3, 3]], [-0.9, -0.9], [[1, 1]], [0.5], "tanh", output)


def at_samples(network, bounds, resolution):
    """The signals of the forward pass, reshaped to how a grid holds them."""
    axes = [np.linspace(*pair, resolution) for pair in bounds]
    X = np.array([point[::-1] for point in itertools.product(*reversed(axes))])
    signals = network.forward(X)
    return {name: getattr(signals, name).T.reshape(-1, *[resolution] * len(axes)) for name in LAYERS}


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", ["identity", "tanh", "step"])
def test_every_layer_agrees_with_the_forward_pass(hidden, output):
    network = Network.random(2, 5, 3, hidden, seed=4, output=output)
    surface = evaluate(network, BOUNDS, 9)
    for name, expected in at_samples(network, BOUNDS, 9).items():
        assert getattr(surface, name) == pytest.approx(expected, abs=1e-12), name


@pytest.mark.parametrize("hidden", ["tanh", "logistic", "relu", "softplus", "identity"])
def test_single_precision_is_within_a_ten_thousandth(hidden):
    network = Network.random(2, 64, 2, hidden, seed=2)
    surface = evaluate(network, BOUNDS, 33, np.float32)
    for name, expected in at_samples(network, BOUNDS, 33).items():
        assert getattr(surface, name).dtype == np.float32
        assert np.abs(getattr(surface, name) - expected).max() < 1e-4, name


def test_entry_k_i_j_is_at_the_jth_of_the_first_and_the_ith_of_the_second_input():
    network = Network([[1, 0], [0, 1]], [0, 0], [[1, 10]], [0], "identity")
    surface = evaluate(network, BOUNDS, 4)
    x0, x1 = np.linspace(*BOUNDS[0], 4), np.linspace(*BOUNDS[1], 4)
    for i in range(4):
        for j in range(4):
            assert surface.e1[:, i, j] == pytest.approx([x0[j], x1[i]])
            assert surface.y[0, i, j] == pytest.approx(x0[j] + 10 * x1[i])


def test_ends_of_the_ranges_are_samples():
    surface = evaluate(first_example(), resolution=3)
    assert surface.e1.shape == surface.h.shape == (2, 3, 3)
    assert surface.e2.shape == surface.y.shape == (1, 3, 3)
    assert surface.e1[0] == pytest.approx(np.array([[-6.9, -3.9, -0.9], [-3.9, -0.9, 2.1], [-0.9, 2.1, 5.1]]))


def test_first_example_has_the_lectures_ranges():
    surface = evaluate(first_example(), resolution=401)
    assert (surface.e1[0].min(), surface.e1[0].max()) == pytest.approx((-6.9, 5.1))
    assert (surface.h[0].min(), surface.h[0].max()) == pytest.approx((-1, 1), abs=1e-3)
    assert (surface.y.min(), surface.y.max()) == pytest.approx((-1.498, 2.441), abs=1e-3)
    assert surface.y[0, 200, 200] == pytest.approx(-0.9326, abs=5e-5)
    assert surface.y[0, 200, [0, -1]] == pytest.approx([0.4713, 0.4713], abs=5e-5)


def test_output_is_soft_as_in_training():
    surface = evaluate(first_example("tanh"), resolution=5)
    assert surface.y == pytest.approx(np.tanh(surface.e2))


def test_one_input_has_a_line_of_samples():
    network = Network.random(1, 4, 2, seed=1)
    surface = evaluate(network, ((-2.0, 3.0),), 11)
    assert surface.h.shape == (4, 11)
    assert surface.y.shape == (2, 11)
    for name, expected in at_samples(network, ((-2.0, 3.0),), 11).items():
        assert getattr(surface, name) == pytest.approx(expected), name


def test_defaults_are_the_lectures_square_at_128_samples():
    network = first_example()
    assert np.array_equal(evaluate(network).y, evaluate(network, ((-1, 1), (-1, 1)), 128).y)


def test_single_sample_is_at_the_lower_ends():
    surface = evaluate(first_example(), resolution=1)
    assert surface.e1[:, 0, 0] == pytest.approx([-6.9, -0.9])


def test_nobody_writes_to_a_surface():
    surface = evaluate(first_example(), resolution=2)
    for name in LAYERS:
        assert not getattr(surface, name).flags.writeable


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"bounds": ((-1, 1),)}, "bounds: expected 2 pairs (low, high) for this network, got ((-1, 1),)"),
        ({"bounds": ((-1, 1), (0, 1, 2))}, "bounds: expected 2 pairs (low, high) for this network, got"),
        ({"bounds": 1}, "bounds: expected 2 pairs (low, high) for this network, got 1"),
        ({"bounds": (1, 2)}, "bounds: expected 2 pairs (low, high) for this network, got (1, 2)"),
        ({"bounds": ((-1, 1), (0, np.nan))}, "bounds: expected a finite number, got nan"),
        ({"bounds": ((-1, 1), (-np.inf, 0))}, "bounds: expected a finite number, got -inf"),
        ({"bounds": ((-1, 1), (0, "1"))}, "bounds: expected a finite number, got '1'"),
        ({"resolution": 0}, "resolution: expected a whole number of at least 1, got 0"),
        ({"resolution": 2.0}, "resolution: expected a whole number of at least 1, got 2.0"),
        ({"resolution": np.nan}, "resolution: expected a whole number of at least 1, got nan"),
        ({"resolution": True}, "resolution: expected a whole number of at least 1, got True"),
    ],
)
def test_what_is_no_grid_is_refused_in_one_line(arguments, fault):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - its text is compared whole
        evaluate(first_example(), **arguments)
    assert str(refusal.value).startswith(fault)
    assert "\n" not in str(refusal.value)


def test_more_than_two_inputs_have_no_surface():
    with pytest.raises(ValueError, match="only networks of 1 or 2 inputs have a surface; this one has 3"):
        evaluate(Network.random(3, 2, 1))


def test_one_input_wants_one_pair():
    with pytest.raises(ValueError, match=r"bounds: expected 1 pair \(low, high\) for this network, got"):
        evaluate(Network.random(1, 2, 1))
