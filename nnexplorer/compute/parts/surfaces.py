"""A quantity over two inputs: its colour map, its slice, and the curve where it changes its sign."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nnexplorer.compute.parts.contours import contour
from nnexplorer.compute.parts.grid import FloatArray, Surface, evaluate
from nnexplorer.model.lines import Bounds

if TYPE_CHECKING:
    from nnexplorer.model.checks import Bounds as AnyBounds
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network

SLICE_POINTS = 257
"""Samples of a slice through a surface: as many as a canvas has pixels to tell apart."""

TARGET_RESOLUTION = 512
"""Samples along the axes of the target's map: it is made once, so it can be fine."""

ROUNDING = 1e-5
"""Share of the target's size below which a residual is a rounding error of single precision."""

NOTHING_LEFT = 0.01
"""Share of the target's size that a residual's scale has at least, so that rounding errors are not coloured."""

LARGEST_SINGLE = 1e15
"""Weights above this are evaluated in double precision: their products would leave the range of the single."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One curve of a slice: what it shows, its heights (n,), which output they are of, and where, if not as all others.

    `kind` is 'value', 'soft', 'hard', 'target', 'rival', or 'term': what the selected unit adds to an output.
    """

    kind: str
    values: Array
    output: int = 0
    x: Array | None = None


@dataclass(frozen=True, eq=False)
class SurfacePanel:
    """One colour map with its slice; over one input there is no map, and the slice is all.

    `kind` is 'target', 'e1', 'h', 'e2', 'y', 'residual', or 'soft' and 'hard' where both outputs are shown; `regions`
    says that the values are classes, -1 and 1 or 0 and 1. `zero` (n, 2, 2) are segments of the curve where the sign
    changes. `scale` is the largest size of what an output is to be, so that target and output have a colour scale in
    common; of a residual it is a small share of that, below which nothing is left.
    """

    kind: str
    values: FloatArray | None
    regions: bool
    zero: Array
    curves: tuple[Curve, ...]
    scale: float = 0.0


@dataclass(frozen=True, eq=False)
class SurfacePart:
    """One or two panels over the same inputs, cut at the same place; `unit` is the one that e1 or h belong to.

    Of one input, `points` (n, 2) are samples of the data to be drawn with the curves, and `units` how many units there
    are.
    """

    bounds: Bounds
    slice_at: float
    slice_x: Array
    unit: int
    panels: tuple[SurfacePanel, ...]
    points: Array | None = None
    units: int = 0


def surface_part(document: Document, resolution: int) -> SurfacePart:
    """What a document with two inputs and one output shows over them, in `resolution` samples along each axis."""
    network, view = document.network, document.view
    bounds = plane_bounds(view.bounds)
    X = _slice(bounds[0], view.slice_at)
    unit = min(view.selected or 0, network.units - 1)
    panels = tuple(_panel(kind, document, resolution, X, unit) for kind in _kinds(document))
    return SurfacePart(bounds, view.slice_at, X[:, 0], unit, panels)


def _slice(bounds: tuple[float, float], at: float) -> Array:
    """Samples (n, 2) of the slice along the first input."""
    x = np.linspace(*bounds, SLICE_POINTS)
    return np.column_stack((x, np.full_like(x, at)))


@lru_cache(maxsize=8)
def _target_slice(data: Data, bounds: tuple[float, float], at: float) -> Array | None:
    """What is to be learnt along the slice (n,), None without a formula; kept, since it does not change."""
    if data.function is None:
        return None
    values = np.asarray(data.function(_slice(bounds, at)))[:, 0]
    values.flags.writeable = False
    return values


def _kinds(document: Document) -> tuple[str, ...]:
    view, data = document.view, document.data
    if view.quantity == "y" and view.output != "soft":
        return ("soft", "hard") if view.output == "both" else ("hard",)
    return ("y",) if view.quantity in ("target", "residual") and data.function is None else (view.quantity,)


def _panel(kind: str, document: Document, resolution: int, X: Array, unit: int) -> SurfacePanel:
    network, bounds = document.network, plane_bounds(document.view.bounds)
    curves = _curves(kind, document, X, unit)
    target = target_map(document.data, bounds) if kind == "target" else None
    if target is not None:
        return SurfacePanel(kind, target.values, target.regions, target.zero, curves)
    if kind in ("e1", "h"):
        layer = units_on_cells(network, bounds, resolution, slice(unit, unit + 1))
        return SurfacePanel(kind, getattr(layer, kind)[0], False, _zero(layer.e1[0], bounds), curves)
    output, g = _output_map(network, bounds, resolution), network.output_activation
    wanted = target_map(document.data, bounds)
    if kind == "residual" and wanted is not None:
        left = residual(output.e2, network, document.data, _cells(bounds, resolution))
        return SurfacePanel(
            kind,
            left,
            False,
            zero_of_residual(left, _cells(bounds, resolution), wanted.scale),
            curves,
            NOTHING_LEFT * wanted.scale,
        )
    with np.errstate(over="ignore", invalid="ignore"):
        values = output.e2 if kind == "e2" else np.asarray((g.hard if kind == "hard" else g).function(output.e2))
    regions = kind == "hard" and not g.hard.trainable
    return SurfacePanel(kind, values, regions, output.zero, curves, 0.0 if wanted is None else wanted.scale)


def _curves(kind: str, document: Document, X: Array, unit: int) -> tuple[Curve, ...]:
    network, signals = document.network, document.network.forward(X)
    target = _target_slice(document.data, plane_bounds(document.view.bounds)[0], document.view.slice_at)
    wanted: tuple[Curve, ...] = () if target is None else (Curve("target", target),)
    if kind == "residual" and target is not None:
        return (Curve("value", signals.y[:, 0] - target),)
    if kind in ("e1", "h", "e2", "target"):
        values = {"e1": signals.e1[:, unit], "h": signals.h[:, unit], "e2": signals.e2[:, 0], "target": target}[kind]
        return (Curve("value", signals.y[:, 0] if values is None else values),)
    if document.rival is not None:
        wanted = (*wanted, Curve("rival", document.rival.forward(X).y[:, 0]))
    soft, hardens = Curve("soft", signals.y[:, 0]), network.output_activation.hard is not network.output_activation
    if not hardens:
        return (*wanted, Curve("value", soft.values))
    hard = Curve("hard", np.asarray(network.output_activation.hard.function(signals.e2))[:, 0])
    if document.view.output == "both":
        return (*wanted, soft if kind == "soft" else hard)
    return (hard, *wanted, soft)


@dataclass(frozen=True, eq=False)
class _OutputMap:
    """The excitation (R, R) of the first output over the cells, and where it is zero."""

    e2: FloatArray
    zero: Array


@lru_cache(maxsize=2)
def _output_map(network: Network, bounds: Bounds, resolution: int) -> _OutputMap:
    """The output's map; kept, since a probe or a slice that moves does not change it."""
    e2 = output_on_cells(network, bounds, resolution)[0]
    return _OutputMap(e2, _zero(e2, bounds))


def output_on_cells(network: Network, bounds: AnyBounds, resolution: int) -> FloatArray:
    """e2 (K, R, R) on cells that tile `bounds`, in bounded memory whatever the number of units."""
    return evaluate(network, _cells(bounds, resolution), resolution, precision(network)).e2


@lru_cache(maxsize=2)
def network_on_cells(network: Network, bounds: AnyBounds, resolution: int) -> Surface:
    """All of a small network on cells that tile `bounds`; kept, since a probe that moves does not change it."""
    return evaluate(network, _cells(bounds, resolution), resolution, precision(network))


@lru_cache(maxsize=2)
def hidden_on_cells(network: Network, bounds: AnyBounds, resolution: int, most: int) -> Surface:
    """The first `most` units on cells that tile `bounds`, see `units_on_cells`; of a small network the whole."""
    if network.units <= most:
        return network_on_cells(network, bounds, resolution)
    return units_on_cells(network, bounds, resolution, slice(most))


def units_on_cells(network: Network, bounds: AnyBounds, resolution: int, units: slice) -> Surface:
    """What some units alone make of the cells that tile `bounds`, without b2: e1 and h (n, R, R), e2 (K, R, R)."""
    some = network.replace(
        W1=network.W1[units], b1=network.b1[units], W2=network.W2[:, units], b2=np.zeros(network.outputs)
    )
    return evaluate(some, _cells(bounds, resolution), resolution, precision(network))


def precision(network: Network) -> type[np.floating[Any]]:
    """Single precision, unless that can't hold the network's weights."""
    largest = max(float(np.max(np.abs(array))) for array in (network.W1, network.b1, network.W2, network.b2))
    return np.float32 if largest < LARGEST_SINGLE else np.float64


@dataclass(frozen=True, eq=False)
class TargetMap:
    """What is to be learnt, on the cells.

    Its first output (R, R), whether that are classes, where it is zero, and the largest size of it.
    """

    values: FloatArray
    regions: bool
    zero: Array
    scale: float


@lru_cache(maxsize=8)
def target_map(data: Data, bounds: Bounds) -> TargetMap | None:
    """The target's map, None for data without a formula; kept, since it does not change with the weights."""
    if data.function is None:
        return None
    values = target_on_grid(data, _cells(bounds, TARGET_RESOLUTION), TARGET_RESOLUTION)
    return TargetMap(values, _is_regions(values), _zero(values, bounds), float(np.abs(values).max()))


@lru_cache(maxsize=8)
def target_on_grid(data: Data, bounds: AnyBounds, resolution: int) -> Array:
    """The first output (R, R) that is to be learnt, on samples from end to end; ValueError without a formula."""
    if data.function is None:
        raise ValueError("the data have no formula")
    X = np.stack(np.meshgrid(*(np.linspace(low, high, resolution) for low, high in bounds)), axis=-1)
    values = np.asarray(data.function(X.reshape(-1, 2)))[:, 0].reshape(resolution, resolution)
    values.flags.writeable = False
    return values


def residual(e2: FloatArray, network: Network, data: Data, bounds: AnyBounds) -> Array:
    """The first output, of the excitations e2 (R, R) on samples from end to end, minus what it is to be."""
    with np.errstate(over="ignore", invalid="ignore"):
        y = np.asarray(network.output_activation.function(np.asarray(e2, dtype=float)))
        return np.asarray(y - target_on_grid(data, bounds, len(e2)))


def zero_of_residual(left: FloatArray, bounds: AnyBounds, scale: float) -> Array:
    """Where a residual changes its sign (n, 2, 2); nowhere if it is nothing but rounding errors."""
    if not np.abs(left).max() > ROUNDING * scale:
        return np.zeros((0, 2, 2))
    return contour(left, plane_bounds(bounds))


def _zero(values: FloatArray, bounds: Bounds) -> Array:
    return contour(values, plane_bounds(_cells(bounds, len(values))))


def _is_regions(values: FloatArray) -> bool:
    """Whether `values` are classes: nothing but -1, 0 and 1, and more than one of them."""
    extremes = float(values.min()), float(values.max())
    return extremes in ((-1.0, 1.0), (0.0, 1.0)) and bool(np.isin(values, (-1.0, 0.0, 1.0)).all())


def plane_bounds(bounds: AnyBounds) -> Bounds:
    """Bounds of a plane; those of a line are given a unit height."""
    return (bounds[0], bounds[1]) if len(bounds) > 1 else (bounds[0], (-1.0, 1.0))


def _cells(bounds: AnyBounds, resolution: int) -> AnyBounds:
    """Ranges of the middles of `resolution` cells that tile `bounds`."""
    return tuple((low + half, high - half) for low, high in bounds for half in [(high - low) / resolution / 2])
