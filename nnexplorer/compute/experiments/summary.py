"""The lecture's summary in figures: every nonlinearity trained on the same problem from the same start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.learning.optimizers import OPTIMIZERS
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.compute.parts.graphs import graph
from nnexplorer.compute.samples import some_of
from nnexplorer.model.activations import ACTIVATIONS, activation
from nnexplorer.model.network import Network

if TYPE_CHECKING:
    from nnexplorer.compute.parts.graphs import Graph
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.settings import TrainingSettings

NAMES = tuple(name for name in ACTIVATIONS if name != "identity")
"""The nonlinearities of the table, in the lecture's order; linear units are none."""

MOST_STEPS, LEAST_STEPS = 1000, 20
MOST_SAMPLES, LEAST_SAMPLES = 512, 64
"""Bounds of each training, so that all of them are done in a second or two."""

STEP_WORK, WORK = 2**13, 2**23
"""Most samples times units of a step and of a training: a wide network learns fewer samples, in fewer steps."""


@dataclass(frozen=True, eq=False)
class SummaryRow:
    """What came of one nonlinearity.

    Attributes
    ----------
    graph : Graph
        Its graph on the lecture's axes; the PReLU's with the slope that it has learnt.
    before, error : float
        The loss before the first step and after the last; of a diverged training its last finite one.
    dead : tuple of bool
        For each hidden unit, whether it is dead at the end.
    mean_derivative : float
        Mean |g'(e)| over units and samples at the end.
    saturation : float
        Share of units times samples at which g is flat, at the end; see `nnexplorer.compute.diagnosis.Diagnosis`.
    moved : float
        How far the first layer went: the length of its change as a share of its length at the start.
    diverged : bool
        Whether the training left the finite numbers.
    """

    graph: Graph
    before: float
    error: float
    dead: tuple[bool, ...]
    mean_derivative: float
    saturation: float
    moved: float
    diverged: bool

    @property
    def name(self) -> str:
        """The nonlinearity's name."""
        return self.graph.activation.name


@dataclass(frozen=True)
class Problem:
    """What every nonlinearity is trained on: equal problems have equal rows.

    Attributes
    ----------
    data : FormulaData, CurveData or PointData
        What is trained on: of a document that holds samples out, the others.
    units : int
        N.
    output : str
        The output's nonlinearity, the soft one if it has one.
    settings : TrainingSettings
        The document's, but for full batch and a bounded number of steps.
    slope : float
        Where the PReLU's slope begins.
    part : bool
        Whether other samples are held out.
    """

    data: Data
    units: int
    output: str
    settings: TrainingSettings
    slope: float
    part: bool = False

    @property
    def samples(self) -> int:
        """How many of the data's samples are learnt."""
        return _bounded_samples(len(self.data.X), self.units)

    @property
    def optimizer(self) -> str:
        """What trains, in words."""
        return OPTIMIZERS[self.settings.optimizer].title


@dataclass(frozen=True, eq=False)
class SummaryPart:
    """The table as far as it is measured.

    Attributes
    ----------
    graphs : tuple of Graph
        One a nonlinearity, measured or not, in the lecture's order.
    rows : tuple of SummaryRow
        Those that are measured, the first ones.
    problem : Problem
        What they were measured on.
    """

    graphs: tuple[Graph, ...]
    rows: tuple[SummaryRow, ...]
    problem: Problem

    @property
    def complete(self) -> bool:
        """Whether every nonlinearity is measured; without data, none can be."""
        return len(self.rows) == len(self.graphs) or not self.problem.samples


def problem_of(document: Document) -> Problem:
    """Return what a document's nonlinearities are compared on: its data, N, output, seed and training settings."""
    network, settings = document.network, document.training
    size = network.units * max(1, _bounded_samples(len(document.X), network.units))
    steps = min(settings.steps, MOST_STEPS, max(LEAST_STEPS, WORK // size))
    settings, held = replace(settings, batch_size=None, steps=steps), document.tested is not None
    return Problem(document.learnt, network.units, network.output_activation.soft.name, settings, network.slope, held)


def _bounded_samples(count: int, units: int) -> int:
    return min(count, MOST_SAMPLES, max(LEAST_SAMPLES, STEP_WORK // units))


def measured(problem: Problem) -> Iterator[SummaryRow]:
    """Give the table's rows one after another, as they are measured; none without data.

    Each nonlinearity trains `Network.random` of the problem's seed: so all begin with the same lines and corrections.
    What was measured before comes at once.
    """
    for name in NAMES if problem.samples else ():
        yield _row(problem, name)


def summary_part(document: Document, rows: tuple[SummaryRow, ...] | None = None) -> SummaryPart:
    """Return a document's table with these rows; with None, measure all of them first."""
    problem = problem_of(document)
    if rows is None:
        rows = tuple(measured(problem))
    return SummaryPart(tuple(graph(activation(name, problem.slope)) for name in NAMES), rows, problem)


@lru_cache(maxsize=16 * len(NAMES))
def _row(problem: Problem, name: str) -> SummaryRow:
    data, settings = problem.data, problem.settings
    chosen = some_of(len(data.X), problem.samples)
    X, Y = data.X[chosen], data.Y[chosen]
    start = Network.random(data.inputs, problem.units, data.outputs, name, settings.seed, problem.output)
    start = start.replace(slope=problem.slope)
    trainer = Trainer(start, X, Y, settings)
    before = trainer.advance(0).loss
    frame = trainer.advance(settings.steps)
    error = frame.loss if not frame.diverged else Trainer(frame.network, X, Y, settings).advance(0).loss
    diagnosis = diagnose(frame.network, X)
    return SummaryRow(
        graph=graph(frame.network.activation),
        before=before,
        error=error,
        dead=tuple(bool(dead) for dead in diagnosis.dead),
        mean_derivative=float(diagnosis.mean_derivative.mean()),
        saturation=float(diagnosis.saturation.mean()),
        moved=_moved(start, frame.network),
        diverged=frame.diverged,
    )


def _moved(start: Network, end: Network) -> float:
    """Length of the first layer's change, as a share of what its length was."""
    first, last = (np.column_stack((network.W1, network.b1)) for network in (start, end))
    return float(np.linalg.norm(last - first) / np.linalg.norm(first))
