"""The NumPy text computes what the network computes, whatever its nonlinearities."""

import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.export import export
from nnexplorer.model.exports.numpy_code import FUNCTIONS
from nnexplorer.model.network import Network


def run(text):
    """The names that a text defines where there is nothing else."""
    names = {"__name__": "exported"}
    exec(compile(text, "exported.py", "exec"), names)
    return names


def test_every_activation_has_its_function():
    assert set(FUNCTIONS) == set(ACTIVATIONS)


def test_forward_and_predict_are_the_networks(network, inputs):
    names = run(export(network))
    assert_allclose(names["forward"](inputs), network.forward(inputs).y, rtol=1e-12, atol=1e-12)
    assert_allclose(names["predict"](inputs), network.predict(inputs), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("output", ACTIVATIONS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_excitations_of_zero_are_exact(hidden, output):
    net = Network([[1.0, -1.0]], [0.0], [[1.0]], [-float(ACTIVATIONS[hidden].function(0.0))], hidden, output)
    X = [[0.0, 0.0], [0.5, 0.5], [-3.0, -3.0]]
    names = run(export(net))
    assert net.forward(X).e2.tolist() == [[0.0]] * 3
    assert_array_equal(names["forward"](X), net.forward(X).y)
    assert_array_equal(names["predict"](X), net.predict(X))


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if FUNCTIONS[name]])
def test_a_function_is_the_activation_without_a_warning(name):
    b = np.concatenate([np.linspace(-1e4, 1e4, 2001), np.linspace(-40, 40, 2001), [0.0, -0.0, 5e-324, -1e-300]])
    names = {"np": np}
    exec(FUNCTIONS[name], names)
    arguments = (b, 0.25) if name == "prelu" else (b,)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_array_equal(names[name](*arguments), ACTIVATIONS[name].function(b))


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_step_falls_on_the_same_side_of_every_line(order):
    units, angles = 64, np.linspace(-np.pi / 2, np.pi / 2, 64)
    net = Network(np.transpose([-np.sin(angles), np.cos(angles)]), np.zeros(units), np.ones((1, units)), [0.0], "step")
    X = np.asarray(np.transpose([np.cos(angles), np.sin(angles)]), order=order)
    assert_array_equal(run(export(net))["forward"](X), net.forward(X).y)


def test_inputs_are_left_alone_and_may_be_lists_whole_numbers_or_none():
    net = Network.random(hidden=3, activation="identity")
    names = run(export(net))
    X = np.ones((2, 2))
    X.flags.writeable = False
    assert names["forward"](X).shape == (2, 1)
    assert_array_equal(names["forward"]([[1, 1]]), net.forward([[1, 1]]).y)
    assert names["predict"](np.zeros((0, 2))).shape == (0, 1)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_numbers_keep_their_bits(values):
    net = Network([[value] for value in values], values, [values, values], [values[0], -values[0]], "prelu")
    names = run(export(net.replace(slope=values[0])))
    for name in ("W1", "b1", "W2", "b2"):
        assert names[name].tobytes() == getattr(net, name).tobytes()
        assert names[name].shape == getattr(net, name).shape
    assert names["a"] == values[0]


@pytest.mark.parametrize("sizes", [(1, 1, 1), (2, 300, 1), (40, 3, 1), (1, 7, 50)])
def test_every_size_is_laid_out_in_lines_of_readable_length(sizes):
    net = Network.random(*sizes, "logistic", seed=1)
    text = export(net)
    assert max(map(len, text.splitlines())) <= 100
    assert text.isascii()
    assert text.endswith("y\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert "\n\n\n\n" not in text
    X = np.ones((3, sizes[0]))
    assert_array_equal(run(text)["forward"](X), net.forward(X).y)


def test_only_what_is_used_is_there():
    text = export(Network.random(activation="relu", output="tanh"))
    assert [word for word in FUNCTIONS if f"def {word}(" in text] == ["signum", "tanh", "relu"]
    assert "\na = " not in text
    assert "def prelu(b, a)" in export(Network.random(activation="prelu"))


def test_the_opening_counts():
    assert "D = 1 input, N = 1 hidden unit and K = 1 output." in export(Network.random(1, 1, 1))
    assert "D = 11 inputs, N = 21 hidden units and K = 2 outputs." in export(Network.random(11, 21, 2))


def test_it_imports_numpy_alone(tmp_path):
    (tmp_path / "net.py").write_text(export(Network.random(output="logistic")))
    code = "import sys, net; print(net.forward([[0, 0]]).shape, 'nnexplorer' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ended.stdout == "(1, 1) False\n"
