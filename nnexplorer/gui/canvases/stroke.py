"""A canvas on which a hand can draw a straight stroke, for a line to be added along it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, Qt, Signal

from nnexplorer.gui.canvases.brush import BrushCanvas

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter

    from nnexplorer.gui.look.style import Style

SHORTEST_STROKE = 12.0
"""Pixels of the shortest stroke that is one: a shorter one is a click that went astray."""

DRAWING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""What is held to draw a stroke without saying so before."""


class StrokeCanvas(BrushCanvas):
    """A canvas that a line can be drawn on: with Ctrl and Shift held, or while it was told to expect one."""

    line_drawn = Signal(object, object)
    """Where a stroke began and where it ended, (2,) each."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._stroke: QLineF | None = None
        self._expecting = False

    @property
    def expecting(self) -> bool:
        """Whether the next drag is a stroke."""
        return self._expecting

    def expect_stroke(self, expecting: bool) -> None:
        """Have the next drag be a stroke, or take grips again."""
        self._expecting = expecting
        self.setCursor(Qt.CursorShape.CrossCursor if expecting else Qt.CursorShape.ArrowCursor)
        if not expecting:
            self._stroke = None
        self.refresh()

    def draw_stroke(self, painter: QPainter) -> None:
        """Draw the stroke that is going on."""
        if self._stroke is not None:
            painter.setPen(self.style_.pen("accent", "selected", dash=(2, 2)))
            painter.drawLine(self._stroke)

    @property
    def dragging(self) -> bool:
        """Whether a hand holds a grip, is painting or is drawing a stroke."""
        return super().dragging or self._stroke is not None

    def let_go(self) -> None:
        super().let_go()
        if self._stroke is not None:
            self._stroke = None
            self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        frame, at = self.paper, event.position()
        left = event.button() == Qt.MouseButton.LeftButton
        if left and not self.brushing and frame is not None and frame.rect.contains(at) and self._begins(event):
            self._stroke = QLineF(at, at)
        else:
            super().mousePressEvent(event)

    def _begins(self, event: QMouseEvent) -> bool:
        """Whether a press begins a stroke; with Ctrl and Shift a handle is taken all the same, and so made fine."""
        if self._expecting:
            return True
        grip = self.grip_at(event.position())
        return event.modifiers() & DRAWING == DRAWING and (grip is None or grip.kind == "line")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._stroke is not None:
            self._stroke.setP2(event.position())
            self.refresh()
        elif self._expecting:
            self.hover(event.position())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        stroke, frame = self._stroke, self.paper
        if stroke is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._stroke = None
        self.refresh()
        if frame is not None and stroke.length() >= SHORTEST_STROKE * self.style_.scale:
            start, end = (frame.to_data(np.array(point.toTuple())) for point in (stroke.p1(), stroke.p2()))
            self.line_drawn.emit(start, end)
