"""The course of a training run: its losses, bounded in number, and where a hand intervened."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

LIMIT = 4000
"""Points of a loss curve that are kept: more than a canvas has pixels for."""


@dataclass(frozen=True)
class Mark:
    """A step at which a hand intervened, and what it did."""

    step: int
    label: str


class Run:
    """Losses against steps. When there are too many, every other one is dropped and the stride doubles.

    The last loss is always kept, so that the curve ends where the network stands.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._stride = 1
        self._steps: list[int] = []
        self._losses: list[float] = []
        self._marks: list[Mark] = []

    @property
    def steps(self) -> list[int]:
        """Steps of the recorded losses, rising."""
        return self._steps

    @property
    def losses(self) -> list[float]:
        """Losses at `steps`."""
        return self._losses

    @property
    def marks(self) -> list[Mark]:
        """Where a hand intervened, in order."""
        return self._marks

    def copy(self) -> Run:
        """The same course, to go on apart from this one."""
        twin = Run(self._limit)
        twin._stride = self._stride
        twin._steps, twin._losses, twin._marks = list(self._steps), list(self._losses), list(self._marks)
        return twin

    def clear(self) -> None:
        """Forget the run."""
        self._stride = 1
        for kept in (self._steps, self._losses, self._marks):
            kept.clear()

    def record(self, step: int, loss: float) -> None:
        """Add the loss at `step`; what was recorded from `step` on is replaced."""
        self.rewind(step - 1)
        if self._steps and len(self._steps) > 1 and step - self._steps[-2] < self._stride:
            self._steps.pop()
            self._losses.pop()
        self._steps.append(step)
        self._losses.append(loss)
        if len(self._steps) > self._limit:
            self._thin()

    def mark(self, step: int, label: str) -> None:
        """Note that a hand did `label` at `step`; a gesture that goes on is noted once."""
        if not self._marks or self._marks[-1] != Mark(step, label):
            self._marks.append(Mark(step, label))
        del self._marks[: -self._limit]

    def until(self, step: int) -> tuple[list[int], list[float], list[Mark]]:
        """Steps, losses and marks as far as `step`: an undo goes back along the curve, a redo forward again."""
        end = bisect_right(self._steps, step) if step else 0
        return self._steps[:end], self._losses[:end], [mark for mark in self._marks if 0 < mark.step <= step]

    def rewind(self, step: int) -> None:
        """Forget what came after `step`, as an undo does."""
        while self._steps and self._steps[-1] > step:
            self._steps.pop()
            self._losses.pop()
        while self._marks and self._marks[-1].step > step:
            self._marks.pop()

    def _thin(self) -> None:
        last = self._steps[-1], self._losses[-1]
        self._steps[:], self._losses[:] = self._steps[::2], self._losses[::2]
        if self._steps[-1] != last[0]:
            self._steps.append(last[0])
            self._losses.append(last[1])
        self._stride = max(1, 2 * self._stride, (self._steps[-1] - self._steps[0]) // self._limit)
