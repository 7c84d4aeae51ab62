"""A unit's excitation or activation over a single input, in a small frame of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPaintEngine

from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.strokes import polyline

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPen

    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

ROOM = 1.08
"""How far beyond its limit a frame goes."""


def draw_wave(
    painter: QPainter, rect: QRectF, x: Array, values: FloatArray, limit: float, pen: QPen, style: Style
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
    painter.setPen(pen)
    stride = _stride(painter, rect, len(x))
    heights = np.clip(np.nan_to_num(np.asarray(values[::stride], dtype=float)), -10 * high, 10 * high)
    polyline(painter, frame.to_pixels(np.column_stack((x[::stride], heights))))
    painter.restore()


def faint_pen(style: Style) -> QPen:
    """The pen of an excitation that lies under an activation."""
    return style.pen(style.faded("soft_ink", 0.6), "axis")


def _stride(painter: QPainter, rect: QRectF, samples: int) -> int:
    """On a screen a sample for each pixel is enough; a file may be looked at from near."""
    if painter.paintEngine().type() != QPaintEngine.Type.Raster:
        return 1
    return max(1, int(samples / max(rect.width() * painter.deviceTransform().m11(), 1.0)))
