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
from nnexplorer.compute.errors import error, error_on
from nnexplorer.compute.graphs import GraphsPart, graphs_part
from nnexplorer.compute.grid import FloatArray
from nnexplorer.compute.planes import PlanePart, data_paths, plane_part
from nnexplorer.compute.probes import Probe, probe_at
from nnexplorer.compute.samples import Chosen, Signs, given_samples, held_samples, some_of
from nnexplorer.compute.solids import SolidPart, solid_part
from nnexplorer.compute.surfaces import (
    SurfacePart,
    hidden_on_cells,
    network_on_cells,
    plane_bounds,
    surface_part,
    target_map,
)
from nnexplorer.model.data import CurveData
from nnexplorer.model.lines import Bounds, Lines

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network, Signals

MAP_RESOLUTION, MOST_MAPS = 64, 128
"""Samples along the axes of a unit's map, and most units that have one."""

MOST_CUT = 64
"""Most units whose lines cut input space into cells that are shown."""

MOST_NODE_MAPS = 16
"""Most units whose diagram carries maps in its nodes."""

MOST_VALUES, LEAST_SAMPLES = 2**21, 64
"""Samples times units that are looked at at most, and samples at least."""


@dataclass(frozen=True, eq=False)
class InputPart:
    """Input space: what is to be learnt there, and where each hidden unit decides.

    `signs` (M,) says of each of the `points` (M,2) whether its target is above 0; None where there are several outputs.
    `held` (M,) says whether it is held out of training; None if none is.
    """

    bounds: Bounds
    target: FloatArray | None
    regions: bool
    points: Array | None
    signs: Signs | None
    path: Array | None
    lines: Lines
    probe: Array | None
    marks: Array | None
    cells: tuple[Cell, ...] | None
    frozen: tuple[int, ...] = ()
    held: Signs | None = None


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
    """Everything that a document's canvases show; a part is None where the document has nothing to fill it.

    What is said of the units over the data is said of `samples` of them; `loss` is that on all where it is `exact`.
    """

    document: Document
    loss: float
    samples: int
    exact: bool
    probe: Probe | None
    input: InputPart | None
    surface: SurfacePart | None
    solid: SolidPart | None
    plane: PlanePart | None
    hidden: HiddenPart | None
    activation: GraphsPart
    diagnosis: Diagnosis | None
    diagram: DiagramPart | None
    backprop: BackpropPart | None


def evaluate_document(
    document: Document, resolution: int = 128, values: int = MOST_VALUES, exact: bool = True
) -> Evaluation:
    """Evaluate everything that `document`'s canvases show.

    Parameters
    ----------
    document : Document
    resolution : int
        Samples along each axis of a colour map.
    values : int
        Samples times units that are looked at: of more data, some samples by chance, always the same ones.
    exact : bool
        Whether the loss is that on all data even so.
    """
    network, view = document.network, document.view
    chosen = some_of(len(document.X), max(LEAST_SAMPLES, values // network.units))
    signals = network.forward(document.X[chosen]) if len(document.X) else None
    diagnosis = None if signals is None else diagnosis_of(network.activation, signals.e1)
    probe = probe_at(network, view.probe)
    planar, shown = network.inputs == 2, view.canvases
    return Evaluation(
        document=document,
        loss=_loss(document, chosen, signals, exact),
        samples=0 if signals is None else len(signals.e1),
        exact=exact or isinstance(chosen, slice),
        probe=probe,
        input=_input_part(document) if planar else None,
        surface=surface_part(document, resolution) if planar and network.outputs == 1 and "output" in shown else None,
        solid=solid_part(document, resolution) if planar and "surface" in shown else None,
        plane=plane_part(document, signals, probe) if network.outputs == 2 else None,
        hidden=_hidden_part(document, signals, diagnosis)
        if planar and view.hidden == "maps" and "hidden" in shown
        else None,
        activation=graphs_part(document, signals, None if probe is None else probe.e1, diagnosis),
        diagnosis=diagnosis,
        diagram=_diagram_part(document, probe) if "diagram" in shown else None,
        backprop=backprop_part(document, probe) if view.backprop else None,
    )


def _loss(document: Document, chosen: Chosen, signals: Signals | None, exact: bool) -> float:
    """The loss on all samples, or on those that were chosen."""
    if isinstance(chosen, slice) or exact:
        return error(document, signals if isinstance(chosen, slice) else None)
    return math.nan if signals is None else error_on(document, document.X[chosen], document.Y[chosen], signals)


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
        path=data_paths(data)[0] if isinstance(data, CurveData) else None,
        lines=Lines(network.W1, network.b1),
        probe=None if view.probe is None else np.asarray(view.probe),
        marks=np.asarray(view.frames) if view.marks and view.frames else None,
        cells=_cells(network, bounds) if view.cells and network.units <= MOST_CUT else None,
        frozen=document.frozen,
        held=None if points is None else held_samples(data, document.test_share, document.split_seed),
    )


@lru_cache(maxsize=2)
def _cells(network: Network, bounds: Bounds) -> tuple[Cell, ...] | None:
    """The network's cells; kept, since a probe that moves does not change them."""
    return cells(network, bounds)


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
