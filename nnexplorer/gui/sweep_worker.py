"""A sweep beside the window: its thread, and the facade through which the window speaks to it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from nnexplorer.compute.approximation import Row, Trial, sweep

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from nnexplorer.model.document import Document

LOOK_INTERVAL = 40
"""Milliseconds between two looks for new rows."""


class _Puller(QThread):
    """Pulls one sweep's rows until there are no more, or it is told to stop."""

    def __init__(self, rows: Generator[Row, None, None], cancel: threading.Event) -> None:
        super().__init__()
        self._source, self._cancel = rows, cancel
        self._lock = threading.Lock()
        self._rows: list[Row] = []
        self.failure: Exception | None = None

    def stop(self) -> None:
        """End the sweep, and wait until nothing is left of it."""
        self._cancel.set()
        self.wait()

    def take(self) -> list[Row]:
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
            self._source.close()


class SweepWorker(QObject):
    """Starts and stops sweeps, one at a time; its signals come in the window's thread."""

    row = Signal(object)
    """A Row, in the order of the trials."""

    finished = Signal()
    """All rows are there."""

    failed = Signal(str)
    """The sweep raised an error, in one line; it has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._puller: _Puller | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_INTERVAL)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether a sweep is on."""
        return self._puller is not None

    def start(
        self, document: Document, trials: Sequence[Trial], jobs: int | None = None, scheduler: str | None = None
    ) -> None:
        """Run trials of `plan` on `document` from now on, instead of the sweep that is on; see `sweep`.

        ValueError if there are less jobs than one.
        """
        self.stop()
        cancel = threading.Event()
        self._puller = _Puller(sweep(document, trials, jobs, scheduler, cancel), cancel)
        self._puller.start(QThread.Priority.LowPriority)
        self._timer.start()

    def stop(self) -> None:
        """End the sweep that is on, at once; none of the signals comes for it any more."""
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
            if puller is not self._puller:  # who was told of the row has stopped the sweep
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
