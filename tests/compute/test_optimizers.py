"""Each optimiser against its rule, worked out number by number."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.optimizers import OPTIMIZERS
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


def test_registry_is_what_documents_may_name():
    assert tuple(OPTIMIZERS) == OPTIMIZER_NAMES
    assert [rule.title for rule in OPTIMIZERS.values()] == ["gradient descent", "momentum", "Adam"]


@every_optimizer
@pytest.mark.parametrize("scale", [1e-9, 1, 1e5])
def test_updates_follow_the_rule(name, scale):
    generator = np.random.default_rng(0)
    start, gs = generator.normal(size=20), scale * generator.normal(size=(200, 20))
    rule, p = OPTIMIZERS[name](20), start.copy()
    for g in gs:
        rule.update(p, g, 0.01)
    assert_allclose(p, RULES[name](start, gs, 0.01), rtol=1e-10, atol=1e-12 * scale)
    assert rule.updates == 200


@pytest.mark.parametrize(("name", "moves"), [("sgd", [0.2, 0.2]), ("momentum", [0.2, 0.38]), ("adam", [0.1, 0.1])])
def test_first_two_moves_along_a_constant_gradient(name, moves):
    rule, p = OPTIMIZERS[name](1), np.zeros(1)
    for move in moves:
        before = p.copy()
        rule.update(p, np.array([2.0]), 0.1)
        assert (before - p).item() == pytest.approx(move, rel=1e-7)


@every_optimizer
def test_gradient_is_left_as_it_is(name):
    g = np.arange(3.0)
    OPTIMIZERS[name](3).update(np.zeros(3), g, 0.1)
    assert_array_equal(g, np.arange(3.0))


@every_optimizer
def test_parameters_without_gradient_stay(name):
    rule, p = OPTIMIZERS[name](2), np.array([1.0, 2.0])
    with np.errstate(all="raise"):
        for _ in range(3):
            rule.update(p, np.array([0.0, 1.0]), 0.1)
    assert p[0] == 1
    assert p[1] < 2


@every_optimizer
def test_memory_is_zero_to_begin_with(name):
    rule = OPTIMIZERS[name](4)
    assert len(rule.memory) == {"sgd": 0, "momentum": 1, "adam": 2}[name]
    assert all(memory.shape == (4,) and not memory.any() for memory in rule.memory)
