"""Contour lines of a sampled surface, by marching squares."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from nnexplorer.compute.grid import FloatArray
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array

Indices: TypeAlias = npt.NDArray[np.intp]
Cut: TypeAlias = tuple[Indices, Indices, int, int]
"""Rows and columns of the cells that a contour cuts, and the two edges that it joins in them."""


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
    above = np.asarray(values, dtype=float) - level
    segments = [_segments(above, *edges) for edges in _cut_edges(above)]
    points = np.concatenate(segments) if segments else np.zeros((0, 2, 2))
    rows, columns = above.shape
    (x_low, x_high), (y_low, y_high) = bounds
    scale = np.array([(x_high - x_low) / max(columns - 1, 1), (y_high - y_low) / max(rows - 1, 1)])
    return np.asarray(points * scale + np.array([x_low, y_low]))


# A cell's edges: 0 bottom, 1 right, 2 top, 3 left. For each pattern of corners (bit 0 lower left, then
# counter-clockwise) the pairs of edges that the contour joins; the saddles 5 and 10 follow below.
Pairs: TypeAlias = tuple[tuple[int, int], ...]

_PAIRS: dict[int, Pairs] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip
_SADDLES: dict[int, tuple[Pairs, Pairs]] = {
    5: (((3, 2), (1, 0)), ((3, 0), (1, 2))),
    10: (((0, 3), (2, 1)), ((0, 1), (2, 3))),
}


def _cut_edges(above: Array) -> list[Cut]:
    """(rows, columns, edge, edge) for every kind of cell that the contour cuts."""
    on = above > 0
    pattern = on[:-1, :-1] + 2 * on[:-1, 1:] + 4 * on[1:, 1:] + 8 * on[1:, :-1]
    mean = above[:-1, :-1] + above[:-1, 1:] + above[1:, 1:] + above[1:, :-1]
    cut: list[Cut] = []
    for kind, pairs in _PAIRS.items():
        rows, columns = np.nonzero(pattern == kind)
        cut += [(rows, columns, first, second) for first, second in pairs if len(rows)]
    for kind, (joined, apart) in _SADDLES.items():
        for chosen, pairs in ((mean > 0, joined), (mean <= 0, apart)):
            rows, columns = np.nonzero((pattern == kind) & chosen)
            cut += [(rows, columns, first, second) for first, second in pairs if len(rows)]
    return cut


def _segments(above: Array, rows: Indices, columns: Indices, first: int, second: int) -> Array:
    ends = [_crossing(above, rows, columns, edge) for edge in (first, second)]
    return np.stack(ends, axis=1)


def _crossing(above: Array, rows: Indices, columns: Indices, edge: int) -> Array:
    """Where the contour crosses one edge of each cell, in samples (column, row)."""
    i, j = rows + (edge == 2), columns + (edge == 1)
    horizontal = edge in (0, 2)
    start = above[i, j]
    end = above[i, j + 1] if horizontal else above[i + 1, j]
    way = start / (start - end)
    return np.stack((j + way, i + 0.0 * way) if horizontal else (j + 0.0 * way, i + way), axis=-1)
