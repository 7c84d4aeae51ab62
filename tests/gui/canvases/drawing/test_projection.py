"""A camera goes round a box, and what it sees can be taken back to space."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.projection import (
    AWAY,
    CORNERS,
    HIGHEST,
    LOWEST,
    SIDES,
    Box,
    Camera,
    Projection,
    fitted,
)

ANGLES = [(-60.0, 30.0), (0.0, LOWEST), (135.0, 60.0), (-179.0, HIGHEST), (90.0, 10.0)]


@pytest.mark.parametrize("angles", ANGLES)
def test_axes_are_a_right_handed_basis(angles):
    axes = Camera.at(*angles).axes
    assert axes @ axes.T == pytest.approx(np.eye(3))
    assert np.cross(axes[0], axes[1]) == pytest.approx(axes[2])
    assert Camera.at(*angles).eye == pytest.approx(AWAY * axes[2])


def test_known_views():
    front = Projection(Camera.at(-90, LOWEST), np.zeros(2), 1.0)
    right, up = front.to_pixels(np.array([(1.0, 0, 0), (0, 0, 1.0)]))
    assert right == pytest.approx((1, 0), abs=1e-9)
    assert up[0] == pytest.approx(0, abs=1e-9)
    assert up[1] < -0.9
    above = Projection(Camera.at(-90, 90), np.zeros(2), 1.0)
    assert above.to_pixels(np.array([0, 1.0, 0])) == pytest.approx((0, -1))
    near, far = front.to_pixels(np.array([(1.0, -1.0, 0), (1.0, 1.0, 0)]))
    assert near[0] > 1 > far[0], "what is nearer is larger"


def test_azimuths_go_round_and_elevations_end():
    assert Camera.at(300, 30) == Camera.at(-60, 30)
    assert Camera.at(180, 30).azimuth == -180
    assert (Camera.at(0, 200).elevation, Camera.at(0, -200).elevation) == (HIGHEST, LOWEST)


def test_turning_goes_with_the_hand_and_back():
    camera = Camera.at(-60, 30)
    assert camera.turned(30, 12).turned(-30, -12) == camera
    point = np.array([0.3, -0.8, 0.1])
    before = Projection(camera, np.zeros(2), 100.0).to_pixels(point)
    after = Projection(camera.turned(20, 0), np.zeros(2), 100.0).to_pixels(point)
    assert after[0] > before[0], "the side next to the eye follows the mouse"


@pytest.mark.parametrize("angles", ANGLES)
@pytest.mark.parametrize("z", [-SIDES[2], 0.0, SIDES[2]])
def test_a_point_of_a_level_is_found_again_from_its_pixel(angles, z):
    view = fitted(Camera.at(*angles), QRectF(10, 20, 300, 200))
    points = np.array([(x, y, z) for x in (-1.0, 0.2, 1.0) for y in (-1.0, 0.5, 1.0)])
    assert view.on_level(view.to_pixels(points), z) == pytest.approx(points, abs=1e-9)


@pytest.mark.parametrize("angles", ANGLES)
@pytest.mark.parametrize("rect", [(0, 0, 400, 300), (50, 20, 900, 100), (5, 5, 60, 500), (0, 0, 1, 1)])
def test_the_box_fits_from_every_side_and_keeps_its_size(angles, rect):
    rect = QRectF(*rect)
    views = [fitted(Camera.at(angles[0] + turn, angles[1]), rect) for turn in (0, 17, 63, 190)]
    assert len({round(view.scale, 9) for view in views}) == 1
    for view in views:
        pixels = view.to_pixels(CORNERS)
        slack = 0.01 * max(rect.width(), rect.height())
        assert pixels[:, 0].min() >= rect.left() - slack
        assert pixels[:, 0].max() <= rect.right() + slack
        assert pixels[:, 1].min() >= rect.top() - slack
        assert pixels[:, 1].max() <= rect.bottom() + slack


def test_data_fill_the_box_above_its_base():
    box = Box(((-2, 4), (0, 1)), (-1.0, 3.0))
    assert box.base < -1
    assert box.place(-2, 0, box.base) == pytest.approx((-1, -1, -SIDES[2]))
    assert box.place(4, 1, 3.0) == pytest.approx((1, 1, SIDES[2]))
    assert box.place(np.array([1.0, 4.0]), 0.5, 0.0).shape == (2, 3)
