"""The nodes of a network's diagram, drawn as maps, as names with their values, or as dots."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from nnexplorer.gui.canvases.drawing.nodes import BETWEEN, TEMPLATE
from nnexplorer.gui.canvases.drawing.waves import draw_wave
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import THIN, number

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPen

    from nnexplorer.compute.parts.diagram import DiagramPart
    from nnexplorer.gui.canvases.drawing.nodes import Gap, Node, NodeLayout
    from nnexplorer.gui.look.style import Style

COUNTED = ("and {} more", "+{}", "\N{HORIZONTAL ELLIPSIS}")
"""What stands for nodes that are not drawn, the longest first."""


@dataclass(frozen=True)
class Content:
    """What one cell of a node shows: its name, its value at the probe if there is one, and its map if it has one.

    `quantity` is the name that the part gives it.
    """

    quantity: str
    name: str
    value: float | None = None
    image: QImage | None = None
    layer: str = ""
    """Stands above the name's index."""


class NodePainter:
    """Draws the nodes of one part in one layout."""

    def __init__(
        self,
        part: DiagramPart,
        layout: NodeLayout,
        images: dict[tuple[str, int], QImage],
        selected: int | None,
        style: Style,
    ) -> None:
        self._part, self._layout, self._images = part, layout, images
        self._selected, self._style = selected, style
        self._sign = self._sign_before_value()

    def draw(self, painter: QPainter, limits: dict[str, float]) -> None:
        """Draw all nodes and the gaps between them; dots' colours and curves end at their quantity's limit."""
        for node in self._layout.nodes:
            if node.kind == "bias":
                self._draw_bias(painter, node)
            elif self._layout.form == "maps":
                self._draw_maps(painter, node, limits)
            elif self._layout.form == "text":
                self._draw_capsule(painter, node)
            else:
                self._draw_dot(painter, node, limits)
        self._draw_gaps(painter)

    # What a node holds ----------------------------------------------------------------------------------------

    def contents(self, node: Node) -> tuple[Content, ...]:
        """What the cells of `node` show, one a cell."""
        part, symbols, k = self._part, self._style.symbols, node.index
        if node.kind == "input":
            return (self._content("x", symbols.x(k), k),)
        if node.kind == "hidden":
            both = (self._content("e1", symbols.e(k), k), self._content("h", symbols.h(k), k))
        else:
            many = part.outputs > 1
            excitation = symbols.e(k) if many else symbols.notation.excitation_html
            both = (self._content("e2", excitation, k, "(2)"), self._content("y", symbols.y(k, part.outputs), k))
        return both if len(node.cells) == 2 else both[1:]

    def _content(self, quantity: str, name: str, index: int, layer: str = "") -> Content:
        values = self._part.values
        value = None if values is None else float(getattr(values, quantity)[index])
        return Content(quantity, name, value, self._images.get((quantity, index)), layer)

    # Drawing --------------------------------------------------------------------------------------------------

    def _ring(self, node: Node) -> QPen:
        style = self._style
        if node.kind != "hidden":
            return style.pen("soft_ink", "axis")
        chosen = node.index == self._selected
        color = style.unit(node.index, self._selected, self._part.units)
        return style.pen(color, "selected" if chosen else "line")

    def _draw_bias(self, painter: QPainter, node: Node) -> None:
        style = self._style
        painter.setPen(style.pen("soft_ink", "axis"))
        painter.setBrush(style.color("card"))
        painter.drawEllipse(node.rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_text(painter, "1", node.rect.center(), style.font("small"), style.color("ink"), (0.5, 0.5))

    def _draw_maps(self, painter: QPainter, node: Node, limits: dict[str, float]) -> None:
        style, ring = self._style, self._ring(node)
        for cell, content in zip(node.cells, self.contents(node), strict=True):
            self._clear(painter, cell, style.gap(1))
            if content.image is not None:
                painter.drawImage(cell, content.image)
            else:
                self._draw_curve(painter, node, cell, content.quantity, limits)
            painter.setPen(ring)
            painter.drawRoundedRect(cell, style.gap(0.75), style.gap(0.75))
            self._draw_label(painter, cell, content)
        self._draw_arrow(painter, node)

    def _draw_curve(self, painter: QPainter, node: Node, cell: QRectF, quantity: str, limits: dict[str, float]) -> None:
        """What a node holds over the only input."""
        style, maps = self._style, self._part.maps
        if maps is None or maps.x.ndim > 2:
            return
        unit = node.kind == "hidden"
        pen = style.pen(style.unit(node.index, self._selected, self._part.units) if unit else "ink", "line")
        draw_wave(painter, cell, maps.x[0], getattr(maps, quantity)[node.index], limits[quantity], pen, style)

    def _draw_label(self, painter: QPainter, cell: QRectF, content: Content) -> None:
        """The name below a map, with the value where there is room for it."""
        style = self._style
        name = self._name_width(content)
        value = "" if content.value is None or self._sign is None else self._sign + number(content.value)
        width = name + (style.text_width(value, "small") if value else 0.0)
        left = QPointF(cell.center().x() - width / 2, cell.bottom() + 0.6 * style.gap(1))
        painter.fillRect(QRectF(left, QSizeF(width, style.line_height("small"))), style.color("card"))
        self._draw_name(painter, content, left, (0.0, 0.0))
        if value:
            beside = left + QPointF(name, 0.0)
            draw_text(painter, value, beside, style.font("small"), style.color("soft_ink"))

    def _sign_before_value(self) -> str | None:
        """What stands between a name and its value, the same below all maps; None where there is no room for both."""
        style, nodes = self._style, [node for node in self._layout.nodes if node.kind != "bias"]
        room = nodes[0].cells[0].width() + style.gap(BETWEEN - 1.0)
        longest = max(self._name_width(content) for node in nodes for content in self.contents(node))
        for sign in ("&nbsp;= ", "&nbsp;"):
            if longest + style.text_width(f"{sign}{TEMPLATE}", "small") <= room:
                return sign
        return None

    def _name_width(self, content: Content) -> float:
        style = self._style
        name = style.text_width(content.name, "small")
        return max(name, self._before_layer() + style.text_width(_raised(content.layer), "small"))

    def _before_layer(self) -> float:
        """Width of the letter that has a layer's number."""
        style = self._style
        letter = style.symbols.notation.excitation_html
        return style.text_width(letter, "small") - style.text_width(THIN, "small")

    def _draw_name(self, painter: QPainter, content: Content, at: QPointF, anchor: tuple[float, float]) -> None:
        """A name, and above its index the layer."""
        style = self._style
        font, ink = style.font("small"), style.color("ink")
        halo = style.color("card") if self._layout.form == "dots" else None
        left = at - QPointF(anchor[0] * self._name_width(content), 0.0)
        draw_text(painter, content.name, left, font, ink, (0.0, anchor[1]), halo)
        if content.layer:
            beside = left + QPointF(self._before_layer(), 0.0)
            draw_text(painter, _raised(content.layer), beside, font, ink, (0.0, anchor[1]))

    def _draw_capsule(self, painter: QPainter, node: Node) -> None:
        style, rect = self._style, node.rect
        radius = min(rect.height() / 2, style.gap(3))
        self._clear(painter, rect, radius)
        painter.setPen(self._ring(node))
        chosen = node.kind == "hidden" and node.index == self._selected
        painter.setBrush(style.color("selection" if chosen else "card"))
        painter.drawRoundedRect(rect, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        font, text = style.font("small"), style.line_height("small")
        for cell, content in zip(node.cells, self.contents(node), strict=True):
            below = content.value is not None and cell.height() > 1.9 * text
            at = cell.center() - QPointF(0.0, text / 2 if below else 0.0)
            self._draw_name(painter, content, at, (0.5, 0.5))
            if below and content.value is not None:
                at += QPointF(0.0, text)
                draw_text(painter, number(content.value), at, font, style.color("soft_ink"), (0.5, 0.5))
        self._draw_arrow(painter, node)

    def _draw_dot(self, painter: QPainter, node: Node, limits: dict[str, float]) -> None:
        style, (content,) = self._style, self.contents(node)
        painter.setPen(self._ring(node))
        painter.setBrush(self._tone(content.value, limits[content.quantity]))
        painter.drawEllipse(node.rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        side = -1 if node.kind == "input" else 1
        edge = node.rect.left() if node.kind == "input" else node.rect.right()
        at = QPointF(edge + side * style.gap(1), node.rect.center().y())
        anchor = (1.0 if node.kind == "input" else 0.0, 0.5)
        self._draw_name(painter, content, at, anchor)

    def _tone(self, value: float | None, limit: float) -> QColor:
        if value is None:
            return self._style.color("card")
        share = float(np.clip(np.nan_to_num(value / limit), -1.0, 1.0))
        red, green, blue, _ = self._style.diverging()[round(127.5 + 127.5 * share)]
        return QColor(int(red), int(green), int(blue))

    def _clear(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        """Keep the edges a seam away from a node."""
        style = self._style
        seam = style.stroke("halo") / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("card"))
        painter.drawRoundedRect(rect.adjusted(-seam, -seam, seam, seam), radius + seam, radius + seam)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_arrow(self, painter: QPainter, node: Node) -> None:
        """From the excitation to the activation."""
        if len(node.cells) == 2:
            style, y = self._style, node.rect.center().y()
            start, tip = QPointF(node.cells[0].right(), y), QPointF(node.cells[1].left(), y)
            inset = QPointF(style.gap(0.9), 0.0)
            style.draw_arrow(painter, start + inset, tip - inset, style.color("soft_ink"), style.stroke("axis") * 1.5)

    def _draw_gaps(self, painter: QPainter) -> None:
        """How many nodes are not drawn, in as many words as fit beside one another."""
        style, gaps = self._style, self._layout.gaps
        for wording in COUNTED:
            texts = [wording.format(gap.count) for gap in gaps]
            boxes = [self._gap_box(gap, text) for gap, text in zip(gaps, texts, strict=True)]
            if not any(first.intersects(second) for first, second in combinations(boxes, 2)):
                break
        font, soft, card = style.font("small"), style.color("soft_ink"), style.color("card")
        for text, box in zip(texts, boxes, strict=True):
            draw_text(painter, text, box.center(), font, soft, (0.5, 0.5), card, style.gap(1))

    def _gap_box(self, gap: Gap, text: str) -> QRectF:
        """Where a gap's text is: in its middle, but not beyond the nodes."""
        style, nodes = self._style, self._layout.nodes
        half, high = style.text_width(text, "small") / 2, style.line_height("small")
        left, right = min(node.rect.left() for node in nodes), max(node.rect.right() for node in nodes)
        x = min(max(gap.at.x(), left + half), right - half)
        return QRectF(x - half, gap.at.y() - high / 2, 2 * half, high)


def _raised(layer: str) -> str:
    """A superscript alone; the space before it gives the line its height."""
    return f"{THIN}<sup>{layer}</sup>" if layer else THIN
