"""A quantity over two inputs: a colour map with its zero line, and below it the slice that is marked on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.canvases.drawing.colormap import MapItem, SteadyLimit
from nnexplorer.gui.canvases.drawing.contourline import contour_line
from nnexplorer.gui.canvases.drawing.frame import Axes, Frame, draw_axes, tick_label, ticks
from nnexplorer.gui.canvases.drawing.legend import Entry, draw_legend
from nnexplorer.gui.canvases.drawing.overinput import draw_end_names, on_paper
from nnexplorer.gui.canvases.drawing.points import draw_points
from nnexplorer.gui.canvases.drawing.quantities import quantity_letter, quantity_title
from nnexplorer.gui.canvases.drawing.reach import NOTHING, Reach, heights
from nnexplorer.gui.canvases.drawing.room import TITLE
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import THIN, indexed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPen

    from nnexplorer.compute.parts.surfaces import Curve, SurfacePanel, SurfacePart
    from nnexplorer.gui.look.style import Style

STILL = "target"
"""The kind of curve that stands still while a net learns or is dragged."""

CUT_HALO = 0.7
"""Opacity of the ground behind the line of the cut."""

SHARE = 0.62
"""The colour map's share of the height."""


@dataclass
class _Place:
    """Where one panel lies: its map and its slice, with the limits that its slice keeps to, or a curve of one input."""

    item: MapItem
    height: SteadyLimit
    least: SteadyLimit
    most: SteadyLimit
    above: Frame | None = None
    below: Frame | None = None


class SurfaceCanvas(Canvas):
    """Shows a SurfacePart, its panels side by side."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: SurfacePart | None = None
        self._hidden, self._rival = "", "rival"
        self._places = [_Place(MapItem(self), SteadyLimit(), SteadyLimit(), SteadyLimit()) for _ in range(2)]

    def show_part(
        self,
        part: SurfacePart | None,
        hidden: str = "",
        resting: bool = True,
        rival: str = "rival",
        least: Sequence[Reach] = (),
    ) -> None:
        """Show `part` of a net whose nonlinearity is written `hidden`; scales shrink only if the hand is `resting`.

        `rival` is what the curve of a net beside it is called. The scales of each panel reach as far as `least` at
        least, so that another canvas can have the same.
        """
        self._rival = rival
        before = self._shape()
        self._part, self._hidden = part, hidden
        panels = part.panels if part else ()
        wanted = [*least, NOTHING, NOTHING]
        for place, panel, (_, low, high) in zip(self._places, panels, wanted, strict=False):
            lowest, highest = heights(panel, part.points if part else None)
            if panel.values is None:
                place.least.reach(max(lowest, low), resting)
                place.most.reach(max(highest, high), resting)
            else:
                place.height.reach(max(highest, high), resting)
        if self._shape() != before:
            self.refresh_ground()
        for i, place in enumerate(self._places):
            shown = panels[i : i + 1]
            scale = max(shown[0].scale, wanted[i][0]) if shown else 0.0
            place.item.show_values(shown[0].values if shown else None, resting, scale)
        self.refresh()

    @property
    def limits(self) -> tuple[Reach, ...]:
        """How far the scales of each panel reach."""
        panels = self._part.panels if self._part else ()
        return tuple(
            (0.0, place.least.value, place.most.value)
            if panel.values is None
            else (place.item.reach, place.height.value, place.height.value)
            for place, panel in zip(self._places, panels, strict=False)
        )

    def _shape(self) -> tuple[object, ...]:
        """What the still ground depends on."""
        part = self._part
        if part is None:
            return ()
        kinds = tuple((panel.kind, panel.regions) for panel in part.panels)
        still = tuple(id(curve.values) for panel in part.panels for curve in panel.curves if curve.kind == STILL)
        heights = tuple((place.height.value, place.least.value, place.most.value) for place in self._places)
        return (part.bounds, part.slice_at, part.unit, kinds, self._hidden, still, heights, id(part.points))

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        part = self._part
        for place in self._places:
            place.above = place.below = None
        if part is None:
            return
        many = len(part.panels)
        cut = self._cut() if part.panels[0].values is not None else ""
        name = self._name(part.panels[0]) if many == 1 else f"Output {self._y()}"
        fits = self.style_.text_width(f"<b>{name}{cut}</b>", "small") <= self.head_right - self.style_.gap(TITLE[0])
        self.title = name + cut if fits else name
        left, right, top = (10, 4, 5 * self.style_.type_factor) if self.narrow else (16, 6, 0)
        space = self.space(left=left, right=right, top=top, bottom=13)
        gap = self.style_.gap(left)
        width = (space.width() - gap * (many - 1)) / many
        for i, (place, panel) in enumerate(zip(self._places, part.panels, strict=False)):
            self._lay_out_panel(
                place, panel, QRectF(space.left() + i * (width + gap), space.top(), width, space.height())
            )

    def _lay_out_panel(self, place: _Place, panel: SurfacePanel, space: QRectF) -> None:
        assert self._part is not None
        bounds, limit = self._part.bounds, 1.06 * place.height.value
        line = self.style_.line_height("small")
        if panel.values is None:
            margin = 0.05 * (place.least.value + place.most.value)
            place.below = Frame(space, (bounds[0], (-place.least.value - margin, place.most.value + margin)))
            return
        if len(self._part.panels) > 1:
            space.adjust(0, line * 1.4, 0, 0)
        between = 2 * line + self.style_.gap(8)
        above = (space.height() - between) * SHARE
        place.above = Frame(QRectF(space.left(), space.top(), space.width(), above), bounds, self.style_.downwards)
        below = QRectF(space.left(), space.top() + above + between, space.width(), space.height() - above - between)
        place.below = Frame(below, (bounds[0], (-limit, limit)))
        table = self.style_.region_colors() if panel.regions else self.style_.diverging()
        place.item.place(place.above, bounds, table)

    def _y(self) -> str:
        return self.style_.symbols.y(0, 1)

    def _cut(self) -> str:
        slice_at = tick_label(self._part.slice_at) if self._part else ""
        return f" over its slice at {self.style_.symbols.x(1)} = {slice_at}"

    def _name(self, panel: SurfacePanel) -> str:
        part = self._part
        if part is not None and len(part.panels) > 1:
            return {"soft": "Soft, in training", "hard": "Hard, in testing"}[panel.kind]
        return quantity_title(panel.kind, self.style_.symbols, part.unit if part else 0, self._hidden)

    def _axis_name(self, panel: SurfacePanel) -> str:
        return quantity_letter(panel.kind, self.style_.symbols, self._part.unit if self._part else 0)

    def draw_ground(self, painter: QPainter) -> None:
        if self._part is None:
            self.draw_empty(painter, "The output is drawn for one or two outputs over one or two inputs.")
            return
        for place, panel in zip(self._places, self._part.panels, strict=False):
            if place.below is not None:
                self._draw_axes(painter, place.above, place.below, panel)
                if self._part.points is not None:
                    draw_points(painter, place.below.to_pixels(self._part.points), None, self.style_)
                self._draw_curves(painter, place.below, panel, self._part, still=True)

    def _draw_axes(self, painter: QPainter, above: Frame | None, below: Frame, panel: SurfacePanel) -> None:
        symbols, style = self.style_.symbols, self.style_
        line = style.line_height("small")
        first = self._part is None or panel is self._part.panels[0]  # the axes of the others are named by its names
        x_ticks = tuple(ticks(*below.bounds[0], _fitting(below.rect.width(), 2.2 * line)))
        if above is not None:
            map_ticks = tuple(ticks(*above.bounds[1], _fitting(above.rect.height(), 1.5 * line)))
            draw_axes(painter, above, Axes(x_ticks, map_ticks, "", symbols.x(1) if first else ""), style)
        y_ticks = tuple(ticks(*below.bounds[1], _fitting(below.rect.height(), 1.5 * line)))
        keyed = self.narrow and len(panel.curves) > 1
        name = self._axis_name(panel) if first and not keyed else ""
        draw_axes(painter, below, Axes(x_ticks, y_ticks, symbols.x(0), name, zero=True), style)
        if above is not None and self._part is not None and len(self._part.panels) > 1:
            at = QPointF(above.rect.center().x(), above.rect.top() - style.gap(1.5))
            draw_text(painter, self._name(panel), at, style.font("small", bold=True), style.color("ink"), (0.5, 1.0))

    def draw_figure(self, painter: QPainter) -> None:
        if self._part is None:
            return
        for place, panel in zip(self._places, self._part.panels, strict=False):
            if place.above is not None:
                self._draw_zero(painter, place.above, panel)
                self._draw_cut(painter, place.above, self._part.slice_at)
            if place.below is not None:
                self._draw_slice(painter, place.below, panel, self._part)

    def _draw_zero(self, painter: QPainter, frame: Frame, panel: SurfacePanel) -> None:
        if len(panel.zero):
            style, ends = self.style_, frame.to_pixels(panel.zero).reshape(-1, 4)
            painter.save()
            painter.setClipRect(frame.rect)
            for pen in (style.pen("card", style.stroke("line") + style.stroke("halo")), style.pen("ink", "line")):
                painter.setPen(pen)
                contour_line(painter, ends)
            painter.restore()

    def _draw_cut(self, painter: QPainter, frame: Frame, slice_at: float) -> None:
        if frame.bounds[1][0] <= slice_at <= frame.bounds[1][1]:
            style, y = self.style_, frame.point(0.0, slice_at).y()
            line = QLineF(frame.rect.left(), y, frame.rect.right(), y)
            painter.setPen(style.pen(style.translucent("card", CUT_HALO), 3 * style.stroke("axis")))
            painter.drawLine(line)
            painter.setPen(style.pen("ink", "axis", dash=(4, 3)))
            painter.drawLine(line)

    def _pen(self, curve: Curve) -> QPen:
        style = self.style_
        if curve.kind == "term":
            unit, many = (self._part.unit, self._part.units) if self._part is not None else (0, 1)
            return style.pen(style.unit(unit, unit, many), "line")
        if curve.kind == "hard":
            return style.pen("ink", "axis")
        if curve.kind == "target":
            return style.pen("soft_ink", "line", dash=(0.6, 2.2))
        if curve.kind == "rival":
            return style.pen("positive", "line", dash=(4, 2.5))
        alone = self._part is not None and self._part.panels[0].values is None
        return style.pen("ink" if alone else "accent", "selected")

    def _draw_slice(self, painter: QPainter, frame: Frame, panel: SurfacePanel, part: SurfacePart) -> None:
        self._draw_curves(painter, frame, panel, part, still=False)
        named = [curve for curve in panel.curves if curve.kind in ("value", "soft")]
        if len(named) > 1:
            draw_end_names(painter, frame, [float(curve.values[-1]) for curve in named], self.style_)
        if len(panel.curves) > 1:
            self._draw_key(painter, frame, panel)

    def _draw_curves(
        self, painter: QPainter, frame: Frame, panel: SurfacePanel, part: SurfacePart, *, still: bool
    ) -> None:
        """Those curves that stand still, which dashes make slow to draw, or those that move."""
        painter.save()
        painter.setClipRect(frame.rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for curve in panel.curves:
            if (curve.kind == STILL) == still:
                painter.setPen(self._pen(curve))
                x, alone = part.slice_x if curve.x is None else curve.x, panel.values is None
                pixels = (
                    on_paper(frame, x, curve.values) if alone else frame.to_pixels(np.column_stack((x, curve.values)))
                )
                polyline(painter, pixels)
        painter.restore()

    def _draw_key(self, painter: QPainter, frame: Frame, panel: SurfacePanel) -> None:
        """What the curves are, in a row above the slice, from the right."""
        style = self.style_
        alone = len(self._part.panels if self._part else ()) == 1
        alone = alone and frame.rect.width() > 26 * style.line_height("small")
        names = {
            "value": self._axis_name(panel),
            "target": "target",
            "rival": self._rival,
            "soft": f"{self._y()} soft, in training" if alone else "soft",
            "hard": f"{self._y()} hard, in testing" if alone else "hard",
            "term": self._term(),
        }
        entries = [Entry(names[curve.kind], self._pen(curve)) for curve in panel.curves if not curve.output]
        draw_legend(painter, QPointF(frame.rect.right(), frame.rect.top() - style.gap(4)), entries, style)

    def _term(self) -> str:
        """What the selected unit adds to the output."""
        symbols, unit = self.style_.symbols, self._part.unit if self._part else 0
        return f"{indexed('w', symbols.index(unit), '(2)')}{THIN}{symbols.h(unit)}"


def _fitting(length: float, each: float) -> int:
    """How many ticks, at most five, fit into `length` when each takes `each`."""
    return max(2, min(5, int(length / each)))
