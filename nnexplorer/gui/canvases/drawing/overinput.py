"""What input space shows over a single input: samples and curves against the value, and the probe on its curve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt

from nnexplorer.gui.canvases.drawing.frame import Frame, draw_axes, round_axes, tick_label
from nnexplorer.gui.canvases.drawing.legend import Entry, draw_legend
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPen

    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.compute.parts.inputs import InputCurves, InputPart
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

VALUE = "<i>y</i>"
"""What the second axis is called."""


def value_frame(space: QRectF, part: InputPart, kept: Frame | None) -> Frame:
    """The frame of the input and the value, which fills `space`.

    One that is `kept` stays as long as it shows the same inputs and all samples: it must not move under a brush.
    """
    if kept is None or kept.bounds[0] != part.bounds[0] or not _holds(kept.bounds[1], part.points):
        return Frame(space, part.bounds)
    return Frame(space, kept.bounds)


def _holds(values: tuple[float, float], points: Array | None) -> bool:
    return points is None or bool(values[0] <= points[:, 1].min() and points[:, 1].max() <= values[1])


def draw_value_axes(painter: QPainter, frame: Frame, style: Style) -> None:
    """The axes, with a line where the value is zero."""
    axes = round_axes(frame, style.symbols.x(0), VALUE, style)
    draw_axes(painter, frame, replace(axes, zero=True), style)


def draw_wanted(painter: QPainter, frame: Frame, curves: InputCurves, style: Style) -> None:
    """What is to be learnt, a curve of each output: it stands still under the lines."""
    if curves.wanted is not None:
        _draw_curves(painter, frame, *curves.wanted, _wanted_pen(style))


def draw_outputs(painter: QPainter, frame: Frame, curves: InputCurves, style: Style) -> None:
    """The net's outputs, each with its name at its right end where there are several."""
    _draw_curves(painter, frame, curves.x, curves.y, _output_pen(style))
    if len(curves.y) > 1:
        draw_end_names(painter, frame, [float(y[-1]) for y in curves.y], style)


def draw_end_names(painter: QPainter, frame: Frame, values: Sequence[float], style: Style) -> None:
    """The names of the outputs that end at `values`, inside of the frame at its right."""
    low, high = frame.bounds[1]
    for output, value in enumerate(values):
        y = frame.point(0.0, min(max(value, low), high)).y()
        at = QPointF(frame.rect.right() - style.gap(1), max(y - style.gap(2.5), frame.rect.top() + style.gap(2)))
        name = style.symbols.y(output, len(values))
        draw_text(painter, name, at, style.font("small"), style.color("ink"), (1.0, 0.5), style.color("card"))


def draw_names(painter: QPainter, frame: Frame, part: InputPart, style: Style) -> None:
    """What the curves are, in a row above the frame."""
    curves = part.curves
    if curves is not None:
        entries = [Entry(style.symbols.y(0, 1), _output_pen(style))]
        if curves.wanted is not None or part.path is not None:
            entries.append(Entry("target", _wanted_pen(style)))
        draw_legend(painter, QPointF(frame.rect.right(), frame.rect.top() - style.gap(4)), entries, style)


def draw_probe_on_curve(painter: QPainter, frame: Frame, probe: Array, outputs: int, style: Style) -> None:
    """The probe where the first of so many outputs has it, above its place on the axis, with both numbers."""
    at, (x, y) = probe_place(frame, probe), probe
    painter.setPen(style.pen("soft_ink", "axis", dash=(4, 3)))
    painter.drawLine(QLineF(at, QPointF(at.x(), frame.rect.bottom())))
    painter.setPen(style.pen("card", "line"))
    painter.setBrush(style.color("ink"))
    painter.drawEllipse(at, style.gap(2), style.gap(2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    right = at.x() < frame.rect.left() + 0.7 * frame.rect.width()
    beside = at + QPointF(style.gap(3) if right else -style.gap(3), -style.gap(3))
    text = f"{style.symbols.y(0, outputs)}({tick_label(float(f'{x:.3g}'))}) = {number(y)}"
    font, ink, card = style.font("small"), style.color("ink"), style.color("card")
    draw_text(painter, text, beside, font, ink, (0.0 if right else 1.0, 0.5), card, style.gap(1.5))


def probe_place(frame: Frame, probe: Array) -> QPointF:
    """Pixel of the probe: on the output's curve, or at the frame's edge where that has left it."""
    low, high = frame.bounds[1]
    y = float(probe[1]) if np.isfinite(probe[1]) else low
    return frame.point(float(probe[0]), min(max(y, low), high))


def _output_pen(style: Style) -> QPen:
    return style.pen("ink", "selected")


def _wanted_pen(style: Style) -> QPen:
    return style.pen("soft_ink", "line", dash=(0.6, 2.2))


def _draw_curves(painter: QPainter, frame: Frame, x: Array, values: FloatArray, pen: QPen) -> None:
    painter.save()
    painter.setClipRect(frame.rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in values:
        painter.setPen(pen)
        polyline(painter, on_paper(frame, x, row))
    painter.restore()


def on_paper(frame: Frame, x: Array, values: FloatArray) -> Array:
    """Pixels (n, 2) of a curve; those far outside of the frame are brought near it, for Qt draws no huge numbers."""
    low, high = frame.bounds[1]
    far = 10 * (high - low)
    values = np.nan_to_num(np.asarray(values, dtype=float), nan=0.0)
    return frame.to_pixels(np.column_stack((x, np.clip(values, low - far, high + far))))
