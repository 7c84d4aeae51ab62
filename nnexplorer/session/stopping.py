"""When a run is to stop by itself: after so many steps, below an error, or where nothing gets better any more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnexplorer.model.settings import TrainingSettings

GAIN = 1e-3
"""Share of the least error so far by which another must be less to be better: gradient descent creeps for ever."""


@dataclass(frozen=True)
class Stop:
    """A rule that has stopped a run.

    Attributes
    ----------
    rule : str
        steps, error or patience.
    step : int
        Where it did.
    error : float
        The error that the rule looked at, at that step.
    tested : bool
        Whether that is the one on what is held out of training.
    best_step, best : int, float
        Where that error was least, and how much it was.
    """

    rule: str
    step: int
    error: float
    tested: bool
    best_step: int
    best: float


class Watch:
    """Watches a run by the rules of its settings, from the step where it began."""

    def __init__(self, step: int) -> None:
        self.began = step
        self._tested = False
        self.forget(step)

    def forget(self, step: int) -> None:
        """Forget the least error: from `step` on the errors are those of something else."""
        self._best_step, self._best = step, math.inf

    def see(self, settings: TrainingSettings, step: int, loss: float, test: float) -> Stop | None:
        """Look at the errors at `step`, that on what is held out being nan where nothing is; return what stops it."""
        tested = not math.isnan(test)
        if tested != self._tested:
            self._tested = tested
            self.forget(step)
        judged = test if tested else loss
        if judged < (1 - GAIN) * self._best:
            self._best_step, self._best = step, judged
        if settings.stop_steps is not None and step - self.began >= settings.stop_steps:
            return self._stop("steps", step, judged)
        if settings.stop_error is not None and loss < settings.stop_error:
            return Stop("error", step, loss, False, step, loss)
        if settings.stop_patience is not None and step - self._best_step >= settings.stop_patience:
            return self._stop("patience", step, judged)
        return None

    def _stop(self, rule: str, step: int, judged: float) -> Stop:
        return Stop(rule, step, judged, self._tested, self._best_step, self._best)
