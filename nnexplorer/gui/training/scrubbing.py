"""Going back along the course of training: step by step, or by the play-head on the error's curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnexplorer.gui.words.notation import count
from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.main_window import MainWindow
    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.document import Document
    from nnexplorer.session.session import Session
    from nnexplorer.session.tape import Snapshot


class Scrubbing(QObject):
    """Shows the networks of a training's tape; `settle` ends what a hand or a run does.

    Training goes on from the network that was gone to, with an optimiser that remembers nothing.
    """

    def __init__(
        self, session: Session, control: TrainingControl, window: MainWindow, settle: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._session, self._control, self._window = session, control, window
        self._settle = settle
        canvas = window.arrangement.loss
        canvas.scrubbed.connect(self._scrub)
        canvas.scrub_ended.connect(self._end)

    def step_back(self) -> None:
        """Go to the network before this one, as far as they are kept; a run ends there."""
        self._settle()
        snapshot = self._control.tape.before(self._session.document.step)
        if snapshot is None:
            self._window.banner.say("There is nothing to go back to: no training led here. Undo with Ctrl+Z.")
        else:
            self._session.preview(self._shown(snapshot))
            self._end()

    def _scrub(self, step: float) -> None:
        """Show the network that is nearest to a step; a run ends first."""
        self._control.pause()
        snapshot = self._control.tape.nearest(step)
        if snapshot is not None:
            self._session.preview(self._shown(snapshot))

    def _end(self) -> None:
        """Stay where the play-head is."""
        if self._session.previewing:
            self._session.commit(f"Go to step {count(self._session.document.step)}")

    def _shown(self, snapshot: Snapshot) -> Document:
        return edits.go_to(self._session.document, snapshot.network, snapshot.step, snapshot.rival)
