"""The lecture's Example #2 with its table of errors, and output layers by least squares."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.design import construct, fit_output_layer
from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network

SAMPLES = 2000
T = -np.pi / 2 + (np.arange(SAMPLES) + 0.5) * np.pi / SAMPLES
LIKE_THE_STEP = [name for name in ACTIVATIONS if name not in {"signum", "tanh"}]


def half_circle(t):
    return np.column_stack([np.cos(t), np.sin(t)])


def parabola(t):
    return np.column_stack([t, t**2])


def error(net):
    return np.mean(np.sum((net.forward(half_circle(T)).y - parabola(T)) ** 2, axis=1))


def test_construction_has_the_lectures_weights():
    net = construct()
    tau = -np.pi / 2 + np.pi / 16 + np.arange(8) * np.pi / 8
    assert (net.hidden, net.output) == ("step", "identity")
    assert_allclose(net.W1, np.column_stack([-np.sin(tau), np.cos(tau)]), atol=1e-15)
    assert_array_equal(net.b1, np.zeros(8))
    assert_allclose(net.b2, [-1.5708, 2.4674], atol=5e-5)
    assert_allclose(net.W2[0], np.full(8, 0.3927), atol=5e-5)
    rises = [-1.0795, -0.7711, -0.4626, -0.1542, 0.1542, 0.4626, 0.7711, 1.0795]
    assert_allclose(net.W2[1], rises, atol=1e-4)


@pytest.mark.parametrize("activation", ["step", "signum"])
@pytest.mark.parametrize("pieces", [1, 2, 8, 31])
def test_hard_units_are_exact_at_the_nodes(pieces, activation):
    nodes = -np.pi / 2 + np.arange(pieces + 1) * np.pi / pieces
    net = construct(pieces, activation)
    assert_allclose(net.forward(half_circle(nodes)).y, parabola(nodes), atol=1e-14)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [(1, 4.069), (2, 0.9159), (4, 0.2226), (8, 0.05526), (16, 0.01379), (32, 0.003446), (64, 0.0008614)],
)
def test_error_of_the_step_falls_as_in_the_lecture(pieces, expected):
    assert error(construct(pieces)) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("gain", "expected"),
    [
        (1, 1.632),
        (2, 0.5530),
        (5, 0.03007),
        (10, 0.002563),
        (12.05, 0.001982),
        (20, 0.006384),
        (50, 0.02754),
        (1000, 0.05361),
    ],
)
def test_error_of_the_logistic_by_gain_is_the_lectures(gain, expected):
    assert error(construct(8, "logistic", gain)) == pytest.approx(expected, rel=1e-3)


def test_gain_of_the_slides_optimum_is_the_best_around():
    at = [error(construct(8, "logistic", gain)) for gain in (11.9, 12.05, 12.2)]
    assert min(at) == at[1]


def test_gentle_logistic_is_worse_than_the_best_constant():
    best_constant = np.pi**2 / 12 + np.pi**4 / 180
    assert error(construct(8, "logistic")) > best_constant == pytest.approx(1.3636, abs=1e-4)


@pytest.mark.parametrize(("hard", "soft"), [("step", "logistic"), ("signum", "tanh")])
def test_steep_soft_units_become_the_hard_ones(hard, soft):
    X = half_circle(T)
    hard_y, soft_y = construct(8, hard).forward(X).y, construct(8, soft, gain=1e9).forward(X).y
    assert_allclose(soft_y, hard_y, atol=1e-9)


def test_signum_and_tanh_step_as_the_unit_step_does():
    step = construct(8, "step")
    for activation in ("signum", "tanh"):
        net = construct(8, activation)
        assert_array_equal(net.W2, step.W2 / 2)
        assert_allclose(net.b2, step.b2 + step.W2.sum(axis=1) / 2, rtol=1e-15)
    X = half_circle(T)
    assert_allclose(construct(8, "signum").forward(X).y, step.forward(X).y, atol=1e-14)


@pytest.mark.parametrize("activation", LIKE_THE_STEP)
def test_all_others_have_the_weights_of_the_step(activation):
    net, step = construct(5, activation, gain=3), construct(5, gain=3)
    assert net.hidden == activation
    for name in ("W1", "b1", "W2", "b2"):
        assert_array_equal(getattr(net, name), getattr(step, name))


def test_gain_scales_the_threshold_vectors_alone():
    net, unit = construct(8, "tanh", gain=2.5), construct(8, "tanh")
    assert_allclose(np.linalg.norm(net.W1, axis=1), 2.5)
    assert_array_equal(net.W1, 2.5 * unit.W1)
    assert_array_equal(net.W2, unit.W2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"pieces": 0}, "pieces: expected a whole number of at least 1, got 0"),
        ({"pieces": 2.5}, "pieces: expected a whole number of at least 1, got 2.5"),
        ({"gain": 0}, "gain: expected a number above 0, got 0"),
        ({"gain": -1}, "gain: expected a number above 0, got -1"),
        ({"gain": np.inf}, "gain: expected a finite number, got inf"),
        ({"gain": np.nan}, "gain: expected a finite number, got nan"),
        ({"activation": "gelu"}, "activation 'gelu' is not known"),
    ],
)
def test_construction_refuses_what_makes_no_sense(arguments, message):
    with pytest.raises(ValueError, match=message):
        construct(**arguments)


@pytest.mark.parametrize(
    ("activation", "expected"),
    [("step", 0.04299), ("relu", 0.004388), ("logistic", 0.0002506), ("tanh", 0.0002278)],
)
def test_refitted_output_layer_has_the_lectures_error(activation, expected):
    refitted = fit_output_layer(construct(8, activation), half_circle(T), parabola(T))
    assert error(refitted) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_fit_leaves_no_gradient_in_the_output_layer_and_keeps_the_first(activation):
    net = Network.random(2, 6, 2, activation, seed=3)
    fitted = fit_output_layer(net, half_circle(T), parabola(T))
    assert_array_equal(fitted.W1, net.W1)
    assert_array_equal(fitted.b1, net.b1)
    assert fitted.hidden == activation
    g = gradients(fitted, half_circle(T), parabola(T))
    assert_allclose(g.W2, 0, atol=1e-9)
    assert_allclose(g.b2, 0, atol=1e-9)


def test_fit_finds_the_network_that_made_the_data():
    made = Network.random(2, 4, 3, seed=1).replace(b2=[1, 2, 3])
    X = np.random.default_rng(0).uniform(-1, 1, (100, 2))
    fitted = fit_output_layer(made.replace(W2=np.zeros((3, 4)), b2=np.zeros(3)), X, made.forward(X).y)
    assert_allclose(fitted.W2, made.W2, atol=1e-9)
    assert_allclose(fitted.b2, made.b2, atol=1e-9)


def test_fit_of_dead_units_is_the_mean():
    dead = Network.random(activation="relu").replace(b1=np.full(8, -9))
    X = half_circle(T)
    fitted = fit_output_layer(dead, X, X[:, :1])
    assert_allclose(fitted.W2, 0, atol=1e-15)
    assert fitted.b2.item() == pytest.approx(2 / np.pi, rel=1e-6)


def test_fit_of_a_single_sample_is_exact():
    fitted = fit_output_layer(Network.random(), [[0.1, 0.2]], [[7]])
    assert fitted.forward([[0.1, 0.2]]).y.item() == pytest.approx(7)


@pytest.mark.parametrize("output", [name for name in ACTIVATIONS if name != "identity"])
def test_fit_needs_a_linear_output(output):
    with pytest.raises(ValueError, match=f"expected a network with output identity, got {output}"):
        fit_output_layer(Network.random(output=output), [[0, 0]], [[0]])


@pytest.mark.parametrize(("X", "Y"), [([[1]], [[1]]), ([[1, 2]], [[1, 2]]), (np.empty((0, 2)), np.empty((0, 1)))])
def test_fit_refuses_samples_that_do_not_fit(X, Y):
    with pytest.raises(ValueError, match=r"expected (the shape|at least 1 sample)"):
        fit_output_layer(Network.random(), X, Y)
