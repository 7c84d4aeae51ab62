"""What lies over the canvases in a lecture: a caption, a number that is typed, and the dark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

MARGIN = 16
"""Pixels between an overlay and the edges of what it lies over."""


class Overlay(QFrame):
    """A text over the foot of `parent`, or over its upper right corner; nothing beneath it gives way."""

    def __init__(self, parent: QWidget, *, corner: bool = False) -> None:
        super().__init__(parent)
        self._ground, self._corner = parent, corner
        self.setProperty("class", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 12, 18, 12)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(not corner)
        if corner:
            self._label.setProperty("class", "title")
        self._column.addWidget(self._label)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown, '' if nothing."""
        return "" if self.isHidden() else self._label.text()

    def show_text(self, text: str) -> None:
        """Show a text; '' for nothing."""
        self._label.setText(text)
        self.setVisible(bool(text))
        if text:
            self._lie()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and not self.isHidden():
            self._lie()

    def _lie(self) -> None:
        """Lie down where there is room now."""
        room, layout = self._ground.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), self._ground.layout()
        if layout is not None and not self._corner:
            room = self._ground.rect().marginsRemoved(layout.contentsMargins())  # so its edges are those of the cards
        if self._corner:
            size = self.sizeHint().boundedTo(room.size())
            self.setGeometry(room.right() - size.width(), room.top(), size.width(), size.height())
        else:
            height = min(self._column.totalHeightForWidth(room.width()), room.height())
            self.setGeometry(room.left(), room.bottom() + 1 - height, room.width(), height)


class Dark(QWidget):
    """Black over all of `parent`: the hall looks at the speaker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("dark")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet("#dark { background: black; }")
        self.setCursor(Qt.CursorShape.BlankCursor)
        parent.installEventFilter(self)
        self.hide()

    def fall(self, dark: bool) -> None:
        """Lie over everything, or go."""
        self.setGeometry(self._ground.rect())
        self.setVisible(dark)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._ground.rect())
        return super().eventFilter(watched, event)
