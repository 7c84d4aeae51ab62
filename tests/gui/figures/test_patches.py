"""What moves from frame to frame, and how long frames are shown."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.gui.figures.patches import patch, times


def picture(fill=255):
    return np.full((6, 8, 4), fill, dtype=np.uint8)


def pasted(old, part):
    new = old.copy()
    height, width = part.pixels.shape[:2]
    place = new[part.top : part.top + height, part.left : part.left + width]
    shown = part.pixels[..., 3:] > 0 if part.over else np.ones((height, width, 1), dtype=bool)
    place[...] = np.where(shown, part.pixels, place)
    return new


def test_the_first_frame_is_whole():
    part = patch(None, picture())
    assert (part.pixels.shape, part.left, part.top, part.over) == ((6, 8, 4), 0, 0, False)


def test_only_what_has_changed_is_kept_and_the_rest_is_clear():
    old, new = picture(), picture()
    new[1, 3, 0] = new[4, 5, 1] = 7
    part = patch(old, new)
    assert (part.top, part.left, part.pixels.shape) == (1, 3, (4, 3, 4))
    assert (part.pixels[..., 3] > 0).sum() == 2
    assert np.array_equal(pasted(old, part), new)


def test_what_becomes_transparent_replaces_what_was_there():
    old, new = picture(), picture()
    new[2, 2] = 0
    new[3, 5, 3] = 100
    part = patch(old, new)
    assert not part.over
    assert np.array_equal(pasted(old, part), new)


def test_a_corner_can_be_even():
    old, new = picture(), picture()
    new[3, 5, 0] = 0
    part = patch(old, new, even=True)
    assert (part.top, part.left) == (2, 4)
    assert np.array_equal(pasted(old, part), new)


def test_equal_frames_are_a_clear_pixel():
    part = patch(picture(), picture())
    assert part.pixels.shape == (1, 1, 4)
    assert not part.pixels.any()


@pytest.mark.parametrize(("fps", "unit"), [(12, 10), (12, 1), (24, 1), (30, 10), (0.5, 10), (50, 10)])
def test_times_add_up_to_the_films_length(fps, unit):
    shown = times(60, fps, unit)
    assert sum(shown) == pytest.approx(60_000 / fps, abs=unit)
    assert max(shown) - min(shown) <= unit
    assert {time % unit for time in shown} == {0}
