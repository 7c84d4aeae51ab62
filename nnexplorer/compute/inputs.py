"""Input space: what is to be learnt there, and where each hidden unit decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.cells import Cell, cells
from nnexplorer.compute.planes import data_paths
from nnexplorer.compute.samples import Signs, given_samples
from nnexplorer.compute.surfaces import plane_bounds, target_map
from nnexplorer.model.data import CurveData
from nnexplorer.model.lines import Bounds, Lines

if TYPE_CHECKING:
    from nnexplorer.compute.grid import FloatArray
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network

MOST_CUT = 64
"""Most units whose lines cut input space into cells that are shown."""


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
    lines: Lines
    probe: Array | None
    marks: Array | None
    cells: tuple[Cell, ...] | None
    frozen: tuple[int, ...] = ()


def input_part(document: Document) -> InputPart:
    """The input space of a document with two inputs."""
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
    )


@lru_cache(maxsize=2)
def _cells(network: Network, bounds: Bounds) -> tuple[Cell, ...] | None:
    """The network's cells; kept, since a probe that moves does not change them."""
    return cells(network, bounds)
