"""Where the nodes and edges of a network's diagram lie, and how much each node has room to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnexplorer.compute.parts.diagram import DiagramPart
    from nnexplorer.gui.look.style import Style

MOST_NODES = 12
"""Most nodes of a kind that are drawn, the selected one among them."""

LEAST_MAP, LARGEST_MAP = 5.0, 20.0
"""Sides of a node's map in spacing units."""

MAPS_SHARE = 0.46
"""Most of the width that maps take: the rest is for the edges."""

BETWEEN = 6.0
"""Space in spacing units for the arrow from e to h."""

LEAST_GAP = 12.0
"""Space between two columns in spacing units that leaves the edges visible."""

DOT = 3.4
"""Diameter in spacing units of a node that has room for nothing else."""

KINDS = ("input", "hidden", "output")
"""The layers of nodes, from left to right."""

TEMPLATE = "\N{MINUS SIGN}88.88"
"""A number for whose width there is room beside its name."""


@dataclass(frozen=True)
class Node:
    """A node: its kind ('bias', 'input', 'hidden' or 'output'), its index, and its cells in pixels, from e to h."""

    kind: str
    index: int
    cells: tuple[QRectF, ...]

    @property
    def rect(self) -> QRectF:
        """All of it."""
        return self.cells[0].united(self.cells[-1])

    @property
    def inlet(self) -> QPointF:
        """Where edges end."""
        return QPointF(self.rect.left(), self.rect.center().y())

    @property
    def outlet(self) -> QPointF:
        """Where edges begin."""
        return QPointF(self.rect.right(), self.rect.center().y())


@dataclass(frozen=True)
class Gap:
    """So many nodes of a kind that are not drawn, and the middle of the gap that they leave."""

    kind: str
    count: int
    at: QPointF


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges into one layer: their lines, and for each its target and its source (0 is the bias node), both (n,)."""

    lines: tuple[QLineF, ...]
    targets: NDArray[np.intp]
    sources: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class NodeLayout:
    """All places. `form` is 'maps', 'text' or 'dots': what a node has room for; `paired` where e and h are both shown.

    `columns` are the middles of the three layers, `label` the height below a map that its name takes.
    """

    form: str
    paired: bool
    columns: tuple[float, float, float]
    label: float
    nodes: tuple[Node, ...]
    gaps: tuple[Gap, ...]
    first: Edges
    second: Edges

    def node(self, kind: str, index: int) -> Node | None:
        """The node of that kind and index, None if it is not drawn."""
        return next((node for node in self.nodes if (node.kind, node.index) == (kind, index)), None)


def drawn(count: int, most: int, selected: int | None = None) -> tuple[int, ...]:
    """Which of `count` nodes are drawn in `most` places, one of them an ellipsis if there are more.

    The first ones are, and the selected one; unless that is among them, the last one.
    """
    if count <= most:
        return tuple(range(count))
    head = max(most - 2, 1)
    return (*range(head), selected if selected is not None and selected >= head else count - 1)


def lay_out(part: DiagramPart, space: QRectF, selected: int | None, style: Style) -> NodeLayout:
    """Lay a diagram out in `space`, as richly as there is room for."""
    return _Plan(part, space, selected, style).layout()


class _Plan:
    """One layout in the making."""

    def __init__(self, part: DiagramPart, space: QRectF, selected: int | None, style: Style) -> None:
        self.part, self.space, self.style = part, space, style
        self.unit, self.text = style.gap(1), style.line_height("small")
        places = int(np.clip(space.height() / (1.05 * self.text) - 1, 3, MOST_NODES))
        self.inputs, self.outputs = drawn(part.inputs, places), drawn(part.outputs, places)
        self.hidden = drawn(part.units, places, selected)
        rows = max(_places(part.units, self.hidden), _places(part.inputs, self.inputs)) + 1
        self.pitch = space.height() / max(rows, _places(part.outputs, self.outputs))
        self.form, self.paired, self.side = self._richest()

    def _richest(self) -> tuple[str, bool, float]:
        """Form of the nodes, whether both e and h are shown, and the height of a cell."""
        for paired in (True, False):
            side = self._map_side(paired)
            if self.part.maps is not None and side >= LEAST_MAP * self.unit:
                return "maps", paired, side
        for paired in (True, False):
            height = self._text_height()
            width = sum(self._width(kind, "text", paired, height) for kind in KINDS)
            if self.pitch >= height + self.unit and width + 2 * LEAST_GAP * self.unit <= self.space.width():
                return "text", paired, height
        return "dots", False, DOT * self.unit

    def _map_side(self, paired: bool) -> float:
        """The largest side of a map that height and width leave room for."""
        maps = len(KINDS) + sum(self._double(kind) for kind in KINDS) * paired
        across = MAPS_SHARE * self.space.width() - (maps - len(KINDS)) * BETWEEN * self.unit
        return min(self.pitch - self.text - 2.2 * self.unit, across / maps, LARGEST_MAP * self.unit)

    def _text_height(self) -> float:
        lines = 2 if self.part.values is not None and self.pitch >= 2 * self.text + 2.5 * self.unit else 1
        return lines * self.text + 1.2 * self.unit

    def _width(self, kind: str, form: str, paired: bool, height: float) -> float:
        """Width of a node: one cell or two with an arrow between them."""
        cell = {"maps": height, "text": self.style.text_width(TEMPLATE, "small") + 2 * self.unit}.get(form, height)
        return 2 * cell + BETWEEN * self.unit if paired and self._double(kind) else cell

    def _double(self, kind: str) -> bool:
        return kind == "hidden" or (kind == "output" and self.part.classifier)

    def layout(self) -> NodeLayout:
        widths = [self._width(kind, self.form, self.paired, self.side) for kind in KINDS]
        beside = self._beside()
        left = self.space.left() + beside + widths[0] / 2
        right = self.space.right() - beside - widths[2] / 2
        gap = (self.space.width() - 2 * beside - sum(widths)) / 2
        columns = (left, left + widths[0] / 2 + gap + widths[1] / 2, right)
        nodes, gaps = [], []
        for kind, column, count, indices, biased in (
            ("input", columns[0], self.part.inputs, self.inputs, 1),
            ("hidden", columns[1], self.part.units, self.hidden, 2),
            ("output", columns[2], self.part.outputs, self.outputs, 0),
        ):
            tops = self._rows(_places(count, indices) + (biased > 0))
            if biased:
                shift = (widths[1] - self._width("hidden", self.form, False, self.side)) / 2 if biased == 2 else 0.0
                nodes.append(self._bias(biased - 1, QPointF(column + shift, tops[0])))
                tops = tops[1:]
            if len(indices) < count:
                gap_row = len(indices) - 1
                gaps.append(Gap(kind, count - len(indices), QPointF(column, tops[gap_row])))
                tops = [*tops[:gap_row], *tops[gap_row + 1 :]]
            nodes += [self._node(kind, i, QPointF(column, top)) for i, top in zip(indices, tops, strict=True)]
        first = _edges(nodes, ("input", "hidden"), 0)
        second = _edges(nodes, ("hidden", "output"), 1)
        label = self.text + 0.6 * self.unit if self.form == "maps" else 0.0
        return NodeLayout(self.form, self.paired, columns, label, tuple(nodes), tuple(gaps), first, second)

    def _beside(self) -> float:
        """What is kept free left of the inputs and right of the outputs for names beside dots."""
        return 5.5 * self.unit if self.form == "dots" else 0.0

    def _rows(self, count: int) -> list[float]:
        """Middles of `count` rows in the middle of the height, closer together where there are many."""
        middle = self.space.center().y() - (self.text + 0.6 * self.unit) / 2 * (self.form == "maps")
        pitch = min(self.space.height() / count, 1.35 * max(self.pitch, self.side + self.text + 2 * self.unit))
        return [middle + (row - (count - 1) / 2) * pitch for row in range(count)]

    def _bias(self, layer: int, at: QPointF) -> Node:
        radius = min(max(self.text * 0.72, DOT * self.unit / 2), self.pitch * 0.45)
        return Node("bias", layer, (QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius),))

    def _node(self, kind: str, index: int, at: QPointF) -> Node:
        width = self._width(kind, self.form, False, self.side)
        whole = self._width(kind, self.form, self.paired, self.side)
        cell = QRectF(at.x() - whole / 2, at.y() - self.side / 2, width, self.side)
        cells = (cell, cell.translated(whole - width, 0.0)) if whole > width else (cell,)
        return Node(kind, index, cells)


def _places(count: int, indices: tuple[int, ...]) -> int:
    """Rows that the drawn ones of `count` nodes take, their ellipsis included."""
    return len(indices) + (len(indices) < count)


def _edges(nodes: list[Node], kinds: tuple[str, str], bias: int) -> Edges:
    """Every edge from the bias node and the nodes of one kind to those of the next."""
    source_kind, target_kind = kinds
    sources = [node for node in nodes if node.kind == source_kind or (node.kind, node.index) == ("bias", bias)]
    targets = [node for node in nodes if node.kind == target_kind]
    pairs = [(source, target) for source in sources for target in targets]
    return Edges(
        tuple(QLineF(source.outlet, target.inlet) for source, target in pairs),
        np.array([target.index for _, target in pairs], dtype=np.intp),
        np.array([0 if source.kind == "bias" else source.index + 1 for source, _ in pairs], dtype=np.intp),
    )
