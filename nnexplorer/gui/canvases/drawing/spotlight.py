"""What is being talked about, brought out on the canvases: a glow behind lines, a ring around points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QPainter

    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.canvases.drawing.nodes import Edges, NodeLayout
    from nnexplorer.gui.canvases.drawing.thresholds import Thresholds
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

QUANTITIES = ("x", "W1", "b1", "e1", "h", "W2", "b2", "e2", "y", "target", "error")
"""What can be brought out; of W1, b1, e1, h and W2 it is the selected unit's."""

GLOW, OPACITY = 5.0, 0.4
"""Width of a glow in widths of a line, and how much of the accent's colour it has."""

RING = 4.0
"""Radius of a ring around a point in spacing units."""

NODES = {"x": "input", "e1": "hidden", "h": "hidden", "e2": "output", "y": "output", "target": "output"}
"""Which nodes of a diagram hold which quantity."""


def light_lines(
    painter: QPainter, thresholds: Thresholds, probe: Array | None, lit: Collection[str], unit: int, style: Style
) -> None:
    """Bring out in input space: x the probe, W1 the normal, b1 the line, e1 the way from the line to the probe."""
    frame = thresholds.frame
    ends, normal = thresholds.ends(unit), thresholds.normal(unit)
    if "b1" in lit and ends is not None:
        _glow(painter, QPointF(*ends[0]), QPointF(*ends[1]), style)
    if "W1" in lit and normal is not None:
        _glow(painter, *normal, style)
    if probe is None:
        return
    if "e1" in lit and ends is not None:
        _glow(painter, frame.point(*thresholds.lines[unit].foot(probe)), frame.point(*probe), style)
    if "x" in lit:
        _ring(painter, frame.point(*probe), style)


def light_chain(
    painter: QPainter, frame: Frame, joints: Array, wanted: Array | None, lit: Collection[str], unit: int, style: Style
) -> None:
    """Bring out in the output plane: b2 the chain's root, h and W2 the unit's link, the output, the target, the error.

    `joints` (N + 2, 2) are the chain's.
    """
    points = [frame.point(*joint) for joint in (joints[0], joints[1], joints[unit + 1], joints[unit + 2], joints[-1])]
    if "b2" in lit:
        _glow(painter, points[0], points[1], style)
    if "W2" in lit or "h" in lit:
        _glow(painter, points[2], points[3], style)
    if wanted is not None and "error" in lit:
        _glow(painter, frame.point(*wanted), points[4], style)
    if "y" in lit or "e2" in lit:
        _ring(painter, points[4], style)
    if wanted is not None and "target" in lit:
        _ring(painter, frame.point(*wanted), style)


def light_nodes(painter: QPainter, layout: NodeLayout, lit: Collection[str], unit: int, style: Style) -> None:
    """Bring out the nodes and the edges of a diagram that hold what is lit."""
    first, second = layout.first, layout.second
    for edges, chosen in (
        (first, (first.targets == unit) & (first.sources > 0) & ("W1" in lit)),
        (first, (first.targets == unit) & (first.sources == 0) & ("b1" in lit)),
        (second, (second.sources == unit + 1) & ("W2" in lit)),
        (second, (second.sources == 0) & ("b2" in lit)),
    ):
        _glow_edges(painter, edges, chosen, style)
    kinds = {NODES[name] for name in lit if name in NODES}
    painter.setPen(style.pen("accent", "selected"))
    margin = style.gap(1.5)
    for node in layout.nodes:
        if node.kind in kinds and (node.kind != "hidden" or node.index == unit):
            around = node.rect.adjusted(-margin, -margin, margin, margin)
            painter.drawRoundedRect(around, 2 * margin, 2 * margin)


def _glow_edges(painter: QPainter, edges: Edges, chosen: Array, style: Style) -> None:
    for place in np.flatnonzero(chosen):
        _glow(painter, edges.lines[place].p1(), edges.lines[place].p2(), style)


def _glow(painter: QPainter, start: QPointF, end: QPointF, style: Style) -> None:
    color = style.translucent("accent", OPACITY)
    painter.setPen(style.pen(color, GLOW * style.stroke("line"), round_ends=True))
    painter.drawLine(QLineF(start, end))


def _ring(painter: QPainter, at: QPointF, style: Style) -> None:
    painter.setPen(style.pen("accent", "selected"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, style.gap(RING), style.gap(RING))
