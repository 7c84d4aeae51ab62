"""Asks where a figure goes, and saves it there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from nnexplorer.gui.figures import DEFAULT_WIDTH, ENCODERS, Figure, encode
from nnexplorer.model import storage

if TYPE_CHECKING:
    from collections.abc import Callable

FILTERS = {"png": "Picture (*.png)", "svg": "Vector graphics (*.svg)", "pdf": "PDF (*.pdf)"}


def ask_for_path(parent: QWidget, name: str) -> Path | None:
    """Ask for the file that a figure called `name` goes to; None if the user thinks better of it."""
    choices = ";;".join(FILTERS[file_format] for file_format in ENCODERS)
    chosen, kind = QFileDialog.getSaveFileName(parent, "Save figure", f"{name}.png", choices)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower().removeprefix(".") in ENCODERS:
        return path
    asked = next(file_format for file_format, text in FILTERS.items() if text == (kind or FILTERS["png"]))
    return path.with_name(f"{path.name}.{asked}")


def save_figure(path: Path, make: Callable[[], Figure]) -> str:
    """Save a figure in the format that the path's ending names; return what to tell the user."""
    try:
        storage.write(encode(make(), path.suffix.lower().removeprefix("."), DEFAULT_WIDTH), path)
    except (OSError, ValueError) as error:
        return f"The figure was not saved: {error}. Choose another place."
    return f"Saved {path}"
