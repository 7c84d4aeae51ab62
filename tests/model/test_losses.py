"""Losses against their definitions, and exact where the output is saturated."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnexplorer.model.activations import ACTIVATIONS, activation
from nnexplorer.model.losses import LOSSES, loss

PROBABILISTIC = [("logistic", 0.0), ("tanh", -1.0)]
probabilistic = pytest.mark.parametrize(("output", "lowest"), PROBABILISTIC)


@pytest.fixture
def e2():
    return np.random.default_rng(1).normal(size=(6, 3))


@pytest.fixture
def choices():
    """Which of two classes each output should be."""
    return np.random.default_rng(2).integers(0, 2, size=(6, 3))


def difference_quotients(value, e2):
    quotients = np.empty_like(e2)
    for place in np.ndindex(e2.shape):
        step = np.zeros_like(e2)
        step[place] = 1e-6
        quotients[place] = (value(e2 + step) - value(e2 - step)) / 2e-6
    return quotients


def test_registry_knows_both_by_name():
    assert list(LOSSES) == ["mse", "cross_entropy"]
    assert [loss(name).name for name in LOSSES] == list(LOSSES)


@pytest.mark.parametrize("name", ["mae", None, ["mse"]])
def test_unknown_loss_is_refused_with_the_known_ones(name):
    with pytest.raises(ValueError, match="choose one of mse, cross_entropy"):
        loss(name)


def test_mse_is_mean_over_samples_of_sum_over_outputs():
    e2 = np.array([[1.0, 2.0], [3.0, 5.0]])
    targets = np.array([[0.0, 2.0], [1.0, 2.0]])
    assert loss("mse").value(e2, targets, activation("identity")) == (1 + 0 + 4 + 9) / 2


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_mse_derivative(output, e2):
    mse, g, targets = loss("mse"), activation(output), np.full(e2.shape, 0.3)
    expected = difference_quotients(lambda e: mse.value(e, targets, g), e2)
    np.testing.assert_allclose(mse.derivative(e2, targets, g), expected, atol=1e-8)


def test_mse_slope_derivative(e2):
    mse, targets = loss("mse"), np.full(e2.shape, 0.3)
    up, down = (mse.value(e2, targets, activation("prelu", slope=0.25 + d)) for d in (1e-6, -1e-6))
    slope_derivative = mse.slope_derivative(e2, targets, activation("prelu"))
    assert slope_derivative == pytest.approx((up - down) / 2e-6, abs=1e-8)
    assert slope_derivative != 0
    assert mse.slope_derivative(e2, targets, activation("tanh")) == 0


@probabilistic
def test_cross_entropy_is_its_definition(output, lowest, e2, choices):
    g, targets = activation(output), lowest + (1 - lowest) * choices
    p = (g.function(e2) - lowest) / (1 - lowest)
    definition = -np.sum(choices * np.log(p) + (1 - choices) * np.log(1 - p)) / len(e2)
    assert loss("cross_entropy").value(e2, targets, g) == pytest.approx(definition, rel=1e-13)


@probabilistic
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_cross_entropy_derivative(output, lowest, share, e2):
    entropy, g, targets = loss("cross_entropy"), activation(output), np.full(e2.shape, lowest + (1 - lowest) * share)
    expected = difference_quotients(lambda e: entropy.value(e, targets, g), e2)
    np.testing.assert_allclose(entropy.derivative(e2, targets, g), expected, atol=1e-8)
    assert entropy.slope_derivative(e2, targets, g) == 0


@probabilistic
@pytest.mark.parametrize("e", [30.0, 700.0, 1e4])
def test_cross_entropy_is_exact_however_saturated(output, lowest, e):
    entropy, g, scale = loss("cross_entropy"), activation(output), 1 - lowest
    high, low = np.array([[1.0]]), np.array([[lowest]])
    with np.errstate(all="raise", under="ignore"):
        assert entropy.value(np.array([[e]]), low, g) == pytest.approx(scale * e, rel=1e-15)
        assert entropy.value(np.array([[-e]]), high, g) == pytest.approx(scale * e, rel=1e-15)
        right = math.log1p(math.exp(-scale * e))
        assert entropy.value(np.array([[e]]), high, g) == pytest.approx(right, rel=1e-14, abs=0)
        assert entropy.value(np.array([[-e]]), low, g) == pytest.approx(right, rel=1e-14, abs=0)


@probabilistic
def test_cross_entropy_derivative_keeps_its_digits(output, lowest):
    entropy, g, scale = loss("cross_entropy"), activation(output), 1 - lowest
    e = np.array([[60.0]])
    right, wrong = (entropy.derivative(e, np.array([[target]]), g).item() for target in (1.0, lowest))
    assert right == pytest.approx(-scale * math.exp(-scale * 60), rel=1e-14, abs=0)
    assert wrong == scale


@pytest.mark.parametrize("output", [name for name in ACTIVATIONS if name not in {"logistic", "tanh"}])
def test_cross_entropy_needs_an_output_that_is_a_probability(output):
    with pytest.raises(ValueError, match=f"expected an output logistic or tanh, got {output}"):
        loss("cross_entropy").check(np.ones((2, 1)), activation(output))


@probabilistic
def test_cross_entropy_needs_targets_that_are_probabilities(output, lowest):
    check, g = loss("cross_entropy").check, activation(output)
    check(np.array([[lowest], [0.5], [1.0]]), g)
    for wrong in (lowest - 0.5, 1.5):
        with pytest.raises(ValueError, match=f"targets from {lowest:g} to 1 for the output {output}, got {wrong:g}"):
            check(np.array([[1.0], [wrong]]), g)


@pytest.mark.parametrize("output", ACTIVATIONS)
def test_mse_takes_every_output(output):
    loss("mse").check(np.array([[-7.0]]), activation(output))
