"""The output over two inputs: a colour map with its zero line, and below it the slice that is marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.base import Canvas, polyline
from nnexplorer.gui.canvases.colormap import MapItem, SteadyLimit
from nnexplorer.gui.canvases.frame import Axes, Frame, draw_axes, ticks
from nnexplorer.gui.labels import draw_text
from nnexplorer.gui.notation import number

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.evaluation import SurfacePart
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array

SHARE = 0.62
"""The colour map's share of the height."""


class SurfaceCanvas(Canvas):
    """Shows a SurfacePart."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: SurfacePart | None = None
        self._map_frame: Frame | None = None
        self._slice_frame: Frame | None = None
        self._height = SteadyLimit()
        self._map = MapItem(self)

    def show_part(self, part: SurfacePart | None, resting: bool = True) -> None:
        """Show `part`; scales shrink only if the hand is `resting`."""
        old, self._part = self._part, part
        if part is None:
            self._map.show_values(None)
            self.refresh_ground()
            return
        height = self._height.value
        self._height.follow(self._slice_values(part), resting)
        still = old is not None and old.bounds == part.bounds and old.slice_at == part.slice_at
        if not still or self._height.value != height:
            self.refresh_ground()
        self._map.show_values(part.values, resting)
        self.refresh()

    @staticmethod
    def _slice_values(part: SurfacePart) -> Array:
        curves = [part.slice_soft, part.slice_hard, part.slice_target]
        return np.concatenate([curve for curve in curves if curve is not None])

    def lay_out(self) -> None:
        part = self._part
        self._map_frame = self._slice_frame = None
        if part is None:
            return
        symbols = self.style_.symbols
        self.title = f"Output {symbols.y(0, 1)} over its slice at {symbols.x(1)} = {number(part.slice_at, 2).rstrip('0').rstrip('.')}"
        space = self.space(left=16, right=6, bottom=13)
        between = self.style_.line_height("small") + self.style_.gap(5)
        above = (space.height() - between) * SHARE
        top = QRectF(space.left(), space.top(), space.width(), above)
        below = QRectF(space.left(), top.bottom() + between, space.width(), space.height() - above - between)
        limit = 1.06 * self._height.value
        self._map_frame = Frame(top, part.bounds)
        self._slice_frame = Frame(below, (part.bounds[0], (-limit, limit)))
        self._map.place(self._map_frame, part.bounds)

    def draw_ground(self, painter: QPainter) -> None:
        if self._map_frame is None or self._slice_frame is None:
            self.draw_empty(painter, "The surface is drawn for two inputs and one output.")
            return
        symbols = self.style_.symbols
        x_ticks = tuple(ticks(*self._map_frame.bounds[0], 5))
        map_axes = Axes(x_ticks, tuple(ticks(*self._map_frame.bounds[1], 5)), "", symbols.x(1))
        draw_axes(painter, self._map_frame, map_axes, self.style_)
        y_ticks = tuple(ticks(*self._slice_frame.bounds[1], 5))
        slice_axes = Axes(x_ticks, y_ticks, symbols.x(0), symbols.y(0, 1), zero=True)
        draw_axes(painter, self._slice_frame, slice_axes, self.style_)

    def draw_figure(self, painter: QPainter) -> None:
        part, above, below = self._part, self._map_frame, self._slice_frame
        if part is None or above is None or below is None:
            return
        self._draw_zero(painter, above, part)
        self._draw_cut(painter, above, part)
        self._draw_slice(painter, below, part)

    def _draw_zero(self, painter: QPainter, frame: Frame, part: SurfacePart) -> None:
        if len(part.zero):
            pixels = frame.to_pixels(part.zero).reshape(-1, 2)
            path = pg.functions.arrayToQPath(pixels[:, 0], pixels[:, 1], connect="pairs")
            painter.setPen(self.style_.pen("ink", "line"))
            painter.drawPath(path)

    def _draw_cut(self, painter: QPainter, frame: Frame, part: SurfacePart) -> None:
        if frame.bounds[1][0] <= part.slice_at <= frame.bounds[1][1]:
            y = frame.point(0.0, part.slice_at).y()
            painter.setPen(self.style_.pen("ink", "axis", dash=(4, 3)))
            painter.drawLine(QLineF(frame.rect.left(), y, frame.rect.right(), y))

    def _draw_slice(self, painter: QPainter, frame: Frame, part: SurfacePart) -> None:
        style = self.style_
        curves = [
            (part.slice_target, style.pen("soft_ink", "line", dash=(0.6, 2.2))),
            (part.slice_hard, style.pen("ink", "axis")),
            (part.slice_soft, style.pen("accent", "selected")),
        ]
        painter.save()
        painter.setClipRect(frame.rect)
        for values, pen in curves:
            if values is not None:
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                polyline(painter, frame.to_pixels(np.column_stack((part.slice_x, values))))
        painter.restore()
        self._draw_key(painter, frame, part)

    def _draw_key(self, painter: QPainter, frame: Frame, part: SurfacePart) -> None:
        """Names the soft and the hard curve at the right edge, where there are both."""
        if part.slice_hard is None:
            return
        style = self.style_
        at = QPointF(frame.rect.right() - style.gap(1), frame.rect.bottom() - style.gap(1))
        text = "soft in training, thin: hard in testing"
        draw_text(
            painter, text, at, style.font("small"), style.color("soft_ink"), (1, 1), style.color("card")
        )
