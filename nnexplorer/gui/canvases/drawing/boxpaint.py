"""The box that a surface stands in: its base and back walls with their grid, and its axes with round ticks."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PySide6.QtCore import QLineF, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPolygonF

from nnexplorer.gui.canvases.drawing.frame import tick_label, ticks
from nnexplorer.gui.words.labels import draw_text, text_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter

    from nnexplorer.gui.canvases.drawing.projection import Box, Projection
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

Point: TypeAlias = tuple[float, float, float]

MOST_TICKS = 5
PER_TICK = 2.6
"""Lines of small type along an axis for one tick."""

STEEP = 60.0
"""Elevation from which the top may hide the base's edges."""

SHORTEST = 2.0
"""Lines of small type that an axis is long at least if anything is written along it."""


@dataclass(frozen=True)
class Axis:
    """An edge of the box with ticks: its two ends (2, 3) in space, their values, and its name.

    `outward` is the direction in space, away from the box, in which its labels stand.
    """

    ends: Array
    values: tuple[float, float]
    name: str
    outward: Array
    sign: float = 1.0
    """-1 where the numbers written along it are the negatives of its values."""

    def text(self, value: float) -> str:
        """What is written at a value."""
        return tick_label(self.sign * value)


@dataclass
class BoxPainter:
    """Draws the box of a surface; `room` is where labels may stand, empty if there is no place for any.

    `signs` are -1 for axes along which the numbers fall.
    """

    box: Box
    view: Projection
    names: tuple[str, str, str]
    style: Style
    room: QRectF
    signs: tuple[float, float, float] = (1.0, 1.0, 1.0)
    _taken: list[QRectF] = field(default_factory=list)

    def draw(self, painter: QPainter) -> None:
        """Draw all of it; every label where no other one is."""
        axes = self.axes()
        self._draw_base(painter)
        self._draw_grid(painter, axes)
        self._taken = []
        if not self.room.isEmpty():
            for axis in axes:
                self._draw_name(painter, axis)
            for axis in axes:
                self._draw_ticks(painter, axis)

    def axes(self) -> tuple[Axis, Axis, Axis]:
        """The two edges next to the eye, of the base if it is not under the top, and the upright one on the left."""
        (x, y), (low, high), base = self.box.bounds, self.box.heights, self.box.base
        near_x, near_y = self._near()
        far_x, far_y = x[0] + x[1] - near_x, y[0] + y[1] - near_y
        at_x, at_y = self._outer_height(0.5 * sum(x), near_y), self._outer_height(near_x, 0.5 * sum(y))
        out_x, out_y = 1.0 if near_x == x[1] else -1.0, 1.0 if near_y == y[1] else -1.0
        place = self.box.place
        sides = [(near_x, far_y), (far_x, near_y)]
        left = min(sides, key=lambda side: float(self.view.to_pixels(place(side[0], side[1], base))[0]))
        right_way = -self.view.camera.axes[0]
        return (
            Axis(place(np.array(x), near_y, at_x), x, self.names[0], np.array([0.0, out_y, 0.0]), self.signs[0]),
            Axis(place(near_x, np.array(y), at_y), y, self.names[1], np.array([out_x, 0.0, 0.0]), self.signs[1]),
            Axis(place(left[0], left[1], np.array((low, high))), (low, high), self.names[2], right_way),
        )

    def _outer_height(self, x: float, y: float) -> float:
        """The base's height, or seen from above the top's, where an edge through (x, y) is further out there."""
        if self.view.camera.elevation < STEEP:
            return self.box.base
        heights = np.array((self.box.base, self.box.heights[1]))
        away = self.view.to_pixels(self.box.place(x, y, heights)) - self.view.middle
        return float(heights[int(np.argmax(np.hypot(*away.T)))])

    def _near(self) -> tuple[float, float]:
        """The ends of the inputs' ranges that are nearer to the eye."""
        eye, (x, y) = self.view.camera.eye, self.box.bounds
        return x[int(eye[0] >= 0)], y[int(eye[1] >= 0)]

    def _line(self, start: Array, end: Array) -> QLineF:
        return QLineF(self.view.point(start), self.view.point(end))

    def _draw_base(self, painter: QPainter) -> None:
        (x, y), base = self.box.bounds, self.box.base
        corners = self.box.place(np.array((x[0], x[1], x[1], x[0])), np.array((y[0], y[0], y[1], y[1])), base)
        painter.setPen(self.style.pen("rule", "axis"))
        painter.setBrush(self.style.faded("grid", 0.55))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in self.view.to_pixels(corners)]))

    def _draw_grid(self, painter: QPainter, axes: tuple[Axis, Axis, Axis]) -> None:
        """Lines at the ticks: on the base, and round the two walls at the back."""
        (x, y), (low, high), base = self.box.bounds, self.box.heights, self.box.base
        near_x, near_y = self._near()
        far_x, far_y = x[0] + x[1] - near_x, y[0] + y[1] - near_y
        corners = ((near_x, far_y), (far_x, far_y), (far_x, near_y))
        rules = [((value, y[0], base), (value, y[1], base)) for value in self.ticks(axes[0])]
        rules += [((x[0], value, base), (x[1], value, base)) for value in self.ticks(axes[1])]
        rules += [((*corner, base), (*corner, high)) for corner in corners]
        heights = {low, high, *self.ticks(axes[2])} - {0.0}
        rules += [((*first, value), (*second, value)) for value in heights for first, second in pairwise(corners)]
        self._draw_rules(painter, rules, "rule", 0.75)
        self._draw_rules(painter, [((*one, 0.0), (*two, 0.0)) for one, two in pairwise(corners)], "soft_ink", 0.9)

    def _draw_rules(self, painter: QPainter, rules: Sequence[tuple[Point, Point]], color: str, width: float) -> None:
        """Draw straight lines between points of data, `width` times as thick as an axis."""
        ends = self.view.to_pixels(self.box.place(*np.moveaxis(np.array(rules), -1, 0)))
        painter.setPen(self.style.pen(color, width * self.style.stroke("axis")))
        painter.drawLines([QLineF(*line) for line in ends.reshape(-1, 4).tolist()])

    def ticks(self, axis: Axis) -> list[float]:
        """An axis's round values, as many as its length on the screen has place for."""
        length = self._line(*axis.ends).length() / self.style.line_height("small")
        if length < SHORTEST:
            return []
        return ticks(*axis.values, min(MOST_TICKS, max(2, int(length / PER_TICK) + 1)))

    def _draw_ticks(self, painter: QPainter, axis: Axis) -> None:
        low, high = axis.values
        for value in self.ticks(axis):
            at = axis.ends[0] + (axis.ends[1] - axis.ends[0]) * ((value - low) / (high - low))
            pixel, way = self._outward(axis, at)
            text, font = axis.text(value), self.style.font("small")
            self._write(painter, text, pixel + way * self.style.gap(1.5), way, font, "soft_ink")

    def _draw_name(self, painter: QPainter, axis: Axis) -> None:
        """An axis's name in its middle, beyond its ticks' numbers."""
        values = self.ticks(axis)
        if not values:
            return
        pixel, way = self._outward(axis, axis.ends.mean(axis=0))
        sizes = [text_size(axis.text(value), self.style.font("small")) for value in values]
        beyond = abs(way.x()) * max(size.width() for size in sizes) + abs(way.y()) * 0.8 * sizes[0].height()
        at = pixel + way * (beyond + self.style.gap(2.5))
        self._write(painter, axis.name, at, way, self.style.font("normal"), "ink")

    def _outward(self, axis: Axis, at: Array) -> tuple[QPointF, QPointF]:
        """The pixel of a point of an axis, and the direction (of length 1) away from the box there."""
        pixel = self.view.point(at)
        line = QLineF(pixel, self.view.point(at + 0.1 * axis.outward))
        if line.length() < 1e-6:
            return pixel, QPointF(0.0, 1.0)
        return pixel, QPointF(line.dx(), line.dy()) / line.length()

    def _write(self, painter: QPainter, text: str, at: QPointF, way: QPointF, font: QFont, color: str) -> None:
        """Write a text beside `at` in the direction `way`, unless another one is there or it does not fit."""
        size, most = text_size(text, font), max(abs(way.x()), abs(way.y()))
        anchor = (0.5 - 0.5 * way.x() / most, 0.5 - 0.5 * way.y() / most)
        rect = QRectF(
            at.x() - anchor[0] * size.width(), at.y() - anchor[1] * size.height(), size.width(), size.height()
        )
        if self.room.contains(rect) and not any(rect.intersects(other) for other in self._taken):
            self._taken.append(rect.marginsAdded(QMarginsF(*[self.style.gap(2)] * 4)))
            draw_text(painter, text, at, font, self.style.color(color), anchor)
