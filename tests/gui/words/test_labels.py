"""Rich text on a painter."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from nnexplorer.gui.look.fonts import font, load_fonts
from nnexplorer.gui.words.labels import draw_text, text_size


def painted(html, anchor, halo=None):
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_text(painter, html, QPointF(100, 50), font(20), QColor("black"), anchor, halo)
    painter.end()
    dark = [(x, y) for x in range(200) for y in range(100) if QColor(image.pixel(x, y)).lightness() < 128]
    return [x for x, _ in dark], [y for _, y in dark]


def test_a_text_stands_at_its_anchor(qapp):
    load_fonts()
    left, right = painted("xxx", (0.0, 0.5))[0], painted("xxx", (1.0, 0.5))[0]
    assert min(left) >= 99
    assert max(right) <= 101


def test_indices_are_real_and_long_texts_stay_on_one_line(qapp):
    load_fonts()
    assert text_size("<i>e</i><sub>10</sub>", font(20)).width() > text_size("<i>e</i>", font(20)).width()
    one, many = text_size("word", font(12)), text_size("word " * 60, font(12))
    assert many.height() == one.height()


def test_a_halo_of_another_colour_leaves_the_text(qapp):
    load_fonts()
    assert painted("x", (0.5, 0.5)) == painted("x", (0.5, 0.5), QColor("white"))


@pytest.mark.parametrize("html", ["<i>x</i><sub>1</sub>", "w<sup>(2)</sup>", "<b>h</b>"])
def test_a_text_keeps_its_shape_when_it_is_drawn_much_larger(qapp, html):
    load_fonts()
    shapes = []
    for scale in (2, 4, 9):
        image = QImage(100 * scale, 60 * scale, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.scale(scale, scale)
        draw_text(painter, html, QPointF(30, 20), font(17), QColor("black"))
        painter.end()
        small = image.scaled(100, 60, mode=Qt.TransformationMode.SmoothTransformation)
        shapes.append(np.array([[small.pixelColor(x, y).lightness() for x in range(100)] for y in range(60)]))
    assert (shapes[0] < 128).sum() > 20
    for shape in shapes[1:]:
        assert np.abs(shape - shapes[0]).mean() < 1.0


def test_a_text_at_no_number_is_left_out(qapp):
    load_fonts()
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    for at in (QPointF(math.nan, 1), QPointF(1, math.inf), QPointF(1e300, 1)):
        draw_text(painter, "x", at, font(12), QColor("white"))
    painter.end()
    assert not any(image.constBits())
