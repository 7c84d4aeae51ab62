"""A sweep beside the window: rows come in its thread and in order, and it ends when it is told."""

from time import perf_counter

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.approximation import plan, sweep
from nnexplorer.gui.row_worker import SweepWorker
from nnexplorer.model import edits
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings


def make_document(steps=30):
    data = FormulaData(("x0 * x1",), points=8)
    return Document(Network.random(2, 3, 1, seed=0), data, TrainingSettings(steps=steps))


@pytest.fixture
def worker(qapp):
    worker = SweepWorker()
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
