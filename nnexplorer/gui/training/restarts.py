"""Ways back to a beginning: where training began, the weights that a document came with, or random ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.model import edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.session.session import Session


class Restarts:
    """The commands that begin again; `edit` makes an edit, `settle` ends what a hand or a run does."""

    def __init__(
        self, session: Session, control: TrainingControl, edit: Callable[..., None], settle: Callable[[], None]
    ) -> None:
        self._session, self._control = session, control
        self._edit, self._settle = edit, settle

    def reset(self) -> None:
        """Go back to where training began; where none was, to the weights that the document came with."""
        self._end()
        opened = self._session.opened
        if self._session.document.step:
            self._edit("Reset", edits.reset)
        else:
            self._edit("Reset", edits.take_network, opened.network, opened.rival)

    def snap_back(self, title: str) -> None:
        """Go back to the weights that the scene or the file has, wherever training began; the step is called so."""
        self._end()
        self._edit(title, edits.snap_back, self._session.saved)

    def randomise(self) -> None:
        """Start afresh from random weights, by the seed in the training panel."""
        self._end()
        self._edit("Random start", edits.randomise, self._session.document.training.seed)

    def _end(self) -> None:
        self._settle()
        self._control.forget()
