"""Samples held out of training, drawn by chance from a seed, to be tested on."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nnexplorer.model.data import Data, PointData

MOST_HELD_OUT = 0.9
"""Largest share of the samples that can be held out."""


@lru_cache(maxsize=8)
def split(data: Data, share: float, seed: int) -> tuple[Data, PointData | None]:
    """Hold out the `share` of the samples of `data`, to the nearest whole number; one at least is left to learn.

    Parameters
    ----------
    data : FormulaData, CurveData or PointData
        All the samples.
    share : float
        From 0 to `MOST_HELD_OUT`.
    seed : int
        The same seed, the same samples.

    Returns
    -------
    learnt : FormulaData, CurveData or PointData
        What is trained on, `data` itself where nothing is held out; in the order of `data`.
    tested : PointData or None
        What is held out, None if it is nothing.
    """
    many = min(round(share * len(data.X)), len(data.X) - 1)
    if many < 1:
        return data, None
    held = np.zeros(len(data.X), dtype=bool)
    held[np.random.default_rng(seed).permutation(len(held))[:many]] = True
    return PointData(data.X[~held], data.Y[~held]), PointData(data.X[held], data.Y[held])
