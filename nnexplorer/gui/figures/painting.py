"""Figures: canvases painted to PNG, SVG and PDF, without a window; the window and the command line share them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QHashSeed, QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from nnexplorer.gui.figures import pdf
from nnexplorer.gui.figures.stage import RESOLUTION, VIEWS, Figure, FigureOptions, Stage
from nnexplorer.gui.look.fonts import FACES, FAMILY
from nnexplorer.model import carriers, storage

if TYPE_CHECKING:
    from nnexplorer.gui.canvases.drawing.courses import Course
    from nnexplorer.model.document import Document

__all__ = ["VIEWS", "Figure", "FigureOptions", "check_format", "check_width", "document_figure", "encode", "painted"]

WIDTHS = (16, 16384)
DEFAULT_WIDTH = 1600

PDF_RESOLUTION = 1200
SCREEN_RESOLUTION = 96


def document_figure(document: Document, options: FigureOptions, course: Course | None = None) -> Figure:
    """The figure of a document's current frame, through the same canvases that the window has.

    Its error shows the `course` of training, if there is one.
    """
    return Stage(document, options, RESOLUTION).show(document, course)


def encode(figure: Figure, file_format: str, width: int) -> bytes:
    """Paint a figure `width` pixels wide as the bytes of a 'png', 'svg' or 'pdf' file that carries its document.

    Raises
    ------
    ValueError
        For another format, a width out of range, or a document that is too large to be carried.
    OSError
        If there is no memory for that many pixels.
    """
    check_width(width)
    check_format(file_format)
    painted = ENCODERS[file_format](figure, width)
    if figure.document is None or file_format not in carriers.CARRIERS:
        return painted
    return carriers.embed(painted, file_format, storage.encode(figure.document))


def check_width(width: int) -> None:
    """ValueError for a width out of range."""
    if not WIDTHS[0] <= width <= WIDTHS[1]:
        raise ValueError(f"width: expected {WIDTHS[0]} to {WIDTHS[1]} pixels, got {width}")


def check_format(file_format: str) -> None:
    """ValueError for a format that there is no encoder of."""
    if file_format not in ENCODERS:
        raise ValueError(f"figure format '{file_format}' is unknown; there are {', '.join(ENCODERS)}")


def painted(figure: Figure, width: int) -> QImage:
    """Paint a figure on a picture `width` pixels wide; OSError if there is no memory for it."""
    image = QImage(figure.pixels(width), QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise OSError(f"not enough memory for a picture {width} pixels wide")
    image.fill(figure.ground)
    _paint(figure, image, width / figure.size.width())
    return image


def _encode_png(figure: Figure, width: int) -> bytes:
    target = _Target()
    painted(figure, width).save(target, "PNG")  # type: ignore[call-overload]
    return target.bytes()


def _encode_svg(figure: Figure, width: int) -> bytes:
    size, target = figure.pixels(width), _Target()
    generator = QSvgGenerator()
    generator.setOutputDevice(target)
    generator.setResolution(SCREEN_RESOLUTION)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle("nnexplorer")
    _paint(figure, generator, width / figure.size.width(), size)
    # Qt writes millimetres, rounded.
    pixels = f'<svg width="{size.width()}" height="{size.height()}"'.encode()
    sized = re.sub(rb'<svg width="[\d.]+mm" height="[\d.]+mm"', pixels, target.bytes(), count=1)
    return with_fonts(NO_XML.sub(b"", sized))


def _encode_pdf(figure: Figure, width: int) -> bytes:
    QHashSeed.setDeterministicGlobalSeed()  # Qt writes fonts in the order of a table that is else by chance
    try:
        return _written_pdf(figure, width)
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _written_pdf(figure: Figure, width: int) -> bytes:
    size, target = figure.pixels(width), _Target()
    writer = QPdfWriter(target)
    writer.setResolution(PDF_RESOLUTION)
    points = 72 / SCREEN_RESOLUTION
    page = QSizeF(size.width() * points, size.height() * points)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle("nnexplorer")
    writer.setCreator("nnexplorer")
    scale = width / figure.size.width() * PDF_RESOLUTION / SCREEN_RESOLUTION
    _paint(figure, writer, scale, size * (PDF_RESOLUTION / SCREEN_RESOLUTION))
    return pdf.finished(target.bytes(), page)


def _paint(figure: Figure, device: QPaintDevice, scale: float, ground: QSize | None = None) -> None:
    painter = QPainter(device)
    if not painter.isActive():
        raise OSError("the figure could not be painted: Qt has no painter for it")
    try:
        if ground is not None and figure.ground.alpha():
            painter.fillRect(QRect(QPoint(0, 0), ground), figure.ground)
        painter.scale(scale, scale)
        figure.paint(painter)
    finally:
        painter.end()


class _Target(QBuffer):
    """A file in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.open(QBuffer.OpenModeFlag.WriteOnly)

    def bytes(self) -> bytes:
        """What was written."""
        return bytes(self.data().data())


def with_fonts(svg: bytes) -> bytes:
    """Put the shipped typeface's faces that an SVG uses into it, so that it looks the same everywhere."""
    faces = [face for face in FACES if face.used_by(svg)]
    rules = "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{face.weight};font-style:{face.style};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(face.content()).decode()})}}"
        for face in faces
    )
    before, start, after = svg.partition(b"<defs>")
    return before + start + f"<style>{rules}</style>".encode() + after if start else svg


NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters, in UTF-8, that a title may have and XML must not (XML 1.0, section 2.2); nothing of them is seen."""

FORMATS = ("png", "svg", "pdf")

ENCODERS: dict[str, Callable[[Figure, int], bytes]] = {
    "png": _encode_png,
    "svg": _encode_svg,
    "pdf": _encode_pdf,
}
"""By format; a new format is one entry here."""
