"""The summary's figures are measured: equal problems, equal starts, and what the lecture says comes out."""

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.experiments.summary import (
    LEAST_SAMPLES,
    LEAST_STEPS,
    MOST_SAMPLES,
    MOST_STEPS,
    NAMES,
    measured,
    problem_of,
    summary_part,
)
from nnexplorer.compute.learning.training import train
from nnexplorer.compute.samples import some_of
from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import PointData
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network


@pytest.fixture(scope="module")
def document():
    """Example #1's target for eight units."""
    return edits.set_units(scene("second-layer-output").document, 8)


@pytest.fixture(scope="module")
def rows(document):
    return {row.name: row for row in summary_part(document).rows}


@pytest.fixture
def quick(document):
    """The same in a few steps."""
    return edits.set_training(document, steps=5)


# What comes out ---------------------------------------------------------------------------------------------------


def test_table_has_every_nonlinearity_in_the_lectures_order(rows):
    assert tuple(rows) == NAMES == tuple(name for name in ACTIVATIONS if name != "identity")


@pytest.mark.parametrize("name", ["step", "signum"])
def test_first_layer_of_hard_units_stands_still_while_the_second_learns(rows, name):
    row = rows[name]
    assert row.moved == 0
    assert all(row.dead)
    assert (row.mean_derivative, row.saturation) == (0, 1)
    assert row.error < 0.5 * row.before


@pytest.mark.parametrize("name", [name for name in NAMES if ACTIVATIONS[name].trainable])
def test_all_others_learn_with_both_layers(rows, name):
    assert rows[name].moved > 0.1
    assert rows[name].error < min(0.2, rows[name].before)
    assert 0 < rows[name].mean_derivative <= 1


def test_only_hard_units_and_relu_die(rows):
    assert {name for name, row in rows.items() if any(row.dead)} <= {"step", "signum", "relu"}


def test_soft_units_beat_hard_ones(rows):
    assert rows["tanh"].error < rows["signum"].error
    assert rows["logistic"].error < rows["step"].error


def test_prelus_graph_has_the_slope_that_it_learnt(rows, document):
    slope = rows["prelu"].graph.activation.slope
    assert slope != document.network.slope
    assert rows["prelu"].graph.kink == pytest.approx(1 - slope)


@pytest.mark.parametrize("name", ["step", "tanh", "prelu"])
def test_figures_are_those_of_a_training_by_hand(rows, document, name):
    problem = problem_of(document)
    chosen = some_of(len(document.X), MOST_SAMPLES)
    X, Y = document.X[chosen], document.Y[chosen]
    start = Network.random(2, 8, 1, name, document.training.seed)
    *_, last = train(start, X, Y, steps=problem.settings.steps, seed=document.training.seed)
    found = diagnose(last.network, X)
    assert rows[name].error == last.loss
    assert rows[name].dead == tuple(found.dead)
    assert rows[name].mean_derivative == found.mean_derivative.mean()
    assert rows[name].saturation == found.saturation.mean()


# What it is measured on -------------------------------------------------------------------------------------------


def test_problem_is_the_documents(document):
    problem = problem_of(document)
    assert problem.data is document.data
    assert (problem.units, problem.output) == (8, "identity")
    assert problem.settings == replace(document.training, batch_size=None)


def test_mini_batches_become_full_ones(document):
    assert problem_of(edits.set_training(document, batch_size=10)).settings.batch_size is None


def test_hard_output_learns_as_its_soft_one(document):
    assert problem_of(edits.set_output(document, "signum")).output == "tanh"


@pytest.mark.parametrize("steps", [0, 7, 10**6])
def test_steps_are_the_documents_within_bounds(document, steps):
    assert problem_of(edits.set_training(document, steps=steps)).settings.steps == min(steps, MOST_STEPS)


@pytest.mark.parametrize("units", [1, 8, 64, 1000, 10_000])
def test_work_is_bounded_whatever_the_network(document, units):
    problem = problem_of(edits.set_units(document, units))
    assert LEAST_SAMPLES <= problem.samples <= MOST_SAMPLES
    assert LEAST_STEPS <= problem.settings.steps <= MOST_STEPS
    assert problem.samples * units <= max(2**13, LEAST_SAMPLES * units)


def test_other_weights_make_no_other_problem_and_are_not_measured_again(quick):
    moved = edits.set_parameter(quick, "b1", (0,), 0.123)
    assert problem_of(moved) == problem_of(quick)
    assert all(a is b for a, b in zip(summary_part(quick).rows, summary_part(moved).rows, strict=True))


@pytest.mark.parametrize("change", [{"seed": 8}, {"learning_rate": 0.02}, {"optimizer": "sgd"}, {"steps": 6}])
def test_other_settings_make_another_problem(quick, change):
    other = edits.set_training(quick, **change)
    assert problem_of(other) != problem_of(quick)
    assert summary_part(other).rows[3] is not summary_part(quick).rows[3]


# Row by row -------------------------------------------------------------------------------------------------------


def test_rows_come_one_by_one(quick):
    found = []
    for row in measured(problem_of(quick)):
        found.append(row)
        part = summary_part(quick, tuple(found))
        assert part.rows == tuple(found)
        assert part.complete == (len(found) == len(NAMES))
        assert [graph.activation.name for graph in part.graphs] == list(NAMES)


def test_nothing_is_measured_before_it_is_asked_for(quick, monkeypatch):
    monkeypatch.setattr("nnexplorer.compute.experiments.summary._row", None)
    measured(problem_of(quick))
    assert summary_part(quick, ()).rows == ()


def test_without_data_nothing_is_measured(document):
    empty = replace(document, data=PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    part = summary_part(empty)
    assert part.rows == ()
    assert part.problem.samples == 0
    assert part.complete


def test_a_divergence_is_told_with_the_last_finite_error(document):
    wild = edits.set_training(document, optimizer="sgd", learning_rate=1e6, steps=50)
    rows = {row.name: row for row in summary_part(wild).rows}
    assert rows["relu"].diverged
    assert all(np.isfinite(row.error) and np.isfinite(row.moved) for row in rows.values())


def test_samples_held_out_are_not_trained_on(quick):
    held = replace(quick, test_share=0.4)
    problem = problem_of(held)
    assert (problem.data, problem.part) == (held.learnt, True)
    assert not problem_of(quick).part
