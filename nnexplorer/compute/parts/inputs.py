"""Input space: what is to be learnt there, and where each hidden unit decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.parts.cells import Cell, cells
from nnexplorer.compute.parts.planes import data_paths
from nnexplorer.compute.parts.profiles import data_points, held_points, profile, wanted_over
from nnexplorer.compute.parts.surfaces import plane_bounds, target_map
from nnexplorer.compute.samples import Signs, given_samples, held_samples
from nnexplorer.model.data import CurveData
from nnexplorer.model.lines import Bounds, Lines, threshold_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network

MOST_CUT = 64
"""Most units whose lines cut input space into cells that are shown."""

VALUE_MARGIN = 0.2
"""How far beyond what is wanted over one input its values' axis goes, as a share of their range."""


@dataclass(frozen=True, eq=False)
class InputCurves:
    """What is drawn over one input: the outputs y (K, R) at x (R,), and what is wanted: places (S,), values (K, S)."""

    x: Array
    y: FloatArray
    wanted: tuple[Array, Array] | None


@dataclass(frozen=True, eq=False)
class InputPart:
    """Input space: what is to be learnt there, and where each hidden unit decides.

    `signs` (M,) says of each of the `points` (M,2) whether its target is above 0; None where there are several outputs.
    `held` (M,) says whether it is held out of training; None if none is.
    Over one input the second axis is the value: the points are samples, the lines upright, the probe on the output,
    and `curves` what is drawn over the input.
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
    curves: InputCurves | None = None
    held: Signs | None = None


def input_part(document: Document) -> InputPart:
    """The input space of a document with one or two inputs."""
    return _over_one(document) if document.network.inputs == 1 else _over_two(document)


def _over_one(document: Document) -> InputPart:
    network, data, view = document.network, document.data, document.view
    bounds = view.bounds[0]
    over, curve = profile(network, bounds), isinstance(data, CurveData) and network.outputs == 1
    return InputPart(
        bounds=(bounds, value_range(data, bounds) if view.output_bounds is None else _hull(view.output_bounds)),
        target=None,
        regions=False,
        points=None if curve else data_points(data),
        signs=None,
        path=data_points(data) if curve else None,
        lines=threshold_lines(network),
        probe=None if view.probe is None else _on_output(network, view.probe),
        marks=np.array([_on_output(network, x) for x in view.frames]) if view.marks and view.frames else None,
        cells=None,
        frozen=document.frozen,
        held=None if curve else held_points(data, document.test_share, document.split_seed),
        curves=InputCurves(over.x, over.y, wanted_over(data, bounds)),
    )


def _on_output(network: Network, x: tuple[float, ...]) -> Array:
    """The point (2,) of the first output's curve at an input."""
    return np.array([x[0], network.forward([x]).y[0, 0]])


@lru_cache(maxsize=8)
def value_range(data: Data, bounds: tuple[float, float]) -> tuple[float, float]:
    """The range of what is wanted over one input, with a margin."""
    wanted = wanted_over(data, bounds)
    values = np.concatenate([data.Y.ravel(), *([] if wanted is None else wanted[1])])
    values = values[np.isfinite(values)]
    if not len(values):
        return (-1.0 - VALUE_MARGIN, 1.0 + VALUE_MARGIN)
    low, high = float(values.min()), float(values.max())
    margin = VALUE_MARGIN * (high - low) or max(1.0, abs(low))
    return (low - margin, high + margin)


def _hull(ranges: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The range that holds all of `ranges`."""
    return (min(low for low, _ in ranges), max(high for _, high in ranges))


def _over_two(document: Document) -> InputPart:
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
        lines=threshold_lines(network),
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
