"""Whoever works by keyboard sees where it is, on every kind of control, in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnexplorer.gui.look.stylesheet import style_sheet
from nnexplorer.gui.look.theme import THEMES, Sizes

TAB, OTHER = Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason
KINDS = (QCheckBox, QComboBox, QListWidget, QPlainTextEdit, QPushButton, QSlider, QSpinBox, QTableWidget, QTextBrowser)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_kind_of_control_shows_that_it_has_the_keyboard(qtbot, theme, stands_out):
    window = QWidget()
    column = QVBoxLayout(window)
    controls = [kind() for kind in (*KINDS, QToolButton)]
    primary = QPushButton("Train")
    primary.setProperty("class", "primary")
    for control in (*controls, primary):
        if isinstance(control, QSlider):
            control.setOrientation(Qt.Orientation.Horizontal)
        column.addWidget(control)
    window.setStyleSheet(style_sheet(theme, Sizes()))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for control in (*controls, primary):
        elsewhere = primary if control is not primary else controls[0]
        elsewhere.setFocus(OTHER)
        before = control.grab()
        control.setFocus(TAB)
        assert control.hasFocus()
        assert stands_out(before, control.grab()) >= 20, type(control).__name__
