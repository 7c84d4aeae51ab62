"""Figures on the clipboard: as a picture and as vectors together, and whoever pastes takes what suits him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from nnexplorer.gui.figures.painting import encode

if TYPE_CHECKING:
    from nnexplorer.gui.figures.stage import Figure

TYPES = {"png": "image/png", "svg": "image/svg+xml"}

WIDEST = 4096
"""Pixels of a picture's width at most: it is made while the user waits, and each program that pastes it has a copy."""


def figure_data(figure: Figure, width: int) -> QMimeData:
    """A figure `width` pixels wide as PNG and SVG, both of which carry its document; errors as for `encode`.

    The picture is `WIDEST` at most, the vectors as wide as they are.
    """
    data, widths = QMimeData(), {"png": min(width, WIDEST), "svg": width}
    for file_format, kind in TYPES.items():
        data.setData(kind, encode(figure, file_format, widths[file_format]))
    data.setImageData(QImage.fromData(data.data(TYPES["png"])))  # for programs that ask for Qt's own, or a bitmap
    return data


def copy_figure(figure: Figure, width: int) -> str:
    """Put a figure on the clipboard; return what to tell the user."""
    try:
        QGuiApplication.clipboard().setMimeData(figure_data(figure, width))
    except (OSError, ValueError) as error:
        return f"The figure was not copied: {error}."
    size = figure.pixels(min(width, WIDEST))
    told = f"Copied as a picture of {size.width()} \N{MULTIPLICATION SIGN} {size.height()} pixels"
    return told + (
        " and as vectors" if width <= WIDEST else ", the most that is copied, and as vectors; save larger ones"
    )
