"""Input space: the target there, every hidden unit's threshold line and the probe, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt

from nnexplorer.compute.parts.cells import cell_at
from nnexplorer.gui.canvases.drawing.cellmap import draw_cells, draw_hovered
from nnexplorer.gui.canvases.drawing.colormap import SteadyLimit, map_image
from nnexplorer.gui.canvases.drawing.frame import Frame, draw_axes, round_axes, square_frame, widened
from nnexplorer.gui.canvases.drawing.hints import draw_hint
from nnexplorer.gui.canvases.drawing.linepaint import ALL_NORMALS, LinePainter
from nnexplorer.gui.canvases.drawing.nextstep import ALL_NORMALS as ALL_TURNED
from nnexplorer.gui.canvases.drawing.nextstep import draw_turns, first_layer_title
from nnexplorer.gui.canvases.drawing.overinput import (
    draw_names,
    draw_outputs,
    draw_probe_on_curve,
    draw_value_axes,
    draw_wanted,
    probe_place,
    value_frame,
)
from nnexplorer.gui.canvases.drawing.points import draw_key, draw_points
from nnexplorer.gui.canvases.drawing.spotlight import light_lines
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.canvases.drawing.thresholds import Thresholds
from nnexplorer.gui.canvases.linegrips import LineGripCanvas
from nnexplorer.gui.words.labels import FARTHEST, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.inputs import InputPart
    from nnexplorer.compute.parts.next_step import BackpropPart
    from nnexplorer.gui.look.style import Style

MARGIN = 1.12
"""How far beyond a map the lines are drawn, as a factor of its size."""

FULL_NORMALS = 360.0
"""Pixels across which a frame shows normals at their full length; on a smaller one they shrink with it."""


class InputCanvas(LineGripCanvas):
    """Shows an InputPart."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: InputPart | None = None
        self._step: BackpropPart | None = None
        self._frame: Frame | None = None
        self._hint = ""

    def show_brush(self, on: bool) -> None:
        super().show_brush(on)
        if not on and self._over_one:
            self.refresh_ground()

    def show_part(self, part: InputPart | None, selected: int | None, step: BackpropPart | None = None) -> None:
        """Show `part` with unit `selected` brought out, and what the next `step` does; None empties the canvas."""
        old, self._part, self._selected, self._step = self._part, part, selected, step
        title = self._title()
        if part is None or old is None or title != self.title or not _same_ground(part, old):
            self.refresh_ground()
        self.refresh()

    def show_hint(self, hint: str) -> None:
        """Say in a few words what a hand could do here; '' takes the words away."""
        if hint != self._hint:
            self._hint = hint
            self.refresh()

    @property
    def hint(self) -> str:
        """What is said about what a hand could do here."""
        return self._hint

    @property
    def paper(self) -> Frame | None:
        return self._frame

    @property
    def thresholds(self) -> Thresholds | None:
        if self._part is None or self._frame is None:
            return None
        scale = self.style_.scale * min(1.0, self._frame.rect.width() / FULL_NORMALS)
        return Thresholds(self._frame, self._part.lines, scale, self._over_one)

    @property
    def probe_at(self) -> QPointF | None:
        if self._part is None or self._part.probe is None or self._frame is None:
            return None
        return probe_place(self._frame, self._part.probe) if self._over_one else self._frame.point(*self._part.probe)

    @property
    def _over_one(self) -> bool:
        """Whether there is a single input, and the second axis is the value."""
        return self._part is not None and self._part.curves is not None

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        self.title = self._title()
        part, before, self._frame = self._part, self._frame, None
        if part is not None and part.curves is not None:
            self._frame = value_frame(self.space(left=17, right=6, bottom=13), part, before if self.brushing else None)
        elif part is not None:
            filled = part.target is not None or part.cells is not None
            bounds = widened(part.bounds, MARGIN) if filled else part.bounds
            left, right, top = (10, 4, 5 * self.style_.type_factor) if self.narrow else (17, 6, 0)
            space = self.space(left=left, right=right, top=3 if self._step is not None else top, bottom=13)
            self._frame = square_frame(space, bounds, self.style_.downwards)

    def _title(self) -> str:
        return "Input space <i>x</i>" if self._step is None else first_layer_title(self.style_.symbols, self._step)

    def draw_ground(self, painter: QPainter) -> None:
        if self._frame is None:
            self.draw_empty(painter, "Threshold lines are drawn for one or two inputs.")
            return
        symbols, style = self.style_.symbols, self.style_
        if self._over_one:
            draw_value_axes(painter, self._frame, style)
        else:
            draw_axes(painter, self._frame, round_axes(self._frame, symbols.x(0), symbols.x(1), style), style)
        if self._part is not None:
            self._draw_wanted(painter, self._frame, self._part)

    def _draw_wanted(self, painter: QPainter, frame: Frame, part: InputPart) -> None:
        """What is to be learnt, as a map, as points or as a path: it stands still under the lines."""
        if part.target is not None:
            limit = SteadyLimit().follow(part.target, resting=True)
            table = self.style_.color_table(regions=part.regions)
            image = map_image(part.target, limit, table, frame.down)
            painter.drawImage(frame.rectangle(part.bounds), image)
        if part.points is not None:
            draw_points(painter, frame.to_pixels(part.points), part.signs, self.style_, part.held)
        if part.held is not None:
            draw_key(painter, QPointF(self.head_right, self.head_top), self.title, self.style_)
        if part.curves is not None:
            draw_wanted(painter, frame, part.curves, self.style_)
            if self._step is None:  # which says its size there
                draw_names(painter, frame, part, self.style_)
        if part.path is not None:
            painter.setPen(self.style_.pen("ink", "line", dash=(0.6, 2.2)))
            polyline(painter, frame.to_pixels(part.path))

    def draw_figure(self, painter: QPainter) -> None:
        part, frame, thresholds = self._part, self._frame, self.thresholds
        if part is None or frame is None or thresholds is None:
            return
        if part.cells is not None:
            draw_cells(painter, frame, part.cells, self._selected, self.style_)
        if self.lit and self._selected is not None and self._selected < len(part.lines):
            light_lines(painter, thresholds, part.probe, self.lit, self._selected, self.style_)
        self._draw_lines(painter, thresholds, part.frozen)
        if part.curves is not None:
            draw_outputs(painter, frame, part.curves, self.style_)
        if part.marks is not None:
            for at in frame.to_pixels(part.marks):
                self.style_.draw_diamond(painter, QPointF(*at))
        if part.probe is not None and part.curves is not None:
            draw_probe_on_curve(painter, frame, part.probe, len(part.curves.y), self.style_)
        elif part.probe is not None:
            self._draw_probe(painter, frame.point(*part.probe))
        if not self.exporting:
            self._draw_guidance(painter, frame, part)

    def _draw_lines(self, painter: QPainter, thresholds: Thresholds, frozen: tuple[int, ...]) -> None:
        normals = ALL_NORMALS if self._step is None else ALL_TURNED
        lines = LinePainter(thresholds, self._selected, self.style_, not self.exporting, normals, frozen)
        lines.draw(painter)
        if self._step is not None:
            corner = QPointF(self.head_right, self.space().top() - self.style_.gap(2.5))
            draw_turns(painter, lines, self._step, corner)

    def _draw_guidance(self, painter: QPainter, frame: Frame, part: InputPart) -> None:
        """What only a hand needs: the formula of the cell under the mouse, and the hint."""
        if part.cells is not None and self.hovered is not None:
            place = cell_at(part.cells, frame.to_data(np.array([self.hovered.x(), self.hovered.y()])))
            if place is not None:
                draw_hovered(painter, frame, part.cells[place], self.style_)
        draw_hint(painter, frame, self._hint, self.style_)
        self.draw_brush(painter)
        self.draw_stroke(painter)

    def _draw_probe(self, painter: QPainter, at: QPointF) -> None:
        if not abs(at.x()) + abs(at.y()) < FARTHEST:
            return
        style = self.style_
        painter.setPen(style.pen("card", "line"))
        painter.setBrush(style.color("ink"))
        painter.drawEllipse(at, style.gap(2), style.gap(2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        beside = at + QPointF(style.gap(3), 0)
        draw_text(painter, "<i>x</i>", beside, style.font("normal"), style.color("ink"), (0, 0.5), style.color("card"))

    def hover(self, at: QPointF | None) -> None:
        """Say what the cell under the mouse computes."""
        super().hover(at)
        if self._part is not None and self._part.cells is not None:
            self.refresh()


def _same_ground(part: InputPart, old: InputPart) -> bool:
    """Whether what stands still is the same in both; over a single input what is to be learnt does."""
    names = ("target", "points", "signs", "held", "path")
    wanted, before = (None if one.curves is None else one.curves.wanted for one in (part, old))
    same = all(getattr(part, name) is getattr(old, name) for name in names) and wanted is before
    return part.bounds == old.bounds and same
