"""What follows from a document: the frozen parts that the canvases show."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.backprop import BackpropPart, backprop_part
from nnexplorer.compute.cells import Cell, cells
from nnexplorer.compute.diagnosis import Diagnosis, badges, diagnosis_of
from nnexplorer.compute.diagram import DiagramPart, diagram_part
from nnexplorer.compute.graphs import GraphsPart, graphs_part
from nnexplorer.compute.grid import FloatArray
from nnexplorer.compute.probes import Probe, probe_at
from nnexplorer.compute.samples import Signs, given_samples
from nnexplorer.compute.surfaces import (
    SurfacePart,
    hidden_on_cells,
    network_on_cells,
    plane_bounds,
    surface_part,
    target_map,
)
from nnexplorer.model.data import CurveData
from nnexplorer.model.lines import Bounds, Line
from nnexplorer.model.losses import loss

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network, Signals

MAP_RESOLUTION, MOST_MAPS = 64, 128
"""Samples along the axes of a unit's map, and most units that have one."""

MOST_CUT = 64
"""Most units whose lines cut input space into cells that are shown."""

MOST_NODE_MAPS = 16
"""Most units whose diagram carries maps in its nodes."""

FINER = 201
"""Points between a sample's neighbours among which the one nearest to a probe is looked for."""

PATH_POINTS = 240
"""Most points of a data curve that a canvas draws."""


@dataclass(frozen=True, eq=False)
class InputPart:
    """Input space: what is to be learnt there, and where each hidden unit decides.

    `signs` (M,) says of each of the `points` (M,2) whether its target is above 0; None where there are several outputs.
    """

    bounds: Bounds
    target: FloatArray | None
    regions: bool
    points: Array | None
    signs: Signs | None
    path: Array | None
    lines: tuple[Line, ...]
    probe: Array | None
    marks: Array | None
    cells: tuple[Cell, ...] | None


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


@dataclass(frozen=True, eq=False)
class UnitFigures:
    """Figures of each hidden unit over the data, (N,).

    They are the gain |w|, the mean |g'(e)|, the share of samples with e > 0, and the share of those where the
    nonlinearity is flat.
    """

    gain: Array
    mean_derivative: Array
    on: Array
    saturation: Array


@dataclass(frozen=True, eq=False)
class HiddenPart:
    """The hidden layer over two inputs: a map of e1 and h for each of the first MOST_MAPS units (n, R, R).

    `correction` (K, N), the figures and the badges ('', 'dead' or 'saturated') are those of all N units.
    """

    bounds: Bounds
    e1: FloatArray
    h: FloatArray
    correction: Array
    figures: UnitFigures
    badges: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Everything that a document's canvases show; a part is None where the document has nothing to fill it."""

    document: Document
    loss: float
    probe: Probe | None
    input: InputPart | None
    surface: SurfacePart | None
    plane: PlanePart | None
    hidden: HiddenPart | None
    activation: GraphsPart
    diagnosis: Diagnosis | None
    diagram: DiagramPart | None
    backprop: BackpropPart | None


def evaluate_document(document: Document, resolution: int = 128) -> Evaluation:
    """Evaluate everything that `document`'s canvases show.

    `resolution` is the number of samples along each axis of a colour map.
    """
    network, view = document.network, document.view
    signals = network.forward(document.X) if len(document.X) else None
    diagnosis = None if signals is None else diagnosis_of(network.activation, signals.e1)
    probe = probe_at(network, view.probe)
    planar, shown = network.inputs == 2, view.canvases
    return Evaluation(
        document=document,
        loss=error(document, signals),
        probe=probe,
        input=_input_part(document) if planar else None,
        surface=surface_part(document, resolution) if planar and network.outputs == 1 and "output" in shown else None,
        plane=_plane_part(document, signals, probe) if network.outputs == 2 else None,
        hidden=_hidden_part(document, signals, diagnosis)
        if planar and view.hidden == "maps" and "hidden" in shown
        else None,
        activation=graphs_part(document, signals, None if probe is None else probe.e1, diagnosis),
        diagnosis=diagnosis,
        diagram=_diagram_part(document, probe) if "diagram" in shown else None,
        backprop=backprop_part(document, probe) if view.backprop else None,
    )


def error(document: Document, signals: Signals | None = None) -> float:
    """Loss of the document's network on its data; nan without data, or where the loss is not defined for them."""
    output, chosen = document.network.output_activation, loss(document.training.loss)
    if not len(document.X):
        return math.nan
    try:
        chosen.check(document.Y, output)
    except ValueError:
        return math.nan
    if signals is None:
        signals = document.network.forward(document.X)
    with np.errstate(all="ignore"):
        return chosen.value(signals.e2, document.Y, output)


def _input_part(document: Document) -> InputPart:
    network, data, view = document.network, document.data, document.view
    bounds = plane_bounds(view.bounds)
    curve = isinstance(data, CurveData)
    mapped = not curve and data.function is not None and network.outputs == 1
    target = target_map(data, bounds) if mapped and not view.cells else None
    points, signs = (None, None) if curve or mapped else given_samples(data)
    return InputPart(
        bounds=bounds,
        target=target.values if target else None,
        regions=target is not None and target.regions,
        points=points,
        signs=signs,
        path=_paths(data)[0] if isinstance(data, CurveData) else None,
        lines=tuple(Line(w, float(b)) for w, b in zip(network.W1, network.b1, strict=True)),
        probe=None if view.probe is None else np.asarray(view.probe),
        marks=np.asarray(view.frames) if view.marks and view.frames else None,
        cells=_cells(network, bounds) if view.cells and network.units <= MOST_CUT else None,
    )


@lru_cache(maxsize=2)
def _cells(network: Network, bounds: Bounds) -> tuple[Cell, ...] | None:
    """The network's cells; kept, since a probe that moves does not change them."""
    return cells(network, bounds)


def _plane_part(document: Document, signals: Signals | None, probe: Probe | None) -> PlanePart:
    network, view, data = document.network, document.view, document.data
    target = path = None
    if isinstance(data, CurveData) and signals is not None:
        target, path = _paths(data)[1], _thinned(signals.y)
    return PlanePart(
        bounds=plane_bounds(view.output_bounds) if view.output_bounds else _around(document.Y),
        target=target,
        path=path,
        marks=_marked_targets(data, view.frames) if view.marks and isinstance(data, CurveData) else None,
        chain=None if probe is None else _chain(network, view.chain, probe),
        wanted=_wanted(data, view.probe) if probe is not None and isinstance(data, CurveData) else None,
    )


def _chain(network: Network, kind: str, probe: Probe) -> Chain:
    """The sum y = b2 + sum_k h_k w_k at a probe, link by link."""
    share = np.asarray(network.activation.hard.function(probe.e1)) if kind == "step" else probe.h
    links = np.vstack((np.zeros(2), network.b2, (network.W2 * share).T))
    joints = np.cumsum(links, axis=0)
    return Chain(joints, share, np.asarray(network.output_activation.function(joints[-1])))


@lru_cache(maxsize=4)
def _marked_targets(data: CurveData, frames: tuple[tuple[float, ...], ...]) -> Array:
    """The data's outputs at each frame's probe, (F, 2)."""
    return np.array([_output_at(data, np.asarray(x, dtype=float)) for x in frames])


@lru_cache(maxsize=4)
def _wanted(data: CurveData, x: tuple[float, ...]) -> Array:
    """The curve's output at a probe (K,); kept, since it does not change with the weights."""
    wanted = _output_at(data, np.asarray(x, dtype=float))
    wanted.flags.writeable = False
    return wanted


def _output_at(data: CurveData, x: Array) -> Array:
    """The curve's output where its input is nearest to `x`: near a sample, and then between its neighbours."""
    nearest = int(np.argmin(((data.X - x) ** 2).sum(axis=1)))
    spacing = (data.stop - data.start) / data.points
    middle = data.start + (nearest + 0.5) * spacing
    t = np.clip(np.linspace(middle - spacing, middle + spacing, FINER), data.start, data.stop)
    inputs, outputs = data.curve(t)
    return np.asarray(outputs[int(np.argmin(((inputs - x) ** 2).sum(axis=1)))])


def _hidden_part(document: Document, signals: Signals | None, diagnosis: Diagnosis | None) -> HiddenPart:
    network, bounds = document.network, document.view.bounds
    layer = hidden_on_cells(network, bounds, MAP_RESOLUTION, MOST_MAPS)
    names = ("",) * network.units if diagnosis is None else badges(diagnosis)
    figures = _figures(network, signals, diagnosis)
    return HiddenPart(plane_bounds(bounds), layer.e1, layer.h, network.W2, figures, names)


def _diagram_part(document: Document, probe: Probe | None) -> DiagramPart:
    network = document.network
    mapped = network.inputs == 2 and network.units <= MOST_NODE_MAPS
    whole = network_on_cells(network, document.view.bounds, MAP_RESOLUTION) if mapped else None
    return diagram_part(document, probe, whole)


def _figures(network: Network, signals: Signals | None, diagnosis: Diagnosis | None) -> UnitFigures:
    gain = np.sqrt((network.W1**2).sum(axis=1))
    if signals is None or diagnosis is None:
        unknown = np.full(network.units, np.nan)
        return UnitFigures(gain, unknown, unknown, unknown)
    return UnitFigures(gain, diagnosis.mean_derivative, (signals.e1 > 0).mean(axis=0), diagnosis.saturation)


@lru_cache(maxsize=4)
def _paths(data: CurveData) -> tuple[Array, Array]:
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
    margin = np.maximum(0.1 * (corners[1] - corners[0]), 0.1)
    (x_low, y_low), (x_high, y_high) = corners[0] - margin, corners[1] + margin
    return ((float(x_low), float(x_high)), (float(y_low), float(y_high)))
