"""A map's colours say the sign and the size of its values, and its scale does not jump under the hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.canvases.drawing.colormap import LARGEST, MapItem, SteadyLimit, map_image, map_images
from nnexplorer.gui.canvases.drawing.frame import Frame

RAMP = [QColor(k, 0, 255 - k).rgba() for k in range(256)]
SQUARE = ((-1.0, 1.0), (-1.0, 1.0))


def reds(values, limit=2.0):
    """Places in the table of the pixels of an image, as rows from its top."""
    image = map_image(np.asarray(values, dtype=np.float32), limit, RAMP)
    return [[image.pixelColor(x, y).red() for x in range(image.width())] for y in range(image.height())]


@given(st.lists(st.tuples(st.floats(allow_nan=True, allow_infinity=True), st.booleans()), max_size=30))
def test_a_limit_grows_at_once_shrinks_only_at_rest_and_stays_a_number(states):
    limit = SteadyLimit(0.5)
    for value, resting in states:
        before, wanted = limit.value, abs(value)
        after = limit.follow(np.array([value, 0.0]), resting)
        assert after == limit.value
        assert 0.5 <= after <= LARGEST
        if not np.isfinite(wanted):
            assert after == before
        elif resting or wanted > before:
            assert after == min(max(wanted, 0.5), LARGEST)
        else:
            assert after == before


def test_a_limit_follows_negative_values_and_bears_none_at_all():
    limit = SteadyLimit()
    assert limit.follow(np.array([-3.0, 1.0]), False) == 3.0
    assert limit.follow(np.array([-1.0]), False) == 3.0
    assert limit.follow(np.array([-1.0]), True) == 1.0
    assert limit.follow(np.array([]), True) > 0


def test_the_limits_of_the_scale_have_the_tables_ends_and_zero_its_middle():
    assert reds([[-2.0, 0.0, 2.0]]) in ([[0, 127, 255]], [[0, 128, 255]])


def test_values_beyond_the_limit_have_the_colours_at_it():
    assert reds([[-50.0, 1e30]]) == [[0, 255]]


def test_the_second_axis_of_an_image_points_upwards():
    top, bottom = reds([[-2.0, -2.0, 2.0], [2.0, 2.0, 2.0]])
    assert top == [255, 255, 255]
    assert bottom == [0, 0, 255]


@pytest.mark.parametrize("limit", [1e-9, 1.0, LARGEST])
def test_what_is_no_number_does_no_harm_to_an_image(limit):
    row = reds([[np.nan, np.inf, -np.inf, limit]], limit)[0]
    assert row[1:] == [255, 0, 255]


@pytest.fixture
def canvas(hung):
    return hung(Canvas)


@pytest.fixture
def item(canvas, style):
    item = MapItem(canvas)
    item.place(Frame(QRectF(20, 20, 100, 60), SQUARE), SQUARE, style.diverging())
    return item


@pytest.mark.parametrize("size", [2, 7, 64])
def test_a_map_fills_its_frame_whatever_its_resolution(item, size):
    for count in (size, 3):
        item.show_values(np.eye(count, dtype=np.float32))
        place = item.mapRectToScene(item.boundingRect())
        np.testing.assert_allclose(place.getRect(), (20, 20, 100, 60), atol=1e-6)


def test_a_map_without_values_is_hidden_until_there_are_some(item):
    item.show_values(None)
    assert not item.isVisible()
    item.show_values(np.eye(3, dtype=np.float32))
    assert item.isVisible()


def test_a_map_is_drawn_on_the_least_scale_asked_for_and_bears_what_is_no_number(item, canvas, picture):
    item.show_values(np.array([[np.nan, np.inf], [-np.inf, 1.0]]), least=4.0)
    assert tuple(item.levels) == (-4.0, 4.0)
    assert np.isfinite(item.image).all()
    picture(canvas)


def test_a_scale_beyond_single_precision_is_drawn_on_the_largest_there_is(item):
    values = np.array([[1.0, -1.0]], dtype=np.float32)
    item.show_values(values, least=1e308)
    assert item.reach == LARGEST
    assert np.isfinite(item.image).all()


@pytest.mark.parametrize("down", [False, True])
def test_many_maps_are_those_one_by_one(down):
    values = np.random.default_rng(0).normal(size=(3, 4, 5)).astype(np.float32)
    values[0, 0, 0], values[1, 2, 3] = np.nan, np.inf
    limits = [0.5, 1.0, 4.0]
    together = map_images(values, limits, RAMP, down)
    assert together == [map_image(one, limit, RAMP, down) for one, limit in zip(values, limits, strict=True)]
    assert together[0].size().toTuple() == (5, 4)
