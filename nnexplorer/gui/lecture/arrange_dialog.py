"""Arranges a lecture: its scenes in a list to be moved, and their words in fields beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from nnexplorer.gui.panels.card import Card, explain
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.dialog import GAP, Dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent

    from nnexplorer.gui.lecture.lectern import Lectern
    from nnexplorer.model.document import Document

    Gather = Callable[[], Sequence[Document]]

SIZE = QSize(820, 560)
"""Pixels of the dialog when it opens."""


class ArrangeDialog(Dialog):
    """The lecture that lies open on `lectern`, to be arranged; every change is made at once.

    `gather` asks for files, and returns the documents in them.
    """

    def __init__(self, lectern: Lectern, gather: Gather, parent: QWidget) -> None:
        super().__init__("Lecture", SIZE, parent)
        self._lectern, self._gather = lectern, gather
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(self._build_scenes(), 1)
        middle.addWidget(self._build_words(), 1)
        self.column.addLayout(middle, 1)
        self.column.addLayout(self._build_buttons())
        lectern.changed.connect(self._show)
        self._show()
        self._list.setCurrentRow(max(0, self._today()))

    def _build_scenes(self) -> Card:
        card = Card("Scenes")
        self._name = QLineEdit()
        explain(self._name, "Title of the lecture", "What the lecture is called")
        self._name.editingFinished.connect(lambda: self._lectern.rename(self._name.text()))
        self._list = QListWidget()
        explain(self._list, "Scenes in order", "Drag a scene to its place; a double click opens it in the window")
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._show_words)
        self._list.itemDoubleClicked.connect(lambda _: self._open())
        self._list.model().rowsMoved.connect(self._moved)
        card.column.addWidget(self._name)
        card.column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._add = _button(
            "Add", "Add the document that is open in the window, behind the chosen scene", self._add_open
        )
        files = _button(
            "Files\N{HORIZONTAL ELLIPSIS}", "Add documents from files, behind the chosen scene", self._add_files
        )
        self._remove = _button("Remove", "Take the chosen scene out of the lecture (Del)", self._remove_chosen)
        self._remove.setShortcut(QKeySequence("Del"))
        self._up = _button("Up", "Move the chosen scene towards the beginning (Alt+Up)", lambda: self._shift(-1))
        self._up.setShortcut(QKeySequence("Alt+Up"))
        self._down = _button("Down", "Move the chosen scene towards the end (Alt+Down)", lambda: self._shift(1))
        self._down.setShortcut(QKeySequence("Alt+Down"))
        for button in (self._add, files, self._remove, self._up, self._down):
            row.addWidget(button)
        card.column.addLayout(row)
        return card

    def _build_words(self) -> Card:
        card = Card("Words of the chosen scene")
        self._title, self._section, self._caption = QLineEdit(), QLineEdit(), _Text()
        for name, field in (("title", self._title), ("section", self._section)):
            field.editingFinished.connect(lambda name=name, field=field: self._word(name, field.text()))
        self._caption.left = lambda: self._word("caption", self._caption.toPlainText())
        self._caption.setTabChangesFocus(True)
        words: tuple[tuple[str, QWidget, str], ...] = (
            ("Title", self._title, "Stands in the list of scenes and at the top of the window"),
            ("Section", self._section, "The section of the lecture that the scene belongs to"),
            ("Caption", self._caption, "A sentence or two: what to look at and what to try"),
        )
        for text, control, tip in words:
            label = QLabel(text)
            label.setProperty("class", "soft")
            label.setBuddy(control)
            explain(control, text, tip)
            card.column.addWidget(label)
            card.column.addWidget(control)
        return card

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        lectern = self._lectern
        buttons = (
            _button("New", "Begin a lecture with the document that is open in the window", lectern.begin),
            _button("Shipped lecture", "Open the lecture that came with the program", lectern.open_shipped),
            _button("Save", "Save the lecture in its file (Ctrl+S)", self._save),
            _button("Save as\N{HORIZONTAL ELLIPSIS}", "Save the lecture as one file", self._save_as),
            _button("Close", "Leave the lecture as it is now (Esc)", self.close),
        )
        buttons[2].setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        buttons[2].setProperty("class", "primary")
        row.addWidget(buttons[0])
        row.addWidget(buttons[1])
        row.addStretch(1)
        for button in buttons[2:]:
            row.addWidget(button)
        return row

    # Showing --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the lecture as it is; rows that are there stay, for one of them may be in a hand."""
        lecture, row = self._lectern.lecture, self._list.currentRow()
        self._name.setText(lecture.title)
        texts = [f"{scene.number}  {scene.title}" for scene in lecture.scenes]
        with QSignalBlocker(self._list):
            while self._list.count() > len(texts):
                self._list.takeItem(self._list.count() - 1)
            self._list.addItems(texts[self._list.count() :])
            for place, text in enumerate(texts):
                self._list.item(place).setText(text)
                self._list.item(place).setToolTip(text)
            self._list.setCurrentRow(min(max(row, 0), len(texts) - 1))
        self._show_words()

    def _show_words(self) -> None:
        place = self._list.currentRow()
        document = self._lectern.lecture.scenes[place].document
        for field, text in ((self._title, document.title), (self._section, document.section)):
            if field.text() != text:
                field.setText(text)
        if self._caption.toPlainText() != document.caption:
            self._caption.setPlainText(document.caption)
        many = self._list.count()
        self._remove.setEnabled(many > 1)
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < many - 1)

    def _today(self) -> int:
        today = self._lectern.scene_id()
        return -1 if today is None else self._lectern.lecture.place(today)

    # Arranging ------------------------------------------------------------------------------------------------

    def _add_open(self) -> None:
        place = self._list.currentRow()
        self._lectern.add(place)
        self._list.setCurrentRow(place + 1)

    def _add_files(self) -> None:
        place, documents = self._list.currentRow(), self._gather()
        self._lectern.add_all(documents, place)
        self._list.setCurrentRow(place + len(documents))

    def _remove_chosen(self) -> None:
        if self._list.count() > 1:
            self._lectern.arrange(self._lectern.lecture.removed(self._list.currentRow()))

    def _shift(self, way: int) -> None:
        place = self._list.currentRow()
        if 0 <= place + way < self._list.count():
            self._lectern.arrange(self._lectern.lecture.moved(place, place + way))
            self._list.setCurrentRow(place + way)

    def _moved(self, _parent: QModelIndex, place: int, _end: int, _goal: QModelIndex, before: int) -> None:
        """A row was dropped elsewhere: Qt counts its goal with the row still in its old place."""
        self._lectern.arrange(self._lectern.lecture.moved(place, before if before < place else before - 1))

    def _open(self) -> None:
        self._lectern.visit(self._lectern.ids()[self._list.currentRow()])

    def _word(self, name: str, text: str) -> None:
        self._lectern.word(self._list.currentRow(), **{name: text})

    def _save(self) -> None:
        self._finish()
        self._lectern.save()

    def _save_as(self) -> None:
        self._finish()
        self._lectern.save_as()

    def _finish(self) -> None:
        """Take over what is being typed."""
        self._lectern.rename(self._name.text())
        words = {"title": self._title.text(), "section": self._section.text(), "caption": self._caption.toPlainText()}
        self._lectern.word(self._list.currentRow(), **words)


class _Text(QPlainTextEdit):
    """A text of several lines that tells when the keyboard leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.left: Callable[[], object] = lambda: None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left()


def _button(text: str, tip: str, act: Callable[[], object]) -> Button:
    button = Button(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button


def show_dialog(lectern: Lectern, gather: Gather, window: QWidget) -> ArrangeDialog:
    """Show the dialog over `window`, which goes on; the one that is there comes to the front."""
    dialog = window.findChild(ArrangeDialog) or ArrangeDialog(lectern, gather, window)
    dialog.come_forward()
    return dialog
