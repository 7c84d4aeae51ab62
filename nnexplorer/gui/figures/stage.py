"""What figures and films are taken of: a document's canvases, arranged on a stage without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF

from nnexplorer.compute.evaluation import Evaluation, evaluate_document
from nnexplorer.compute.experiments.approximation import quick_trials, sweep, sweep_part
from nnexplorer.compute.experiments.summary import summary_part
from nnexplorer.compute.parts.graphs import EXTENT
from nnexplorer.gui.arrangement import Arrangement, large_rows, with_kept
from nnexplorer.gui.canvases.drawing.courses import Course
from nnexplorer.gui.look.fonts import load_fonts
from nnexplorer.gui.look.style import Look, Style, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model import edits

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QWidget

    from nnexplorer.gui.canvases.base import Canvas
    from nnexplorer.model.document import Document
    from nnexplorer.session.kept import KeptRun

VIEWS = ("input", "hidden", "output", "surface", "activation", "diagram", "loss", "sweep", "table")
"""The single canvases."""

WINDOW = "window"
"""The view that is the whole window."""

DESIGN_WIDTH = 900.0
"""Pixels across which a scene's arrangement is laid out before it is scaled to the width that was asked for."""

FLAT = {"hidden": 190, "loss": 170}
"""Heights of the flat canvases of an arrangement at DESIGN_WIDTH."""

TYPE_ROOM = 90.0
"""What a flat canvas is higher by in type twice as large."""

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

TWO_SURFACES = (900, 410)
"""That of two surfaces side by side."""

TYPE = 1.2
"""Type of a figure against that of the window: it is read from further away."""

RESOLUTION = 512
"""Samples along a colour map's axes: sharp on a projector, and a small file."""


@dataclass(frozen=True)
class FigureOptions:
    """How a figure looks: its canvas, or several with commas between, None for the scene's own arrangement.

    Theme and palette go by name; `transparent` leaves the ground out, so that a slide's shows through.
    """

    view: str | None = None
    theme: str = "light"
    palette: str = "safe"
    font_scale: float = 1.0
    transparent: bool = False

    @property
    def canvases(self) -> tuple[str, ...]:
        """The canvases that were asked for; empty for the scene's own."""
        return () if self.view is None else tuple(dict.fromkeys(self.view.split(",")))


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


@dataclass
class Stage:
    """The canvases of a document, or those that were asked for, for its figure.

    The documents of a film are shown in turn; once all of them were measured, their scales are steady.
    """

    document: Document
    options: FigureOptions
    resolution: int = RESOLUTION
    trained: bool = False
    """Whether there is a course of training, which a scene's own arrangement is then drawn with."""
    kept: KeptRun | None = None
    """A run to compare with, whose output is drawn beside the document's."""

    def __post_init__(self) -> None:
        load_fonts()
        options, view = self.options, self.document.view
        sizes = Sizes(font_scale=TYPE * options.font_scale)
        self.style: Style = style_for(view, Look(options.theme, options.palette, sizes))
        self._names = options.canvases or own_canvases(self.document, self.trained)
        self._arrangement = Arrangement(self.style, framed=False)  # else a window beside it would frame its cards
        if self.kept is not None and self.kept.suits(self.document) and "output" in self._names:
            shown = self.kept.seen_as(self.document)
            self._arrangement.show_kept(evaluate_document(shown, self.resolution))
            self._names = with_kept(self._names)
        self._arrangement.show_only(self._names)
        self._extent = EXTENT
        self._steady = False

    def measure(self, document: Document, course: Course | None = None) -> None:
        """Take a document of a film into account: from now on scales grow, and never shrink."""
        self._steady = True
        evaluation = self._evaluated(document)
        self._extent = max(self._extent, evaluation.activation.own.bounds[0][1])
        self._arrangement.show_evaluation(evaluation, resting=False)
        if course is not None:
            course.show_on(self._arrangement.loss)

    def show(self, document: Document, course: Course | None = None) -> Figure:
        """The figure of a document; it is good until the next one is shown. Closing one closes the stage."""
        try:
            evaluation = self._evaluated(document)
        except BaseException:
            self.close()  # whoever asked has no figure to close
            raise
        course = course or Course([document.step], [evaluation.loss])
        arrangement = self._arrangement
        arrangement.show_evaluation(evaluation, resting=not self._steady)
        if self._steady:
            arrangement.loss.hold()
        course.show_on(arrangement.loss)
        if "table" in self._names:
            arrangement.table.show_part(summary_part(document))
        if "sweep" in self._names:
            rows = list(sweep(document, quick_trials(document), jobs=1))
            arrangement.sweep.show_part(sweep_part(rows, held_out=document.tested is not None))
        two = evaluation.solid is not None and evaluation.solid.beside is not None
        _settle(arrangement, *(TWO_SURFACES if two and self._names == ("surface",) else self._size()))
        return self._figure(document)

    def close(self) -> None:
        """Let go of the canvases."""
        self._arrangement.deleteLater()

    def _evaluated(self, document: Document) -> Evaluation:
        asked = self.options.canvases
        shown = edits.set_view(document, canvases=asked) if asked else document
        return evaluate_document(shown, self.resolution, extent=self._extent, fine=True)

    def _size(self) -> tuple[int, int]:
        """Layout size: the large canvases about square, the flat ones low, but high enough for large type."""
        names, room = self._names, TYPE_ROOM * max(0.0, self.options.font_scale - 1)
        if len(names) == 1:
            width, height = SINGLE[names[0]]
            return (width, height + round(room if names[0] in FLAT else 0))
        rows, columns = large_rows(names)
        large = rows * max(DESIGN_WIDTH / max(columns, 2), LEAST_HEIGHT)
        return (round(DESIGN_WIDTH), round(large + sum(FLAT[name] + room for name in FLAT if name in names)))

    def _figure(self, document: Document) -> Figure:
        arrangement, transparent = self._arrangement, self.options.transparent
        canvases: list[Canvas] = [arrangement.canvas(name) for name in self._names]

        def paint(painter: QPainter) -> None:
            for canvas in canvases:
                corner = QPointF(canvas.mapTo(arrangement, QPointF(0, 0)))
                canvas.paint_on(painter, QRectF(corner, QSizeF(canvas.viewport().size())), bare=transparent)

        ground = self.style.translucent("card", 0.0) if transparent else self.style.color("card")
        return Figure(QSizeF(arrangement.size()), ground, paint, self.close, document)


def own_canvases(document: Document, trained: bool) -> tuple[str, ...]:
    """The document's canvases. A course of training is not among them unless there is one."""
    known = tuple(name for name in document.view.canvases if name in SINGLE and name != "loss") or ("input",)
    return (*known, "loss") if trained else known


def _settle(widget: QWidget, width: int, height: int) -> None:
    """Give a widget its size and lay it out without a window: Qt does so before it grabs one."""
    widget.resize(width, height)
    widget.grab(QRect(0, 0, 1, 1))
