"""Units added and deleted with real keys and a real mouse, at rest and in mid-run."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLineEdit

from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

DRAWING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
EXAMPLE = "second-layer-output"


def network(presenter):
    return presenter.session.document.network


def selected(presenter):
    return presenter.session.document.view.selected


def canvas(presenter):
    return presenter.window.arrangement.input


def stroke(presenter, mouse, modifiers=Qt.KeyboardModifier.NoModifier):
    """Draw across the plane; return where that began and ended, in data."""
    view, hand = canvas(presenter), mouse(canvas(presenter))
    begin = view.paper.rect.topLeft() + QPointF(20, 30)
    hand.press(begin, modifiers=modifiers)
    end = hand.move(90, 60, modifiers)
    hand.release()
    return [view.paper.to_data(np.array(point.toTuple())) for point in (begin, end)]


def output(presenter):
    document = presenter.session.document
    return document.network.forward(document.X).y


@pytest.mark.parametrize("way", ["held", "A"])
def test_a_stroke_adds_a_line_along_it_in_one_step(opened, mouse, keys, way):
    presenter = opened(EXAMPLE)
    before, y = network(presenter), output(presenter)
    if way == "A":
        keys(presenter, "A")
        assert presenter.window.actions_["add_line"].isChecked()
    ends = stroke(presenter, mouse, DRAWING if way == "held" else Qt.KeyboardModifier.NoModifier)
    after = network(presenter)
    assert (after.units, selected(presenter)) == (3, 2)
    assert_allclose(np.array(ends) @ after.W1[2] + after.b1[2], 0, atol=1e-9)
    assert_allclose(output(presenter), y)
    assert presenter.session.undo_label == "Add line 3"
    assert not presenter.window.actions_["add_line"].isChecked()
    assert not canvas(presenter).expecting
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before
    keys(presenter, "Ctrl+Shift+Z")
    assert network(presenter) is after


def test_a_click_that_went_astray_adds_nothing(opened, mouse):
    presenter = opened(EXAMPLE)
    hand = mouse(canvas(presenter))
    hand.press(canvas(presenter).paper.rect.topLeft() + QPointF(20, 30), modifiers=DRAWING)
    hand.move(3, 3, DRAWING)
    hand.release()
    assert presenter.session.undo_label is None


def test_escape_drops_the_stroke_and_then_the_expectation(opened, mouse, keys):
    presenter = opened(EXAMPLE)
    view, hand = canvas(presenter), mouse(canvas(presenter))
    keys(presenter, "A")
    hand.press(view.paper.rect.center())
    hand.move(60, 50)
    assert view.dragging
    keys(presenter, "Esc")
    assert (view.dragging, view.expecting) == (False, True)
    hand.release()
    keys(presenter, "Esc")
    assert not view.expecting
    assert not presenter.window.actions_["add_line"].isChecked()
    assert presenter.session.undo_label is None


def test_a_handle_is_taken_in_spite_of_the_modifiers(opened, mouse):
    presenter = opened(EXAMPLE)
    view, hand = canvas(presenter), mouse(canvas(presenter))
    hand.press(next(grip.at for grip in view.grips() if grip.kind == "handle"), modifiers=DRAWING)
    hand.move(20, 30, DRAWING)
    hand.release()
    assert presenter.session.undo_label == "Turn line 1"


def test_brush_and_stroke_take_turns(opened, keys):
    presenter = opened(EXAMPLE)
    view, actions = canvas(presenter), presenter.window.actions_
    keys(presenter, "B")
    keys(presenter, "A")
    assert (view.brushing, view.expecting) == (False, True)
    assert (actions["paint"].isChecked(), actions["add_line"].isChecked()) == (False, True)
    keys(presenter, "B")
    assert (view.brushing, view.expecting) == (True, False)
    assert (actions["paint"].isChecked(), actions["add_line"].isChecked()) == (True, False)


def test_insert_adds_a_line_through_the_middle(opened, keys):
    presenter = opened(EXAMPLE)
    y = output(presenter)
    keys(presenter, "Ins")
    assert (network(presenter).units, selected(presenter)) == (3, 2)
    assert_allclose(output(presenter), y)
    assert presenter.session.undo_label == "Add line 3"


def test_delete_removes_the_selected_unit_in_one_step(opened, keys):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    presenter.select(0)
    keys(presenter, "Del")
    after = network(presenter)
    assert_allclose(after.W1, before.W1[1:])
    assert selected(presenter) is None
    assert presenter.session.undo_label == "Delete unit 1"
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before


def test_what_cant_be_deleted_is_told(opened, keys):
    presenter = opened(EXAMPLE)
    presenter.select(None)
    keys(presenter, "Del")
    assert "No unit is selected" in presenter.window.banner.text
    for _ in range(2):
        presenter.select(0)
        keys(presenter, "Del")
    assert network(presenter).units == 1
    assert "can't be deleted" in presenter.window.banner.text


def test_delete_in_mid_drag_takes_the_drag_back_first(opened, mouse, keys, on_line):
    presenter = opened(EXAMPLE)
    before, view = network(presenter), canvas(presenter)
    hand = mouse(view)
    hand.press(on_line(view, 1))
    hand.move(20, 20)
    keys(presenter, "Del")
    hand.move(20, 20)
    hand.release()
    assert_allclose(network(presenter).W1, before.W1[:1])
    assert_allclose(network(presenter).b1, before.b1[:1])
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before


def test_units_come_and_go_in_mid_run(opened, mouse, keys, qtbot):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    before = network(presenter)
    presenter.select(0)
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 0)
    stroke(presenter, mouse, DRAWING)
    keys(presenter, "Ins")
    assert network(presenter).units == 4
    presenter.select(1)
    keys(presenter, "Del")
    step = presenter.session.document.step
    qtbot.waitUntil(lambda: presenter.session.document.step > step)
    assert presenter.control.running
    assert network(presenter).units == 3
    keys(presenter, "Space")
    assert presenter.session.undo_label.startswith("Train")
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before


def test_a_unit_is_frozen_and_learns_again_by_a_key(opened, keys):
    presenter = opened(EXAMPLE)
    presenter.select(1)
    keys(presenter, "Z")
    assert presenter.session.document.frozen == (1,)
    assert presenter.session.undo_label == "Freeze unit 2"
    presenter.display.everything()
    assert presenter.window.weights_panel.frozen == (1,)
    keys(presenter, "Z")
    assert presenter.session.document.frozen == ()
    assert presenter.session.undo_label == "Unfreeze unit 2"
    keys(presenter, "Ctrl+Z")
    assert presenter.session.document.frozen == (1,)


def test_without_a_selected_unit_none_is_frozen(opened, keys):
    presenter = opened(EXAMPLE)
    presenter.select(None)
    keys(presenter, "Z")
    assert "No unit is selected" in presenter.window.banner.text
    assert presenter.session.undo_label is None


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_training_leaves_a_frozen_unit(opened, keys, qtbot, when):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    presenter.select(1)
    if when == "before":
        keys(presenter, "Z")
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: presenter.session.document.step > 5)
    if when == "meanwhile":
        keys(presenter, "Z")
    frozen, step = network(presenter), presenter.session.document.step
    keys(presenter, "Ins")
    presenter.select(0)
    keys(presenter, "Del")
    qtbot.waitUntil(lambda: presenter.session.document.step > step + 5)
    keys(presenter, "Space")
    after = network(presenter)
    assert presenter.session.document.frozen == (0,)
    assert_allclose([*after.W1[0], after.b1[0], *after.W2[:, 0]], [*frozen.W1[1], frozen.b1[1], *frozen.W2[:, 1]], 0)
    assert (after.W1[1] != frozen.W1[0]).all()


def test_a_lock_is_drawn_beside_the_number_and_in_the_table(opened, keys, qtbot):
    presenter = opened(EXAMPLE)
    presenter.select(1)
    presenter.display.everything()
    view, table = canvas(presenter), presenter.window.weights_panel.table
    before = [widget.grab().toImage() for widget in (view, table)]
    keys(presenter, "Z")
    presenter.display.everything()
    after = [widget.grab().toImage() for widget in (view, table)]
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_keys_typed_into_a_field_edit_its_text_alone(opened, keys):
    presenter = opened(EXAMPLE)
    presenter.select(0)
    before = presenter.session.document
    for field in presenter.window.findChildren(QLineEdit) + presenter.window.findChildren(FormulaField):
        if field.isVisible() and field.isEnabled():
            field.setFocus()
            for pressed in ("Del", "A", "Z"):
                keys(presenter, pressed)
            field.clearFocus()
    assert presenter.session.document.frozen == ()
    assert network(presenter).units == before.network.units
    assert not canvas(presenter).expecting
