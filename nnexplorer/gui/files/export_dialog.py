"""Shows the network as source text, to be read, copied or saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from nnexplorer.gui.panels.card import Card, explain
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.dialog import GAP, Dialog, told_line
from nnexplorer.gui.widgets.fields import ChoiceField
from nnexplorer.model import storage
from nnexplorer.model.export import FORMATS, Format, file_format

if TYPE_CHECKING:
    from nnexplorer.model.network import Network

SIZE = QSize(940, 680)
"""Pixels of the dialog when it opens, if its window is as large: the longest lines fit."""

_SHEET = """
QPlainTextEdit { font-family: "$family"; background: transparent; }
QPlainTextEdit:!focus { border-color: transparent; }
QPlainTextEdit::corner { background: transparent; border: 0; }
"""


class ExportDialog(Dialog):
    """A network in a format of choice; `name` is what its file is called unless another is typed."""

    def __init__(self, network: Network, name: str, parent: QWidget) -> None:
        super().__init__("Code", SIZE, parent)
        self._network, self._name = network, name
        self.column.addLayout(self._build_choice())
        self.column.addWidget(self._build_text(), 1)
        self._build_buttons()
        self._show_text()

    def _build_choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._choice = ChoiceField((one.name, one.title) for one in FORMATS.values())
        self._choice.setProperty("class", "raised")
        explain(self._choice, "Format", "The language that the network is written in.")
        self._choice.chosen.connect(self._show_text)
        self._content = QLabel()
        self._content.setProperty("class", "soft")
        row.addWidget(self._choice)
        row.addWidget(self._content, 1)
        return row

    def _build_text(self) -> Card:
        self._text = text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setAccessibleName("Code")
        family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        text.setStyleSheet(_SHEET.replace("$family", family))  # the application's sheet would overrule a font
        card = Card()
        card.column.addWidget(text)
        return card

    def _build_buttons(self) -> None:
        self._told = told_line()
        copy, save, close = Button("Copy"), Button("Save\N{HORIZONTAL ELLIPSIS}"), Button("Close")
        copy.setProperty("class", "primary")
        copy.setToolTip("Copy all of the text")
        save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        save.setToolTip("Save the text as a file (Ctrl+S)")
        for button, act in ((copy, self._copy), (save, self._save), (close, self.close)):
            button.clicked.connect(act)
        copy.setDefault(True)
        self.add_row(self._told, copy, save, close)

    @property
    def _format(self) -> Format:
        return file_format(self._choice.currentData())

    def _show_text(self) -> None:
        self._content.setText(f"{self._format.content[0].upper()}{self._format.content[1:]}.")
        self._text.setPlainText(self._format.write(self._network))
        self._told.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._told.setText("Copied.")

    def _save(self) -> None:
        proposed = f"{self._name}{self._format.suffix}"
        kind = f"{self._format.title} (*{self._format.suffix})"
        chosen, _ = QFileDialog.getSaveFileName(self, "Save code", proposed, kind)
        if chosen:
            self._told.setText(save_text(self._text.toPlainText(), Path(chosen), self._format.suffix))


def save_text(text: str, path: Path, suffix: str) -> str:
    """Save a text, with `suffix` behind a name that has no ending; return what to tell the user."""
    if not path.suffix:
        path = path.with_name(f"{path.name}{suffix}")
        if path.exists():  # the user was asked about another name
            return f"The code was not saved: there is a {path.name} already. Choose that name to replace it."
    try:
        storage.write(text.encode(), path)
    except OSError as error:
        return f"The code was not saved: {error}. Choose another place."
    return f"Saved {path}"


def show_code(network: Network, name: str, parent: QWidget) -> None:
    """Open the dialog over the window `parent`, with the network as it is now; training may go on under it."""
    ExportDialog(network, name, parent).open()
