"""A probe holds all that a network makes of one input."""

import numpy as np
import pytest

from nnexplorer.compute.design import construct
from nnexplorer.compute.parts.probes import probe_at
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (2, 2), (3, 1)])
def test_probe_is_the_forward_pass_at_its_point(hidden, inputs, outputs):
    network = Network.random(inputs, 5, outputs, hidden, seed=2, output="tanh")
    x = tuple(np.linspace(-0.5, 0.8, inputs))
    probe, signals = probe_at(network, x), network.forward([x])
    assert probe.x.tolist() == list(x)
    for name in ("e1", "h", "y"):
        np.testing.assert_array_equal(getattr(probe, name), getattr(signals, name)[0])
    np.testing.assert_array_equal(probe.derivative, network.activation.derivative(signals.e1[0]))


def test_half_circle_at_its_end_has_every_unit_on():
    probe = probe_at(construct(8), (0.0, 1.0))
    assert probe.h.tolist() == [1.0] * 8
    assert probe.derivative.tolist() == [0.0] * 8
    assert probe.y == pytest.approx([np.pi / 2, np.pi**2 / 4])


@pytest.mark.parametrize("x", [None, (), (0.5,), (0.5, 0.5, 0.5)])
def test_without_a_point_of_the_networks_size_there_is_no_probe(x):
    assert probe_at(Network.random(2, 3, 1), x) is None


def test_probe_far_out_is_finite():
    probe = probe_at(Network([[1e200, -1e200]], [0.0], [[1.0]], [0.0], "logistic"), (1e100, 0.0))
    assert (probe.h.tolist(), probe.derivative.tolist(), probe.y.tolist()) == ([1.0], [0.0], [1.0])
