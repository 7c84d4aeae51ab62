"""A network over its one input: every layer's signal there, and the curves that its output is shown as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.parts.surfaces import NOTHING_LEFT, Curve, SurfacePanel, SurfacePart, plane_bounds
from nnexplorer.model.splits import held_out

if TYPE_CHECKING:
    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.compute.samples import Signs
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network

Range = tuple[float, float]

SAMPLES, LEAST_SAMPLES, MOST_VALUES = 513, 65, 2**19
"""Samples of a curve: as many as a canvas has pixels to tell apart, fewer where so many units would take too long."""

MOST_JUMPS = 256
"""Most thresholds of a step or a signum beside which samples are taken, so that the curves jump upright there."""

BESIDE = 1e-9
"""How far beside a threshold, as a share of the range, these samples lie."""

MOST_POINTS = 4000
"""Most samples of the data that are drawn."""


@dataclass(frozen=True, eq=False)
class Profile:
    """A network over samples x (R,) of its one input: e1 and h (N, R), e2 and y (K, R); read-only."""

    x: Array
    e1: FloatArray
    h: FloatArray
    e2: FloatArray
    y: FloatArray


@lru_cache(maxsize=4)
def profile(network: Network, bounds: Range) -> Profile:
    """The network over a range, its ends included; kept, since a probe that moves does not change it."""
    x = _places(network, bounds)
    with np.errstate(over="ignore", invalid="ignore"):
        signals = network.forward(x[:, None])
    found = Profile(x, signals.e1.T, signals.h.T, signals.e2.T, signals.y.T)
    for array in (found.x, found.e1, found.h, found.e2, found.y):
        array.flags.writeable = False
    return found


def _places(network: Network, bounds: Range) -> Array:
    """Where a network is sampled (R,): evenly, and close beside where it jumps."""
    low, high = bounds
    many = max(LEAST_SAMPLES, min(SAMPLES, MOST_VALUES // network.units))
    x = np.linspace(low, high, many)
    if network.activation.trainable or network.units > MOST_JUMPS:
        return x
    w, b = network.W1[:, 0], network.b1
    with np.errstate(all="ignore"):
        jumps = np.divide(-b, w, out=np.full_like(b, np.inf), where=w != 0)
    jumps, beside = jumps[(jumps > low) & (jumps < high)], BESIDE * (high - low)
    return np.sort(np.concatenate((x, jumps - beside, jumps + beside)))


@lru_cache(maxsize=8)
def wanted_over(data: Data, bounds: Range) -> tuple[Array, Array] | None:
    """Places (R,) over a range and what is to be learnt there (K, R); None without a formula, kept with one."""
    if data.function is None:
        return None
    x = np.linspace(*bounds, SAMPLES)
    return _read_only(x), _read_only(np.asarray(data.function(x[:, None])).T)


@lru_cache(maxsize=4)
def wanted_path(data: Data, bounds: Range) -> Array | None:
    """What is to be learnt over a range as a path through output space (R, K); kept, since it stands still."""
    wanted = wanted_over(data, bounds)
    return None if wanted is None else _read_only(wanted[1].T.copy())


@lru_cache(maxsize=8)
def data_points(data: Data) -> Array | None:
    """The samples (K M, 2) as points of the plane of the input and of the value, output after output.

    There are at most `MOST_POINTS`; None without samples.
    """
    if not len(data.X):
        return None
    stride = -(-data.Y.size // MOST_POINTS)
    X, Y = data.X[::stride, 0], data.Y[::stride]
    return _read_only(np.column_stack((np.tile(X, Y.shape[1]), Y.T.ravel())))


@lru_cache(maxsize=4)
def held_points(data: Data, share: float, seed: int) -> Signs | None:
    """Which of the `data_points` are held out of training (K M,), drawn by share and seed; None if none is."""
    held = held_out(data, share, seed) if share else None
    if held is None:
        return None
    shown = np.tile(held[:: -(-data.Y.size // MOST_POINTS)], data.outputs)
    shown.flags.writeable = False
    return shown


def profile_part(document: Document) -> SurfacePart:
    """What a document with one input shows of its output: curves alone, of which a surface's slice is one."""
    network, view, data = document.network, document.view, document.data
    bounds = view.bounds[0]
    unit = min(view.selected or 0, network.units - 1)
    over, wanted = profile(network, bounds), wanted_over(data, bounds)
    kind = "y" if view.quantity in ("target", "residual") and wanted is None else view.quantity
    if kind == "y" and view.output == "hard":
        kind = "hard"
    curves = _curves(kind, document, over, unit)
    scale = 0.0 if wanted is None else NOTHING_LEFT * float(np.abs(wanted[1]).max())
    panel = SurfacePanel(kind, None, False, np.zeros((0, 2, 2)), curves, scale)
    points = data_points(data) if kind in ("y", "hard", "target") and wanted is None else None
    return SurfacePart(plane_bounds(view.bounds), view.slice_at, over.x, unit, (panel,), points, network.units)


def _curves(kind: str, document: Document, over: Profile, unit: int) -> tuple[Curve, ...]:
    """The curves of a quantity, those that are looked at last."""
    data = document.data
    if kind in ("e1", "h"):
        return (Curve("value", getattr(over, kind)[unit]),)
    if kind == "e2":
        return _each("value", over.e2)
    if kind in ("residual", "target") and data.function is not None:
        target = np.asarray(data.function(over.x[:, None])).T
        return _each("value", over.y - target if kind == "residual" else target)
    curves = _target_curves(data, document.view.bounds[0])
    if document.rival is not None:
        curves += _each("rival", document.rival.forward(over.x[:, None]).y.T)
    return (*curves, *_outputs(kind, document, over, unit))


@lru_cache(maxsize=8)
def _target_curves(data: Data, bounds: Range) -> tuple[Curve, ...]:
    """What is to be learnt, a curve of each output; kept, since it stands still."""
    wanted = wanted_over(data, bounds)
    return () if wanted is None else _each("target", wanted[1], wanted[0])


def _outputs(kind: str, document: Document, over: Profile, unit: int) -> tuple[Curve, ...]:
    """The output, soft and hard where these differ, over what the selected unit adds to it."""
    network, g = document.network, document.network.output_activation
    term: tuple[Curve, ...] = ()
    if document.view.selected is not None and network.outputs == 1 and g.name == "identity":
        term = (Curve("term", network.W2[0, unit] * over.h[unit]),)
    if g.hard is g:
        return (*term, *_each("value", over.y))
    with np.errstate(over="ignore", invalid="ignore"):
        hard = np.asarray(g.hard.function(over.e2))
    return _each("value", hard) if kind == "hard" else (*_each("hard", hard), *_each("soft", over.y))


def _each(kind: str, values: FloatArray, x: Array | None = None) -> tuple[Curve, ...]:
    """A curve of each output (K, R)."""
    return tuple(Curve(kind, row, output, x) for output, row in enumerate(values))


def _read_only(array: Array) -> Array:
    array.flags.writeable = False
    return array
