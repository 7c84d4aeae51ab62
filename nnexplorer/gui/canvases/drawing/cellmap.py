"""The cells that threshold lines cut input space into: coloured by which units are on, with a formula for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import number, signed_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.cells import Cell
    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

TINT = 0.34
"""Opacity of a cell's colour: the lines and the selected unit must stand out over it."""

COLUMN = 4.5
"""Spacing units between the formula's line and the frame's lower edge."""


def draw_cells(painter: QPainter, frame: Frame, cells: Sequence[Cell], selected: int | None, style: Style) -> None:
    """Fill every cell with the mean colour of the units that are on in it, and leave it blank where all are off."""
    painter.setPen(Qt.PenStyle.NoPen)
    for cell in cells:
        color = _color(cell, selected, style)
        if color is not None:
            painter.setBrush(color)
            painter.drawPolygon(_polygon(frame, cell))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_hovered(painter: QPainter, frame: Frame, cell: Cell, style: Style) -> None:
    """Frame the cell under the mouse, and write which units are on in it and what the net is there."""
    painter.setPen(style.pen("ink", "line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(_polygon(frame, cell))
    at = QPointF(frame.rect.center().x(), frame.rect.bottom() - style.gap(COLUMN))
    halo = style.color("card")
    draw_text(painter, cell_formula(cell, style), at, style.font("normal"), style.color("ink"), (0.5, 0.5), halo, 3.0)


def cell_formula(cell: Cell, style: Style) -> str:
    """Which units are on, and the constant or affine output: 'on 1, 3: y = 0.50 + 1.20 x1'."""
    symbols = style.symbols
    on = ", ".join(symbols.index(int(unit)) for unit in np.flatnonzero(cell.on))
    which = f"on {on}" if on else "all off"
    formulas = _formulas(cell, style)
    return f"{which}: {', &nbsp;'.join(formulas)}" if formulas else which


def _formulas(cell: Cell, style: Style) -> list[str]:
    symbols = style.symbols
    if cell.y is not None:
        outputs = len(cell.y)
        return [f"{symbols.y(k, outputs)} = {number(float(y))}" for k, y in enumerate(cell.y)]
    if cell.A is None or cell.c is None:
        return []
    outputs = len(cell.c)
    rows = []
    for k in range(outputs):
        terms = [(float(cell.c[k]), ""), *((float(a), symbols.x(j)) for j, a in enumerate(cell.A[k]))]
        rows.append(f"{symbols.e2(k, outputs)} = {signed_sum(terms)}")
    return rows


def _polygon(frame: Frame, cell: Cell) -> pg.QtGui.QPolygonF:
    pixels: Array = frame.to_pixels(cell.polygon)
    return pg.functions.arrayToQPolygonF(pixels[:, 0], pixels[:, 1])


def _color(cell: Cell, selected: int | None, style: Style) -> QColor | None:
    on = np.flatnonzero(cell.on)
    if not len(on):
        return None
    colors = [style.unit(int(unit), selected, len(cell.on)) for unit in on]
    parts = [(color.redF(), color.greenF(), color.blueF()) for color in colors]
    red, green, blue = (float(part) for part in np.mean(parts, axis=0))
    return QColor.fromRgbF(red, green, blue, TINT)
