"""The hidden layer at one input: a bar of e and a bar of h for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit
from nnexplorer.gui.canvases.drawing.frame import Axes, Frame, draw_axes, ticks
from nnexplorer.gui.words.labels import draw_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.probes import Probe
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

RANGES = {"step": (0.0, 1.0), "logistic": (0.0, 1.0), "signum": (-1.0, 1.0), "tanh": (-1.0, 1.0)}
"""Ranges of the nonlinearities that have one; the others' axes follow the values."""


class BarsCanvas(Canvas):
    """Shows a Probe's e1 and h."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._probe: Probe | None = None
        self._selected: int | None = None
        self._hidden = ""
        self._frames: tuple[Frame, Frame] | None = None
        self._limits = (SteadyLimit(1.0), SteadyLimit(1.0))

    def show_probe(self, probe: Probe | None, hidden: str, selected: int | None, resting: bool = True) -> None:
        """Show `probe` under the nonlinearity `hidden`; scales shrink only if the hand is `resting`."""
        before = self._shape()
        self._probe, self._hidden, self._selected = probe, hidden, selected
        if probe is not None:
            for limit, values in zip(self._limits, (probe.e1, probe.h), strict=True):
                limit.follow(values, resting)
        if self._shape() != before:
            self.refresh_ground()
        self.refresh()

    def _shape(self) -> tuple[object, ...]:
        units = 0 if self._probe is None else len(self._probe.e1)
        return (units, self._hidden, *(limit.value for limit in self._limits))

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        letters = self.style_.symbols.notation
        self.title = f"Hidden layer {letters.excitation_html} \N{RIGHTWARDS ARROW} {letters.activation_html}"
        self._frames = None
        if self._probe is None:
            return
        units, limit = len(self._probe.e1), 1.04 * self._limits[0].value
        space = self.space(left=11, right=5, bottom=7)
        half = (space.width() - self.style_.gap(14)) / 2
        left = QRectF(space.left(), space.top(), half, space.height())
        right = QRectF(space.right() - half, space.top(), half, space.height())
        across = (-0.6, units - 0.4)
        self._frames = (Frame(left, (across, (-limit, limit))), Frame(right, (across, self._range())))

    def _range(self) -> tuple[float, float]:
        low, high = RANGES.get(self._hidden, (-self._limits[1].value, self._limits[1].value))
        if self._hidden in ("relu", "softplus"):
            low = 0.0
        margin = 0.04 * (high - low)
        return (low - margin, high + margin)

    def draw_ground(self, painter: QPainter) -> None:
        if self._frames is None or self._probe is None:
            self.draw_empty(painter, "Double-click input space to see the excitations and activations of that point.")
            return
        for frame, name in zip(self._frames, (self.style_.symbols.e, self.style_.symbols.h), strict=True):
            room = max(1, int(frame.rect.height() / self.style_.line_height("small")))
            draw_axes(painter, frame, Axes((), tuple(ticks(*frame.bounds[1], min(3, room))), zero=True), self.style_)
            self._name_bars(painter, frame, name)

    def _name_bars(self, painter: QPainter, frame: Frame, name: Callable[[int], str]) -> None:
        style, units = self.style_, len(self._probe.e1) if self._probe else 0
        stride = max(1, int(np.ceil(units * style.gap(7) * style.type_factor / frame.rect.width())))
        for k in range(0, units, stride):
            at = QPointF(frame.point(k, 0.0).x(), frame.rect.bottom() + style.gap(1.5))
            draw_text(painter, name(k), at, style.font("small"), style.color("soft_ink"), (0.5, 0.0))

    def draw_figure(self, painter: QPainter) -> None:
        probe = self._probe
        if probe is None or self._frames is None:
            return
        self._draw_half(painter, self._frames[1])
        for frame, values in zip(self._frames, (probe.e1, probe.h), strict=True):
            self._draw_bars(painter, frame, values)

    def _draw_half(self, painter: QPainter, frame: Frame) -> None:
        """The height between off and on, where the nonlinearity has one."""
        if self._hidden in ("step", "logistic"):
            y = frame.point(0.0, 0.5).y()
            painter.setPen(self.style_.pen("soft_ink", "axis", dash=(4, 3)))
            painter.drawLine(QLineF(frame.rect.left(), y, frame.rect.right(), y))

    def _draw_bars(self, painter: QPainter, frame: Frame, values: Array) -> None:
        style, units = self.style_, len(values)
        for k, value in enumerate(values):
            bar = QRectF(frame.point(k - 0.39, 0.0), frame.point(k + 0.39, float(value))).normalized()
            if bar.height() < style.stroke("line"):
                bar.setHeight(style.stroke("line"))
                bar.moveTop(frame.point(0.0, 0.0).y() - bar.height() / 2)
            painter.fillRect(bar, style.unit(k, self._selected, units))
        if self._selected is not None and self._selected < units:
            self._frame_selected(painter, frame, self._selected)

    def _frame_selected(self, painter: QPainter, frame: Frame, unit: int) -> None:
        style, (low, high) = self.style_, frame.bounds[1]
        around = QRectF(frame.point(unit - 0.48, high), frame.point(unit + 0.48, low))
        painter.setPen(style.pen(style.unit(unit, unit, len(self._probe.e1) if self._probe else 1), "line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around, style.gap(1), style.gap(1))

    def unit_row(self) -> tuple[int, int | None]:
        return (0 if self._probe is None else len(self._probe.e1)), self._selected

    # Gestures -------------------------------------------------------------------------------------------------

    def grip_at(self, at: QPointF) -> Grip | None:
        """The unit whose bar, or the space above and below it, is at `at`."""
        if self._frames is None or self._probe is None:
            return None
        for frame in self._frames:
            if frame.rect.contains(at):
                unit = int(np.round(frame.to_data(np.array([at.x(), at.y()]))[0]))
                return Grip("unit", unit, at) if 0 <= unit < len(self._probe.e1) else None
        return None
