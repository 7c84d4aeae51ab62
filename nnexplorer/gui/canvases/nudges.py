"""A canvas of threshold lines that keys select and nudge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal

from nnexplorer.gui.canvases.stroke import StrokeCanvas
from nnexplorer.model.lines import Line

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.canvases.drawing.thresholds import Thresholds
    from nnexplorer.gui.look.style import Style

Key = Qt.Key

ARROWS = {Key.Key_Left: (-1.0, 0.0), Key.Key_Right: (1.0, 0.0), Key.Key_Up: (0.0, 1.0), Key.Key_Down: (0.0, -1.0)}
"""Which way on the screen, its second axis up, an arrow key takes a line."""

TURNS = {Key.Key_R: 1.0, Key.Key_BracketLeft: 1.0, Key.Key_BracketRight: -1.0}
"""Degrees anticlockwise on the screen that a key turns a line by; R the other way with Shift."""

FACTORS = {Key.Key_Plus: 1.1, Key.Key_Equal: 1.1, Key.Key_Minus: 1 / 1.1}
"""What a key multiplies a line's gain by."""

STEP = 0.01
"""How far an arrow key shifts a line, as a share of the plane's width."""

COARSE, FINE = 10.0, 0.1
"""How many times as far with Shift, and with Ctrl."""

ACROSS = 1e-9
"""An arrow whose share along a line's normal is less than this goes along the line."""


@dataclass(frozen=True, eq=False)
class Nudge:
    """What a key does to whichever line is selected, on a frame."""

    key: Qt.Key
    modifiers: Qt.KeyboardModifier
    frame: Frame

    def __call__(self, line: Line) -> Line:
        """The line that the key makes of `line`; one that does not exist stays as it is."""
        return _nudged(line, self.frame, self.key, self.modifiers) if line.exists() else line


def _nudged(line: Line, frame: Frame, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Line:
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    fine = FINE if modifiers & Qt.KeyboardModifier.ControlModifier else 1.0
    if key in FACTORS:
        return line.steepened(line.gain * FACTORS[key] ** fine)
    up = -1.0 if frame.down else 1.0
    if key in TURNS:
        back = -1.0 if shift and key == Key.Key_R else 1.0
        return _turned(line, frame, math.radians(TURNS[key] * back * fine) * up)
    dx, dy = ARROWS[key]
    along = float(line.normal @ (dx, dy * up))
    sense = math.copysign(1.0, along if abs(along) > ACROSS else dx + dy)
    low, high = frame.bounds[0]
    step = STEP * (high - low) * (COARSE if shift else 1.0) * fine
    return Line(line.weights, line.bias - sense * step * line.gain)


def _turned(line: Line, frame: Frame, angle: float) -> Line:
    """The line turned by an angle anticlockwise, in data, about the middle of what is seen of it."""
    ends = line.clipped(frame.bounds)
    pivot = line.foot(np.zeros(2)) if ends is None else ends.mean(axis=0)
    (wx, wy), cos, sin = line.weights, math.cos(angle), math.sin(angle)
    return Line(np.array([cos * wx - sin * wy, sin * wx + cos * wy]), 0.0).through(pivot)


class NudgeCanvas(StrokeCanvas):
    """A canvas where Tab goes from unit to unit, and other keys shift, turn and steepen the selected one's line."""

    line_nudged = Signal(object)
    """The Nudge of a key; it makes another line of the selected one."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._selected: int | None = None

    @property
    def thresholds(self) -> Thresholds | None:
        """Where the lines, handles and normals lie; None for an empty canvas."""
        return None

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab: select the next unit, or the one before; beyond the last one the keyboard goes on to other widgets."""
        units = 0 if self.thresholds is None else len(self.thresholds.lines)
        outside = -1 if forwards else units
        unit = (outside if self._selected is None else self._selected) + (1 if forwards else -1)
        if self.dragging or not 0 <= unit < units:
            return bool(super().focusNextPrevChild(forwards))
        self._tabbed, self._selected = True, unit  # a second Tab may come before the canvas is shown anew
        self.unit_clicked.emit(unit)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        upright = self.thresholds is not None and self.thresholds.upright
        keys = {*ARROWS, *FACTORS} if upright else {*ARROWS, *TURNS, *FACTORS}
        if self.paper is None or self.dragging or event.key() not in keys:
            super().keyPressEvent(event)
        else:
            self.line_nudged.emit(Nudge(Key(event.key()), event.modifiers(), self.paper))
