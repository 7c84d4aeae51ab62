"""The scenes of the lecture in order, and what the open one says to look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, explain, wrapped

TITLE_PADDING, TITLE_GAP = 24, 8
"""Pixels that the style sheet leaves beside a title, and between two of them."""


LEAST_LIST = 64
"""Height in pixels that the list has at least: the open scene's title, on two lines, and a neighbour's."""


class ScenePanel(QWidget):
    """A list of scenes, the data of the open one, what keeps it from learning, and its caption."""

    scene_chosen = Signal(str)
    """The id of the scene that a hand chose."""

    def __init__(self, scenes: Sequence[tuple[str, str]], data: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scenes: tuple[tuple[str, str], ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._build_list(scenes), 1)
        column.addWidget(data)
        column.addWidget(self._build_remark())
        column.addWidget(self._build_caption())

    def _build_list(self, scenes: Sequence[tuple[str, str]]) -> Card:
        card = Card()
        self._heading = card.add_heading("Scene")
        self._heading.setWordWrap(True)  # a lecture's name may be long
        self._list = QListWidget()
        explain(self._list, "Scenes", "The lecture's scenes in order; PageDown and PageUp walk through them.")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setWordWrap(True)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it takes what is left
        self._list.setMinimumHeight(LEAST_LIST)
        self._list.currentItemChanged.connect(self._choose)
        self._list.viewport().installEventFilter(self)
        card.column.addWidget(self._list, 1)
        self.show_list("Scene", scenes)
        return card

    def show_list(self, heading: str, scenes: Sequence[tuple[str, str]]) -> None:
        """Show other scenes, each by its id and its title, under the name of their lecture."""
        self._heading.setText(heading)
        self._heading.setToolTip(heading)
        if self._scenes == tuple(scenes):
            return
        self._scenes = tuple(scenes)
        with QSignalBlocker(self._list):
            self._list.clear()
            for identifier, title in scenes:
                item = QListWidgetItem(title, self._list)
                item.setData(Qt.ItemDataRole.UserRole, identifier)
                item.setToolTip(title)
        self._fit_titles()

    def _build_remark(self) -> Card:
        self._remark_card = Card("Diagnosis")
        self._remark = wrapped()
        self._remark_card.column.addWidget(self._remark)
        self._remark_card.hide()
        return self._remark_card

    def _build_caption(self) -> Card:
        self._caption_card = Card()
        self._caption = wrapped()
        self._caption.setProperty("class", "soft")
        self._caption_card.column.addWidget(self._caption)
        return self._caption_card

    def show_remark(self, text: str) -> None:
        """Say what stands in the way of learning, in rich text; '' for nothing."""
        if text != self._remark.text():
            self._remark.setText(text)
            self._remark_card.setVisible(bool(text))

    def show_scene(self, identifier: str | None, caption: str) -> None:
        """Show which scene is open (None for a document of one's own), and its caption."""
        with QSignalBlocker(self._list):
            self._list.setCurrentRow(self._row(identifier))
            self._reveal()
        self._caption.setText(caption)
        self._caption_card.setVisible(bool(caption.strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            if event.size().width() != event.oldSize().width():
                self._fit_titles()
            self._reveal()
        return super().eventFilter(watched, event)

    def _fit_titles(self) -> None:
        """Give each title the lines that it needs: Qt forgets the style sheet's padding when it counts them."""
        metrics, width = self._list.fontMetrics(), self._list.viewport().width() - TITLE_PADDING
        for row in range(self._list.count()):
            item = self._list.item(row)
            box = metrics.boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(0, box.height() + TITLE_GAP))

    def _reveal(self) -> None:
        """Scroll the open scene into the middle."""
        if self._list.currentItem() is not None:
            self._list.doItemsLayout()  # or it would be where it was before the last change of size
            self._list.scrollToItem(self._list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)
            if not self._list.viewport().underMouse():  # Qt believes that it were over whatever has scrolled
                QCoreApplication.sendEvent(self._list.viewport(), QEvent(QEvent.Type.HoverLeave))

    def _row(self, identifier: str | None) -> int:
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == identifier:
                return row
        return -1

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.scene_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
