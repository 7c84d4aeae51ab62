"""How far what a panel of a surface shows reaches from zero: what its colours and its slice are scaled to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.compute.parts.surfaces import SurfacePanel
    from nnexplorer.model.network import Array

Reach: TypeAlias = tuple[float, float, float]
"""How far a panel's colours reach from zero, and its slice or its curves below and above it."""

NOTHING: Reach = (0.0, 0.0, 0.0)


def largest(panel: SurfacePanel, points: Array | None) -> Reach:
    """How far what a panel shows reaches, `points` (n, 2) of data among it where it is but curves."""
    colors = 0.0 if panel.values is None else float(np.max(np.abs(panel.values)))
    return (colors, *heights(panel, points))


def heights(panel: SurfacePanel, points: Array | None) -> tuple[float, float]:
    """How far a panel's slice or its curves reach below zero and above it.

    Of curves over one input what a unit adds may be cut off, and zero is shown.
    """
    if panel.values is None:
        heights = [curve.values for curve in panel.curves if curve.kind != "term"]
        values = np.concatenate([*heights, [] if points is None else points[:, 1], [-panel.scale, panel.scale]])
        values = values[np.isfinite(values)]
        return -float(values.min(initial=0.0)), float(values.max(initial=0.0))
    height = max((float(np.max(np.abs(curve.values), initial=0.0)) for curve in panel.curves), default=0.0)
    height = max(height, panel.scale if panel.kind == "residual" else 0.0)
    return height, height
