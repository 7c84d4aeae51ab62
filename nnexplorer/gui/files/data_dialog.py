"""Asks which file samples come from or go to, reads and writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from nnexplorer.gui.files.pictures import is_picture, read_picture
from nnexplorer.model import storage, tables

if TYPE_CHECKING:
    from nnexplorer.model.network import Array
    from nnexplorer.model.pictures import Picture

FILTER = "Table (*.csv)"

SOURCES = ("Tables and pictures (*.csv *.png *.jpg *.jpeg)", FILTER, "Pictures (*.png *.jpg *.jpeg)", "All files (*)")


def ask_for_source(parent: QWidget) -> Path | None:
    """Ask for the file that samples are read from; None if the user thinks better of it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Import data", "", ";;".join(SOURCES))
    return Path(chosen) if chosen else None


def ask_for_goal(parent: QWidget, name: str) -> Path | None:
    """Ask for the file that samples are written to, called `name` at first; None if the user thinks better of it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "Export data", f"{name}.csv", FILTER)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_name(f"{path.name}.csv")


def read(path: Path) -> tuple[Array, Array] | Picture:
    """Read samples, X (M,D) and Y (M,K), or a picture; ValueError, in one sentence, where that can't be done."""
    try:
        storage.check_waits_for_nobody(path)
        return read_picture(path) if is_picture(path) else tables.read_csv(path)
    except (OSError, ValueError) as error:
        raise ValueError(f"The data were not imported: {_line(error)}.") from None


def write(X: Array, Y: Array, path: Path) -> str:
    """Write samples; return what to tell the user."""
    try:
        tables.write_csv(X, Y, path)
    except (OSError, ValueError) as error:
        return f"The data were not exported: {_line(error)}. Choose another place."
    return f"Saved {path}"


def _line(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split())
