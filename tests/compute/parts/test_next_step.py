"""The step drawn at one sample is the step that gradient descent makes, and the lecture's formulas times 2 eta."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.training import train
from nnexplorer.compute.parts.next_step import backprop_part
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings

ARRAYS = ("W1", "b1", "W2", "b2")


def document(hidden="logistic", output="identity", rate=0.03, samples=20, probe=(0.3, -0.4), **training):
    random = np.random.default_rng(2)
    data = PointData(random.uniform(-1, 1, (samples, 2)), random.choice([-1.0, 1.0], (samples, 2)))
    net = Network.random(2, 5, 2, hidden, seed=4, output=output).replace(b2=[0.3, -0.2])
    settings = TrainingSettings(learning_rate=rate, **training)
    return Document(net, data, settings, ViewSettings(probe=probe))


def step(it):
    return backprop_part(it, evaluate_document(it, 8).probe)


@pytest.mark.parametrize("output", ["identity", "tanh", "logistic", "signum"])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_deltas_are_the_rate_times_the_gradient_on_that_one_sample(hidden, output):
    it = document(hidden, output)
    part = step(it)
    g = gradients(it.network, it.X[[part.sample]], it.Y[[part.sample]])
    for name in ARRAYS:
        assert_allclose(getattr(part.delta, name), -0.03 * getattr(g, name), rtol=0, atol=1e-12)
    assert part.epsilon @ part.epsilon == pytest.approx(g.loss, abs=1e-12)


def test_deltas_are_what_the_program_does_next_with_plain_gradient_descent_on_that_sample():
    it = document(rate=0.1)
    part = step(it)
    X, Y = it.X[[part.sample]], it.Y[[part.sample]]
    (*_, last) = train(it.network, X, Y, steps=1, optimizer="sgd", learning_rate=0.1)
    for name in ARRAYS:
        moved = getattr(last.network, name) - getattr(it.network, name)
        assert_allclose(getattr(part.delta, name), moved, rtol=0, atol=1e-12)


def test_deltas_are_the_lectures_formulas_with_twice_the_rate():
    it = document("logistic", rate=0.02)
    part, net = step(it), it.network
    x, epsilon = it.X[part.sample], part.y - it.Y[part.sample]
    slope = part.h * (1 - part.h)
    assert part.factor == 2 * part.rate == 0.04
    for k in range(net.units):
        assert_allclose(part.delta.W1[k], -part.factor * x * slope[k] * (epsilon @ net.W2[:, k]), atol=1e-12)
        assert_allclose(part.delta.b1[k], -part.factor * slope[k] * (epsilon @ net.W2[:, k]), atol=1e-12)
        assert_allclose(part.delta.W2[:, k], -part.factor * part.h[k] * epsilon, atol=1e-12)
    assert_allclose(part.delta.b2, -part.factor * epsilon, atol=1e-12)


@pytest.mark.parametrize("output", ["identity", "tanh"])
def test_factors_multiply_to_the_gradient(output):
    it = document("tanh", output)
    part = step(it)
    g = gradients(it.network, it.X[[part.sample]], it.Y[[part.sample]])
    for k in range(it.network.units):
        factors = part.factors(k)
        assert_allclose(factors.by_h * factors.h_by_e * factors.e_by_w, g.W1[k], atol=1e-12)
        assert_allclose(factors.by_w, g.W1[k], atol=1e-12)
        assert factors.h_by_e == pytest.approx(1 - np.tanh(part.e1[k]) ** 2)
    assert_array_equal(part.factors(0).e_by_w, it.X[part.sample])


def test_the_sample_is_the_one_nearest_to_the_probe():
    it = document()
    part = step(it)
    assert part.sample == np.argmin(np.hypot(*(it.X - (0.3, -0.4)).T))
    assert not part.at_probe
    on_it = step(document(probe=tuple(it.X[7])))
    assert (on_it.sample, on_it.at_probe) == (7, True)
    assert_array_equal(on_it.x, it.X[7])
    assert_array_equal(on_it.target, it.Y[7])


def test_hard_units_move_the_second_layer_alone():
    part = step(document("step"))
    assert not part.delta.W1.any()
    assert not part.delta.b1.any()
    assert part.delta.W2.any()


def test_neither_optimiser_nor_loss_of_the_document_counts():
    plain = step(document("tanh", "tanh", optimizer="sgd"))
    other = step(document("tanh", "tanh", optimizer="adam", loss="cross_entropy", batch_size=3))
    for name in ARRAYS:
        assert_array_equal(getattr(plain.delta, name), getattr(other.delta, name))


def test_without_a_probe_or_without_data_there_is_no_step():
    assert step(document(probe=None)) is None
    assert step(document(samples=0)) is None


def test_arrays_are_read_only_and_leave_the_document_alone():
    it = document()
    part = step(it)
    arrays = [
        value for holder in (part, part.delta) for value in vars(holder).values() if isinstance(value, np.ndarray)
    ]
    assert len(arrays) == 15
    assert not any(array.flags.writeable for array in arrays)
    assert part.weights is it.network.W1


def test_huge_weights_give_no_warning():
    it = document("relu")
    huge = it.network.replace(W1=np.full((5, 2), 1e200), W2=np.full((2, 5), 1e200))
    assert backprop_part(replace(it, network=huge), evaluate_document(it, 8).probe) is not None
