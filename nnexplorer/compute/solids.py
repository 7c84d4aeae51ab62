"""A quantity over two inputs as a surface in space: its heights, where it changes its sign, the lines under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.contours import contour
from nnexplorer.compute.grid import FloatArray, evaluate
from nnexplorer.compute.surfaces import (
    NOTHING_LEFT,
    plane_bounds,
    precision,
    residual,
    target_map,
    target_on_grid,
    zero_of_residual,
)
from nnexplorer.model.lines import Bounds, Line

if TYPE_CHECKING:
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network

QUADS = (8, 64)
"""Fewest and most quads along a side of the surface."""

PER_QUAD = 4
"""Samples of a colour map for one quad: a map of 128 moves, and its surface has 32 quads a side."""

ROUGH_SAMPLES = 3
"""Samples along each axis about a corner of a quad of whatever jumps."""

MOST_LINES = 256
"""Most units whose lines are drawn under the surface."""


@dataclass(frozen=True, eq=False)
class Relief:
    """Heights (n + 1, n + 1) at the corners of n x n quads that tile the bounds.

    `zero` (m, 2, 2) are segments, over the inputs, of the curve where the quantity, or of an activation its excitation,
    changes its sign; all of that curve is `level` high.
    """

    heights: FloatArray
    zero: Array
    level: float


@dataclass(frozen=True, eq=False)
class SolidPart:
    """A surface over two inputs.

    `kind` is 'target', 'e1', 'h', 'e2', 'y', 'hard' or 'residual', that of the first of `outputs` outputs or of `unit`;
    `span` holds heights that the scale reaches at least.
    """

    bounds: Bounds
    kind: str
    unit: int
    outputs: int
    relief: Relief
    lines: tuple[Line, ...]
    span: tuple[float, float]


def solid_part(document: Document, resolution: int) -> SolidPart:
    """The surface of a document with two inputs, as fine as goes with colour maps of `resolution` samples."""
    network, view, data = document.network, document.view, document.data
    bounds = plane_bounds(view.bounds)
    unit = min(view.selected or 0, network.units - 1)
    kind = _kind(document)
    quads = min(max(resolution // PER_QUAD, QUADS[0]), QUADS[1])
    pairs = zip(network.W1[:MOST_LINES], network.b1[:MOST_LINES], strict=True)
    return SolidPart(
        bounds,
        kind,
        unit,
        network.outputs,
        _relief(network, data, bounds, kind, unit if kind in ("e1", "h") else 0, quads),
        tuple(Line(w, float(b)) for w, b in pairs),
        _span(data, bounds, kind),
    )


def _kind(document: Document) -> str:
    view = document.view
    if view.quantity in ("target", "residual") and document.data.function is None:
        return "y"
    return "hard" if view.quantity == "y" and view.output == "hard" else view.quantity


@lru_cache(maxsize=8)
def _span(data: Data, bounds: Bounds, kind: str) -> tuple[float, float]:
    """Heights that belong on the scale whatever is learnt: of an output those that it is to have."""
    target = target_map(data, bounds) if kind in ("target", "y", "hard", "residual") else None
    if target is None:
        return (0.0, 0.0)
    if kind == "residual":
        return (-NOTHING_LEFT * target.scale, NOTHING_LEFT * target.scale)
    return (float(target.values.min()), float(target.values.max()))


@lru_cache(maxsize=2)
def _relief(network: Network, data: Data, bounds: Bounds, kind: str, unit: int, quads: int) -> Relief:
    """The surface; kept, since turning it does not change it."""
    rough = _is_rough(network, data, bounds, kind)
    samples = (quads + 1) * (ROUGH_SAMPLES if rough else 1)
    ranges = _widened(bounds, quads) if rough else bounds
    smooth = _averaged if rough else np.asarray
    if kind == "target":
        heights = smooth(target_on_grid(data, ranges, samples))
        return Relief(heights, contour(heights, bounds), 0.0)
    if kind in ("e1", "h"):
        one = slice(unit, unit + 1)
        network = network.replace(W1=network.W1[one], b1=network.b1[one], W2=network.W2[:, one])
        layer, g = evaluate(network, ranges, samples, precision(network)), network.activation
        excitation = smooth(layer.e1[0])
        level = 0.0 if kind == "e1" else _at_zero(g)
        return Relief(smooth(getattr(layer, kind)[0]), contour(excitation, bounds), level)
    e2, g = evaluate(network, ranges, samples, precision(network)).e2[0], network.output_activation
    if kind == "residual":
        left = smooth(residual(e2, network, data, ranges))
        wanted = target_map(data, bounds)
        return Relief(left, zero_of_residual(left, bounds, wanted.scale if wanted else 0.0), 0.0)
    zero = contour(smooth(e2), bounds)
    if kind == "e2":
        return Relief(smooth(e2), zero, 0.0)
    g = g.hard if kind == "hard" else g
    with np.errstate(over="ignore", invalid="ignore"):
        return Relief(smooth(np.asarray(g.function(e2))), zero, _at_zero(g))


def _is_rough(network: Network, data: Data, bounds: Bounds, kind: str) -> bool:
    """Whether the quantity jumps: what comes of the step, and classes."""
    if kind == "target" or (kind == "residual" and network.activation.trainable):
        target = target_map(data, bounds)
        return target is not None and target.regions
    output = network.output_activation.hard if kind == "hard" else network.output_activation
    jumps = {"e1": False, "h": not network.activation.trainable, "e2": not network.activation.trainable}
    return jumps.get(kind, not (network.activation.trainable and output.trainable))


def _at_zero(g: Activation) -> float:
    return float(g.function(np.zeros(1))[0])


def _widened(bounds: Bounds, quads: int) -> Bounds:
    """Ranges of samples of which each ROUGH_SAMPLES lie about a corner of the quads."""
    margins = [(high - low) / quads * (ROUGH_SAMPLES - 1) / ROUGH_SAMPLES / 2 for low, high in bounds]
    (x_low, x_high), (y_low, y_high) = bounds
    return ((x_low - margins[0], x_high + margins[0]), (y_low - margins[1], y_high + margins[1]))


def _averaged(values: FloatArray) -> FloatArray:
    """The mean of the samples about each corner: a jump that is askew to the grid has no teeth then."""
    n = len(values) // ROUGH_SAMPLES
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(values.reshape(n, ROUGH_SAMPLES, n, ROUGH_SAMPLES).mean(axis=(1, 3)))
