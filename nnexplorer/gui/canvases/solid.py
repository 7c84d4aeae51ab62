"""A quantity over two inputs as a shaded surface in space, turned with the mouse, over the threshold lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor

from nnexplorer.gui.canvases.base import Canvas, Grip, segments
from nnexplorer.gui.canvases.boxpaint import BoxPainter
from nnexplorer.gui.canvases.colormap import SteadyLimit
from nnexplorer.gui.canvases.linepaint import ALL_INDICES
from nnexplorer.gui.canvases.mesh import Mesh, mesh
from nnexplorer.gui.canvases.projection import Box, Camera, Projection, fitted
from nnexplorer.gui.canvases.quantities import quantity_letter, quantity_title
from nnexplorer.gui.labels import draw_text
from nnexplorer.model.settings import HOME

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

    from nnexplorer.compute.solids import SolidPart
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array

KEYS = {
    Qt.Key.Key_Left: (10.0, 0.0),
    Qt.Key.Key_Right: (-10.0, 0.0),
    Qt.Key.Key_Up: (0.0, 5.0),
    Qt.Key.Key_Down: (0.0, -5.0),
}
"""Degrees of azimuth and elevation that an arrow key turns by; with Ctrl a fifth of them."""

LABELLED = (14.0, 9.0)
"""Lines of small type across and down that a canvas has at least if its axes are labelled."""

MESH_OPACITY = 0.2


class SolidCanvas(Canvas):
    """Shows a SolidPart."""

    turned = Signal(float, float)
    """Azimuth and elevation, in degrees, that a hand has turned the surface to."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: SolidPart | None = None
        self._hidden = ""
        self._selected: int | None = None
        self._camera = self._taken = Camera.at(*HOME)
        self._above, self._below = SteadyLimit(), SteadyLimit()
        self._view: Projection | None = None
        self._shape: tuple[object, ...] = ()

    def show_part(
        self,
        part: SolidPart | None,
        camera: tuple[float, float] = HOME,
        hidden: str = "",
        selected: int | None = None,
        resting: bool = True,
    ) -> None:
        """Show `part` from a camera's azimuth and elevation; scales shrink only if the hand is `resting`.

        The hidden nonlinearity is written `hidden`; the line of the `selected` unit is brought out.
        """
        self._part, self._hidden, self._selected = part, hidden, selected
        self._camera = Camera.at(*camera)
        if part is not None:
            heights = part.relief.heights[np.isfinite(part.relief.heights)]
            low, high = (value if np.isfinite(value) else 0.0 for value in part.span)
            self._above.reach(max(float(heights.max(initial=0.0)), high), resting)
            self._below.reach(max(-float(heights.min(initial=0.0)), -low), resting)
        shape = (
            () if part is None else (part.bounds, part.kind, part.unit, part.outputs, hidden, camera, self._heights())
        )
        if shape != self._shape or part is None:
            self._shape = shape
            self.refresh_ground()
        self.refresh()

    def _heights(self) -> tuple[float, float]:
        """The lowest and the highest height of the scale; zero is always on it."""
        low, high = -self._below.value, self._above.value
        return (low, high) if high - low > 4e-9 else (-1.0, 1.0)

    @property
    def limit(self) -> float:
        """The size that has the palette's last colours."""
        return max(map(abs, self._heights()))

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        part = self._part
        if part is None:
            self._view, self.title = None, ""
            return
        self.title = quantity_title(part.kind, self.style_.symbols, part.unit, self._hidden, part.outputs)
        margin = (7.0, 9.0) if self._labelled() else (1.0, 1.0)
        self._view = fitted(self._camera, self.space(left=margin[0], right=margin[0], bottom=margin[1]))

    def _labelled(self) -> bool:
        line, size = self.style_.line_height("small"), self.viewport().size()
        return bool(size.width() > LABELLED[0] * line and size.height() > LABELLED[1] * line)

    def _box(self, part: SolidPart) -> Box:
        return Box(part.bounds, self._heights())

    def draw_ground(self, painter: QPainter) -> None:
        part, symbols = self._part, self.style_.symbols
        if part is None or self._view is None:
            self.draw_empty(painter, "The 3-D surface is drawn for two inputs.")
            return
        names = (symbols.x(0), symbols.x(1), quantity_letter(part.kind, symbols, part.unit, part.outputs))
        room = QRectF(self.viewport().rect()) if self._labelled() else QRectF()
        if self.title:
            room.setTop(min(self.space().top(), room.bottom()))
        BoxPainter(self._box(part), self._view, names, self.style_, room).draw(painter)

    def draw_figure(self, painter: QPainter) -> None:
        part, view, style = self._part, self._view, self.style_
        if part is None or view is None:
            return
        box, ground = self._box(part), style.color("card")
        self._draw_lines(painter, part, box, view)
        paper = np.array([ground.red(), ground.green(), ground.blue()], dtype=float)
        self._draw_mesh(painter, mesh(part.relief, box, view, self.limit, style.diverging(), paper))

    def _draw_lines(self, painter: QPainter, part: SolidPart, box: Box, view: Projection) -> None:
        """The threshold lines on the base, the selected unit's on top."""
        style, many = self.style_, len(part.lines)
        for unit in sorted(range(many), key=lambda unit: unit == self._selected):
            ends = part.lines[unit].clipped(part.bounds)
            if ends is None:
                continue
            chosen = unit == self._selected
            pixels = view.to_pixels(box.place(ends[:, 0], ends[:, 1], box.base))
            width = "selected" if chosen else "line" if many <= ALL_INDICES else "axis"
            painter.setPen(style.pen(style.unit(unit, self._selected, many), width))
            painter.drawLine(QLineF(*pixels.ravel().tolist()))
            if self._labelled() and (chosen or many <= ALL_INDICES):
                self._draw_index(painter, unit, pixels)

    def _draw_index(self, painter: QPainter, unit: int, pixels: Array) -> None:
        """A unit's number beside the end of its line that is nearer to the eye."""
        style = self.style_
        near, far = sorted((QPointF(*pixel) for pixel in pixels.tolist()), key=lambda pixel: -pixel.y())
        way = QLineF(near, far)
        if way.length() < style.gap(8):
            return
        along = QPointF(way.dx(), way.dy()) / way.length()
        at = near + along * style.gap(3.5) + QPointF(-along.y(), along.x()) * style.gap(2.5)
        font = style.font("small", bold=True)
        draw_text(painter, style.symbols.index(unit), at, font, style.color("ink"), (0.5, 0.5), style.color("card"))

    def _draw_mesh(self, painter: QPainter, shown: Mesh) -> None:
        style = self.style_
        all_corners = shown.polygons.reshape(-1, 2)
        quads = pg.functions.arrayToQPolygonF(all_corners[:, 0], all_corners[:, 1])
        codes = shown.colors.astype(np.int64) @ (65536, 256, 1)
        distinct, which = np.unique(codes, return_inverse=True)
        brushes = [QColor.fromRgb(code) for code in distinct.tolist()]
        mesh_pen = style.pen(style.translucent("ink", MESH_OPACITY), 0.7 * style.stroke("axis"))
        curve_pen = style.pen("ink", "line")
        which, strip, at, last = which.tolist(), len(shown.polygons) // len(shown.lines), 0, -1
        for lines, curve in zip(shown.lines, shown.curve, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            for i in range(at, at + strip):
                if which[i] != last:
                    last = which[i]
                    painter.setBrush(brushes[last])
                painter.drawPolygon(quads.mid(4 * i, 4))
            at += strip
            painter.setPen(mesh_pen)
            painter.drawLines([QLineF(*line) for line in lines.tolist()])
            if len(curve):
                painter.setPen(curve_pen)
                segments(painter, curve)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # What a hand does -----------------------------------------------------------------------------------------

    def grip_at(self, at: QPointF) -> Grip | None:
        """The box, wherever it is taken."""
        return None if self._part is None else Grip("turn", None, at)

    def take(self, grip: Grip) -> None:
        self._taken = self._camera

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        way = (to - grip.at) / self.style_.scale
        self._turn(self._taken.turned(way.x(), way.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._part is not None:
            self._turn(Camera.at(*HOME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = KEYS.get(Qt.Key(event.key()))
        if self._part is None or (turn is None and event.key() != Qt.Key.Key_Home):
            super().keyPressEvent(event)
            return
        fine = 0.2 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1.0
        azimuth, elevation = self._camera.azimuth, self._camera.elevation
        new = (azimuth + fine * turn[0], elevation + fine * turn[1]) if turn else HOME
        self._turn(Camera.at(*new))

    def _turn(self, camera: Camera) -> None:
        if camera != self._camera:
            self._camera = camera
            self.turned.emit(camera.azimuth, camera.elevation)
