"""What stands in the cells of the summary's table: tiny graphs, names, figures with bars, units as dots, words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.drawing.curves import draw_derivative, draw_value
from nnexplorer.gui.canvases.drawing.formulas import brief
from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import MINUS, THIN, number, significant

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.experiments.summary import SummaryRow
    from nnexplorer.compute.parts.graphs import Graph
    from nnexplorer.gui.look.style import Style

MOST_DOTS = 16
"""So many units are drawn as dots; more of them as a bar."""

BAR = 1.5
"""Height of a bar in spacing units."""


@dataclass(frozen=True)
class Entry:
    """One line of the table: its graph, what was measured of it (None: not yet), and the largest error of all."""

    graph: Graph
    row: SummaryRow | None
    largest_error: float
    best: bool


Draw = Callable[["QPainter", QRectF, Entry, "Style"], None]


def draw_graphs(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """g, and g' beside it."""
    gap = style.gap(1)
    width = (cell.width() - 3 * gap) / 2
    for place, bounds in enumerate((entry.graph.bounds, entry.graph.slopes)):
        rect = QRectF(cell.left() + place * (width + 2 * gap), cell.top() + gap, width, cell.height() - 2 * gap)
        frame = Frame(rect, bounds)
        origin = frame.point(0.0, 0.0)
        painter.setPen(style.pen("rule", "axis"))
        painter.drawLine(QLineF(rect.left(), origin.y(), rect.right(), origin.y()))
        painter.drawLine(QLineF(origin.x(), rect.top(), origin.x(), rect.bottom()))
        if place:
            draw_derivative(painter, entry.graph, frame, style, beside=True, small=True)
        else:
            draw_value(painter, entry.graph, frame, style, small=True)


def draw_name(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """The nonlinearity's name, and below it its formula where there is room."""
    activation = entry.graph.activation
    name = f"{activation.title[0].upper()}{activation.title[1:]}"
    ink, soft = style.color("ink"), style.color("soft_ink")
    formula = brief(activation)
    high = style.line_height("normal") + style.line_height("small")
    middle = cell.center().y()
    if cell.height() < 1.1 * high or style.text_width(formula, "small") > cell.width():
        size = "normal" if cell.height() > style.line_height("normal") else "small"
        draw_text(painter, name, QPointF(cell.left(), middle), style.font(size, bold=True), ink, (0.0, 0.5))
        return
    top = middle - high / 2
    draw_text(painter, name, QPointF(cell.left(), top), style.font("normal", bold=True), ink)
    below = QPointF(cell.left(), top + style.line_height("normal"))
    draw_text(painter, formula, below, style.font("small"), soft)


def draw_error(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """The error that is left, the shorter the bar the better; the least one is bold."""
    row = entry.row
    if row is None:
        at = QPointF(cell.left(), cell.center().y())
        draw_text(painter, "\N{HORIZONTAL ELLIPSIS}", at, style.font("normal"), style.color("soft_ink"), (0.0, 0.5))
        return
    text = "diverged" if row.diverged else _error_text(row.error)
    share = row.error / entry.largest_error if entry.largest_error > 0 else 0.0
    _draw_figure(painter, cell, text, share, style, bold=entry.best)


def draw_dead(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """How many units are dead, and a dot for each: full while it lives, crossed out when it is dead."""
    if entry.row is None:
        return
    dead = sum(entry.row.dead)
    if len(entry.row.dead) > MOST_DOTS:
        _draw_figure(painter, cell, str(dead), dead / len(entry.row.dead), style)
        return
    label = _label_width(style) / 2
    at = QPointF(cell.left() + label, cell.center().y())
    draw_text(painter, str(dead), at, style.font("normal"), style.color("ink"), (1.0, 0.5))
    left = cell.left() + label + style.gap(2)
    step = min(style.gap(2.75), (cell.right() - left) / max(len(entry.row.dead), 1))
    radius = min(style.gap(0.9), 0.4 * step)
    for place, is_dead in enumerate(entry.row.dead):
        _draw_dot(painter, QPointF(left + (place + 0.5) * step, at.y()), radius, is_dead, style)


def draw_mean(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """Mean |g'| over units and samples, on a bar from 0 to 1."""
    if entry.row is not None:
        mean = entry.row.mean_derivative
        _draw_figure(painter, cell, number(mean, 3), mean, style)


def draw_saturation(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """The share of units times samples at which g is flat."""
    if entry.row is not None:
        share = entry.row.saturation
        _draw_figure(painter, cell, percent(share), share, style)


def draw_moved(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """How far the first layer went."""
    if entry.row is not None:
        text = "stood still" if entry.row.moved == 0 else percent(entry.row.moved)
        at = QPointF(cell.left(), cell.center().y())
        draw_text(painter, text, at, style.font("normal"), style.color("ink"), (0.0, 0.5))


def draw_trouble(painter: QPainter, cell: QRectF, entry: Entry, style: Style) -> None:
    """The lecture's objection, in as many words as there is room for."""
    text, high = entry.graph.activation.trouble, style.line_height("small")
    most = max(1, int(cell.height() / high))
    lines = wrapped(text, cell.width(), style)
    if len(lines) > most:
        lines = wrapped(f"{text.partition(':')[0].rstrip('.')}.", cell.width(), style)[:most]
    top = cell.center().y() - len(lines) * high / 2
    for place, line in enumerate(lines):
        at = QPointF(cell.left(), top + place * high)
        draw_text(painter, line, at, style.font("small"), style.color("soft_ink"))


def wrapped(text: str, width: float, style: Style) -> list[str]:
    """The words of a text in lines no wider than `width`, unless a word alone is."""
    lines: list[str] = []
    for word in _typeset(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.text_width(longer, "small") <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{number(100 * share, 0)}{THIN}%"


def _typeset(text: str) -> str:
    for letter in "Wb":
        text = text.replace(f"{letter}1", f"{letter}<sub>1</sub>")
    return text.replace("-\N{INFINITY}", f"{MINUS}\N{INFINITY}")


def _error_text(error: float) -> str:
    return number(error, 4) if 5e-4 <= error < 1e3 else significant(error, 2)


def _label_width(style: Style) -> float:
    return style.text_width("0.0000", "normal")


def _draw_figure(painter: QPainter, cell: QRectF, text: str, share: float, style: Style, bold: bool = False) -> None:
    """A number, and beside it a bar on its track from nothing to all."""
    middle, label = cell.center().y(), _label_width(style)
    wide = style.text_width(text, "normal")
    at = QPointF(cell.left() + max(label, wide), middle)
    draw_text(painter, text, at, style.font("normal", bold=bold), style.color("ink"), (1.0, 0.5))
    high = style.gap(BAR)
    left = at.x() + style.gap(2)
    track = QRectF(left, middle - high / 2, cell.right() - left, high)
    if track.width() < style.gap(3):
        return
    painter.fillRect(track, style.color("grid"))
    painter.fillRect(QRectF(left, track.top(), min(max(share, 0.0), 1.0) * track.width(), high), style.color("accent"))


def _draw_dot(painter: QPainter, at: QPointF, radius: float, dead: bool, style: Style) -> None:
    if not dead:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("accent"))
        painter.drawEllipse(at, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(style.pen("soft_ink", "axis"))
    painter.drawEllipse(at, radius, radius)
    reach = QPointF(0.7 * radius, 0.7 * radius)
    painter.drawLine(QLineF(at - reach, at + reach))
