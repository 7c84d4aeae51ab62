"""Pixels and data are two names of one place, and the numbers along an axis are round and fit."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from nnexplorer.gui.canvases.drawing.frame import (
    Axes,
    Frame,
    draw_axes,
    round_axes,
    square_frame,
    tick_label,
    ticks,
    widened,
)
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model.settings import ViewSettings

MINUS = "\N{MINUS SIGN}"

places = st.floats(-1e3, 1e3)
lengths = st.floats(1e-2, 1e3)


@st.composite
def intervals(draw):
    low = draw(places)
    return (low, low + draw(lengths))


bounds = st.tuples(intervals(), intervals())
rects = st.builds(QRectF, st.floats(0, 500), st.floats(0, 500), st.floats(5, 2000), st.floats(5, 2000))


@given(rects, bounds, st.tuples(st.floats(-1, 2), st.floats(-1, 2)))
def test_data_come_back_from_their_pixels(rect, bounds, share):
    frame, low, length = Frame(rect, bounds), np.array(bounds)[:, 0], np.ptp(np.array(bounds), axis=1)
    point = low + length * share
    np.testing.assert_allclose(frame.to_data(frame.to_pixels(point)), point, atol=1e-9 * (1 + np.abs(point).max()))


@given(rects, bounds)
def test_the_corners_of_the_data_are_those_of_the_rectangle_with_the_second_axis_upwards(rect, bounds):
    (x_low, x_high), (y_low, y_high) = bounds
    pixels = Frame(rect, bounds).to_pixels(np.array([[x_low, y_high], [x_high, y_low]]))
    np.testing.assert_allclose(pixels, [[rect.left(), rect.top()], [rect.right(), rect.bottom()]], atol=1e-6)
    got = Frame(rect, bounds).rectangle(bounds)
    np.testing.assert_allclose(got.getRect(), rect.getRect(), atol=1e-6)


@given(rects, bounds)
def test_both_axes_of_a_square_frame_have_one_scale_and_fill_the_space_one_way(rect, bounds):
    frame = square_frame(rect, bounds)
    across, up = (high - low for low, high in bounds)
    assume(min(rect.width() / across, rect.height() / up) * min(across, up) > 1)  # a frame has a pixel at least
    assert frame.rect.width() / across == pytest.approx(frame.rect.height() / up, rel=1e-6)
    gaps = rect.width() - frame.rect.width(), rect.height() - frame.rect.height()
    assert min(gaps) == pytest.approx(0, abs=1e-6)
    assert max(gaps) >= -1e-6
    assert (frame.rect.center() - rect.center()).manhattanLength() < 1e-6


def test_widened_bounds_keep_their_middle():
    np.testing.assert_allclose(widened(((0, 2), (-1, 1)), 1.5), [[-0.5, 2.5], [-1.5, 1.5]])


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4), st.integers(2, 12))
def test_ticks_are_round_few_and_inside(low, length, most):
    high = low + length
    found = np.array(ticks(low, high, most))
    assert len(found) <= most
    assume(len(found) > 1)
    steps = np.diff(found)
    step = steps[0]
    np.testing.assert_allclose(steps, step, rtol=1e-6, atol=1e-9)
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-6)
    assert min(abs(mantissa - wanted) for wanted in (1, 2, 5)) < 1e-4
    np.testing.assert_allclose(found / step, np.round(found / step), atol=1e-4)
    assert found[0] >= low - 1e-6 * step - 1e-12
    assert found[-1] <= high + 1e-6 * step + 1e-12


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4), st.integers(3, 12))
def test_room_for_three_ticks_has_one_at_least(low, length, most):
    assert ticks(low, low + length, most)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (math.nan, 1), (0, math.inf)])
def test_no_range_has_no_ticks(low, high):
    assert ticks(low, high, 5) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (-0.5, f"{MINUS}0.5"),
        (-100, f"{MINUS}100"),
        (0.02, "0.02"),
        (-2e5, f"{MINUS}2\N{MIDDLE DOT}10<sup>5</sup>"),
        (1e-4, f"10<sup>{MINUS}4</sup>"),
    ],
)
def test_labels_are_short_and_use_a_true_minus(value, text):
    assert tick_label(value) == text


@given(st.floats(-1e4, 1e4), st.floats(1e-2, 1e4))
def test_labels_have_no_hyphen(low, length):
    assert not any("-" in tick_label(value) for value in ticks(low, low + length, 5))


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (-1, 1),
        (0, 5000),
        (-3, 0.5),
        (9, 11),
        (1, 1.2),
    ],
)
def test_the_labels_along_an_axis_differ_and_say_their_values(low, high):
    values = ticks(low, high, 5)
    assert [float(tick_label(value).replace(MINUS, "-")) for value in values] == pytest.approx(values)


def test_axes_have_more_ticks_where_there_is_more_room(style):
    few, many = (round_axes(Frame(QRectF(0, 0, w, 60), ((-1, 1), (-1, 1))), "x", "y", style) for w in (70, 900))
    assert len(few.x_ticks) < len(many.x_ticks)
    assert len(few.y_ticks) == len(many.y_ticks)


@pytest.mark.parametrize("sizes", [Sizes(), Sizes(2.0), Sizes(2.0, lecture=True), Sizes(font_scale=2.0)])
def test_the_numbers_along_an_axis_stand_apart_in_any_type(qapp, sizes):
    style = style_for(ViewSettings(), Look("light", sizes=sizes))
    for width in range(100, 1300, 50):
        frame = Frame(QRectF(0, 0, width, width), ((-1.2, 1.2), (-1.2, 1.2)))
        values = round_axes(frame, "x", "y", style).x_ticks
        places = [frame.point(value, 0).x() for value in values]
        widest = max(style.text_width(tick_label(value), "small") for value in values)
        assert all(np.diff(places) > widest)


def test_a_frame_whose_second_axis_goes_down_is_the_mirror_image():
    up = Frame(QRectF(10, 20, 200, 100), ((-1.0, 3.0), (0.0, 2.0)))
    down = replace(up, down=True)
    points = np.array([(-1.0, 0.0), (0.5, 1.7), (3.0, 2.0)])
    mirrored = down.to_pixels(points)
    assert np.allclose(mirrored[:, 0], up.to_pixels(points)[:, 0])
    assert np.allclose(mirrored[:, 1], 2 * up.rect.center().y() - up.to_pixels(points)[:, 1])
    assert np.allclose(down.to_data(mirrored), points)
    part = ((0.0, 1.0), (0.5, 1.0))
    assert down.rectangle(part) == QRectF(60, 45, 50, 25)
    assert up.rectangle(part) == QRectF(60, 70, 50, 25)


@pytest.mark.parametrize("numbers", [(), (-0.5, 0.5)])
def test_an_upright_zero_line_stands_where_numbers_along_the_axis_say_what_is_zero(qapp, numbers):
    picture = QImage(200, 100, QImage.Format.Format_RGB32)
    picture.fill("white")
    frame = Frame(QRectF(50, 10, 100, 60), ((-1.0, 1.0), (-1.0, 1.0)))
    painter = QPainter(picture)
    draw_axes(painter, frame, Axes(numbers, (-0.5, 0.5), zero=True), style_for(ViewSettings(), Look("light")))
    painter.end()
    zero = frame.to_pixels(np.zeros(2))
    upright = QPointF(zero[0], 15).toPoint()
    assert (picture.pixelColor(upright).name() != "#ffffff") == bool(numbers)
