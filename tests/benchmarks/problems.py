"""The four problems that training is timed on: from a toy that a lecture shows to a net of a thousand units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import nnexplorer as nnx

RATE = 0.01


@dataclass(frozen=True)
class Problem:
    """So many samples, learnt in batches of a size (None: all at once) by a net of so many units and outputs."""

    name: str
    samples: int
    batch: int | None
    units: int
    outputs: int

    def data(self, dtype: type = np.float64) -> tuple[NDArray, NDArray]:
        """Inputs (M,2) and targets (M,K)."""
        generator = np.random.default_rng(0)
        X = generator.uniform(-1, 1, (self.samples, 2))
        Y = np.column_stack([np.sin(3 * X[:, 0] + k) * X[:, 1] for k in range(self.outputs)])
        return X.astype(dtype), Y.astype(dtype)

    def network(self, hidden: str = "tanh") -> nnx.Network:
        """Where training starts."""
        return nnx.Network.random(2, self.units, self.outputs, hidden, seed=0)


A = Problem("A", 500, 10, 8, 1)
B = Problem("B", 1984, 64, 32, 2)
C = Problem("C", 10_000, None, 256, 1)
D = Problem("D", 100_000, None, 1024, 1)
PROBLEMS = {problem.name: problem for problem in (A, B, C, D)}
