"""A hint stands on a ground of its own, at the foot of the frame."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.hints import draw_hint


@pytest.mark.parametrize("hint", ["", "Drag a line. Space trains."])
def test_a_hint_lies_at_the_foot_and_none_draws_nothing(style, hint):
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(style.color("card"))
    painter = QPainter(image)
    draw_hint(painter, Frame(QRectF(0, 0, 300, 300), ((0, 1), (0, 1))), hint, style)
    painter.end()
    accent = style.color("accent")
    rows = [y for y in range(300) if any(image.pixelColor(x, y) == accent for x in range(0, 300, 3))]
    assert bool(rows) == bool(hint)
    assert all(220 < y < 300 for y in rows)
