"""A canvas knows how much room it has, and says so where that is too little."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.drawing.room import CRAMPED
from nnexplorer.gui.canvases.input import InputCanvas


def test_a_canvas_without_room_says_so_and_a_figure_of_it_does_not(opened, words):
    canvas = opened("second-layer-output").window.arrangement.input
    said = words("base")
    for size, cramped in (((120, 100), True), ((300, 200), False)):
        said.clear()
        canvas.resize(*size)
        canvas.grab()
        assert canvas.cramped == cramped
        assert (CRAMPED in said) == cramped
    canvas.resize(120, 100)
    said.clear()
    image = QImage(120, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    canvas.paint_on(painter, QRectF(0, 0, 120, 100))
    painter.end()
    assert CRAMPED not in said


@pytest.mark.parametrize(("width", "narrow"), [(260, True), (360, False)])
def test_a_narrow_canvas_gives_its_picture_the_room_beside_the_axis(hung, document_with, picture, width, narrow):
    canvas, document = hung(InputCanvas), document_with("second-layer-output")
    canvas.show_part(evaluate_document(document, 8).input, 0)
    picture(canvas, width, 320)
    assert canvas.narrow == narrow
    assert (canvas.paper.rect.width() > 0.7 * width) == narrow
