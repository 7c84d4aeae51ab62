"""What the keyboard does on any canvas: it comes here by Tab, a ring says so, arrow keys go from unit to unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter

    from nnexplorer.gui.look.style import Style

BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
"""How many units on an arrow key goes."""


class KeyboardView(pg.GraphicsView):
    """A view that keys reach; one that has units side by side says how many by `unit_row`."""

    unit_clicked = Signal(object)
    """The unit (int) whose line, map, bar or arrow was clicked or gone to, or None for the empty ground."""

    def __init__(self, style: Style) -> None:
        super().__init__(useOpenGL=False, background=None)
        self._style = style
        self.exporting = self._tabbed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def style_(self) -> Style:
        """The style that the canvas draws in."""
        return self._style

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where units stand side by side, arrow keys go from one to the next; other keys are the window's."""
        units, selected = self.unit_row()
        if event.key() not in WAYS or not units:
            event.ignore()
            return
        unit = (-1 if selected is None else selected) + WAYS[Qt.Key(event.key())]
        self.unit_clicked.emit(min(max(unit, 0), units - 1))

    def unit_row(self) -> tuple[int, int | None]:
        """How many units stand here for arrow keys to go through, and which of them is selected."""
        return 0, None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tabbed = event.reason() in BY_KEYS
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tabbed = False
        self.viewport().update()

    def show_keyboard(self, painter: QPainter) -> None:
        """Say over the picture whether keys have brought the keyboard here."""
        if self._tabbed and not self.exporting:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.style_.pen("accent", "line"))
            self.draw_focus(painter)

    def draw_focus(self, painter: QPainter) -> None:
        """Draw a ring where keys have brought the keyboard here; the pen is set."""
        edge = self.style_.stroke("line") / 2
        ring = QRectF(self.viewport().rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(ring, self.style_.gap(1.5), self.style_.gap(1.5))
