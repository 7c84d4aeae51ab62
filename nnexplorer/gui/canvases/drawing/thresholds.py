"""Where threshold lines, their handles and their normals lie on a canvas, and what dragging one makes of its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF

from nnexplorer.model.lines import Lines

if TYPE_CHECKING:
    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.model.lines import Line
    from nnexplorer.model.network import Array

HANDLE_PLACE, NORMAL_PLACE = 0.8, -0.42
"""Where along half a line, from its middle to an end, its rotation handle and its normal stand."""

SNAP = np.pi / 12
"""Angle to whose multiples a constrained rotation goes."""

SHORTEST, PER_DOUBLING = 20.0, 26.0
"""Pixels of the shortest normal, and those that it grows by when 1 + gain doubles."""

MOST_SHOWN = 400
"""Most lines that can be told apart."""

SELECTED_BONUS = 3.0
"""Pixels by which the selected line is taken more easily than the others."""


def normal_length(gain: float) -> float:
    """Pixels of a normal at scale 1: it grows with the logarithm of the gain, so that any gain can be drawn."""
    return float(SHORTEST + PER_DOUBLING * np.log2(1.0 + gain))


def gain_of_length(length: float) -> float:
    """The gain whose normal is `length` pixels long at scale 1."""
    return float(np.exp2(max(length - SHORTEST, 0.5) / PER_DOUBLING) - 1.0)


@dataclass(frozen=True, eq=False)
class Thresholds:
    """Threshold lines on a frame whose pixels are `scale` to one of the design; `upright` ones can't be turned."""

    frame: Frame
    lines: Sequence[Line]
    scale: float
    upright: bool = False

    @property
    def shown(self) -> range:
        """The lines that are drawn and can be taken: all, or of very many each so many-th."""
        return range(0, len(self.lines), -(-len(self.lines) // MOST_SHOWN) or 1)

    def ends(self, unit: int) -> Array | None:
        """Pixels (2, 2) of the line's ends on the frame, along its direction; None where it can't be seen."""
        ends = self.lines[unit].clipped(self.frame.bounds)
        return None if ends is None else self.frame.to_pixels(ends)

    def all_ends(self, units: Sequence[int]) -> Array:
        """What `ends` has for each of many units, (n, 2, 2) and all at once; NaN where a line can't be seen."""
        lines = Lines.of(self.lines)
        chosen = np.asarray(units, dtype=int)
        clipped = Lines(lines.weights[chosen], lines.biases[chosen]).all_clipped(self.frame.bounds)
        return self.frame.to_pixels(clipped)

    def middle(self, unit: int) -> Array:
        """The middle (2,) of the line's visible part, in data: what it turns about."""
        ends = self.lines[unit].clipped(self.frame.bounds)
        return np.zeros(2) if ends is None else np.asarray(ends.mean(axis=0))

    def handle(self, unit: int) -> QPointF | None:
        """Pixel of the handle that turns the line."""
        return None if self.upright else self._place(unit, HANDLE_PLACE)

    def normal(self, unit: int) -> tuple[QPointF, QPointF] | None:
        """Pixels of the foot and the tip of the line's normal."""
        foot = self._place(unit, NORMAL_PLACE)
        if foot is None:
            return None
        line = self.lines[unit]
        return foot, foot + self._upright(line) * (normal_length(line.gain) * self.scale)

    def nearest(self, at: QPointF, reach: float, selected: int | None) -> tuple[int, QPointF] | None:
        """The line within `reach` pixels that is nearest to `at`, and its point there."""
        shown = [*self.shown, *([selected] if selected is not None and selected < len(self.lines) else [])]
        ends = self.all_ends(shown)
        seen = ~np.isnan(ends[:, 0, 0])
        units, ends = np.array(shown, dtype=int)[seen], ends[seen]
        if not len(units):
            return None
        point = np.array([at.x(), at.y()])
        start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
        share = np.sum((point - start) * along, axis=1) / np.maximum(np.sum(along * along, axis=1), 1e-12)
        feet = start + np.clip(share, 0.0, 1.0)[:, None] * along
        away = np.hypot(*(point - feet).T) - SELECTED_BONUS * (units == selected)
        best = len(away) - 1 - int(np.argmin(away[::-1]))  # of lines equally near the one on top
        return (int(units[best]), QPointF(*feet[best])) if away[best] <= reach else None

    def turned(self, unit: int, pivot: Array, to: QPointF, constrained: bool) -> Line:
        """The line turned about `pivot` until its handle points to the pixel `to`."""
        point = self._data(to)
        return self.lines[unit].turned(pivot, _snapped(pivot, point) if constrained else point)

    def steepened(self, unit: int, to: QPointF, constrained: bool) -> Line:
        """The line with the gain whose normal's tip is at the pixel `to`; a constrained one is a whole number."""
        line, normal = self.lines[unit], self.normal(unit)
        if normal is None:
            return line
        reach = QPointF.dotProduct(to - normal[0], self._upright(line))
        gain = gain_of_length(reach / self.scale)
        return line.steepened(max(1.0, round(gain)) if constrained else gain)

    def shifted(self, unit: int, to: QPointF) -> Line:
        """The parallel line through the pixel `to`."""
        return self.lines[unit].through(self._data(to))

    def _place(self, unit: int, share: float) -> QPointF | None:
        """A pixel of the line, `share` of the way from its visible middle to its end."""
        ends = self.ends(unit)
        if self.upright and ends is not None and ends[0, 1] < ends[1, 1]:
            share = -share  # at the same height whichever side is the positive one
        return None if ends is None else QPointF(*((1 - share) / 2 * ends[0] + (1 + share) / 2 * ends[1]))

    def _data(self, pixel: QPointF) -> Array:
        return self.frame.to_data(np.array([pixel.x(), pixel.y()]))

    def _upright(self, line: Line) -> QPointF:
        """The line's normal in pixels, whose second axis goes down."""
        return QPointF(line.normal[0], line.normal[1] if self.frame.down else -line.normal[1])


def _snapped(pivot: Array, point: Array) -> Array:
    """`point` turned about `pivot` to the nearest multiple of SNAP."""
    dx, dy = point - pivot
    angle = np.round(np.arctan2(dy, dx) / SNAP) * SNAP
    return np.asarray(pivot + np.hypot(dx, dy) * np.array([np.cos(angle), np.sin(angle)]))
