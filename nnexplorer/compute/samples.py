"""Some of many samples: as many as there is time for, spread evenly and always the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

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
