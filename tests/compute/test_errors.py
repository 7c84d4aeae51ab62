"""The error of a document is the loss on all its data, however many they are."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

import nnexplorer as nnx
from nnexplorer.compute import errors
from nnexplorer.compute.errors import error, error_on, glance, held_out_error, is_quick
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings


def document(samples=37, output="identity", loss="mse"):
    X = np.random.default_rng(0).uniform(-1, 1, (samples, 2))
    net = Network.random(2, 5, 2, "tanh", 1, output)
    return Document(net, PointData(X, np.sign(X)), TrainingSettings(loss=loss))


@pytest.mark.parametrize(("output", "loss"), [("identity", "mse"), ("tanh", "cross_entropy")])
@pytest.mark.parametrize("chunk", [1, 10, 5 * 36, 5 * 37, 10**6])
def test_the_error_in_pieces_is_that_of_the_whole(monkeypatch, output, loss, chunk):
    it = document(output=output, loss=loss)
    monkeypatch.setattr(errors, "CHUNK", chunk)
    assert error(it) == pytest.approx(nnx.gradients(it.network, it.X, it.Y, loss).loss, rel=1e-13)


def test_an_error_that_is_not_finite_is_said_so():
    it = document()
    assert error(replace(it, network=it.network.replace(W2=1e200 * it.network.W2))) == math.inf


def test_without_data_or_where_the_loss_is_not_defined_there_is_none():
    for it in (document(samples=0), document(loss="cross_entropy")):
        assert math.isnan(error(it))
        assert math.isnan(error_on(it, it.X, it.Y))
    assert math.isfinite(error(document()))


def test_the_error_on_chosen_samples_is_theirs_with_or_without_their_signals():
    it = document(output="tanh", loss="cross_entropy")
    X, Y = it.X[3:9], it.Y[3:9]
    wanted = nnx.gradients(it.network, X, Y, "cross_entropy").loss
    assert error_on(it, X, Y) == pytest.approx(wanted, rel=1e-13)
    assert error_on(it, X, Y, it.network.forward(X)) == pytest.approx(wanted, rel=1e-13)


def test_the_error_on_what_is_held_out_is_that_of_those_samples_alone():
    it = replace(document(samples=40), test_share=0.25, split_seed=1)
    assert len(it.tested.X) == 10
    wanted = nnx.gradients(it.network, it.tested.X, it.tested.Y, "mse").loss
    assert held_out_error(it) == pytest.approx(wanted, rel=1e-13)
    assert math.isfinite(held_out_error(it, most=3))
    assert held_out_error(it, most=3) != pytest.approx(wanted)
    assert math.isnan(held_out_error(document()))


def test_a_glance_is_the_error_itself_where_that_is_quick(monkeypatch):
    it = document()
    assert is_quick(it)
    assert glance(it) == error(it)
    assert math.isnan(glance(document(samples=0)))
    monkeypatch.setattr(errors, "QUICK", 5 * 37)
    assert glance(it) == error(it)


def test_a_glance_takes_in_some_samples_of_very_many_and_the_same_ones(monkeypatch):
    monkeypatch.setattr(errors, "QUICK", 2**14)
    seen, forward = [], Network.forward
    monkeypatch.setattr(Network, "forward", lambda net, X: seen.append(len(X)) or forward(net, X))
    it = document(samples=40_000)
    assert not is_quick(it)
    assert glance(it) == glance(it) == pytest.approx(error(it), rel=0.1)
    assert seen[0] * it.network.units <= 2**14
