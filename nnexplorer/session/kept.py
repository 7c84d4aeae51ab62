"""A run that was kept to compare others with: its net, its errors, and the course they took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nnexplorer.model.document import Document

Course = tuple[Sequence[int], Sequence[float]]
"""Steps and the losses at them."""


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A document at the end of a run.

    Attributes
    ----------
    document : Document
        As it stood when it was kept.
    course, tests : (steps, losses)
        The errors on what is trained on and on what is held out; the latter are empty where nothing is.
    loss, test : float
        The errors at the end, of very many samples on some of them; nan where they are not defined.
    """

    document: Document
    course: Course
    tests: Course
    loss: float
    test: float

    def suits(self, today: Document) -> bool:
        """Whether `today` is a document of as many inputs and outputs."""
        network, other = self.document.network, today.network
        return (network.inputs, network.outputs) == (other.inputs, other.outputs)

    def seen_as(self, today: Document) -> Document:
        """Its net on the data of `today`, a document of as many inputs and outputs, and looked at the same way."""
        network, view = self.document.network, today.view
        selected = None if view.selected is None else min(view.selected, network.units - 1)
        view = replace(view, selected=selected, canvases=("output",))
        return Document(network, today.data, self.document.training, view)
