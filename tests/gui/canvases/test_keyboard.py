"""Keys reach every canvas, a ring says so, and arrow keys go from unit to unit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt

from nnexplorer.gui.canvases.base import Canvas
from nnexplorer.gui.look.style import Look
from nnexplorer.gui.look.theme import THEMES

TAB = Qt.FocusReason.TabFocusReason


@pytest.mark.parametrize("theme", THEMES)
def test_every_canvas_shows_that_keys_brought_the_keyboard_there(opened, theme, stands_out):
    presenter = opened("second-layer-output")
    presenter.display.wear(Look(theme))
    window = presenter.window
    for name in window.arrangement.visible_names():
        canvas = window.arrangement.canvas(name)
        window.setFocus()
        before = canvas.grab()
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        assert canvas.grab().toImage() == before.toImage(), "a hand sees where it is"
        window.setFocus()
        canvas.setFocus(TAB)
        assert stands_out(before, canvas.grab()) >= 200, name


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


def test_a_figure_has_no_ring(opened, drawing):
    canvas = opened("second-layer-output").window.arrangement.canvas("output")

    def figure():
        return drawing(lambda painter: canvas.paint_on(painter, QRectF(0, 0, 300, 200)), canvas.style_)

    before = figure()
    canvas.setFocus(TAB)
    np.testing.assert_array_equal(figure(), before)
