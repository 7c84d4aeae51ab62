"""A GIF, read back by another program's code: its colours, its times, and what of a frame it holds."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageSequence

from nnexplorer.gui.figures.gif import COLORS, Gif

INK = (191, 83, 12)


def sheet(height=40, width=60, color=(255, 255, 255)):
    """An opaque picture of one colour."""
    return np.full((height, width, 4), (*color, 255), dtype=np.uint8)


def written(made, times=None):
    gif = Gif(made)
    for picture, milliseconds in zip(made, times or [80] * len(made), strict=True):
        gif.add(picture, milliseconds)
    return gif.finish()


def decoded(made):
    """Pixels of every frame."""
    image = Image.open(io.BytesIO(written(made)))
    return [np.asarray(frame.convert("RGBA")) for frame in ImageSequence.Iterator(image)]


def test_many_colours_become_the_nearest_of_a_gifs_and_the_ground_stays_flat():
    rng = np.random.default_rng(0)
    made = []
    for _ in range(4):
        picture = np.full((80, 120, 4), 255, dtype=np.uint8)
        picture[:, :, :3] = (21, 24, 29)
        picture[20:, :60, :3] = rng.integers(0, 256, (60, 60, 3))
        made.append(picture)
    frames = decoded(made)
    for frame, picture in zip(frames, made, strict=True):
        assert (frame[:, 60:] == (21, 24, 29, 255)).all()
        assert (frame[:20] == (21, 24, 29, 255)).all()
        assert np.abs(frame.astype(float) - picture).mean() < 16
        assert len(np.unique(frame.reshape(-1, 4), axis=0)) <= COLORS


@pytest.mark.parametrize("colors", [1, 2, COLORS])
def test_as_many_colours_as_a_gif_has_are_exact(colors):
    first = sheet(16, 255)
    first[:, :colors, 0] = np.arange(colors)
    second = first.copy()
    second[4:8, 10:20] = first[0, 0]
    for frame, picture in zip(decoded([first, second]), (first, second), strict=True):
        assert (frame == picture).all()


def test_only_what_has_changed_is_in_a_frame():
    still = sheet()
    moved = still.copy()
    moved[10:14, 20:25, :3] = INK
    image = Image.open(io.BytesIO(written([still, moved])))
    image.seek(1)
    assert image.dispose_extent == (20, 10, 25, 14)


def test_no_frame_is_shorter_than_viewers_show():
    image = Image.open(io.BytesIO(written([sheet(), sheet(color=INK)], [3, 250])))
    shown = [frame.info["duration"] for frame in ImageSequence.Iterator(image)]
    assert (shown, image.info["loop"]) == ([10, 250], 0)
