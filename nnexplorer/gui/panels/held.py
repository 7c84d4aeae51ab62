"""A text that changes every frame and never moves what stands beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Held(QWidget):
    """Holds a label: Qt would lay the whole window out again each time that the label's text changes.

    One that is `rigid` is as wide as the widest text that it has shown, and at `least` so many pixels; else it takes
    the room that is left.
    """

    def __init__(self, label: QLabel, *, rigid: bool, least: int = 0) -> None:
        super().__init__()
        self.label, self._rigid, self._least = label, rigid, least
        self.setMinimumWidth(least)
        label.setParent(self)
        across = QSizePolicy.Policy.Fixed if rigid else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a text; nothing happens if it is shown already."""
        if text == self.label.text():
            return
        self.label.setText(text)
        if self._rigid and self.label.sizeHint().width() > self.minimumWidth():
            self.setMinimumWidth(self.label.sizeHint().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._rigid:
            self.label.ensurePolished()  # in type of another size, the widest text is another width
            self.setMinimumWidth(max(self._least, self.label.sizeHint().width()))

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self.label.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.label.resize(self.size())
