"""A curve of many short pieces, as quick as on the screen or as exact as in a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPainterPath

from nnexplorer.gui.canvases.drawing.strokes import EXACT, segments

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.model.network import Array

GRAIN = 1e4
"""Parts of a pixel within which ends are the same point."""


def contour_line(painter: QPainter, ends: Array) -> None:
    """Draw a curve of many short pieces `ends` (n, 4).

    In a figure they are joined to lines, so that no pixel of it is covered twice, however small it is.
    """
    if not painter.testRenderHint(EXACT):
        segments(painter, ends)
        return
    path = QPainterPath()
    for points in chains(ends):
        path.addPolygon(pg.functions.arrayToQPolygonF(points[:, 0], points[:, 1]))
    painter.strokePath(path, painter.pen())


def chains(ends: Array) -> list[Array]:
    """Pieces `ends` (n, 4) joined to lines of pixels (m, 2) where they meet; rings come back to their start."""
    points = ends.reshape(-1, 2)
    names = [tuple(name) for name in np.rint(points * GRAIN).astype(np.int64).tolist()]
    meeting: dict[tuple[int, ...], list[int]] = {}
    for place, name in enumerate(names):
        meeting.setdefault(name, []).append(place)
    loose = [place for place, name in enumerate(names) if len(meeting[name]) == 1]
    free, lines = np.ones(len(ends), dtype=bool), []
    for first in (*loose, *range(0, len(names), 2)):
        place, line = first, [first]
        while free[place // 2]:
            free[place // 2] = False
            place ^= 1  # the piece's other end
            line.append(place)
            place = next((other for other in meeting[names[place]] if free[other // 2]), place)
        if len(line) > 1:
            lines.append(points[line])
    return lines
