"""The networks of an experiment, one trial each: designed or trained, and measured by their error."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.design import construct, fit_output_layer
from nnexplorer.compute.learning.blas import one_thread
from nnexplorer.compute.learning.training import Trainer, frames
from nnexplorer.model.losses import loss
from nnexplorer.model.network import Network

if TYPE_CHECKING:
    from nnexplorer.model.data import Data, PointData
    from nnexplorer.model.settings import TrainingSettings

ENDS = 0.2
"""How far, as an angle, the samples of a half circle may stay away from its ends."""

ROUNDING = 1e-6
"""How far they may be from it, and from what is wanted there."""

SLICE = 5_000_000
"""Products of a sample and a unit after which training looks whether it was cancelled: some hundredths of a second."""


@dataclass(frozen=True)
class Trial:
    """One network to be made: how, of which hidden nonlinearity, of how many hidden units, from which seed."""

    method: str
    activation: str
    hidden: int
    seed: int


@dataclass(frozen=True)
class Row:
    """A trial and what came of it; rows are equal if all but their `seconds` is.

    Attributes
    ----------
    method, activation, hidden, seed : str, str, int, int
        The trial's.
    mse : float
        Mean over the samples of the squared error, summed over the outputs; inf where training diverged. Where
        samples are held out of training, it is that on them.
    seconds : float
        What it took.
    """

    method: str
    activation: str
    hidden: int
    seed: int
    mse: float
    seconds: float = field(compare=False)


@dataclass(frozen=True)
class Problem:
    """What of a document all its trials share; small enough to travel with each of them.

    Attributes
    ----------
    data : FormulaData, CurveData or PointData
        What the networks are made for.
    training : TrainingSettings
    output : str
        The output's nonlinearity.
    tested : PointData or None
        What the error is measured on, if it is not the data.
    half_circle : bool or None
        Whether the data are the lecture's Example #2, or a part of it; None to look.
    """

    data: Data
    training: TrainingSettings
    output: str
    tested: PointData | None = None
    half_circle: bool | None = None

    @property
    def on_half_circle(self) -> bool:
        """Whether the data are the half circle's."""
        return is_half_circle(self.data) if self.half_circle is None else self.half_circle


class Cancelled(Exception):  # noqa: N818 - nothing has gone wrong
    """Ends a trial in the middle."""


def is_half_circle(data: Data) -> bool:
    """Whether the data are the lecture's Example #2: x = (cos t, sin t), y = (t, t^2) for t in [-pi/2, pi/2]."""
    if (data.inputs, data.outputs) != (2, 2) or not len(data.X):
        return False
    t = np.arctan2(data.X[:, 1], data.X[:, 0])
    wanted = np.column_stack((np.cos(t), np.sin(t), t, t**2))
    near = np.abs(np.hstack((data.X, data.Y)) - wanted).max() <= ROUNDING
    return bool(near and np.abs(np.array([t.min(), t.max()]) - [-math.pi / 2, math.pi / 2]).max() <= ENDS)


def run_trial(problem: Problem, trial: Trial, cancel: Event | None = None) -> Row:
    """Make one trial's network, and measure its error on all samples, or on those that are held out if any are.

    Parameters
    ----------
    problem : Problem
    trial : Trial
    cancel : Event or None
        Set by another thread, it ends a training within some hundredths of a second.

    Raises
    ------
    Cancelled
        If it was.
    ValueError
        If the trial does not suit the problem, which `nnexplorer.compute.experiments.approximation.plan` makes sure of.
    """
    start = time.perf_counter()
    with one_thread, np.errstate(all="ignore"):
        network = METHODS[trial.method](problem, trial, cancel)
        mse = math.inf if network is None else _mse(network, problem.tested or problem.data)
    return Row(trial.method, trial.activation, trial.hidden, trial.seed, mse, time.perf_counter() - start)


def _mse(network: Network, data: Data) -> float:
    mse = loss("mse").value(network.forward(data.X).e2, data.Y, network.output_activation)
    return mse if math.isfinite(mse) else math.inf


def _constructed(_problem: Problem, trial: Trial, _cancel: Event | None) -> Network:
    return construct(trial.hidden, trial.activation)


def _refitted(problem: Problem, trial: Trial, cancel: Event | None) -> Network:
    lines = _constructed if problem.on_half_circle else _random
    return fit_output_layer(lines(problem, trial, cancel), problem.data.X, problem.data.Y)


def _random(problem: Problem, trial: Trial, _cancel: Event | None) -> Network:
    data = problem.data
    return Network.random(data.inputs, trial.hidden, data.outputs, trial.activation, trial.seed, problem.output)


def _trained(problem: Problem, trial: Trial, cancel: Event | None) -> Network | None:
    """The network after its training; None if that diverged."""
    settings, data = problem.training, problem.data
    samples = len(data.X) if settings.batch_size is None else min(settings.batch_size, len(data.X))
    trainer = Trainer(_random(problem, trial, cancel), data.X, data.Y, settings, threads=1)
    for frame in frames(trainer, max(1, SLICE // (samples * trial.hidden))):
        last = frame
        if cancel is not None and cancel.is_set():
            raise Cancelled
    return None if last.diverged else last.network


METHODS: dict[str, Callable[[Problem, Trial, Event | None], Network | None]] = {
    "construct": _constructed,
    "refit": _refitted,
    "train": _trained,
}
"""By name; a new method is one entry here."""
