"""The quads of a surface as polygons on paper: without gaps between them, and without folds that let ground through."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nnexplorer.model.network import Array

Flags: TypeAlias = NDArray[np.bool_]

SEAM = 0.8
"""Pixels by which quads reach under those that are painted over them, so that no ground shines through between them."""

AXIS_SIDES = (((0, 1), (3, 2)), ((0, 3), (1, 2)))
"""The corners that a quad's sides along the first and along the second axis join, from low to high."""


def corners(grid: Array) -> Array:
    """Corners (n * n, 4, k) of the quads of a grid of points (n + 1, n + 1, k), row by row."""
    around = np.stack((grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]), axis=2)
    return around.reshape(-1, 4, grid.shape[-1])


def widened(quads: Array, nearer: tuple[Flags, Flags], seam: float = SEAM) -> Array:
    """Quads (m, 4, 2) in pixels, each a little longer on the sides where it is painted over later.

    `nearer` says along each axis whether the eye is towards its higher end. Never on the others: a quad would cover
    what was drawn on its neighbour.
    """
    out = quads.copy()
    for up, sides in zip(nearer, AXIS_SIDES, strict=True):
        for low, high in sides:
            way = quads[:, high] - quads[:, low]
            length = np.sqrt(np.einsum("ij,ij->i", way, way))[:, None]
            way *= seam / np.maximum(length, seam)
            out[:, high] += np.where(up[:, None], way, 0.0)
            out[:, low] -= np.where(up[:, None], 0.0, way)
    return np.asarray(out)


def unfolded(quads: Array) -> Array:
    """Quads (m, 4, 2) made as large as their hulls.

    A quad of a wall is not flat, and may be seen from the front and from the back at once: then its sides cross, or one
    of its corners is within.
    """
    out = quads.copy()
    before, after = np.roll(quads, 1, axis=1), np.roll(quads, -1, axis=1)
    left = _side(before, quads, after) > 0
    many = left.sum(axis=1)
    for corner in range(4):
        alone = ((many == 1) & left[:, corner]) | ((many == 3) & ~left[:, corner])
        out[alone, corner] = after[alone, corner]
    for first, second in ((1, 2), (2, 3)):
        crossed = (many == 2) & (left[:, first] == left[:, second])
        out[crossed, first], out[crossed, second] = quads[crossed, second], quads[crossed, first]
    return np.asarray(out)


def _side(a: Array, b: Array, p: Array) -> Array:
    """On which side of the lines from a to b (..., 2) points p are, by its sign."""
    way, to = b - a, p - a
    return np.asarray(way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0])
