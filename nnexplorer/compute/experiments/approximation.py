"""Barron's experiment: the error of two-layer nets against their number of hidden units."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from concurrent.futures import Executor, wait
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.experiments.executors import cluster, cores
from nnexplorer.compute.experiments.trials import METHODS, Cancelled, Problem, Row, Trial, is_half_circle, run_trial
from nnexplorer.model.activations import activation as activation_named
from nnexplorer.model.checks import checked_count
from nnexplorer.model.losses import loss

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array

__all__ = [
    "METHODS",
    "Curve",
    "Row",
    "SweepPart",
    "Trial",
    "curves",
    "designed_trials",
    "plan",
    "quick_trials",
    "sweep",
    "sweep_part",
]

LITTLE = 2_000
"""Hidden units, counted over all trials, that are designed sooner than another process starts."""

LOOK_SECONDS = 0.05
"""How often it is looked whether a sweep was cancelled that waits for others."""


@dataclass(frozen=True, eq=False)
class Curve:
    """Error against N of one method and one nonlinearity.

    Attributes
    ----------
    method, activation : str
    hidden : (n,) array
        The numbers of hidden units, rising.
    median, low, high : (n,) arrays
        Middle, least and greatest error over the seeds; inf where trainings diverged.
    points : (m, 2) array
        Every row's N and error.
    slope : float
        Of log error over log N, by least squares through the medians that have a logarithm; nan with fewer than two.
    """

    method: str
    activation: str
    hidden: Array
    median: Array
    low: Array
    high: Array
    points: Array
    slope: float


@dataclass(frozen=True, eq=False)
class SweepPart:
    """A sweep as far as it has come: its curves, the least and the greatest N that it is to reach.

    `held_out` says whether the errors are those on samples that are held out of training.
    """

    curves: tuple[Curve, ...]
    span: tuple[int, int]
    held_out: bool = False


def plan(
    document: Document,
    hidden: Sequence[int],
    activations: Sequence[str] = (),
    method: str = "train",
    seeds: int = 1,
) -> list[Trial]:
    """Return the trials of a sweep: by activation, then by number of hidden units, then by seed.

    Parameters
    ----------
    document : Document
        What is to be learnt, and how it is trained.
    hidden : sequence of int
        Numbers of hidden units, each at least 1; one given twice counts once.
    activations : sequence of str
        Hidden nonlinearities. None given is the document's own, or the step for construct.
    method : str
        How the networks are made. construct: the lecture's net for the half circle, see `construct`. refit: as
        constructed, or where the data are not the half circle from `Network.random`, with the output layer by least
        squares. train: from `Network.random`, as the document's settings say.
    seeds : int
        How many random networks of each kind, from 0 on, at least 1; where nothing is random there is one, of seed 0.

    Raises
    ------
    ValueError
        If a name is unknown, a number is out of range, or the method does not suit the document.
    """
    if method not in METHODS:
        raise ValueError(f"method: expected one of {', '.join(METHODS)}, got {method!r}")
    units = [checked_count("hidden", N, least=1) for N in dict.fromkeys(hidden)]
    if not units:
        raise ValueError("hidden: expected at least one number of hidden units, got none")
    names = activations or ("step" if method == "construct" else document.network.hidden,)
    names = [activation_named(name).name for name in dict.fromkeys(names)]
    seeds = checked_count("seeds", seeds, least=1)
    half_circle = is_half_circle(document.data)
    _check_method(document, method, half_circle=half_circle)
    if method == "construct" or (method == "refit" and half_circle):
        seeds = 1
    return [Trial(method, name, N, seed) for name in names for N in units for seed in range(seeds)]


DESIGNED_UNITS = (1, 2, 4, 8, 16, 32, 64)
"""Numbers of hidden units of the experiment that takes no time."""


def designed_trials(document: Document) -> list[Trial]:
    """Return the trials that need no training: constructed and refitted networks, as far as they suit the document."""
    trials = []
    for method in ("construct", "refit"):
        with suppress(ValueError):
            trials += plan(document, DESIGNED_UNITS, method=method)
    return trials


def quick_trials(document: Document) -> list[Trial]:
    """Return the trials that a still picture shows: the designed ones, or where none can be had a few trained ones."""
    designed = designed_trials(document)
    if designed or not len(document.X):
        return designed
    return plan(document, DESIGNED_UNITS[:5])


def _check_method(document: Document, method: str, *, half_circle: bool) -> None:
    output = document.network.output_activation
    if not len(document.X):
        raise ValueError("data: expected samples to measure an error on, got none")
    if method == "construct" and not half_circle:
        raise ValueError("method construct: expected the half circle's data; on others there are refit and train")
    if method == "refit" and output.name != "identity":
        raise ValueError(f"method refit: expected a network with output identity, got {output.name}; there is train")
    if method == "train":
        loss(document.training.loss).check(document.Y, output)


def sweep(
    document: Document,
    trials: Sequence[Trial],
    jobs: int | None = None,
    scheduler: str | None = None,
    cancel: Event | None = None,
) -> Generator[Row, None, None]:
    """Run trials of `plan` and give their rows, in their order, each as soon as it and those before it are there.

    Wherever they run, the rows are the same. Where the document holds samples out of training, the networks are made
    for the others, and the error is that on those that are held out.

    Parameters
    ----------
    document : Document
        The one that they were planned for.
    trials : sequence of Trial
        What to run.
    jobs : int or None
        Processes of this machine; 1 is this one. None is one a core, or this one where there is little to do.
    scheduler : str or None
        Address of a dask.distributed scheduler, whose workers run the trials instead.
    cancel : Event or None
        Set by another thread, it ends the sweep at once.

    Raises
    ------
    ValueError
        At the call if a number is out of range; later if the scheduler's address is none.
    OSError
        Later, if the scheduler does not answer or a process was ended from outside.
    """
    if jobs is not None:
        jobs = checked_count("jobs", jobs, least=1)
    elif scheduler is None and _is_little(trials):
        jobs = 1
    half_circle = is_half_circle(document.data)
    problem = Problem(document.learnt, document.training, document.network.output, document.tested, half_circle)
    cancel = cancel or Event()
    if scheduler is None and jobs == 1:
        return _here(problem, trials, cancel)
    return _elsewhere(problem, trials, jobs, scheduler, cancel)


def _is_little(trials: Sequence[Trial]) -> bool:
    return len(trials) < 2 or (all(t.method != "train" for t in trials) and sum(t.hidden for t in trials) <= LITTLE)


def _here(problem: Problem, trials: Sequence[Trial], cancel: Event) -> Generator[Row, None, None]:
    for trial in trials:
        try:
            yield run_trial(problem, trial, cancel)
        except Cancelled:
            return


def _elsewhere(
    problem: Problem, trials: Sequence[Trial], jobs: int | None, scheduler: str | None, cancel: Event
) -> Generator[Row, None, None]:
    with cores(jobs) if scheduler is None else cluster(scheduler) as executor:
        yield from _rows(executor, problem, trials, cancel)


def _rows(executor: Executor, problem: Problem, trials: Sequence[Trial], cancel: Event) -> Generator[Row, None, None]:
    futures = [executor.submit(run_trial, problem, trial) for trial in trials]
    for future in futures:
        while not cancel.is_set() and not wait([future], timeout=LOOK_SECONDS).done:
            pass
        if cancel.is_set():
            return
        yield future.result()


def sweep_part(rows: Sequence[Row], trials: Sequence[Trial] = (), held_out: bool = False) -> SweepPart | None:
    """Return what a canvas shows of the `rows` that are there of `trials`; None where there is nothing to come.

    `held_out` says whether they were measured on samples that are held out of training.
    """
    units = [row.hidden for row in rows] + [trial.hidden for trial in trials]
    return SweepPart(curves(rows), (min(units), max(units)), held_out) if units else None


def curves(rows: Sequence[Row]) -> tuple[Curve, ...]:
    """Return the curves of rows, one for each method and nonlinearity, in the order in which these appear."""
    kinds = dict.fromkeys((row.method, row.activation) for row in rows)
    return tuple(_curve([row for row in rows if (row.method, row.activation) == kind]) for kind in kinds)


def _curve(rows: Sequence[Row]) -> Curve:
    points = np.array([(row.hidden, row.mse) for row in rows], dtype=np.float64)
    hidden = np.unique(points[:, 0])
    errors = [points[points[:, 0] == N, 1] for N in hidden]
    median, low, high = (np.array([measure(e) for e in errors]) for measure in (np.median, np.min, np.max))
    for array in (points, hidden, median, low, high):
        array.flags.writeable = False
    return Curve(rows[0].method, rows[0].activation, hidden, median, low, high, points, _slope(hidden, median))


def _slope(hidden: Array, error: Array) -> float:
    usable = np.isfinite(error) & (error > 0)
    if usable.sum() < 2:
        return math.nan
    return float(np.polyfit(np.log(hidden[usable]), np.log(error[usable]), 1)[0])
