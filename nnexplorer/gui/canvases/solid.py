"""A quantity over two inputs as a shaded surface in space, turned with the mouse, over the threshold lines."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPolygonF

from nnexplorer.compute.parts.solids import mirrored
from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.baselines import BaseLines
from nnexplorer.gui.canvases.drawing.boxpaint import BoxPainter
from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit
from nnexplorer.gui.canvases.drawing.frame import at_least_a_pixel
from nnexplorer.gui.canvases.drawing.mesh import Mesh, coarser, mesh
from nnexplorer.gui.canvases.drawing.projection import Box, Camera, Projection, fitted
from nnexplorer.gui.canvases.drawing.quads import SEAM
from nnexplorer.gui.canvases.drawing.quantities import quantity_letter, quantity_title
from nnexplorer.gui.canvases.drawing.strokes import segments
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.model.settings import HOME

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from nnexplorer.compute.parts.solids import SolidPart
    from nnexplorer.gui.look.style import Style

KEYS = {
    Qt.Key.Key_Left: (10.0, 0.0),
    Qt.Key.Key_Right: (-10.0, 0.0),
    Qt.Key.Key_Up: (0.0, 5.0),
    Qt.Key.Key_Down: (0.0, -5.0),
}
"""Degrees of azimuth and elevation that an arrow key turns by; with Ctrl a fifth of them."""

LABELLED = (14.0, 9.0)
"""Lines of small type across and down that a surface has at least if its axes are labelled."""

MESH_OPACITY = 0.2

EMPTY = "A 3-D surface stands over two inputs.<br>Over one, the output is a curve: see Output."
"""What is said where there is no surface."""

COARSE = 32
"""Quads along a side up to which something moves, and edges need not be smooth on the screen."""

SCREEN = 96.0
"""Dots an inch for which a figure's width is given."""

PER_QUAD, PER_VECTOR = 3.5, 7.0
"""Pixels of a figure along a quad's side, at least about, in a picture and as vectors, each of which the file holds."""

VECTORS = (64, 128)
"""Fewest and most quads along a side of a surface that is vectors, if it has so many."""

NAMES = ("Soft, in training", "Hard, in testing")
"""What the two outputs are called where both are shown."""


@dataclass(frozen=True, eq=False)
class _Panel:
    """One surface: how it is looked at, the rectangle in which its labels stand, and its name if it needs one."""

    part: SolidPart
    view: Projection
    room: QRectF
    name: str
    labelled: bool


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
        self._panels: tuple[_Panel, ...] = ()
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
            self._reach(part, resting)
        shape: tuple[object, ...] = ()
        if part is not None:
            shape = (part.bounds, part.kind, part.unit, part.outputs, len(part.all), hidden, camera, self._heights())
        if shape != self._shape or part is None:
            self._shape = shape
            self.refresh_ground()
        elif part is not None:
            self._panels = tuple(replace(panel, part=one) for panel, one in zip(self._panels, part.all, strict=True))
        self.refresh()

    def _reach(self, part: SolidPart, resting: bool) -> None:
        """Have the scale reach as far as all that is shown; both outputs have it in common."""
        heights = np.concatenate([one.relief.heights.ravel() for one in part.all])
        heights = heights[np.isfinite(heights)]
        low, high = (value if np.isfinite(value) else 0.0 for value in part.span)
        self._above.reach(max(float(heights.max(initial=0.0)), high), resting)
        self._below.reach(max(-float(heights.min(initial=0.0)), -low), resting)

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
        part, self._panels = self._part, ()
        if part is None:
            self.title = ""
            return
        self.title = quantity_title(part.kind, self.style_.symbols, part.unit, self._hidden, part.outputs)
        room = QRectF(self.viewport().rect())
        room.setTop(min(self.space().top(), room.bottom()) if self.title else room.top())
        across, down = QRectF(room), QRectF(room)
        if len(part.all) > 1:
            across.setWidth(room.width() / 2)
            down.setHeight(room.height() / 2)
        beside, below = (self._panel(part, first) for first in (across, down))
        if (beside.labelled, beside.view.scale) >= (below.labelled, below.view.scale):
            first, way = across, QPointF(across.width(), 0)
        else:
            first, way = down, QPointF(0, down.height())
        self._panels = tuple(self._panel(one, first.translated(way * i)) for i, one in enumerate(part.all))

    def _panel(self, part: SolidPart, room: QRectF) -> _Panel:
        """A surface in a rectangle, below its name if there are two of them."""
        style, line = self.style_, self.style_.line_height("small")
        both = self._part is not None and len(self._part.all) > 1
        name = NAMES[int(part.kind == "hard")] if both else ""
        room = QRectF(
            room.left(), room.top() + (line if name else 0.0), room.width(), room.height() - line * bool(name)
        )
        labelled = bool(room.width() > LABELLED[0] * line and room.height() > (LABELLED[1] - 2) * line)
        unit = style.gap(1) * style.type_factor
        side, below = (6.0 * unit, 8.0 * unit) if labelled else (unit, unit)
        place = at_least_a_pixel(room.adjusted(side, 0.0, -side, -below))
        return _Panel(part, fitted(self._camera, place), room, name, labelled)

    def _box(self, part: SolidPart) -> Box:
        return Box(part.bounds, self._heights())

    def draw_ground(self, painter: QPainter) -> None:
        if not self._panels:
            self.draw_empty(painter, EMPTY)
        for panel in self._panels:
            self._draw_box(painter, panel)

    def _draw_box(self, painter: QPainter, panel: _Panel) -> None:
        part, style, symbols = panel.part, self.style_, self.style_.symbols
        names = (symbols.x(0), symbols.x(1), quantity_letter(part.kind, symbols, part.unit, part.outputs))
        signs = (1.0, -1.0 if style.downwards else 1.0, 1.0)
        room = panel.room if panel.labelled else QRectF()
        BoxPainter(self._box(part), panel.view, names, style, room, signs).draw(painter)
        if panel.name:
            at = QPointF(panel.room.center().x(), panel.room.top())
            draw_text(painter, panel.name, at, style.font("small", bold=True), style.color("ink"), (0.5, 1.0))

    def draw_figure(self, painter: QPainter) -> None:
        for panel in self._panels:
            self._draw_panel(painter, panel)

    def _draw_panel(self, painter: QPainter, panel: _Panel) -> None:
        part, view, style = panel.part, panel.view, self.style_
        box, ground = self._box(part), style.color("card")
        BaseLines(part, box, view, style, self._selected, panel.labelled).draw(painter)
        paper = np.array([ground.red(), ground.green(), ground.blue()], dtype=float)
        chosen = self._selected if self._selected is not None and self._selected < len(part.lines) else None
        ends = None if chosen is None else part.lines[chosen].clipped(part.bounds)
        relief, seam = part.relief, SEAM
        if self.exporting:
            most, factor = _fineness(painter, view)
            relief, seam = coarser(relief, most), SEAM / factor
        self._draw_mesh(painter, mesh(relief, box, view, self.limit, style.diverging(), paper, ends, seam))

    def _draw_mesh(self, painter: QPainter, shown: Mesh) -> None:
        style = self.style_
        quad = QPolygonF([QPointF()] * 4)
        corners = pg.functions.ndarray_from_qpolygonf(quad)  # its memory: a polygon for each would take twice as long
        codes = shown.colors.astype(np.int64) @ (65536, 256, 1)
        distinct, which = np.unique(codes, return_inverse=True)
        brushes = [QColor.fromRgb(code) for code in distinct.tolist()]
        mesh_pen = style.pen(style.translucent("ink", MESH_OPACITY), 0.7 * style.stroke("axis"))
        curve_pen, cut_pen = style.pen("ink", "line"), style.pen(self._cut_color(), "line")
        halo = style.pen("card", style.stroke("line") + style.stroke("halo") / 2)
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
                    painter.setPen(halo)
                    segments(painter, pieces, Qt.PenCapStyle.FlatCap)
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


def _fineness(painter: QPainter, view: Projection) -> tuple[float, float]:
    """How many quads along a side a figure has use for at most, and by what its pixels divide the seam of a quad."""
    factor, side = math.sqrt(abs(painter.deviceTransform().determinant())), 2 * view.scale
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        return side * factor / PER_QUAD, max(factor, 1.0)
    pixels = side * factor * SCREEN / painter.device().logicalDpiX()
    return min(max(pixels / PER_VECTOR, VECTORS[0]), VECTORS[1]), 1.0
