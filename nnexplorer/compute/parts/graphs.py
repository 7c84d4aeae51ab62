"""Graphs of nonlinearities: g and g' over b, their jumps, and axes on which they can be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.diagnosis import FLAT, diagnose
from nnexplorer.compute.parts.operating import MOST_SAMPLES, OperatingPoints, extent_of, operating_points
from nnexplorer.compute.samples import some_of
from nnexplorer.model.activations import activation

if TYPE_CHECKING:
    from nnexplorer.compute.diagnosis import Diagnosis
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.document import Document
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array, Signals

EXTENT = 4.0
"""The lecture draws its graphs on axes from -4 to 4."""

DRAWN = 0.75
"""Share of the axis along which the lecture draws its curves: from -3 to 3."""

HALF_POINTS = 160
"""Samples of a curve on either side of zero."""

NEAR = 1e-9
"""How far beside zero the limits from the left and from the right are taken."""


@dataclass(frozen=True, eq=False)
class Graph:
    """One nonlinearity over b, with the axes to draw it on; read-only.

    Attributes
    ----------
    activation : Activation
        What g is.
    b, value, derivative : (P,) arrays
        b, g(b) and g'(b) where that is finite. b = 0 is there twice, once with each side's limits: so a curve that
        jumps does it there.
    drawn : (lo, hi)
        The range of b along which the curve is drawn.
    jump : float
        How far g jumps at b = 0: the area of the Dirac delta that g' has there; 0 for a continuous g.
    kink : float
        How far g' jumps at b = 0, from its left to its right.
    flat : tuple of (lo, hi)
        Ranges of b in which |g'(b)| is less than 1 % of its largest value.
    bounds, slopes : ((lo, hi), (lo, hi))
        Axes of g, and of g' in a graph of its own.
    own : bool
        Whether it is the hidden layer's nonlinearity, so that the operating points lie on it.
    """

    activation: Activation
    b: Array
    value: Array
    derivative: Array
    drawn: tuple[float, float]
    jump: float
    kink: float
    flat: tuple[tuple[float, float], ...]
    bounds: Bounds
    slopes: Bounds
    own: bool


@dataclass(frozen=True, eq=False)
class GraphsPart:
    """The graphs that a document asks for.

    Attributes
    ----------
    graphs : tuple of Graph
        Those of the view's curves; where it names none, the hidden layer's own.
    own : Graph
        The hidden layer's own, whether it is among them or not.
    derivatives : bool
        Whether g' is drawn too.
    points : OperatingPoints or None
        None where there are neither data nor a probe.
    """

    graphs: tuple[Graph, ...]
    own: Graph
    derivatives: bool
    points: OperatingPoints | None


def graphs_part(
    document: Document,
    signals: Signals | None = None,
    e1: Array | None = None,
    diagnosis: Diagnosis | None = None,
    least: float = EXTENT,
) -> GraphsPart:
    """Return the graphs of a document's view, for b as far as `least` if not further, and the operating points on it.

    Its data make `signals` of its network, its probe the excitations `e1` (N,), where there are any; `diagnosis` is
    what `diagnose` says of network and data, if that is known already.
    """
    network, view = document.network, document.view
    if signals is not None and diagnosis is None:
        diagnosis = diagnose(network, document.X)
    e = None if signals is None else signals.e1[some_of(len(signals.e1), MOST_SAMPLES)]
    known, extent = e is not None or e1 is not None, extent_of(e, e1, least)
    own = graph(network.activation, extent, own=True, whole=known)
    points = operating_points(network, extent, view.selected, e, e1, diagnosis) if known else None
    if not view.curves:
        return GraphsPart((own,), own, view.derivatives, points)
    among = network.hidden in view.curves
    others = [activation(name, network.slope) for name in view.curves if name != network.hidden]
    drawn = {it.name: graph(it, extent if among else EXTENT, own=False, whole=known and among) for it in others}
    drawn[network.hidden] = own
    return GraphsPart(_on_common_axes(tuple(drawn[name] for name in view.curves)), own, view.derivatives, points)


@lru_cache(maxsize=32)
def graph(g: Activation, extent: float = EXTENT, own: bool = False, whole: bool = False) -> Graph:
    """Return the graph of `g` for b from -extent to extent, drawn along the `whole` of it or as far as the lecture."""
    b = np.linspace(0.0, extent, HALF_POINTS)
    left, right = _side(g, 0.0 - b[::-1], -NEAR), _side(g, b, NEAR)
    b, value, derivative = (np.concatenate(pair) for pair in zip(left, right, strict=True))
    jump, kink = (float(second[0] - first[-1]) for first, second in zip(left[1:], right[1:], strict=True))
    jump, kink = (change if abs(change) > 1e3 * NEAR else 0.0 for change in (jump, kink))
    for array in (b, value, derivative):
        array.flags.writeable = False
    reach = extent if whole else DRAWN * extent
    seen = np.abs(b) <= reach
    slopes = np.append(derivative[seen], jump)
    return Graph(
        activation=g,
        b=b,
        value=value,
        derivative=derivative,
        drawn=(-reach, reach),
        jump=jump,
        kink=kink,
        flat=_flat(b, np.abs(derivative), g.largest_derivative),
        bounds=((-extent, extent), _steady(value[seen], (-1.5, 1.5), extent / 4)),
        slopes=((-extent, extent), _steady(slopes, (-0.5, 1.5), 0.5)),
        own=own,
    )


def _side(g: Activation, b: Array, beside: float) -> tuple[Array, Array, Array]:
    """b, g and g' on one side of zero, with the limits from there at b = 0."""
    near = np.where(b == 0, beside, b)
    return b, np.asarray(g.function(near)), np.asarray(g.derivative(near))


def _flat(b: Array, steepness: Array, largest: float) -> tuple[tuple[float, float], ...]:
    """Ranges of b in which the derivative is less than 1 % of its largest."""
    flat = np.concatenate(([False], steepness < FLAT * largest, [False]))
    starts, ends = np.flatnonzero(~flat[:-1] & flat[1:]), np.flatnonzero(flat[:-1] & ~flat[1:]) - 1
    return tuple((float(b[start]), float(b[end])) for start, end in zip(starts, ends, strict=True) if end > start)


def _steady(values: Array, least: tuple[float, float], unit: float) -> tuple[float, float]:
    """The axis `least`, lengthened by whole units where values come near its ends."""
    (low, high), room = least, 0.25 * unit
    if values.min() < low:
        low = float(np.floor((values.min() - room) / unit) * unit)
    if values.max() > high:
        high = float(np.ceil((values.max() + room) / unit) * unit)
    return (low, high)


@lru_cache(maxsize=8)
def _on_common_axes(graphs: tuple[Graph, ...]) -> tuple[Graph, ...]:
    """The graphs on axes that hold all of them, so that they can be compared."""
    bounds, slopes = (_union([getattr(it, name) for it in graphs]) for name in ("bounds", "slopes"))
    return tuple(replace(it, bounds=bounds, slopes=slopes) for it in graphs)


def _union(bounds: list[Bounds]) -> Bounds:
    lows, highs = np.min(bounds, axis=0)[:, 0], np.max(bounds, axis=0)[:, 1]
    return ((float(lows[0]), float(highs[0])), (float(lows[1]), float(highs[1])))
