"""One block through the network and back, against the plain formulas, by each of the ways there are."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning import passes
from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.batches import Samples
from nnexplorer.compute.learning.parameters import Parameters
from nnexplorer.compute.learning.passes import Pass, Rules
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.losses import loss as loss_named
from nnexplorer.model.network import Network

M = 20
LOSSES = [("identity", "mse"), ("tanh", "mse"), ("prelu", "mse"), ("logistic", "cross_entropy")]


def problem(hidden, output, K=1, N=4):
    rng = np.random.default_rng(3)
    net = Network.random(2, N, K, hidden, seed=2, output=output).replace(b2=rng.normal(size=K))
    return net, rng.uniform(-1, 1, (M, 2)), rng.uniform(0, 1, (M, K))


def made(net, X, Y, loss):
    """A pass, the block it is made for, and where its gradient goes."""
    parameters = Parameters.of(net)
    gradient = parameters.like(np.zeros_like(parameters.flat))
    rules = Rules(net.activation, net.output_activation, loss_named(loss))
    (block,) = Samples(X, Y, [M]).blocks
    return Pass(parameters, gradient, rules, M), block, gradient


@pytest.mark.parametrize("large", [passes._LARGE, 1], ids=["wide", "narrow"])
@pytest.mark.parametrize(("output", "loss"), LOSSES)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_the_sums_over_a_block_are_those_of_the_gradient(monkeypatch, hidden, output, loss, large):
    monkeypatch.setattr(passes, "_LARGE", large)
    net, X, Y = problem(hidden, output)
    work, block, gradient = made(net, X, Y, loss)
    work.backpropagate(block)
    expected, share = gradients(net, X, Y, loss), loss_named(loss).factor / M
    for name in ("W1", "b1", "W2", "b2"):
        assert_allclose(share * getattr(gradient, name), getattr(expected, name), rtol=1e-9, atol=1e-12)
    assert share * gradient.slope == pytest.approx(expected.slope, rel=1e-9, abs=1e-12)
    assert work.loss(block) / M == pytest.approx(expected.loss)


def test_several_outputs_go_by_the_other_way(monkeypatch):
    monkeypatch.setattr(passes, "_LARGE", 1)
    net, X, Y = problem("tanh", "identity", K=3)
    work, block, gradient = made(net, X, Y, "mse")
    work.backpropagate(block)
    assert_allclose(2 / M * gradient.W1, gradients(net, X, Y).W1, rtol=1e-9)


@pytest.mark.parametrize("hidden", ["step", "signum"])
def test_what_does_not_learn_is_left_as_it_is(hidden):
    work, block, gradient = made(*problem(hidden, "identity"), "mse")
    gradient.first[...] = 7.0
    work.backpropagate(block)
    assert (gradient.first == 7.0).all()
    assert (gradient.W2 != 0).all()


def test_parameters_are_read_anew_each_time():
    net, X, Y = problem("tanh", "identity")
    parameters = Parameters.of(net)
    rules = Rules(net.activation, net.output_activation, loss_named("mse"))
    (block,) = Samples(X, Y, [M]).blocks
    work = Pass(parameters, parameters.like(np.zeros_like(parameters.flat)), rules, M)
    work.propagate(block)
    first = work.loss(block)
    parameters.W2[...] += 1
    work.propagate(block)
    assert work.loss(block) != first
    assert_array_equal(block.rows[:, :2], X)
