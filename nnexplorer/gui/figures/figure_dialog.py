"""Asks how a figure is to look, shows it, and saves or copies it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QWidget

from nnexplorer.gui.actions import CANVAS_TITLES
from nnexplorer.gui.figures import choices
from nnexplorer.gui.figures.clipboard import copy_figure
from nnexplorer.gui.figures.painting import ENCODERS, WIDTHS, encode
from nnexplorer.gui.figures.preview_dialog import PreviewDialog
from nnexplorer.gui.figures.stage import RESOLUTION, WINDOW
from nnexplorer.gui.panels.card import Card, explain
from nnexplorer.gui.panels.looks import USUAL, Looks
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import ChoiceField
from nnexplorer.model import storage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from nnexplorer.gui.figures.choices import Choice
    from nnexplorer.gui.figures.stage import Figure, FigureOptions
    from nnexplorer.gui.figures.subject import Scene, Subject

SIZE = QSize(1080, 660)
"""Pixels of the dialog when it opens, if its window is as large."""

FILTERS = {"png": "Picture (*.png)", "svg": "Vector graphics (*.svg)", "pdf": "PDF (*.pdf)"}
TITLES = {"png": "PNG, a picture", "svg": "SVG, vectors", "pdf": "PDF, vectors"}

REMEMBERED = "figure"
"""Under which name the last choices are kept; those of canvases are a document's own."""

USUALLY: dict[str, Choice] = {**USUAL, "format": "png"}

PREVIEWED = 128
"""Samples along a colour map's axes in the preview."""


class FigureDialog(PreviewDialog):
    """A figure of the canvases that are chosen, in the looks that are chosen."""

    def __init__(self, subject: Subject, parent: QWidget) -> None:
        super().__init__("Figure", SIZE, subject, parent)
        self._window: tuple[FigureOptions, Scene] | None = None
        self._boxes = self._build_canvases()
        self._add_choices(self._build_form(), self._boxes, preview="Preview")
        self._build_buttons()
        self._show_choices()

    def _build_form(self) -> Card:
        card = Card("Figure")
        self._format = ChoiceField(TITLES.items())
        card.add_row("Format", self._format, tip="What the file is; the clipboard gets PNG and SVG both.")
        self._looks = Looks(card, whole=self._subject.whole is not None)
        self._looks.changed.connect(self._changed)
        self._looks.refused.connect(self._told.setText)
        self._format.chosen.connect(lambda _name: self._changed())
        return card

    def _build_canvases(self) -> Card:
        card, grid = Card("Canvases"), QGridLayout()
        self._canvases: dict[str, QCheckBox] = {}
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (name, (title, tip)) in enumerate(CANVAS_TITLES.items()):
            box = self._canvases[name] = QCheckBox(title)
            box.setChecked(name in self._subject.canvases)
            explain(box, title, f"Show {tip}.")
            box.clicked.connect(self._changed)
            grid.addWidget(box, place // 2, place % 2)
        card.column.addLayout(grid)
        return card

    def _build_buttons(self) -> None:
        save, copy, close = Button("Save\N{HORIZONTAL ELLIPSIS}"), Button("Copy"), Button("Close")
        save.setProperty("class", "primary")
        save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        save.setToolTip("Save the figure as a file (Ctrl+S)")
        copy.setToolTip("Copy the figure as PNG and as SVG; whoever pastes takes what suits him")
        for button, act in ((copy, self._copy), (save, self._save), (close, self.close)):
            button.clicked.connect(act)
        save.setDefault(True)
        self.add_row(self._told, copy, save, close)

    # What is chosen -------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> dict[str, Choice]:
        return {**self._looks.choices(), "format": self._format.currentData()}

    @property
    def _width(self) -> int:
        return int(self._chosen["width"])

    @property
    def canvases(self) -> tuple[str, ...]:
        """The canvases that are chosen, the document's own first and in their order."""
        own = self._subject.canvases
        names = (*own, *(name for name in self._canvases if name not in own))
        return tuple(name for name in names if self._canvases[name].isChecked())

    def _show_choices(self) -> None:
        last = choices.remembered(REMEMBERED, USUALLY)
        self._looks.show_choices(last)
        self._format.show_name(str(last["format"]) if last["format"] in TITLES else "png")
        self._boxes.setEnabled(not self._whole)
        self._preview.ask()

    def _changed(self) -> None:
        choices.remember(REMEMBERED, self._chosen)
        self._told.clear()
        self._boxes.setEnabled(not self._whole)
        self._preview.ask()

    @property
    def _whole(self) -> bool:
        """Whether the whole window is chosen."""
        return self._subject.whole is not None and bool(self._chosen["whole"])

    @property
    def _empty(self) -> bool:
        """Whether nothing is chosen that could be shown."""
        return not (self._whole or self.canvases)

    def figure(self, resolution: int = RESOLUTION) -> Figure:
        """The figure that is chosen; its maps may be coarser than a file's."""
        subject = self._subject
        options = subject.options(self._chosen, canvases=self.canvases)
        if options.view != WINDOW:
            return subject.stage(options, resolution).show(subject.document, subject.course)
        if self._window is None or self._window[0] != options:
            self._forget_window()
            self._window = (options, subject.stage(options))
        return replace(self._window[1].show(subject.document, subject.course), close=lambda: None)

    def _forget_window(self) -> None:
        """Close the stage of the whole window, which takes long to make and is kept while its look stays."""
        if self._window is not None:
            self._window[1].close()
        self._window = None

    def _show_preview(self) -> None:
        if self._empty:
            self._about.setText("Choose a canvas: there is nothing to show.")
            return
        figure = self.figure(PREVIEWED)
        try:
            self._preview.show_figure(figure)
            size = figure.pixels(self._width)
        finally:
            figure.close()
        self._about.setText(f"{size.width()} \N{MULTIPLICATION SIGN} {size.height()} pixels")

    # What is done with it -------------------------------------------------------------------------------------

    def _copy(self) -> None:
        if not self._empty:
            self._tell(lambda figure: copy_figure(figure, self._width))

    def _save(self) -> None:
        if self._empty:
            return
        path = ask_for_path(self, self._subject.name, str(self._chosen["format"]))
        if path is not None:
            self._tell(lambda figure: save_figure(path, figure, self._width))

    def done(self, result: int) -> None:
        self._forget_window()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._forget_window()
        super().closeEvent(event)

    def _tell(self, act: Callable[[Figure], str]) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a large one takes seconds
        try:
            with closing(self.figure()) as figure:
                self._told.setText(act(figure))
        finally:
            QGuiApplication.restoreOverrideCursor()


def copied(subject: Subject, canvases: tuple[str, ...] = ()) -> str:
    """Put a subject's figure, or the `canvases` of some names, on the clipboard; return what to tell the user.

    It looks as it was chosen to look last.
    """
    last = choices.remembered(REMEMBERED, USUALLY)
    options = subject.options({**last, "whole": last["whole"] and not canvases}, canvases=canvases)
    figure = subject.stage(options).show(subject.document, subject.course)
    try:
        return copy_figure(figure, min(max(int(last["width"]), WIDTHS[0]), WIDTHS[1]))
    finally:
        figure.close()


def ask_for_path(parent: QWidget, name: str, file_format: str = "png") -> Path | None:
    """Ask for the file that a figure called `name` goes to; None if the user thinks better of it."""
    texts = [FILTERS[file_format], *(text for one, text in FILTERS.items() if one != file_format)]
    chosen, kind = QFileDialog.getSaveFileName(parent, "Save figure", f"{name}.{file_format}", ";;".join(texts))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower().removeprefix(".") in ENCODERS:
        return path
    asked = next(file_format for file_format, text in FILTERS.items() if text == (kind or texts[0]))
    return path.with_name(f"{path.name}.{asked}")


def save_figure(path: Path, figure: Figure, width: int) -> str:
    """Save a figure in the format that the path's ending names; return what to tell the user."""
    try:
        storage.write(encode(figure, path.suffix.lower().removeprefix("."), width), path)
    except (OSError, ValueError) as error:
        return f"The figure was not saved: {error}. Choose another place."
    return f"Saved {path}"
