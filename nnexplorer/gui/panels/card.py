"""A card: a framed group of controls under a small title, and rows of a name and a control in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget


class Card(QFrame):
    """A titled group of controls, one below the other."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(6)
        if title:
            heading = QLabel(title)
            heading.setProperty("class", "cardTitle")
            self.column.addWidget(heading)

    def add_row(self, name: str, control: QWidget, tip: str = "") -> QLabel:
        """Add a row of a name and its control, both explained by `tip`; return the name's label."""
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(name)
        label.setBuddy(control)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(control)
        self.column.addLayout(row)
        explain(control, name, tip)
        label.setToolTip(tip)
        return label


def explain(control: QWidget, name: str, tip: str) -> None:
    """Give a control its name for screen readers and its tooltip."""
    control.setAccessibleName(name)
    control.setToolTip(tip)
    control.setAccessibleDescription(tip)


def wrapped(text: str = "") -> QLabel:
    """A label that breaks its lines."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
