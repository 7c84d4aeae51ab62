"""Fields for numbers and choices; each has a live and a final signal, and showing a value emits neither."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSlider, QSpinBox, QWidget

from nnexplorer.gui.words.notation import MINUS, short
from nnexplorer.model.faults import FormulaError
from nnexplorer.model.targets import parse

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

SLIDER_STEPS = 1000

COUNT_WIDTH = 96

LONGEST_SHOWN = 40
"""Characters of what was typed that a refusal repeats."""


def parse_number(text: str) -> float:
    """The finite number that `text` writes, with a point or a comma and any minus, or as a constant such as 1/3.

    Raises
    ------
    ValueError
        If it writes none; what is wrong is told in one line.
    """
    typed = " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", "").split())
    plain = typed.replace(MINUS, "-").replace(",", ".")
    try:
        value = float(plain) if plain.isascii() else math.nan
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    try:
        return float(parse(plain.removeprefix("+"), ()).evaluate({}))
    except FormulaError as fault:
        why = f": {fault.what}" if _is_composed(plain) else "; write it like 0.25, -3, 1e-3 or 1/3"
    shown = typed if len(typed) <= LONGEST_SHOWN else f"{typed[: LONGEST_SHOWN - 3]}..."
    raise ValueError(f"'{shown}' is not a number{why}")


def _is_composed(text: str) -> bool:
    """Whether `text` is meant to be more than a single number or word."""
    return text.isascii() and any(sign in text[1:] for sign in "*/^(")


def _claims_escape(event: QEvent) -> bool:
    """Whether `event` is the question who wants the Esc key; it is answered, so that no shortcut takes it away."""
    asked = event.type() == QEvent.Type.ShortcutOverride
    if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
        event.accept()
        return True
    return False


def _is_the_windows(event: QEvent, *, typing: bool) -> bool:
    """Whether `event` asks for a key that a field leaves to the window: Space always, undo and redo unless typing."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    return event.key() == Qt.Key.Key_Space or (undoing and not typing)


def _wheel(field: QWidget, event: QWheelEvent, turn: Callable[[QWheelEvent], None]) -> None:
    if field.hasFocus():
        turn(event)
    else:
        event.ignore()


class NumberField(QLineEdit):
    """A number typed by hand. Enter or leaving the field makes it final, Esc brings the old one back.

    After either key the keyboard is the window's again.
    """

    committed = Signal(float)
    """The number that was typed."""

    refused = Signal(str)
    """Why what was typed is no number for this field, in one line."""

    def __init__(self, low: float = -math.inf, high: float = math.inf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self._shown = ""
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.returnPressed.connect(self._commit)
        self.returnPressed.connect(self.clearFocus)

    def show_text(self, text: str) -> None:
        """Show `text` unless a hand is typing here."""
        self._shown = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)

    def _commit(self) -> None:
        if not self.isModified():
            return
        typed = self.text()
        self.setText(self._shown)
        try:
            value = parse_number(typed)
            if not self._low <= value <= self._high:
                raise ValueError(
                    f"{typed.strip()} is out of range: write a number from {short(self._low)} to {short(self._high)}"
                )
        except ValueError as error:
            self.refused.emit(str(error))
            return
        self.committed.emit(value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._commit()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if _is_the_windows(event, typing=self.isModified()):
            event.ignore()
            return False
        return (self.isModified() and _claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._shown)
            self.clearFocus()
            return
        super().keyPressEvent(event)


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
        self.setRange(0, SLIDER_STEPS)
        self.setPageStep(SLIDER_STEPS // 20)
        self.setSingleStep(SLIDER_STEPS // 100)
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
            self.setValue(round(SLIDER_STEPS * min(1.0, max(0.0, share))))

    def current(self) -> float:
        """The value at the handle, to three digits."""
        share = self.value() / SLIDER_STEPS
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
        return (self.isSliderDown() and _claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isSliderDown():
            self.take_back()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():  # not after a pull that was taken back
            super().mouseMoveEvent(event)


class ChoiceField(QComboBox):
    """One of several names, each with a title to read."""

    chosen = Signal(str)
    """The name that a hand chose."""

    def __init__(self, choices: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(choices)
        self.activated.connect(self._activated)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Have these choices from now on."""
        self.clear()
        for name, title in choices:
            self.addItem(title, name)

    def show_name(self, name: str) -> None:
        """Show the choice called `name`."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(name))

    def _activated(self) -> None:
        self.chosen.emit(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Choose only where a hand has put the keyboard: a panel that scrolls must change nothing on its way."""
        _wheel(self, event, super().wheelEvent)


class CountField(QSpinBox):
    """A whole number; after Enter or Esc, which brings the old one back, the keyboard is the window's again."""

    counted = Signal(int)
    """The number that a hand set."""

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setKeyboardTracking(False)
        self.setFixedWidth(COUNT_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.valueChanged.connect(self.counted)

    def show_count(self, count: int) -> None:
        """Show `count`, or the nearer end of the field's range: Qt's own numbers are shorter than a document's."""
        with QSignalBlocker(self):
            self.setValue(min(max(count, self.minimum()), self.maximum()))

    def event(self, event: QEvent) -> bool:
        typing = self.lineEdit().isModified()
        if _is_the_windows(event, typing=typing):
            event.ignore()
            return False
        return (typing and _claims_escape(event)) or super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Count only where a hand has put the keyboard: a panel that scrolls must change nothing on its way."""
        _wheel(self, event, super().wheelEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setValue(self.value())
        else:
            super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()


class Button(QPushButton):
    """A button that Space and Enter press while it has the keyboard, whatever they do in the window."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _presses(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def _presses(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
