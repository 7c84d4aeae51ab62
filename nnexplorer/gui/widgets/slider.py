"""A slider for positive numbers of very different size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSlider, QWidget

from nnexplorer.gui.widgets.field_keys import claims_escape

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

STEPS = 1000
"""How many places its handle can stand at."""


class LogSlider(QSlider):
    """A slider over a range of positive numbers, even in their logarithm; Esc takes a running pull back."""

    dragged = Signal(float)
    """The value under a hand that is still pulling."""

    released = Signal(float)
    """The value that the hand left."""

    cancelled = Signal(float)
    """The value before the pull that was taken back."""

    def __init__(self, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._low, self._high = low, high
        self._shown = self._before = low
        self._pulled = False
        self.setRange(0, STEPS)
        self.setPageStep(STEPS // 20)
        self.setSingleStep(STEPS // 100)
        self.valueChanged.connect(self._moved)
        self.sliderPressed.connect(self._pressed)
        self.sliderReleased.connect(self._released)

    def show_value(self, value: float) -> None:
        """Put the handle at `value`, or at the nearer end, unless a hand is pulling it."""
        if self.isSliderDown() or not value > 0:
            return
        self._shown = value
        share = math.log(value / self._low) / math.log(self._high / self._low)
        with QSignalBlocker(self):
            self.setValue(round(STEPS * min(1.0, max(0.0, share))))

    def current(self) -> float:
        """The value at the handle, to three digits."""
        share = self.value() / STEPS
        return float(f"{self._low * (self._high / self._low) ** share:.3g}")

    def take_back(self) -> None:
        """End a pull that is going on, and take it back."""
        if self.isSliderDown():
            with QSignalBlocker(self):
                self.setSliderDown(False)
            self.cancelled.emit(self._before)

    def _pressed(self) -> None:
        self._before, self._pulled = self._shown, False
        self.setFocus()

    def _moved(self) -> None:
        self._pulled = True
        self.dragged.emit(self.current())
        if not self.isSliderDown():
            self.released.emit(self.current())

    def _released(self) -> None:
        if self._pulled:
            self.released.emit(self.current())

    def event(self, event: QEvent) -> bool:
        return (self.isSliderDown() and claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isSliderDown():
            self.take_back()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():  # not after a pull that was taken back
            super().mouseMoveEvent(event)
