"""Points are told apart by class and by the side of a split."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from nnexplorer.gui.canvases.drawing.points import KEYS, draw_key, draw_points
from nnexplorer.gui.canvases.drawing.room import TITLE

PLACES = np.array([[20.0, 20.0], [40.0, 20.0], [20.0, 40.0], [40.0, 40.0]])

APART = np.array([(50.0, 100.0), (250.0, 100.0)])


@pytest.fixture
def drawn(style):
    """`drawn(signs, held)` are the colours at the four points."""

    def draw(signs, held):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        draw_points(painter, PLACES, signs, style, held)
        painter.end()
        return [image.pixelColor(int(x), int(y)).name() for x, y in PLACES], image

    return draw


@pytest.mark.parametrize("signs", [None, np.array([True, False, True, False])])
def test_held_points_are_hollow(drawn, style, signs):
    held = np.array([True, True, False, False])
    card = style.color("card").name()
    assert [color == card for color in drawn(signs, held)[0]] == held.tolist()
    assert card not in drawn(signs, None)[0]


def test_hollow_classes_differ(drawn):
    held = np.ones(4, dtype=bool)
    assert drawn(np.ones(4, dtype=bool), held)[1] != drawn(np.zeros(4, dtype=bool), held)[1]


@pytest.mark.parametrize("place", range(3))
def test_the_key_has_as_many_words_as_there_is_room_for(style, words, place):
    said, room = words("drawing.points"), style.text_width(KEYS[place], "small") + style.gap(TITLE[0] + 4) + 0.5
    image = QImage(400, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_key(painter, QPointF(room, 0), "", style)
    painter.end()
    assert said == [KEYS[place]]


def near(seen, style, token):
    color = style.color(token)
    return abs(seen - (color.red(), color.green(), color.blue())).sum(axis=2) < 40


def test_samples_of_two_classes_have_their_colours(style, drawing):
    seen = drawing(lambda painter: draw_points(painter, APART, np.array([True, False]), style), style)
    assert near(seen, style, "positive")[:, :150].sum() > 10
    assert near(seen, style, "negative")[:, 150:].sum() > 10
    assert not near(seen, style, "positive")[:, 150:].any()


def test_samples_of_a_value_have_one(style, drawing):
    seen = drawing(lambda painter: draw_points(painter, APART, None, style), style)
    assert near(seen, style, "soft_ink")[:, :150].sum() == near(seen, style, "soft_ink")[:, 150:].sum() > 10
