"""Lines in pieces look as lines drawn whole, and figures have them whole."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator

from nnexplorer.gui.canvases.drawing.strokes import polyline, segments


def stroke(draw, kind=QImage.Format.Format_RGB32):
    """What `draw` leaves of a white picture."""
    image = QImage(120, 60, kind)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return np.array(image.constBits()).reshape(60, 120, 4)[..., 0].astype(int)


def test_a_line_in_pieces_looks_as_one_drawn_whole():
    x = np.linspace(5, 115, 80)
    pixels = np.column_stack((x, 30 + 20 * np.sin(x / 9)))

    def pieces(painter):
        painter.setPen(QPen(Qt.GlobalColor.black, 2.4))
        polyline(painter, pixels)

    def whole(painter):
        painter.setPen(QPen(Qt.GlobalColor.black, 2.4))
        painter.drawPolyline(QPolygonF([QPointF(*pixel) for pixel in pixels]))

    assert np.abs(stroke(pieces) - stroke(whole)).mean() < 2.0


def test_a_translucent_line_is_not_darker_where_pieces_meet():
    def line(painter):
        painter.setPen(QPen(QColor(0, 0, 0, 90), 6.0))
        polyline(painter, np.array([(10.0, 30.0), (60.0, 30.0), (110.0, 30.0)]))

    assert len(np.unique(stroke(line)[30, 20:100])) == 1


def test_one_point_is_no_line():
    assert (stroke(lambda painter: polyline(painter, np.array([(10.0, 30.0)]))) == 255).all()


def test_segments_lie_where_they_are_told_and_meet():
    def corner(painter):
        painter.setPen(QPen(Qt.GlobalColor.black, 4))
        segments(painter, np.array([(10.0, 10.0, 60.0, 10.0), (60.0, 10.0, 60.0, 50.0)]))

    drawn = stroke(corner)
    assert (drawn[10, 10:62] == 0).all()
    assert (drawn[9:50, 60] == 0).all()
    assert (drawn[30:, :50] == 255).all()


def test_a_figure_has_one_path_and_not_its_pieces():
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    polyline(painter, np.column_stack((np.arange(50.0), np.arange(50.0) % 7)))
    painter.end()
    text = bytes(content.data()).decode()
    assert (text.count("<polyline"), text.count("<line")) == (1, 0)
