"""A quantity over two inputs as a surface in space: its heights, where it changes its sign, the lines under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.parts.contours import contour
from nnexplorer.compute.parts.grid import FloatArray, evaluate
from nnexplorer.compute.parts.surfaces import (
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

QUADS, FINE_QUADS = (8, 64), (8, 256)
"""Fewest and most quads along a side of the surface; of a fine one, which a figure may show as large as a poster."""

PER_QUAD, PER_FINE_QUAD = 4, 2
"""Samples of a colour map for one quad: a map of 128 moves, and its surface has 32 quads a side."""

MOST_LINES = 256
"""Most units whose lines are drawn under the surface."""

MIRROR = np.array([1.0, -1.0])


@dataclass(frozen=True, eq=False)
class Relief:
    """Heights (n + 1, n + 1) at the corners of n x n quads that tile the bounds.

    `zero` (m, 2, 2) are segments, over the inputs, of the curve where the quantity, or of an activation its excitation,
    changes its sign; all of that curve is `level` high. `jumps` says that there may be walls.
    """

    heights: FloatArray
    zero: Array
    level: float
    jumps: bool = False


@dataclass(frozen=True, eq=False)
class SolidPart:
    """A surface over two inputs.

    `kind` is 'target', 'e1', 'h', 'e2', 'y', 'hard' or 'residual', that of the first of `outputs` outputs or of `unit`;
    `span` holds heights that the scale reaches at least. `beside` is the surface that is to be compared with it: the
    hard output with the soft one.
    """

    bounds: Bounds
    kind: str
    unit: int
    outputs: int
    relief: Relief
    lines: tuple[Line, ...]
    span: tuple[float, float]
    beside: SolidPart | None = None

    @property
    def all(self) -> tuple[SolidPart, ...]:
        """The surface, and the one that is to be compared with it."""
        return (self,) if self.beside is None else (self, self.beside)


def mirrored(part: SolidPart) -> SolidPart:
    """The same surface over the first input and the second one's negative: it is drawn where that axis goes down."""
    relief, (across, (low, high)) = part.relief, part.bounds
    turned = replace(relief, heights=relief.heights[::-1], zero=relief.zero * MIRROR)
    lines = tuple(Line(line.weights * MIRROR, line.bias) for line in part.lines)
    beside = None if part.beside is None else mirrored(part.beside)
    return replace(part, bounds=(across, (-high, -low)), relief=turned, lines=lines, beside=beside)


def solid_part(document: Document, resolution: int, fine: bool = False) -> SolidPart:
    """The surface of a document with two inputs, as fine as goes with colour maps of `resolution` samples.

    A `fine` one has twice as many quads along a side, and more at the most. Where both outputs are shown, the soft one
    has the hard one beside it.
    """
    (least, most), samples = (FINE_QUADS, PER_FINE_QUAD) if fine else (QUADS, PER_QUAD)
    quads = min(max(resolution // samples, least), most)
    kind = _kind(document)
    hard = _solid(document, "hard", quads) if kind == "y" and _both(document) else None
    return replace(_solid(document, kind, quads), beside=hard)


def _solid(document: Document, kind: str, quads: int) -> SolidPart:
    network, view, data = document.network, document.view, document.data
    bounds = plane_bounds(view.bounds)
    unit = min(view.selected or 0, network.units - 1)
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


def _both(document: Document) -> bool:
    return document.view.quantity == "y" and document.view.output == "both"


@lru_cache(maxsize=8)
def _span(data: Data, bounds: Bounds, kind: str) -> tuple[float, float]:
    """Heights that belong on the scale whatever is learnt: of an output those that it is to have."""
    target = target_map(data, bounds) if kind in ("target", "y", "hard", "residual") else None
    if target is None:
        return (0.0, 0.0)
    if kind == "residual":
        return (-NOTHING_LEFT * target.scale, NOTHING_LEFT * target.scale)
    return (float(target.values.min()), float(target.values.max()))


@lru_cache(maxsize=4)
def _relief(network: Network, data: Data, bounds: Bounds, kind: str, unit: int, quads: int) -> Relief:
    """The surface; kept, since turning it does not change it."""
    samples, jumps = quads + 1, _jumps(network, data, bounds, kind)
    if kind == "target":
        heights = target_on_grid(data, bounds, samples)
        return Relief(heights, contour(heights, bounds), 0.0, jumps)
    if kind in ("e1", "h"):
        one, g = slice(unit, unit + 1), network.activation
        network = network.replace(W1=network.W1[one], b1=network.b1[one], W2=network.W2[:, one])
        layer = evaluate(network, bounds, samples, precision(network))
        level = 0.0 if kind == "e1" else _at_zero(g)
        return Relief(getattr(layer, kind)[0], contour(layer.e1[0], bounds), level, jumps)
    e2, g = evaluate(network, bounds, samples, precision(network)).e2[0], network.output_activation
    if kind == "residual":
        left = residual(e2, network, data, bounds)
        wanted = target_map(data, bounds)
        return Relief(left, zero_of_residual(left, bounds, wanted.scale if wanted else 0.0), 0.0, jumps)
    zero = contour(e2, bounds)
    if kind == "e2":
        return Relief(e2, zero, 0.0, jumps)
    g = g.hard if kind == "hard" else g
    with np.errstate(over="ignore", invalid="ignore"):
        return Relief(np.asarray(g.function(e2)), zero, _at_zero(g), jumps)


def _jumps(network: Network, data: Data, bounds: Bounds, kind: str) -> bool:
    """Whether the quantity jumps: what comes of the step, and classes."""
    target = target_map(data, bounds) if kind in ("target", "residual") else None
    classes, hidden = target is not None and target.regions, not network.activation.trainable
    output = network.output_activation.hard if kind == "hard" else network.output_activation
    known = {"target": classes, "e1": False, "h": hidden, "e2": hidden, "residual": classes or hidden}
    return known.get(kind, hidden or not output.trainable)


def _at_zero(g: Activation) -> float:
    return float(g.function(np.zeros(1))[0])
