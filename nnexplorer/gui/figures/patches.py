"""What moves from one frame of a film to the next, and how long each is shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
"""A picture (height, width, 4): red, green, blue and opacity."""

OPAQUE = 255

SLOWEST, FASTEST = 0.1, 50.0
"""Frames per second: a GIF counts in hundredths of a second, and viewers slow down what is faster than two of them."""


class Encoder(Protocol):
    """What takes a film's frames in turn, all of one size, and gives the file."""

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Add a frame that is shown so long."""

    def finish(self) -> bytes:
        """The file; there was a frame at least."""


def times(count: int, fps: float, unit: int) -> list[int]:
    """How long each of `count` frames is shown, in milliseconds, in whole multiples of `unit` that add up rightly."""
    ends = [round(1000 * i / fps / unit) * unit for i in range(count + 1)]
    return [max(unit, end - start) for start, end in pairwise(ends)]


@dataclass(frozen=True)
class Patch:
    """The part of a frame that differs from the one before, and where its upper left corner is.

    Where `over`, a pixel without opacity leaves what was there; else it replaces it.
    """

    pixels: Pixels
    left: int
    top: int
    over: bool


def patch(old: Pixels | None, new: Pixels, even: bool = False) -> Patch:
    """What must be painted over the frame `old`, None for nothing, to get the frame `new`; `even` is its corner."""
    if old is None:
        return Patch(new, 0, 0, over=False)
    changed = (old != new).any(axis=2)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        rows = columns = np.zeros(1, dtype=np.intp)
    top, left = int(rows[0]), int(columns[0])
    if even:
        top, left = top - top % 2, left - left % 2
    place = np.s_[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    over = bool((new[place][changed[place]][:, 3] == OPAQUE).all())
    pixels = np.where(changed[place][..., None], new[place], np.uint8(0)) if over else new[place].copy()
    return Patch(pixels, left, top, over)
