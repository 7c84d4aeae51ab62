"""A box has its axes where the eye sees them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.boxpaint import BoxPainter
from nnexplorer.gui.canvases.drawing.projection import Box, Camera, fitted

ROOM = QRectF(0, 0, 600, 450)
BOX = Box(((-2.0, 2.0), (0.0, 1.0)), (-1.0, 3.0))


@pytest.fixture
def made(style):
    def make(camera=(-60, 30), room=ROOM):
        view = fitted(Camera.at(*camera), ROOM.adjusted(60, 40, -60, -60))
        return BoxPainter(BOX, view, ("a", "b", "c"), style, room)

    return make


@pytest.mark.parametrize("camera", [(-60, 30), (30, 20), (120, 50), (-150, 10)])
def test_the_inputs_axes_are_the_nearest_edges_and_the_upright_one_is_on_the_left(made, camera):
    box = made(camera)
    first, second, upright = box.axes()
    eye = box.view.camera.eye
    assert first.ends[0, 1] * eye[1] > 0
    assert second.ends[0, 0] * eye[0] > 0
    assert first.ends[0, 2] == pytest.approx(first.ends[1, 2])
    left = box.view.to_pixels(upright.ends)[:, 0].mean()
    assert all(left <= box.view.to_pixels(axis.ends)[:, 0].max() for axis in (first, second))
    assert (first.values, second.values, upright.values) == ((-2, 2), (0, 1), (-1, 3))


def test_ticks_are_round_and_none_where_an_axis_is_seen_from_its_end(made):
    first, _second, upright = made().axes()
    assert made().ticks(first) == [-2, -1, 0, 1, 2]
    above = made((-90, 90))
    assert above.ticks(above.axes()[2]) == []
    assert 0 in made().ticks(upright)


def test_a_box_without_room_has_no_words(made, drawing, style, placed):
    texts = placed("drawing.boxpaint")
    drawing(made(room=QRectF()).draw, style, 600, 450)
    assert texts == []
    assert (drawing(made().draw, style, 600, 450) < 200).any()
    assert {"a", "b", "c"} <= {text for text, _ in texts}


def test_seen_from_above_the_axes_are_along_the_top(made):
    low, high = made((-60, 30)).axes()[0], made((-60, 89)).axes()[0]
    assert low.ends[0, 2] < high.ends[0, 2]
