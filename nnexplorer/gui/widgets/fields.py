"""Fields for numbers and choices: each says what a hand made final in it, and showing a value says nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from nnexplorer.gui.widgets.field_keys import claims_escape, is_the_windows
from nnexplorer.gui.words.notation import short
from nnexplorer.gui.words.numerals import parse_number

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

COUNT_WIDTH, NARROW_WIDTH = 96, 64
"""Width in pixels of a whole number's field, and of a number's in the narrow column."""

MOST_SEED = 999_999
"""Largest seed that can be typed."""


def _wheel(field: QWidget, event: QWheelEvent, turn: Callable[[QWheelEvent], None]) -> None:
    """Let `turn` have the wheel if a hand has put the keyboard into the field, else whatever scrolls it."""
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

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Select the whole number: Qt takes its point for the end of a word."""
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        if is_the_windows(event, typing=self.isModified()):
            event.ignore()
            return False
        return (self.isModified() and claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._shown)
            self.clearFocus()
            return
        super().keyPressEvent(event)


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
        self.lineEdit().installEventFilter(self)
        self.setRange(low, high)
        self.setKeyboardTracking(False)
        self.setFixedWidth(COUNT_WIDTH)
        self.lineEdit().setTextMargins(0, 0, 5, 0)  # as far from the edge as a NumberField's
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.valueChanged.connect(self.counted)

    def show_count(self, count: int) -> None:
        """Show `count`, or the nearer end of the field's range: Qt's own numbers are shorter than a document's."""
        with QSignalBlocker(self):
            self.setValue(min(max(count, self.minimum()), self.maximum()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:  # the whole number, as in a NumberField
            self.selectAll()
            return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        typing = self.lineEdit().isModified()
        if is_the_windows(event, typing=typing):
            event.ignore()
            return False
        return (typing and claims_escape(event)) or super().event(event)

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
