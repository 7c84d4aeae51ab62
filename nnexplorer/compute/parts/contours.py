"""Contour lines of a sampled surface, by marching squares."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array

Indices: TypeAlias = NDArray[np.intp]


def contour(values: FloatArray, bounds: Bounds, level: float = 0.0) -> Array:
    """Line segments along which a surface crosses `level`.

    Parameters
    ----------
    values : array (R, S)
        Samples; entry [i, j] is at the i-th place of the second axis and the j-th of the first.
    bounds : ((low, high), (low, high))
        Ranges of the first and the second axis.
    level : float
        Height of the contour.

    Returns
    -------
    array (n, 2, 2)
        n segments of two points (first axis, second axis) each. Cells whose corners alternate (saddles) are cut
        into two segments by the mean of the corners, as Lorensen and Cline (1987) resolve the same case.
    """
    on = np.asarray(values > level).view(np.uint8)
    pattern = on[:-1, :-1] + 2 * on[:-1, 1:] + 4 * on[1:, 1:] + 8 * on[1:, :-1]
    rows, columns = np.divmod(np.flatnonzero((pattern != 0) & (pattern != 15)), max(pattern.shape[1], 1))
    corners = np.stack([values[rows + i, columns + j] for j, i in _CORNERS], axis=1).astype(float) - level
    with np.errstate(over="ignore", invalid="ignore"):  # heights may be infinite
        cells, edges = _cuts(pattern[rows, columns], corners)
        points = np.stack((columns, rows), axis=1)[cells, None] + _crossings(corners[cells], edges)
    (x_low, x_high), (y_low, y_high) = bounds
    count = np.array(values.shape[::-1])
    step = np.array([x_high - x_low, y_high - y_low]) / np.maximum(count - 1, 1)
    return np.asarray(points * step + np.array([x_low, y_low]))


# A cell's corners, (column, row), and its edges: 0 bottom, 1 right, 2 top, 3 left, each from corner to corner.
_CORNERS = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
_STARTS, _ENDS = np.array([0, 1, 3, 0]), np.array([1, 2, 2, 3])

# For each pattern of corners that are above (bit 0 lower left, then counter-clockwise) the two edges that the contour
# joins, and for the saddles 5 and 10 twice two: first where the middle is above, then where it isn't.
_JOINED = np.array([(0, 0), (3, 0), (0, 1), (3, 1), (1, 2), (0, 0), (0, 2), (3, 2),
                    (2, 3), (2, 0), (0, 0), (2, 1), (1, 3), (1, 0), (0, 3), (0, 0)])  # fmt: skip
_SADDLES = {
    5: (((3, 2), (1, 0)), ((3, 0), (1, 2))),
    10: (((0, 3), (2, 1)), ((0, 1), (2, 3))),
}


def _cuts(pattern: NDArray[np.uint8], corners: Array) -> tuple[Indices, Indices]:
    """Which cell each segment lies in (n,), and the edges that it joins (n, 2)."""
    simple = np.flatnonzero((pattern != 5) & (pattern != 10))
    cells, edges = [simple], [_JOINED[pattern[simple]]]
    above = corners.sum(axis=1) > 0
    for kind, (joined, apart) in _SADDLES.items():
        for chosen, pairs in ((above, joined), (~above, apart)):
            found = np.flatnonzero((pattern == kind) & chosen)
            cells += [found, found]
            edges += [np.tile(pair, (len(found), 1)) for pair in pairs]
    return np.concatenate(cells), np.concatenate(edges)


def _crossings(corners: Array, edges: Indices) -> Array:
    """Where edges (n, 2) of cells with these corners (n, 4) are crossed, (n, 2, 2), from the cells' lower left."""
    start, end = (np.take_along_axis(corners, at[edges], axis=1) for at in (_STARTS, _ENDS))
    way = start / (start - end)
    way = np.where(np.isfinite(way), way, 0.5)  # of infinite heights only the signs are known
    return np.asarray(_CORNERS[_STARTS[edges]] + way[:, :, None] * (_CORNERS[_ENDS] - _CORNERS[_STARTS])[edges])
