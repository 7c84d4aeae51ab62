"""The step in slow motion is the step that gradient descent makes on that one sample."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.training import train
from nnexplorer.compute.parts.slow_step import slow_step
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings

ARRAYS = ("W1", "b1", "W2", "b2")


def document(hidden="tanh", output="identity", frozen=(), **view):
    chance = np.random.default_rng(5)
    data = PointData(chance.uniform(-1, 1, (9, 2)), chance.uniform(-1, 1, (9, 2)))
    net = Network.random(2, 3, 2, hidden, 6, output).replace(b1=[0.3, -0.2, 0.1])
    shown = ViewSettings(**({"probe": tuple(data.X[4])} | view))
    return Document(net, data, TrainingSettings(learning_rate=0.2), shown, frozen=frozen)


@pytest.mark.parametrize("hidden", ["logistic", "prelu", "step"])
@pytest.mark.parametrize("output", ["identity", "tanh"])
def test_the_network_after_it_is_that_of_plain_gradient_descent(hidden, output):
    it = document(hidden, output)
    (*_, last) = train(it.network, it.X[[4]], it.Y[[4]], steps=1, optimizer="sgd", learning_rate=0.2)
    after = slow_step(it).taken()
    for name in (*ARRAYS, "slope"):
        assert_allclose(getattr(after, name), getattr(last.network, name), rtol=0, atol=1e-14)


def test_signals_and_derivatives_are_those_of_the_sample():
    it = document("tanh", "tanh")
    step, g = slow_step(it), gradients(it.network, it.X[[4]], it.Y[[4]])
    signals = it.network.forward(it.X[[4]])
    assert (step.part.sample, step.samples) == (4, 9)
    assert_allclose(step.e2, signals.e2[0])
    assert step.loss == pytest.approx(g.loss)
    assert_allclose(step.output_derivative, 1 - signals.y[0] ** 2)
    assert_allclose(step.by_y * step.output_derivative, step.part.by_e2)
    assert_allclose(g.b2, step.part.by_e2)
    assert not step.e2.flags.writeable


def test_frozen_units_stay():
    it = document(frozen=(1,))
    before, after = it.network, slow_step(it).taken()
    for name, kept in (("W1", np.s_[1]), ("b1", np.s_[1]), ("W2", np.s_[:, 1])):
        assert_array_equal(getattr(after, name)[kept], getattr(before, name)[kept])
    assert (after.W1[0] != before.W1[0]).all()
    assert (after.b2 != before.b2).all()


def test_a_step_to_what_is_not_finite_is_refused():
    it = document()
    huge = replace(it, network=it.network.replace(W2=np.full((2, 3), 1e200)), training=TrainingSettings("sgd", 1e200))
    with pytest.raises(ValueError, match="finite"):
        slow_step(huge).taken()


def test_without_a_probe_or_without_data_there_is_none():
    assert slow_step(document(probe=None)) is None
    assert slow_step(replace(document(), data=PointData(np.zeros((0, 2)), np.zeros((0, 2))))) is None
