"""Some of many samples: as many as there is time for, spread evenly and always the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nnexplorer.model.splits import held_out

if TYPE_CHECKING:
    from nnexplorer.model.data import Data
    from nnexplorer.model.network import Array

Signs: TypeAlias = NDArray[np.bool_]

MOST_POINTS = 4000
"""Most given samples that a canvas draws."""

Chosen: TypeAlias = slice | NDArray[np.intp]
"""What picks samples."""


@lru_cache(maxsize=16)
def some_of(count: int, most: int) -> Chosen:
    """Return what picks at most `most` of `count` samples: all where that is enough, else some drawn by chance.

    By chance, since every n-th sample of a grid may well be one column of it. The draw is seeded, and in order.
    """
    if count <= most:
        return slice(None)
    chosen = np.random.default_rng(0).choice(count, most, replace=False)
    chosen.sort()
    chosen.flags.writeable = False
    return chosen


def nearest(X: Array, x: Array) -> int:
    """Return which row of X (M,D) is the nearest to x (D,), the first of equally near ones; X has a row."""
    with np.errstate(over="ignore"):  # the square of a large distance may be no number any more
        return int(np.argmin(((X - x) ** 2).sum(axis=1)))


@lru_cache(maxsize=4)
def given_samples(data: Data) -> tuple[Array | None, Signs | None]:
    """Return the inputs (M,D) of at most `MOST_POINTS` samples, and which of their targets are above 0 (M,).

    There are no such signs where there are several outputs, and nothing at all without samples.
    """
    if not len(data.X):
        return None, None
    shown = some_of(len(data.X), MOST_POINTS)
    points, signs = data.X[shown], data.Y[shown, 0] > 0
    points.flags.writeable = signs.flags.writeable = False
    return points, signs if data.outputs == 1 else None


@lru_cache(maxsize=4)
def held_samples(data: Data, share: float, seed: int) -> Signs | None:
    """Return which of the `given_samples` are held out of training (M,), drawn by share and seed; None if none is."""
    held = held_out(data, share, seed) if share else None
    if held is None:
        return None
    shown = held[some_of(len(held), MOST_POINTS)]
    shown.flags.writeable = False
    return shown
