"""One graph in its frame: axes, the curve with its jumps, the Dirac delta as an arrow, and what is flat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.drawing.formulas import B, delta_label, name_of, titles
from nnexplorer.gui.canvases.drawing.frame import Axes, draw_axes, tick_label, ticks
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.compute.parts.graphs import Graph
    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.canvases.drawing.plots import Plot
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

DASHES = (2.5, 2.0)

FLAT_OPACITY = 0.09

ROOMY = 4.0
"""Height of a graph, in lines of text, from which on there is room for words in it."""

LEAST_JUMP = 5.0
"""Pixels below which a jump of g' is drawn without its open ends."""


def draw_plot(painter: QPainter, plot: Plot, style: Style, flat: bool) -> None:
    """Draw all of a plot that stands still; with `flat`, what is flat has a ground of its own."""
    if flat:
        _draw_flat(painter, plot, style)
    if plot.compact:
        _draw_zeros(painter, plot.frame, style)
    else:
        _draw_axes(painter, plot, style)
        _draw_title(painter, plot, style)
    if plot.derivative:
        draw_derivative(painter, plot.graph, plot.frame, style, beside=plot.kind == "derivative")
    if plot.value:
        draw_value(painter, plot.graph, plot.frame, style)
    if plot.kind == "both" and not plot.compact and plot.frame.rect.height() > ROOMY * style.line_height("small"):
        _draw_names(painter, plot, style)


def draw_value(painter: QPainter, graph: Graph, frame: Frame, style: Style, small: bool = False) -> None:
    """Draw g; a jump as two open ends with a thin dotted line between them. `small` is a thinner line without ends."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(style.pen("ink", _width(style, small)))
    pixels = frame.to_pixels(_within(graph, graph.value))
    if graph.jump:
        _draw_pieces(painter, pixels, style, style.color("ink"), ends=not small)
    else:
        polyline(painter, pixels)


def draw_derivative(
    painter: QPainter, graph: Graph, frame: Frame, style: Style, beside: bool, small: bool = False
) -> None:
    """Draw g', dashed where it is not `beside` g; a Dirac delta is an arrow as high as its area."""
    color = style.color("ink" if beside else "soft_ink")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(style.pen(color, _width(style, small), dash=None if beside else DASHES))
    pixels = frame.to_pixels(_within(graph, graph.derivative))
    jump = abs(frame.point(0.0, graph.kink).y() - frame.point(0.0, 0.0).y())
    if beside and jump > LEAST_JUMP * style.scale:
        _draw_pieces(painter, pixels, style, color, ends=not small)
    else:
        polyline(painter, pixels)
    if graph.jump:
        start, tip = frame.point(0.0, 0.0), frame.point(0.0, graph.jump)
        style.draw_arrow(painter, start, tip, color, 1.25 * _width(style, small))
        lines = frame.rect.height() / style.line_height("small")
        if not small and lines > (2 if beside else 1.5 * ROOMY):
            at, font, card = tip + QPointF(style.gap(3), 0), style.font("normal"), style.color("card")
            text = delta_label(graph.jump)
            draw_text(painter, text, at, font, style.color("ink"), (0.0, 0.25), card, style.gap(0.5))


def _width(style: Style, small: bool) -> float:
    return (0.75 if small else 1.0) * style.stroke("line")


def _within(graph: Graph, values: Array) -> Array:
    """Points (n, 2) of a curve along the range in which it is drawn."""
    low, high = graph.drawn
    seen = (graph.b >= low) & (graph.b <= high)
    return np.column_stack((graph.b[seen], values[seen]))


def _draw_pieces(painter: QPainter, pixels: Array, style: Style, color: QColor, ends: bool) -> None:
    """A curve (n, 2) in two halves that do not meet."""
    half = len(pixels) // 2
    left, right = pixels[:half], pixels[half:]
    polyline(painter, left)
    polyline(painter, right)
    painter.setPen(style.pen("soft_ink", "axis", dash=(1, 3)))
    painter.drawLine(QLineF(QPointF(*left[-1]), QPointF(*right[0])))
    if ends:
        painter.setPen(style.pen(color, "line"))
        painter.setBrush(style.color("card"))
        for end in (left[-1], right[0]):
            painter.drawEllipse(QPointF(*end), style.gap(0.9), style.gap(0.9))
        painter.setBrush(Qt.BrushStyle.NoBrush)


# Around the curve -------------------------------------------------------------------------------------------------


def _draw_flat(painter: QPainter, plot: Plot, style: Style) -> None:
    """A ground behind the ranges of b where g' is next to nothing, down to the operating points there."""
    frame, ground = plot.frame, style.translucent("soft_ink", FLAT_OPACITY)
    for low, high in plot.graph.flat:
        left, right = frame.point(low, 0.0).x(), frame.point(high, 0.0).x()
        painter.fillRect(QRectF(left, frame.rect.top(), right - left, frame.rect.height()), ground)
        if plot.rows is not None and plot.kind != "derivative":
            rows = plot.rows.rect
            painter.fillRect(QRectF(left, rows.top(), right - left, rows.height()), ground)
        if not plot.compact and _has_room_below(plot, low, high, style):
            at = QPointF(left + style.gap(1.5), frame.rect.bottom() - style.gap(0.5))
            draw_text(painter, "flat", at, style.font("small"), style.color("soft_ink"), (0.0, 1.0))


def _has_room_below(plot: Plot, low: float, high: float, style: Style) -> bool:
    """Whether a word fits between the curve and the bottom of its graph, from b = low to high."""
    graph, frame = plot.graph, plot.frame
    values = graph.value if plot.value else graph.derivative
    lowest = float(values[(graph.b >= low) & (graph.b <= high)].min())
    wide = frame.point(high, 0.0).x() - frame.point(low, 0.0).x()
    deep = frame.rect.bottom() - frame.point(0.0, lowest).y()
    return wide > style.text_width("flat", "small") + style.gap(2) and deep > style.line_height("small") + style.gap(2)


def _draw_axes(painter: QPainter, plot: Plot, style: Style) -> None:
    frame, rect = plot.frame, plot.frame.rect
    extent = frame.bounds[0][1]
    across = rect.width() / (1.8 * style.text_width(tick_label(-extent), "small"))
    parts = next((parts for parts in (4, 2) if 2 * parts + 1 <= across), 1)
    x_ticks = tuple(float(b) for b in np.linspace(-extent, extent, 2 * parts + 1))
    lines = rect.height() / style.line_height("small")
    most = max(lines / 1.7, min(lines, 3), 1)
    y_ticks = tuple(ticks(*frame.bounds[1], int(min(most, 7))))
    draw_axes(painter, frame, Axes(x_ticks, y_ticks), style)
    _draw_zeros(painter, frame, style)
    painter.setPen(style.pen("rule", "axis"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    at = QPointF(rect.right() + style.gap(1.5), frame.point(0.0, 0.0).y())
    draw_text(painter, B, at, style.font("normal"), style.color("ink"), (0.0, 0.5))


def _draw_zeros(painter: QPainter, frame: Frame, style: Style) -> None:
    rect, origin = frame.rect, frame.point(0.0, 0.0)
    painter.setPen(style.pen(style.translucent("soft_ink", 0.55), "axis"))
    painter.drawLine(QLineF(rect.left(), origin.y(), rect.right(), origin.y()))
    painter.drawLine(QLineF(origin.x(), rect.top(), origin.x(), rect.bottom()))


def _draw_title(painter: QPainter, plot: Plot, style: Style) -> None:
    """The longest title that there is room for; the shortest may begin above the numbers to the left."""
    rect = plot.frame.rect
    room = rect.width() + style.gap(4)
    found = titles(plot.graph.activation, style.symbols, plot.kind == "derivative")
    text = next((title for title in found if style.text_width(title, "normal") <= room), found[-1])
    beyond = max(style.text_width(text, "normal") - room, 0.0)
    at = QPointF(rect.left() - beyond, rect.top() - style.gap(1))
    draw_text(painter, text, at, style.font("normal"), style.color("ink"), (0.0, 1.0))


def _draw_names(painter: QPainter, plot: Plot, style: Style) -> None:
    """What is g and what is g', at the right ends of their curves."""
    graph, card = plot.graph, style.color("card")
    ends = [
        (float(_within(graph, values)[-1, 1]), name_of(graph.activation, derivative))
        for values, derivative in ((graph.value, False), (graph.derivative, True))
    ]
    for height, name in ends:
        at = plot.frame.point(graph.drawn[1], height) + QPointF(0, -style.gap(0.75))
        font, color = style.font("small"), style.color("soft_ink" if name == ends[1][1] else "ink")
        draw_text(painter, name, at, font, color, (1.0, 1.0), card, style.gap(0.5))
