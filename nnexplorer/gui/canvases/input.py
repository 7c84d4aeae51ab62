"""Input space: the target there, and every hidden unit's threshold line, to be taken in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal

from nnexplorer.compute.cells import cell_at
from nnexplorer.gui.canvases.base import REACH, Grip
from nnexplorer.gui.canvases.cellmap import draw_cells, draw_hovered
from nnexplorer.gui.canvases.colormap import SteadyLimit, map_image
from nnexplorer.gui.canvases.frame import Frame, draw_axes, round_axes, square_frame, widened
from nnexplorer.gui.canvases.hints import draw_hint
from nnexplorer.gui.canvases.linepaint import ALL_NORMALS, LinePainter
from nnexplorer.gui.canvases.nextstep import ALL_NORMALS as ALL_TURNED
from nnexplorer.gui.canvases.nextstep import draw_turns, first_layer_title
from nnexplorer.gui.canvases.nudges import NudgeCanvas
from nnexplorer.gui.canvases.overinput import (
    draw_names,
    draw_outputs,
    draw_probe_on_curve,
    draw_value_axes,
    draw_wanted,
    probe_place,
    value_frame,
)
from nnexplorer.gui.canvases.points import draw_key, draw_points
from nnexplorer.gui.canvases.spotlight import light_lines
from nnexplorer.gui.canvases.strokes import polyline
from nnexplorer.gui.canvases.thresholds import Thresholds
from nnexplorer.gui.words.labels import FARTHEST, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter

    from nnexplorer.compute.backprop import BackpropPart
    from nnexplorer.compute.inputs import InputPart
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.lines import Line

MARGIN = 1.12
"""How far beyond a map the lines are drawn, as a factor of its size."""

FULL_NORMALS = 360.0
"""Pixels across which a frame shows normals at their full length; on a smaller one they shrink with it."""

DONE = {"line": "Move", "handle": "Turn", "tip": "Steepen"}
"""What a hand did that let go of each kind of grip."""


class InputCanvas(NudgeCanvas):
    """Shows an InputPart; lines are shifted, turned by a handle, steepened by their normal's tip."""

    line_dragged = Signal(int, object)
    """A unit and the line that a hand is giving it."""

    line_dropped = Signal(int, str)
    """A unit whose line a hand let go of, and what the hand did: 'Move', 'Turn' or 'Steepen'."""

    line_flipped = Signal(int, object)
    """A unit whose line was double-clicked, and the line with its positive side on the other side."""

    probe_dragged = Signal(object)
    """Where a hand is taking the probe, (2,)."""

    probe_put = Signal(object)
    """Where a double-click wants the probe, (2,), or None if it takes the probe away."""

    probe_dropped = Signal()
    """A hand let go of the probe."""

    deselects = True

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: InputPart | None = None
        self._step: BackpropPart | None = None
        self._frame: Frame | None = None
        self._pivot = np.zeros(2)
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
            left, right, top = (10, 4, 3) if self.narrow else (17, 6, 0)
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

    # Gestures -------------------------------------------------------------------------------------------------

    def grips(self) -> list[Grip]:
        part, frame, thresholds = self._part, self._frame, self.thresholds
        if part is None or frame is None or thresholds is None:
            return []
        found = []
        if part.probe is not None:
            at = probe_place(frame, part.probe) if self._over_one else frame.point(*part.probe)
            found.append(Grip("probe", self._selected, at))
        selected = self._selected
        if selected is not None and selected < len(part.lines):
            handle, normal = thresholds.handle(selected), thresholds.normal(selected)
            found += [] if handle is None else [Grip("handle", selected, handle)]
            found += [] if normal is None else [Grip("tip", selected, normal[1])]
        return found

    def grip_at(self, at: QPointF) -> Grip | None:
        """The nearest grip within reach, else the nearest line."""
        taken = super().grip_at(at)
        if taken is not None or self.thresholds is None:
            return taken
        nearest = self.thresholds.nearest(at, REACH * self.style_.scale, self._selected)
        return None if nearest is None else Grip("line", *nearest)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.brushing or self.expecting:
            super().mouseDoubleClickEvent(event)
            return
        grip, thresholds = self.grip_at(event.position()), self.thresholds
        if thresholds is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if grip is None and thresholds.frame.rect.contains(event.position()):
            self.probe_put.emit(thresholds.frame.to_data(np.array(event.position().toTuple())))
        elif grip is not None and grip.kind == "probe":
            self.probe_put.emit(None)
        elif grip is not None and grip.kind == "line" and grip.unit is not None:
            self.line_flipped.emit(grip.unit, thresholds.lines[grip.unit].flipped())

    def hover(self, at: QPointF | None) -> None:
        """Say what the cell under the mouse computes."""
        super().hover(at)
        if self._part is not None and self._part.cells is not None:
            self.refresh()

    def take(self, grip: Grip) -> None:
        if grip.kind == "handle" and grip.unit is not None and self.thresholds is not None:
            self._pivot = self.thresholds.middle(grip.unit)

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        thresholds = self.thresholds
        if thresholds is None:
            return
        if grip.kind == "probe":
            self.probe_dragged.emit(thresholds.frame.to_data(np.array([to.x(), to.y()])))
        elif grip.unit is not None and grip.unit < len(thresholds.lines):
            constrained = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.line_dragged.emit(grip.unit, self._dragged(thresholds, grip.kind, grip.unit, to, constrained))

    def _dragged(self, thresholds: Thresholds, kind: str, unit: int, to: QPointF, constrained: bool) -> Line:
        if kind == "handle":
            return thresholds.turned(unit, self._pivot, to, constrained)
        if kind == "tip":
            return thresholds.steepened(unit, to, constrained)
        return thresholds.shifted(unit, to)

    def drop(self, grip: Grip) -> None:
        if grip.kind == "probe":
            self.probe_dropped.emit()
        elif grip.kind in DONE and grip.unit is not None:
            self.line_dropped.emit(grip.unit, DONE[grip.kind])


def _same_ground(part: InputPart, old: InputPart) -> bool:
    """Whether what stands still is the same in both; over a single input what is to be learnt does."""
    names = ("target", "points", "signs", "held", "path")
    wanted, before = (None if one.curves is None else one.curves.wanted for one in (part, old))
    same = all(getattr(part, name) is getattr(old, name) for name in names) and wanted is before
    return part.bounds == old.bounds and same
