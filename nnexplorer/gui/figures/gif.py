"""Films as GIF: one table of colours for all frames, no dithering, and of each frame only what has changed."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnexplorer.gui.figures.patches import Pixels, patch

COLORS = 255
"""Colours of a GIF; one more stands for what has not changed."""

COMMON = 48
"""Colours of the most pixels, such as the ground's, which a GIF shows exactly."""


class Gif:
    """A GIF with one table of colours for all frames, taken from samples of them, and without dithering."""

    def __init__(self, samples: Sequence[Pixels]) -> None:
        self._colors = _table([sample[..., :3] for sample in samples])
        self._places = np.full(2**24, COLORS, dtype=np.uint8)
        self._old: Pixels | None = None
        self._parts: list[bytes] = []

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Add an opaque frame."""
        from PIL import Image
        from PIL.GifImagePlugin import getdata

        if self._old is None:
            self._parts.append(self._head(pixels))
        part = patch(self._old, pixels)
        self._old = pixels.copy()
        image = Image.fromarray(np.where(part.pixels[..., 3] > 0, self._indices(part.pixels), np.uint8(COLORS)))
        corner = (part.left, part.top)
        # As grey values Pillow writes the numbers as they are; 1 leaves a frame where it is for the next.
        shown = {"transparency": COLORS, "disposal": 1, "duration": max(10, milliseconds)}
        self._parts.extend(getdata(image, corner, include_color_table=False, **shown))

    def finish(self) -> bytes:
        """The file, which is shown for ever."""
        return b"".join(self._parts) + b";"

    def _head(self, pixels: Pixels) -> bytes:
        height, width = pixels.shape[:2]
        table = np.zeros((COLORS + 1, 3), dtype=np.uint8)
        table[: len(self._colors)] = self._colors
        loop = b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", 0) + b"\0"
        return b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0) + table.tobytes() + loop

    def _indices(self, pixels: Pixels) -> Pixels:
        """Places of the nearest colours; those of colours that were met before are known."""
        codes = _codes(pixels)
        places = self._places[codes]
        unknown = np.unique(codes[places == COLORS])
        if len(unknown):
            self._places[unknown] = _nearest(_parts(unknown), self._colors)
            places = self._places[codes]
        return places


def _codes(pixels: Pixels) -> NDArray[np.int64]:
    """One number for each colour."""
    return np.asarray(pixels[..., :3].astype(np.int64) @ (65536, 256, 1))


def _parts(codes: NDArray[np.int64]) -> Pixels:
    return np.stack([(codes >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(np.uint8)


def _nearest(wanted: Pixels, colors: Pixels) -> Pixels:
    """For each of `wanted` (n, 3) the place of the nearest among `colors` (m, 3)."""
    palette, found = colors.astype(np.float32), []
    for some in np.array_split(wanted.astype(np.float32), 1 + len(wanted) // 4096):
        distances = (palette**2).sum(axis=1) - 2 * some @ palette.T
        found.append(distances.argmin(axis=1).astype(np.uint8))
    return np.concatenate(found)


def _table(samples: Sequence[Pixels]) -> Pixels:
    """At most COLORS colours for all samples (height, width, 3): the most common ones, and what stands for the rest."""
    codes, counts = np.unique(np.concatenate([_codes(sample).ravel() for sample in samples]), return_counts=True)
    if len(codes) <= COLORS:
        return _parts(codes)
    from PIL import Image

    order = np.argsort(-counts, kind="stable")
    common, rest = codes[order[:COMMON]], order[COMMON:]
    # Each of the others as often as the root of its pixels: rare colours of a map's ends count as well.
    often = np.repeat(codes[rest], np.maximum(1, np.sqrt(counts[rest]).astype(int)))
    image = Image.fromarray(_parts(often)[None])
    other = image.quantize(COLORS - COMMON, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE).getpalette()
    return np.concatenate([_parts(common), np.array(other, dtype=np.uint8).reshape(-1, 3)])[:COLORS]
