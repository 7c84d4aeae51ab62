"""What lies over the canvases: a caption at the foot, a number in the corner, the dark over everything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnexplorer.gui.lecture.overlays import MARGIN, Dark, Overlay


@pytest.fixture
def ground(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


def test_a_caption_lies_over_the_foot_and_follows_it(ground):
    caption = Overlay(ground)
    assert (caption.text, caption.isVisible()) == ("", False)
    caption.show_text("Look at this. " * 20)
    assert caption.isVisible()
    low = caption.height()
    assert caption.geometry().bottom() <= ground.height() - MARGIN
    assert caption.width() == ground.width() - 2 * MARGIN
    ground.resize(300, 500)
    assert caption.width() == 300 - 2 * MARGIN
    assert caption.height() > low, "more lines"
    assert caption.geometry().bottom() <= 500 - MARGIN
    caption.show_text("")
    assert (caption.text, caption.isVisible()) == ("", False)


def test_a_number_lies_in_the_corner(ground):
    number = Overlay(ground, corner=True)
    number.show_text("22")
    assert number.geometry().top() == MARGIN
    assert ground.width() - MARGIN - 2 <= number.geometry().right() + 1 <= ground.width() - MARGIN + 1
    assert number.width() < 150


def test_no_overlay_takes_the_mouse(ground):
    caption = Overlay(ground)
    caption.show_text("Words")
    assert ground.childAt(caption.geometry().center()) is None


def test_the_dark_lies_over_everything(ground):
    dark = Dark(ground)
    dark.fall(True)
    ground.resize(700, 300)
    assert dark.geometry() == ground.rect()
    assert ground.grab().toImage().pixelColor(QPoint(600, 250)).name() == "#000000"
    dark.fall(False)
    assert not dark.isVisible()


def test_a_caption_ends_where_the_cards_under_it_do(ground):
    column = QVBoxLayout(ground)
    column.setContentsMargins(8, 4, 8, 4)
    card = QFrame()
    column.addWidget(card)
    caption = Overlay(ground)
    caption.show_text("Look at this.")
    ground.grab()
    edges = caption.geometry()
    assert (edges.left(), edges.right(), edges.bottom()) == (8, ground.width() - 9, ground.height() - 5)
