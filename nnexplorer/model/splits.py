"""Samples held out of training, drawn by chance from a seed, to be tested on."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nnexplorer.model.data import Data, PointData

MOST_HELD_OUT = 0.9
"""Largest share of the samples that can be held out."""


Held: TypeAlias = NDArray[np.bool_]


@lru_cache(maxsize=8)
def held_out(data: Data, share: float, seed: int) -> Held | None:
    """Return which of the samples of `data` are held out (M,), read-only; None where none is.

    They are drawn by `seed`, the `share` of them to the nearest whole number; or they are those that the data name.
    One sample at least is left to learn: of data that name all of them, none is held out.
    """
    held = np.zeros(len(data.X), dtype=bool)
    if isinstance(data, PointData) and data.held is not None:
        held[list(data.held)] = True
    else:
        many = min(round(share * len(held)), len(held) - 1)
        if many > 0:
            held[np.random.default_rng(seed).permutation(len(held))[:many]] = True
    held.flags.writeable = False
    return held if held.any() and not held.all() else None


@lru_cache(maxsize=8)
def split(data: Data, share: float, seed: int) -> tuple[Data, PointData | None]:
    """Hold samples of `data` out, see `held_out`.

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
    held = held_out(data, share, seed)
    if held is None:
        return data, None
    return PointData(data.X[~held], data.Y[~held]), PointData(data.X[held], data.Y[held])
