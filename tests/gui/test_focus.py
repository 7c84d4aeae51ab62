"""Whoever works by keyboard sees where it is, on every control and canvas, in every theme."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
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

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.colors import linear
from nnexplorer.gui.style import Look
from nnexplorer.gui.stylesheet import style_sheet
from nnexplorer.gui.theme import THEMES, Sizes

TAB, OTHER = Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason
KINDS = (QCheckBox, QComboBox, QListWidget, QPlainTextEdit, QPushButton, QSlider, QSpinBox, QTableWidget, QTextBrowser)


def luminance(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    return linear(pixels / 255) @ (0.2126, 0.7152, 0.0722)


def seen(before, after):
    """So many pixels change their contrast by 3 : 1 or more."""
    low, high = np.minimum(before, after), np.maximum(before, after)
    return int(((high + 0.05) / (low + 0.05) >= 3).sum())


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_kind_of_control_shows_that_it_has_the_keyboard(qtbot, theme):
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
        before = luminance(control)
        control.setFocus(TAB)
        assert control.hasFocus()
        assert seen(before, luminance(control)) >= 20, type(control).__name__


@pytest.mark.parametrize("theme", THEMES)
def test_every_canvas_shows_that_keys_brought_the_keyboard_there_and_a_figure_does_not(opened, theme):
    presenter = opened("second-layer-output")
    presenter.display.wear(Look(theme))
    window = presenter.window
    for name in window.arrangement.visible_names():
        canvas = window.arrangement.canvas(name)
        window.setFocus()
        before = luminance(canvas)
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        assert (luminance(canvas) == before).all(), "a hand sees where it is"
        window.setFocus()
        canvas.setFocus(TAB)
        assert seen(before, luminance(canvas)) >= 200, name


def test_arrow_keys_go_from_unit_to_unit_where_they_stand_side_by_side(opened, qtbot):
    for scene, name in (("second-layer-output", "hidden"), ("semicircle-frames", "hidden")):
        presenter = opened(scene)
        canvas, units = presenter.window.arrangement.canvas(name), presenter.session.document.network.units
        presenter.select(None)
        presenter.display.everything()
        shown = []
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, *[Qt.Key.Key_Down] * units, Qt.Key.Key_Up):
            qtbot.keyClick(canvas, key)
            presenter.display.everything()
            shown.append(presenter.session.document.view.selected)
        assert shown == [0, 1, 0, *np.minimum(np.arange(units) + 1, units - 1), units - 2]


def test_where_no_units_stand_side_by_side_arrow_keys_are_left_to_the_window(opened, qtbot):
    presenter = opened("second-layer-output")
    output = presenter.window.arrangement.canvas("output")
    assert isinstance(output, Canvas)
    before = presenter.session.document
    qtbot.keyClick(output, Qt.Key.Key_Right)
    assert presenter.session.document is before
