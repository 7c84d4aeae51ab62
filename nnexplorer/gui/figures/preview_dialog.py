"""A dialog of choices with a preview beside them of what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from nnexplorer.gui.figures.preview import Preview
from nnexplorer.gui.panels.card import Card
from nnexplorer.gui.widgets.dialog import GAP, Dialog, told_line

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

    from nnexplorer.gui.figures.subject import Subject


class PreviewDialog(Dialog):
    """Its choices are made for a `subject`: the document of the moment at which the dialog was opened.

    A subclass adds the cards of its choices and, under them and the preview, rows of buttons and of what is `_told`; it
    shows the preview when that asks for it.
    """

    def __init__(self, title: str, size: QSize, subject: Subject, parent: QWidget) -> None:
        super().__init__(title, size, parent)
        self._subject = subject
        self._told = told_line()
        self._about = told_line()
        self._preview = Preview()
        self._preview.wanted.connect(self._show_preview)

    def _add_choices(self, *cards: QWidget, preview: str) -> None:
        """Add the cards one below the other, and beside them the preview under the title `preview`."""
        choices = QVBoxLayout()
        choices.setSpacing(GAP)
        for card in cards:
            choices.addWidget(card)
        choices.addStretch(1)
        shown = Card(preview)
        shown.column.addWidget(self._preview, 1)
        shown.column.addWidget(self._about)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(choices)
        row.addWidget(shown, 1)
        self.column.addLayout(row, 1)

    def _show_preview(self) -> None:
        """Show what the choices come to."""
        raise NotImplementedError
