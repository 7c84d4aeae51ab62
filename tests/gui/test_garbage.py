"""Cyclic garbage is collected in the window's thread and in no other, and is collected."""

from __future__ import annotations

import gc
import threading
import weakref
from contextlib import nullcontext

import pytest
from PySide6.QtCore import QObject

from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui import app, garbage
from nnexplorer.gui.garbage import Garbage
from nnexplorer.gui.training.pump import Pump
from nnexplorer.model.lecture import scene


class Circle:
    """What only the collector of garbage ends; it notes the thread in which it does."""

    def __init__(self, ended):
        self.myself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


@pytest.fixture
def automatic():
    """Have Python collect garbage by itself, at every occasion, whatever the other tests do."""
    was, thresholds = gc.isenabled(), gc.get_threshold()
    gc.enable()
    gc.set_threshold(1, 1, 1)
    yield
    gc.set_threshold(*thresholds)
    (gc.enable if was else gc.disable)()


@pytest.fixture
def pump(qapp):
    """A training that goes on, and makes objects."""
    document = scene("relu").document
    going = Pump(1, Trainer(document.network, document.X, document.Y, document.training), None)
    yield going
    going.stop()
    assert going.wait(5000)


@pytest.mark.parametrize("kept", [True, False])
def test_a_training_collects_nothing_of_the_windows(automatic, pump, kept):
    ended, here = [], threading.get_ident()

    def collect_here_if_ever(_trainer):
        threading.Event().wait(0.05)  # until the other thread waits, and makes nothing that it could collect at
        (gc.isenabled if kept else gc.enable)()

    with Garbage() if kept else nullcontext():
        pump.start()
        gc.disable()
        circles = [Circle(ended) for _ in range(500)]
        del circles
        pump.order(collect_here_if_ever, 1)
        pump.wait(300)
        assert [thread != here for thread in ended] == ([] if kept else [True] * 500)
        gc.collect()
        assert len(ended) == 500


def test_it_is_collected_once_enough_has_come_together(monkeypatch):
    ended = []
    with Garbage() as kept:
        gc.collect()
        Circle(ended)
        kept.collect()
        assert ended == [], "not for one"
        circles = [Circle(ended) for _ in range(garbage.YOUNG)]
        del circles
        kept.collect()
        assert len(ended) == garbage.YOUNG + 1


def test_what_has_grown_old_is_collected_too(monkeypatch):
    monkeypatch.setattr(garbage, "YOUNG", 0)
    ended = []
    with Garbage() as kept:
        old = Circle(ended)
        gc.collect()  # it has seen one collection, and is passed over by those of what is young
        del old
        for _ in range(garbage.OLD - 1):
            kept.collect()
        assert ended == []
        kept.collect()
        assert len(ended) == 1


def test_a_window_collects_now_and_then(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "YOUNG", 0)
    monkeypatch.setattr(garbage, "INTERVAL", 1)
    ended, parent = [], QObject()
    with Garbage() as kept:
        kept.collect_now_and_then(parent)
        Circle(ended)
        qtbot.waitUntil(lambda: len(ended) == 1)


@pytest.mark.parametrize("automatic_before", [True, False])
def test_afterwards_python_does_as_before(automatic, automatic_before):
    if not automatic_before:
        gc.disable()
    with Garbage():
        assert not gc.isenabled()
    assert gc.isenabled() is automatic_before


def test_the_program_runs_so(qtbot, monkeypatch):
    seen, made, make = [], [], app.open_window

    def execute(_application):
        seen.extend((gc.isenabled(), gc.get_freeze_count()))
        return 0

    monkeypatch.setattr(app.QApplication, "exec", execute)
    monkeypatch.setattr(app, "open_window", lambda *given, **more: made.append(make(*given, **more)) or made[0])
    app.run(scene("relu").document)
    enabled, frozen = seen
    assert not enabled
    assert frozen > 10_000
    assert gc.get_freeze_count() == 0
    made[0].window.close()
    made[0].window.deleteLater()
