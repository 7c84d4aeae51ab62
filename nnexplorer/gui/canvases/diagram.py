"""The network as a diagram: its nodes and weighted edges, its four equations, and the selected unit's sum."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit, map_image
from nnexplorer.gui.canvases.drawing.diagramplan import LEADING, divide
from nnexplorer.gui.canvases.drawing.edges import PLACES, EdgeScale, columns_gap, draw_edges, draw_key, draw_numbers
from nnexplorer.gui.canvases.drawing.equations import SIGMA, draw_equations
from nnexplorer.gui.canvases.drawing.nodepaint import NodePainter
from nnexplorer.gui.canvases.drawing.nodes import lay_out
from nnexplorer.gui.canvases.drawing.spotlight import light_nodes
from nnexplorer.gui.canvases.drawing.unitsum import fitted, unit_sum
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import count

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

    from nnexplorer.compute.parts.diagram import DiagramPart
    from nnexplorer.gui.canvases.drawing.diagramplan import Plan
    from nnexplorer.gui.canvases.drawing.nodes import Edges, NodeLayout
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.network import Array

NUMBERED = 26.0
"""Space between two layers in spacing units from which the selected unit's edges carry their weights."""

EDGE_REACH = 4.0
"""Pixels from an edge within which a click takes its unit."""

KINDS = {"x": "input", "e1": "hidden", "h": "hidden", "e2": "output", "y": "output"}
"""Which nodes hold which quantity."""


class DiagramCanvas(Canvas):
    """Shows a DiagramPart; a click on a hidden unit or one of its edges selects it."""

    deselects = True

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: DiagramPart | None = None
        self._selected: int | None = None
        self._layout: NodeLayout | None = None
        self._shape: tuple[object, ...] = ()
        self._scales = (EdgeScale(), EdgeScale())
        self._limits = {quantity: SteadyLimit() for quantity in KINDS}
        self._images: dict[tuple[str, int], QImage] = {}
        self._plan: Plan | None = None

    def show_part(self, part: DiagramPart | None, selected: int | None, resting: bool = True) -> None:
        """Show `part` with unit `selected` brought out; scales shrink only if the hand is `resting`."""
        self._part = part
        self._selected = selected if part is not None and selected is not None and selected < part.units else None
        if part is not None:
            for scale, weights in zip(self._scales, (part.first, part.second), strict=True):
                scale.follow(weights, resting)
            for quantity, limit in self._limits.items():
                for source in (part.values, part.maps):
                    if source is not None:
                        limit.follow(getattr(source, quantity), resting)
        if self._ground_shape() != self._shape:
            self.refresh_ground()
        self._images = self._pictures()
        self.refresh()

    def _ground_shape(self) -> tuple[object, ...]:
        """What places and equations depend on."""
        part = self._part
        if part is None:
            return ()
        sizes = (part.inputs, part.units, part.outputs, part.values is None, part.maps is None)
        return (*sizes, part.hidden.name, part.output.name, self._selected)

    def _pictures(self) -> dict[tuple[str, int], QImage]:
        """A picture for every cell that has room for it."""
        part, layout = self._part, self._layout
        if part is None or part.maps is None or part.maps.x.ndim == 2 or layout is None or layout.form != "maps":
            return {}
        table, pictures = self.style_.color_table(), {}
        for quantity, kind in KINDS.items():
            values, limit = getattr(part.maps, quantity), self._limits[quantity].value
            for node in layout.nodes:
                if node.kind == kind and (quantity not in ("e1", "e2") or len(node.cells) == 2):
                    pictures[quantity, node.index] = map_image(values[node.index], limit, table, self.style_.downwards)
        return pictures

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        symbols, self._shape = self.style_.symbols, self._ground_shape()
        letters = (symbols.notation.excitation_html, symbols.notation.activation_html, symbols.y(0, 1))
        self.title = " \N{RIGHTWARDS ARROW} ".join(("Network <i>x</i>", *letters))
        self._plan = self._layout = None
        if self._part is not None:
            self._plan = divide(self.space(left=5, right=5, bottom=2), self._part.classifier, self.style_)
            self._layout = lay_out(self._part, self._plan.network, self._selected, self.style_)
            self._images = self._pictures()

    def draw_ground(self, painter: QPainter) -> None:
        part, plan, style = self._part, self._plan, self.style_
        if part is None or plan is None:
            self.draw_empty(painter, "The network is drawn here as nodes and edges.")
            return
        for block in plan.blocks:
            draw_equations(painter, block.equations, block.at, block.size, style.color("ink"))
        if plan.blocks:
            text = f"{SIGMA} is {_spoken(part.hidden)}" + (f", <i>g</i> is {_spoken(part.output)}" * part.classifier)
            draw_text(painter, text, plan.meaning, style.font("small"), style.color("soft_ink"))

    def draw_figure(self, painter: QPainter) -> None:
        part, plan, layout = self._part, self._plan, self._layout
        if part is None or plan is None or layout is None:
            return
        if self.lit and self._selected is not None:
            light_nodes(painter, layout, self.lit, self._selected, self.style_)
        for place, (edges, weights, limit, lit) in enumerate(self._edges(part, layout)):
            draw_edges(painter, edges, weights, limit, lit, self.style_)
            if lit is not None and columns_gap(layout, place)[1] >= self.style_.gap(NUMBERED):
                draw_numbers(painter, edges, weights, lit, PLACES[place], self.style_)
        limits = {quantity: limit.value for quantity, limit in self._limits.items()}
        NodePainter(part, layout, self._images, self._selected, self.style_).draw(painter, limits)
        if not plan.captions.isEmpty():
            self._draw_captions(painter, part, layout, plan.captions)
        self._draw_sum(painter, part, plan)

    def _edges(self, part: DiagramPart, layout: NodeLayout) -> list[tuple[Edges, Array, float, Array | None]]:
        """Edges of both layers, their weights, the weight drawn thickest, and which are the selected unit's."""
        first, second = layout.first, layout.second
        lit = (None, None)
        if self._selected is not None:
            lit = (first.targets == self._selected, second.sources == self._selected + 1)
        scales = (scale.value for scale in self._scales)
        weights = (part.first[first.targets, first.sources], part.second[second.targets, second.sources])
        return list(zip((first, second), weights, scales, lit, strict=True))

    def _draw_captions(self, painter: QPainter, part: DiagramPart, layout: NodeLayout, rect: QRectF) -> None:
        """How many nodes a layer has, and between the layers the scale of their edges."""
        style, y = self.style_, rect.bottom() - self.style_.line_height("small") / 2
        captions = (
            f"<i>D</i> = {count(part.inputs)}",
            f"<i>N</i> = {count(part.units)}",
            f"<i>K</i> = {count(part.outputs)}",
        )
        halves = [style.text_width(caption, "small") / 2 for caption in captions]
        xs = [
            min(max(x, rect.left() + half), rect.right() - half) for x, half in zip(layout.columns, halves, strict=True)
        ]
        for x, caption in zip(xs, captions, strict=True):
            draw_text(painter, caption, QPointF(x, y), style.font("small"), style.color("soft_ink"), (0.5, 0.5))
        for layer, scale in enumerate(self._scales):
            left, right = xs[layer] + halves[layer], xs[layer + 1] - halves[layer + 1]
            draw_key(painter, QPointF((left + right) / 2, y), right - left - style.gap(4), scale.value, style)

    def _draw_sum(self, painter: QPainter, part: DiagramPart, plan: Plan) -> None:
        """The selected unit's sum: in a column line by line, in a row as much of it as fits."""
        style = self.style_
        if self._selected is None:
            if not self.exporting:
                text = "Click a unit to see its sum."
                draw_text(painter, text, plan.sum.topLeft(), style.font("small"), style.color("soft_ink"))
            return
        step = "normal" if plan.column else "small"
        statements = unit_sum(part, self._selected, style.symbols)
        at = self._draw_swatch(painter, part, plan, self._selected)
        room = plan.sum.right() - at.x()
        for indent, line in fitted(statements, room, plan.sum.bottom() - at.y(), plan.column, style, step):
            draw_text(painter, line, at + QPointF(indent, 0.0), style.font(step), style.color("ink"))
            at += QPointF(0.0, LEADING * style.line_height(step))

    def _draw_swatch(self, painter: QPainter, part: DiagramPart, plan: Plan, unit: int) -> QPointF:
        """Say whose sum it is, and return where that begins."""
        style, corner = self.style_, plan.sum.topLeft()
        text = style.line_height("small")
        radius = style.gap(1.1)
        middle = corner + QPointF(radius, text / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.unit(unit, self._selected, part.units))
        painter.drawEllipse(middle, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        beside = corner + QPointF(2 * radius + style.gap(1.5), 0.0)
        if not plan.column:
            return beside
        name = f"unit {style.symbols.index(unit)}"
        draw_text(painter, name, beside, style.font("small", bold=True), style.color("ink"))
        return corner + QPointF(0.0, 1.4 * text)

    # Gestures -------------------------------------------------------------------------------------------------

    def grip_at(self, at: QPointF) -> Grip | None:
        """The hidden unit whose node is at `at`, else the one whose edge is nearest within reach."""
        part, layout = self._part, self._layout
        if part is None or layout is None:
            return None
        margin = self.style_.gap(1)
        for node in layout.nodes:
            if node.rect.adjusted(-margin, -margin, margin, margin + layout.label).contains(at):
                return Grip("unit", node.index if node.kind == "hidden" else None, at)
        unit = self._edge_at(layout, at)
        return None if unit is None else Grip("unit", unit, at)

    def _edge_at(self, layout: NodeLayout, at: QPointF) -> int | None:
        """The hidden unit that the nearest edge within reach belongs to."""
        owners = np.concatenate((layout.first.targets, layout.second.sources - 1))
        away = np.array([_distance(line, at) for line in (*layout.first.lines, *layout.second.lines)])
        away[owners < 0] = np.inf  # the outputs' biases are no unit's
        nearest = int(np.argmin(away))
        return int(owners[nearest]) if away[nearest] <= EDGE_REACH * self.style_.scale else None


def _spoken(activation: Activation) -> str:
    article = "" if activation.title[0].isupper() or activation.name in ("tanh", "identity") else "the "
    return article + activation.title


def _distance(line: QLineF, at: QPointF) -> float:
    """Pixels from a point to a segment."""
    way, arm = line.p2() - line.p1(), at - line.p1()
    share = QPointF.dotProduct(way, arm) / max(QPointF.dotProduct(way, way), 1e-12)
    rest = arm - way * min(max(share, 0.0), 1.0)
    return math.hypot(rest.x(), rest.y())
