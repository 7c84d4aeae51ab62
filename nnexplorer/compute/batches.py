"""Mini-batches: samples that are given out a few at a time, in another order each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.model.network import Array


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

    Attributes
    ----------
    count : int
        Mini-batches in an epoch.
    """

    def __init__(self, X: Array, targets: Array, size: int | None, seed: int) -> None:
        self._samples = X, targets
        self._size = len(X) if size is None else min(size, len(X))
        self.count = -(-len(X) // self._size)
        self._generator = np.random.default_rng(seed)
        self._ordered = X, targets
        self._start = 0

    @property
    def at_epoch(self) -> bool:
        """Whether the next mini-batch is the first of an epoch."""
        return self._start == 0

    def take(self) -> tuple[Array, Array]:
        """Return the next mini-batch: inputs (B,D) and targets (B,K)."""
        if self.at_epoch and self.count > 1:
            X, targets = self._samples
            order = self._generator.permutation(len(X))
            self._ordered = X[order], targets[order]
        X, targets = self._ordered
        batch = slice(self._start, self._start + self._size)
        self._start = batch.stop if batch.stop < len(X) else 0
        return X[batch], targets[batch]
