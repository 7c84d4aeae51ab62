"""Error against the number of hidden units, both logarithmic, beside the 1/N that bounds the best of a class."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPolygonF

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.canvases.drawing.ends import BESIDE, EndLabel, draw_end_labels
from nnexplorer.gui.canvases.drawing.frame import Axes, Frame, draw_axes
from nnexplorer.gui.canvases.drawing.room import TITLE
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import number
from nnexplorer.model.activations import activation

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.compute.experiments.approximation import Curve, SweepPart
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array

MEANING = "1/N bounds the best net of a class (Barron 1993); what gradient descent finds is another matter"
SHORT_MEANING = "1/N bounds the best net, not training"
TITLES = {False: "Error against N", True: "Test error against N"}
"""What is drawn: the error, or that on samples that are held out of training."""

EMPTY = "Run the experiment: nothing is measured yet."

MADE = {"construct": "constructed", "refit": "refitted", "train": "trained"}
"""How a curve's networks came to be, by method."""

SMALLEST = 1e-12
"""Errors below this are drawn at it: beyond double precision there is nothing left to see."""

WIDEST_LABEL = 0.36
"""Most of the canvas's width that the names at the lines' ends may take before they are shortened."""

MARGIN = 0.06
"""What the axis of N is longer than its values, to either side."""


class SweepCanvas(Canvas):
    """Shows a SweepPart, while it comes and when it is there."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self.title = TITLES[False]
        self._part: SweepPart | None = None
        self._progress = ""
        self._bounds: Bounds | None = None
        self._still: object = None
        self._meaning: list[str] = []
        self._frame: Frame | None = None

    def show_part(self, part: SweepPart | None, progress: str = "") -> None:
        """Show `part`, and beside the title how far the sweep has come."""
        self._part, self._progress = part, progress
        self._bounds = None if part is None else _bounds(part)
        self.title = TITLES[part is not None and part.held_out]
        still = (self._bounds, self._texts(), self._units(), self.title)
        if still != self._still:
            self._still = still
            self.refresh_ground()
        self.refresh()

    def _curves(self) -> tuple[Curve, ...]:
        return self._part.curves if self._part is not None else ()

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        style, gap = self.style_, self.style_.gap(1)
        height = style.line_height("small")
        across = self.viewport().width() - 8 * gap
        wrapped = _wrapped(MEANING, across, style)
        self._meaning = wrapped if len(wrapped) <= 2 else _wrapped(SHORT_MEANING, across, style)
        room = self.space(top=len(self._meaning) * height / gap - 0.5)
        left = style.text_width("10<sup>\N{MINUS SIGN}12</sup>", "small") + 4 * gap
        right = max((style.text_width(text, "small") for text in self._texts()), default=0.0) + (BESIDE + 3) * gap
        rect = room.adjusted(left, 0, -right, -height - style.line_height("normal") - 2.5 * gap)
        fits = rect.width() > 4 * gap and rect.height() > 4 * gap
        self._frame = Frame(rect, self._bounds) if fits and self._bounds is not None else None

    def _texts(self) -> list[str]:
        """What the lines are called; in a narrow canvas no more than tells them apart."""
        curves = self._curves()
        texts = [_name(curve) for curve in curves]
        widest = max((self.style_.text_width(text, "small") for text in texts), default=0.0)
        if widest > WIDEST_LABEL * self.viewport().width():
            texts = [_short_name(curve, curves) for curve in curves]
        return [text + _remark(curve) for text, curve in zip(texts, curves, strict=True)]

    def draw_ground(self, painter: QPainter) -> None:
        style = self.style_
        if self._part is None:
            self.draw_empty(painter, EMPTY)
        at = QPointF(style.gap(TITLE[0]), self.space().top() - style.gap(2.5))
        for line in self._meaning:
            draw_text(painter, line, at, style.font("small"), style.color("soft_ink"))
            at += QPointF(0, style.line_height("small"))
        if self._frame is not None:
            draw_axes(painter, self._frame, self._axes(self._frame), style)

    def _axes(self, frame: Frame) -> Axes:
        style, (low, high) = self.style_, frame.bounds[1]
        units = _thinned(self._units(), frame, style.text_width("0000", "small"))
        powers = range(math.ceil(low), math.floor(high) + 1)
        stride = max(1, math.ceil(len(powers) * 1.5 * style.line_height("small") / frame.rect.height()))
        shown = [power for power in reversed(powers) if power % stride == 0]
        return Axes(
            x_ticks=tuple(math.log10(N) for N in units),
            y_ticks=tuple(map(float, shown)),
            x_name="hidden units <i>N</i>",
            x_texts=tuple(str(N) for N in units),
            y_texts=tuple({0: "1", 1: "10"}.get(power, f"10<sup>{number(power, 0)}</sup>") for power in shown),
        )

    def _units(self) -> list[int]:
        """The numbers of hidden units along the axis: those that were tried, and the ends before any was."""
        tried = {int(N) for curve in self._curves() for N in curve.hidden}
        return sorted(tried | set(self._part.span if self._part is not None else ()))

    def draw_figure(self, painter: QPainter) -> None:
        self._draw_progress(painter)
        frame, style = self._frame, self.style_
        if frame is None or not self._curves():
            return
        labels = [self._draw_guide(painter, frame)]
        texts = self._texts()
        for place, curve in enumerate(self._curves()):
            self._draw_spread(painter, frame, curve, self._color(place))
        for place, curve in enumerate(self._curves()):
            labels.append(self._draw_curve(painter, frame, curve, self._color(place), texts[place]))
        draw_end_labels(painter, frame.rect, [label for label in labels if label is not None], style)

    def _color(self, place: int) -> QColor:
        return self.style_.unit(place, place, 1)

    def _draw_progress(self, painter: QPainter) -> None:
        style = self.style_
        at = QPointF(self.head_right, self.head_top)
        draw_text(painter, self._progress, at, style.font("small"), style.color("soft_ink"), (1.0, 0.0))

    def _draw_guide(self, painter: QPainter, frame: Frame) -> EndLabel | None:
        guide = _guide(self._curves(), frame.bounds[0])
        if guide is None:
            return None
        style, pixels = self.style_, frame.to_pixels(guide)
        painter.save()
        painter.setClipRect(frame.rect)
        painter.setPen(style.pen("soft_ink", "line", dash=(3, 3)))
        polyline(painter, pixels)
        painter.restore()
        return EndLabel("1/<i>N</i>", QPointF(*pixels[-1]), style.color("soft_ink"), style.line_height("small"))

    def _draw_spread(self, painter: QPainter, frame: Frame, curve: Curve, color: QColor) -> None:
        """The range over the seeds, and a point each."""
        style, some = self.style_, np.isfinite(curve.high)
        edges = [frame.to_pixels(_log(curve.hidden[some], edge[some])) for edge in (curve.low, curve.high)]
        outline = np.vstack((edges[0], edges[1][::-1]))
        ground, faint = _faint(color, 0.16), _faint(color, 0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF([QPointF(*pixel) for pixel in outline]))
        painter.setBrush(faint)
        finite = curve.points[np.isfinite(curve.points[:, 1])]
        for pixel in frame.to_pixels(_log(finite[:, 0], finite[:, 1])):
            painter.drawEllipse(QPointF(*pixel), style.gap(0.6), style.gap(0.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_curve(self, painter: QPainter, frame: Frame, curve: Curve, color: QColor, text: str) -> EndLabel | None:
        """The line through the medians; crosses at the top are what diverged."""
        style, some = self.style_, np.isfinite(curve.median)
        pixels = frame.to_pixels(_log(curve.hidden[some], curve.median[some]))
        painter.setPen(style.pen(color, "line"))
        polyline(painter, pixels)
        painter.setPen(style.pen("card", "axis"))
        painter.setBrush(color)
        for pixel in pixels:
            painter.drawEllipse(QPointF(*pixel), style.gap(0.95), style.gap(0.95))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.pen(color, "line"))
        lost = np.unique(curve.points[~np.isfinite(curve.points[:, 1]), 0])
        for x in frame.to_pixels(_log(lost, np.ones_like(lost)))[:, 0]:
            _draw_cross(painter, QPointF(x, frame.rect.top() + style.gap(1.5)), style.gap(0.8))
        end = QPointF(*pixels[-1]) if len(pixels) else QPointF(frame.rect.right(), frame.rect.top() + style.gap(1.5))
        return EndLabel(text, end, color, style.line_height("small") * (1 + text.count("<br>")))


def _name(curve: Curve) -> str:
    return f"{activation(curve.activation).title}, {MADE[curve.method]}"


def _short_name(curve: Curve, curves: tuple[Curve, ...]) -> str:
    """What tells a curve from the others: the nonlinearity, the method, or both as short as they are."""
    if len({other.method for other in curves}) == 1:
        return activation(curve.activation).title
    if len({other.activation for other in curves}) == 1:
        return MADE[curve.method]
    record = activation(curve.activation)
    return f"{record.symbol or record.title}, {curve.method}"


def _remark(curve: Curve) -> str:
    """What a curve's label says below its name: the slope of constructed steps, and how many trainings diverged."""
    lost = int((~np.isfinite(curve.points[:, 1])).sum())
    if lost:
        return f"<br>{lost} diverged"
    steps = curve.method == "construct" and not activation(curve.activation).trainable
    return f"<br>slope {number(curve.slope)}" if steps and math.isfinite(curve.slope) else ""


def _bounds(part: SweepPart) -> Bounds:
    """Powers of ten: a little beyond N to either side, whole ones that hold the errors and the guide."""
    first, last = (math.log10(N) for N in part.span)
    beside = MARGIN * (last - first) if last > first else 0.5
    across = (first - beside, last + beside)
    errors = [curve.points[np.isfinite(curve.points[:, 1])] for curve in part.curves]
    heights = [_log(points[:, 0], points[:, 1])[:, 1] for points in errors if len(points)]
    guide = _guide(part.curves, across)
    if not heights or guide is None:
        return (across, (-4.0, 1.0))
    values = np.concatenate((*heights, guide[:, 1]))
    low, high = math.floor(float(values.min())), math.ceil(float(values.max()))
    return (across, (min(low, high - 2) - 0.1, high + 0.1))


def _guide(curves: tuple[Curve, ...], across: tuple[float, float]) -> Array | None:
    """Ends of the line that falls as 1/N from the worst median at the least N, in powers of ten."""
    starts = [_log(curve.hidden, curve.median)[np.isfinite(curve.median)] for curve in curves]
    starts = [line[:1] for line in starts if len(line)]
    if not starts:
        return None
    first = np.concatenate(starts)
    x, y = max(first.tolist(), key=lambda point: (-point[0], point[1]))
    return np.array([(x, y), (across[1], y - (across[1] - x))])


def _log(hidden: Array, error: Array) -> Array:
    return np.asarray(np.log10(np.column_stack((hidden, np.maximum(error, SMALLEST)))))


def _faint(color: QColor, opacity: float) -> QColor:
    faint = type(color)(color)
    faint.setAlphaF(opacity)
    return faint


def _draw_cross(painter: QPainter, at: QPointF, reach: float) -> None:
    for way in (QPointF(reach, reach), QPointF(reach, -reach)):
        painter.drawLine(QLineF(at - way, at + way))


def _thinned(units: list[int], frame: Frame, width: float) -> list[int]:
    """The numbers that have room beside each other, from the largest on down."""
    kept: list[tuple[float, int]] = []
    for N in reversed(units):
        x = frame.point(math.log10(N), 0.0).x()
        if not kept or kept[-1][0] - x >= width:
            kept.append((x, N))
    return [N for _, N in reversed(kept)]


def _wrapped(text: str, width: float, style: Style) -> list[str]:
    """`text` in lines of at most `width` pixels, if its words are no longer."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and style.text_width(longer, "small") > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
