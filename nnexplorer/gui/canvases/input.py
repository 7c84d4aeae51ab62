"""Input space: the target there, and every hidden unit's threshold line, to be taken in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPolygonF

from nnexplorer.gui.canvases.base import REACH, Canvas, Grip, polyline
from nnexplorer.gui.canvases.colormap import MapItem
from nnexplorer.gui.canvases.frame import Frame, draw_axes, round_axes, square_frame, widened
from nnexplorer.gui.labels import draw_text, text_size
from nnexplorer.model.lines import Line

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.compute.evaluation import InputPart
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array

MARGIN = 1.12
"""How far beyond a map the lines are drawn, as a factor of its size."""

ALL_NORMALS = 3
"""Most lines of which every one shows its normal; beyond, only the selected one does."""

HANDLE_PLACE, NORMAL_PLACE = 0.8, -0.42
"""Where along half a line, from its middle to an end, its rotation handle and its normal stand."""

SNAP = np.pi / 12
"""Angle to whose multiples Shift constrains a rotation."""


def normal_length(gain: float) -> float:
    """Pixels of a normal at scale 1: it grows with the logarithm of the gain, so that any gain can be drawn."""
    return float(20.0 + 26.0 * np.log2(1.0 + gain))


def gain_of_length(length: float) -> float:
    """The gain whose normal is `length` pixels long at scale 1."""
    return float(np.exp2(max(length - 20.0, 0.5) / 26.0) - 1.0)


class InputCanvas(Canvas):
    """Shows an InputPart; lines are shifted, turned by a handle, steepened by their normal's tip."""

    line_dragged = Signal(int, object)
    """A unit and the line that a hand is giving it."""

    line_dropped = Signal(int, str)
    """A unit whose line a hand let go of, and what the hand did: 'Move', 'Turn' or 'Steepen'."""

    probe_dragged = Signal(object)
    """Where a hand is taking the probe, (2,)."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: InputPart | None = None
        self._selected: int | None = None
        self._frame: Frame | None = None
        self._pivot = np.zeros(2)
        self._hint = ""
        self._map = MapItem(self)
        self.title = "Input space <i>x</i>"

    def show_part(self, part: InputPart | None, selected: int | None) -> None:
        """Show `part` with unit `selected` brought out; None empties the canvas."""
        rebuild = part is None or self._part is None or part.bounds != self._part.bounds
        rebuild = rebuild or (part is not None and (part.target is None) != (self._part.target is None))
        self._part, self._selected = part, selected
        if rebuild:
            self.refresh_ground()
        self._map.show_values(None if part is None else part.target)
        self.refresh()

    def show_hint(self, hint: str) -> None:
        """Say in a few words what a hand could do here; '' takes the words away."""
        if hint != self._hint:
            self._hint = hint
            self.refresh()

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        part = self._part
        if part is None:
            self._frame = None
            return
        bounds = widened(part.bounds, MARGIN) if part.target is not None else part.bounds
        self._frame = square_frame(self.space(left=17, right=6, bottom=13), bounds)
        self._map.place(self._frame, part.bounds)

    def draw_ground(self, painter: QPainter) -> None:
        if self._frame is None:
            self.draw_empty(painter, "Threshold lines are drawn for two inputs.")
            return
        symbols = self.style_.symbols
        draw_axes(painter, self._frame, round_axes(self._frame, symbols.x(0), symbols.x(1)), self.style_)

    def draw_figure(self, painter: QPainter) -> None:
        part, frame = self._part, self._frame
        if part is None or frame is None:
            return
        if part.path is not None:
            painter.setPen(self.style_.pen("ink", "line", dash=(0.6, 2.2)))
            polyline(painter, frame.to_pixels(part.path))
        if part.points is not None:
            self._draw_points(painter, frame.to_pixels(part.points))
        order = [k for k in range(len(part.lines)) if k != self._selected]
        for k in order + [k for k in (self._selected,) if k is not None]:
            self._draw_line(painter, frame, k)
        if part.probe is not None:
            self._draw_probe(painter, frame.point(*part.probe))
        if self._hint and not self.exporting:
            self._draw_hint(painter, frame)

    def _draw_hint(self, painter: QPainter, frame: Frame) -> None:
        style = self.style_
        font, gap = style.font("normal", bold=True), style.gap(1)
        size = text_size(self._hint, font)
        box = QRectF(0, 0, size.width() + 6 * gap, size.height() + 3 * gap)
        box.moveCenter(QPointF(frame.rect.center().x(), frame.rect.bottom() - 8 * gap))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("accent"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_text(painter, self._hint, box.center(), font, style.color("on_accent"), (0.5, 0.5))

    def _draw_points(self, painter: QPainter, pixels: Array) -> None:
        painter.setPen(self.style_.pen("soft_ink", 6.0))
        painter.drawPoints(QPolygonF([QPointF(*pixel) for pixel in pixels]))

    def _draw_line(self, painter: QPainter, frame: Frame, unit: int) -> None:
        ends = self._ends(unit)
        if ends is None:
            return
        style, chosen = self.style_, unit == self._selected
        start, end = (QPointF(*pixel) for pixel in ends)
        color = self._color(unit)
        width = style.stroke("selected" if chosen else "line")
        painter.setPen(style.pen("card", width + style.stroke("halo")))
        painter.drawLine(QLineF(start, end))
        painter.setPen(style.pen(color, width))
        painter.drawLine(QLineF(start, end))
        if chosen or len(self._lines()) <= ALL_NORMALS:
            self._draw_normal(painter, unit, chosen)
        if chosen and not self.exporting:
            self._draw_handle(painter, unit)
        self._draw_index(painter, unit, start, end)

    def _draw_normal(self, painter: QPainter, unit: int, chosen: bool) -> None:
        foot, tip = self._normal(unit)
        style = self.style_
        width = style.stroke("selected" if chosen else "line")
        for color, extra in ((style.color("card"), style.stroke("halo")), (self._color(unit), 0.0)):
            style.draw_arrow(painter, foot, tip, color, width, extra)
        if chosen:
            way = QLineF(foot, tip)
            way.setLength(way.length() + style.gap(3.5))
            font = style.font("normal", bold=True)
            draw_text(painter, "+", way.p2(), font, self._color(unit), (0.5, 0.5), style.color("card"))

    def _draw_handle(self, painter: QPainter, unit: int) -> None:
        painter.setPen(self.style_.pen(self._color(unit), "line"))
        painter.setBrush(self.style_.color("card"))
        radius = self.style_.gap(1.75)
        painter.drawEllipse(self._handle(unit), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_index(self, painter: QPainter, unit: int, start: QPointF, end: QPointF) -> None:
        """The unit's number at the upper end of its line (or the right one), beside it."""
        style = self.style_
        upper = start if (start.y(), -start.x()) < (end.y(), -end.x()) else end
        other = end if upper is start else start
        way = QLineF(upper, other)
        along = QPointF(way.dx(), way.dy()) / max(way.length(), 1.0)
        beside = QPointF(-along.y(), along.x()) * style.gap(3)
        if beside.x() < 0:
            beside = -beside
        at = upper + along * style.gap(3.5) + beside
        font = style.font("small", bold=True)
        draw_text(
            painter, style.symbols.index(unit), at, font, style.color("ink"), (0.5, 0.5), style.color("card")
        )

    def _draw_probe(self, painter: QPainter, at: QPointF) -> None:
        style = self.style_
        painter.setPen(style.pen("card", "line"))
        painter.setBrush(style.color("ink"))
        painter.drawEllipse(at, style.gap(2), style.gap(2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        beside = at + QPointF(style.gap(3), 0)
        draw_text(
            painter,
            "<i>x</i>",
            beside,
            style.font("normal"),
            style.color("ink"),
            (0, 0.5),
            style.color("card"),
        )

    def _color(self, unit: int) -> QColor:
        return self.style_.unit(unit, self._selected, len(self._lines()))

    # Places ---------------------------------------------------------------------------------------------------

    def _lines(self) -> tuple[Line, ...]:
        return self._part.lines if self._part else ()

    def _ends(self, unit: int) -> Array | None:
        """Pixels (2, 2) of the line's ends on the frame, along its direction."""
        if self._frame is None:
            return None
        ends = self._lines()[unit].clipped(self._frame.bounds)
        return None if ends is None else self._frame.to_pixels(ends)

    def _place(self, unit: int, share: float) -> QPointF:
        """A pixel of the line, `share` of the way from its visible middle to its end."""
        ends = self._ends(unit)
        assert ends is not None
        return QPointF(*((1 - share) / 2 * ends[0] + (1 + share) / 2 * ends[1]))

    def _handle(self, unit: int) -> QPointF:
        return self._place(unit, HANDLE_PLACE)

    def _normal(self, unit: int) -> tuple[QPointF, QPointF]:
        """Foot and tip of the normal's arrow, in pixels."""
        line, foot = self._lines()[unit], self._place(unit, NORMAL_PLACE)
        normal = line.normal * (1.0, -1.0)
        length = normal_length(line.gain) * self.style_.scale
        return foot, foot + QPointF(*normal) * length

    # Gestures -------------------------------------------------------------------------------------------------

    def grips(self) -> list[Grip]:
        part, frame = self._part, self._frame
        if part is None or frame is None:
            return []
        found = []
        if part.probe is not None:
            found.append(Grip("probe", self._selected, frame.point(*part.probe)))
        selected = self._selected
        if selected is not None and self._ends(selected) is not None:
            found.append(Grip("handle", selected, self._handle(selected)))
            found.append(Grip("tip", selected, self._normal(selected)[1]))
        return found

    def grip_at(self, at: QPointF) -> Grip | None:
        taken = super().grip_at(at)
        return taken if taken is not None else self._line_at(at)

    def _line_at(self, at: QPointF) -> Grip | None:
        """The line nearest to `at` within reach, the selected one first."""
        frame = self._frame
        if frame is None:
            return None
        point = np.array([at.x(), at.y()])
        nearest, best = None, REACH * self.style_.scale
        for k in range(len(self._lines())):
            ends = self._ends(k)
            if ends is None:
                continue
            foot = _nearest(point, ends)
            away = float(np.hypot(*(point - foot))) - (3.0 if k == self._selected else 0.0)
            if away < best:
                nearest, best = Grip("line", k, QPointF(*foot)), away
        return nearest

    def take(self, grip: Grip) -> None:
        if grip.kind == "handle" and grip.unit is not None and self._frame is not None:
            middle = self._place(grip.unit, 0.0)
            self._pivot = self._frame.to_data(np.array([middle.x(), middle.y()]))

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._frame is None:
            return
        point = self._frame.to_data(np.array([to.x(), to.y()]))
        if grip.kind == "probe":
            self.probe_dragged.emit(point)
        elif grip.unit is not None and grip.unit < len(self._lines()):
            constrained = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.line_dragged.emit(grip.unit, self._dragged(grip, point, to, constrained))

    def _dragged(self, grip: Grip, point: Array, to: QPointF, constrained: bool) -> Line:
        assert grip.unit is not None
        line = self._lines()[grip.unit]
        if grip.kind == "handle":
            return line.turned(self._pivot, _snapped(self._pivot, point) if constrained else point)
        if grip.kind == "tip":
            foot, _tip = self._normal(grip.unit)
            reach = QPointF.dotProduct(to - foot, QPointF(*(line.normal * (1.0, -1.0))))
            gain = gain_of_length(reach / self.style_.scale)
            return line.steepened(round(gain) if constrained and gain > 0.5 else gain)
        return line.through(point)

    def drop(self, grip: Grip) -> None:
        done = {"line": "Move", "handle": "Turn", "tip": "Steepen"}.get(grip.kind)
        if done is not None and grip.unit is not None:
            self.line_dropped.emit(grip.unit, done)


def _snapped(pivot: Array, point: Array) -> Array:
    """`point` turned about `pivot` to the nearest multiple of SNAP."""
    dx, dy = point - pivot
    angle = np.round(np.arctan2(dy, dx) / SNAP) * SNAP
    return np.asarray(pivot + np.hypot(dx, dy) * np.array([np.cos(angle), np.sin(angle)]))


def _nearest(point: Array, ends: Array) -> Array:
    """The point (2,) of a segment that is nearest to `point`."""
    start, end = ends
    along = end - start
    share = np.clip((point - start) @ along / max(float(along @ along), 1e-12), 0.0, 1.0)
    return np.asarray(start + share * along)
