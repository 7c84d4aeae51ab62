"""The mapping between a picture's data and its pixels, and the axes drawn along it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF

from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import DOT, MINUS

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array


APART = 16
"""Least space between two ticks in spacing units, grown with the type."""


@dataclass(frozen=True)
class Frame:
    """A rectangle of pixels that shows the rectangle `bounds` of data, the second axis upwards or `down`.

    It has a pixel at least: a canvas may be too small for its margins.
    """

    rect: QRectF
    bounds: Bounds
    down: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "rect", at_least_a_pixel(self.rect))

    def to_pixels(self, points: Array) -> Array:
        """Pixels (..., 2) of data points (..., 2)."""
        corner, extent = self._ways()
        scale = (self.rect.width(), self.rect.height()) / extent
        with np.errstate(over="ignore", invalid="ignore"):  # weights on their way to divergence are shown, too
            return np.asarray((np.asarray(points) - corner) * scale + (self.rect.left(), self.rect.top()))

    def to_data(self, pixels: Array) -> Array:
        """Data points (..., 2) of pixels (..., 2)."""
        corner, extent = self._ways()
        scale = extent / (self.rect.width(), self.rect.height())
        return np.asarray((np.asarray(pixels) - (self.rect.left(), self.rect.top())) * scale + corner)

    def _ways(self) -> tuple[Array, Array]:
        """The data at the upper left corner, and how far it is from there to the lower right one, with its signs."""
        (x_low, x_high), (y_low, y_high) = self.bounds
        top, bottom = (y_low, y_high) if self.down else (y_high, y_low)
        return np.array([x_low, top]), np.array([x_high - x_low, bottom - top])

    def point(self, x: float, y: float) -> QPointF:
        """Pixel of one data point."""
        px, py = self.to_pixels(np.array([x, y]))
        return QPointF(px, py)

    def rectangle(self, bounds: Bounds) -> QRectF:
        """Pixels of a rectangle of data."""
        (x_low, x_high), (y_low, y_high) = bounds
        top, bottom = (y_low, y_high) if self.down else (y_high, y_low)
        return QRectF(self.point(x_low, top), self.point(x_high, bottom))


def at_least_a_pixel(rect: QRectF) -> QRectF:
    """`rect`, or the pixel at its corner along an axis on which nothing is left of it."""
    return QRectF(rect.left(), rect.top(), max(rect.width(), 1.0), max(rect.height(), 1.0))


def square_frame(space: QRectF, bounds: Bounds, down: bool = False) -> Frame:
    """The largest frame in the middle of `space` in which both axes have the same scale."""
    (x_low, x_high), (y_low, y_high) = bounds
    scale = min(space.width() / (x_high - x_low), space.height() / (y_high - y_low))
    width, height = scale * (x_high - x_low), scale * (y_high - y_low)
    left, top = space.center().x() - width / 2, space.center().y() - height / 2
    return Frame(QRectF(left, top, width, height), bounds, down)


def widened(bounds: Bounds, factor: float) -> Bounds:
    """`bounds` grown about their middle by `factor`."""
    (x_low, x_high), (y_low, y_high) = bounds
    return (_grown(x_low, x_high, factor), _grown(y_low, y_high, factor))


def _grown(low: float, high: float, factor: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, (high - low) / 2 * factor
    return (middle - half, middle + half)


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers from `low` to `high`, a step of 1, 2 or 5 times a power of ten apart."""
    if not (low < high and math.isfinite(high - low)):
        return []
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (power * factor for factor in (1, 2, 5, 10, 20, 50)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [round(i * step, 12) for i in range(first, last + 1)]
    return []


def tick_label(value: float) -> str:
    """A tick's number, as short as it can be: round ones need few of its six digits."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value + 0.0:.6g}".replace("-", MINUS)
    digit, power = f"{value:.0e}".split("e")
    factor = digit.replace("1", "") if digit in ("1", "-1") else f"{digit}{DOT}"
    return f"{factor}10<sup>{int(power)}</sup>".replace("-", MINUS)


@dataclass(frozen=True)
class Axes:
    """Where a frame's ticks are and what is written along it."""

    x_ticks: tuple[float, ...] = ()
    y_ticks: tuple[float, ...] = ()
    x_name: str = ""
    y_name: str = ""
    x_texts: tuple[str, ...] | None = None
    y_texts: tuple[str, ...] | None = None
    zero: bool = False


def round_axes(frame: Frame, x_name: str, y_name: str, style: Style) -> Axes:
    """Axes with round ticks, as far apart as numbers in the style's type need."""
    spacing = style.gap(APART) * style.type_factor
    many = [max(2, int(length / spacing) + 1) for length in (frame.rect.width(), frame.rect.height())]
    x_ticks, y_ticks = (ticks(*pair, most) for pair, most in zip(frame.bounds, many, strict=True))
    return Axes(tuple(x_ticks), tuple(y_ticks), x_name, y_name)


def draw_axes(painter: QPainter, frame: Frame, axes: Axes, style: Style) -> None:
    """Draw the grid, the ticks' numbers below and to the left of the frame, and the axes' names."""
    _draw_grid(painter, frame, axes, style)
    gap = style.gap(1.5)
    rect, font, soft = frame.rect, style.font("small"), style.color("soft_ink")
    for value, text in zip(axes.x_ticks, axes.x_texts or map(tick_label, axes.x_ticks), strict=True):
        at = QPointF(frame.point(value, frame.bounds[1][0]).x(), rect.bottom() + gap)
        draw_text(painter, text, at, font, soft, (0.5, 0.0))
    for value, text in zip(axes.y_ticks, axes.y_texts or map(tick_label, axes.y_ticks), strict=True):
        at = QPointF(rect.left() - gap, frame.point(frame.bounds[0][0], value).y())
        draw_text(painter, text, at, font, soft, (1.0, 0.5))
    _draw_names(painter, frame, axes, style)


def _draw_grid(painter: QPainter, frame: Frame, axes: Axes, style: Style) -> None:
    rect = frame.rect
    painter.setPen(style.pen("grid", "axis"))
    for value in axes.x_ticks:
        x = frame.point(value, frame.bounds[1][0]).x()
        painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))
    for value in axes.y_ticks:
        y = frame.point(frame.bounds[0][0], value).y()
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
    if axes.zero:
        painter.setPen(style.pen("rule", "axis"))
        x_zero, y_zero = (low <= 0 <= high for low, high in frame.bounds)
        origin = frame.point(0.0, 0.0)
        if y_zero:
            painter.drawLine(QLineF(rect.left(), origin.y(), rect.right(), origin.y()))
        if x_zero and axes.x_ticks:  # where no numbers stand along x there is no zero
            painter.drawLine(QLineF(origin.x(), rect.top(), origin.x(), rect.bottom()))


def _draw_names(painter: QPainter, frame: Frame, axes: Axes, style: Style) -> None:
    rect, font, ink = frame.rect, style.font("normal"), style.color("ink")
    if axes.x_name:
        below = style.gap(1.5) + (style.line_height("small") if axes.x_ticks else 0.0)
        draw_text(painter, axes.x_name, QPointF(rect.center().x(), rect.bottom() + below), font, ink, (0.5, 0.0))
    if axes.y_name:
        beside = style.gap(1.5) + (style.text_width(_widest(axes), "small") if axes.y_ticks else 0.0)
        right = rect.left() - beside - style.gap(2)
        if style.text_width(axes.y_name, "normal") <= right:
            draw_text(painter, axes.y_name, QPointF(right, rect.center().y()), font, ink, (1.0, 0.5))
        else:
            at = QPointF(rect.left() - style.gap(1.5), rect.top() - 0.6 * style.line_height("small"))
            draw_text(painter, axes.y_name, at, font, ink, (1.0, 1.0), style.color("card"))


def _widest(axes: Axes) -> str:
    return max(axes.y_texts or [tick_label(value) for value in axes.y_ticks], key=len)
