"""The training thread: it keeps the newest frame alone, obeys between two slices, and ends when it is told."""

from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui.training.pump import PARKED_SECONDS
from nnexplorer.gui.training.worker import FRAME_INTERVAL, HURRIED_INTERVAL, TrainingWorker
from nnexplorer.model import edits
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin
from nnexplorer.model.settings import TrainingSettings


def make_document(units=3, outputs=1, **settings):
    generator = np.random.default_rng(1)
    data = PointData(generator.uniform(-1, 1, (40, 2)), generator.uniform(-1, 1, (40, outputs)))
    return Document(Network.random(2, units, outputs, seed=2), data, TrainingSettings(**settings))


def parameters(network):
    return np.concatenate([np.ravel(array) for array in (network.W1, network.b1, network.W2, network.b2)])


@pytest.fixture
def worker(qapp):
    worker = TrainingWorker()
    yield worker
    worker.stop()


@pytest.fixture
def seen(worker):
    """Every progress that the worker tells of."""
    progress = []
    worker.progressed.connect(progress.append)
    return progress


def spin(pump, slices):
    """Keep the window busy, without a look at an event, until the trainer has made so many slices more."""
    last, deadline = pump.last, perf_counter() + 10
    for _ in range(slices):
        while pump.last is last and not pump.isFinished():
            assert perf_counter() < deadline, "the trainer stands still"
        last = pump.last
    return last


def test_frames_come_in_the_windows_thread_and_in_order(worker, seen, qtbot):
    threads = []
    worker.progressed.connect(lambda _: threads.append(QThread.currentThread()))
    worker.start(make_document())
    qtbot.waitUntil(lambda: len(seen) >= 5)
    steps = [progress.frame.step for progress in seen]
    assert steps == sorted(set(steps))
    assert all(progress.steps_per_second > 0 for progress in seen)
    assert set(threads) == {QApplication.instance().thread()}


def test_a_slow_window_never_queues_frames(worker, qtbot):
    waited_for, received = [0], []

    def slow(progress):
        received.append(progress.frame.step)
        assert progress.frame.step >= waited_for[0], "an old frame was kept"
        waited_for[0] = spin(worker._pump, 4).step

    worker.progressed.connect(slow)
    worker.start(make_document())
    qtbot.waitUntil(lambda: len(received) >= 6)
    published = worker._pump.last.step
    assert len(received) < published / 4


def test_a_frame_is_told_once(worker, seen, qtbot):
    with qtbot.waitSignal(worker.finished):
        worker.start(make_document(), steps=1)
    assert [progress.frame.step for progress in seen] == [1]


@pytest.mark.parametrize("steps", [1, 2, 57])
def test_a_run_of_so_many_steps_ends_by_itself(worker, seen, qtbot, steps):
    document = make_document()
    with qtbot.waitSignal(worker.finished):
        worker.start(document, steps)
    assert not worker.running
    assert worker.stop() is None
    trainer = Trainer(document.network, document.X, document.Y, document.training)
    assert_array_equal(parameters(seen[-1].frame.network), parameters(trainer.advance(steps).network))
    assert seen[-1].frame.step == steps


def test_steps_count_on_from_the_documents(worker, seen, qtbot):
    with qtbot.waitSignal(worker.finished):
        worker.start(replace(make_document(), step=100), 7)
    assert seen[-1].frame.step == 107


def test_stopping_ends_the_thread_at_once_and_gives_what_was_not_yet_seen(worker, seen):
    worker.start(make_document())
    pump = worker._pump
    spin(pump, 3)
    began = perf_counter()
    progress = worker.stop()
    assert perf_counter() - began < 0.5
    assert pump.isFinished()
    assert not worker.running
    assert progress.frame is pump.last
    assert seen == []
    assert worker.stop() is None


def test_a_window_that_never_ends_to_draw_does_not_stop_training(worker):
    worker.start(make_document())
    worker.hold_off(True)
    spin(worker._pump, 3)
    began = perf_counter()
    worker.stop()
    assert perf_counter() - began < 0.5


def test_while_the_window_draws_the_trainer_stands_aside(worker):
    worker.start(make_document())
    spin(worker._pump, 5)
    worker.hold_off(True)
    began = perf_counter()
    spin(worker._pump, 4)
    assert perf_counter() - began > 2 * PARKED_SECONDS


# Orders ---------------------------------------------------------------------------------------------------------


def test_after_another_network_is_adopted_no_frame_of_the_old_one_comes(worker, seen, qtbot):
    document = make_document()
    worker.start(document)
    for units in (5, 2, 8):
        spin(worker._pump, 2)
        worker.adopt(edits.set_units(document, units).network)
        before = len(seen)
        qtbot.waitUntil(lambda before=before: len(seen) > before + 1)
        assert {progress.frame.network.units for progress in seen[before:]} == {units}


def test_an_order_just_before_the_end_makes_stale_what_came_before(worker):
    document = make_document()
    worker.start(document)
    spin(worker._pump, 3)
    worker.adopt(edits.set_units(document, 7).network)
    progress = worker.stop()
    assert progress is None or progress.frame.network.units == 7


def test_what_is_pinned_stands_still_until_it_is_let_go(worker, seen, qtbot):
    worker.start(make_document())
    worker.pin(Pin(unit=1, weights=np.array([0.5, -0.5]), bias=0.25))
    spin(worker._pump, 2)
    seen.clear()
    qtbot.waitUntil(lambda: len(seen) >= 3)
    for progress in seen:
        assert_array_equal(progress.frame.network.W1[1], [0.5, -0.5])
        assert progress.frame.network.b1[1] == 0.25
    worker.unpin()
    qtbot.waitUntil(lambda: seen[-1].frame.network.b1[1] != 0.25)


def test_settings_change_between_two_steps(worker, seen, qtbot):
    worker.start(make_document(learning_rate=1e-12))
    qtbot.waitUntil(lambda: len(seen) >= 2)
    still = parameters(seen[-1].frame.network)
    worker.configure(TrainingSettings("sgd", 0.1, 8))
    qtbot.waitUntil(lambda: np.abs(parameters(seen[-1].frame.network) - still).max() > 0.01)


def test_other_data_are_learnt_from_then_on(worker, seen, qtbot):
    worker.start(make_document(learning_rate=0.05))
    worker.set_data(PointData(np.zeros((1, 2)), np.full((1, 1), 9.0)))
    qtbot.waitUntil(lambda: len(seen) > 0 and seen[-1].frame.loss < 1e-3, timeout=10000)
    assert seen[-1].frame.network.predict([[0.0, 0.0]])[0, 0] == pytest.approx(9, abs=0.1)


# Going on, ending, failing --------------------------------------------------------------------------------------


def after_a_run(worker, qtbot, document, steps=5):
    """The document as a run of so many steps leaves it."""
    frames = []
    worker.progressed.connect(frames.append)
    with qtbot.waitSignal(worker.finished):
        worker.start(document, steps)
    worker.progressed.disconnect(frames.append)
    return edits.trained(document, frames[-1].frame.network, frames[-1].frame.step)


def uninterrupted(document, steps):
    return Trainer(document.network, document.X, document.Y, document.training, document.step).advance(steps).network


def test_a_document_as_the_last_run_left_it_is_trained_on_with_its_momentum(worker, qtbot):
    document = make_document(optimizer="momentum", batch_size=7)
    ended = after_a_run(worker, qtbot, after_a_run(worker, qtbot, document), 6)
    assert_array_equal(parameters(ended.network), parameters(uninterrupted(document, 11)))


def test_another_network_is_trained_from_nothing(worker, qtbot):
    document = make_document()
    trained = after_a_run(worker, qtbot, document)
    moved = edits.set_parameter(trained, "b1", (0,), 0.5)
    ended = after_a_run(worker, qtbot, moved)
    assert_array_equal(parameters(ended.network), parameters(uninterrupted(moved, 5)))


def test_a_changed_rate_keeps_the_momentum(worker, qtbot):
    document = make_document(optimizer="momentum")
    trained = after_a_run(worker, qtbot, document)
    ended = after_a_run(worker, qtbot, edits.set_training(trained, learning_rate=0.002))
    trainer = Trainer(document.network, document.X, document.Y, document.training)
    trainer.advance(5)
    trainer.configure(replace(document.training, learning_rate=0.002))
    assert_array_equal(parameters(ended.network), parameters(trainer.advance(5).network))


def test_a_run_that_diverges_ends_with_its_last_finite_network(worker, seen, qtbot):
    with qtbot.waitSignal(worker.finished):
        worker.start(make_document(optimizer="sgd", learning_rate=1e300))
    frame = seen[-1].frame
    assert frame.diverged
    assert np.isfinite(parameters(frame.network)).all()
    assert not worker.running


def test_after_a_divergence_training_begins_anew(worker, seen, qtbot):
    document = make_document(optimizer="sgd", learning_rate=1e300)
    with qtbot.waitSignal(worker.finished):
        worker.start(document)
    frame = seen[-1].frame
    sober = edits.set_training(edits.trained(document, frame.network, frame.step), learning_rate=0.01)
    ended = after_a_run(worker, qtbot, sober)
    assert ended.step == frame.step + 5


def test_an_error_in_training_is_told_in_one_line(worker, qtbot, monkeypatch):
    def broken(self, steps, glance=False):
        raise RuntimeError("no\nmemory")

    monkeypatch.setattr(Trainer, "advance", broken)
    with qtbot.waitSignal(worker.failed) as told:
        worker.start(make_document())
    assert told.args == ["no memory"]
    assert not worker.running


def test_an_order_that_can_not_be_carried_out_is_told(worker, qtbot):
    worker.start(make_document())
    with qtbot.waitSignal(worker.failed) as told:
        worker.adopt(Network.random(3, 2, 1))
    assert "3" in told.args[0]
    assert "\n" not in told.args[0]


def test_what_can_not_be_trained_is_refused_before_a_thread_begins(worker):
    document = make_document()
    empty = replace(document, data=PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    with pytest.raises(ValueError, match="at least"):
        worker.start(empty)
    assert not worker.running


def test_a_start_in_mid_run_ends_the_run_first(worker, seen, qtbot):
    worker.start(make_document(units=3))
    first = worker._pump
    spin(first, 2)
    worker.start(make_document(units=4))
    assert first.isFinished()
    qtbot.waitUntil(lambda: len(seen) >= 2)
    assert {progress.frame.network.units for progress in seen} == {4}


def test_in_a_hurry_slices_are_long_and_the_window_is_not_waited_for(worker, qtbot):
    worker.hurry(True)
    worker.start(make_document())
    pump = worker._pump
    assert pump.hurried
    worker.hold_off(True)
    assert pump._drawn.is_set()
    assert worker._timer.interval() == HURRIED_INTERVAL
    qtbot.waitUntil(lambda: pump.last is not None)
    worker.hurry(False)
    assert not pump.hurried
    assert worker._timer.interval() == FRAME_INTERVAL
    worker.hold_off(True)
    assert not pump._drawn.is_set()
    worker.hold_off(False)


@pytest.fixture
def large():
    """A document so large that a step takes much longer than a hand waits."""
    generator = np.random.default_rng(1)
    data = PointData(generator.uniform(-1, 1, (400_000, 2)), generator.uniform(-1, 1, (400_000, 1)))
    return Document(Network.random(2, 64, seed=2), data, TrainingSettings())


def test_a_step_that_takes_long_is_broken_off_and_the_run_goes_on_where_it_was(worker, qtbot, large, monkeypatch):
    times, taken = [], large
    for _ in range(3):
        with qtbot.waitSignal(worker.progressed, timeout=20_000) as told:
            worker.start(taken)
        begun = perf_counter()
        last = worker.stop() or told.args[0]
        times.append(perf_counter() - begun)
        taken = edits.trained(taken, last.frame.network, last.frame.step)
    assert min(times) < 0.05
    with qtbot.waitSignal(worker.finished, timeout=20_000):
        worker.start(taken, 1)
    assert worker._last.step == taken.step + 1
    wanted = Trainer(large.network, large.X, large.Y, large.training).advance(taken.step + 1)
    assert np.array_equal(parameters(worker._last.network), parameters(wanted.network))
