"""Training beside the window: the only thread, and the facade through which the window speaks to it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from nnexplorer.compute.training import Frame, Trainer

if TYPE_CHECKING:
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network
    from nnexplorer.model.pin import Pin
    from nnexplorer.model.settings import TrainingSettings

FRAME_INTERVAL = 16
"""Milliseconds between two looks at what training has reached: one a screen frame."""

HURRIED_INTERVAL = 250
"""The same in a hurry, or while nobody sees the window."""

SLICE_SECONDS, HURRIED_SECONDS = 0.004, 0.03
"""How long the trainer runs before it listens again: short against a screen frame; in a hurry, against a blink."""

PARKED_SECONDS = 0.05
"""Longest wait for a window that is busy drawing: a hand-off that is never taken back must not stop training."""

Order = Callable[[Trainer], None]


@dataclass(frozen=True, eq=False)
class Progress:
    """What training had reached when the window looked: the newest frame, and how fast it got there.

    `era` counts what the window changed under the run's feet; progress from before the last change is stale.
    """

    era: int
    frame: Frame
    steps_per_second: float
    rival: Frame | None = None
    """The newest frame of the net that is trained beside it."""


class _Pump(QThread):
    """Runs one trainer until it is told to stop; it knows neither document nor widgets."""

    def __init__(self, era: int, trainer: Trainer, limit: int | None, rival: Trainer | None = None) -> None:
        super().__init__()
        self.era = era
        self._trainer, self._limit, self._rival = trainer, limit, rival
        self._orders: list[tuple[Order, int]] = []
        self._lock = threading.Lock()
        self._stopping = False
        self.hurried = False
        self._drawn = threading.Event()
        self._drawn.set()
        self._progress: Progress | None = None
        self.last: Frame | None = None
        self.last_rival: Frame | None = None
        self.failure: Exception | None = None

    def order(self, order: Order, era: int) -> None:
        """Have `order` carried out between two slices of training; progress from then on belongs to `era`."""
        with self._lock:
            self._orders.append((order, era))

    def stop(self) -> None:
        """Ask the thread to end; it does within a slice."""
        self._stopping = True
        self._drawn.set()

    def hold_off(self, busy: bool) -> None:
        """Leave the interpreter to the window while it is `busy`, unless there is a hurry."""
        if busy and not self._stopping and not self.hurried:
            self._drawn.clear()
        else:
            self._drawn.set()

    def newest(self) -> Progress | None:
        """Take the newest progress, None if there is none since the last look."""
        with self._lock:
            progress, self._progress = self._progress, None
            return progress

    def run(self) -> None:
        try:
            self._train()
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is told to the user in the window's thread
            self.failure = failure

    def _train(self) -> None:
        steps, began, first = 1, time.perf_counter(), self._trainer.step
        while not self._stopping:
            self._drawn.wait(PARKED_SECONDS)
            self._obey()
            left = steps if self._limit is None else min(steps, first + self._limit - self._trainer.step)
            start, before = time.perf_counter(), self._trainer.step
            frame = self._trainer.advance(left, glance=True)
            made = self._trainer.step - before
            rival = None if self._rival is None else self._rival.advance(made, glance=True)
            now = time.perf_counter()
            self._publish(frame, (self._trainer.step - first) / max(now - began, 1e-9), rival)
            if frame.diverged or (self._limit is not None and self._trainer.step >= first + self._limit):
                return
            steps = _next_count(steps, now - start, HURRIED_SECONDS if self.hurried else SLICE_SECONDS)
        self._obey()

    def _obey(self) -> None:
        with self._lock:
            orders, self._orders = self._orders, []
        for order, era in orders:
            order(self._trainer)
            self.era = era

    def _publish(self, frame: Frame, speed: float, rival: Frame | None) -> None:
        with self._lock:
            self.last, self.last_rival = frame, rival
            self._progress = Progress(self.era, frame, speed, rival)


def _next_count(steps: int, seconds: float, slice_seconds: float) -> int:
    """How many steps fill a slice, given that `steps` took `seconds`; it at most doubles."""
    wanted = steps * slice_seconds / max(seconds, 1e-6)
    return int(max(1, min(wanted, 2 * steps)))


class TrainingWorker(QObject):
    """Starts, steers and stops training; its signals come in the window's thread.

    Only the newest frame is kept: the worker never queues what the window has no time to show.
    """

    progressed = Signal(object)
    """A Progress, at most one a screen frame."""

    finished = Signal()
    """The run ended by itself: its steps are done, or it diverged."""

    failed = Signal(str)
    """Training raised an error, in one line; the run has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._era = 0
        self._trainer: Trainer | None = None
        self._rival: Trainer | None = None
        self._last_rival: Frame | None = None
        self._last: Frame | None = None
        self._data: Data | None = None
        self._pump: _Pump | None = None
        self._hurried = False
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_INTERVAL)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether a run is on."""
        return self._pump is not None

    def start(self, document: Document, steps: int | None = None) -> None:
        """Train `document`'s network from now on, for `steps` steps or until stopped.

        Where the document stands as the last run left it, that run goes on: momentum and the order of the
        mini-batches are kept, so that a pause changes nothing.
        """
        self.stop()
        self._era += 1
        resumed = self._resumed(document)
        self._rival = self._rival_of(document, resumed is not None)
        self._trainer = resumed or _fresh_trainer(document, document.network)
        self._trainer.freeze(document.frozen)
        self._data = document.learnt
        self._pump = _Pump(self._era, self._trainer, steps, self._rival)
        self._pump.hurried = self._hurried
        self._pump.start(QThread.Priority.LowPriority)
        self._timer.start()

    def stop(self) -> Progress | None:
        """End the run and wait for the thread; return what it reached after the last look."""
        pump, self._pump = self._pump, None
        self._timer.stop()
        if pump is None:
            return None
        pump.stop()
        pump.wait()
        self._last, self._last_rival = pump.last, pump.last_rival
        if self._trainer is not None:
            self._trainer.unpin()
        return self._fresh(pump)

    def configure(self, settings: TrainingSettings) -> None:
        """Change optimiser, rate, batch size or loss of the run that is on."""
        self._order(lambda trainer: trainer.configure(settings))
        if self._rival is not None:
            rival = self._rival
            self._order(lambda _trainer: rival.configure(settings))

    def adopt(self, network: Network, frozen: tuple[int, ...] = ()) -> None:
        """Go on from another network: more units, another nonlinearity, other weights; leave `frozen` units alone."""
        self._order(lambda trainer: trainer.adopt(network, frozen), new_era=True)

    def set_data(self, data: Data) -> None:
        """Go on with other data."""
        self._data = data
        self._order(lambda trainer: trainer.set_data(data.X, data.Y), new_era=True)
        if self._rival is not None:
            rival = self._rival
            self._order(lambda _trainer: rival.set_data(data.X, data.Y))

    def pin(self, pin: Pin) -> None:
        """Hold some parameters where a hand has them; the others go on learning."""
        self._order(lambda trainer: trainer.pin(pin))

    def unpin(self) -> None:
        """Let go of what was held."""
        self._order(lambda trainer: trainer.unpin(), new_era=True)

    def hurry(self, hurried: bool) -> None:
        """Train as fast as it goes and tell of it now and then, or tell of it in every screen frame."""
        self._hurried = hurried
        self._timer.setInterval(HURRIED_INTERVAL if hurried else FRAME_INTERVAL)
        if self._pump is not None:
            self._pump.hurried = hurried
            self._pump.hold_off(False)

    def hold_off(self, busy: bool) -> None:
        """Tell the trainer that the window is busy drawing, or that it is done."""
        if self._pump is not None:
            self._pump.hold_off(busy)

    def _rival_of(self, document: Document, resumed: bool) -> Trainer | None:
        """The trainer of the document's rival: the one of the last run, where that goes on."""
        if document.rival is None:
            return None
        rival, last = self._rival, self._last_rival
        if resumed and rival is not None and last is not None and document.rival is last.network:
            if rival.settings != document.training:
                rival.configure(document.training)
            return rival
        return _fresh_trainer(document, document.rival)

    def _resumed(self, document: Document) -> Trainer | None:
        trainer, last = self._trainer, self._last
        if trainer is None or last is None or last.diverged:
            return None
        if document.network is not last.network or document.step != last.step:
            return None
        if document.learnt is not self._data:
            return None
        if document.training != trainer.settings:
            trainer.configure(document.training)
        return trainer

    def _order(self, order: Order, *, new_era: bool = False) -> None:
        if new_era:
            self._era += 1
        if self._pump is not None:
            self._pump.order(order, self._era)

    def _fresh(self, pump: _Pump) -> Progress | None:
        progress = pump.newest()
        return progress if progress is not None and progress.era == self._era else None

    def _look(self) -> None:
        pump = self._pump
        if pump is None:
            return
        ended = pump.isFinished()
        progress = self._fresh(pump)
        if progress is not None:
            self.progressed.emit(progress)
        if ended and pump is self._pump:
            self._end(pump)

    def _end(self, pump: _Pump) -> None:
        self._pump = None
        self._timer.stop()
        pump.wait()
        self._last, self._last_rival = pump.last, pump.last_rival
        if pump.failure is not None:
            self.failed.emit(" ".join(str(pump.failure).split()) or type(pump.failure).__name__)
        else:
            self.finished.emit()


def _fresh_trainer(document: Document, network: Network) -> Trainer:
    threads = max(1, (os.cpu_count() or 2) - 1)  # one core is the window's
    return Trainer(network, document.X, document.Y, document.training, step=document.step, threads=threads)
