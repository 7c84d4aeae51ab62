"""Quads are drawn from back to front, lit, and with the lines that lie on them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.compute.parts.contours import contour
from nnexplorer.compute.parts.solids import Relief
from nnexplorer.gui.canvases.drawing.mesh import (
    back_to_front,
    by_strip,
    coarser,
    colors,
    hidden,
    interpolated,
    light,
    mesh,
    mesh_lines,
)
from nnexplorer.gui.canvases.drawing.projection import SIDES, Box, Camera, fitted
from nnexplorer.gui.canvases.drawing.quads import corners

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
CAMERAS = [Camera.at(*angles) for angles in ((-60, 30), (10, 5), (135, 60), (-90, 90), (45, 80), (180, 12))]
RAMP = np.linspace(-1, 1, 256)[:, None] * 100 + 128 + np.zeros((256, 4))


def relief(n=8, height=None):
    axis = np.linspace(-1, 1, n + 1)
    x, y = np.meshgrid(axis, axis)
    values = x * y if height is None else height(x, y)
    return Relief(values, contour(values, SQUARE), 0.0)


def meshed(shown, camera=CAMERAS[0], ends=None):
    view = fitted(camera, QRectF(0, 0, 300, 200))
    return mesh(shown, Box(SQUARE, (-1.0, 1.0)), view, 1.0, RAMP.astype(np.uint8), np.full(3, 255.0), ends)


def place(order):
    """The place (n, n) in the order of the quad in each row and column."""
    n = len(order.rank)
    return np.argsort(order.quads.ravel()).reshape(n, n)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("n", [1, 4, 9])
def test_every_quad_has_one_place(camera, n):
    order = back_to_front(n, camera, SIDES[:2])
    assert sorted(order.quads.ravel()) == list(range(n * n))
    assert sorted(order.rank) == list(range(n))


def test_known_orders():
    low = place(back_to_front(4, Camera.at(-90, 10), SIDES[:2]))
    assert (np.diff(low, axis=0) < 0).all(), "the eye is at the second input's low end: rows from the high one"
    low = place(back_to_front(4, Camera.at(45, 10), SIDES[:2]))
    assert low[0, 0] == 0
    assert low[3, 3] == 15
    above = place(back_to_front(4, Camera.at(-90, 90), SIDES[:2]))
    assert above[1:3, 1:3].min() > above[[0, 0, 3, 3], [0, 3, 0, 3]].max(), "what is under the eye comes last"


@pytest.mark.parametrize("camera", CAMERAS)
def test_what_lies_between_a_quad_and_the_eye_comes_later(camera):
    n = 7
    places = place(back_to_front(n, camera, SIDES[:2]))
    at = 2 * (np.arange(n) + 0.5) / n - 1
    eye = camera.eye
    for i in range(n):
        for j in range(n):
            for share in np.linspace(0, 1, 60)[1:]:
                x, y = at[j] + share * (eye[0] - at[j]), at[i] + share * (eye[1] - at[i])
                if max(abs(x), abs(y)) < 1:
                    row, column = int((y + 1) / 2 * n), int((x + 1) / 2 * n)
                    assert places[row, column] >= places[i, j]


def test_a_surface_is_halved_until_it_has_no_more_quads_than_are_wanted():
    fine = relief(32)
    for most, left in ((64, 32), (32, 32), (31, 16), (9, 8), (0.5, 1)):
        assert len(coarser(fine, most).heights) == left + 1
    assert coarser(fine, 32) is fine
    assert np.array_equal(coarser(fine, 8).heights, fine.heights[::4, ::4])
    assert coarser(fine, 8).zero is fine.zero
    assert len(coarser(relief(9), 4).heights) == 10, "what can't be halved stays"


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_nearer_neighbour_is_painted_later(camera):
    n = 7
    order = back_to_front(n, camera, SIDES[:2])
    places = place(order)
    to_x, to_y = (flags.reshape(n, n) for flags in order.nearer_of(np.arange(n * n)))
    for flags, ranks in ((to_x, places), (to_y.T, places.T)):
        later = ranks[:, 1:] > ranks[:, :-1]
        nearest = ranks.argmax(axis=1)[0]  # the last one of all has none
        for i in set(range(n)) - {nearest}:
            assert later[:, i].all() if flags[0, i] else not later[:, i - 1].any()


def test_light_falls_on_top_and_tells_the_underside():
    flat = corners(np.stack((*np.meshgrid([-0.1, 0.1], [-0.1, 0.1]), np.zeros((2, 2))), axis=-1))
    camera = Camera.at(-60, 30)
    bright, under = light(flat, camera)
    assert 0.3 < bright[0] < 1
    assert not under[0]
    bright, under = light(flat[:, ::-1], camera)
    assert under[0]
    assert np.isfinite(light(np.zeros((2, 4, 3)), camera)[0]).all()


def test_colors_are_the_palettes_lit():
    shade = np.array([0.62, 0.62, 0.0, 1.0])
    painted = colors(np.array([-1.0, 1, 1, 1]), 1.0, RAMP.astype(np.uint8), shade, np.zeros(4, bool), np.zeros(3))
    assert painted[0, 0] < painted[1, 0]
    assert painted[2, 0] < painted[1, 0] < painted[3, 0]
    beyond = colors(np.array([1e300]), 1.0, RAMP.astype(np.uint8), shade[:1], np.zeros(1, bool), np.zeros(3))
    assert (beyond == painted[1]).all()


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("n", [3, 16, 32])
def test_every_piece_of_a_mesh_line_is_drawn_once(camera, n):
    order = back_to_front(n, camera, SIDES[:2])
    grid = np.stack(np.meshgrid(np.arange(n + 1.0), np.arange(n + 1.0)), axis=-1)
    pieces = mesh_lines(grid, order)
    assert len(pieces) == n
    every = np.concatenate(pieces)
    step = max(1, round(n / 16))
    assert len(every) == 2 * n * len(range(0, n + 1, step))
    assert len(np.unique(every, axis=0)) == len(every)


def test_pieces_of_a_curve_follow_their_strip():
    order = back_to_front(4, Camera.at(-90, 10), SIDES[:2])
    assert not order.across
    places = np.array([(0.5, 0.9), (0.5, 0.6), (0.5, 0.1), (0.5, 1.0)])
    assert [list(chosen) for chosen in by_strip(places, order)] == [[], [0, 3], [1], [2]]
    assert all(len(chosen) == 0 for chosen in by_strip(np.zeros((0, 2)), order))


def test_interpolation_meets_the_corners_and_what_is_between():
    heights = np.array([[0.0, 1], [2, 4]])
    places = np.array([(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)])
    assert interpolated(heights, places) == pytest.approx([0, 1, 2, 4, 1.75])


def test_a_hill_hides_what_is_behind_it():
    box, camera = Box(SQUARE, (-1.0, 1.0)), Camera.at(-90, 25)
    hill = relief(16, lambda x, y: np.where(np.hypot(x, y) < 0.4, 1.0, -1.0))
    base = -SIDES[2]
    assert hidden(np.array([(0, 0.3, base), (0, -1.2, base), (0.9, -1.01, base)]), hill, box, camera).tolist() == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_mesh_has_all_its_quads_and_lines(camera):
    ends = np.array([(-1.0, 0.2), (1.0, 0.4)])
    shown = meshed(relief(), camera, ends)
    assert (shown.polygons.shape, shown.colors.shape) == ((64, 4, 2), (64, 3))
    assert len(shown.lines) == len(shown.curve) == len(shown.cut) == 8
    assert sum(map(len, shown.cut)) == 17
    assert sum(map(len, shown.curve)) == len(relief().zero)
    assert sum(map(len, meshed(relief(), camera).cut)) == 0


def test_a_wall_has_one_color_only():
    jump = relief(16, lambda x, y: np.sign(x + 0.3 * y + 0.01))
    plain = meshed(jump)
    one = meshed(Relief(jump.heights, jump.zero, 0.0, jumps=True))
    assert len(np.unique(one.colors, axis=0)) == 3
    assert len(np.unique(plain.colors, axis=0)) > 3


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300])
def test_values_that_are_no_heights_end_at_the_box(value):
    heights = relief().heights.copy()
    heights[3, 4] = value
    shown = meshed(Relief(heights, np.zeros((0, 2, 2)), 0.0))
    assert np.isfinite(shown.polygons).all()
    assert np.abs(shown.polygons).max() < 400
