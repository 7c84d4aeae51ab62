"""The edges of a network's diagram: as wide as their weights are large, coloured and dashed by their sign."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import MINUS, compact, number

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPen

    from nnexplorer.gui.canvases.drawing.nodes import Edges, NodeLayout
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

THICKEST = 3.5
"""Width of the edge that has the limit's weight, in widths of a line."""

LEVELS = 14
"""Widths that are told apart: edges of one width and sign are drawn at once."""

FAINT, PLAIN = 0.25, 0.85
"""Opacity of an edge beside a selected unit's, and of one where none is selected."""

DASH, PER_WIDTH, SPACE = 6.0, 1.3, 4.0
"""Pixels at scale 1 of a thin negative edge's dashes, by how many widths they are longer, and of the spaces between."""

MOST_DASHED = 90
"""Most edges of a layer of which every negative one is dashed; of more only the selected unit's are, to save time."""

MOST_NUMBERS = 6
"""Most edges that carry their numbers."""

PLACES = (0.3, 0.68)
"""Where along a selected unit's edges their numbers stand, before and behind it."""


class EdgeScale:
    """A layer's largest weight, rounded up: it grows at once, and shrinks only when the hand rests."""

    def __init__(self) -> None:
        self._limit = SteadyLimit()

    def follow(self, weights: Array, resting: bool) -> float:
        """Take `weights` into account and return the one that is drawn thickest."""
        self._limit.follow(weights, resting)
        return self.value

    @property
    def value(self) -> float:
        """The weight that is drawn thickest: 1, 2 or 5 times a power of ten."""
        power = 10.0 ** math.floor(math.log10(self._limit.value))
        return next(power * factor for factor in (1, 2, 5, 10, 20) if power * factor >= self._limit.value * (1 - 1e-9))


def draw_edges(
    painter: QPainter, edges: Edges, weights: Array, limit: float, selected: Array | None, style: Style
) -> None:
    """Draw `edges` by their `weights` (n,); those that are not `selected` (n,) faintly, None for no selection."""
    levels = np.zeros(len(weights), dtype=int)
    finite = np.nan_to_num(weights, posinf=limit, neginf=-limit)
    levels[:] = np.ceil(np.clip(np.abs(finite) / limit, 0.0, 1.0) * LEVELS)
    lit = np.full(len(weights), 2) if selected is None else selected.astype(int)
    batches: dict[tuple[int, int, bool], list[QLineF]] = {}
    for line, light, level, negative in zip(edges.lines, lit, levels, finite < 0, strict=True):
        batches.setdefault((int(light == 1), int(level), bool(negative)), []).append(line)
    faint = PLAIN if selected is None else FAINT
    for (light, level, negative), lines in sorted(batches.items(), key=lambda batch: batch[0]):
        pen = _pen(level, negative, 1.0 if light else faint, style)
        if not light and len(weights) > MOST_DASHED:
            pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawLines(lines)


def _pen(level: int, negative: bool, opacity: float, style: Style) -> QPen:
    if level == 0:
        return style.pen("rule", "axis")
    width = max(THICKEST * style.stroke("line") * level / LEVELS, 0.5 * style.stroke("axis"))
    return sign_pen(width, negative, opacity, style)


def sign_pen(width: float, negative: bool, opacity: float, style: Style) -> QPen:
    """A pen in a sign's colour; a negative one is dashed."""
    pen = style.pen(style.translucent("negative" if negative else "positive", opacity), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if negative:
        pen.setDashPattern([DASH * style.scale / width + PER_WIDTH, SPACE * style.scale / width])
    return pen


def draw_numbers(painter: QPainter, edges: Edges, weights: Array, chosen: Array, place: float, style: Style) -> None:
    """Write the weights of the `chosen` edges (n,) on them, `place` of the way along, unless they would overlap."""
    lines = [line for line, drawn in zip(edges.lines, chosen, strict=True) if drawn]
    points = [line.pointAt(place) for line in lines]
    heights = sorted(point.y() for point in points)
    high = style.line_height("small")
    if len(lines) > MOST_NUMBERS or any(after - before < high for before, after in pairwise(heights)):
        return
    for point, weight in zip(points, weights[chosen], strict=True):
        text = compact(float(weight))
        plate = QRectF(0.0, 0.0, style.text_width(text, "small") + style.gap(1.5), high)
        plate.moveCenter(point)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("card"))
        painter.drawRoundedRect(plate, style.gap(1), style.gap(1))
        draw_text(painter, text, point, style.font("small"), style.color("ink"), (0.5, 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_key(painter: QPainter, at: QPointF, room: float, limit: float, style: Style) -> None:
    """The thickest edge of each sign with its weight, in the middle of `room` pixels about `at`."""
    gap, thick = style.gap(1), THICKEST * style.stroke("line")
    bar = 2 * (DASH * style.scale + PER_WIDTH * thick) + SPACE * style.scale
    text = number(limit, 0) if limit >= 1 else f"{limit:g}"
    texts = (text, MINUS + text)
    widths = [bar + gap + style.text_width(text, "small") for text in texts]
    if sum(widths) + 3 * gap > room:
        return
    x = at.x() - (sum(widths) + 3 * gap) / 2
    for negative, (text, width) in enumerate(zip(texts, widths, strict=True)):
        painter.setPen(sign_pen(thick, bool(negative), PLAIN, style))
        painter.drawLine(QLineF(x, at.y(), x + bar, at.y()))
        beside = QPointF(x + bar + gap, at.y())
        draw_text(painter, text, beside, style.font("small"), style.color("soft_ink"), (0.0, 0.5))
        x += width + 3 * gap


def columns_gap(layout: NodeLayout, layer: int) -> tuple[float, float]:
    """Middle and width of the space between two columns of nodes."""
    kinds = (("input", "hidden"), ("hidden", "output"))[layer]
    left = max(node.rect.right() for node in layout.nodes if node.kind == kinds[0])
    right = min(node.rect.left() for node in layout.nodes if node.kind == kinds[1])
    return (left + right) / 2, right - left
