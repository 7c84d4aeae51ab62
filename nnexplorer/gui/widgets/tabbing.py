"""Has Tab come to what was made late where the eye comes to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_after(before: QWidget, late: QWidget) -> None:
    """Have Tab go from the last control in `before` to those in `late`, in their own order, and then on."""
    chain = _chain(before.window())
    last = next((widget for widget in reversed(chain) if _within(before, widget) and not _within(late, widget)), None)
    for widget in chain:
        if last is not None and _within(late, widget):
            QWidget.setTabOrder(last, widget)
            last = widget


def _within(whole: QWidget, widget: QWidget) -> bool:
    return whole is widget or whole.isAncestorOf(widget)


def _chain(window: QWidget) -> list[QWidget]:
    """What the keyboard can come to in a window, in the order of Tab."""
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
