"""A film in the making while the window lives on: pictures are painted in slices, between events."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from nnexplorer.gui.figures.filming import make

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from nnexplorer.compute.films import Film
    from nnexplorer.gui.figures.filming import Progress, Request
    from nnexplorer.gui.figures.subject import Scene

SLICE = 0.02
"""Seconds after which events have their turn; a single picture may take longer."""


class FilmJob(QObject):
    """Makes one film at a time; painting belongs into this thread, so that it is done between events."""

    progressed = Signal(int, int)
    """So much is done, of so much."""

    ended = Signal(str)
    """It is over, and this is to be told: where the film is, or why there is none."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[Progress, None, None] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._advance)

    @property
    def running(self) -> bool:
        """Whether a film is being made."""
        return self._steps is not None

    def start(self, film: Film, request: Request, build: Callable[[], Scene]) -> None:
        """Make a film on the stage that is built for it; one that is being made is given up."""
        self.cancel()
        self._steps = make(film, request, build)
        self._turn.start()

    def cancel(self) -> None:
        """Give the film up, without a word; nothing of it is written."""
        self._turn.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _advance(self) -> None:
        assert self._steps is not None
        progress, end = None, time.monotonic() + SLICE
        try:
            while time.monotonic() < end:
                progress = next(self._steps)
                if progress.written:
                    break
        except (OSError, ValueError) as error:
            self.cancel()
            self.ended.emit(f"The film was not made: {error}. Choose another place.")
            return
        except BaseException:
            self.cancel()  # else it would be asked for more, and have none, for ever
            self.ended.emit("The film was not made.")
            raise
        if progress is not None:
            self.progressed.emit(progress.done, progress.total)
        if progress is not None and progress.written:
            self.cancel()
            remark = f"; {progress.remark}" if progress.remark else ""
            self.ended.emit(f"Saved {progress.written[-1]}{remark}")
