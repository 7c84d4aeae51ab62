"""A unit's curve goes through its values, in its colour, within its frame."""

import numpy as np
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.waves import ROOM, draw_wave

RECT, X = QRectF(50, 20, 200, 160), np.linspace(-1, 1, 201)


def stroke(drawing, style, values, limit=1.0):
    """Where (rows, columns) the curve's colour is."""
    color = style.color("positive")
    seen = drawing(lambda painter: draw_wave(painter, RECT, X, values, limit, style.pen(color), style), style)
    return np.nonzero(abs(seen - (color.red(), color.green(), color.blue())).sum(axis=2) < 60)


def test_a_curve_is_drawn_between_its_limits(drawing, style):
    rows, columns = stroke(drawing, style, X)
    assert abs(columns.min() - 50) < 3
    assert abs(columns.max() - 249) < 3
    assert abs(rows.max() - (100 + 80 / ROOM)) < 3, "it begins low"
    assert rows[np.argmin(columns)] > rows[np.argmax(columns)], "and rises"


def test_values_beyond_the_limit_or_that_are_no_numbers_leave_the_frame_alone(drawing, style):
    values = np.where(X > 0, 1e300, 0.5)
    values[:3] = np.nan, np.inf, -np.inf
    rows, columns = stroke(drawing, style, values)
    assert rows.min() >= 20
    assert rows.max() <= 180
    assert columns.max() <= 250
