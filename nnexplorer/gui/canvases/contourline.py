"""A curve of many short pieces, as quick as on the screen or as exact as in a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainterPath

from nnexplorer.gui.canvases.base import EXACT, segments

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.model.network import Array


def contour_line(painter: QPainter, ends: Array) -> None:
    """Draw a curve of many short pieces `ends` (n, 4).

    In a figure they are one path without square ends, so that no pixel of it is covered twice, however small it is.
    """
    if not painter.testRenderHint(EXACT):
        segments(painter, ends)
        return
    path = QPainterPath()
    for x1, y1, x2, y2 in ends.tolist():
        path.moveTo(x1, y1)
        path.lineTo(x2, y2)
    painter.strokePath(path, painter.pen())
