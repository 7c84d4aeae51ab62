"""The hidden layer: a map of e and a map of h for each unit, over one input a curve, with its figures beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage

from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit, map_images
from nnexplorer.gui.canvases.drawing.legend import Entry, draw_legend
from nnexplorer.gui.canvases.drawing.waves import draw_wave, faint_pen
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import number

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.evaluation import HiddenPart
    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.gui.look.style import Style

FIGURES_WIDTH = 30.0
"""Width of a unit's figures in spacing units."""

LEAST_SIDE = {"full": 17.0, "pair": 13.0, "single": 7.0}
"""Smallest side of a map, in spacing units, for each way of showing a unit: with figures, e and h, h alone."""


OVERLAID = 13.0
"""Height in spacing units from which a frame has room for two curves."""

WIDEST = 2.4
"""Width of a curve's frame as a multiple of its height, where there is room."""


@dataclass(frozen=True)
class Grid:
    """How the units are laid out: what each shows, the maps' side in pixels, columns, rows and the cell's size."""

    kind: str
    side: float
    columns: int
    rows: int
    cell: tuple[float, float]


class MapsCanvas(Canvas):
    """Shows a HiddenPart; a unit is selected by a click on its maps."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: HiddenPart | None = None
        self._selected: int | None = None
        self._grid: Grid | None = None
        self._space = QRectF()
        self._e_limits: list[SteadyLimit] = []
        self._h_limit = SteadyLimit()
        self._images: list[tuple[QImage, QImage]] = []
        self._formula = ""

    def show_part(self, part: HiddenPart | None, formula: str, selected: int | None, resting: bool = True) -> None:
        """Show `part` of the nonlinearity written as `formula`; scales shrink only if the hand is `resting`."""
        before = (self._formula, self._units(), self._waved)
        self._part, self._formula, self._selected = part, formula, selected
        if before != (formula, self._units(), self._waved):
            self.refresh_ground()
        if part is not None and self._grid is not None:
            self._images = self._pictures(part, resting)
        self.refresh()

    def _units(self) -> int:
        return 0 if self._part is None else self._part.correction.shape[1]

    @property
    def _waved(self) -> bool:
        """Whether there is a single input, and curves instead of maps."""
        return self._part is not None and self._part.x is not None

    def _pictures(self, part: HiddenPart, resting: bool) -> list[tuple[QImage, QImage]]:
        """Maps of e, each on a scale of its own, since the gains may differ by much, and of h on a common one."""
        shown, grid, table, down = self._shown(), self._grid, self.style_.color_table(), self.style_.downwards
        h_limit = self._h_limit.follow(part.h[:shown], resting)
        if part.x is not None:
            self._follow_e(part, resting)
            return []
        h_maps = map_images(_thinned(part.h[:shown], grid), [h_limit] * shown, table, down)
        if grid is not None and grid.kind == "single":
            return [(h_map, h_map) for h_map in h_maps]
        limits = self._follow_e(part, resting)
        e_maps = map_images(_thinned(part.e1[:shown], grid), limits, table, down)
        return list(zip(e_maps, h_maps, strict=True))

    def _follow_e(self, part: HiddenPart, resting: bool) -> list[float]:
        shown = self._shown()
        self._e_limits += [SteadyLimit() for _ in range(shown - len(self._e_limits))]
        largest = np.abs(part.e1[:shown]).max(axis=tuple(range(1, part.e1.ndim)))
        return [limit.reach(float(e), resting) for limit, e in zip(self._e_limits, largest, strict=False)]

    def _shown(self) -> int:
        return min(self._grid.columns * self._grid.rows, len(self._part.h)) if self._grid and self._part else 0

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        self.title = f"Hidden layer {self._formula}" if self._formula else "Hidden layer"
        self._space = self.space(left=4, right=4, bottom=2)
        units = self._units()
        self._grid = (
            _grid(units, self._space, self.style_.gap(1), self.style_.line_height("small"), self.style_.type_factor)
            if units
            else None
        )
        if self._part is not None and self._grid is not None:
            self._images = self._pictures(self._part, False)

    def draw_ground(self, painter: QPainter) -> None:
        if self._part is None:
            self.draw_empty(painter, "The units' maps are drawn for one or two inputs.")
        elif self._overlaid:
            self._draw_key(painter)

    def draw_figure(self, painter: QPainter) -> None:
        if self._grid is None or self._part is None:
            return
        for k in range(self._shown() if self._waved else min(self._shown(), len(self._images))):
            self._draw_unit(painter, self._grid, k)
        hidden = self._units() - self._shown()
        if hidden > 0:
            at = QPointF(self.head_right, self.head_top)
            text = f"and {hidden} more"
            draw_text(painter, text, at, self.style_.font("small"), self.style_.color("soft_ink"), (1, 0))

    def _draw_unit(self, painter: QPainter, grid: Grid, unit: int) -> None:
        style = self.style_
        corner, width = self._corner(grid, unit), self._width(grid)
        symbols, gap = style.symbols, style.gap(1)
        names = {"e1": symbols.e(unit), "h": symbols.h(unit)}
        if grid.kind == "single":
            del names["e1"]
        for place, (layer, name) in enumerate(names.items()):
            rect = QRectF(corner.x() + place * (width + 4 * gap), corner.y(), width, grid.side)
            self._fill(painter, rect, unit, layer)
            if self._part is not None and self._part.badges[unit] == "dead":
                painter.fillRect(rect, QBrush(style.color("soft_ink"), Qt.BrushStyle.BDiagPattern))
            self._frame_map(painter, rect, unit)
            below = QPointF(rect.center().x(), rect.bottom() + gap)
            draw_text(painter, name, below, style.font("small"), style.color("ink"), (0.5, 0.0))
        if grid.kind == "full":
            self._draw_figures(painter, QPointF(corner.x() + 2 * width + 8 * gap, corner.y()), unit)

    def _width(self, grid: Grid) -> float:
        """Width of a map, which is square, or of a curve's frame."""
        if not self._waved:
            return grid.side
        maps = 1 if grid.kind == "single" else 2
        room = (grid.cell[0] - _beside(grid.kind, self.style_.gap(1), self.style_.type_factor)) / maps
        return max(grid.side, min(room, WIDEST * grid.side))

    def _fill(self, painter: QPainter, rect: QRectF, unit: int, layer: str) -> None:
        """Draw a unit's map, or its curve: the excitation 'e1' or the activation 'h'."""
        part = self._part
        if part is None or part.x is None:
            painter.drawImage(rect, self._images[unit][layer == "h"])
            return
        if self._overlaid:
            draw_wave(
                painter, rect, part.x, part.e1[unit], self._e_limits[unit].value, faint_pen(self.style_), self.style_
            )
        limit = self._h_limit if layer == "h" else self._e_limits[unit]
        pen = self.style_.pen(self.style_.unit(unit, self._selected, self._units()), "line")
        draw_wave(painter, rect, part.x, getattr(part, layer)[unit], limit.value, pen, self.style_)

    @property
    def _overlaid(self) -> bool:
        """Whether the excitation's curve lies under the activation's: there is no room for one beside the other."""
        grid = self._grid
        return self._waved and grid is not None and grid.kind == "single" and grid.side >= OVERLAID * self.style_.gap(1)

    def _draw_key(self, painter: QPainter) -> None:
        """What the two curves in a frame are."""
        style, letters = self.style_, self.style_.symbols.notation
        entries = [
            Entry(f"{letters.excitation_html}, on its own scale", faint_pen(style)),
            Entry(letters.activation_html, style.pen("ink", "line")),
        ]
        draw_legend(painter, QPointF(self._space.right(), self._space.top() - style.gap(3.5)), entries, style)

    def _frame_map(self, painter: QPainter, rect: QRectF, unit: int) -> None:
        style = self.style_
        chosen = unit == self._selected
        color = style.unit(unit, self._selected, self._units())
        painter.setPen(style.pen(color, "selected" if chosen else "axis"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, style.gap(0.5), style.gap(0.5))

    def _draw_figures(self, painter: QPainter, corner: QPointF, unit: int) -> None:
        style, part = self.style_, self._part
        assert part is not None
        figures, letter = part.figures, style.symbols.notation.activation_html
        swatch = QRectF(corner.x(), corner.y() + style.gap(1), style.gap(2), style.gap(2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.unit(unit, self._selected, self._units()))
        painter.drawEllipse(swatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        name = f"unit {style.symbols.index(unit)}" + (f", {part.badges[unit]}" if part.badges[unit] else "")
        at = QPointF(swatch.right() + style.gap(1.5), swatch.center().y())
        draw_text(painter, name, at, style.font("small", bold=True), style.color("ink"), (0.0, 0.5))
        corrections = ", ".join(number(value) for value in part.correction[:, unit])
        lines = (
            f"<i>w</i><sup>(2)</sup> = {corrections}",
            f"\N{DOUBLE VERTICAL LINE}<i>w</i>\N{DOUBLE VERTICAL LINE} = {number(figures.gain[unit])}",
            f"mean {letter}\N{PRIME} = {number(figures.mean_derivative[unit])}",
            f"on for {number(100 * figures.on[unit], 0)}\N{THIN SPACE}%"
            + (f", flat for {number(100 * figures.saturation[unit], 0)}\N{THIN SPACE}%" if part.badges[unit] else ""),
        )
        for row, text in enumerate(lines, 1):
            at = QPointF(corner.x(), corner.y() + row * style.line_height("small") * 1.15)
            draw_text(painter, text, at, style.font("small"), style.color("soft_ink"))

    def _corner(self, grid: Grid, unit: int) -> QPointF:
        row, column = divmod(unit, grid.columns)
        across = self._space.width() / grid.columns
        gap = self.style_.gap(1)
        spare = grid.cell[1] - grid.side - self.style_.line_height("small") - 2 * gap  # where the width is the limit
        top = self._space.top() + row * grid.cell[1] + max(0.0, spare / 2)
        return QPointF(self._space.left() + column * across + 2 * gap, top)

    def unit_row(self) -> tuple[int, int | None]:
        return self._units(), self._selected

    # Gestures -------------------------------------------------------------------------------------------------

    def grip_at(self, at: QPointF) -> Grip | None:
        """The unit whose cell is at `at`."""
        if self._grid is None:
            return None
        column = math.floor((at.x() - self._space.left()) / (self._space.width() / self._grid.columns))
        row = math.floor((at.y() - self._space.top()) / self._grid.cell[1])
        unit = row * self._grid.columns + column
        inside = 0 <= column < self._grid.columns and 0 <= row < self._grid.rows and unit < self._shown()
        return Grip("unit", unit, at) if inside else None


def _grid(units: int, space: QRectF, gap: float, text: float, type_factor: float) -> Grid:
    """The richest way of showing `units` in `space`, with the largest maps that it leaves room for."""
    best = None
    for kind in ("full", "pair", "single"):
        best = max(
            (_fitted(kind, rows, units, space, gap, text, type_factor) for rows in (1, 2, 3, 4)),
            key=lambda grid: grid.side,
        )
        if best.side >= LEAST_SIDE[kind] * gap:
            return best
    side = LEAST_SIDE["single"] * gap
    cell = (side + 4 * gap, side + text + 2 * gap)
    columns, rows = max(1, int(space.width() / cell[0])), max(1, int(space.height() / cell[1]))
    return Grid("single", side, columns, rows, cell)


def _fitted(kind: str, rows: int, units: int, space: QRectF, gap: float, text: float, type_factor: float) -> Grid:
    columns = -(-units // rows)
    width, height = space.width() / columns, space.height() / rows
    maps = 1 if kind == "single" else 2
    side = min((width - _beside(kind, gap, type_factor)) / maps, height - text - 2 * gap)
    return Grid(kind, max(side, 0.0), columns, rows, (width, height))


def _beside(kind: str, gap: float, type_factor: float) -> float:
    """What a unit's cell has beside its maps: gaps, and its figures."""
    maps = 1 if kind == "single" else 2
    return 4 * gap * maps + (FIGURES_WIDTH * gap * type_factor if kind == "full" else 0)


def _thinned(values: FloatArray, grid: Grid | None) -> FloatArray:
    """The maps' values (n, R, R), or every other one where the maps are that small."""
    return values[:, ::2, ::2] if grid is not None and 2 * grid.side < values.shape[1] else values
