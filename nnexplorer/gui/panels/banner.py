"""A message across the canvases: what happened, why, and buttons for what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nnexplorer.gui.fields import Button

Answer = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """Hidden until there is something to say; it never stands in the way of a hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("class", "card")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(8)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row.addWidget(self._text, 1)
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
            button.clicked.connect(self._closing(act))
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

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
            button.deleteLater()
        self._buttons = []
