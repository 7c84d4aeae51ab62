"""What the planes say a hand has done becomes edits: held while it lasts, one step of undo when it is over."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model.lines import threshold_lines

EXAMPLE, HALF_CIRCLE = "second-layer-output", "semicircle-frames"


@pytest.fixture
def presenter(opened):
    return opened(EXAMPLE)


def line_of(presenter, unit):
    return threshold_lines(presenter.session.document.network)[unit]


def test_a_dragged_line_is_a_preview_until_it_is_let_go(presenter):
    gestures, line = presenter.gestures, line_of(presenter, 1).steepened(9.0)
    presenter.window.arrangement.input.show_hint("Drag a line")
    gestures.drag_line(1, line)
    assert_allclose(presenter.session.document.network.W1[1], line.weights)
    assert presenter.session.previewing
    assert presenter.window.arrangement.input.hint == ""
    gestures.drop_line(1, "Steepen")
    assert (presenter.session.previewing, presenter.session.undo_label) == (False, "Steepen line 2")


def test_a_nudge_is_of_the_selected_unit_and_of_none_without_one(presenter):
    presenter.select(None)
    before = presenter.session.document.network
    presenter.gestures.nudge_line(lambda line: line.flipped())
    assert presenter.session.document.network is before
    presenter.select(0)
    flipped = line_of(presenter, 0).flipped()
    presenter.gestures.nudge_line(lambda line: line.flipped())
    assert_array_equal(presenter.session.document.network.W1[0], flipped.weights)
    presenter.hand.settle()
    assert presenter.session.undo_label == "Nudge line 1"


def test_a_flip_is_done_at_once(presenter):
    flipped = line_of(presenter, 0).flipped()
    presenter.gestures.flip_line(0, flipped)
    assert presenter.session.undo_label == "Flip line 1"
    assert_array_equal(presenter.session.document.network.W1[0], flipped.weights)


def test_the_probe_goes_where_it_is_put_and_is_no_step_of_undo(presenter):
    presenter.gestures.put_probe(np.array([0.25, -0.5]))
    assert presenter.session.document.view.probe == (0.25, -0.5)
    presenter.gestures.put_probe(None)
    assert presenter.session.document.view.probe is None
    assert presenter.session.undo_label is None


def test_over_a_curve_the_probe_is_a_sample(opened):
    presenter = opened(HALF_CIRCLE)
    presenter.gestures.drag_probe(np.array([0.3, 0.1]))
    document = presenter.session.document
    assert (document.view.probe == document.X).all(axis=1).any()


def test_a_correction_vector_is_one_step_by_the_name_of_its_unit(opened):
    presenter = opened(HALF_CIRCLE)
    presenter.window.arrangement.plane.correction_dragged.emit(2, np.array([0.5, 0.5]))
    presenter.gestures.drop_correction(2)
    base = presenter.session.document.view.index_base
    assert presenter.session.undo_label == f"Move correction {2 + base}"
