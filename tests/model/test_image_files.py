"""Pictures that would keep a decoder busy are found out; those that are merely large, or damaged, are not."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from nnexplorer.model import image_files


def encoded(image, **options):
    image.save(file := io.BytesIO(), **options)
    return file.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (3, 500), (700, 1), (333, 257)])
def test_pictures_of_every_kind_pass(mode, size):
    noise = np.random.default_rng(1).integers(0, 255, (size[1], size[0]), dtype=np.uint8)
    image = Image.fromarray(noise).convert(mode)
    assert image_files.check(encoded(image, format="PNG")) is None
    assert image_files.check(encoded(image, format="PNG")[:-20]) is None, "what is cut short is the decoder's business"


@pytest.mark.parametrize("progressive", [True, False])
def test_photographs_pass(progressive):
    assert image_files.check(encoded(Image.new("RGB", (99, 88)), format="JPEG", progressive=progressive)) is None


def test_pixels_beyond_its_size_are_found():
    small, large = (encoded(Image.new("L", (side, side)), format="PNG") for side in (10, 600))
    at = small.index(b"IHDR")
    forged = large[:16] + small[at + 4 : at + 12] + large[24:]
    with pytest.raises(ValueError, match="it unpacks to more than a picture of its size"):
        image_files.check(forged)


def test_too_many_bytes_parts_and_scans_are_found(monkeypatch):
    png = encoded(Image.new("L", (10, 10)), format="PNG")
    jpeg = encoded(Image.new("RGB", (10, 10)), format="JPEG", progressive=True)
    monkeypatch.setattr(image_files, "_MOST_CHUNKS", 2)
    with pytest.raises(ValueError, match="at most 2 parts"):
        image_files.check(png[:33] + png[33:-12] * 3 + png[-12:])
    monkeypatch.setattr(image_files, "_MOST_SCANS", 2)
    with pytest.raises(ValueError, match="at most 2 scans"):
        image_files.check(jpeg)
    monkeypatch.setattr(image_files, "MOST_BYTES", 20)
    with pytest.raises(ValueError, match="too large"):
        image_files.check(png)
