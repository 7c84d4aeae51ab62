"""The lines on the base under a surface carry their numbers where the surface does not hide them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nnexplorer.compute.parts.solids import Relief, SolidPart
from nnexplorer.gui.canvases.drawing.baselines import BaseLines
from nnexplorer.gui.canvases.drawing.projection import Box, Camera, fitted
from nnexplorer.model.lines import Line

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
LINES = (Line(np.array([0.0, 1.0]), -0.3), Line(np.array([1.0, 0.0]), 5.0))


@pytest.fixture
def drawn(style, words, qapp):
    """`drawn(height)` are the numbers beside the lines under a surface of that height, and the picture."""
    said = words("drawing.baselines")

    def draw(height, selected=None, labelled=True):
        said.clear()
        relief = Relief(np.full((9, 9), height), np.zeros((0, 2, 2)), 0.0)
        part = SolidPart(SQUARE, "y", 0, 1, relief, LINES, (-1.0, 1.0))
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(style.color("card"))
        painter = QPainter(image)
        view = fitted(Camera.at(-90, 30), QRectF(20, 20, 360, 260))
        BaseLines(part, Box(SQUARE, (-1.0, 1.0)), view, style, selected, labelled).draw(painter)
        painter.end()
        return list(said), image

    return draw


def test_lines_outside_of_the_box_are_not_drawn_and_others_have_their_number(drawn, style):
    said, image = drawn(1.0)
    assert said == [style.symbols.index(0)]
    colors = {image.pixelColor(x, y).name() for x in range(400) for y in range(300)}
    assert style.unit(0, None, 2).name() in colors
    assert style.unit(1, None, 2).name() not in colors


def test_a_surface_that_lies_over_a_line_hides_its_number(drawn):
    assert drawn(1.0)[0]
    assert not drawn(-1.0)[0]


def test_without_labels_there_is_no_number(drawn):
    assert not drawn(1.0, labelled=False)[0]
    assert drawn(1.0, selected=0)[1] != drawn(1.0)[1]
