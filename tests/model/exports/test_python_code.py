"""What the Python formats share: lists of numbers are laid out as matrices are."""

import numpy as np
import pytest

from nnexplorer.model.exports.numpy_code import FUNCTIONS
from nnexplorer.model.exports.python_code import WIDTH, nonlinearities, parameters
from nnexplorer.model.network import Network


def laid_out(W2):
    """How W2 (K,N) is written."""
    units = len(W2[0])
    net = Network(np.ones((units, 1)), np.ones(units), W2, np.ones(len(W2)))
    return parameters(net, nonlinearities(net, FUNCTIONS, "a")).split("W2 = ")[1].split("\n\n")[0]


def test_columns_stand_below_each_other_with_their_signs_in_front():
    assert laid_out([[1.0, -0.5], [-10.25, 2.0]]) == "[\n    [ 1.0,   -0.5],\n    [-10.25,  2.0],\n]"
    assert laid_out([[1.0, 0.5], [10.25, 2.0]]) == "[\n    [1.0,   0.5],\n    [10.25, 2.0],\n]"


def test_a_single_row_takes_one_line_if_it_can():
    assert laid_out([[1.0, -0.5, 3.0]]) == "[[1.0, -0.5, 3.0]]"


def test_a_long_row_is_broken():
    lines = laid_out([[0.125] * 40]).splitlines()
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("[", "    [", "    ],", "]")
    assert [line.count("0.125,") for line in lines[2:-2]] == [13, 13, 13, 1]
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize(
    ("hidden", "output", "spelt"),
    [
        ("tanh", "identity", ("tanh(e1)", "e2", "e2", "the same in testing")),
        ("identity", "logistic", ("e1", "logistic(e2)", "step(e2)", "hard as in testing")),
        ("prelu", "prelu", ("prelu(e1, s)", "prelu(e2, s)", "prelu(e2, s)", "the same in testing")),
    ],
)
def test_expressions_are_those_of_the_layers(hidden, output, spelt):
    found = nonlinearities(Network.random(activation=hidden, output=output), FUNCTIONS, "s")
    assert (found.h, found.y, found.tested, found.testing) == spelt
    assert found.sloped == (hidden == "prelu")
    assert found.definitions.count("def ") == {"tanh": 1, "identity": 2, "prelu": 1}[hidden]
