"""The output over two inputs: a colour map with its zero line, and below it the slice that is marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.base import Canvas, polyline
from nnexplorer.gui.canvases.colormap import MapItem, SteadyLimit
from nnexplorer.gui.canvases.frame import Axes, Frame, draw_axes, tick_label, ticks
from nnexplorer.gui.labels import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPen

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
        self.title = f"Output {symbols.y(0, 1)} over its slice at {symbols.x(1)} = {tick_label(part.slice_at)}"
        space = self.space(left=16, right=6, bottom=13)
        between = 2 * self.style_.line_height("small") + self.style_.gap(8)
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

    def _curves(self, part: SurfacePart) -> list[tuple[str, Array, QPen]]:
        """The slice's curves, the topmost last: what each is called and how it is drawn."""
        style, output = self.style_, self.style_.symbols.y(0, 1)
        hard = part.slice_hard is not None
        curves = [
            (f"{output} hard, in testing", part.slice_hard, style.pen("ink", "axis")),
            ("target", part.slice_target, style.pen("soft_ink", "line", dash=(0.6, 2.2))),
            (f"{output} soft, in training" if hard else output, part.slice_soft, style.pen("accent", "selected")),
        ]
        return [(name, values, pen) for name, values, pen in curves if values is not None]

    def _draw_slice(self, painter: QPainter, frame: Frame, part: SurfacePart) -> None:
        painter.save()
        painter.setClipRect(frame.rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for _name, values, pen in self._curves(part):
            painter.setPen(pen)
            polyline(painter, frame.to_pixels(np.column_stack((part.slice_x, values))))
        painter.restore()
        self._draw_key(painter, frame, part)

    def _draw_key(self, painter: QPainter, frame: Frame, part: SurfacePart) -> None:
        """What the curves are, in a row above the slice, from the right."""
        style, font = self.style_, self.style_.font("small")
        x, y = frame.rect.right(), frame.rect.top() - style.gap(4)
        for name, _values, pen in self._curves(part):
            draw_text(painter, name, QPointF(x, y), font, style.color("soft_ink"), (1.0, 0.5))
            x -= style.text_width(name, "small") + style.gap(1.5)
            painter.setPen(pen)
            painter.drawLine(QPointF(x - style.gap(4), y), QPointF(x, y))
            x -= style.gap(8)
