"""The brush that points are painted and erased with, and a canvas on which it takes the place of the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt, Signal

from nnexplorer.gui.canvases.base import Canvas

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter

    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.look.style import Style

SPACING = 12.0
"""Pixels along a stroke from one painted point to the next."""

ERASER = 14.0
"""Pixels around the mouse within which points are erased."""

Mark: TypeAlias = Literal["plus", "minus", "erase"]
"""What a stroke does: points of the positive class, of the negative one, or none any more."""


class Brush:
    """A brush is `on` or off; while a button is down, it has a `mark`."""

    def __init__(self) -> None:
        self.on = False
        self.mark: Mark | None = None
        self._last: QPointF | None = None

    def press(self, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> bool:
        """A button went down; whether a stroke begins: the left one paints, with Shift the other class; else erase."""
        if not self.on or self.mark is not None:
            return False
        if button == Qt.MouseButton.RightButton or modifiers & Qt.KeyboardModifier.ControlModifier:
            self.mark = "erase"
        elif button == Qt.MouseButton.LeftButton:
            self.mark = "minus" if modifiers & Qt.KeyboardModifier.ShiftModifier else "plus"
        return self.mark is not None

    def marks(self, at: QPointF, scale: float = 1.0) -> bool:
        """Whether the stroke leaves a mark at `at`: an eraser everywhere, a brush at every `SPACING` pixels."""
        if self.mark is None:
            return False
        if self.mark != "erase" and self._last is not None and QLineF(self._last, at).length() < SPACING * scale:
            return False
        self._last = QPointF(at)
        return True

    def lift(self) -> Mark | None:
        """End the stroke; return what it did, None where there was none."""
        mark, self.mark, self._last = self.mark, None, None
        return mark


class BrushCanvas(Canvas):
    """A canvas that can be painted on: while the brush is on, the mouse takes no grips."""

    painted = Signal(object, str, object)
    """Where a brush left a mark (2,), which `Mark`, and the eraser's radius along each axis (2,), as data."""

    stroke_ended = Signal(str)
    """A hand lifted the brush after it left marks of that kind."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._brush = Brush()
        self.hovered: QPointF | None = None
        """Where the mouse is while it holds nothing, None where it is not here."""

    @property
    def paper(self) -> Frame | None:
        """The frame that is painted in; None where there is none."""
        return None

    @property
    def brushing(self) -> bool:
        """Whether the brush is on."""
        return self._brush.on

    def show_brush(self, on: bool) -> None:
        """Have the mouse paint points instead of taking grips, or not."""
        self._brush.lift()
        self._brush.on = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        self.refresh()

    def draw_brush(self, painter: QPainter) -> None:
        """Draw how far the eraser reaches around the mouse."""
        if self.brushing and self.hovered is not None:
            painter.setPen(self.style_.pen("soft_ink", "axis"))
            painter.drawEllipse(self.hovered, ERASER * self.style_.scale, ERASER * self.style_.scale)

    def hover(self, at: QPointF | None) -> None:
        self.hovered = at
        if self.brushing:
            self.refresh()

    @property
    def dragging(self) -> bool:
        """Whether a hand holds a grip, or is painting."""
        return super().dragging or self._brush.mark is not None

    def let_go(self) -> None:
        super().let_go()
        self._brush.lift()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.brushing:
            super().mousePressEvent(event)
        elif self._brush.press(event.button(), event.modifiers()):
            self._paint(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.brushing:  # the right button erases then
            super().contextMenuEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.brushing:
            super().mouseMoveEvent(event)
            return
        self._paint(event.position())
        self.hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.brushing:
            super().mouseReleaseEvent(event)
        elif (mark := self._brush.lift()) is not None:
            self.stroke_ended.emit(mark)

    def _paint(self, at: QPointF) -> None:
        """Leave a mark where the stroke is, inside of the paper."""
        frame, scale = self.paper, self.style_.scale
        if frame is None or not frame.rect.contains(at) or not self._brush.marks(at, scale):
            return
        x, edge = (frame.to_data(np.array([at.x() + aside, at.y() + aside])) for aside in (0.0, ERASER * scale))
        self.painted.emit(x, str(self._brush.mark), np.abs(edge - x))
