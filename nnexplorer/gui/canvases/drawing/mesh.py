"""A surface as quads in space: their order from back to front, their light, and the lines that lie on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nnexplorer.gui.canvases.drawing.projection import SIDES
from nnexplorer.gui.canvases.drawing.quads import SEAM, Flags, corners, unfolded, widened

if TYPE_CHECKING:
    from nnexplorer.compute.parts.solids import Relief
    from nnexplorer.gui.canvases.drawing.projection import Box, Camera, Projection
    from nnexplorer.gui.look.palettes import Table
    from nnexplorer.model.network import Array

Indices: TypeAlias = NDArray[np.intp]

LAMP = (-0.45, 0.75, 0.6)
"""Where the light comes from, to the right, upwards and towards the eye: it hangs behind the viewer's left shoulder."""

DARKEST, BRIGHTEST = 0.34, 0.16
"""How much black is in what the light does not reach, and how much white in what faces it."""

PLAIN_LIGHT = 0.62
"""Light in which a colour is what the palette says."""

UNDERSIDE = 0.25
"""How much of the ground is in the underside's colours."""

WALL, WALL_LIGHT = 0.04, 0.3
"""Share of the heights that a quad of a wall bridges at least, and the light of all walls.

A wall is one colour, however the grid cuts it into quads.
"""

RAY = 48
"""Points of a ray from the base towards the eye at which it is looked for the surface."""

SMOOTHED = 5
"""Points of a cut, two and a half quads, over which it is averaged: along a wall it would jump to and fro."""

LINES = 16
"""Mesh lines each way, about."""


@dataclass(frozen=True, eq=False)
class Order:
    """The order of n x n quads, strip by strip.

    `quads` (n, n) are the numbers of each strip's quads from back to front, the furthest strip first; `rank` (n,) says
    which place a strip has, and `across` whether strips lie along the second axis. `nearer` says of columns and of rows
    (n,) whether the eye is towards the higher ones.
    """

    quads: Indices
    rank: Indices
    across: bool
    nearer: tuple[Flags, Flags]

    def nearer_of(self, quads: Indices) -> tuple[Flags, Flags]:
        """The same of quads (m,) by their numbers."""
        row, column = np.divmod(quads, len(self.rank))
        return self.nearer[0][column], self.nearer[1][row]


def back_to_front(n: int, camera: Camera, sides: tuple[float, float]) -> Order:
    """In which order quads on a regular grid hide each other.

    What hides a quad lies between it and the eye along both axes. So quads go by how far they are from the eye along
    one axis, then along the other; the first is the one that the camera looks along, so that a strip seldom hides
    parts of itself.
    """
    eye = camera.eye
    centers = 2 * (np.arange(n) + 0.5) / n - 1
    by_x, by_y = (
        np.argsort(-np.abs(side * centers - at), kind="stable") for side, at in zip(sides, eye[:2], strict=True)
    )
    across = bool(abs(eye[0]) > abs(eye[1]))
    first = by_x if across else by_y
    quads = by_x[:, None] + n * by_y[None, :] if across else n * by_y[:, None] + by_x[None, :]
    to_x, to_y = (side * centers < at for side, at in zip(sides, eye[:2], strict=True))
    return Order(quads, np.argsort(first, kind="stable"), across, (to_x, to_y))


def light(quads: Array, camera: Camera) -> tuple[Array, Array]:
    """How much light quads (m, 4, 3) get, 0 to 1, and whether the eye sees their underside, both (m,)."""
    (a, b, c), (d, e, f) = (quads[:, 2] - quads[:, 0]).T, (quads[:, 3] - quads[:, 1]).T
    normal = np.stack((b * f - c * e, c * d - a * f, a * e - b * d), axis=1)
    normal /= np.maximum(np.sqrt(np.einsum("ij,ij->i", normal, normal)), 1e-12)[:, None]
    lamp = np.asarray(LAMP) @ camera.axes
    lamp /= np.sqrt(lamp @ lamp)
    under = np.einsum("ij,ij->i", camera.eye - quads[:, 0], normal) < 0
    bright = normal @ lamp
    return np.clip(np.where(under, -bright, bright), 0.0, 1.0), under


def colors(values: Array, limit: float, table: Table, bright: Array, under: Array, ground: Array) -> NDArray[np.uint8]:
    """Colours (m, 3) of quads: their values from -limit to limit in `table`, lit, undersides paler."""
    index = np.clip(np.rint(127.5 + 127.5 * values / limit), 0, 255).astype(np.intp)
    plain = table[index, :3].astype(float)
    plain = np.where(under[:, None], (1 - UNDERSIDE) * plain + UNDERSIDE * ground, plain)
    excess = (bright - PLAIN_LIGHT)[:, None]
    dark = np.clip(-excess / PLAIN_LIGHT, 0, 1) * DARKEST
    white = np.clip(excess / (1 - PLAIN_LIGHT), 0, 1) * BRIGHTEST
    lit = plain * (1 - dark) * (1 - white) + 255 * white
    return np.asarray(np.rint(lit / 3) * 3, dtype=float).clip(0, 255).astype(np.uint8)


def mesh_lines(pixels: Array, order: Order) -> list[Array]:
    """Segments (k, 4) in pixels of mesh lines on a grid of pixels (n + 1, n + 1, 2), for each strip.

    Each is drawn after its strip, but one along a strip's edge after the strips on both of its sides, for they cover
    half of it.
    """
    n = len(pixels) - 1
    step = max(1, round(n / LINES))
    grid = pixels if not order.across else pixels.swapaxes(0, 1)  # now strips are rows
    edges = np.arange(0, n + 1, step)
    along = np.concatenate((grid[edges, :-1], grid[edges, 1:]), axis=2)
    ranks = np.maximum(order.rank[np.maximum(edges - 1, 0)], order.rank[np.minimum(edges, n - 1)])
    cross = np.concatenate((grid[:-1, edges], grid[1:, edges]), axis=2)
    after: list[list[Array]] = [[cross[strip]] for strip in np.argsort(order.rank)]
    for rank, line in zip(ranks.tolist(), along, strict=True):
        after[rank].append(line)
    return [np.concatenate(lines) for lines in after]


def by_strip(places: Array, order: Order) -> list[Indices]:
    """Which of m curve pieces are drawn after each strip; `places` (m, 2), from 0 to 1, are their middles.

    They go a little later than their own strips, which would cover them at their edges.
    """
    n = len(order.rank)
    own = np.clip((places[:, 0 if order.across else 1] * n).astype(np.intp), 0, n - 1)
    ranks = np.minimum(order.rank[own] + max(1, n // 32), n - 1)
    return [np.flatnonzero(ranks == rank) for rank in range(n)] if len(places) else [np.zeros(0, np.intp)] * n


@dataclass(frozen=True, eq=False)
class Mesh:
    """A surface that is ready to be painted, strip by strip from the back.

    `polygons` (n * n, 4, 2) and `colors` (n * n, 3) lie in the order of painting, n to a strip. `lines`, the mesh,
    `cut`, a straight line over the inputs, and `curve`, where the sign changes, are the segments (k, 4) that follow
    each strip.
    """

    polygons: Array
    colors: NDArray[np.uint8]
    lines: list[Array]
    cut: list[Array]
    curve: list[Array]


def coarser(relief: Relief, most: float) -> Relief:
    """A surface of no more than `most` quads along a side, if its own can be halved often enough."""
    step, n = 1, len(relief.heights) - 1
    while n // step > most and n % (2 * step) == 0:
        step *= 2
    return relief if step == 1 else replace(relief, heights=relief.heights[::step, ::step])


def mesh(
    relief: Relief,
    box: Box,
    view: Projection,
    limit: float,
    table: Table,
    ground: Array,
    ends: Array | None = None,
    seam: float = SEAM,
) -> Mesh:
    """The mesh of a surface in a box, coloured from -limit to limit, cut along the line between `ends` (2, 2)."""
    heights = clipped(relief, box)
    n = len(heights) - 1
    (x_low, x_high), (y_low, y_high) = box.bounds
    space = box.place(np.linspace(x_low, x_high, n + 1), np.linspace(y_low, y_high, n + 1)[:, None], heights)
    pixels = view.to_pixels(space)
    order = back_to_front(n, view.camera, (SIDES[0], SIDES[1]))
    flat, quads = order.quads.ravel(), corners(space)
    around = corners(heights[:, :, None])[..., 0]
    values, (bright, under) = around.mean(axis=1), light(quads, view.camera)
    if relief.jumps:
        low, high = around.min(axis=1), around.max(axis=1)
        wall = high - low > WALL * (box.heights[1] - box.heights[0])
        values, bright = np.where(wall, (low + high) / 2, values), np.where(wall, WALL_LIGHT, bright)
        under = np.where(wall, False, under)
    painted = colors(values, limit, table, bright, under, ground)
    polygons = widened(corners(pixels)[flat], order.nearer_of(flat), seam)
    return Mesh(
        unfolded(polygons) if relief.jumps else polygons,
        painted[flat],
        mesh_lines(pixels, order),
        _cut(ends, heights, box, view, order),
        _curve(relief, box, view, order),
    )


def interpolated(heights: Array, places: Array) -> Array:
    """Heights (m,) of a surface (n + 1, n + 1) at places (m, 2) between 0 and 1."""
    n = len(heights) - 1
    cell = np.clip((places * n).astype(np.intp), 0, n - 1)
    (j, i), (u, v) = cell.T, (places * n - cell).T
    return np.asarray(
        (1 - v) * ((1 - u) * heights[i, j] + u * heights[i, j + 1])
        + v * ((1 - u) * heights[i + 1, j] + u * heights[i + 1, j + 1])
    )


def clipped(relief: Relief, box: Box) -> Array:
    """A surface's heights as far as the box goes; what is no number is zero."""
    return np.asarray(np.clip(np.nan_to_num(relief.heights.astype(float)), *box.heights))


def hidden(points: Array, relief: Relief, box: Box, camera: Camera) -> NDArray[np.bool_]:
    """Whether the surface is between the eye and points (m, 3) of the base: above them the eye's ray leaves it."""
    way = np.linspace(0.0, 0.5, RAY)[:, None, None]  # half the way to the eye is out of the box
    ray = points + way * (camera.eye - points)
    places = (ray[..., :2] / SIDES[:2] + 1) / 2
    inside = ((places >= 0) & (places <= 1)).all(axis=-1)
    surface = interpolated(clipped(relief, box), np.clip(places, 0, 1).reshape(-1, 2)).reshape(inside.shape)
    return np.asarray((inside & (ray[..., 2] > box.place(0.0, 0.0, surface)[..., 2])).any(axis=0))


def _within(box: Box, points: Array) -> Array:
    """Points of the inputs (..., 2) as shares of their ranges."""
    low = np.array([pair[0] for pair in box.bounds])
    return np.asarray((points - low) / (np.array([pair[1] for pair in box.bounds]) - low))


def _cut(ends: Array | None, heights: Array, box: Box, view: Projection, order: Order) -> list[Array]:
    """The line between `ends` (2, 2) as it goes over the surface, as segments in pixels after each strip."""
    if ends is None:
        return [np.zeros((0, 4))] * len(order.rank)
    points = ends[0] + np.linspace(0.0, 1.0, 2 * len(heights))[:, None] * (ends[1] - ends[0])
    places = np.clip(_within(box, points), 0.0, 1.0)
    line = np.pad(interpolated(heights, places), SMOOTHED // 2, mode="edge")
    line = np.convolve(line, np.full(SMOOTHED, 1 / SMOOTHED), "valid")
    pixels = view.to_pixels(box.place(points[:, 0], points[:, 1], line))
    pieces = np.hstack((pixels[:-1], pixels[1:]))
    return [pieces[chosen] for chosen in by_strip((places[:-1] + places[1:]) / 2, order)]


def _curve(relief: Relief, box: Box, view: Projection, order: Order) -> list[Array]:
    """The curve where the sign changes, as segments in pixels after each strip."""
    level = min(max(relief.level, box.heights[0]), box.heights[1])
    ends = view.to_pixels(box.place(relief.zero[..., 0], relief.zero[..., 1], level)).reshape(-1, 4)
    return [ends[chosen] for chosen in by_strip(_within(box, relief.zero.mean(axis=1)), order)]
