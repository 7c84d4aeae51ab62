"""Gradient descent in a contest is that of any other training, told step by step."""

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.errors import error
from nnexplorer.compute.experiments.contest import MOST_MILESTONES, descent
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings


def document(**training):
    return Document(Network.random(2, 3, 1, seed=4), FormulaData(("x0*x1",), points=6), TrainingSettings(**training))


@pytest.mark.parametrize("batch_size", [None, 5])
def test_it_tells_the_error_of_every_step_of_the_documents_training(batch_size):
    it = document(batch_size=batch_size, optimizer="momentum")
    told = list(descent(it, 30))
    assert [milestone.step for milestone in told] == list(range(31))
    assert told[0].loss == pytest.approx(error(it))
    trainer = Trainer(it.network, it.X, it.Y, it.training)
    for milestone in told[1:]:
        assert milestone.loss == pytest.approx(trainer.advance(1).loss, rel=1e-12)


def test_the_best_network_so_far_comes_with_its_error():
    told = list(descent(document(learning_rate=0.3), 60))
    best = min(told, key=lambda milestone: milestone.loss)
    last = [milestone for milestone in told if milestone.network is not None][-1]
    assert last is best
    assert error(replace(document(), network=best.network)) == pytest.approx(best.loss)


@pytest.mark.parametrize("steps", [2500, 1001])
def test_of_a_long_run_some_steps_are_told_and_the_last_one(steps):
    told = list(descent(document(), steps))
    assert told[-1].step == steps
    assert len(told) <= 1.2 * MOST_MILESTONES + 2


def test_a_run_that_diverges_says_so_and_ends():
    told = list(descent(document(optimizer="sgd", learning_rate=1e9), 500))
    assert [milestone.diverged for milestone in told[:-1]] == [False] * (len(told) - 1)
    assert told[-1].diverged
    assert told[-1].network is None
    assert told[-1].step < 500


def test_frozen_units_stay_and_samples_held_out_are_not_learnt():
    it = replace(document(), frozen=(1,), test_share=0.5)
    last = [milestone for milestone in descent(it, 20) if milestone.network is not None][-1]
    np.testing.assert_array_equal(last.network.W1[1], it.network.W1[1])
    assert error(replace(it, network=last.network)) == pytest.approx(last.loss)


def test_what_can_not_be_trained_is_refused():
    with pytest.raises(ValueError, match="cross_entropy"):
        next(descent(document(loss="cross_entropy"), 5))
