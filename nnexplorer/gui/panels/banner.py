"""A message across the canvases: what happened, why, and buttons for what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QWidget

from nnexplorer.gui.widgets.button import Button

Answer = tuple[str, Callable[[], object]]


LEAST_TEXT = 360
"""Pixels of a text that its buttons stand beside at least; where there is less room, they stand below."""


class Banner(QFrame):
    """Lies over the top of `parent`; hidden until there is something to say, so that nothing is pushed aside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        parent.installEventFilter(self)
        self.setProperty("class", "banner")
        self._parts, self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self), QHBoxLayout()
        self._parts.setContentsMargins(12, 8, 8, 8)
        self._parts.setSpacing(16)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like a tag
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._parts.addWidget(self._text, 1)
        self._parts.addLayout(self._row)
        self._buttons: list[Button] = []
        self._answers: tuple[Answer, ...] = ()
        self.hide()

    @property
    def text(self) -> str:
        """The message that is shown, '' if none."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, answers: Sequence[Answer] = ()) -> None:
        """Show `text` with a button an answer, the advised one first, and one to close; an answer closes it too."""
        self.clear()
        self._text.setText(text)
        self._answers = tuple(answers)
        for label, act in (*answers, ("Close", None)):
            button = Button(label)
            if answers and label == answers[0][0]:
                button.setProperty("class", "primary")
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
        layout, room = self._ground.layout(), self._ground.rect()
        if layout is not None:  # its edges are those of the cards; the layout itself hears of another size only later
            room = room.marginsRemoved(layout.contentsMargins())
        beside = room.width() - self._row.minimumSize().width() >= LEAST_TEXT
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(way)
        self._parts.setSpacing(16 if beside else 8)
        width = max(room.width(), 200)
        height = max(self._parts.totalHeightForWidth(width), self._parts.totalMinimumSize().height())
        self.setGeometry(room.left(), room.top(), width, height)

    def _closing(self, act: Callable[[], object] | None) -> Callable[[], None]:
        """What a button does: it closes the banner and acts; that Qt calls it unchecked is no argument of the act."""

        def answer() -> None:
            self.clear()
            if act is not None:
                act()

        return answer

    def put_aside(self) -> Callable[[], None]:
        """Take the message away for a while; what is returned says it again, if there was one."""
        text, answers = self.text, self._answers
        self.clear()
        return lambda: self.say(text, answers) if text else None

    def clear(self) -> None:
        """Take the message away."""
        self.hide()
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
