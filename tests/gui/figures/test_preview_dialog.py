"""Choices beside a preview: it follows them, and keeps what room they leave."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from nnexplorer.gui.figures.preview_dialog import PreviewDialog
from nnexplorer.gui.figures.subject import Subject
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.panels.card import Card
from nnexplorer.model.lecture import scene


class Asking(PreviewDialog):
    """Counts how often its preview wants to be shown."""

    def __init__(self, window):
        super().__init__("Asking", QSize(800, 500), Subject(scene("relu").document, None, Look(), "relu"), window)
        self.shown = 0
        self.cards = [Card("First"), Card("Second")]
        self._add_choices(*self.cards, preview="So it looks")
        self.add_row(self._told)

    def _show_preview(self):
        self.shown += 1


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 800)
    return window


@pytest.fixture
def dialog(window, qtbot):
    dialog = Asking(window)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def test_the_cards_stand_one_below_the_other_and_the_preview_has_the_rest(dialog):
    first, second = (card.geometry() for card in dialog.cards)
    preview = dialog._preview.parentWidget().geometry()
    assert first.bottom() < second.top()
    assert preview.left() > first.right()
    assert preview.height() > 400
    assert "So it looks" in {label.text() for label in dialog.findChildren(QLabel)}


def test_the_preview_is_shown_once_for_many_choices(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.shown > 0)
    before = dialog.shown
    for _ in range(9):
        dialog._preview.ask()
    qtbot.waitUntil(lambda: dialog.shown > before)
    assert dialog.shown == before + 1
