"""Every format of moving pictures, read back by another program's code: frames, their times, their colours."""

from __future__ import annotations

import io
import sys
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageSequence

from nnexplorer.gui.figures.animations import ANIMATIONS

TIMES = [80, 90, 500, 80]


def pictures(colors=40):
    """Four opaque pictures: a square moves over a ramp of so many colours."""
    made = []
    for i in range(4):
        picture = np.full((34, 61, 4), 255, dtype=np.uint8)
        picture[20:, :colors, 0] = np.linspace(20, 220, min(colors, 61))[None]
        picture[4:12, 5 + 9 * i : 15 + 9 * i, :3] = (191, 83, 12)
        made.append(picture)
    return made


def encoded(name, made):
    encoder = ANIMATIONS[name].encoder(made)
    for picture, time in zip(made, TIMES, strict=True):
        encoder.add(picture, time)
    return encoder.finish()


def decoded(name, content):
    """Pixels and times of every frame."""
    if name == "mp4":
        av = pytest.importorskip("av")
        frames = list(av.open(io.BytesIO(content)).decode(video=0))
        at = [round(1000 * float(frame.pts * frame.time_base)) for frame in frames]
        return [frame.to_ndarray(format="rgb24") for frame in frames], [b - a for a, b in pairwise(at)]
    image = Image.open(io.BytesIO(content))
    assert image.info["loop"] == 0
    frames = [(np.asarray(frame.convert("RGBA")), frame.info["duration"]) for frame in ImageSequence.Iterator(image)]
    return [pixels for pixels, _time in frames], [time for _pixels, time in frames]


@pytest.mark.parametrize("name", ["gif", "png", "apng", "webp"])
def test_frames_come_back_as_they_were_and_as_long(name):
    made = pictures()
    frames, shown = decoded(name, encoded(name, made))
    assert shown == TIMES
    for frame, picture in zip(frames, made, strict=True):
        assert np.array_equal(frame, picture)


def test_a_video_has_every_frame_at_its_time_in_nearly_its_colours():
    made = pictures()
    frames, shown = decoded("mp4", encoded("mp4", made))
    assert shown == TIMES[:3]
    assert [frame.shape for frame in frames] == [(34, 62, 3)] * 4, "its sides are even"
    for frame, picture in zip(frames, made, strict=True):
        assert np.abs(frame[:, :61].astype(float) - picture[..., :3]).mean() < 4


def test_a_video_says_which_colours_it_has_and_has_them():
    av = pytest.importorskip("av")
    color = np.array((200, 30, 90))
    picture = np.full((32, 32, 4), 255, dtype=np.uint8)
    picture[..., :3] = color
    content = encoded("mp4", [picture] * 4)
    with av.open(io.BytesIO(content)) as film:
        context, frame = film.streams.video[0].codec_context, next(film.decode(video=0))
    told = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
    assert told == (1, 1, 1, 1), "BT.709, limited range, by ITU-T H.273"
    planes = frame.to_ndarray().reshape(-1)
    y, u, v = (planes[at] for at in (0, 32 * 32, 32 * 32 + 16 * 16))
    luma = (color @ (0.2126, 0.7152, 0.0722)) / 255
    wanted = (16 + 219 * luma, 128 + 224 * (90 / 255 - luma) / 1.8556, 128 + 224 * (200 / 255 - luma) / 1.5748)
    assert (y, u, v) == pytest.approx(wanted, abs=2)


@pytest.mark.parametrize("name", ["png", "webp"])
def test_what_is_half_transparent_comes_back_so(name):
    made = pictures()
    for i, picture in enumerate(made):
        picture[:, :30, 3] = (0, 90, 180, 255)[i]
    for frame, picture in zip(decoded(name, encoded(name, made))[0], made, strict=True):
        assert np.array_equal(frame[..., 3], picture[..., 3])
        seen = picture[..., 3] > 0
        assert np.array_equal(frame[seen], picture[seen])


def test_a_frame_that_stands_still_is_a_frame_all_the_same():
    made = [pictures()[0]] * 4
    for name in ("gif", "png", "webp"):
        frames, shown = decoded(name, encoded(name, made))
        assert (len(frames), shown) == (4, TIMES)


def test_what_moves_little_makes_a_small_file():
    made = pictures()
    for name in ("gif", "png", "webp"):
        assert len(encoded(name, made)) < 2.2 * len(encoded(name, [made[0]] * 4))


def test_without_what_makes_videos_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(OSError, match=r"an MP4 needs PyAV: pip install 'nnexplorer\[film\]'"):
        ANIMATIONS["mp4"].check()
