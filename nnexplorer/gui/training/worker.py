"""Training beside the window: the facade through which the window speaks to its thread."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui.training.pump import Order, Progress, Pump

if TYPE_CHECKING:
    from nnexplorer.compute.learning.training import Frame
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network
    from nnexplorer.model.pin import Pin
    from nnexplorer.model.settings import TrainingSettings

FRAME_INTERVAL = 16
"""Milliseconds between two looks at what training has reached: one a screen frame."""

HURRIED_INTERVAL = 250
"""The same in a hurry, or while nobody sees the window."""


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
        self._pump: Pump | None = None
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
        until = None if steps is None else document.step + steps
        self._pump = Pump(self._era, self._trainer, until, self._rival)
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
        if pump.halted and self._rival is not None:
            self._trainer = None  # one of the two may be a step ahead
        return self._fresh(pump)

    def configure(self, settings: TrainingSettings) -> None:
        """Change optimiser, rate, batch size or loss of the run that is on."""
        self._order(lambda trainer: trainer.configure(settings))
        if self._rival is not None:
            rival = self._rival
            self._order(lambda _trainer: rival.configure(settings))

    def adopt(self, network: Network, frozen: tuple[int, ...] = (), origins: tuple[int, ...] | None = None) -> None:
        """Go on from another network: more units, another nonlinearity, other weights; leave `frozen` units alone.

        `origins` tells which of the units so far each of its units is; see `Trainer.adopt`.
        """
        self._order(lambda trainer: trainer.adopt(network, frozen, origins), new_era=True)

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

    def _fresh(self, pump: Pump) -> Progress | None:
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

    def _end(self, pump: Pump) -> None:
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
