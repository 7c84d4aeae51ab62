"""Python's cyclic garbage, collected in the window's thread alone: some of it is Qt's, which no other may destroy."""

from __future__ import annotations

import gc
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Qt, QTimer

INTERVAL = 1000
"""Milliseconds between two looks while a window is open."""

YOUNG, MIDDLE, OLD = 2000, 10, 100
"""Objects made since the last collection that make one due, and which of these looks further back than the others."""


class Garbage:
    """Collects garbage when it is told to, in the thread that tells it, for as long as `with Garbage():` lasts.

    Python by itself collects in the thread that happens to make the next object. A dialog that only a circle of
    references still held would then be destroyed in the midst of training, by the trainer's thread.
    """

    def __init__(self) -> None:
        self._automatic = False
        self._collected = 0
        self._timer: QTimer | None = None

    def __enter__(self) -> Self:
        self._automatic = gc.isenabled()
        gc.disable()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            gc.unfreeze()
        if self._automatic:
            gc.enable()

    def collect(self) -> None:
        """Collect what is due, if anything is."""
        if gc.get_count()[0] >= YOUNG:
            self._collected += 1
            gc.collect(2 if self._collected % OLD == 0 else 1 if self._collected % MIDDLE == 0 else 0)

    def collect_now_and_then(self, parent: QObject) -> None:
        """Do so from now on; what is there already is taken to stay, or to go through it all would stop a film."""
        gc.freeze()
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.collect)
        self._timer.start(INTERVAL)
