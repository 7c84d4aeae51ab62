"""How far a panel reaches: its colours by its map, its slice by its curves, and zero always in sight."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.compute.parts.surfaces import Curve, SurfacePanel
from nnexplorer.gui.canvases.drawing.reach import NOTHING, heights, largest

NO_ZERO = np.zeros((0, 2, 2))


def panel(kind="y", values=None, curves=(), scale=0.0):
    made = tuple(Curve(name, np.array(heights, dtype=float)) for name, heights in curves)
    return SurfacePanel(kind, values, False, NO_ZERO, made, scale)


def test_a_map_and_its_slice_reach_as_far_up_as_down():
    found = panel(values=np.array([[1.0, -3.0]]), curves=[("value", [0.5, -2.0]), ("target", [1.0])])
    assert largest(found, None) == (3.0, 2.0, 2.0)


def test_a_residual_reaches_as_far_as_what_is_still_nothing():
    values = np.array([[1e-9]])
    assert heights(panel("residual", values, [("value", [1e-9])], scale=0.01), None) == (0.01, 0.01)
    assert heights(panel("y", values, [("value", [1e-9])], scale=0.01), None) == (1e-9, 1e-9)


def test_curves_alone_reach_below_and_above_by_themselves_with_the_samples():
    found = panel(curves=[("value", [1.0, 4.0]), ("target", [-0.5])], scale=0.25)
    assert largest(found, None) == (0.0, 0.5, 4.0)
    assert heights(found, np.array([[0.0, -2.0], [1.0, 9.0]])) == (2.0, 9.0)


def test_zero_is_shown_and_what_a_unit_adds_may_be_cut_off():
    found = panel(curves=[("value", [3.0, 5.0]), ("term", [-80.0])])
    assert heights(found, None) == (0.0, 5.0)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_not_finite_reaches_nowhere(value):
    assert heights(panel(curves=[("value", [value, 2.0])]), None) == (0.0, 2.0)


def test_nothing_reaches_nowhere():
    assert largest(panel(), None) == NOTHING
