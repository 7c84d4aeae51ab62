"""The lecture's summary as a table: every nonlinearity with the figures that were measured of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.canvases.drawing import tablecells as cells
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import THIN, count

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.experiments.summary import SummaryPart
    from nnexplorer.gui.look.style import Style

TITLES = ("Nonlinearities, each trained on the same problem", "Nonlinearities, measured")
"""What stands above the table, the longest first."""

APART = 4.0
"""Spacing units between columns."""

LEAST_ROW = 15.0
"""Height of a row in pixels below which the footer makes way."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, how its cells are drawn, how narrow it may be in spacing units, and its share of more.

    The columns with the highest `rank` make way first.
    """

    heading: str
    draw: cells.Draw
    least: float
    weight: float
    rank: int


COLUMNS = (
    Column("", cells.draw_graphs, 16, 2, 3),
    Column("Nonlinearity", cells.draw_name, 21, 2, 0),
    Column("Error left", cells.draw_error, 16, 3, 1),
    Column("Dead units", cells.draw_dead, 19, 1, 2),
    Column(f"Mean |<i>g</i>\N{PRIME}{THIN}|", cells.draw_mean, 19, 2, 4),
    Column("Saturated", cells.draw_saturation, 19, 2, 5),
    Column("First layer moved", cells.draw_moved, 28, 0, 7),
    Column("Trouble", cells.draw_trouble, 30, 4, 6),
)


class TableCanvas(Canvas):
    """Shows a SummaryPart."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: SummaryPart | None = None
        self._columns: tuple[tuple[Column, float, float], ...] = ()

    def show_part(self, part: SummaryPart | None) -> None:
        """Show `part`, as far as it is measured."""
        before, self._part = self._part, part
        if _state(before) != _state(part):
            self.refresh_ground()

    def headings(self) -> list[str]:
        """The columns that there is room for."""
        return [column.heading for column, _, _ in self._columns]

    def lay_out(self) -> None:
        room = self.viewport().width() - 8 * self.style_.gap(1)
        self.title = next(
            (title for title in TITLES if self.style_.text_width(title, "small") < 0.9 * room), TITLES[-1]
        )
        space = self.space(left=4, right=4)
        self._columns = _fitted(space.left(), space.width(), self.style_)

    def draw_ground(self, painter: QPainter) -> None:
        part, style = self._part, self.style_
        if part is None or not part.problem.samples:
            self.draw_empty(painter, "The nonlinearities are compared on data; there are none yet.")
            return
        space, high = self.space(left=4, right=4, bottom=1), style.line_height("small")
        head, foot = high + style.gap(1), high + style.gap(1.5)
        if (space.height() - head - foot) / len(part.graphs) < LEAST_ROW * style.scale:
            foot = 0.0
        body = space.adjusted(0, head, 0, -foot)
        self._draw_head(painter, body.top())
        pitch = body.height() / len(part.graphs)
        for place, entry in enumerate(_entries(part)):
            row = QRectF(body.left(), body.top() + place * pitch, body.width(), pitch)
            painter.setPen(style.pen("grid" if place else "rule", "axis"))
            painter.drawLine(QLineF(row.topLeft(), row.topRight()))
            for column, left, width in self._columns:
                column.draw(painter, QRectF(left, row.top(), width, pitch), entry, style)
        if foot:
            self._draw_foot(painter, part, body)

    def _draw_head(self, painter: QPainter, bottom: float) -> None:
        style = self.style_
        for column, left, _ in self._columns:
            at = QPointF(left, bottom - style.gap(0.5))
            draw_text(painter, column.heading, at, style.font("small"), style.color("soft_ink"), (0.0, 1.0))

    def _draw_foot(self, painter: QPainter, part: SummaryPart, body: QRectF) -> None:
        """What was measured, in as many words as there is room for; or how far it is."""
        style = self.style_
        painter.setPen(style.pen("rule", "axis"))
        painter.drawLine(QLineF(body.bottomLeft(), body.bottomRight()))
        texts = _described(part)
        text = next((text for text in texts if style.text_width(text, "small") <= body.width()), texts[-1])
        at = QPointF(body.left(), body.bottom() + style.gap(1))
        draw_text(painter, text, at, style.font("small"), style.color("soft_ink"))


def _state(part: SummaryPart | None) -> tuple[object, ...]:
    """What the picture depends on: rows are kept, so that equal ones are the same."""
    return () if part is None else (*part.rows, *part.graphs, part.problem)


def _entries(part: SummaryPart) -> list[cells.Entry]:
    errors = [row.error for row in part.rows if not row.diverged]
    largest, least = max(errors, default=0.0), min(errors, default=0.0)
    measured = [*part.rows, *[None] * (len(part.graphs) - len(part.rows))]
    return [
        cells.Entry(
            graph=graph if row is None else row.graph,
            row=row,
            largest_error=largest,
            best=part.complete and row is not None and row.error == least,
        )
        for graph, row in zip(part.graphs, measured, strict=True)
    ]


def _described(part: SummaryPart) -> tuple[str, ...]:
    """What the figures come from, the longest text first."""
    if not part.complete:
        return (f"Measured {len(part.rows)} of {len(part.graphs)} \N{HORIZONTAL ELLIPSIS}",)
    problem, settings = part.problem, part.problem.settings
    size = f"{problem.units} hidden units, {count(settings.steps)} steps"
    kind = "training samples" if problem.part else "samples"
    samples = f"{count(problem.samples)} {kind}, seed {settings.seed}"
    how = f"{problem.optimizer} at a learning rate of {settings.learning_rate:g}"
    start = "all from the same random start"
    return (
        f"Measured: {size}, {how}, full batch of {samples}; {start}. Mean and share are over units and samples.",
        f"Measured: {size}, {how}, {samples}; {start}.",
        f"Measured: {size}, {samples}; {start}.",
        f"{size}, {samples}",
    )


def _fitted(left: float, width: float, style: Style) -> tuple[tuple[Column, float, float], ...]:
    """The columns that there is room for, each with its left edge and its width."""
    unit, apart = _unit(style), style.gap(APART)
    chosen = list(COLUMNS)
    while len(chosen) > 1 and sum(column.least * unit + apart for column in chosen) - apart > width:
        chosen.remove(max(chosen, key=lambda column: column.rank))
    spare = max(0.0, width - sum(column.least * unit + apart for column in chosen) + apart)
    weights = sum(column.weight for column in chosen) or 1.0
    placed = []
    for column in chosen:
        wide = column.least * unit + spare * column.weight / weights
        placed.append((column, left, wide))
        left += wide + apart
    return tuple(placed)


def _unit(style: Style) -> float:
    """A spacing unit that grows with the type, too, for columns that hold text."""
    return max(style.gap(1), 0.27 * style.line_height("small"))
