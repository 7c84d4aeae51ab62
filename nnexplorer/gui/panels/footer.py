"""The line at the foot: the selected unit's arithmetic, and how fast training runs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnexplorer.gui.formula import SPACE
from nnexplorer.gui.panels.held import Held


class Footer(QWidget):
    """Shows a unit's formula, to be selected and copied, and the speed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomBar")
        self.setProperty("class", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self._swatch, self._unit, formula, speed = QLabel(), QLabel(), QLabel(), QLabel()
        self._color: QColor | None = None
        self._unit.setProperty("class", "value")
        speed.setProperty("class", "soft")
        speed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        formula.setTextFormat(Qt.TextFormat.RichText)
        formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        formula.setAccessibleName("Arithmetic of the selected unit")
        self._formula, self._speed = Held(formula, rigid=False), Held(speed, rigid=True)
        row.addWidget(self._swatch)
        row.addWidget(self._unit)
        row.addSpacing(16)
        row.addWidget(self._formula, 1)
        row.addWidget(self._speed)

    def show_unit(self, name: str, color: QColor | None, formula: str) -> None:
        """Show the unit called `name` ('' for none) in its colour, and its formula as rich text."""
        self._unit.setText(name)
        self._swatch.setVisible(color is not None)
        if color is not None and color != self._color:
            self._color = color
            swatch = QPixmap(10, 10)
            swatch.fill(color)
            self._swatch.setPixmap(swatch)
        self._formula.show_text(formula)

    def fit(self) -> None:
        """Leave out what of the formula there is no room for; called when nothing moves."""
        self._formula.fit(SPACE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def show_state(self, text: str) -> None:
        """Show whether training runs and how fast."""
        self._speed.show_text(text)
