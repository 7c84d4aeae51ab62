"""The threshold lines on the base under a surface, with their units' numbers where the surface does not hide them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF

from nnexplorer.gui.canvases.drawing.linepaint import ALL_INDICES
from nnexplorer.gui.canvases.drawing.mesh import hidden
from nnexplorer.gui.canvases.drawing.projection import SIDES
from nnexplorer.gui.words.labels import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.solids import SolidPart
    from nnexplorer.gui.canvases.drawing.projection import Box, Projection
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array


@dataclass(frozen=True)
class BaseLines:
    """Draws the lines of `part` on the base of its box, the `selected` unit's on top."""

    part: SolidPart
    box: Box
    view: Projection
    style: Style
    selected: int | None
    labelled: bool

    def draw(self, painter: QPainter) -> None:
        """Draw the lines, and their numbers if it is `labelled`."""
        style, many = self.style, len(self.part.lines)
        drawn: list[tuple[int, Array]] = []
        for unit in sorted(range(many), key=lambda unit: unit == self.selected):
            ends = self.part.lines[unit].clipped(self.part.bounds)
            if ends is None:
                continue
            chosen = unit == self.selected
            pixels = self.view.to_pixels(self.box.place(ends[:, 0], ends[:, 1], self.box.base))
            width = "selected" if chosen else "line" if many <= ALL_INDICES else "axis"
            painter.setPen(style.pen(style.unit(unit, self.selected, many), width))
            painter.drawLine(QLineF(*pixels.ravel().tolist()))
            if self.labelled and (chosen or many <= ALL_INDICES):
                drawn.append((unit, pixels))
        self._draw_indices(painter, drawn)

    def _draw_indices(self, painter: QPainter, drawn: list[tuple[int, Array]]) -> None:
        """Units' numbers beside the ends (2, 2) of their lines, the nearer one if the surface hides neither."""
        style, font = self.style, self.style.font("small", bold=True)
        long = [
            (unit, *_beside(ends, style.gap(3.5), style.gap(2.5)))
            for unit, ends in drawn
            if _spread(ends) > style.gap(8)
        ]
        if not long:
            return
        places = np.array([(near, far) for _unit, near, far in long]).reshape(-1, 2)
        on_base = self.view.on_level(places, -SIDES[2])
        covered = hidden(on_base, self.part.relief, self.box, self.view.camera)
        for (unit, *ends), (near_hidden, far_hidden) in zip(long, covered.reshape(-1, 2).tolist(), strict=True):
            if not (near_hidden and far_hidden):
                at, text = QPointF(*ends[int(near_hidden)]), style.symbols.index(unit)
                draw_text(painter, text, at, font, style.color("ink"), (0.5, 0.5), style.color("card"))


def _spread(ends: Array) -> float:
    """Pixels between two ends (2, 2)."""
    return float(np.hypot(*(ends[1] - ends[0])))


def _beside(ends: Array, along: float, beside: float) -> tuple[Array, Array]:
    """Two pixels (2,) above a line, so many from its ends (2, 2): the lower one on the screen first."""
    near, far = ends if ends[0, 1] >= ends[1, 1] else ends[::-1]
    way = (far - near) / max(_spread(ends), 1.0)
    away = np.array([way[1], -way[0]]) * (beside if way[0] > 0 else -beside)
    return near + way * along + away, far - way * along + away
