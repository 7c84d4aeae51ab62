"""The operating points on a graph: a dot a unit on the curve, the part of it that the selected unit uses, and rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPolygonF

from nnexplorer.gui.canvases.formulas import name_of
from nnexplorer.gui.labels import draw_text
from nnexplorer.gui.notation import THIN, number

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.graphs import OperatingPoints
    from nnexplorer.gui.canvases.plots import Plot, Rows
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array

BAND = 3.5
"""Width of the used part of a curve, in widths of the curve."""

BEYOND = 0.005
"""Share of the samples beyond the axis from which on an arrow says so."""

NAMED = 0.85
"""Height of a row, in lines of text, from which on it carries its unit's name and numbers."""


@dataclass(frozen=True)
class Painted:
    """What the operating points are drawn with: the points, the selected unit, the style."""

    points: OperatingPoints
    selected: int | None
    style: Style

    def color(self, unit: int) -> QColor:
        """A unit's colour."""
        return self.style.unit(unit, self.selected, self.points.count)

    def order(self) -> list[int]:
        """Places of the units in the order to draw them, the selected one last."""
        return sorted(range(len(self.points.units)), key=lambda place: self.points.units[place] == self.selected)

    # On the curves ------------------------------------------------------------------------------------------------

    def dots(self, plot: Plot) -> list[tuple[int, QPointF]]:
        """Every unit (its number) and where it is on the plot's curves; what lies beyond stands at the edge."""
        graph, frame = plot.graph, plot.frame
        e = np.clip(np.nan_to_num(self.points.e), graph.b[0], graph.b[-1])
        found = []
        for shown, values in ((plot.derivative, graph.derivative), (plot.value, graph.value)):
            if shown:
                pixels = frame.to_pixels(np.column_stack((e, np.interp(e, graph.b, values))))
                found += [(self.points.units[place], QPointF(*pixels[place])) for place in self.order()]
        return found

    def draw_on_curves(self, painter: QPainter, plot: Plot) -> None:
        """Draw the part of the curves that the selected unit uses, and a dot for each unit."""
        if self.selected in self.points.units:
            self._draw_band(painter, plot, self.points.units.index(self.selected))
        style, dots = self.style, self.dots(plot)
        for unit, at in dots:
            chosen = unit == self.selected
            painter.setPen(style.pen("card", "axis"))
            painter.setBrush(self.color(unit))
            radius = style.gap(1.6 if chosen else 1.1)
            painter.drawEllipse(at, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen_dots = [at for unit, at in dots if unit == self.selected]
        if chosen_dots and self.points.at_probe and not plot.compact:
            self._draw_numbers(painter, plot, chosen_dots)

    def _draw_band(self, painter: QPainter, plot: Plot, place: int) -> None:
        """The curves where samples of the unit lie, the more of them the stronger."""
        graph, points, share = plot.graph, self.points, self.points.share[place]
        if not share.any():
            return
        style, color = self.style, QColor(self.color(points.units[place]))
        for shown, values in ((plot.value, graph.value), (plot.derivative, graph.derivative)):
            if not shown:
                continue
            for k in np.flatnonzero(share):
                b = np.linspace(points.edges[k], points.edges[k + 1], 4)
                inside = np.clip(b, *_open(points.edges[k], points.edges[k + 1]))
                pixels = plot.frame.to_pixels(np.column_stack((b, np.interp(inside, graph.b, values))))
                color.setAlphaF(0.12 + 0.5 * float(np.sqrt(share[k] / share.max())))
                pen = style.pen(color, BAND * style.stroke("line"))
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawPolyline(pg.functions.arrayToQPolygonF(pixels[:, 0], pixels[:, 1]))

    def _draw_numbers(self, painter: QPainter, plot: Plot, dots: list[QPointF]) -> None:
        """H and g' of the selected unit at the probe, beside its dots."""
        style, points, unit = self.style, self.points, self.selected
        assert unit is not None
        place, symbols = points.units.index(unit), style.symbols
        slope = f"{name_of(plot.graph.activation, derivative=True)}({symbols.e(unit)})"
        texts = [f"{slope} = {number(points.derivative[place], 3)}"] if plot.derivative else []
        texts += [f"{symbols.h(unit)} = {number(points.value[place], 3)}"] if plot.value else []
        middle = plot.frame.rect.center().x()
        for at, text in zip(dots, texts, strict=True):
            left = at.x() < middle
            beside = QPointF(at.x() + style.gap(3 if left else -3), at.y() - style.gap(1))
            anchor = (0.0 if left else 1.0, 1.0)
            draw_text(
                painter, text, beside, style.font("small"), style.color("ink"), anchor, style.color("card"), style.scale
            )

    # In rows ------------------------------------------------------------------------------------------------------

    def draw_rows(self, painter: QPainter, plot: Plot) -> None:
        """Draw the rows below a plot: histograms of e below g, what they make of g' below g'."""
        rows = plot.rows
        if rows is None:
            return
        figures = plot.kind == "derivative"
        if rows.headed:
            self._draw_heading(painter, plot, rows)
        for place, unit in enumerate(self.points.units):
            row = rows.row(place)
            if unit == self.selected and rows.headed:
                painter.fillRect(row.adjusted(-self.style.gap(1), 0, self.style.gap(1), 0), self._ground())
            if figures:
                self._draw_figures(painter, plot, row, place)
            else:
                self._draw_histogram(painter, row, place)
                self._draw_name(painter, row, unit, rows)

    def _ground(self) -> QColor:
        return self.style.translucent("selection", 0.7)

    def _draw_heading(self, painter: QPainter, plot: Plot, rows: Rows) -> None:
        style, letter = self.style, self.style.symbols.notation.excitation_html
        font, soft, top = style.font("small"), style.color("soft_ink"), rows.rect.top() - style.gap(0.5)
        if plot.kind != "derivative":
            draw_text(painter, f"{letter} over the data", QPointF(rows.rect.left(), top), font, soft, (0.0, 1.0))
            return
        if rows.height < NAMED * style.line_height("small"):
            return
        mean = f"mean {name_of(plot.graph.activation, derivative=True)}({letter})"
        for column, text in zip(_columns(rows.rect), (mean, "saturated"), strict=True):
            draw_text(painter, text, QPointF(column.left(), top), font, soft, (0.0, 1.0))

    def _draw_name(self, painter: QPainter, row: QRectF, unit: int, rows: Rows) -> None:
        style = self.style
        if rows.headed and row.height() >= NAMED * style.line_height("small"):
            at = QPointF(row.left() - style.gap(2), row.center().y())
            draw_text(painter, style.symbols.e(unit), at, style.font("small"), style.color("ink"), (1.0, 0.5))

    def _draw_histogram(self, painter: QPainter, row: QRectF, place: int) -> None:
        """The unit's e over the data as a ridge, and a tick where its dot is."""
        points, style = self.points, self.style
        share, unit = points.share[place], points.units[place]
        extent = float(points.edges[-1])
        scale, floor = row.width() / (2 * extent), row.bottom() - min(style.scale, row.height() / 4)
        painter.setPen(style.pen("grid", "axis"))
        if row.height() > style.gap(1.5):
            painter.drawLine(QLineF(row.left(), floor, row.right(), floor))
        if share.any():
            heights = 0.85 * row.height() * share / share.max()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.color(unit))
            painter.drawPolygon(_ridge(row.left(), floor, row.width() / len(share), heights))
        self._draw_beyond(painter, row, place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if points.at_probe and row.height() > style.gap(1.5):
            x = row.left() + (float(np.clip(points.e[place], -extent, extent)) + extent) * scale
            painter.setPen(style.pen("card", 3 * style.stroke("axis")))
            painter.drawLine(QLineF(x, row.top() + style.scale, x, floor))
            painter.setPen(style.pen("ink", 1.5 * style.stroke("axis")))
            painter.drawLine(QLineF(x, row.top() + style.scale, x, floor))

    def _draw_beyond(self, painter: QPainter, row: QRectF, place: int) -> None:
        """An arrow at each end of the row that samples lie beyond."""
        side = min(0.3 * row.height(), self.style.gap(1))
        y = row.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(self.points.units[place]))
        for x, way, share in zip((row.left(), row.right()), (-1, 1), self.points.beyond[place], strict=True):
            if share >= BEYOND:
                tip = QPointF(x + way * 1.6 * side, y)
                painter.drawPolygon(QPolygonF([tip, QPointF(x, y - side), QPointF(x, y + side)]))

    def _draw_figures(self, painter: QPainter, plot: Plot, row: QRectF, place: int) -> None:
        """Mean |g'| and saturation of a unit over the data, as bars and numbers."""
        points, style = self.points, self.style
        largest = plot.graph.activation.largest_derivative
        mean, saturation = float(points.mean_derivative[place]), float(points.saturation[place])
        full = largest if np.isfinite(largest) else 1.0
        texts = (number(mean, 3), f"{number(100 * saturation, 0)}{THIN}%")
        named = row.height() >= NAMED * style.line_height("small")
        color = self.color(points.units[place])
        for column, value, text in zip(_columns(row), (mean / full, saturation), texts, strict=True):
            label = style.text_width("0.000", "small") if named else 0.0
            _draw_bar(painter, column.adjusted(label + style.gap(2) if named else 0, 0, 0, 0), value, color, style)
            if named:
                at = QPointF(column.left() + label, row.center().y())
                draw_text(painter, text, at, style.font("small"), style.color("ink"), (1.0, 0.5))


def _columns(row: QRectF) -> tuple[QRectF, QRectF]:
    half = row.width() / 2
    return (
        QRectF(row.left(), row.top(), 0.9 * half, row.height()),
        QRectF(row.left() + half, row.top(), 0.9 * half, row.height()),
    )


def _draw_bar(painter: QPainter, space: QRectF, value: float, color: QColor, style: Style) -> None:
    """A bar from nothing to all of `space`, on its track."""
    height = min(style.gap(1.5), 0.6 * space.height())
    track = QRectF(space.left(), space.center().y() - height / 2, max(space.width(), 0.0), height)
    painter.fillRect(track, style.color("grid"))
    if value > 0:
        painter.fillRect(QRectF(track.left(), track.top(), min(value, 1.0) * track.width(), height), color)


def _open(low: float, high: float) -> tuple[float, float]:
    """The range less a hair at its ends: where a curve jumps there, each side's own limit counts."""
    hair = 1e-9 * (high - low)
    return low + hair, high - hair


def _ridge(left: float, floor: float, width: float, heights: Array) -> QPolygonF:
    """The outline of bars of these heights."""
    x = left + width * np.repeat(np.arange(len(heights) + 1), 2)
    y = np.concatenate(([floor], np.repeat(floor - heights, 2), [floor]))
    return QPolygonF(pg.functions.arrayToQPolygonF(x, y))
