"""The wiring that no other test goes through: names, messages, scenes, and the window's own commands."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.model import edits
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.model.lines import Line

EXAMPLE, HALF_CIRCLE = "second-layer-output", "semicircle-frames"


def said(presenter):
    return presenter.window.banner.text


# Scenes ---------------------------------------------------------------------------------------------------------------


def test_a_scene_is_known_whatever_becomes_of_it(opened):
    presenter = opened(EXAMPLE)
    assert presenter.scene_id() == EXAMPLE
    presenter.restarts.randomise()
    presenter.viewing.next_notation()
    assert presenter.scene_id() == EXAMPLE


def test_a_document_of_ones_own_is_no_scene(opened):
    presenter = opened(edits.set_view(scene(EXAMPLE).document, index_base=0))
    assert presenter.scene_id() is None
    presenter.open_scene(HALF_CIRCLE)
    assert presenter.scene_id() == HALF_CIRCLE


def test_a_scene_that_is_opened_is_shown_at_once_with_no_message_of_the_last_one(opened):
    presenter = opened(EXAMPLE)
    presenter.window.banner.say("Something.")
    presenter.window.scene_panel.scene_chosen.emit(HALF_CIRCLE)
    assert said(presenter) == ""
    assert presenter.session.document is scene(HALF_CIRCLE).document
    assert presenter.window.arrangement.visible_names() == list(scene(HALF_CIRCLE).document.view.canvases)
    assert presenter.session.undo_label is None


def test_the_panel_lists_the_scenes_of_the_lecture(opened):
    presenter = opened(EXAMPLE)
    for one in (scenes()[0], scenes()[-1]):
        presenter.window.scene_panel.scene_chosen.emit(one.id)
        assert presenter.scene_id() == one.id


# Selection, names, messages -------------------------------------------------------------------------------------------


def test_a_unit_is_selected_from_every_canvas(opened):
    presenter = opened(EXAMPLE)
    canvases = (*presenter.window.arrangement.every_canvas(), presenter.window.activation_canvas)
    for canvas in canvases:
        for unit in (1, None):
            canvas.unit_clicked.emit(unit)
            assert presenter.session.document.view.selected == unit
    assert presenter.session.undo_label is None


def test_selecting_what_is_selected_changes_nothing(opened):
    presenter = opened(EXAMPLE)
    before = presenter.session.document
    presenter.select(before.view.selected)
    assert presenter.session.document is before


@pytest.mark.parametrize("base", [0, 1])
def test_steps_of_undo_name_units_as_they_are_printed(opened, base):
    presenter = opened(edits.set_view(scene(EXAMPLE).document, index_base=base))
    view = presenter.window.arrangement.input
    view.line_flipped.emit(1, view.thresholds.lines[1].flipped())
    assert presenter.session.undo_label == f"Flip line {1 + base}"
    assert presenter.window.actions_["undo"].text() == f"Undo flip line {1 + base}"


def test_what_the_model_refuses_is_told_and_the_panels_show_what_is(opened):
    presenter = opened(EXAMPLE)
    before = presenter.session.document
    presenter.window.training_panel.setting_changed.emit("loss", "cross_entropy")
    assert "cross_entropy" in said(presenter)
    assert presenter.session.document is before
    assert presenter.window.training_panel._loss.currentData() == "mse"
    presenter.window.training_panel.units_changed.emit(3)
    assert said(presenter) == "", "the message was about the document as it was"


@pytest.mark.parametrize("panel", ["activation_panel", "training_panel", "weights_panel"])
def test_what_a_panel_refuses_is_told(opened, panel):
    presenter = opened(EXAMPLE)
    getattr(presenter.window, panel).refused.emit("That is no number.")
    assert said(presenter) == "That is no number."


def test_a_look_leaves_a_message_where_it_is(opened):
    presenter = opened(EXAMPLE)
    presenter.window.banner.say("Something.")
    presenter.viewing.next_notation()
    assert said(presenter) == "Something."


@pytest.mark.parametrize(
    ("panel", "signal", "values", "label"),
    [
        ("activation_panel", "hidden_chosen", ("relu",), "Change activation"),
        ("activation_panel", "output_chosen", ("tanh",), "Change output"),
        ("activation_panel", "gain_released", (3.0,), "Change gain"),
        ("training_panel", "setting_changed", ("seed", 9), "Change seed"),
        ("training_panel", "rate_released", (0.5,), "Change learning rate"),
        ("training_panel", "units_changed", (5,), "Change hidden units"),
        ("training_panel", "random_start", (), "Random start"),
        ("weights_panel", "typed", ("b1", (0,), 0.25), "Type b1"),
        ("weights_panel", "pasted", ((("b1", (0,), 0.25), ("W1", (1, 0), 3.0)),), "Paste weights"),
    ],
)
def test_every_edit_of_a_panel_is_one_named_step_of_undo(opened, panel, signal, values, label):
    presenter = opened(EXAMPLE)
    before = presenter.session.document
    getattr(getattr(presenter.window, panel), signal).emit(*values)
    assert presenter.session.undo_label == label
    presenter.undo()
    assert presenter.session.document.network is before.network
    assert presenter.session.document.training == before.training


# The window's own commands --------------------------------------------------------------------------------------------


def test_f9_hides_the_panels_and_shows_them(opened, keys):
    presenter = opened(EXAMPLE)
    action = presenter.window.actions_["panels"]
    for shown in (False, True):
        keys(presenter, "F9")
        assert [dock.isVisible() for dock in presenter.window.docks] == [shown, shown]
        assert action.isChecked() == shown


def test_ctrl_q_closes_the_window_and_ends_a_run(opened, keys, qtbot):
    presenter = opened(edits.randomise(scene(EXAMPLE).document, 1))
    keys(presenter, "Space")
    assert presenter.control.running
    keys(presenter, "Ctrl+Q")
    assert not presenter.window.isVisible()
    assert not presenter.control.running


def test_what_a_hand_does_to_a_unit_that_is_gone_does_nothing(opened):
    presenter = opened("semicircle-frames")
    presenter._edit("Change hidden units", edits.set_units, 20)
    presenter.display.everything()
    presenter._edit("Change hidden units", edits.set_units, 3)
    before = presenter.session.document  # the views still show twenty: they follow in the next frame
    presenter.window.weights_panel.table.setCurrentIndex(presenter.window.weights_panel.model.index(15, 1))
    presenter.window.arrangement.input.line_dragged.emit(15, Line(np.array([1.0, 2.0]), 0.5))
    presenter.window.arrangement.plane.correction_dragged.emit(15, np.array([1.0, 2.0]))
    presenter.window.weights_panel.typed.emit("b1", (15,), 1.0)
    assert presenter.session.document is before
    assert "no entry 15 any more" in said(presenter)
