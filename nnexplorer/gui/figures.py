"""Figures: canvases painted to PNG, SVG and PDF, without a window; the window and the command line share them."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QMarginsF, QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from nnexplorer.compute.approximation import quick_trials, sweep, sweep_part
from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.summary import summary_part
from nnexplorer.gui import pdf
from nnexplorer.gui.arrangement import Arrangement, large_rows
from nnexplorer.gui.fonts import FACES, FAMILY, load_fonts
from nnexplorer.gui.style import Look, Style, style_for
from nnexplorer.gui.theme import Sizes
from nnexplorer.model import carriers, edits, storage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nnexplorer.gui.canvases.base import Canvas
    from nnexplorer.model.document import Document

VIEWS = ("input", "hidden", "output", "surface", "activation", "diagram", "loss", "sweep", "table")
"""The single canvases; `window` is the whole window, see nnexplorer.gui.app."""

WIDTHS = (16, 16384)
DEFAULT_WIDTH = 1600

DESIGN_WIDTH = 900.0
"""Pixels across which a scene's arrangement is laid out before it is scaled to the width that was asked for."""

FLAT = {"hidden": 190, "loss": 170}
"""Heights of the flat canvases of an arrangement at DESIGN_WIDTH."""

LEAST_HEIGHT = 380.0
"""Height that a row of large canvases has at least, however narrow they are."""

SINGLE = {
    "input": (480, 470),
    "output": (480, 470),
    "hidden": (900, 200),
    "surface": (640, 500),
    "activation": (900, 460),
    "diagram": (900, 520),
    "sweep": (800, 500),
    "table": (900, 460),
    "loss": (720, 240),
}
"""Layout sizes of the single canvases."""

TYPE = 1.2
"""Type of a figure against that of the window: it is read from further away."""

RESOLUTION = 512
"""Samples along a colour map's axes: sharp on a projector, and a small file."""

PDF_RESOLUTION = 1200
SCREEN_RESOLUTION = 96


@dataclass(frozen=True)
class FigureOptions:
    """How a figure looks: its canvas (None for the scene's own arrangement), theme, palette and type."""

    view: str | None = None
    theme: str = "light"
    palette: str = "safe"
    font_scale: float = 1.0


@dataclass(frozen=True)
class Figure:
    """Something to be painted: its size in design pixels, its ground, and how it is painted there."""

    size: QSizeF
    ground: QColor
    paint: Callable[[QPainter], None]
    close: Callable[[], object]
    """Let go of the widgets behind it."""
    document: Document | None = None
    """What is shown, which the figure's file carries; None for a figure of something else."""

    def pixels(self, width: int) -> QSize:
        """Whole pixels of a picture `width` pixels wide."""
        return QSize(width, max(1, round(width * self.size.height() / self.size.width())))


def document_figure(document: Document, options: FigureOptions) -> Figure:
    """The figure of a document's current frame, through the same canvases that the window has."""
    load_fonts()
    sizes = Sizes(font_scale=TYPE * options.font_scale)
    style = style_for(document.view, Look(options.theme, options.palette, sizes))
    shown = document
    if options.view is not None:
        document = edits.set_view(document, canvases=(options.view,))
    evaluation = evaluate_document(document, RESOLUTION)
    arrangement = Arrangement(style)
    names = _names(document, options.view)
    arrangement.show_only(names)
    arrangement.show_evaluation(evaluation)
    arrangement.loss.show_run([document.step], [evaluation.loss], [])
    if "table" in names:
        arrangement.table.show_part(summary_part(document))
    if "sweep" in names:
        rows = list(sweep(document, quick_trials(document), jobs=1))
        arrangement.sweep.show_part(sweep_part(rows, held_out=document.tested is not None))
    _settle(arrangement, *_size(names))
    canvases = [arrangement.canvas(name) for name in names]
    return _figure(arrangement, canvases, style, shown)


def _names(document: Document, view: str | None) -> tuple[str, ...]:
    """Canvases to draw. A document has no course of training to show unless it is asked for."""
    if view is not None:
        return (view,)
    return tuple(name for name in document.view.canvases if name in SINGLE and name != "loss") or ("input",)


def _size(names: tuple[str, ...]) -> tuple[int, int]:
    """Layout size of an arrangement: its large canvases about square, the flat ones low."""
    if len(names) == 1:
        return SINGLE[names[0]]
    rows, columns = large_rows(names)
    large = rows * max(DESIGN_WIDTH / max(columns, 2), LEAST_HEIGHT)
    return (round(DESIGN_WIDTH), round(large + sum(FLAT[name] for name in FLAT if name in names)))


def _settle(widget: QWidget, width: int, height: int) -> None:
    """Give a widget its size and lay it out without a window: Qt does so before it grabs one."""
    widget.resize(width, height)
    widget.grab(QRect(0, 0, 1, 1))


def _figure(widget: QWidget, canvases: list[Canvas], style: Style, document: Document) -> Figure:
    def paint(painter: QPainter) -> None:
        for canvas in canvases:
            corner = QPointF(canvas.mapTo(widget, QPointF(0, 0)) if canvas is not widget else QPointF(0, 0))
            canvas.paint_on(painter, QRectF(corner, QSizeF(canvas.viewport().size())))

    return Figure(QSizeF(widget.size()), style.color("card"), paint, widget.deleteLater, document)


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


def _encode_png(figure: Figure, width: int) -> bytes:
    image = QImage(figure.pixels(width), QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise OSError(f"not enough memory for a picture {width} pixels wide")
    image.fill(figure.ground)
    _paint(figure, image, width / figure.size.width())
    target = _Target()
    image.save(target, "PNG")  # type: ignore[call-overload]
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
    return with_fonts(re.sub(rb'<svg width="[\d.]+mm" height="[\d.]+mm"', pixels, target.bytes(), count=1))


def _encode_pdf(figure: Figure, width: int) -> bytes:
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
        if ground is not None:
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


FORMATS = ("png", "svg", "pdf")

ENCODERS: dict[str, Callable[[Figure, int], bytes]] = {
    "png": _encode_png,
    "svg": _encode_svg,
    "pdf": _encode_pdf,
}
"""By format; a new format is one entry here."""
