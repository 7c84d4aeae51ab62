"""Error against step, with a mark wherever a hand intervened."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF

from nnexplorer.gui.canvases.base import Canvas, polyline
from nnexplorer.gui.canvases.frame import Axes, Frame, draw_axes, tick_label, ticks
from nnexplorer.gui.labels import draw_text
from nnexplorer.gui.notation import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array

HEADROOM = 3
"""Powers of ten above the first error that are shown."""

SMALLEST = 1e-12
"""Errors below this are drawn at it: beyond double precision there is nothing left to see."""


class LossCanvas(Canvas):
    """Shows the losses of a run on a logarithmic axis."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self.title = "Error against step"
        self._steps = np.zeros(0)
        self._powers = np.zeros(0)
        self._rival: tuple[str, Array, Array] | None = None
        self._marks: Sequence[tuple[int, str]] = ()
        self._range: tuple[float, int, int] = (100.0, -2, 0)
        self._kept = False
        self._frame: Frame | None = None

    def show_run(
        self,
        steps: Sequence[int],
        losses: Sequence[float],
        marks: Sequence[tuple[int, str]],
        rival: tuple[str, Sequence[int], Sequence[float]] | None = None,
    ) -> None:
        """Show `losses` at `steps`, those that are finite, and `marks` as (step, what a hand did).

        `rival` is the name of a net that was trained beside it, and its steps and losses.
        """
        was_empty = not len(self._steps)
        self._steps, self._powers = _finite(steps, losses)
        self._rival = None if rival is None else (rival[0], *_finite(*rival[1:]))
        self._marks = marks
        wanted = self._range if self._kept else self._wanted_range()
        if wanted != self._range or was_empty != (not len(self._steps)):
            self._range = wanted
            self.refresh_ground()
        self.refresh()

    def hold(self) -> None:
        """Keep to today's axes from now on, whatever is shown: those of a film do not move."""
        self._kept = True

    def _wanted_range(self) -> tuple[float, int, int]:
        """Last step, lowest and highest power of ten: round, so that they seldom change.

        What explodes leaves the picture at the top, so that it does not flatten the rest.
        """
        if not len(self._steps):
            return (100.0, -2, 0)
        last = _round_up(max(float(self._steps[-1]), 100.0))
        lowest = min(float(powers.min()) for powers in self._all_powers())
        low, high = math.floor(lowest), math.ceil(max(float(powers.max()) for powers in self._all_powers()))
        high = min(high, math.ceil(float(self._powers[0])) + HEADROOM)
        return (last, min(low, high - 2), high)

    def _all_powers(self) -> list[Array]:
        rival = [self._rival[2]] if self._rival is not None and len(self._rival[2]) else []
        return [self._powers, *rival]

    def lay_out(self) -> None:
        last, low, high = self._range
        self._frame = Frame(self.space(left=14, right=6, bottom=7), ((0.0, last), (low - 0.1, high + 0.1)))

    def draw_ground(self, painter: QPainter) -> None:
        if self._frame is None:
            return
        last, low, high = self._range
        room = max(1.0, self._frame.rect.height() / (1.5 * self.style_.line_height("small")))
        stride = max(1, math.ceil((high - low) / room))
        powers = tuple(float(power) for power in range(high, low - 1, -stride)) if room >= 1.5 else (float(high),)
        steps = tuple(ticks(0.0, last, 7))
        texts = tuple(_power(int(power)) for power in powers)
        labels = tuple(tick_label(step) if step < 1e5 else _short(step) for step in steps)
        draw_axes(painter, self._frame, Axes(steps, powers, "", "", labels, texts), self.style_)
        if not len(self._steps):
            at = self._frame.rect.center()
            text = "Press Space: gradient descent takes over from where you are."
            draw_text(painter, text, at, self.style_.font("small"), self.style_.color("soft_ink"), (0.5, 0.5))

    def draw_figure(self, painter: QPainter) -> None:
        frame, style = self._frame, self.style_
        if frame is None or not len(self._steps):
            return
        for step, _label in self._marks:
            x = frame.point(step, 0.0).x()
            painter.setPen(style.pen("positive", "axis", dash=(2, 3)))
            painter.drawLine(QLineF(x, frame.rect.top(), x, frame.rect.bottom()))
        if self._marks:
            self._draw_mark_name(painter, frame)
        pixels = frame.to_pixels(np.column_stack((self._steps, self._powers)))
        painter.setClipRect(frame.rect.adjusted(-style.gap(2), -style.gap(2), style.gap(2), style.gap(2)))
        self._draw_rival(painter, frame)
        painter.setPen(style.pen("accent", "line"))
        polyline(painter, pixels)
        painter.setBrush(style.color("accent"))
        painter.drawEllipse(QPointF(*pixels[-1]), style.gap(0.75), style.gap(0.75))

    def _draw_rival(self, painter: QPainter, frame: Frame) -> None:
        if self._rival is None or not len(self._rival[1]):
            return
        style, (name, steps, powers) = self.style_, self._rival
        pixels = frame.to_pixels(np.column_stack((steps, powers)))
        painter.setPen(style.pen("positive", "line", dash=(4, 2.5)))
        polyline(painter, pixels)
        at = QPointF(*pixels[-1]) + QPointF(style.gap(2), style.gap(1))
        at.setX(min(at.x(), frame.rect.right() - style.text_width(name, "small")))
        draw_text(painter, name, at, style.font("small"), style.color("ink"), (0.0, 0.0), style.color("card"))

    def _draw_mark_name(self, painter: QPainter, frame: Frame) -> None:
        """What the last hand did, beside its mark; the earlier ones would only overlap."""
        style, (step, label) = self.style_, self._marks[-1]
        x = frame.point(step, 0.0).x()
        left = x < frame.rect.center().x()
        at = QPointF(x + style.gap(1.5 if left else -1.5), frame.rect.top())
        draw_text(
            painter,
            label,
            at,
            style.font("small"),
            style.color("ink"),
            (0.0 if left else 1.0, 0.0),
            style.color("card"),
        )


def _finite(steps: Sequence[int], losses: Sequence[float]) -> tuple[Array, Array]:
    """Steps and powers of ten of the losses that are finite."""
    values = np.asarray(losses, dtype=float)
    kept = np.isfinite(values)
    return np.asarray(steps, dtype=float)[kept], np.log10(np.maximum(values[kept], SMALLEST))


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * factor for factor in (1, 1.5, 2, 3, 5, 7, 10) if power * factor >= value)


def _power(power: int) -> str:
    return {0: "1", 1: "10"}.get(power, f"10<sup>{number(power, 0)}</sup>")


def _short(step: float) -> str:
    return f"{step / 1e6:g} M" if step >= 1e6 else f"{step / 1e3:g} k"
