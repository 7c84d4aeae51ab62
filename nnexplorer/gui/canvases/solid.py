"""A quantity over two inputs as a shaded surface in space, turned with the mouse, over the threshold lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPolygonF

from nnexplorer.compute.parts.solids import mirrored
from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.boxpaint import BoxPainter
from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit
from nnexplorer.gui.canvases.drawing.linepaint import ALL_INDICES
from nnexplorer.gui.canvases.drawing.mesh import Mesh, hidden, mesh
from nnexplorer.gui.canvases.drawing.projection import SIDES, Box, Camera, Projection, fitted
from nnexplorer.gui.canvases.drawing.quantities import quantity_letter, quantity_title
from nnexplorer.gui.canvases.drawing.strokes import segments
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.model.settings import HOME

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from nnexplorer.compute.parts.solids import SolidPart
    from nnexplorer.gui.look.style import Style
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

EMPTY = "A 3-D surface stands over two inputs.<br>Over one, the output is a curve: see Output."
"""What is said where there is no surface."""

COARSE = 32
"""Quads along a side up to which something moves, and edges need not be smooth on the screen."""


class SolidCanvas(Canvas):
    """Shows a SolidPart."""

    turned = Signal(float, float)
    """Azimuth and elevation, in degrees, that a hand has turned the surface to."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._given: SolidPart | None = None
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
        self._given, self._hidden, self._selected = part, hidden, selected
        self._part = part = self._turned_round()
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

    def restyle(self, style: Style) -> None:
        self._style = style
        self._part = self._turned_round()
        super().restyle(style)

    def _turned_round(self) -> SolidPart | None:
        """What was given to be shown; mirrored, where the second input's axis goes down."""
        return mirrored(self._given) if self._given is not None and self.style_.downwards else self._given

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
        margin = (6.0, 8.0) if self._labelled() else (1.0, 1.0)
        self._view = fitted(self._camera, self.space(left=margin[0], right=margin[0], bottom=margin[1]))

    def _labelled(self) -> bool:
        line, size = self.style_.line_height("small"), self.viewport().size()
        return bool(size.width() > LABELLED[0] * line and size.height() > LABELLED[1] * line)

    def _box(self, part: SolidPart) -> Box:
        return Box(part.bounds, self._heights())

    def draw_ground(self, painter: QPainter) -> None:
        part, symbols = self._part, self.style_.symbols
        if part is None or self._view is None:
            self.draw_empty(painter, EMPTY)
            return
        names = (symbols.x(0), symbols.x(1), quantity_letter(part.kind, symbols, part.unit, part.outputs))
        room = QRectF(self.viewport().rect()) if self._labelled() else QRectF()
        if self.title:
            room.setTop(min(self.space().top(), room.bottom()))
        signs = (1.0, -1.0 if self.style_.downwards else 1.0, 1.0)
        BoxPainter(self._box(part), self._view, names, self.style_, room, signs).draw(painter)

    def draw_figure(self, painter: QPainter) -> None:
        part, view, style = self._part, self._view, self.style_
        if part is None or view is None:
            return
        box, ground = self._box(part), style.color("card")
        self._draw_lines(painter, part, box, view)
        paper = np.array([ground.red(), ground.green(), ground.blue()], dtype=float)
        chosen = self._selected if self._selected is not None and self._selected < len(part.lines) else None
        ends = None if chosen is None else part.lines[chosen].clipped(part.bounds)
        self._draw_mesh(painter, mesh(part.relief, box, view, self.limit, style.diverging(), paper, ends))

    def _draw_lines(self, painter: QPainter, part: SolidPart, box: Box, view: Projection) -> None:
        """The threshold lines on the base, the selected unit's on top."""
        style, many = self.style_, len(part.lines)
        drawn: list[tuple[int, Array]] = []
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
                drawn.append((unit, pixels))
        self._draw_indices(painter, drawn, part, box, view)

    def _draw_indices(
        self, painter: QPainter, drawn: list[tuple[int, Array]], part: SolidPart, box: Box, view: Projection
    ) -> None:
        """Units' numbers beside the ends (2, 2) of their lines, the nearer one if the surface hides neither."""
        style, font = self.style_, self.style_.font("small", bold=True)
        long = [
            (unit, *_beside(ends, style.gap(3.5), style.gap(2.5)))
            for unit, ends in drawn
            if _spread(ends) > style.gap(8)
        ]
        if not long:
            return
        places = np.array([(near, far) for _unit, near, far in long])
        covered = hidden(view.on_level(places.reshape(-1, 2), -SIDES[2]), part.relief, box, view.camera)
        for (unit, *ends), (near_hidden, far_hidden) in zip(long, covered.reshape(-1, 2).tolist(), strict=True):
            if not (near_hidden and far_hidden):
                at, text = QPointF(*ends[int(near_hidden)]), style.symbols.index(unit)
                draw_text(painter, text, at, font, style.color("ink"), (0.5, 0.5), style.color("card"))

    def _draw_mesh(self, painter: QPainter, shown: Mesh) -> None:
        style = self.style_
        quad = QPolygonF([QPointF()] * 4)
        corners = pg.functions.ndarray_from_qpolygonf(quad)  # its memory: a polygon for each would take twice as long
        codes = shown.colors.astype(np.int64) @ (65536, 256, 1)
        distinct, which = np.unique(codes, return_inverse=True)
        brushes = [QColor.fromRgb(code) for code in distinct.tolist()]
        mesh_pen = style.pen(style.translucent("ink", MESH_OPACITY), 0.7 * style.stroke("axis"))
        curve_pen, cut_pen = style.pen("ink", "line"), style.pen(self._cut_color(), "line")
        smooth = len(shown.lines) > COARSE or painter.paintEngine().type() != QPaintEngine.Type.Raster
        draw, dye, last, many = painter.drawPolygon, painter.setBrush, -1, len(shown.lines)
        strips = zip(shown.polygons.reshape(many, -1, 4, 2), which.reshape(many, -1).tolist(), strict=True)
        for (polygons, dyes), lines, cut, curve in zip(strips, shown.lines, shown.cut, shown.curve, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            for polygon, color in zip(polygons, dyes, strict=True):
                if color != last:
                    last = color
                    dye(brushes[color])
                corners[...] = polygon
                draw(quad)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(mesh_pen)
            painter.drawLines([QLineF(*line) for line in lines.tolist()])
            for pieces, pen in ((cut, cut_pen), (curve, curve_pen)):
                if len(pieces):
                    painter.setPen(pen)
                    segments(painter, pieces)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _cut_color(self) -> QColor:
        many = len(self._part.lines) if self._part else 0
        return self.style_.unit(self._selected or 0, self._selected, many)

    # What a hand does -----------------------------------------------------------------------------------------

    def grip_at(self, at: QPointF) -> Grip | None:
        """The box, wherever it is taken."""
        return None if self._part is None else Grip("turn", None, at)

    def take(self, grip: Grip) -> None:  # noqa: ARG002
        self._taken = self._camera

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
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


def _spread(ends: Array) -> float:
    """Pixels between two ends (2, 2)."""
    return float(np.hypot(*(ends[1] - ends[0])))


def _beside(ends: Array, along: float, beside: float) -> tuple[Array, Array]:
    """Two pixels (2,) above a line, so many from its ends (2, 2): the lower one on the screen first."""
    near, far = ends if ends[0, 1] >= ends[1, 1] else ends[::-1]
    way = (far - near) / max(_spread(ends), 1.0)
    away = np.array([way[1], -way[0]]) * (beside if way[0] > 0 else -beside)
    return near + way * along + away, far - way * along + away
