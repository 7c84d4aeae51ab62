"""A text that changes every frame leaves its neighbours where they are."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from nnexplorer.gui.panels.held import Held


@pytest.fixture
def row(qtbot):
    window = QWidget()
    held, beside = Held(QLabel(), rigid=True), QLabel("beside")
    layout = QHBoxLayout(window)
    layout.addWidget(held)
    layout.addWidget(beside)
    qtbot.addWidget(window)
    window.show()
    yield held, beside
    del window


def settle():
    for _ in range(3):
        QApplication.processEvents()


def test_a_rigid_one_grows_with_its_text_and_never_shrinks(row):
    held, beside = row
    held.show_text("1 000 000 steps")
    settle()
    place = beside.x()
    assert held.width() >= held.label.sizeHint().width()
    held.show_text("1")
    settle()
    assert beside.x() == place
    assert held.label.text() == "1"


def test_one_that_gives_way_asks_for_no_room(qtbot):
    held = Held(QLabel(), rigid=False)
    qtbot.addWidget(held)
    held.show_text("long " * 500)
    assert held.minimumSizeHint().width() == 0
    held.resize(80, 20)
    held.show()
    assert held.label.size() == held.size()


def test_a_rigid_one_follows_the_size_of_its_type_both_ways(row):
    held, _beside = row
    held._least = 20
    held.show_text("0.3791")
    window = held.window()
    window.setStyleSheet("QLabel { font-size: 14px; }")
    settle()
    small = held.minimumWidth()
    window.setStyleSheet("QLabel { font-size: 40px; }")
    settle()
    assert held.width() >= held.label.sizeHint().width() > small
    window.setStyleSheet("QLabel { font-size: 14px; }")
    settle()
    assert held.minimumWidth() == small
    held.show_text("")
    window.setStyleSheet("")
    settle()
    assert held.minimumWidth() == 20
