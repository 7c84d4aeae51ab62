"""Hidden units over a grid, where excitations separate: e1[k, i, j] = row[k, j] + column[k, i].

So a grid costs one addition, one nonlinearity and one matrix product per unit and sample. They are done in blocks that
stay in a processor's cache, which is what makes them fast, and bounds the memory that a sum over many units takes.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnexplorer.model.activations import Activation

FloatArray = npt.NDArray[np.floating[Any]]

BLOCK_BYTES = 1 << 19
"""Excitations held at a time: with what comes of them they fit the second-level cache of one core."""

BLOCK_UNITS = 32
"""Most units in a block, so that its rows are not too short, nor a row of many units too long."""

THREADED_FROM = 1 << 22
"""Excitations from which the work is shared between threads: it takes longer then than starting one."""

MOST_THREADS = 2


@dataclass(frozen=True, eq=False)
class Units:
    """N units over a grid of C columns and R rows: `row` (N, C), and `column` (N, R), which contains the biases."""

    row: FloatArray
    column: FloatArray
    activation: Activation

    def excitations(self) -> FloatArray:
        """Excitations of all units (N, R, C)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(self.row[:, None, :] + self.column[:, :, None])

    def activations(self) -> FloatArray:
        """What the units make of them (N, R, C)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return activated(self.activation, self.excitations())

    def outputs(self, W2: FloatArray, b2: FloatArray) -> FloatArray:
        """Return e2 = W2 h + b2 (K, R, C) without ever holding h; large grids are shared between threads."""
        (units, columns), rows = self.row.shape, self.column.shape[1]
        e2: FloatArray = np.empty((len(W2), rows, columns), self.row.dtype)
        high = max(1, BLOCK_BYTES // (min(units, BLOCK_UNITS) * columns * e2.itemsize))
        starts = range(0, rows, high)
        threads = min(MOST_THREADS, os.cpu_count() or 1) if units * rows * columns >= THREADED_FROM else 1
        _shared(lambda part: self._fill(e2, W2, b2, starts[part::threads], high), min(threads, len(starts)))
        return e2

    def _fill(self, e2: FloatArray, W2: FloatArray, b2: FloatArray, starts: range, high: int) -> None:
        """Write e2 in the bands of `high` rows that begin at `starts`."""
        (units, columns), rows = self.row.shape, e2.shape[1]
        space: FloatArray = np.empty(min(units, BLOCK_UNITS) * min(high, rows) * columns, e2.dtype)
        with np.errstate(over="ignore", invalid="ignore"):  # a thread does not inherit it
            for start in starts:
                band = e2[:, start : start + high]
                band[...] = b2[:, None, None]
                for unit in range(0, units, BLOCK_UNITS):
                    some = slice(unit, unit + BLOCK_UNITS)
                    row, column = self.row[some, None, :], self.column[some, start : start + high, None]
                    shape = len(row), band.shape[1], columns
                    e1 = np.add(row, column, out=space[: shape[0] * shape[1] * columns].reshape(shape))
                    h = activated(self.activation, e1).reshape(shape[0], -1)
                    band += W2[:, some].dot(h).reshape(band.shape)


def activated(g: Activation, e: FloatArray) -> FloatArray:
    """g(e), for the common nonlinearities written over e, which is no longer needed."""
    formula = _IN_PLACE.get(g.name)
    return np.asarray(g.function(e)) if formula is None else formula(e)


def _logistic(e: FloatArray) -> FloatArray:
    np.negative(e, out=e)
    np.exp(e, out=e)  # infinite where the result is as good as zero
    e += 1
    return np.reciprocal(e, out=e)


_IN_PLACE: dict[str, Callable[[FloatArray], FloatArray]] = {
    "tanh": lambda e: np.tanh(e, out=e),
    "logistic": _logistic,
    "relu": lambda e: np.maximum(e, 0, out=e),
    "signum": lambda e: np.sign(e, out=e),
    "identity": lambda e: e,
}


def _shared(work: Callable[[int], None], threads: int) -> None:
    """Run work(0) ... work(threads - 1) at the same time, and raise what the first of them raised."""
    failures: list[BaseException] = []

    def guarded(part: int) -> None:
        try:
            work(part)
        except BaseException as failure:  # noqa: BLE001 - raised again below, in the caller's thread
            failures.append(failure)

    others = [threading.Thread(target=guarded, args=(part,)) for part in range(1, threads)]
    for thread in others:
        thread.start()
    guarded(0)
    for thread in others:
        thread.join()
    if failures:
        raise failures[0]
