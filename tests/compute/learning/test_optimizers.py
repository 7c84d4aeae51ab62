"""Each optimiser against its rule, worked out number by number."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning.optimizers import OPTIMIZERS
from nnexplorer.model.settings import OPTIMIZER_NAMES

every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)


def sgd(p, gs, rate):
    for g in gs:
        p = p - rate * g
    return p


def momentum(p, gs, rate):
    v = 0
    for g in gs:
        v = 0.9 * v + g
        p = p - rate * v
    return p


def adam(p, gs, rate):
    m = v = 0
    for t, g in enumerate(gs, start=1):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        p = p - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return p


RULES = {"sgd": sgd, "momentum": momentum, "adam": adam}

# The last of 21 moves along gradients of 1 when the rate is 0.2; Adam's corrections are 1 by then.
RULES_AFTER = {
    "sgd": 0.2,
    "momentum": 0.2 * (1 - 0.9**21) / 0.1,
    "adam": 0.2 * (1 - 0.9**21) / (np.sqrt(1 - 0.999**21) + 1e-8),
}


def test_registry_is_what_documents_may_name():
    assert tuple(OPTIMIZERS) == OPTIMIZER_NAMES
    assert [rule.title for rule in OPTIMIZERS.values()] == ["gradient descent", "momentum", "Adam"]


def update(rule, parameters, gradient, rate, scale=1.0):
    rule.gradient[:] = gradient / scale
    rule.update(parameters, rate, scale)


@every_optimizer
@pytest.mark.parametrize("scale", [1e-9, 1, 1e5])
def test_updates_follow_the_rule(name, scale):
    generator = np.random.default_rng(0)
    start, gs = generator.normal(size=20), scale * generator.normal(size=(200, 20))
    rule, p = OPTIMIZERS[name](20), start.copy()
    for g in gs:
        update(rule, p, g, 0.01)
    assert_allclose(p, RULES[name](start, gs, 0.01), rtol=1e-10, atol=1e-12 * scale)


@every_optimizer
def test_scale_of_the_gradient_may_change_from_update_to_update(name):
    generator = np.random.default_rng(0)
    start, gs, scales = generator.normal(size=20), generator.normal(size=(60, 20)), [0.2, 0.2, 2 / 3]
    rule, p = OPTIMIZERS[name](20), start.copy()
    for i, g in enumerate(gs):
        update(rule, p, g, 0.01, scales[i % 3])
    assert_allclose(p, RULES[name](start, gs, 0.01), rtol=1e-12)


@every_optimizer
def test_rules_are_the_same_after_very_many_updates(name):
    rule, p = OPTIMIZERS[name](2), np.zeros(2)
    rule.updates, moves = 39_990, []
    for rate in [0.1] * 20 + [0.2]:
        before = p.copy()
        update(rule, p, np.array([1.0, -1.0]), rate)
        moves.append(before - p)
    assert_allclose(moves[-1], RULES_AFTER[name] * np.array([1, -1]), rtol=1e-9)


@pytest.mark.parametrize(("name", "moves"), [("sgd", [0.2, 0.2]), ("momentum", [0.2, 0.38]), ("adam", [0.1, 0.1])])
def test_first_two_moves_along_a_constant_gradient(name, moves):
    rule, p = OPTIMIZERS[name](1), np.zeros(1)
    for move in moves:
        before = p.copy()
        update(rule, p, np.array([2.0]), 0.1)
        assert (before - p).item() == pytest.approx(move, rel=1e-7)


@every_optimizer
def test_gradient_is_left_as_it_is(name):
    rule = OPTIMIZERS[name](3)
    update(rule, np.zeros(3), np.arange(3.0), 0.1, scale=1.0)
    assert_array_equal(rule.gradient, np.arange(3.0))


@every_optimizer
def test_parameters_without_gradient_stay(name):
    rule, p = OPTIMIZERS[name](2), np.array([1.0, 2.0])
    with np.errstate(all="raise"):
        for _ in range(3):
            update(rule, p, np.array([0.0, 1.0]), 0.1)
    assert p[0] == 1
    assert p[1] < 2


@every_optimizer
def test_memory_is_zero_to_begin_with(name):
    rule = OPTIMIZERS[name](4)
    assert len(rule.memory) == {"sgd": 0, "momentum": 1, "adam": 2}[name]
    assert all(memory.shape == (4,) and not memory.any() for memory in (*rule.memory, rule.gradient))


@every_optimizer
def test_resized_rule_goes_on_with_the_same_memory_if_that_is_copied(name):
    gs = np.random.default_rng(0).normal(size=(6, 4))
    one, p, q = OPTIMIZERS[name](4), np.zeros(4), np.zeros(4)
    for g in gs[:3]:
        update(one, p, g, 0.01, 0.5)
    q[:] = p
    other = one.resized(4)
    for old, new in zip(one.memory, other.memory, strict=True):
        assert not new.any()
        new[:] = old
    for g in gs[3:]:
        update(one, p, g, 0.01, 0.5)
        update(other, q, g, 0.01, 0.5)
    assert_array_equal(p, q)


@every_optimizer
def test_float32_stays_float32(name):
    rule, p = OPTIMIZERS[name](4, np.float32), np.zeros(4, np.float32)
    update(rule, p, np.ones(4), 0.1, 0.3)
    assert {array.dtype.char for array in (p, rule.gradient, *rule.memory)} == {"f"}
    assert_allclose(p, -0.1, rtol=1e-5)
