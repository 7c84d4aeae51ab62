"""Hidden units over a grid, where excitations separate: e1[k, i, j] = w0_k x0_j + (w1_k x1_i + b_k).

With (w0_k, w1_k x1_i + b_k) as a row and (x0_j, 1) as a column that is a matrix product of two terms, which is faster
than the addition of two broadcast arrays. Excitations, activations and their sums are made in blocks that stay in a
processor's cache: that is what makes them fast, and bounds the memory that many units take.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnexplorer.model.activations import Activation
from nnexplorer.model.in_place import Change

FloatArray = npt.NDArray[np.floating[Any]]

BLOCK_BYTES = 1 << 20
"""Excitations held at a time: they fit the second-level cache of one core, and two threads seldom wait for the GIL."""

BLOCK_UNITS = 32
"""Most units in a block, so that its rows are not too short, nor a row of many units too long."""

THREADED_FROM = 1 << 22
"""Excitations from which the work is shared between threads: it takes longer then than starting one."""

MOST_THREADS = 2


@dataclass(frozen=True, eq=False)
class Units:
    """N units over a grid of R rows and C columns: e1 = upwards @ across.

    `upwards` (N, R, 2) holds the weight of the first input and, row by row, all that the second and the bias add;
    `across` (2, C) the first input and ones.
    """

    upwards: FloatArray
    across: FloatArray
    activation: Activation

    def excitations(self) -> FloatArray:
        """Excitations of all units (N, R, C)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(self.upwards @ self.across)

    def activations(self) -> FloatArray:
        """What the units make of them (N, R, C)."""
        with np.errstate(over="ignore", invalid="ignore"):
            h = self.excitations()
            self._apply()(h, np.empty_like(h))
            return h

    def outputs(self, W2: FloatArray, b2: FloatArray) -> FloatArray:
        """Return e2 = W2 h + b2 (K, R, C) without ever holding h; large grids are shared between threads."""
        (units, rows, _), columns, dtype = self.upwards.shape, self.across.shape[1], self.across.dtype
        with np.errstate(over="ignore"):
            W2, b2 = W2.astype(dtype), b2.astype(dtype)
        e2: FloatArray = np.empty((len(W2), rows, columns), dtype)
        high = max(1, BLOCK_BYTES // (min(units, BLOCK_UNITS) * columns * e2.itemsize))
        starts = iter(range(0, rows, high))  # a thread takes the next band when it is done with one
        threads = min(MOST_THREADS, os.cpu_count() or 1) if units * rows * columns >= THREADED_FROM else 1
        if threads == 1:
            self._fill(e2, W2, b2, starts, high)
            return e2
        from nnexplorer.compute.learning.blas import one_thread

        with one_thread:  # its own threads would be in the way of these
            _shared(lambda: self._fill(e2, W2, b2, starts, high), threads)
        return e2

    def _fill(self, e2: FloatArray, W2: FloatArray, b2: FloatArray, starts: Iterator[int], high: int) -> None:
        """Write e2 in the bands of `high` rows that begin at `starts`."""
        units, rows, columns = len(self.upwards), e2.shape[1], e2.shape[2]
        space: FloatArray = np.empty((2, min(units, BLOCK_UNITS) * min(high, rows) * columns), e2.dtype)
        apply = self._apply()
        with np.errstate(over="ignore", invalid="ignore"):  # a thread does not inherit it
            for start in starts:
                band = e2[:, start : start + high]
                band[...] = b2[:, None, None]
                for unit in range(0, units, BLOCK_UNITS):
                    some = slice(unit, unit + BLOCK_UNITS)
                    upwards = self.upwards[some, start : start + high]
                    shape = (*upwards.shape[:2], columns)
                    h, spare = space[:, : math.prod(shape)].reshape(2, *shape)
                    np.matmul(upwards, self.across, out=h)
                    apply(h, spare)
                    band += W2[:, some].dot(h.reshape(len(h), -1)).reshape(band.shape)

    def _apply(self) -> Change:
        """The nonlinearity, written over its argument; not for two threads at a time."""
        slope = np.array(self.activation.slope, self.across.dtype)
        return self.activation.in_place(slope).function or (lambda _e, _spare: None)


def _shared(work: Callable[[], None], threads: int) -> None:
    """Run `work` in this thread and in others at the same time, and raise what the first that failed raised."""
    failures: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as failure:  # noqa: BLE001 - raised again below, in the caller's thread
            failures.append(failure)

    others = [threading.Thread(target=guarded) for _ in range(1, threads)]
    for thread in others:
        thread.start()
    guarded()
    for thread in others:
        thread.join()
    if failures:
        raise failures[0]
