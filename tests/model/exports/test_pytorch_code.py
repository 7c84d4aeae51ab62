"""The PyTorch text is a module that computes what the network computes, and learns as it does."""

import ast

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.export import export
from nnexplorer.model.exports.pytorch_code import FUNCTIONS
from nnexplorer.model.network import Network


@pytest.fixture
def torch():
    """PyTorch, where it is installed."""
    return pytest.importorskip("torch")


def module(network):
    """The module that the text of a network defines."""
    names = {"__name__": "exported"}
    exec(compile(export(network, "pytorch"), "exported.py", "exec"), names)
    return names["Network"]()


def test_every_activation_has_its_function():
    assert set(FUNCTIONS) == set(ACTIVATIONS)


def test_every_kind_is_python_that_defines_what_it_uses(network):
    tree = ast.parse(export(network, "pytorch"))
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called <= defined | {"super"}
    assert {"forward", "predict"} <= defined
    assert defined & set(FUNCTIONS) == {network.hidden, network.output, network.output_activation.hard.name} - {
        "identity"
    }


def test_every_number_stands_in_it():
    net = Network.random(2, 30, 2, "prelu", 1)
    found = {}
    for node in ast.parse(export(net, "pytorch")).body:
        if isinstance(node, ast.Assign):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    assert found.pop("a") == net.slope
    assert {name: np.array(value).tolist() for name, value in found.items()} == {
        name: getattr(net, name).tolist() for name in ("W1", "b1", "W2", "b2")
    }


def test_forward_and_predict_are_the_networks(torch, network, inputs):
    net = module(network)
    y = net(torch.tensor(inputs))
    assert_allclose(y.detach().numpy(), network.forward(inputs).y, rtol=1e-12, atol=1e-12)
    assert_allclose(net.predict(inputs).numpy(), network.predict(inputs), rtol=1e-12, atol=1e-12)
    assert not net.predict(inputs.tolist()).requires_grad


def test_excitations_of_zero_are_exact(torch):
    for hidden, activation in ACTIVATIONS.items():
        for output in ACTIVATIONS:
            net = Network([[1.0, -1.0]], [0.0], [[1.0]], [-float(activation.function(0.0))], hidden, output)
            X = [[0.0, 0.0], [0.5, 0.5]]
            assert_array_equal(module(net)(X).detach().numpy(), net.forward(X).y)
            assert_array_equal(module(net).predict(X).numpy(), net.predict(X))


def test_gradients_are_the_networks(torch, network):
    rng = np.random.default_rng(1)
    X, Y = rng.uniform(-1, 1, (20, 3)), rng.uniform(-1, 1, (20, 2))
    net = module(network)
    loss = (net(torch.tensor(X)) - torch.tensor(Y)).square().sum(dim=1).mean()
    loss.backward()
    wanted = gradients(network, X, Y)
    for name in ("W1", "b1", "W2", "b2"):
        found = getattr(net, name).grad
        assert_allclose(0.0 if found is None else found.numpy(), getattr(wanted, name), rtol=1e-9, atol=1e-12)
    assert_allclose(loss.item(), wanted.loss)
