"""A message across the canvases: what happened, why, and buttons for what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.widgets.fields import Button

Answer = tuple[str, Callable[[], object]]


MARGIN = 20
"""Pixels between the banner and the edges of what it lies over."""


class Banner(QFrame):
    """Lies over the top of `parent`; hidden until there is something to say, so that nothing is pushed aside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        parent.installEventFilter(self)
        self.setProperty("class", "banner")
        self._column, self._row = QVBoxLayout(self), QHBoxLayout()
        self._column.setContentsMargins(14, 10, 10, 10)
        self._column.setSpacing(8)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like a tag
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(self._text)
        self._column.addLayout(self._row)
        self._buttons: list[Button] = []
        self.hide()

    @property
    def text(self) -> str:
        """The message that is shown, '' if none."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, answers: Sequence[Answer] = ()) -> None:
        """Show `text` with a button an answer, and one to close; an answer closes the banner too."""
        self.clear()
        self._text.setText(text)
        for label, act in (*answers, ("Close", None)):
            button = Button(label)
            if act is None:
                button.setToolTip("Close the message (Esc)")
            button.clicked.connect(self._closing(act))
            self._row.addWidget(button)
            self._buttons.append(button)
        self._lie_on_top()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._lie_on_top()
        return super().eventFilter(watched, event)

    def _lie_on_top(self) -> None:
        width = max(self._ground.width() - 2 * MARGIN, 200)
        height = max(self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height())
        self.setGeometry(MARGIN, MARGIN, width, height)

    def _closing(self, act: Callable[[], object] | None) -> Callable[[], None]:
        """What a button does: it closes the banner and acts; that Qt calls it unchecked is no argument of the act."""

        def answer() -> None:
            self.clear()
            if act is not None:
                act()

        return answer

    def clear(self) -> None:
        """Take the message away."""
        self.hide()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
