"""The thread that trains: how long a slice is, and what it hands over when every hand-over takes its time."""

from __future__ import annotations

import random
import sys
import threading
import time

import numpy as np
import pytest

from nnexplorer.compute.errors import error
from nnexplorer.gui.training.pump import Pump, next_count
from nnexplorer.model import data_edits, edits
from nnexplorer.model.lecture import scenes

EXAMPLE = "second-layer-output"


def test_a_slice_is_filled_with_steps():
    assert next_count(10, 0.001, 0.004) == 20, "at most twice as many"
    assert next_count(100, 0.008, 0.004) == 50
    assert next_count(1, 5.0, 0.004) == 1


# Hand-overs -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def slow_hands(monkeypatch):
    """Have the trainer's thread and the window dawdle wherever one hands something to the other."""
    chance, lock, switch = random.Random(9), threading.Lock(), sys.getswitchinterval()

    def slow(name):
        act = getattr(Pump, name)

        def dawdle(self, *given):
            with lock:
                before, after = chance.uniform(0, 0.004), chance.uniform(0, 0.004)
            time.sleep(before)
            result = act(self, *given)
            time.sleep(after)
            return result

        monkeypatch.setattr(Pump, name, dawdle)

    for name in ("_publish", "_obey", "order", "newest", "stop", "hold_off"):
        slow(name)
    sys.setswitchinterval(1e-5)
    yield chance
    sys.setswitchinterval(switch)


TARGETS = ("x0*x1", "sin(3*x0)", "0.5", "max(x0, x1)")


def hands(presenter, chance):
    """What hands do while training runs, by name."""
    control = presenter.control

    def edit(change, *arguments):
        presenter._edit("Edit", change, *arguments)

    return {
        "start": lambda: control.start(chance.choice([None, None, 1, 40])),
        "pause": control.pause,
        "weight": lambda: edit(edits.set_parameter, "b1", (0,), chance.uniform(-1, 1)),
        "units": lambda: edit(edits.set_units, chance.randrange(1, 12)),
        "activation": lambda: edit(edits.set_hidden, chance.choice(["tanh", "relu", "gaussian", "step"])),
        "target": lambda: edit(data_edits.set_target, (chance.choice(TARGETS),)),
        "rate": lambda: edit(lambda document: edits.set_training(document, learning_rate=chance.choice([1e-3, 0.1]))),
        "undo": presenter.undo,
        "redo": presenter.redo,
        "reset": presenter.restarts.reset,
        "hurry": lambda: control.hurry(chance.random() < 0.5),
        "seen": lambda: control.show(chance.random() < 0.5),
        "single step": presenter.single_step,
    }


def test_nothing_is_mixed_up_however_slow_the_hand_overs_are(row, opened, qtbot, slow_hands):
    presenter = opened(EXAMPLE)
    session, control, failures = presenter.session, presenter.control, []
    control.failed.connect(failures.append)
    with row("Threads: slow hand-overs under random hands") as tally:
        for turn in range(150):
            name, act = slow_hands.choice(list(hands(presenter, slow_hands).items()))
            with tally.case((turn, name)):
                act()
                qtbot.wait(slow_hands.choice([0, 0, 5, 20]))
                document = session.document
                assert failures == []
                assert document.network.W2.shape[1] == document.network.units
                assert np.isfinite(document.network.W1).all()
                assert len(document.X) == len(document.Y)
        with tally.case("end"):
            control.pause()
            control.hurry(False)
            frame = control._last
            if frame is not None and not frame.diverged and frame.network is session.document.network:
                assert frame.loss == pytest.approx(error(session.document), rel=1e-9)
            steps = session.document.step
            control.start(20)
            qtbot.waitUntil(lambda: not control.running)
            assert session.document.step == steps + 20
    assert not control.running


def test_training_stops_within_fifty_milliseconds(row, opened, qtbot):
    presenter, times = opened(EXAMPLE), []
    control = presenter.control
    with row("Threads: a pause in mid-slice, every fifth scene") as tally:
        for scene in scenes()[::5]:
            presenter.files._begin(scene.document)
            for hurried in (False, True):
                control.hurry(hurried)
                control.start()
                qtbot.waitUntil(lambda: len(control.run.steps) > 1 or not control.running)
                with tally.case((scene.id, hurried)):
                    begun = time.perf_counter()
                    control._worker.stop()
                    times.append(time.perf_counter() - begun)
                    assert times[-1] < 0.5
                    assert not control.running
                control.pause()
    assert sorted(times)[len(times) // 2] < 0.05
