"""Where the graphs of a part lie on their canvas: g beside g', one a nonlinearity, or all in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.frame import Frame

if TYPE_CHECKING:
    from nnexplorer.compute.parts.graphs import Graph, GraphsPart
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.lines import Bounds

Kind = Literal["value", "derivative", "both"]

MOST_PAIRS = 2
"""So many nonlinearities have their derivatives beside them; those of more are drawn into the same graphs."""

SHAPE = 1.4
"""Width to height of the graphs that a grid comes near to."""

LEAST_SIDE = 28.0
"""Width in spacing units below which g and g' share a graph."""

LEAST_HEIGHT = 15.0
"""Height in spacing units that the rows of operating points leave a graph."""

BELOW = 2.0
"""Spacing units below the rows."""

ROWS_SHARE = 0.45
"""Most of the height that those rows take."""


@dataclass(frozen=True)
class Rows:
    """Where the operating points' rows are: one a unit, each `height` pixels high, below a heading."""

    rect: QRectF
    height: float

    def row(self, place: int) -> QRectF:
        """The rectangle of one row."""
        return QRectF(self.rect.left(), self.rect.top() + place * self.height, self.rect.width(), self.height)


@dataclass(frozen=True)
class Plot:
    """One graph in its place: what it shows, and where the operating points are listed below it."""

    graph: Graph
    kind: Kind
    frame: Frame
    rows: Rows | None
    compact: bool

    @property
    def value(self) -> bool:
        """Whether g is drawn."""
        return self.kind != "derivative"

    @property
    def derivative(self) -> bool:
        """Whether g' is drawn."""
        return self.kind != "value"


@dataclass(frozen=True)
class _Margins:
    left: float
    top: float
    right: float
    bottom: float


def arranged(part: GraphsPart, space: QRectF, style: Style) -> tuple[Plot, ...]:
    """The graphs of `part` in a grid that fills `space`."""
    paired = part.derivatives and len(part.graphs) <= MOST_PAIRS and space.width() >= 2 * LEAST_SIDE * style.gap(1)
    kinds: tuple[Kind, ...] = ("value", "derivative") if paired else ("both",) if part.derivatives else ("value",)
    chosen = [(graph, kind) for graph in part.graphs for kind in kinds]
    columns = 2 if paired else _columns(len(chosen), space)
    lines = [chosen[first : first + columns] for first in range(0, len(chosen), columns)]
    margins = _Margins(
        left=style.text_width("\N{MINUS SIGN}0.5", "small") + style.gap(4),
        top=style.line_height("normal") + style.gap(2),
        right=style.gap(5),
        bottom=style.line_height("small") + style.gap(2.5),
    )
    units = 0 if part.points is None else len(part.points.units)
    lone = [all(graph.own for graph, _ in line) for line in lines]
    rows = _rows_height(units, space.height() / len(lines) - margins.top - margins.bottom, style) if any(lone) else 0.0
    height = (space.height() - rows * sum(lone)) / len(lines)
    plots, top = [], space.top()
    for line, own in zip(lines, lone, strict=True):
        width = space.width() / columns
        for place, (graph, kind) in enumerate(line):
            cell = QRectF(space.left() + place * width, top, width, height)
            plots.append(_plot(graph, kind, cell, margins, rows if own else 0.0, units, style))
        top += height + (rows if own else 0.0)
    return tuple(plots)


def compact(part: GraphsPart, space: QRectF) -> tuple[Plot, ...]:
    """The hidden layer's own graph alone, small enough for a panel: no numbers, and no rows below it."""
    return (Plot(part.own, "both", Frame(space, _bounds(part.own, "both")), None, compact=True),)


def _plot(graph: Graph, kind: Kind, cell: QRectF, margins: _Margins, rows: float, units: int, style: Style) -> Plot:
    rect = cell.adjusted(margins.left, margins.top, -margins.right, -margins.bottom)
    frame = Frame(rect, _bounds(graph, kind))
    if not rows:
        return Plot(graph, kind, frame, None, compact=False)
    head = _heading(style)
    below = QRectF(rect.left(), cell.bottom() + head, rect.width(), rows - head - style.gap(BELOW))
    return Plot(graph, kind, frame, Rows(below, below.height() / units), compact=False)


def _bounds(graph: Graph, kind: Kind) -> Bounds:
    if kind == "value":
        return graph.bounds
    if kind == "derivative":
        return graph.slopes
    (low, high), (least, most) = graph.bounds[1], graph.slopes[1]
    return (graph.bounds[0], (min(low, least), max(high, most)))


def _columns(count: int, space: QRectF) -> int:
    """How many graphs stand side by side so that they are as large as can be, and in shape."""

    def size(columns: int) -> float:
        rows = -(-count // columns)
        return min(space.width() / columns / SHAPE, space.height() / rows)

    return max(range(1, count + 1), key=size) if count else 1


def _heading(style: Style) -> float:
    return style.line_height("small") + style.gap(0.5)


def _rows_height(units: int, height: float, style: Style) -> float:
    """Height of all rows with their heading, for graphs that would be `height` without them; 0 for no rows."""
    if not units:
        return 0.0
    head = _heading(style) + style.gap(BELOW)
    share = min(ROWS_SHARE * height, height - LEAST_HEIGHT * style.gap(1))
    row = min(1.1 * style.line_height("small"), (share - head) / units)
    return units * row + head if row >= style.scale else 0.0
