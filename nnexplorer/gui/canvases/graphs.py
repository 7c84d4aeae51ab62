"""Graphs of the nonlinearities and their derivatives, with the points that the hidden units work at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.curves import draw_plot
from nnexplorer.gui.canvases.drawing.operating import Painted
from nnexplorer.gui.canvases.drawing.plots import arranged

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.graphs import GraphsPart
    from nnexplorer.gui.canvases.drawing.plots import Plot
    from nnexplorer.gui.look.style import Style


class GraphsCanvas(Canvas):
    """Shows a GraphsPart; a unit is selected by a click on its dot or its row."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: GraphsPart | None = None
        self._selected: int | None = None
        self._plots: tuple[Plot, ...] = ()

    def show_part(self, part: GraphsPart | None, selected: int | None) -> None:
        """Show `part` with unit `selected` brought out."""
        before, self._part, self._selected = self._part, part, selected
        if _ground(before) != _ground(part):
            self.refresh_ground()
        self.refresh()

    def plots(self) -> tuple[Plot, ...]:
        """The graphs in their places."""
        return self._plots

    def lay_out(self) -> None:
        self._plots = self._arranged(self._part) if self._part is not None else ()

    def _arranged(self, part: GraphsPart) -> tuple[Plot, ...]:
        return arranged(part, self.space(left=2, top=1, right=1, bottom=2), self.style_)

    def draw_ground(self, painter: QPainter) -> None:
        for plot in self._plots:
            draw_plot(painter, plot, self.style_, flat=self._works_at(plot))

    def draw_figure(self, painter: QPainter) -> None:
        painted = self._painted()
        if painted is None:
            return
        for plot in self._plots:
            if self._works_at(plot):
                painted.draw_on_curves(painter, plot)
                painted.draw_rows(painter, plot)

    def _works_at(self, plot: Plot) -> bool:
        """Whether the operating points lie on the plot's curve."""
        return plot.graph.own and self._part is not None and self._part.points is not None

    def _painted(self) -> Painted | None:
        if self._part is None or self._part.points is None:
            return None
        return Painted(self._part.points, self._selected, self.style_)

    def grips(self) -> list[Grip]:
        painted = self._painted()
        if painted is None:
            return []
        dots = [dot for plot in self._plots if self._works_at(plot) for dot in painted.dots(plot)]
        return [Grip("unit", unit, at) for unit, at in reversed(dots)]

    def grip_at(self, at: QPointF) -> Grip | None:
        """The unit whose dot is near or whose row is at `at`."""
        dot = super().grip_at(at)
        if dot is not None or self._part is None or self._part.points is None:
            return dot
        for plot in self._plots:
            for place, unit in enumerate(self._part.points.units if plot.rows is not None else ()):
                assert plot.rows is not None
                if plot.rows.row(place).contains(at):
                    return Grip("unit", unit, at)
        return None


def _ground(part: GraphsPart | None) -> tuple[object, ...]:
    """What the still part of the picture depends on; graphs are kept, so that equal ones are the same."""
    if part is None:
        return ()
    units = None if part.points is None else part.points.units
    return (*part.graphs, part.own, part.derivatives, units)
