"""A canvas whose threshold lines and probe a hand takes: lines are shifted, turned, steepened and flipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal

from nnexplorer.gui.canvases.base import REACH, Grip
from nnexplorer.gui.canvases.nudges import NudgeCanvas

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from nnexplorer.gui.canvases.drawing.thresholds import Thresholds
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.lines import Line

DONE = {"line": "Move", "handle": "Turn", "tip": "Steepen"}
"""What a hand did that let go of each kind of grip."""


class LineGripCanvas(NudgeCanvas):
    """Any line is shifted; the selected one is turned by its handle too, and steepened by the tip of its normal.

    A subclass says where its `thresholds` lie and where its probe is.
    """

    line_dragged = Signal(int, object)
    """A unit and the line that a hand is giving it."""

    line_dropped = Signal(int, str)
    """A unit whose line a hand let go of, and what the hand did: 'Move', 'Turn' or 'Steepen'."""

    line_flipped = Signal(int, object)
    """A unit whose line was double-clicked, and the line with its positive side on the other side."""

    probe_dragged = Signal(object)
    """Where a hand is taking the probe, (2,)."""

    probe_put = Signal(object)
    """Where a double-click wants the probe, (2,), or None if it takes the probe away."""

    probe_dropped = Signal()
    """A hand let go of the probe."""

    deselects = True

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._pivot = np.zeros(2)

    @property
    def probe_at(self) -> QPointF | None:
        """Pixel of the probe; None if there is none."""
        return None

    def grips(self) -> list[Grip]:
        thresholds, selected, probe = self.thresholds, self._selected, self.probe_at
        if thresholds is None:
            return []
        found = [] if probe is None else [Grip("probe", selected, probe)]
        if selected is not None and selected < len(thresholds.lines):
            handle, normal = thresholds.handle(selected), thresholds.normal(selected)
            found += [] if handle is None else [Grip("handle", selected, handle)]
            found += [] if normal is None else [Grip("tip", selected, normal[1])]
        return found

    def grip_at(self, at: QPointF) -> Grip | None:
        """The nearest grip within reach, else the nearest line."""
        taken = super().grip_at(at)
        if taken is not None or self.thresholds is None:
            return taken
        nearest = self.thresholds.nearest(at, REACH * self.style_.scale, self._selected)
        return None if nearest is None else Grip("line", *nearest)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.brushing or self.expecting:
            super().mouseDoubleClickEvent(event)
            return
        grip, thresholds = self.grip_at(event.position()), self.thresholds
        if thresholds is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if grip is None and thresholds.frame.rect.contains(event.position()):
            self.probe_put.emit(thresholds.frame.to_data(np.array(event.position().toTuple())))
        elif grip is not None and grip.kind == "probe":
            self.probe_put.emit(None)
        elif grip is not None and grip.kind == "line" and grip.unit is not None:
            self.line_flipped.emit(grip.unit, thresholds.lines[grip.unit].flipped())

    def take(self, grip: Grip) -> None:
        if grip.kind == "handle" and grip.unit is not None and self.thresholds is not None:
            self._pivot = self.thresholds.middle(grip.unit)

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        thresholds = self.thresholds
        if thresholds is None:
            return
        if grip.kind == "probe":
            self.probe_dragged.emit(thresholds.frame.to_data(np.array([to.x(), to.y()])))
        elif grip.unit is not None and grip.unit < len(thresholds.lines):
            constrained = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.line_dragged.emit(grip.unit, self._dragged(thresholds, grip.kind, grip.unit, to, constrained))

    def _dragged(self, thresholds: Thresholds, kind: str, unit: int, to: QPointF, constrained: bool) -> Line:
        if kind == "handle":
            return thresholds.turned(unit, self._pivot, to, constrained)
        if kind == "tip":
            return thresholds.steepened(unit, to, constrained)
        return thresholds.shifted(unit, to)

    def drop(self, grip: Grip) -> None:
        if grip.kind == "probe":
            self.probe_dropped.emit()
        elif grip.kind in DONE and grip.unit is not None:
            self.line_dropped.emit(grip.unit, DONE[grip.kind])
