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
        arrays = np.column_stack((X, np.ones(len(X)))), targets
        self._data = [array.astype(dtype) for array in arrays]
        self._ordered = [np.empty_like(array) for array in self._data]
        self._slabs: list[tuple[Array, Array]] = []  # blocks of one width: memory, and what it is filled with
        blocks: list[Block] = []
        start = 0
        for width, equal in groupby(widths):
            count = len(list(equal))
            rows = [array[start : start + count * width].reshape(count, width, -1) for array in self._ordered]
            columns = [np.empty((count, array.shape[2], width), dtype=dtype) for array in rows]
            blocks.extend(map(Block, columns[0], rows[0], columns[1]))
            self._slabs.extend((slab, array.transpose(0, 2, 1)) for slab, array in zip(columns, rows, strict=True))
            start += count * width
        self.blocks = tuple(blocks)
        self.arrange(None)

    def arrange(self, order: NDArray[np.intp] | None) -> None:
        """Fill the blocks with the samples of these indices (M,), or with all as they are."""
        for array, ordered in zip(self._data, self._ordered, strict=True):
            if order is None:
                ordered[...] = array
            else:
                array.take(order, axis=0, out=ordered, mode="clip")  # the mode "raise" would copy once more
        for slab, rows in self._slabs:
            slab[...] = rows


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
        self._data = X, targets
        self._size = len(X) if size is None else min(size, len(X))
        self._dtype = dtype
        self._generator = np.random.default_rng(seed)
        self._order: NDArray[np.intp] | None = None
        self._next = self._width = 0
        self.count = -(-len(X) // self._size)
        self.cut(len(X) if width is None else width)

    def cut(self, width: int) -> None:
        """Cut the samples into blocks of that many at most; the epoch goes on where it was."""
        if width == self._width:
            return
        self._width = width
        X, targets = self._data
        M = len(X)
        self.all = Batch(Samples(X, targets, _parts(M, width), self._dtype).blocks, M)
        self._batches = [self.all]
        if self.count > 1:
            cuts = [_parts(size, width) for size in _parts(M, self._size)]
            self._samples = Samples(X, targets, [part for cut in cuts for part in cut], self._dtype)
            self._samples.arrange(self._order)
            blocks = iter(self._samples.blocks)
            self._batches = [Batch(tuple(next(blocks) for _ in cut), sum(cut)) for cut in cuts]

    @property
    def at_epoch(self) -> bool:
        """Whether the next mini-batch is the first of an epoch."""
        return self._next == 0

    def take(self, most: int) -> list[Batch]:
        """Return the next mini-batches, `most` or those that are left of the epoch; good until an epoch begins."""
        if self.at_epoch and self.count > 1:
            self._order = self._generator.permutation(len(self._data[0]))
            self._samples.arrange(self._order)
        taken = self._batches[self._next : self._next + most]
        self._next = (self._next + len(taken)) % self.count
        return taken


def _parts(total: int, size: int) -> list[int]:
    """Cut a number of samples into parts of that size; the last one may be smaller."""
    whole, rest = divmod(total, size)
    return [size] * whole + [rest] * bool(rest)
