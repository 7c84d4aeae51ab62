"""A button under the keyboard, and the window whose shortcuts are the same keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest

from nnexplorer.gui.widgets.button import Button

Key = Qt.Key


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_a_focused_button_takes_space_and_enter_before_the_window(placed, key, told):
    button = Button("Go")
    window = placed(button)
    windows = told(QShortcut(QKeySequence(key), window).activated)
    clicked = told(button.clicked)
    QTest.keyClick(button, key)
    assert (len(clicked), windows) == (1, [])
