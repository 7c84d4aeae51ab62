"""The thread that trains: it runs a trainer slice by slice, and hands over the newest frame."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QThread

from nnexplorer.compute.learning.batches import Halted
from nnexplorer.compute.learning.blas import one_thread
from nnexplorer.compute.learning.training import Frame, Trainer

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


class Pump(QThread):
    """Runs one trainer until it is told to stop; it knows neither document nor widgets."""

    def __init__(self, era: int, trainer: Trainer, until: int | None, rival: Trainer | None = None) -> None:
        super().__init__()
        self.era = era
        self._halt, self.halted = threading.Event(), False
        self._trainer, self._until, self._rival = trainer, until, rival
        for one in (trainer, rival):
            if one is not None:
                one.halt = self._halt
        self._orders: list[tuple[Order, int]] = []
        self._lock = threading.Lock()
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
        """Ask the thread to end; it does within a slice, and in the middle of one that takes long."""
        self._halt.set()
        self._drawn.set()

    def hold_off(self, busy: bool) -> None:
        """Leave the interpreter to the window while it is `busy`, unless there is a hurry."""
        if busy and not self._halt.is_set() and not self.hurried:
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
            with one_thread:  # for all of the run: to ask for it anew in every slice takes longer than some steps
                self._train()
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is told to the user in the window's thread
            self.failure = failure

    def _train(self) -> None:
        steps, began, first = 1, time.perf_counter(), self._trainer.step
        while not self._halt.is_set():
            self._drawn.wait(PARKED_SECONDS)
            self._obey()
            left = steps if self._until is None else max(0, min(steps, self._until - self._trainer.step))
            start, before = time.perf_counter(), self._trainer.step
            try:
                frame = self._trainer.advance(left, glance=True)
                made = self._trainer.step - before
                rival = None if self._rival is None else self._rival.advance(made, glance=True)
            except Halted:
                self.halted = True
                break
            now = time.perf_counter()
            self._publish(frame, (self._trainer.step - first) / max(now - began, 1e-9), rival)
            if frame.diverged or (self._until is not None and self._trainer.step >= self._until):
                return
            steps = next_count(steps, now - start, HURRIED_SECONDS if self.hurried else SLICE_SECONDS)
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


def next_count(steps: int, seconds: float, slice_seconds: float) -> int:
    """How many steps fill a slice, given that `steps` took `seconds`; it at most doubles."""
    wanted = steps * slice_seconds / max(seconds, 1e-6)
    return int(max(1, min(wanted, 2 * steps)))
