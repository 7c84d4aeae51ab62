"""What follows from a document: the frozen parts that the canvases show."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.diagnosis import Diagnosis, badges, diagnosis_of
from nnexplorer.compute.errors import error, error_on
from nnexplorer.compute.parts.diagram import DiagramPart, diagram_part
from nnexplorer.compute.parts.graphs import EXTENT, GraphsPart, graphs_part
from nnexplorer.compute.parts.grid import FloatArray
from nnexplorer.compute.parts.inputs import InputPart, input_part
from nnexplorer.compute.parts.next_step import BackpropPart, backprop_part
from nnexplorer.compute.parts.planes import PlanePart, plane_part
from nnexplorer.compute.parts.probes import Probe, probe_at
from nnexplorer.compute.parts.profiles import profile, profile_part
from nnexplorer.compute.parts.solids import SolidPart, solid_part
from nnexplorer.compute.parts.surfaces import (
    SurfacePart,
    hidden_on_cells,
    network_on_cells,
    plane_bounds,
    surface_part,
)
from nnexplorer.compute.samples import Chosen, some_of

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array, Network, Signals

MAP_RESOLUTION, MOST_MAPS = 64, 128
"""Samples along the axes of a unit's map, and most units that have one."""

MOST_NODE_MAPS = 16
"""Most units whose diagram carries maps or curves in its nodes."""

MOST_VALUES, LEAST_SAMPLES = 2**21, 64
"""Samples times units that are looked at at most, and samples at least."""


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

    `correction` (K, N), the figures and the badges ('', 'dead' or 'saturated') are those of all N units. Over one input
    there are curves instead of maps, (n, R) over `x` (R,).
    """

    bounds: Bounds
    e1: FloatArray
    h: FloatArray
    correction: Array
    figures: UnitFigures
    badges: tuple[str, ...]
    x: Array | None = None


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


@np.errstate(over="ignore", invalid="ignore")  # weights on their way to divergence are shown, too
def evaluate_document(
    document: Document,
    resolution: int = 128,
    values: int = MOST_VALUES,
    exact: bool = True,
    extent: float = EXTENT,
    fine: bool = False,
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
    extent : float
        How far the graphs of the nonlinearities reach at least.
    fine : bool
        Whether a surface in space is as fine as a large figure needs it.
    """
    network, view = document.network, document.view
    chosen = some_of(len(document.X), max(LEAST_SAMPLES, values // network.units))
    signals = network.forward(document.X[chosen]) if len(document.X) else None
    diagnosis = None if signals is None else diagnosis_of(network.activation, signals.e1)
    probe = probe_at(network, view.probe)
    planar, drawn, shown = network.inputs == 2, network.inputs <= 2, view.canvases
    return Evaluation(
        document=document,
        loss=_loss(document, chosen, signals, exact),
        samples=0 if signals is None else len(signals.e1),
        exact=exact or isinstance(chosen, slice),
        probe=probe,
        input=input_part(document) if drawn else None,
        surface=_surface_part(document, resolution) if drawn and "output" in shown else None,
        solid=solid_part(document, resolution, fine) if planar and "surface" in shown else None,
        plane=plane_part(document, signals, probe) if network.outputs == 2 else None,
        hidden=_hidden_part(document, signals, diagnosis)
        if drawn and view.hidden == "maps" and "hidden" in shown
        else None,
        activation=graphs_part(document, signals, None if probe is None else probe.e1, diagnosis, extent),
        diagnosis=diagnosis,
        diagram=_diagram_part(document, probe) if "diagram" in shown else None,
        backprop=backprop_part(document, probe) if view.backprop else None,
    )


def _loss(document: Document, chosen: Chosen, signals: Signals | None, exact: bool) -> float:
    """The loss on all samples, or on those that were chosen."""
    if isinstance(chosen, slice) or exact:
        return error(document, signals if isinstance(chosen, slice) else None)
    return math.nan if signals is None else error_on(document, document.X[chosen], document.Y[chosen], signals)


def _surface_part(document: Document, resolution: int) -> SurfacePart | None:
    """The output as a colour map over its slice, or over one input as curves; two outputs have a plane of their own."""
    network = document.network
    if network.inputs == 1:
        return None if network.outputs == 2 else profile_part(document)
    return surface_part(document, resolution) if network.outputs == 1 else None


def _hidden_part(document: Document, signals: Signals | None, diagnosis: Diagnosis | None) -> HiddenPart:
    network, bounds = document.network, document.view.bounds
    names = ("",) * network.units if diagnosis is None else badges(diagnosis)
    figures = _figures(network, signals, diagnosis)
    if network.inputs == 1:
        over = profile(network, bounds[0])
        e1, h = over.e1[:MOST_MAPS], over.h[:MOST_MAPS]
        return HiddenPart(plane_bounds(bounds), e1, h, network.W2, figures, names, over.x)
    layer = hidden_on_cells(network, bounds, MAP_RESOLUTION, MOST_MAPS)
    return HiddenPart(plane_bounds(bounds), layer.e1, layer.h, network.W2, figures, names)


def _diagram_part(document: Document, probe: Probe | None) -> DiagramPart:
    network, bounds = document.network, document.view.bounds
    if network.units > MOST_NODE_MAPS or network.inputs > 2:
        return diagram_part(document, probe)
    over = profile(network, bounds[0]) if network.inputs == 1 else network_on_cells(network, bounds, MAP_RESOLUTION)
    return diagram_part(document, probe, over)


def _figures(network: Network, signals: Signals | None, diagnosis: Diagnosis | None) -> UnitFigures:
    gain = network.gains
    if signals is None or diagnosis is None:
        unknown = np.full(network.units, np.nan)
        return UnitFigures(gain, unknown, unknown, unknown)
    return UnitFigures(gain, diagnosis.mean_derivative, (signals.e1 > 0).mean(axis=0), diagnosis.saturation)
