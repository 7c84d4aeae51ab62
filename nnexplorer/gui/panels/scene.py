"""The scenes of the lecture in order, and what the open one says to look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, explain, wrapped
from nnexplorer.gui.panels.scene_list import Entry, SceneList

LEAST_LIST = 64
"""Height in pixels that the list has at least: the open scene's title, on two lines, and a neighbour's."""


class ScenePanel(QWidget):
    """A list of scenes, the data of the open one, what keeps it from learning, and its caption."""

    scene_chosen = Signal(str)
    """The id of the scene that a hand chose."""

    def __init__(self, scenes: Sequence[Entry], data: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._build_list(scenes), 1)
        column.addWidget(data)
        column.addWidget(self._build_remark())
        column.addWidget(self._build_caption())

    def _build_list(self, scenes: Sequence[Entry]) -> Card:
        card = Card()
        self._heading = card.add_heading("Scene")
        self._heading.setWordWrap(True)  # a lecture's name may be long
        self._list = SceneList()
        explain(self._list, "Scenes", "The lecture's scenes in order; PageDown and PageUp walk through them.")
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it takes what is left
        self._list.setMinimumHeight(LEAST_LIST)
        self._list.chosen.connect(self.scene_chosen)
        card.column.addWidget(self._list, 1)
        self.show_list("Scene", scenes)
        return card

    def show_list(self, heading: str, scenes: Sequence[Entry]) -> None:
        """Show other scenes, each by its id, its title and its section, under the name of their lecture."""
        self._heading.setText(heading)
        self._heading.setToolTip(heading)
        self._list.show_scenes(scenes)

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
        self._list.show_open(identifier)
        self._caption.setText(caption)
        self._caption_card.setVisible(bool(caption.strip()))
