"""Figures without a window: what was asked for becomes jobs, and each job writes its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from nnexplorer.gui.app import application, window_figure
from nnexplorer.gui.figures import filming, painting
from nnexplorer.gui.figures.painting import DEFAULT_WIDTH, FigureOptions
from nnexplorer.gui.figures.stage import WINDOW, Stage
from nnexplorer.gui.look.palettes import palette
from nnexplorer.gui.look.theme import theme
from nnexplorer.gui.window_stage import WindowStage
from nnexplorer.model import edits, storage

if TYPE_CHECKING:
    from nnexplorer.gui.figures.subject import Scene
    from nnexplorer.model.document import Document

FONT_SCALES = (0.25, 4.0)


@dataclass(frozen=True)
class Request:
    """What `nnexplorer figures` was asked for; see CLI options of the same names.

    Raises
    ------
    ValueError
        If a format, view, theme or palette is unknown, or a number is out of range.
    """

    formats: Sequence[str] = ("png",)
    width: int = DEFAULT_WIDTH
    view: str | None = None
    all_frames: bool = False
    theme: str = "light"
    palette: str = "safe"
    notation: str | None = None
    index_base: int | None = None
    font_scale: float = 1.0
    transparent: bool = False

    def __post_init__(self) -> None:
        painting.check_width(self.width)
        for file_format in self.formats:
            painting.check_format(file_format)
        _check_view(self.view)
        if self.view == WINDOW and self.transparent:
            raise ValueError("the whole window has a ground of its own; leave --transparent out, or name canvases")
        theme(self.theme)
        palette(self.palette)
        low, high = FONT_SCALES
        if not low <= self.font_scale <= high:
            raise ValueError(f"font scale: expected a number from {low:g} to {high:g}, got {self.font_scale:g}")

    @property
    def options(self) -> FigureOptions:
        """How the figures look."""
        return FigureOptions(self.view, self.theme, self.palette, self.font_scale, self.transparent)

    def look(self, document: Document) -> Document:
        """`document` in the notation that was asked for."""
        wanted = {"notation": self.notation, "index_base": self.index_base}
        changes = {name: value for name, value in wanted.items() if value is not None}
        return edits.set_view(document, **changes) if changes else document


def _check_view(view: str | None) -> None:
    """ValueError for a view, or one of several with commas between, that there is not."""
    names = [] if view in (None, WINDOW) else str(view).split(",")
    if WINDOW in names:
        raise ValueError(f"view '{view}': the whole window goes with no other view")
    for name in names:
        if name not in painting.VIEWS:
            raise ValueError(f"view '{name}' is unknown; there are {', '.join((WINDOW, *painting.VIEWS))}")


OPTIONS = frozenset(field.name for field in fields(Request))
"""Names of everything that can be asked for."""


def stage(document: Document, options: FigureOptions, trained: bool = False) -> Scene:
    """The stage of a film: the canvases that are asked for, or the whole window."""
    if options.view == WINDOW:
        return WindowStage(document, options, trained=trained)
    return Stage(document, options, filming.RESOLUTION, trained)


@dataclass(frozen=True)
class Job:
    """One picture, in one or more formats."""

    name: str
    document: Document
    request: Request

    def render(self, folder: Path) -> Iterator[Path]:
        """Write the picture's files into `folder`, giving each path when it is there.

        Raises
        ------
        OSError
            If a file can't be written.
        """
        application()
        request = self.request
        options = request.options
        make = window_figure if request.view == WINDOW else painting.document_figure
        figure = make(self.document, options)
        try:
            for file_format in dict.fromkeys(request.formats):
                path = folder / f"{self.name}.{file_format}"
                storage.write(painting.encode(figure, file_format, request.width), path)
                yield path
        finally:
            figure.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def jobs(documents: Sequence[tuple[str, Document]], request: Request) -> list[Job]:
    """The pictures of `documents`, each with the name of its file.

    Raises
    ------
    ValueError
        If two of them would have the same name.
    """
    found: dict[str, Job] = {}
    for stem, document in documents:
        shown = request.look(document)
        pictures = [(stem, shown)]
        if request.all_frames:
            pictures = [(f"{stem}-{i}", shown.at_frame(i)) for i in range(document.frames)]
        for name, picture in pictures:
            if name in found and found[name].document is not picture:
                raise ValueError(f"two figures would be called {name}; render them into different folders")
            found[name] = Job(name, picture, request)
    return list(found.values())
