"""The course of a training as the error's canvas shows it, and a run to compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnexplorer.gui.canvases.loss import LossCanvas


@dataclass(frozen=True, eq=False)
class KeptCurve:
    """A run that was kept: its name, and its steps and errors, on what it was trained on and on what it was not."""

    name: str
    course: tuple[Sequence[int], Sequence[float]]
    tests: tuple[Sequence[int], Sequence[float]] = ((), ())


@dataclass(frozen=True)
class Course:
    """The course of training that an error's canvas shows: losses at steps, and marks (step, what a hand did).

    `beside` is the name of what was measured beside it, with its steps and losses, `at` the step at which the net
    stands, if that is not the last one, and `kept` a run to compare it with.
    """

    steps: Sequence[int] = ()
    losses: Sequence[float] = ()
    marks: Sequence[tuple[int, str]] = ()
    beside: tuple[str, Sequence[int], Sequence[float]] | None = None
    at: int | None = None
    kept: KeptCurve | None = None

    def show_on(self, canvas: LossCanvas) -> None:
        """Show it on an error's canvas."""
        canvas.show_run(self.steps, self.losses, self.marks, self.beside, self.at, self.kept)
