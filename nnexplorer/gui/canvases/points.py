"""How given samples look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.samples import Signs
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Array


def draw_points(painter: QPainter, pixels: Array, signs: Signs | None, style: Style) -> None:
    """Draw samples at `pixels` (M, 2): of two classes the one above 0 as discs, the other as squares."""
    size = style.sizes.point
    kinds = [("soft_ink", True, pixels)]
    if signs is not None:
        kinds = [("negative", False, pixels[~signs]), ("positive", True, pixels[signs])]
    for color, rounded, places in kinds:
        spots = QPolygonF([QPointF(*pixel) for pixel in places])
        for ink, width in (("card", size + style.gap(0.5)), (color, size)):
            pen = style.pen(ink, width if rounded else 0.85 * width, round_ends=rounded)
            if not rounded:
                pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawPoints(spots)
