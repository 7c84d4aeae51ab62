"""The accuracy is the share of samples that `predict` has right, and is told for classifiers alone."""

import math
from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute import accuracy as module
from nnexplorer.compute.accuracy import accuracy, classifies, held_out_accuracy
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network


def document(output="tanh", low=-1.0, outputs=1, samples=200):
    X = np.random.default_rng(0).uniform(-1, 1, (samples, 2))
    Y = np.where(X[:, :outputs] + 0.2 * X[:, ::-1][:, :outputs] > 0, 1.0, low)
    return Document(Network.random(2, 5, outputs, "tanh", 1, output), PointData(X, Y))


@pytest.mark.parametrize(("output", "low"), [("tanh", -1), ("signum", -1), ("logistic", 0), ("step", 0)])
@pytest.mark.parametrize("outputs", [1, 2])
@pytest.mark.parametrize("chunk", [1, 5 * 33, 2**19])
def test_it_is_the_share_of_samples_with_every_hard_output_right(monkeypatch, output, low, outputs, chunk):
    monkeypatch.setattr(module, "CHUNK", chunk)
    it = document(output, low, outputs)
    wanted = np.mean((it.network.predict(it.X) == it.Y).all(axis=1))
    assert 0 < wanted < 1
    assert accuracy(it) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(
    "it",
    [
        document("identity"),
        document("relu"),
        document("tanh", 0.0),
        document("logistic", -1.0),
        document(samples=0),
        replace(document(), data=PointData([[0.0, 1.0]], [[1.0]])),
    ],
)
def test_what_does_not_classify_has_none(it):
    assert not classifies(it)
    assert math.isnan(accuracy(it))


def test_a_sample_on_the_border_is_right_only_if_nothing_else_is_wanted():
    net = Network([[1, 0]], [0], [[1]], [0], "identity", "tanh")
    it = Document(net, PointData([[0, 0], [0, 1], [1, 0], [-1, 0]], [[0], [1], [1], [-1]]))
    assert accuracy(it) == 0.75


def test_of_very_many_samples_some_are_looked_at():
    it = document()
    assert accuracy(it, 50) == accuracy(it, 50)
    assert (accuracy(it, 50) * 50) % 1 == pytest.approx(0)


def test_what_is_held_out_is_judged_alone():
    it = replace(document(), test_share=0.25, split_seed=2)
    assert len(it.tested.X) == 50
    assert held_out_accuracy(it) == np.mean(it.network.predict(it.tested.X) == it.tested.Y)
    assert accuracy(it) == pytest.approx(np.mean(it.network.predict(it.X) == it.Y))
    assert math.isnan(held_out_accuracy(document()))
