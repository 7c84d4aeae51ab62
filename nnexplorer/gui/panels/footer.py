"""The line at the foot: the selected unit's arithmetic, and how fast training runs."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpacerItem, QWidget

from nnexplorer.gui.panels.held import Held
from nnexplorer.gui.words.formula import SPACE
from nnexplorer.gui.words.notation import plain

ROUGH = 1.25
"""By what factor small indices and bold numbers change the width of a text, at most."""

DOT = 10
"""Pixels across the mark in the unit's colour."""


class Footer(QWidget):
    """Shows a unit's formula, to be selected and copied, and the speed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = row = QHBoxLayout(self)
        self._scale = 1.0
        self._swatch, self._unit, formula, speed = QLabel(), QLabel(), QLabel(), QLabel()
        self._color: QColor | None = None
        self._arithmetic = ""
        self._unit.setProperty("class", "value")
        speed.setProperty("class", "soft")
        speed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        formula.setTextFormat(Qt.TextFormat.RichText)
        formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        formula.setAccessibleName("Arithmetic of the selected unit")
        self._formula, self._speed = Held(formula, rigid=False), Held(speed, rigid=True)
        row.addWidget(self._swatch)
        row.addWidget(self._unit)
        self._before_formula = QSpacerItem(0, 0)
        row.addItem(self._before_formula)
        row.addWidget(self._formula, 1)
        row.addWidget(self._speed)
        self.rescale(1.0)

    def rescale(self, scale: float) -> None:
        """Take gaps and the unit's mark so many times as large as the design's."""
        wide, narrow = round(16 * scale), round(8 * scale)
        self._row.setContentsMargins(wide, narrow, wide, narrow)
        self._row.setSpacing(narrow)
        self._before_formula.changeSize(wide, 0)
        self._row.invalidate()
        self._scale, color = scale, self._color
        if color is not None:
            self._swatch.setPixmap(_dot(color, DOT * scale, self.devicePixelRatioF()))

    def show_unit(self, name: str, color: QColor | None, formula: str) -> None:
        """Show the unit called `name` ('' for none) in its colour, and its formula as rich text."""
        self._unit.setText(name)
        self._swatch.setVisible(color is not None)
        if color is not None and color != self._color:
            self._color = color
            self._swatch.setPixmap(_dot(color, DOT * self._scale, self.devicePixelRatioF()))
        self._arithmetic = formula
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many parts of the formula as there is room for, the others in the tooltip: none is cut in two."""
        parts, label, room = self._arithmetic.split(SPACE), self._formula.label, self._formula.width()
        while len(parts) > 1 and not _fits(SPACE.join(parts), label, room):
            parts.pop()
        shown = SPACE.join(parts)
        label.setToolTip("" if shown == self._arithmetic else self._arithmetic)
        self._formula.show_text(shown)

    def show_state(self, text: str) -> None:
        """Show whether training runs and how fast."""
        self._speed.show_text(text)


def _fits(html: str, label: QLabel, room: int) -> bool:
    """Whether rich text has room on a label. It is laid out only where its letters alone leave that open."""
    rough = label.fontMetrics().horizontalAdvance(plain(html))
    if not room / ROUGH < rough < room * ROUGH:
        return rough <= room
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(label.font())
    document.setHtml(html)
    return document.idealWidth() <= room


def _dot(color: QColor, size: float, ratio: float) -> QPixmap:
    """A unit's mark, as sharp as the screen."""
    pixels = math.ceil(size * ratio)
    dot = QPixmap(pixels, pixels)
    dot.setDevicePixelRatio(ratio)
    dot.fill(Qt.GlobalColor.transparent)
    painter = QPainter(dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QRectF(0.5, 0.5, size - 1, size - 1))
    painter.end()
    return dot
