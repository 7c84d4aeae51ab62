"""The cells into which the threshold lines cut a rectangle of input space, and what the network is in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnexplorer.model.checks import checked_bounds
from nnexplorer.model.network import as_numbers

if TYPE_CHECKING:
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array, Network

MOST_CELLS = 4000
"""More cells than this are not made: about 90 lines in general position, and far too many to tell apart."""

# Distances are in halves of the rectangle's sides. A corner that is nearer to a line than this is on it, so that lines
# which mean to meet in one point, or to be one line, do so in spite of rounding.
_NEAR = 1e-9

_Signs: TypeAlias = NDArray[np.int8]
_Counts: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Cell:
    """A piece of the rectangle that no threshold line cuts; read-only.

    Attributes
    ----------
    polygon : (n,2) array
        Its corners counter-clockwise, convex, the first not repeated.
    on : (N,) array of bool
        Which units are on in it: e1 > 0.
    y : (K,) array or None
        The output, which is constant in the cell under a step or a signum; None under any other hidden nonlinearity.
    A : (K,2) array or None
    c : (K,) array or None
        e2 = A x + c in the cell, where the hidden nonlinearity is linear on each side of 0: ReLU, leaky ReLU, PReLU and
        the identity; None under any other.
    """

    polygon: Array
    on: NDArray[np.bool_]
    y: Array | None = None
    A: Array | None = None
    c: Array | None = None


@dataclass(frozen=True, eq=False)
class _Pieces:
    """P convex polygons, `rings` (P,S,2), of `sizes` (P,) corners, of which the last is repeated up to S corners.

    `signs` (P,N) are those of the excitations in them, 0 only for a unit whose excitation is 0 everywhere.
    """

    rings: Array
    sizes: _Counts
    signs: _Signs


def cells(network: Network, bounds: Bounds) -> tuple[Cell, ...] | None:
    """Return the cells that the threshold lines of the hidden units cut a rectangle into.

    Each line splits every polygon that it crosses. Lines nearer to each other than a billionth of the rectangle cut
    it once; units without weights, or with lines that miss it, are on everywhere in it or nowhere.

    Parameters
    ----------
    network : Network
        With two inputs.
    bounds : ((low, high), (low, high))
        Range of each input.

    Returns
    -------
    tuple of Cell, or None
        The cells tile the rectangle. None if there are more than `MOST_CELLS`.

    Raises
    ------
    ValueError
        If the network has not two inputs, or the bounds are no two finite ranges.
    """
    if network.inputs != 2:
        raise ValueError(f"only networks of 2 inputs have cells; this one has {network.inputs}")
    ranges = checked_bounds("bounds", bounds)
    if len(ranges) != 2:
        raise ValueError(f"bounds: expected 2 pairs (low, high), got {len(ranges)}")
    low, high = np.array(ranges).T
    square = np.array([[[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]])
    pieces = _Pieces(square, np.array([4]), np.zeros((1, network.units), dtype=np.int8))
    for unit, line in enumerate(_lines(network, low, high)):
        pieces = _cut(pieces, unit, line)
        if len(pieces.rings) > MOST_CELLS:
            return None
    rings = low * (0.5 - 0.5 * pieces.rings) + high * (0.5 + 0.5 * pieces.rings)  # exact at the rectangle's sides
    on, insides = pieces.signs > 0, _insides(network, pieces.signs)
    for array in (rings, on, *insides.values()):
        array.flags.writeable = False
    return tuple(
        Cell(rings[i, :size], on[i], **{name: array[i] for name, array in insides.items()})
        for i, size in enumerate(pieces.sizes)
    )


def cell_at(cells: Sequence[Cell], point: ArrayLike) -> int | None:
    """Return the index of the cell that holds a point (2,), one of them for a point on a line; None outside of all.

    Raises
    ------
    ValueError
        If the point is not two finite numbers.
    """
    place = as_numbers("point", point, (2,))
    if not cells:
        return None
    starts = np.cumsum([0, *(len(cell.polygon) for cell in cells)])
    corners = np.concatenate([cell.polygon for cell in cells])
    low, extent = corners.min(axis=0), np.ptp(corners, axis=0)
    corners, place = (corners - low) / extent, (place - low) / extent
    following = np.arange(1, len(corners) + 1)
    following[starts[1:] - 1] = starts[:-1]
    edges, ways = corners[following] - corners, place - corners
    # How far the point is inside of each edge; inside of a cell it is so by the least of its edges.
    depths = edges[:, 0] * ways[:, 1] - edges[:, 1] * ways[:, 0]
    length = np.hypot(edges[:, 0], edges[:, 1])
    depths /= np.where(length > 0, length, 1)  # corners may have become one by rounding
    inside = np.minimum.reduceat(depths, starts[:-1])
    best = int(np.argmax(inside))
    return best if inside[best] >= -_NEAR else None


def _lines(network: Network, low: Array, high: Array) -> Array:
    """Return normal and offset (N,3) of each line where the rectangle is [-1,1]^2: unit vectors, 0 for no line."""
    size = max(np.abs(low).max(), np.abs(high).max())
    weight = np.abs(network.W1).max(axis=1)
    exists = weight > 0
    weight[~exists] = 1
    with np.errstate(over="ignore", under="ignore"):  # a line infinitely far off misses the rectangle as it should
        direction = network.W1 / weight[:, None]
        normal = direction * (high / size - low / size) / 2
        offset = direction @ (high / size + low / size) / 2 + network.b1 / weight / size
        length = np.where(exists, np.hypot(normal[:, 0], normal[:, 1]), 1)
        offset = np.where(exists, offset / length, np.sign(network.b1))
    return np.column_stack((normal / length[:, None], offset))


def _cut(pieces: _Pieces, unit: int, line: Array) -> _Pieces:
    """Return the pieces that a unit's line leaves, with the unit's sign in each."""
    distances = pieces.rings @ line[:2] + line[2]
    low, high = distances.min(axis=1), distances.max(axis=1)
    crossed = (low < -_NEAR) & (high > _NEAR)
    whole = ~crossed
    ring, size = pieces.rings[crossed], pieces.sizes[crossed]
    halves = _halves(ring, size, distances[crossed])
    parts = [(pieces.rings[whole], pieces.sizes[whole]), *halves]
    sizes = np.concatenate([part_sizes for _, part_sizes in parts])
    signs = pieces.signs[np.concatenate([np.flatnonzero(whole), *[np.flatnonzero(crossed)] * 2])]
    signs[:, unit] = np.repeat([0, 1, -1], [len(part) for part, _ in parts])
    signs[: np.count_nonzero(whole), unit] = np.sign(low + high)[whole]
    return _Pieces(np.concatenate([_widened(part, sizes.max()) for part, _ in parts]), sizes, signs)


def _halves(rings: Array, sizes: _Counts, distances: Array) -> list[tuple[Array, _Counts]]:
    """Cut polygons by a line at these distances from their corners: what is on its plus side, then on the other."""
    count, width = distances.shape
    rows, place, last = np.arange(count)[:, None], np.arange(width), sizes[:, None] - 1
    before, after = np.where(place > 0, place - 1, last), np.where(place < last, place + 1, 0)
    distances = np.where(np.abs(distances) <= _NEAR, 0, distances)
    following = distances[rows, after]
    corner = place <= last
    between = corner & (distances * following < 0)
    way = np.divide(distances, distances - following, out=np.zeros_like(distances), where=between)
    crossings = rings + way[:, :, None] * (rings[rows, after] - rings)
    # Of several corners in a row that are on the line, one is in both halves, or the halves would overlap.
    plus = (distances > 0) | (distances == 0) & ((following > 0) | (distances[rows, before] > 0))
    points = np.stack((rings, crossings), axis=2).reshape(count, 2 * width, 2)
    kept = (corner & plus, corner & (distances <= 0))
    return [_kept(points, np.stack((half, between), axis=2).reshape(count, 2 * width)) for half in kept]


def _kept(points: Array, kept: NDArray[np.bool_]) -> tuple[Array, _Counts]:
    """Return the marked points of each ring moved together, the last of them repeated, and their numbers."""
    sizes = np.count_nonzero(kept, axis=1)
    order = np.argsort(~kept, axis=1, kind="stable")
    places = np.minimum(np.arange(sizes.max(initial=1)), sizes[:, None] - 1)
    chosen = np.take_along_axis(order, places, axis=1)
    return np.take_along_axis(points, chosen[:, :, None], axis=1), sizes


def _widened(rings: Array, width: int) -> Array:
    """Return rings of another width, at least that of the largest polygon among them."""
    return rings[:, np.minimum(np.arange(width), rings.shape[1] - 1)]


def _insides(network: Network, signs: _Signs) -> dict[str, Array]:
    """Return what the network is where the excitations have these signs (P,N): fields of Cell, one row each a cell."""
    g = network.activation
    with np.errstate(over="ignore", invalid="ignore"):
        if not g.trainable:
            return {"y": network.output_activation.function(g.function(signs) @ network.W2.T + network.b2)}
        if _is_linear_on_each_side(g):
            slopes = np.where(signs > 0, g.derivative(1.0), g.derivative(-1.0))
            A = (slopes[:, None, :] * network.W2) @ network.W1
            return {"A": A, "c": (slopes * network.b1) @ network.W2.T + network.b2}
    return {}


def _is_linear_on_each_side(g: Activation) -> bool:
    """Whether g(b) = b g'(b): by Euler's theorem so are the functions that are linear on each side of 0."""
    b = np.array([-3.0, -1.0, 1.0, 3.0])
    return np.array_equal(g.function(b), b * g.derivative(b))
