"""Films as files of moving pictures: APNG, WebP and MP4, and the table of all formats."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nnexplorer.gui.figures.gif import Gif
from nnexplorer.gui.figures.patches import Encoder, Pixels, patch

# APNG -------------------------------------------------------------------------------------------------------------


class Apng:
    """A PNG whose frames follow each other."""

    def __init__(self, samples: Sequence[Pixels]) -> None:
        self._size = samples[0].shape[1::-1]
        self._old: Pixels | None = None
        self._count = self._number = 0
        self._parts: list[bytes] = []

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Add a frame."""
        part = patch(self._old, pixels)
        self._old = pixels.copy()
        height, width = part.pixels.shape[:2]
        frame = struct.pack(
            ">5I2H2B", self._next(), width, height, part.left, part.top, milliseconds, 1000, 0, int(part.over)
        )
        self._parts.append(_png_chunk(b"fcTL", frame))
        data = _png_data(part.pixels)
        if self._count == 0:
            self._parts.append(_png_chunk(b"IDAT", data))
        else:
            self._parts.append(_png_chunk(b"fdAT", struct.pack(">I", self._next()) + data))
        self._count += 1

    def _next(self) -> int:
        self._number += 1
        return self._number - 1

    def finish(self) -> bytes:
        """The file, which is shown for ever."""
        head = _png_chunk(b"IHDR", struct.pack(">2I5B", *self._size, 8, 6, 0, 0, 0))
        control = _png_chunk(b"acTL", struct.pack(">2I", self._count, 0))
        return b"".join([b"\x89PNG\r\n\x1a\n", head, control, *self._parts, _png_chunk(b"IEND", b"")])


def _png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png_data(pixels: Pixels) -> bytes:
    """Pixels as a PNG has them, compressed by Pillow, which tries its filters."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    png, data, start = file.getvalue(), [], 8
    while start < len(png):
        (length,) = struct.unpack_from(">I", png, start)
        if png[start + 4 : start + 8] == b"IDAT":
            data.append(png[start + 8 : start + 8 + length])
        start += length + 12
    return b"".join(data)


# WebP -------------------------------------------------------------------------------------------------------------


class Webp:
    """A WebP whose frames are kept to the last pixel, which for drawings is smaller than to lose some."""

    def __init__(self, samples: Sequence[Pixels]) -> None:
        self._size = samples[0].shape[1::-1]
        self._old: Pixels | None = None
        self._parts: list[bytes] = []

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Add a frame."""
        part = patch(self._old, pixels, even=True)
        self._old = pixels.copy()
        height, width = part.pixels.shape[:2]
        place = b"".join(_three(n) for n in (part.left // 2, part.top // 2, width - 1, height - 1, milliseconds))
        self._parts.append(_riff_chunk(b"ANMF", place + bytes([0 if part.over else 2]) + _webp_data(part.pixels)))

    def finish(self) -> bytes:
        """The file, which is shown for ever."""
        width, height = self._size
        head = _riff_chunk(b"VP8X", bytes([0x12, 0, 0, 0]) + _three(width - 1) + _three(height - 1))
        control = _riff_chunk(b"ANIM", struct.pack("<IH", 0, 0))
        content = b"".join([b"WEBP", head, control, *self._parts])
        return b"RIFF" + struct.pack("<I", len(content)) + content


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _riff_chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _webp_data(pixels: Pixels) -> bytes:
    """The chunk that holds a picture's pixels."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", lossless=True, quality=60, method=1)
    webp, start = file.getvalue(), 12
    while webp[start : start + 4] != b"VP8L":
        (length,) = struct.unpack_from("<I", webp, start + 4)
        start += 8 + length + length % 2
    (length,) = struct.unpack_from("<I", webp, start + 4)
    return webp[start : start + 8 + length + length % 2]


# MP4 --------------------------------------------------------------------------------------------------------------


def check_mp4() -> None:
    """OSError, which says what to do, where nothing can make an MP4."""
    try:
        import av  # noqa: F401
    except ImportError:
        raise OSError("an MP4 needs PyAV: pip install 'nnexplorer[film]', or give a .webp, .gif or .png") from None


BT709, LIMITED = 1, 1
"""What ITU-T H.273 calls the colours of BT.709, and a range from 16 to 235: players guess where a film is silent."""


class Mp4:
    """A film in H.264, which every player and slide program shows."""

    def __init__(self, samples: Sequence[Pixels]) -> None:
        from fractions import Fraction

        import av

        height, width = samples[0].shape[:2]
        self._file, self._time = io.BytesIO(), 0
        self._container = av.open(self._file, "w", format="mp4")
        stream = self._container.add_stream("libx264", options={"crf": "16", "preset": "medium", "tune": "animation"})
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        self._stream = stream

    def add(self, pixels: Pixels, milliseconds: int) -> None:
        """Add an opaque frame."""
        import av

        height, width = pixels.shape[:2]
        even = np.pad(pixels[..., :3], ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
        frame = frame.reformat(
            format="yuv420p", dst_colorspace="ITU709", src_color_range="JPEG", dst_color_range="MPEG"
        )
        frame.pts, frame.time_base = self._time, self._stream.time_base
        frame.duration = milliseconds
        self._time += milliseconds
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> bytes:
        """The file, which is shown once."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._file.getvalue()


# All of them ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Animation:
    """A format of moving pictures: its title, what encodes it, and what it can do."""

    title: str
    encoder: Callable[[Sequence[Pixels]], Encoder]
    unit: int
    """Milliseconds in which it counts."""
    transparent: bool
    """Whether its ground may be left out."""
    samples: int = 1
    """Pictures from all over a film that its encoder wants to see before."""
    check: Callable[[], None] = lambda: None


ANIMATIONS = {
    "gif": Animation("GIF", Gif, 10, transparent=False, samples=6),
    "png": Animation("APNG", Apng, 1, transparent=True),
    "apng": Animation("APNG", Apng, 1, transparent=True),
    "webp": Animation("WebP", Webp, 1, transparent=True),
    "mp4": Animation("MP4", Mp4, 1, transparent=False, check=check_mp4),
}
"""By a file's ending; a new format is one entry here."""
