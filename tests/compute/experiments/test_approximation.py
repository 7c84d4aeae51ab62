"""Barron's experiment: what is planned, that rows come in order and alike wherever they run, and their curves."""

from __future__ import annotations

import math
import os
import signal
from dataclasses import replace
from threading import Event, Timer
from time import perf_counter

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.compute.design import fit_output_layer
from nnexplorer.compute.experiments.approximation import (
    Row,
    Trial,
    curves,
    designed_trials,
    plan,
    quick_trials,
    sweep,
    sweep_part,
)
from nnexplorer.model import edits
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings

pytestmark = pytest.mark.filterwarnings("ignore:Creating scratch directories")  # what dask says on a busy machine

UNITS = [1, 2, 4, 8, 16, 32, 64]


@pytest.fixture(scope="module")
def half_circle():
    return scene("semicircle-frames").document


@pytest.fixture(scope="module")
def surface():
    data = FormulaData(("sin(3*x0) * x1",), points=20)
    return Document(Network.random(2, 4, 1, "tanh"), data, TrainingSettings(steps=60))


@pytest.fixture(scope="module")
def mixed(surface):
    """Trials whose matrix products are large enough to be shared among BLAS's threads."""
    return [*plan(surface, [3, 40], ["tanh", "relu"], "train", seeds=2), *plan(surface, [150], ["relu"], "refit")]


@pytest.fixture(scope="module")
def serial(surface, mixed):
    return list(sweep(surface, mixed, jobs=1))


# Planning -------------------------------------------------------------------------------------------------------


def test_trials_go_by_activation_then_units_then_seed(surface):
    trials = plan(surface, [4, 2], ["relu", "tanh"], "train", seeds=2)
    assert trials[:4] == [Trial("train", "relu", N, seed) for N in (4, 2) for seed in (0, 1)]
    assert {trial.activation for trial in trials[4:]} == {"tanh"}
    assert len(trials) == 8


def test_what_needs_no_seed_is_planned_once(half_circle, surface):
    assert plan(half_circle, [8], ["step"], "construct", seeds=5) == [Trial("construct", "step", 8, 0)]
    assert plan(half_circle, [8], ["step"], "refit", seeds=5) == [Trial("refit", "step", 8, 0)]
    assert len(plan(surface, [8], ["step"], "refit", seeds=5)) == 5


def test_what_is_given_twice_counts_once(surface):
    assert len(plan(surface, [4, 4, 2], ["tanh", "tanh"])) == 2


def test_without_activations_it_is_the_documents_or_the_constructions(half_circle):
    assert plan(half_circle, [8])[0].activation == half_circle.network.hidden
    assert plan(half_circle, [8], method="construct")[0].activation == "step"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"hidden": []}, "hidden: expected at least one"),
        ({"hidden": [4, 0]}, "hidden: expected a whole number of at least 1, got 0"),
        ({"hidden": [4], "seeds": 0}, "seeds"),
        ({"hidden": [4], "method": "guess"}, "construct, refit, train, got 'guess'"),
        ({"hidden": [4], "activations": ["stepp"]}, "stepp"),
        ({"hidden": [4], "method": "construct"}, "half circle"),
    ],
)
def test_what_cannot_be_run_is_refused(surface, arguments, said):
    with pytest.raises(ValueError, match=said) as refused:
        plan(surface, **arguments)
    assert "\n" not in str(refused.value)


def test_methods_that_do_not_suit_the_document_are_refused(surface):
    empty = replace(surface, data=PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    with pytest.raises(ValueError, match="samples"):
        plan(empty, [4])
    classifier = replace(surface, network=surface.network.replace(output="tanh"))
    with pytest.raises(ValueError, match="output identity, got tanh"):
        plan(classifier, [4], method="refit")
    with pytest.raises(ValueError, match="cross_entropy"):
        plan(edits.set_training(surface, loss="cross_entropy"), [4])


# Running --------------------------------------------------------------------------------------------------------


def test_rows_come_in_the_trials_order(surface, mixed, serial):
    assert [Trial(row.method, row.activation, row.hidden, row.seed) for row in serial] == mixed
    assert all(math.isfinite(row.mse) and row.seconds > 0 for row in serial)


def test_processes_give_the_same_rows(surface, mixed, serial):
    assert list(sweep(surface, mixed, jobs=2)) == serial


def test_all_cores_are_the_default(surface, mixed, serial):
    assert list(sweep(surface, mixed)) == serial


def test_no_job_is_refused_at_the_call(surface, mixed):
    with pytest.raises(ValueError, match="jobs"):
        sweep(surface, mixed, jobs=0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_cancelled_sweep_ends_at_once(surface, jobs):
    endless = edits.set_training(surface, steps=10**9)
    trials = [*plan(surface, [4], method="refit"), *plan(endless, [8, 16])]
    cancel = Event()
    rows = sweep(endless, trials, jobs=jobs, cancel=cancel)
    assert next(rows).method == "refit"
    timer = Timer(0.05, cancel.set)
    began = perf_counter()
    timer.start()
    assert list(rows) == []
    assert perf_counter() - began < 2
    timer.join()


def test_a_sweep_that_is_let_go_leaves_no_process(surface):
    psutil = pytest.importorskip("psutil")
    endless = edits.set_training(surface, steps=10**9)
    before = set(psutil.Process().children())
    rows = sweep(endless, [*plan(surface, [4], method="refit"), *plan(endless, [8, 16])], jobs=2)
    next(rows)
    workers = [child for child in set(psutil.Process().children()) - before if "resource_tracker" not in line(child)]
    assert len(workers) == 2
    rows.close()
    assert not any(worker.is_running() for worker in workers)


def line(process):
    return " ".join(process.cmdline())


# On a cluster ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        yield cluster


@pytest.fixture
def pids(cluster):
    """Ask each of the workers for its process."""
    from distributed import Client

    def ask():
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            return client.run(os.getpid)

    return ask


def test_two_workers_give_the_same_rows(surface, mixed, serial, cluster, pids):
    assert len(pids()) == 2
    assert os.getpid() not in pids().values()
    assert list(sweep(surface, mixed, scheduler=cluster.scheduler_address)) == serial


def test_a_killed_worker_costs_no_row(surface, cluster, pids):
    longer = edits.set_training(surface, steps=400)
    trials = plan(longer, [4, 8, 16], ["tanh", "relu"], "train", seeds=2)
    before = pids()
    rows = sweep(longer, trials, scheduler=cluster.scheduler_address)
    some = [next(rows), next(rows)]
    os.kill(next(iter(before.values())), signal.SIGKILL)
    assert some + list(rows) == list(sweep(longer, trials, jobs=1))
    assert pids() != before


def test_a_sweep_on_a_cluster_can_be_cancelled(surface, cluster):
    cancel = Event()
    rows = sweep(surface, plan(surface, [4] + [200 + N for N in range(40)]), None, cluster.scheduler_address, cancel)
    next(rows)
    cancel.set()
    assert list(rows) == []


# Curves ---------------------------------------------------------------------------------------------------------


def test_constructed_steps_fall_as_the_inverse_square(half_circle):
    (curve,) = curves(list(sweep(half_circle, plan(half_circle, UNITS, method="construct"))))
    assert curve.slope == pytest.approx(-2, rel=0.05)
    wanted = [4.069, 0.9159, 0.2226, 0.05526, 0.01379, 0.003446, 0.0008614]
    assert_array_equal(curve.hidden, UNITS)
    np.testing.assert_allclose(curve.median, wanted, rtol=2e-3)


def row(hidden, mse, seed=0, method="train", activation="tanh"):
    return Row(method, activation, hidden, seed, mse, 0.0)


def test_a_curve_has_the_middle_and_the_range_over_the_seeds():
    rows = [row(8, 0.1), row(2, 1.0), row(2, 4.0, 1), row(2, 2.0, 2), row(8, 0.3, 1)]
    (curve,) = curves(rows)
    assert (curve.method, curve.activation) == ("train", "tanh")
    assert_array_equal(curve.hidden, [2, 8])
    assert_array_equal(curve.median, [2.0, 0.2])
    assert_array_equal(curve.low, [1.0, 0.1])
    assert_array_equal(curve.high, [4.0, 0.3])
    assert_array_equal(curve.points, [(each.hidden, each.mse) for each in rows])
    assert curve.slope == pytest.approx(math.log(0.2 / 2) / math.log(4))


def test_there_is_a_curve_for_each_method_and_nonlinearity():
    rows = [row(2, 1.0), row(2, 1.0, activation="relu"), row(2, 1.0, method="refit"), row(4, 0.5)]
    assert [(c.method, c.activation) for c in curves(rows)] == [("train", "tanh"), ("train", "relu"), ("refit", "tanh")]


def test_what_diverged_or_is_exact_has_no_part_in_the_slope():
    (curve,) = curves([row(1, math.inf), row(2, 1.0), row(4, 0.25), row(8, 0.0)])
    assert curve.slope == pytest.approx(-2)
    assert curve.median[0] == math.inf
    assert math.isnan(curves([row(2, 1.0)])[0].slope)


def test_curves_are_read_only():
    (curve,) = curves([row(2, 1.0)])
    with pytest.raises(ValueError, match="read-only"):
        curve.median[0] = 0


def test_a_part_knows_how_far_the_sweep_is_to_reach():
    part = sweep_part([row(2, 1.0)], [Trial("train", "tanh", N, 0) for N in (2, 4, 64)])
    assert part.span == (2, 64)
    assert len(part.curves) == 1
    assert sweep_part([row(2, 1.0)]).span == (2, 2)
    assert sweep_part([]) is None


def test_quick_trials_are_designed_where_that_can_be_had_and_else_trained():
    circle, classifier = scene("semicircle-frames").document, scene("classifier-output").document
    assert quick_trials(circle) == designed_trials(circle)
    assert {trial.method for trial in quick_trials(circle)} == {"construct", "refit"}
    assert designed_trials(classifier) == []
    assert quick_trials(classifier) == plan(classifier, (1, 2, 4, 8, 16))
    empty = replace(classifier, data=PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    assert quick_trials(empty) == []


def test_a_sweep_makes_nets_for_the_samples_of_training_and_measures_them_on_the_others(surface):
    held = replace(surface, test_share=0.4, split_seed=2)
    (row,) = sweep(held, plan(held, (4,), method="refit"), jobs=1)
    net = Network.random(2, 4, 1, surface.network.hidden, 0)
    fitted = fit_output_layer(net, held.learnt.X, held.learnt.Y)
    assert row.mse == pytest.approx(float(np.mean((fitted.forward(held.tested.X).y - held.tested.Y) ** 2)))
    assert sweep_part([row], held_out=True).held_out
    assert not sweep_part([row]).held_out
