"""Mini-batches: samples that are given out a few at a time, in another order each epoch."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.model.in_place import Array


class Block(NamedTuple):
    """B samples as matrix products take them fastest, each array contiguous.

    Attributes
    ----------
    X : (D+1,B) array
        Inputs, one a column, and below them a row of ones for the bias.
    rows : (B,D+1) array
        The same, one a row.
    targets : (K,B) array
    """

    X: Array
    rows: Array
    targets: Array


class Batch(NamedTuple):
    """The samples of one update.

    Attributes
    ----------
    blocks : tuple of Block
        One, or several where that many samples would not go through the cache at a time.
    size : int
        How many samples there are.
    """

    blocks: tuple[Block, ...]
    size: int


class Samples:
    """Samples cut into blocks.

    Parameters
    ----------
    X : (M,D) array
    targets : (M,K) array
    widths : sequence of int
        Of the blocks, M in total.
    dtype : type
        float32 or float64.

    Attributes
    ----------
    blocks : tuple of Block
        Views of memory that `arrange` fills anew.
    """

    def __init__(self, X: Array, targets: Array, widths: Sequence[int], dtype: Any = np.float64) -> None:
        self._rows = np.column_stack((X, np.ones(len(X)))).astype(dtype)
        self._targets = targets.astype(dtype)
        self._ordered = np.empty_like(self._rows), np.empty_like(self._targets)
        self._slabs: list[tuple[Array, Array]] = []  # what is arranged, and those of its columns that are blocks
        blocks: list[Block] = []
        start = 0
        for width, equal in groupby(widths):
            count = len(list(equal))
            rows, slabs = zip(*(self._cut(array, start, count, width) for array in self._ordered), strict=True)
            blocks.extend(map(Block, slabs[0], rows[0], slabs[1]))
            self._slabs.extend(zip(rows, slabs, strict=True))
            start += count * width
        self.blocks = tuple(blocks)
        self.arrange(None)

    @staticmethod
    def _cut(array: Array, start: int, count: int, width: int) -> tuple[Array, Array]:
        """Return `count` blocks of rows (count,B,F), a view of an array (M,F), and memory for them as columns."""
        rows = array[start : start + count * width].reshape(count, width, -1)
        return rows, np.empty((count, rows.shape[2], width), dtype=array.dtype)

    def arrange(self, order: NDArray[np.intp] | None) -> None:
        """Fill the blocks with the samples of these indices (M,), or with all as they are."""
        for array, ordered in zip((self._rows, self._targets), self._ordered, strict=True):
            if order is None:
                ordered[...] = array
            else:
                np.take(array, order, axis=0, out=ordered, mode="clip")  # which spares NumPy a copy
        for rows, slabs in self._slabs:
            slabs[...] = rows.transpose(0, 2, 1)


class Batches:
    """Samples that are given out in mini-batches, epoch after epoch.

    Parameters
    ----------
    X : (M,D) array
    targets : (M,K) array
        M is at least 1.
    size : int or None
        Samples in a mini-batch; all where it is None or exceeds M. The last one of an epoch is smaller where
        it does not divide M.
    seed : int
        Orders the samples, anew for each epoch; all of them at once stay in their order.
    width : int or None
        Most samples in a block; as many as there are where it is None.
    dtype : type
        float32 or float64.

    Attributes
    ----------
    count : int
        Mini-batches in an epoch.
    all : Batch
        All samples in their order.
    """

    def __init__(
        self, X: Array, targets: Array, size: int | None, seed: int, width: int | None = None, dtype: Any = np.float64
    ) -> None:
        M = len(X)
        size, width = M if size is None else min(size, M), M if width is None else width
        self.all = Batch(Samples(X, targets, _parts(M, width), dtype).blocks, M)
        self._next = 0
        self._generator = np.random.default_rng(seed)
        self._size = M
        self.count = -(-M // size)
        self._batches = [self.all]
        if self.count > 1:
            cuts = [_parts(part, width) for part in _parts(M, size)]
            self._samples = Samples(X, targets, [part for cut in cuts for part in cut], dtype)
            blocks = iter(self._samples.blocks)
            self._batches = [Batch(tuple(next(blocks) for _ in cut), sum(cut)) for cut in cuts]

    @property
    def at_epoch(self) -> bool:
        """Whether the next mini-batch is the first of an epoch."""
        return self._next == 0

    def take(self, most: int) -> list[Batch]:
        """Return the next mini-batches, `most` or those that are left of the epoch; good until an epoch begins."""
        if self.at_epoch and self.count > 1:
            self._samples.arrange(self._generator.permutation(self._size))
        taken = self._batches[self._next : self._next + most]
        self._next = (self._next + len(taken)) % self.count
        return taken


def _parts(total: int, size: int) -> list[int]:
    """Cut a number of samples into parts of that size; the last one may be smaller."""
    whole, rest = divmod(total, size)
    return [size] * whole + [rest] * bool(rest)
