"""The figure of a sweep: its canvas as it is in the window, laid out to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF

from nnexplorer.compute.experiments.approximation import sweep_part
from nnexplorer.gui.canvases.sweep import SweepCanvas
from nnexplorer.gui.figures.stage import SINGLE, TYPE, Figure, FigureOptions
from nnexplorer.gui.look.fonts import load_fonts
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model.settings import ViewSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from nnexplorer.compute.experiments.approximation import Row


def sweep_figure(rows: Sequence[Row], options: FigureOptions, held_out: bool = False) -> Figure:
    """Return the figure of error against N that `rows` make; the application must be there.

    `held_out` says whether they were measured on samples that are held out of training.
    """
    load_fonts()
    style = style_for(ViewSettings(), Look(options.theme, options.palette, Sizes(font_scale=TYPE * options.font_scale)))
    canvas = SweepCanvas(style)
    canvas.show_part(sweep_part(rows, held_out=held_out))
    canvas.resize(*SINGLE["sweep"])
    canvas.grab(QRect(0, 0, 1, 1))  # Qt lays a widget out before it grabs it

    def paint(painter: QPainter) -> None:
        canvas.paint_on(painter, QRectF(canvas.viewport().rect()))

    return Figure(QSizeF(canvas.size()), style.color("card"), paint, canvas.deleteLater)
