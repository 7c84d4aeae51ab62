"""Two outputs as a plane: the target's path and the network's, and the chain of correction vectors at a probe."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.parts.profiles import profile, wanted_path
from nnexplorer.compute.parts.surfaces import plane_bounds
from nnexplorer.compute.samples import nearest
from nnexplorer.model.data import CurveData

if TYPE_CHECKING:
    from nnexplorer.compute.parts.probes import Probe
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array, Network, Signals

FINER = 201
"""Points between a sample's neighbours among which the one nearest to a probe is looked for."""

FARTHEST = 1e100
"""How far a picture reaches at most, and a chain that is drawn: farther off no place in it is a number any more."""

PATH_POINTS = 240
"""Most points of a data curve that a canvas draws."""


@dataclass(frozen=True, eq=False)
class Chain:
    """The sum of correction vectors, link by link.

    `joints` (N + 2, 2) go from the origin by b2 and then by one h_k w_k after another; `share` (N,) is the h_k that
    each correction vector is multiplied by, and `output` (2,) what the output's nonlinearity makes of the last joint.
    """

    joints: Array
    share: Array
    output: Array


@dataclass(frozen=True, eq=False)
class PlanePart:
    """Two outputs as a plane: the target's path, the network's, marked points, and the chain at the probe."""

    bounds: Bounds
    target: Array | None
    path: Array | None
    marks: Array | None
    chain: Chain | None
    wanted: Array | None


def plane_part(document: Document, signals: Signals | None, probe: Probe | None) -> PlanePart:
    """Return the output plane of a document whose network has two outputs; `signals` are those of its data."""
    network, view, data = document.network, document.view, document.data
    target = path = None
    if isinstance(data, CurveData) and signals is not None:
        target, path = data_paths(data)[1], _thinned(signals.y)
    elif network.inputs == 1:
        target = wanted_path(data, view.bounds[0])
        path = np.asarray(profile(network, view.bounds[0]).y.T, dtype=float)
    return PlanePart(
        bounds=plane_bounds(view.output_bounds) if view.output_bounds else _around(document.Y),
        target=target,
        path=path,
        marks=_marked_targets(data, view.frames)
        if view.marks and view.frames and isinstance(data, CurveData)
        else None,
        chain=None if probe is None else _chain(network, view.chain, probe),
        wanted=None if probe is None else _wanted(data, tuple(probe.x.tolist())),
    )


def _chain(network: Network, kind: str, probe: Probe) -> Chain | None:
    """The sum y = b2 + sum_k h_k w_k at a probe, link by link; None where a link ends too far off to be drawn."""
    share = np.asarray(network.activation.hard.function(probe.e1)) if kind == "step" else probe.h
    with np.errstate(over="ignore", invalid="ignore"):
        links = np.vstack((np.zeros(2), network.b2, (network.W2 * share).T))
        joints = np.cumsum(links, axis=0)
    if not np.abs(joints).max() < FARTHEST:
        return None
    return Chain(joints, share, np.asarray(network.output_activation.function(joints[-1])))


@lru_cache(maxsize=4)
def _marked_targets(data: CurveData, frames: tuple[tuple[float, ...], ...]) -> Array:
    """The data's outputs at each frame's probe, (F, 2)."""
    return np.array([_output_at(data, np.asarray(x, dtype=float)) for x in frames])


@lru_cache(maxsize=4)
def _wanted(data: Data, x: tuple[float, ...]) -> Array | None:
    """What is wanted of a curve, or of one input, at a probe (K,); kept, since it does not change with the weights."""
    if isinstance(data, CurveData):
        wanted = _output_at(data, np.asarray(x, dtype=float))
    elif data.inputs == 1 and data.function is not None:
        wanted = np.asarray(data.function([x]))[0].copy()
    else:
        return None
    wanted.flags.writeable = False
    return wanted


def _output_at(data: CurveData, x: Array) -> Array:
    """The curve's output where its input is nearest to `x`: near a sample, and then between its neighbours."""
    sample = nearest(data.X, x)
    spacing = (data.stop - data.start) / data.points
    middle = data.start + (sample + 0.5) * spacing
    t = np.clip(np.linspace(middle - spacing, middle + spacing, FINER), data.start, data.stop)
    inputs, outputs = data.curve(t)
    return np.asarray(outputs[nearest(inputs, x)])


@lru_cache(maxsize=4)
def data_paths(data: CurveData) -> tuple[Array, Array]:
    """The data's curve in input and in output space; kept, since neither changes with the weights."""
    return _thinned(data.X), _thinned(data.Y)


def _thinned(points: Array) -> Array:
    """At most PATH_POINTS of a path's points, its ends among them."""
    if len(points) <= PATH_POINTS:
        return points
    return np.asarray(points[np.linspace(0, len(points) - 1, PATH_POINTS).round().astype(int)])


def _around(points: Array) -> Bounds:
    """A rectangle around `points` (M, 2) and the origin with a margin of a tenth."""
    corners = np.vstack((points.min(axis=0, initial=0.0), points.max(axis=0, initial=0.0)))
    corners = np.clip(corners, -FARTHEST, FARTHEST)
    margin = np.maximum(0.1 * (corners[1] - corners[0]), 0.1)
    (x_low, y_low), (x_high, y_high) = corners[0] - margin, corners[1] + margin
    return ((float(x_low), float(x_high)), (float(y_low), float(y_high)))
