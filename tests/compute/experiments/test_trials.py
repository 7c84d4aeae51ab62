"""Single trials: what each method makes, how it is measured, and that it can be stopped."""

from __future__ import annotations

import math
import pickle
from threading import Event

import numpy as np
import pytest

from nnexplorer.compute.design import construct, fit_output_layer
from nnexplorer.compute.experiments.trials import Cancelled, Problem, Row, Trial, is_half_circle, run_trial
from nnexplorer.compute.learning.training import train
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings
from nnexplorer.model.splits import split

HALF_CIRCLE = CurveData(("cos(t)", "sin(t)"), ("t", "t**2"), -math.pi / 2, math.pi / 2)
SURFACE = FormulaData(("sin(3*x0) * x1",), points=12)


def problem(data=HALF_CIRCLE, output="identity", **settings):
    return Problem(data, TrainingSettings(**settings), output)


def mse(network, data):
    return np.mean(np.sum((network.forward(data.X).y - data.Y) ** 2, axis=1))


@pytest.mark.parametrize(
    ("units", "wanted"),
    [(1, 4.069), (2, 0.9159), (4, 0.2226), (8, 0.05526), (16, 0.01379), (32, 0.003446), (64, 0.0008614)],
)
def test_constructed_steps_have_the_lectures_errors(units, wanted):
    row = run_trial(problem(), Trial("construct", "step", units, 0))
    assert row.mse == pytest.approx(wanted, rel=2e-3)
    assert row.seconds > 0


@pytest.mark.parametrize(
    ("activation", "wanted"), [("step", 0.04299), ("relu", 0.004388), ("logistic", 0.0002506), ("tanh", 0.0002278)]
)
def test_refitted_output_layers_have_the_lectures_errors(activation, wanted):
    assert run_trial(problem(), Trial("refit", activation, 8, 0)).mse == pytest.approx(wanted, rel=1e-3)


def test_constructed_logistic_at_gain_1_is_worse_than_a_constant():
    row = run_trial(problem(), Trial("construct", "logistic", 8, 0))
    assert row.mse == pytest.approx(1.632, rel=1e-3)
    assert row.mse > math.pi**2 / 12 + math.pi**4 / 180


def test_off_the_half_circle_refit_starts_from_the_seed():
    row = run_trial(problem(SURFACE), Trial("refit", "tanh", 5, 3))
    network = Network.random(2, 5, 1, "tanh", seed=3)
    assert row.mse == pytest.approx(mse(fit_output_layer(network, SURFACE.X, SURFACE.Y), SURFACE), rel=1e-9)


def test_train_goes_from_the_seed_with_the_documents_settings():
    settings = {"steps": 40, "learning_rate": 0.05, "batch_size": 30, "optimizer": "momentum", "seed": 5}
    row = run_trial(problem(SURFACE, **settings), Trial("train", "relu", 4, 2))
    *_, last = train(Network.random(2, 4, 1, "relu", seed=2), SURFACE.X, SURFACE.Y, **settings)
    assert row.mse == pytest.approx(last.loss, rel=1e-9)


def test_what_is_measured_is_the_plain_mse_whatever_is_trained():
    labels = PointData(SURFACE.X, np.sign(SURFACE.Y))
    row = run_trial(problem(labels, "tanh", steps=20, loss="cross_entropy"), Trial("train", "tanh", 3, 0))
    start = Network.random(2, 3, 1, "tanh", seed=0, output="tanh")
    *_, last = train(start, labels.X, labels.Y, steps=20, loss="cross_entropy")
    assert row.mse == pytest.approx(mse(last.network, labels), rel=1e-9)
    assert abs(row.mse - last.loss) > 0.01


def test_a_training_that_diverges_has_an_infinite_error():
    diverging = problem(SURFACE, optimizer="sgd", learning_rate=1e9, steps=50)
    assert run_trial(diverging, Trial("train", "relu", 4, 0)).mse == math.inf


def test_rows_are_equal_if_all_but_their_seconds_is():
    row = Row("train", "tanh", 4, 0, 0.25, 1.0)
    assert row == Row("train", "tanh", 4, 0, 0.25, 2.0)
    assert row != Row("train", "tanh", 4, 0, 0.26, 1.0)


def test_a_cancelled_training_ends_within_a_slice():
    cancel = Event()
    cancel.set()
    with pytest.raises(Cancelled):
        run_trial(problem(steps=10**9), Trial("train", "tanh", 8, 0), cancel)


def test_what_travels_to_another_process_is_small():
    assert len(pickle.dumps((problem(), Trial("train", "tanh", 8, 0)))) < 1000


# The half circle ------------------------------------------------------------------------------------------------


def test_the_half_circle_is_known_by_its_points():
    assert is_half_circle(HALF_CIRCLE)
    assert is_half_circle(PointData(HALF_CIRCLE.X[::-7], HALF_CIRCLE.Y[::-7]))


@pytest.mark.parametrize(
    "other",
    [
        SURFACE,
        PointData(np.zeros((0, 2)), np.zeros((0, 2))),
        CurveData(("cos(t)", "sin(t)"), ("t", "t**3"), -math.pi / 2, math.pi / 2),
        CurveData(("2*cos(t)", "2*sin(t)"), ("t", "t**2"), -math.pi / 2, math.pi / 2),
        CurveData(("cos(t)", "sin(t)"), ("t", "t**2"), 0, math.pi / 2),
        CurveData(("cos(t)", "sin(t)"), ("t", "t**2"), -math.pi, math.pi),
    ],
    ids=["surface", "nothing", "cubic", "wide", "quarter", "whole"],
)
def test_nothing_else_is_taken_for_it(other):
    assert not is_half_circle(other)


def test_it_is_what_construct_traces():
    nodes = np.linspace(-np.pi / 2, np.pi / 2, 9)
    X = np.column_stack((np.cos(nodes), np.sin(nodes)))
    assert is_half_circle(PointData(X, construct(8).forward(X).y))


def test_the_error_is_that_on_samples_held_out_if_any_are():
    learnt, tested = split(SURFACE, 0.3, 1)
    trial = Trial("refit", "tanh", 6, 0)
    network = fit_output_layer(Network.random(2, 6, 1, "tanh", 0), learnt.X, learnt.Y)
    row = run_trial(Problem(learnt, TrainingSettings(), "identity", tested), trial)
    assert row.mse == pytest.approx(mse(network, tested))
    assert run_trial(Problem(learnt, TrainingSettings(), "identity"), trial).mse == pytest.approx(mse(network, learnt))


def test_a_part_of_the_half_circle_has_its_lines():
    few = PointData(HALF_CIRCLE.X[900:1100], HALF_CIRCLE.Y[900:1100])
    row = run_trial(Problem(few, TrainingSettings(), "identity", None, True), Trial("refit", "step", 8, 0))
    network = fit_output_layer(construct(8, "step"), few.X, few.Y)
    assert row.mse == pytest.approx(mse(network, few))
