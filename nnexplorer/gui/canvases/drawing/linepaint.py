"""How threshold lines look: each with its number, its normal and the handle that turns it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt

from nnexplorer.gui.canvases.drawing.strokes import segments
from nnexplorer.gui.words.labels import draw_lock, draw_text
from nnexplorer.gui.words.notation import MINUS, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.gui.canvases.drawing.thresholds import Thresholds
    from nnexplorer.gui.look.style import Style

ALL_NORMALS = 3
"""Most lines of which every one shows its normal; beyond, only the selected one does."""

ALL_INDICES = 12
"""Most lines that all carry their number; beyond, only the selected one does, and has a colour of its own."""

NUMBERS_APART, MOST_PLACES = 1.1, 18
"""How far numbers keep from each other, in lines of text, and how many places on its line each may take."""

ROWS, ROOM = 4, 6.0
"""Rows that upright lines' names stand in, and the room across, in spacing units, that each takes."""


@dataclass(frozen=True)
class LinePainter:
    """Draws lines on a canvas, unit `selected` brought out; `handled` where a hand can take them.

    `normals` is the most lines of which every one shows its normal; beside the number of a `frozen` unit is a lock.
    """

    thresholds: Thresholds
    selected: int | None
    style: Style
    handled: bool
    normals: int = ALL_NORMALS
    frozen: tuple[int, ...] = ()

    def draw(self, painter: QPainter) -> None:
        """Draw all lines, the selected one on top."""
        many = len(self.thresholds.lines)
        if many > ALL_INDICES:
            self._draw_crowd(painter)
            drawn = [] if self.selected is None or self.selected >= many else [self.selected]
        else:
            drawn = sorted(range(many), key=lambda unit: unit == self.selected)
        for unit in drawn:
            self._draw_line(painter, unit)
        for unit in drawn:  # over all of the lines
            self._draw_name(painter, unit)

    def _draw_crowd(self, painter: QPainter) -> None:
        """Draw many lines as thin ones, all at once and in one colour: they are looked at together."""
        units = [unit for unit in self.thresholds.shown if unit != self.selected]
        ends = self.thresholds.all_ends(units)
        painter.setPen(self.style.pen(self._color(units[0]), "axis"))
        segments(painter, ends[~np.isnan(ends[:, 0, 0])].reshape(-1, 4))
        shown, many = len(self.thresholds.shown), len(self.thresholds.lines)
        if shown < many:
            style, rect = self.style, self.thresholds.frame.rect
            text = f"{count(shown)} of {count(many)} lines"
            at = QPointF(rect.right() - style.gap(1), rect.bottom() - style.gap(1))
            draw_text(painter, text, at, style.font("small"), style.color("soft_ink"), (1.0, 1.0), style.color("card"))

    def shows_normal(self, unit: int) -> bool:
        """Whether a line's normal is drawn."""
        return unit == self.selected or len(self.thresholds.lines) <= self.normals

    def _draw_line(self, painter: QPainter, unit: int) -> None:
        ends = self.thresholds.ends(unit)
        if ends is None:
            return
        style, chosen = self.style, unit == self.selected
        line = QLineF(QPointF(*ends[0]), QPointF(*ends[1]))
        color, width = self._color(unit), style.stroke("selected" if chosen else "line")
        if not self.thresholds.upright:  # which lies over curves, not over a map
            painter.setPen(style.pen("card", width + style.stroke("halo")))
            painter.drawLine(line)
        painter.setPen(style.pen(color, width))
        painter.drawLine(line)
        if self.shows_normal(unit):
            self._draw_normal(painter, unit, color)
        if chosen and self.handled:
            self._draw_handle(painter, unit, color)

    def _draw_normal(self, painter: QPainter, unit: int, color: QColor) -> None:
        normal = self.thresholds.normal(unit)
        if normal is None:
            return
        style, chosen = self.style, unit == self.selected
        width = style.stroke("selected" if chosen else "line")
        for ink, halo in ((style.color("card"), style.stroke("halo")), (color, 0.0)):
            style.draw_arrow(painter, *normal, ink, width, halo)
        if chosen:
            way = QLineF(*normal)
            way.setLength(way.length() + style.gap(3.5))
            font = style.font("normal", bold=True)
            draw_text(painter, "+", way.p2(), font, style.color("ink"), (0.5, 0.5), style.color("card"))

    def _draw_handle(self, painter: QPainter, unit: int, color: QColor) -> None:
        handle = self.thresholds.handle(unit)
        if handle is not None:
            painter.setPen(self.style.pen(color, "line"))
            painter.setBrush(self.style.color("card"))
            radius = self.style.gap(1.75)
            painter.drawEllipse(handle, radius, radius)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_name(self, painter: QPainter, unit: int) -> None:
        """The unit's number, and of an upright line its sides."""
        if self.thresholds.upright:
            ends = self.thresholds.ends(unit)
            if ends is not None:
                self._draw_upright_names(painter, unit, float(ends[0, 0]))
        elif unit in self.places:
            style, at = self.style, self.places[unit]
            font, ink = style.font("small", bold=True), style.color("ink")
            draw_text(painter, style.symbols.index(unit), at, font, ink, (0.5, 0.5), style.color("card"))
            if unit in self.frozen:
                draw_lock(painter, at + QPointF(style.gap(3.5), 0), style.gap(3), ink)

    @cached_property
    def places(self) -> dict[int, QPointF]:
        """Where the numbers of sloping lines stand: near an upper end, further along where another one stands there."""
        many = len(self.thresholds.lines)
        units = range(many) if many <= ALL_INDICES else [self.selected]
        apart = NUMBERS_APART * self.style.line_height("small")
        places: dict[int, QPointF] = {}
        for unit in sorted((unit for unit in units if unit is not None), key=lambda unit: unit != self.selected):
            for at in self._beside_end(unit, apart / 3):
                places.setdefault(unit, at)
                if all(QLineF(at, other).length() >= apart for one, other in places.items() if one != unit):
                    places[unit] = at
                    break
        return places

    def _beside_end(self, unit: int, step: float) -> Iterator[QPointF]:
        """To the right of a line: beside its upper end (or the right one), and further along."""
        ends = self.thresholds.ends(unit)
        if ends is None:
            return
        line = QLineF(QPointF(*ends[0]), QPointF(*ends[1]))
        if (line.p2().y(), -line.p2().x()) < (line.p1().y(), -line.p1().x()):
            line = QLineF(line.p2(), line.p1())
        along = QPointF(line.dx(), line.dy()) / max(line.length(), 1.0)
        beside = QPointF(-along.y(), along.x()) * self.style.gap(3)
        first = line.p1() + along * self.style.gap(3.5) + (beside if beside.x() >= 0 else -beside)
        for place in range(min(MOST_PLACES, 1 + int(line.length() / (2 * step)))):
            yield first + along * step * place

    def _draw_upright_names(self, painter: QPainter, unit: int, x: float) -> None:
        """An upright line's number at its upper end, its sides at the lower one, in a row where there is room."""
        style, row, rect = self.style, self.rows.get(unit, 0), self.thresholds.frame.rect
        down, chosen = style.line_height("small") * row, unit == self.selected
        font, ink, card = style.font("small", bold=True), style.color("ink"), style.color("card")
        at = QPointF(x + style.gap(3), rect.top() + style.gap(3) + down)
        draw_text(painter, style.symbols.index(unit), at, font, ink, (0.5, 0.5), card)
        if unit in self.frozen:
            draw_lock(painter, at + QPointF(style.gap(3.5), 0), style.gap(3), ink)
        aside = style.gap(2.25) if self.thresholds.lines[unit].weights[0] > 0 else -style.gap(2.25)
        for sign, way in (("+", aside), (MINUS, -aside)):
            at = QPointF(x + way, rect.bottom() - style.gap(2.5) - down)
            draw_text(painter, sign, at, style.font("small", bold=chosen), ink, (0.5, 0.5))

    @cached_property
    def rows(self) -> dict[int, int]:
        """In which row upright lines have their names, so that those of neighbours do not lie on one another."""
        ends = {unit: self.thresholds.ends(unit) for unit in range(min(len(self.thresholds.lines), ALL_INDICES))}
        places = sorted((float(pixels[0, 0]), unit) for unit, pixels in ends.items() if pixels is not None)
        rows: dict[int, int] = {}
        free = [-math.inf] * ROWS
        for x, unit in places:
            row = next((row for row, end in enumerate(free) if end <= x), int(np.argmin(free)))
            rows[unit], free[row] = row, x + self.style.gap(ROOM + 4 * (unit in self.frozen))
        return rows

    def _color(self, unit: int) -> QColor:
        return self.style.unit(unit, self.selected, len(self.thresholds.lines))
