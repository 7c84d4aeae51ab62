"""A unit's excitation or activation over a single input, in a small frame of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt

from nnexplorer.gui.canvases.base import polyline
from nnexplorer.gui.canvases.frame import Frame

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.compute.grid import FloatArray
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array

ROOM = 1.08
"""How far beyond its limit a frame goes."""


def draw_wave(
    painter: QPainter, rect: QRectF, x: Array, values: FloatArray, limit: float, color: QColor, style: Style
) -> None:
    """Draw `values` (R,) over x (R,) from -limit to limit, with a line at zero."""
    high = ROOM * max(limit, 1e-9)
    frame = Frame(rect, ((float(x[0]), float(x[-1])), (-high, high)))
    zero = rect.center().y()
    painter.setPen(style.pen("rule", "axis"))
    painter.drawLine(QLineF(rect.left(), zero, rect.right(), zero))
    painter.save()
    painter.setClipRect(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(style.pen(color, "line"))
    heights = np.clip(np.nan_to_num(np.asarray(values, dtype=float)), -10 * high, 10 * high)
    polyline(painter, frame.to_pixels(np.column_stack((x, heights))))
    painter.restore()
