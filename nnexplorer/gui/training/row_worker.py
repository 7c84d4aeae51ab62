"""Experiments beside the window: the thread that measures their rows, and the facade to it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from nnexplorer.compute.experiments.approximation import sweep
from nnexplorer.compute.experiments.summary import measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nnexplorer.compute.experiments.approximation import Trial
    from nnexplorer.compute.experiments.summary import Problem
    from nnexplorer.model.document import Document

LOOK_INTERVAL = 40
"""Milliseconds between two looks for new rows."""


class _Puller(QThread):
    """Pulls one experiment's rows until there are no more, or it is told to stop."""

    def __init__(self, rows: Iterator[object], cancel: threading.Event) -> None:
        super().__init__()
        self._source, self._cancel = rows, cancel
        self._lock = threading.Lock()
        self._rows: list[object] = []
        self.failure: Exception | None = None

    def stop(self) -> None:
        """End the experiment, and wait until nothing is left of it."""
        self._cancel.set()
        self.wait()

    def take(self) -> list[object]:
        """The rows that have come since the last look."""
        with self._lock:
            rows, self._rows = self._rows, []
            return rows

    def run(self) -> None:
        try:
            for row in self._source:
                with self._lock:
                    self._rows.append(row)
                if self._cancel.is_set():
                    break
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is told to the user in the window's thread
            self.failure = failure
        finally:
            if isinstance(self._source, Generator):
                self._source.close()


class RowWorker(QObject):
    """Starts and stops experiments, one at a time; its signals come in the window's thread."""

    row = Signal(object)
    """A row of the experiment, in its order."""

    finished = Signal()
    """All rows are there."""

    failed = Signal(str)
    """The experiment raised an error, in one line; it has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._puller: _Puller | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_INTERVAL)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether an experiment is on."""
        return self._puller is not None

    def pull(self, rows: Iterator[object], cancel: threading.Event | None = None) -> None:
        """Measure `rows` from now on, instead of the experiment that is on; `cancel` is what ends them early."""
        self.stop()
        self._puller = _Puller(rows, cancel or threading.Event())
        self._puller.start(QThread.Priority.LowPriority)
        self._timer.start()

    def stop(self) -> None:
        """End the experiment that is on, at once; none of the signals comes for it any more."""
        puller, self._puller = self._puller, None
        self._timer.stop()
        if puller is not None:
            puller.stop()

    def _look(self) -> None:
        puller = self._puller
        if puller is None:
            return
        ended = puller.isFinished()
        for row in puller.take():
            self.row.emit(row)
            if puller is not self._puller:  # who was told of the row has stopped it all
                return
        if ended:
            self._end(puller)

    def _end(self, puller: _Puller) -> None:
        self._puller = None
        self._timer.stop()
        puller.wait()
        if puller.failure is not None:
            self.failed.emit(" ".join(str(puller.failure).split()) or type(puller.failure).__name__)
        else:
            self.finished.emit()


class SweepWorker(RowWorker):
    """Runs sweeps; its rows are a sweep's."""

    def start(
        self, document: Document, trials: Sequence[Trial], jobs: int | None = None, scheduler: str | None = None
    ) -> None:
        """Run trials of `plan` on `document` from now on; see `sweep`. ValueError if there are less jobs than one."""
        cancel = threading.Event()
        self.pull(sweep(document, trials, jobs, scheduler, cancel), cancel)


class SummaryWorker(RowWorker):
    """Measures the summary of the nonlinearities, a SummaryRow each."""

    def start(self, problem: Problem) -> None:
        """Measure the nonlinearities on `problem` from now on; see `measured`."""
        self.pull(measured(problem))
