"""Whose a key is: the field's that has the keyboard, or the window's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def claims_escape(event: QEvent) -> bool:
    """Whether `event` is the question who wants the Esc key; it is answered, so that no shortcut takes it away."""
    asked = event.type() == QEvent.Type.ShortcutOverride
    if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
        event.accept()
        return True
    return False


def is_the_windows(event: QEvent, *, typing: bool) -> bool:
    """Whether `event` asks for a key that a field leaves to the window: Space always, undo and redo unless typing."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    return event.key() == Qt.Key.Key_Space or (undoing and not typing)
