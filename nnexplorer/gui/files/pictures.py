"""Reads pictures from files: any PNG or JPEG, however large, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from nnexplorer.model import carriers, storage
from nnexplorer.model.image_files import JPEG, MOST_BYTES, PNG, check
from nnexplorer.model.pictures import LARGEST_SIDE, Picture

if TYPE_CHECKING:
    from pathlib import Path

MOST_PIXELS, MOST_MEGABYTES = {"png": 2**25, "jpeg": 2**30}, 256
"""Pixels that are read at all, of a JPEG more since it is scaled down while it is decoded; what that may take."""


def is_picture(path: Path) -> bool:
    """Whether a file is a picture, by its content; one that can't be read is none."""
    try:
        with path.open("rb") as file:
            return file.read(8).startswith((PNG, JPEG))
    except OSError:
        return False


def is_bare(path: Path) -> bool:
    """Whether a file is a picture that carries no document of ours."""
    return is_picture(path) and not carriers.is_marked(path)


def read_picture(path: Path) -> Picture:
    """Read a picture, scaled down to `LARGEST_SIDE` a side; what is transparent is white.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no PNG and no JPEG, or is damaged or too large.
    """
    with storage.naming(path), path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    check(content)
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    try:
        image = _read(content)
    finally:
        QImageReader.setAllocationLimit(before)
    return Picture(_brightness(image))


def _read(content: bytes) -> QImage:
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind, size = bytes(reader.format().data()).decode(), reader.size()
    if kind not in MOST_PIXELS:
        raise ValueError("expected a picture, PNG or JPEG")
    if size.width() * size.height() > MOST_PIXELS[kind]:
        raise ValueError(f"the picture is too large, {size.width()} by {size.height()} pixels; scale it down first")
    if max(size.width(), size.height()) > LARGEST_SIDE:
        reader.setScaledSize(
            size.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image = reader.read()
    if image.isNull():
        raise ValueError(f"the picture can't be read: {reader.errorString().rstrip('.').lower()}")
    return image


def _brightness(image: QImage) -> np.ndarray:
    """The brightness of every pixel over a white ground, (H, W) from 0 to 1."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor("white"))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    grey = flat.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()] / 255.0
