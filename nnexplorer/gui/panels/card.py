"""A card: a framed group of controls under a small title, and rows of a name and a control in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

FIELD_WIDTH = 156
"""Least width in pixels of fields that begin one below the other: that of the longest choice in the window."""


class Rows(QFrame):
    """Controls one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self._fields: list[QWidget] = []
        self._level: tuple[Rows, ...] = ()

    def add_row(self, name: str, *controls: QWidget, tip: str = "") -> QLabel:
        """Add a row of a name and its controls, all explained by `tip`; return the name's label.

        The last control keeps to the right edge; a slider before it takes what is left.
        """
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(name)
        label.setBuddy(controls[-1])
        label.setToolTip(tip)
        row.addWidget(label)
        if len(controls) == 1:
            row.addStretch(1)
            self._fields += [one for one in controls if isinstance(one, QComboBox | QAbstractSpinBox | QLineEdit)]
        for control in controls:
            row.addWidget(control, 1 if isinstance(control, QSlider) else 0)
            explain(control, name, tip)
        self.column.addLayout(row)
        return label

    def level(self, *others: Rows) -> None:
        """Have the fields that stand alone in their rows, here and in `others`, begin one below the other."""
        self._level = (self, *others)

    def _fit_fields(self) -> None:
        fields = [field for rows in self._level for field in rows._fields]
        widest = max([FIELD_WIDTH, *(field.sizeHint().width() for field in fields if isinstance(field, QComboBox))])
        for field in fields:
            field.setFixedWidth(widest)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_fields()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_fields()


class Card(Rows):
    """A titled group of controls in a frame."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "card")
        self.column.setContentsMargins(12, 8, 12, 10)
        self.heading = QHBoxLayout()
        self.heading.setSpacing(8)
        if title:
            self.add_heading(title)

    def add_heading(self, title: str) -> QLabel:
        """Add a small title, beside which a button may stand; return its label."""
        name = QLabel(title)
        name.setProperty("class", "cardTitle")
        self.heading.addWidget(name, 1)
        self.column.addLayout(self.heading)
        return name


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
