"""The hidden nonlinearity and its derivative, with every unit's operating point on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt

from nnexplorer.gui.canvases.base import Canvas, Grip, polyline
from nnexplorer.gui.canvases.frame import Axes, Frame, draw_axes

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.evaluation import ActivationPart
    from nnexplorer.gui.style import Style


class ActivationCanvas(Canvas):
    """Shows an ActivationPart, small enough for a panel."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: ActivationPart | None = None
        self._selected: int | None = None
        self._frame: Frame | None = None

    def show_part(self, part: ActivationPart | None, selected: int | None) -> None:
        """Show `part` with unit `selected` brought out."""
        old, self._part, self._selected = self._part, part, selected
        if part is None or old is None or self._bounds() != (self._frame and self._frame.bounds):
            self.refresh_ground()
        self.refresh()

    def _bounds(self) -> tuple[tuple[float, float], tuple[float, float]]:
        assert self._part is not None
        curves = np.concatenate((self._part.value, self._part.derivative))
        low, high = float(min(curves.min(), 0.0)), float(max(curves.max(), 1.0))
        margin = 0.1 * (high - low)
        return ((float(self._part.b[0]), float(self._part.b[-1])), (low - margin, high + margin))

    def lay_out(self) -> None:
        self._frame = Frame(self.space(left=2, right=2, bottom=0), self._bounds()) if self._part else None

    def draw_ground(self, painter: QPainter) -> None:
        if self._frame is not None:
            draw_axes(painter, self._frame, Axes(zero=True), self.style_)

    def draw_figure(self, painter: QPainter) -> None:
        part, frame, style = self._part, self._frame, self.style_
        if part is None or frame is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.pen("soft_ink", "line", dash=(2.5, 2)))
        polyline(painter, frame.to_pixels(np.column_stack((part.b, part.derivative))))
        painter.setPen(style.pen("ink", "line"))
        polyline(painter, frame.to_pixels(np.column_stack((part.b, part.value))))
        for unit, at in self._points():
            chosen = unit == self._selected
            painter.setPen(style.pen("card", "axis"))
            painter.setBrush(style.unit(unit, self._selected, len(part.points) if part.points is not None else 1))
            radius = style.gap(1.6 if chosen else 1.1)
            painter.drawEllipse(at, radius, radius)

    def _points(self) -> list[tuple[int, QPointF]]:
        """Every unit's place on the curve, the selected one last; what lies beyond stands at the edge."""
        part, frame = self._part, self._frame
        if part is None or frame is None or part.points is None:
            return []
        e = np.clip(part.points, part.b[0], part.b[-1])
        heights = np.interp(e, part.b, part.value)
        pixels = frame.to_pixels(np.column_stack((e, heights)))
        order = sorted(range(len(e)), key=lambda unit: unit == self._selected)
        return [(unit, QPointF(*pixels[unit])) for unit in order]

    def grips(self) -> list[Grip]:
        return [Grip("unit", unit, at) for unit, at in reversed(self._points())]
