"""What the program's own dialogs have in common: their size, their margins, and a line that says what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

MARGIN, GAP = 16, 8
"""Pixels around what stands in a dialog, and between its parts."""


class Dialog(QDialog):
    """A dialog over the window `parent`, never larger than that, which is gone once it is closed.

    What it shows stands in `column`, from top to bottom.
    """

    def __init__(self, title: str, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(size.boundedTo(parent.size()))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(GAP)

    def add_row(self, wide: QWidget, *others: QWidget) -> None:
        """Add a row at the bottom; its first part takes the width that the others leave."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(wide, 1)
        for part in others:
            row.addWidget(part)
        self.column.addLayout(row)

    def come_forward(self) -> None:
        """Open beside the window, which goes on, or before it if it is open already."""
        self.show()
        self.raise_()
        self.activateWindow()


def told_line() -> QLabel:
    """A line that says what came of what was chosen or pressed; it breaks where it is long."""
    line = QLabel()
    line.setProperty("class", "soft")
    line.setWordWrap(True)
    return line
