"""The score of a hand against gradient descent: how good each was at its best, and after how many steps."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass
class Score:
    """The errors of both from the same start; a move of the hand counts as a step.

    Attributes
    ----------
    start : float
        The error of the start.
    wanted : int
        Steps that gradient descent may make.
    moves : int
        Moves that the hand has made.
    best : float
        The least error that it has reached; that of the start before its first move.
    diverged : bool
        Whether gradient descent has left the finite numbers.
    """

    start: float
    wanted: int
    moves: int = 0
    best: float = math.inf
    diverged: bool = False
    _steps: list[int] = field(default_factory=list)
    _least: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.best = self.start

    def move(self, error: float) -> bool:
        """Count a move of the hand that has led to `error`; return whether it is its best."""
        self.moves += 1
        better = error < self.best
        if better:
            self.best = error
        return better

    def descend(self, step: int, loss: float, diverged: bool) -> None:
        """Take over what gradient descent has reached after `step` steps."""
        self.diverged = diverged
        before = self._least[-1] if self._least else math.inf
        self._steps.append(step)
        self._least.append(min(before, loss) if math.isfinite(loss) else before)

    def restart(self, wanted: int) -> None:
        """Have gradient descent begin anew, for so many steps."""
        self.wanted, self.diverged = wanted, False
        self._steps, self._least = [], []

    @property
    def made(self) -> int:
        """Steps that gradient descent has made."""
        return self._steps[-1] if self._steps else 0

    @property
    def done(self) -> bool:
        """Whether gradient descent has made its steps, or has diverged."""
        return self.diverged or self.made >= self.wanted

    @property
    def reached(self) -> float:
        """The least error that gradient descent has reached; that of the start before its first step."""
        return self._least[-1] if self._least else self.start

    def after(self, steps: int) -> float:
        """The least error of gradient descent within its first so many steps."""
        place = bisect_right(self._steps, steps)
        return self._least[place - 1] if place else self.start

    @property
    def needed(self) -> int | None:
        """Steps after which gradient descent was as good as the hand at its best; None if it never was."""
        return next((step for step, least in zip(self._steps, self._least, strict=True) if least <= self.best), None)
