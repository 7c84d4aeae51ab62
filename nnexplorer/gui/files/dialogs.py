"""Asks for files, and whether changes are to be saved; tests answer in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

Answer = Literal["save", "discard", "cancel"]

OnChange = Literal["replace", "elsewhere", "cancel"]
"""What is done where the file is no longer the one that was opened."""

SUFFIX = ".nnx"

DOCUMENTS, FIGURES = "Documents and lectures (*.nnx)", "Figures that carry a document (*.png *.svg *.pdf)"

OPEN_FILTERS = (
    "All that opens (*.nnx *.png *.svg *.pdf *.csv *.jpg *.jpeg)",
    DOCUMENTS,
    FIGURES,
    "Samples (*.csv)",
    "Pictures to be learnt (*.png *.jpg *.jpeg)",
)
SAVE_FILTER = "Document (*.nnx)"


class FileDialogs:
    """The questions of the File menu, asked over `parent`."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def ask_open(self, folder: Path) -> Path | None:
        """Ask for the file to open; None if the user thinks better of it."""
        chosen, _kind = QFileDialog.getOpenFileName(self._parent, "Open", str(folder), ";;".join(OPEN_FILTERS))
        return Path(chosen) if chosen else None

    def ask_several(self, folder: Path) -> list[Path]:
        """Ask for files that documents are in; none if the user thinks better of it."""
        filters = f"{DOCUMENTS};;{FIGURES}"
        chosen, _kind = QFileDialog.getOpenFileNames(self._parent, "Add files", str(folder), filters)
        return [Path(one) for one in chosen]

    def ask_folder(self, folder: Path) -> Path | None:
        """Ask for a folder; None if the user thinks better of it."""
        chosen = QFileDialog.getExistingDirectory(self._parent, "Open folder", str(folder))
        return Path(chosen) if chosen else None

    def ask_save(self, proposed: Path) -> Path | None:
        """Ask where to save a document; a name without an ending gets that of documents."""
        dialog = QFileDialog(self._parent, "Save as", str(proposed), SAVE_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        try:
            return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def ask_unsaved(self, name: str) -> Answer:
        """Ask what becomes of changes that are not saved."""
        box = QMessageBox(self._parent)
        box.setWindowTitle("nnexplorer")
        box.setText(f"Save the changes to {name}?")
        box.setInformativeText("Without saving they are lost.")
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        for button in box.buttons():
            button.setIcon(QIcon())
        box.setDefaultButton(buttons.Save)
        box.setEscapeButton(buttons.Cancel)
        answer = box.exec()
        box.deleteLater()
        return "save" if answer == buttons.Save else "discard" if answer == buttons.Discard else "cancel"

    def ask_changed(self, name: str) -> OnChange:
        """Ask what to do about a file that somebody else has written since it was opened or saved here."""
        box = QMessageBox(self._parent)
        box.setWindowTitle("nnexplorer")
        box.setText(f"{name} was changed by another program or window since it was opened here.")
        box.setInformativeText("To replace it takes the other changes away.")
        role = QMessageBox.ButtonRole
        elsewhere = box.addButton("Save as\N{HORIZONTAL ELLIPSIS}", role.AcceptRole)
        replace = box.addButton("Replace it", role.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        cancel.setIcon(QIcon())
        box.setDefaultButton(elsewhere)
        box.setEscapeButton(cancel)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return "replace" if pressed is replace else "elsewhere" if pressed is elsewhere else "cancel"
