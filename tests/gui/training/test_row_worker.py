"""Experiments beside the window: rows come in its thread and in order, and they end when they are told."""

import threading
from time import perf_counter

import numpy as np
import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.experiments.approximation import plan, sweep
from nnexplorer.compute.experiments.summary import NAMES, measured, problem_of
from nnexplorer.gui.training import row_worker
from nnexplorer.gui.training.row_worker import SummaryWorker, SweepWorker
from nnexplorer.model import edits
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings


def make_document(steps=30):
    data = FormulaData(("x0 * x1",), points=8)
    return Document(Network.random(2, 3, 1, seed=0), data, TrainingSettings(steps=steps))


@pytest.fixture
def worker(qapp, request):
    worker = getattr(request, "param", SweepWorker)()
    yield worker
    worker.stop()


@pytest.fixture
def heard(worker):
    """What the worker tells, in its order, and in which thread."""
    told, threads = [], []
    worker.row.connect(lambda row: (told.append(row), threads.append(QThread.currentThread())))
    worker.finished.connect(lambda: told.append("finished"))
    worker.failed.connect(told.append)
    yield told
    assert all(thread is QApplication.instance().thread() for thread in threads)


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_come_in_order_and_then_the_end(worker, heard, qtbot, jobs):
    document = make_document()
    trials = plan(document, [2, 3, 4], ["tanh", "relu"])
    with qtbot.waitSignal(worker.finished, timeout=60000):
        worker.start(document, trials, jobs=jobs)
        assert worker.running
    assert not worker.running
    assert heard == [*sweep(document, trials, jobs=1), "finished"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stopped_sweep_ends_at_once_and_says_nothing_more(worker, heard, qtbot, jobs):
    quick, endless = make_document(), make_document(steps=10**9)
    trials = [*plan(quick, [4], method="refit"), *plan(endless, [5, 6, 7])]
    with qtbot.waitSignal(worker.row, timeout=60000):
        worker.start(endless, trials, jobs=jobs)
    puller = worker._puller
    began = perf_counter()
    worker.stop()
    assert perf_counter() - began < 1.5
    assert puller.isFinished()
    assert not worker.running
    QApplication.processEvents()
    assert len(heard) == 1


def test_a_new_sweep_takes_the_place_of_the_one_that_is_on(worker, heard, qtbot):
    endless, document = make_document(steps=10**9), make_document()
    trials = plan(document, [2, 3])
    worker.start(endless, plan(endless, [8]), jobs=1)
    with qtbot.waitSignal(worker.finished, timeout=60000):
        worker.start(document, trials, jobs=1)
    assert heard == [*sweep(document, trials, jobs=1), "finished"]


def test_who_hears_a_row_may_stop_the_sweep(worker, heard, qtbot):
    document = make_document()
    worker.row.connect(lambda _: worker.stop())
    with qtbot.waitSignal(worker.row, timeout=60000):
        worker.start(document, plan(document, [2, 3, 4], method="refit"), jobs=1)
    QApplication.processEvents()
    assert len(heard) == 1


def test_what_goes_wrong_is_told_in_one_line(worker, heard, qtbot):
    document = make_document()
    with qtbot.waitSignal(worker.failed, timeout=60000):
        worker.start(document, plan(document, [2]), scheduler="nowhere")
    (said,) = heard
    assert "nowhere" in said
    assert "\n" not in said
    assert not worker.running


def test_an_impossible_number_of_jobs_is_refused(worker, heard):
    document = make_document()
    with pytest.raises(ValueError, match="jobs"):
        worker.start(document, plan(document, [2]), jobs=0)
    assert not worker.running
    assert heard == []


def test_a_diverging_training_is_a_row_like_any_other(worker, heard, qtbot):
    document = edits.set_training(make_document(), optimizer="sgd", learning_rate=1e9)
    with qtbot.waitSignal(worker.finished, timeout=60000):
        worker.start(document, plan(document, [4], ["relu"]), jobs=1)
    assert heard[0].mse == float("inf")


# The summary of the nonlinearities ------------------------------------------------------------------------------------

summary = pytest.mark.parametrize("worker", [SummaryWorker], indirect=True)


@summary
def test_the_summarys_rows_come_in_order_and_then_the_end(worker, heard, qtbot):
    problem = problem_of(make_document(steps=3))
    with qtbot.waitSignal(worker.finished):
        worker.start(problem)
        assert worker.running
    assert not worker.running
    assert heard == [*measured(problem), "finished"], "what was measured is kept, so that rows are the same objects"
    assert [row.name for row in heard[:-1]] == list(NAMES)


@summary
def test_without_data_the_summary_is_at_its_end_at_once(worker, heard, qtbot):
    document = Document(Network.random(2, 3, 1, seed=0), PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    with qtbot.waitSignal(worker.finished):
        worker.start(problem_of(document))
    assert heard == ["finished"]


@summary
def test_a_stopped_summary_says_nothing_more_and_begins_no_other_row(worker, heard, qtbot, monkeypatch):
    asked, going, go_on = [], threading.Event(), threading.Event()

    def slow(problem):
        for name in NAMES:
            asked.append((problem, name))
            going.set()
            go_on.wait()
            yield name

    monkeypatch.setattr(row_worker, "measured", slow)
    worker.start("first")
    qtbot.waitUntil(going.is_set)
    puller = worker._puller
    puller._cancel.set()
    go_on.set()
    worker.stop()
    assert puller.isFinished()
    QApplication.processEvents()
    assert (asked, heard) == ([("first", NAMES[0])], [])


@summary
def test_a_new_problem_takes_the_place_of_the_old_one(worker, heard, qtbot):
    old, new = (problem_of(make_document(steps=steps)) for steps in (900, 4))
    worker.start(old)
    with qtbot.waitSignal(worker.finished):
        worker.start(new)
    assert heard == [*measured(new), "finished"]


@summary
def test_what_goes_wrong_in_the_summary_is_told_in_one_line(worker, heard, qtbot, monkeypatch):
    def broken(_problem):
        raise MemoryError
        yield

    monkeypatch.setattr(row_worker, "measured", broken)
    with qtbot.waitSignal(worker.failed):
        worker.start(None)
    assert heard == ["MemoryError"]
    assert not worker.running
