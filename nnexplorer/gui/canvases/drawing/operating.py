"""The operating points on a graph: a dot a unit on the curve, the part of it that the selected unit uses, and rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPolygonF

from nnexplorer.gui.canvases.drawing.curves import ROOMY
from nnexplorer.gui.canvases.drawing.formulas import name_of
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import THIN, number

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.operating import OperatingPoints
    from nnexplorer.gui.canvases.drawing.plots import Plot, Rows
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

BAND = 3.5
"""Width of the used part of a curve, in widths of the curve."""

BEYOND = 0.005
"""Share of the samples beyond the axis from which on an arrow says so."""

SMOOTHING = np.array([1.0, 4.0, 6.0, 4.0, 1.0]) / 16.0
"""Weights of neighbouring bins: without them a grid of samples would look like a comb."""

LEVELS, FEW_LEVELS = 5, 2
"""Strengths in which the used part of a curve is drawn; on a small graph few will do."""

SMALL = 26.0
"""So many radii of a dot go into a graph's height at least."""

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
        size = max(min(style.gap(1), plot.frame.rect.height() / SMALL), style.sizes.point / 2.2)
        for unit, at in dots:
            chosen = unit == self.selected
            painter.setPen(style.pen("card", "axis"))
            painter.setBrush(self.color(unit))
            radius = (1.6 if chosen else 1.1) * size
            painter.drawEllipse(at, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen_dots = [at for unit, at in dots if unit == self.selected]
        if chosen_dots and self.points.at_probe and not plot.compact:
            self._draw_numbers(painter, plot, chosen_dots)

    def _draw_band(self, painter: QPainter, plot: Plot, place: int) -> None:
        """The curves where samples of the unit lie, the more of them the stronger."""
        style, points, graph = self.style, self.points, plot.graph
        most = FEW_LEVELS if plot.compact else LEVELS
        color, levels = QColor(self.color(points.units[place])), _levels(points.share[place], most)
        starts = [0, *(np.flatnonzero(np.diff(levels)) + 1), len(levels)]
        curves = ((plot.value, graph.value, graph.jump), (plot.derivative, graph.derivative, graph.kink))
        for shown, values, jump in curves:
            for first, last in pairwise(starts):
                if not shown or not levels[first]:
                    continue
                color.setAlphaF(0.1 + 0.45 * float(levels[first]) / most)
                pen = style.pen(color, BAND * style.stroke("line"))
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                for piece in _pieces(graph.b, values, points.edges[first], points.edges[last], jump != 0):
                    polyline(painter, plot.frame.to_pixels(piece))

    def _draw_numbers(self, painter: QPainter, plot: Plot, dots: list[QPointF]) -> None:
        """H and g' of the selected unit at the probe, beside its dots."""
        style, points, unit = self.style, self.points, self.selected
        assert unit is not None
        place, symbols = points.units.index(unit), style.symbols
        slope = f"{name_of(plot.graph.activation, derivative=True)}({symbols.e(unit)})"
        texts = [f"{slope} = {number(points.derivative[place], 3)}"] if plot.derivative else []
        texts += [f"{symbols.h(unit)} = {number(points.value[place], 3)}"] if plot.value else []
        before = [0.5] * plot.derivative + [1.0] * plot.value  # g rises, so there is room to its left
        for at, text, anchor in zip(dots, texts, before, strict=True):
            self._draw_number(painter, plot.frame.rect, at, text, anchor)

    def _draw_number(self, painter: QPainter, rect: QRectF, at: QPointF, text: str, anchor: float) -> None:
        """A text above a dot, or below it at the top; within the graph, and only where there is room."""
        style = self.style
        wide, high, away = style.text_width(text, "small"), style.line_height("small"), style.gap(2)
        if wide > rect.width() or rect.height() < 1.5 * ROOMY * high:
            return
        left = min(max(at.x() - anchor * wide, rect.left()), rect.right() - wide)
        below = at.y() - away - high < rect.top()
        place = QPointF(left, at.y() + (away if below else -away))
        font, card = style.font("small"), style.color("card")
        draw_text(painter, text, place, font, style.color("ink"), (0.0, 0.0 if below else 1.0), card, style.gap(0.5))

    # In rows ------------------------------------------------------------------------------------------------------

    def draw_rows(self, painter: QPainter, plot: Plot) -> None:
        """Draw the rows below a plot: histograms of e below g, what they make of g' below g'."""
        rows = plot.rows
        if rows is None:
            return
        figures = plot.kind == "derivative"
        self._draw_heading(painter, plot, rows)
        for place, unit in enumerate(self.points.units):
            row = rows.row(place)
            if unit == self.selected and (not figures or self._columns(plot, row)):
                painter.fillRect(row.adjusted(-self.style.gap(1), 0, self.style.gap(1), 0), self._ground())
            if figures:
                self._draw_figures(painter, plot, row, place)
            else:
                self._draw_histogram(painter, row, place)
                self._draw_name(painter, row, unit)

    def _ground(self) -> QColor:
        return self.style.translucent("selection", 0.7)

    def _draw_heading(self, painter: QPainter, plot: Plot, rows: Rows) -> None:
        style, letter = self.style, self.style.symbols.notation.excitation_html
        font, soft, top = style.font("small"), style.color("soft_ink"), rows.rect.top() - style.gap(0.5)
        if plot.kind != "derivative":
            draw_text(painter, f"{letter} over the data", QPointF(rows.rect.left(), top), font, soft, (0.0, 1.0))
            return
        for column, (text, _) in self._columns(plot, rows.rect):
            draw_text(painter, text, QPointF(column.left(), top), font, soft, (0.0, 1.0))

    def _columns(self, plot: Plot, row: QRectF) -> list[tuple[QRectF, tuple[str, str]]]:
        """The columns of figures that there is room for: where each is, its heading, and what it shows."""
        letter = self.style.symbols.notation.excitation_html
        mean = (f"mean {name_of(plot.graph.activation, derivative=True)}({letter})", "mean")
        shown = [mean, ("saturated", "saturation")]
        wide = [self.style.text_width(text, "small") + self.style.gap(2) for text, _ in shown]
        if 2 * max(wide) > row.width():
            shown = shown[1:] if wide[1] <= row.width() else []
        width = row.width() / max(len(shown), 1)
        places = [QRectF(row.left() + k * width, row.top(), width, row.height()) for k in range(len(shown))]
        return [(place.adjusted(0, 0, -self.style.gap(2), 0), what) for place, what in zip(places, shown, strict=True)]

    def _draw_name(self, painter: QPainter, row: QRectF, unit: int) -> None:
        style = self.style
        if row.height() >= NAMED * style.line_height("small"):
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
            smooth = _smooth(share)
            heights = 0.85 * row.height() * smooth / smooth.max()
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
        figures = {
            "mean": (mean / largest, number(mean, 3)),
            "saturation": (saturation, f"{number(100 * saturation, 0)}{THIN}%"),
        }
        named = row.height() >= NAMED * style.line_height("small")
        label = style.text_width("0.000", "small") if named else 0.0
        color = self.color(points.units[place])
        for column, (_, what) in self._columns(plot, row):
            share, text = figures[what]
            _draw_bar(painter, column.adjusted(label + style.gap(2) if named else 0, 0, 0, 0), share, color, style)
            if named:
                at = QPointF(column.left() + label, row.center().y())
                draw_text(painter, text, at, style.font("small"), style.color("ink"), (1.0, 0.5))


def _draw_bar(painter: QPainter, space: QRectF, value: float, color: QColor, style: Style) -> None:
    """A bar from nothing to all of `space`, on its track."""
    height = min(style.gap(1.5), 0.6 * space.height())
    track = QRectF(space.left(), space.center().y() - height / 2, max(space.width(), 0.0), height)
    painter.fillRect(track, style.color("grid"))
    if value > 0:
        painter.fillRect(QRectF(track.left(), track.top(), min(value, 1.0) * track.width(), height), color)


def _smooth(share: Array) -> Array:
    return np.convolve(share, SMOOTHING, "same")


def _levels(share: Array, most: int) -> NDArray[np.intp]:
    """How much each bin (B,) is used, from 0 for not at all to `most`.

    An empty bin between two used ones is used, too: a grid of samples leaves such, and the curve would look dashed.
    """
    if not share.any():
        return np.zeros(len(share), dtype=np.intp)
    used, smooth = share > 0, _smooth(share)
    used[1:-1] |= used[:-2] & used[2:]
    return np.where(used, np.ceil(most * np.sqrt(smooth / smooth.max())), 0).astype(np.intp)


def _pieces(b: Array, values: Array, low: float, high: float, jumps: bool) -> list[Array]:
    """The curve (n, 2) from b = low to high; in two pieces where it jumps between them."""
    inside = np.flatnonzero((b > low) & (b < high))
    middle = np.column_stack((b[inside], values[inside]))
    half = len(b) // 2
    # What an end at zero is worth depends on the side that the piece lies on.
    left = values[half] if low == 0 else np.interp(low, b, values)
    right = values[half - 1] if high == 0 else np.interp(high, b, values)
    curve = np.vstack(([low, left], middle, [high, right]))
    if not (jumps and low < 0 < high):
        return [curve]
    cut = int(np.count_nonzero(curve[:, 0] < 0)) + 1
    return [curve[:cut], curve[cut:]]


def _ridge(left: float, floor: float, width: float, heights: Array) -> QPolygonF:
    """The outline of bars of these heights."""
    x = left + width * np.repeat(np.arange(len(heights) + 1), 2)
    y = np.concatenate(([floor], np.repeat(floor - heights, 2), [floor]))
    return QPolygonF(pg.functions.arrayToQPolygonF(x, y))
