"""What a hand does: gestures become previews and single steps of undo, whether or not training runs beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec

from numpy.linalg import LinAlgError
from PySide6.QtCore import QTimer

from nnexplorer.compute.design import QUICK_FIT, fit_output_layer, fit_work
from nnexplorer.model import data_edits, edits
from nnexplorer.model.pin import Pin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nnexplorer.gui.training.control import TrainingControl
    from nnexplorer.model.classics import Recipe
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network
    from nnexplorer.session.session import Session

Arguments = ParamSpec("Arguments")

REST = 1000
"""Milliseconds after a nudge in which another one belongs to the same step of undo."""


class Hand:
    """Applies edits to a session.

    While training is off, a gesture is a preview that ends in a step of undo of its own. While it runs, the run is
    the step: what the hand holds is pinned in the trainer, and every other edit is handed over to it.
    """

    def __init__(self, session: Session, control: TrainingControl) -> None:
        self._session, self._control = session, control
        self._before: Pin | None = None
        self._probe: tuple[float, ...] | None = None
        self._data: tuple[Data, Recipe | None] | None = None
        self._unfitted: Network | None = None
        self.refitting = False
        """Whether the output layer is solved by least squares at every move of a line."""
        self._nudge: str | None = None
        self._rest = QTimer()
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.settle)

    @property
    def holding(self) -> bool:
        """Whether a hand holds some parameters."""
        return self._before is not None

    def drag(self, pin: Pin) -> None:
        """Hold parameters at new values for the moment."""
        self.settle()
        self._hold(pin)

    def nudge(self, label: str, pin: Pin) -> None:
        """Give parameters new values by a key; nudges of the same `label` one after another are one step of undo."""
        if label != self._nudge:
            self.settle()
        self._hold(pin)
        self._nudge = label
        self._rest.start()

    def settle(self) -> None:
        """End a run of nudges, if one is going on."""
        label, self._nudge = self._nudge, None
        if label is not None:
            self._rest.stop()
            self.drop(label)

    def _hold(self, pin: Pin) -> None:
        document = self._session.document
        if pin.unit is not None and pin.unit >= document.network.units:
            return  # it was deleted, and the view under the hand is some frames behind
        if self._before is None:
            self._before = _values(document, pin)
        self._control.hold(pin)
        held = edits.hold(document, pin)
        fitted = _refitted(held) if self.refitting and pin.weights is not None else held
        self._session.preview(fitted)
        if fitted is not held:
            self._unfitted = self._unfitted or document.network
            if self._control.running:
                self._control.follow(held, fitted)

    def drop(self, label: str) -> None:
        """Let go of what is held; it stays where it is."""
        self._before = self._data = self._unfitted = None
        self._finish(label)
        self._control.release()

    def paint(
        self,
        edit: Callable[Concatenate[Document, Arguments], Document],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Make a part of a stroke that changes the data; `drop` ends the stroke."""
        before = self._session.document
        self.preview(edit, *args, **kwargs)
        self._data = self._data or (before.data, before.recipe)

    def drag_probe(self, x: Sequence[float]) -> None:
        """Take the probe to `x` (D,); that is a look, and no step of undo."""
        document = self._session.document
        if self._probe is None:
            self._probe = document.view.probe
        self._session.look(edits.move_probe(document, x))

    def drop_probe(self) -> None:
        """Let go of the probe."""
        self._probe = None

    def cancel(self) -> None:
        """Take a running gesture back; what training did meanwhile stays."""
        if self._probe is not None:
            self._session.look(edits.move_probe(self._session.document, self._probe))
            self._probe = None
        before, self._before = self._before, None
        data, self._data = self._data, None
        unfitted, self._unfitted = self._unfitted, None
        if not self._control.running:
            self._session.revert()
        elif data is not None:
            self.preview(data_edits.set_data, *data)
        elif before is not None:
            self._control.hold(before)
            self._session.preview(edits.hold(self._session.document, before))
            if unfitted is not None:
                self.preview(_with_output_layer, unfitted)
        self._control.release()

    def preview(
        self,
        edit: Callable[Concatenate[Document, Arguments], Document],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Show an edit that is still going on."""
        self.settle()
        old = self._session.document
        new = edit(old, *args, **kwargs)
        self._session.preview(new)
        if self._control.running:
            self._control.follow(old, new)

    def take_back(
        self,
        edit: Callable[Concatenate[Document, Arguments], Document],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Take an edit back that is still going on; in a run that is on, by `edit`, which restores what was before."""
        if self._control.running:
            self.preview(edit, *args, **kwargs)
        else:
            self._session.revert()

    def edit(
        self,
        label: str,
        edit: Callable[Concatenate[Document, Arguments], Document],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Make an edit, as the step of undo called `label` or as a part of the run that is on."""
        self.preview(edit, *args, **kwargs)
        self._finish(label)

    def _finish(self, label: str) -> None:
        if self._control.running or self._control.run.steps:
            self._control.run.mark(self._session.document.step, label.lower())
        if not self._control.running and self._session.previewing:
            self._session.commit(label)


def _refitted(document: Document) -> Document:
    """The document with its output layer solved by least squares; as it is where that can't be done, or not at once."""
    if fit_work(document.network.units, len(document.X)) > QUICK_FIT:
        return document
    try:
        return edits.set_network(document, fit_output_layer(document.network, document.X, document.Y))
    except (ValueError, LinAlgError):
        return document


def _with_output_layer(document: Document, other: Network) -> Document:
    """The document with another network's output layer, if that is of its size."""
    if other.W2.shape != document.network.W2.shape:
        return document
    return edits.set_network(document, document.network.replace(W2=other.W2, b2=other.b2))


def _values(document: Document, pin: Pin) -> Pin:
    """What the parameters that `pin` holds are in `document`."""
    network, unit = document.network, pin.unit
    if unit is None:
        return Pin(output_bias=network.b2)
    return Pin(
        unit,
        None if pin.weights is None else network.W1[unit],
        None if pin.bias is None else float(network.b1[unit]),
        None if pin.correction is None else network.W2[:, unit],
    )
