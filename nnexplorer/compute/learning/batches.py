"""Mini-batches: samples that are given out a few at a time, in another order each epoch."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from nnexplorer.model.in_place import Array


SOME = 2**11
"""Blocks that are made at a time: a hundredth of a second."""


HALTED_FROM = 2**16
"""Samples from which on it takes so long to prepare them that it may be broken off: ten milliseconds and more."""


class Halted(Exception):  # noqa: N818 - nothing is wrong
    """Work on very many samples was broken off on request; the parameters are as they were, after `made` updates."""

    made = 0


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
    halt : Event or None
        Halted if it is set meanwhile.

    Attributes
    ----------
    blocks : tuple of Block
        Views of memory that `arrange` fills anew.
    """

    def __init__(
        self,
        X: Array,
        targets: Array,
        widths: Sequence[int],
        dtype: Any = np.float64,
        halt: threading.Event | None = None,
    ) -> None:
        arrays = np.column_stack((X, np.ones(len(X)))), targets
        _heed(halt)
        self._data = []
        for array in arrays:
            self._data.append(array.astype(dtype))
            _heed(halt)
        self._ordered = [np.empty_like(array) for array in self._data]
        self._slabs: list[tuple[Array, Array]] = []  # blocks of one width: memory, and what it is filled with
        blocks: list[Block] = []
        start = 0
        for width, equal in groupby(widths):
            count = len(list(equal))
            rows = [array[start : start + count * width].reshape(count, width, -1) for array in self._ordered]
            columns = [np.empty((count, array.shape[2], width), dtype=dtype) for array in rows]
            for first in range(0, count, SOME):
                _heed(halt)
                some = slice(first, first + SOME)
                blocks.extend(map(Block, columns[0][some], rows[0][some], columns[1][some]))
            self._slabs.extend((slab, array.transpose(0, 2, 1)) for slab, array in zip(columns, rows, strict=True))
            start += count * width
        self.blocks = tuple(blocks)
        self.arrange(None, halt)

    def arrange(self, order: NDArray[np.intp] | None, halt: threading.Event | None = None) -> None:
        """Fill the blocks with the samples of these indices (M,), or with all as they are; Halted if `halt` is set."""
        for array, ordered in zip(self._data, self._ordered, strict=True):
            if order is None:
                ordered[...] = array
            else:
                array.take(order, axis=0, out=ordered, mode="clip")  # the mode "raise" would copy once more
            _heed(halt)
        for slab, rows in self._slabs:
            slab[...] = rows
            _heed(halt)


class Batches:
    """Samples that are given out in mini-batches, epoch after epoch, once they are prepared.

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
    """

    def __init__(
        self, X: Array, targets: Array, size: int | None, seed: int, width: int | None = None, dtype: Any = np.float64
    ) -> None:
        self._data = X, targets
        self._size = len(X) if size is None else min(size, len(X))
        self._dtype = dtype
        self._generator = np.random.default_rng(seed)
        self._order: NDArray[np.intp] | None = None
        self._drawn: NDArray[np.intp] | None = None
        """The order of the epoch that is about to begin, where it is drawn but nothing is arranged by it."""
        self._next = self._prepared = 0
        self._ordered = False
        """Whether the samples lie in the order of the epoch that is about to begin."""
        self._width = len(X) if width is None else width
        self.count = -(-len(X) // self._size)

    def cut(self, width: int) -> None:
        """Cut the samples into blocks of that many at most; the epoch goes on where it was."""
        self._width = width

    def prepare(self, halt: threading.Event | None = None) -> None:
        """Cut the samples now if that is yet to be done; Halted if `halt` is set meanwhile."""
        if self._prepared == self._width:
            return
        X, targets = self._data
        M = len(X)
        halt = halt if M >= HALTED_FROM else None
        whole = Batch(Samples(X, targets, _parts(M, self._width), self._dtype, halt).blocks, M)
        batches = [whole]
        if self.count > 1:
            size, rest = self._size, M % self._size
            cuts = [_parts(size, self._width)] * (M // size) + [_parts(rest, self._width)] * bool(rest)
            samples = Samples(X, targets, [part for cut in cuts for part in cut], self._dtype, halt)
            samples.arrange(self._order, halt)
            blocks, batches = iter(samples.blocks), []
            for first in range(0, self.count, SOME):
                _heed(halt)
                batches += [Batch(tuple(next(blocks) for _ in cut), sum(cut)) for cut in cuts[first : first + SOME]]
            self._samples = samples
        self._all, self._batches, self._prepared = whole, batches, self._width

    @property
    def all(self) -> Batch:
        """All samples in their order."""
        self.prepare()
        return self._all

    @property
    def at_epoch(self) -> bool:
        """Whether the next mini-batch is the first of an epoch."""
        return self._next == 0

    def take(self, most: int, halt: threading.Event | None = None) -> list[Batch]:
        """Return the next mini-batches, `most` or those that are left of the epoch; good until an epoch begins.

        Halted, and none is taken, if `halt` is set where the order of very many samples is to be drawn.
        """
        self.prepare()
        if self.at_epoch and self.count > 1 and not self._ordered:
            if self._drawn is None:
                self._drawn = self._generator.permutation(len(self._data[0]))
            halt = halt if len(self._data[0]) >= HALTED_FROM else None
            _heed(halt)
            self._samples.arrange(self._drawn, halt)
            self._order, self._drawn = self._drawn, None
        taken = self._batches[self._next : self._next + most]
        self._next, self._ordered = (self._next + len(taken)) % self.count, False
        return taken

    def give_back(self, count: int) -> None:
        """Have the last so many mini-batches that were taken be the next ones again."""
        self._next, self._ordered = (self._next - count) % self.count, count > 0


def _heed(halt: threading.Event | None) -> None:
    if halt is not None and halt.is_set():
        raise Halted


def _parts(total: int, size: int) -> list[int]:
    """Cut a number of samples into parts of that size; the last one may be smaller."""
    whole, rest = divmod(total, size)
    return [size] * whole + [rest] * bool(rest)
