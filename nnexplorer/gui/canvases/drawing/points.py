"""Given samples as points: two classes as discs and squares, hollow where they are held out of training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from nnexplorer.gui.canvases.drawing.room import TITLE
from nnexplorer.gui.words.labels import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.samples import Signs
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

SQUARE = 0.85
"""Side of a square beside the diameter of a disc: so they look equally large."""

HOLLOW, INSIDE = 1.3, 0.75
"""How much larger a hollow point is than a full one, and its inside than that."""

KEYS = ("hollow: held out of training, to test on", "hollow: held out", "hollow: test")
"""What a hollow point means, the longest text first."""


def draw_points(painter: QPainter, pixels: Array, signs: Signs | None, style: Style, held: Signs | None = None) -> None:
    """Draw samples at `pixels` (M,2): those whose target is above 0 by `signs` as discs, the others as squares.

    Without signs all are grey discs; those that are `held` out are hollow.
    """
    everywhere = np.ones(len(pixels), dtype=bool)
    kinds = [("soft_ink", True, everywhere)]
    if signs is not None:
        kinds = [("negative", False, ~signs), ("positive", True, signs)]
    size, rim = style.sizes.point, style.gap(0.5)
    for color, rounded, chosen in kinds:
        full = pixels[chosen if held is None else chosen & ~held]
        for ink, width in (("card", size + rim), (color, size)):
            _dot(painter, full, ink, width, style, rounded=rounded)
        if held is not None:
            for place in pixels[chosen & held]:  # one by one, or neighbours would flow together
                for ink, width in (("card", HOLLOW * size + rim), (color, HOLLOW * size), ("card", INSIDE * size)):
                    _dot(painter, place[None, :], ink, width, style, rounded=rounded)


def draw_key(painter: QPainter, corner: QPointF, title: str, style: Style) -> None:
    """Say what a hollow point means, beside a canvas's title up to a `corner` at its right, in as many words as fit."""
    room = corner.x() - style.gap(TITLE[0] + 4) - style.text_width(f"<b>{title}</b>", "small")
    text = next((text for text in KEYS if style.text_width(text, "small") <= room), KEYS[-1])
    draw_text(painter, text, corner, style.font("small"), style.color("soft_ink"), (1.0, 0.0))


def _dot(painter: QPainter, places: Array, ink: str, width: float, style: Style, *, rounded: bool) -> None:
    pen = style.pen(ink, width if rounded else SQUARE * width, round_ends=rounded)
    if not rounded:
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([QPointF(*pixel) for pixel in places]))
