"""Lines through many pixels: fast on a screen, exact in a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPaintEngine, QPainter

if TYPE_CHECKING:
    from nnexplorer.model.network import Array

OPAQUE = 255

EXACT = QPainter.RenderHint.LosslessImageRendering
"""Marks a figure's painter, whose lines are to be exact rather than quick; in a PDF it keeps maps from being JPEG."""


def polyline(painter: QPainter, pixels: Array) -> None:
    """Draw a line through `pixels` (n, 2).

    On a screen a plain one is drawn piece by piece, which is several times as fast as a path; the pieces' square ends
    close the joints. In a figure it is a path, whose edge is covered only once: so it is as wide at every size.
    """
    if len(pixels) < 2:
        return
    pen = painter.pen()
    plain = pen.style() == Qt.PenStyle.SolidLine and pen.color().alpha() == OPAQUE
    quick = painter.paintEngine().type() == QPaintEngine.Type.Raster and not painter.testRenderHint(EXACT)
    if plain and quick:
        segments(painter, np.hstack((pixels[:-1], pixels[1:])))
    else:
        painter.drawPolyline(pg.functions.arrayToQPolygonF(pixels[:, 0], pixels[:, 1]))


def segments(painter: QPainter, ends: Array, cap: Qt.PenCapStyle = Qt.PenCapStyle.SquareCap) -> None:
    """Draw lines from pixel to pixel, `ends` (n, 4); those that meet have no gap where their ends are square."""
    pen = painter.pen()
    pen.setCapStyle(cap)
    painter.setPen(pen)
    lines = PrimitiveArray(QLineF, 4)  # Qt reads NumPy's memory: an object for every line takes longer than its drawing
    lines.resize(len(ends))
    lines.ndarray()[:] = ends
    painter.drawLines(*lines.drawargs())
