"""Commands by their keys, as a lecturer presses them: on the document, in mid-run, in the middle of something else."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.design import construct, fit_output_layer
from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.errors import error
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

EXAMPLE, HALF_CIRCLE, VANISHING = "second-layer-output", "semicircle-frames", "vanishing-gradient"


def untrained(identifier=EXAMPLE, **settings):
    """A scene with random weights, small enough to train fast."""
    document = edits.randomise(scene(identifier).document, 3)
    return replace(document, training=replace(document.training, **settings))


def document(presenter):
    return presenter.session.document


def network(presenter):
    return presenter.session.document.network


def parameters(network):
    return np.concatenate([np.ravel(array) for array in (network.W1, network.b1, network.W2, network.b2)])


def reach(qtbot, presenter, steps):
    """Let training go on by so many steps."""
    wanted = document(presenter).step + steps
    qtbot.waitUntil(lambda: document(presenter).step >= wanted, timeout=20000)


def rested(qtbot, presenter):
    qtbot.waitUntil(lambda: not presenter.control.running, timeout=20000)


def said(presenter):
    return presenter.window.banner.text


def answer(presenter, text):
    return next(button for button in presenter.window.banner._buttons if button.text() == text)


# Construct, refit, kill ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["logistic", "tanh", "step"])
def test_ctrl_k_constructs_the_lectures_net_of_as_many_pieces_as_there_are_units(opened, keys, hidden, one_step):
    it = edits.set_hidden(edits.set_units(scene(HALF_CIRCLE).document, 5), hidden)
    presenter = opened(it)
    before = network(presenter)
    keys(presenter, "Ctrl+K")
    wanted = construct(5, hidden, edits.gain(before))
    assert_allclose(parameters(network(presenter)), parameters(wanted))
    assert (network(presenter).hidden, network(presenter).units) == (hidden, 5)
    one_step(presenter, before, "Construct")


def test_ctrl_k_brings_the_lectures_net_back_after_training(opened, keys, qtbot):
    presenter = opened(edits.set_gain(untrained(HALF_CIRCLE), 12.05))
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    gain = edits.gain(network(presenter))
    keys(presenter, "Ctrl+K")
    assert not presenter.control.running
    assert edits.gain(network(presenter)) == pytest.approx(gain, rel=0.5), "about as steep as it was"
    assert document(presenter).step == 0
    assert np.hypot(*network(presenter).W1.T) == pytest.approx(np.full(8, edits.gain(network(presenter))))


def test_ctrl_k_constructs_only_on_the_half_circle(opened, keys):
    presenter = opened(EXAMPLE)
    before = document(presenter)
    keys(presenter, "Ctrl+K")
    assert document(presenter) is before
    assert "half circle" in said(presenter)
    assert presenter.session.undo_label is None


def test_ctrl_l_solves_the_output_layer(opened, keys, one_step):
    presenter = opened(untrained())
    before = document(presenter)
    keys(presenter, "Ctrl+L")
    wanted = fit_output_layer(before.network, before.X, before.Y)
    assert_array_equal(parameters(network(presenter)), parameters(wanted))
    assert error(document(presenter)) < error(before)
    one_step(presenter, before.network, "Refit the output layer")


@pytest.mark.parametrize(("hidden", "gain", "expected"), [("logistic", 1, 0.0002506), ("step", 1, 0.04299)])
def test_ctrl_l_after_ctrl_k_has_the_lectures_error(opened, keys, hidden, gain, expected):
    it = scene(HALF_CIRCLE).document
    presenter = opened(replace(it, network=construct(8, hidden, gain)))
    keys(presenter, "Ctrl+L")
    assert error(document(presenter)) == pytest.approx(expected, rel=2e-3)


def test_an_output_that_is_not_linear_is_not_refitted(opened, keys):
    presenter = opened("classifier-output")
    before = document(presenter)
    keys(presenter, "Ctrl+L")
    assert document(presenter) is before
    assert said(presenter).startswith("This output layer can't be refitted: ")


@pytest.mark.parametrize("unit", [0, 1])
def test_k_kills_the_selected_unit(opened, keys, unit, one_step):
    it = edits.select(edits.set_hidden(scene(EXAMPLE).document, "relu"), unit)
    presenter = opened(it)
    before = network(presenter)
    keys(presenter, "K")
    dead = diagnose(network(presenter), it.X).dead
    assert np.flatnonzero(dead).tolist() == [unit]
    assert_array_equal(network(presenter).W1, before.W1)
    one_step(presenter, before, f"Kill unit {unit + 1}")


def test_k_without_a_selected_unit_kills_none(opened, keys):
    it = edits.select(scene(EXAMPLE).document, None)
    presenter = opened(it)
    keys(presenter, "K")
    assert document(presenter) is it
    assert "No unit is selected" in said(presenter)


def test_shift_k_kills_every_unit_and_undo_brings_them_back(opened, keys, one_step):
    it = edits.set_hidden(scene(EXAMPLE).document, "relu")
    presenter = opened(it)
    before = network(presenter)
    keys(presenter, "Shift+K")
    assert diagnose(network(presenter), it.X).dead.all()
    assert network(presenter).forward(it.X).h.max() == 0
    one_step(presenter, before, "Kill all units")


def test_killed_in_mid_run_a_net_learns_no_more_than_its_output_bias(opened, keys, qtbot):
    presenter = opened(edits.set_hidden(untrained(), "relu"))
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    keys(presenter, "Shift+K")
    dead = network(presenter)
    reach(qtbot, presenter, 30)
    assert presenter.control.running
    assert diagnose(network(presenter), document(presenter).X).dead.all()
    assert network(presenter).b2 != dead.b2
    keys(presenter, "Ctrl+Z")
    assert not diagnose(network(presenter), document(presenter).X).dead.any()


# The other target, the rival ----------------------------------------------------------------------------------------


def test_the_target_is_changed_while_it_trains_and_the_rival_follows_better(opened, keys, qtbot):
    presenter = opened(VANISHING)
    before = document(presenter)
    keys(presenter, "Space")
    reach(qtbot, presenter, 20)
    keys(presenter, "T")
    assert presenter.control.running
    assert document(presenter).data is before.alternative
    assert document(presenter).alternative is before.data
    QApplication.processEvents()

    def losses():
        it = document(presenter)
        return error(it), error(replace(it, network=it.rival))

    qtbot.waitUntil(lambda: losses()[1] < 0.5 * losses()[0], timeout=30000)
    keys(presenter, "Space")
    assert [mark.label for mark in presenter.control.run.marks] == ["change the target"]
    assert presenter.control.rival_run.steps[-1] == document(presenter).step
    assert presenter.control.rival_run.losses[-1] == pytest.approx(losses()[1])


def test_the_rival_learns_step_by_step_beside_the_net(opened, keys, qtbot):
    presenter = opened(VANISHING)
    start = document(presenter)
    for _ in range(3):
        keys(presenter, ".")
        rested(qtbot, presenter)
    alone = Trainer(start.rival, start.X, start.Y, start.training)
    assert_array_equal(parameters(document(presenter).rival), parameters(alone.advance(3).network))


@pytest.mark.parametrize("first", [(), ("Ctrl+Shift+R",)], ids=["as it opened", "from a random start"])
def test_reset_brings_the_net_and_its_rival_back_to_where_they_began(opened, keys, qtbot, first):
    presenter = opened(VANISHING)
    for key in first:
        keys(presenter, key)
    began = document(presenter)
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    keys(presenter, "Ctrl+R")
    assert document(presenter).step == 0
    assert_array_equal(parameters(network(presenter)), parameters(began.network))
    assert_array_equal(parameters(document(presenter).rival), parameters(began.rival))
    assert presenter.control.rival_run.steps == []


def test_reset_without_training_brings_the_scenes_own_nets_back(opened, keys):
    presenter = opened(VANISHING)
    opened_on = document(presenter)
    keys(presenter, "Ctrl+Shift+R")
    assert document(presenter).rival is not opened_on.rival
    keys(presenter, "Ctrl+R")
    assert network(presenter) is opened_on.network
    assert document(presenter).rival is opened_on.rival


def test_undo_takes_the_rival_back_with_its_net(opened, keys, qtbot):
    presenter = opened(VANISHING)
    before = document(presenter)
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    keys(presenter, "Ctrl+Z")
    assert document(presenter).rival is before.rival
    assert network(presenter) is before.network


def test_changing_the_target_is_a_step_of_undo(opened, keys):
    presenter = opened(VANISHING)
    before = document(presenter)
    keys(presenter, "T")
    assert document(presenter).data is before.alternative
    assert presenter.session.undo_label == "Change the target"
    keys(presenter, "Ctrl+Z")
    assert document(presenter).data is before.data


def test_without_another_target_t_does_nothing(opened, keys):
    presenter = opened(EXAMPLE)
    before = document(presenter)
    keys(presenter, "T")
    assert document(presenter) is before
    assert said(presenter) == ""


# Frames -------------------------------------------------------------------------------------------------------------


def test_p_plays_all_frames_as_often_as_it_is_pressed(opened, keys, qtbot):
    presenter = opened(HALF_CIRCLE)
    presenter.guide._timer.setInterval(0)
    action = presenter.window.actions_["play"]
    seen = []
    presenter.session.changed.connect(lambda _old, new: seen.append(new.view.frame))
    for _ in range(2):
        seen.clear()
        keys(presenter, "P")
        qtbot.waitUntil(lambda: not presenter.guide.playing)
        assert seen == list(range(9))
        assert not action.isChecked(), "played to the end, it is off"
    assert document(presenter).view.selected == 7
    assert presenter.session.undo_label is None


def test_p_pressed_again_stops_the_frames_where_they_are(opened, keys):
    presenter = opened(HALF_CIRCLE)
    keys(presenter, "P")
    assert presenter.guide.playing
    keys(presenter, "P")
    assert not presenter.guide.playing
    assert document(presenter).view.frame == 0


def test_a_page_key_stops_the_frames(opened, keys):
    presenter = opened(HALF_CIRCLE)
    keys(presenter, "P")
    keys(presenter, "PgDown")
    assert not presenter.guide.playing
    assert not presenter.window.actions_["play"].isChecked()
    assert document(presenter).view.frame == 1


def test_a_still_is_not_played(opened, keys):
    presenter = opened(EXAMPLE)
    keys(presenter, "P")
    assert not presenter.guide.playing
    assert not presenter.window.actions_["play"].isChecked()


def test_another_scene_ends_the_play(opened, keys):
    presenter = opened(HALF_CIRCLE)
    keys(presenter, "P")
    presenter.open_scene("semicircle-to-parabola")
    assert not presenter.guide.playing


def test_page_keys_lead_through_the_frames_and_on(opened, keys):
    presenter = opened(scene(HALF_CIRCLE).document.at_frame(7))
    presenter.open_scene(HALF_CIRCLE)
    for frame in (5, 6, 7, 8):
        keys(presenter, "PgDown")
        assert document(presenter).view.frame == frame
    keys(presenter, "PgDown")
    assert presenter.scene_id() == "classifier-target"
    keys(presenter, "PgUp")
    assert presenter.scene_id() == HALF_CIRCLE


# Divergence ---------------------------------------------------------------------------------------------------------


def test_a_run_that_diverges_is_taken_back_to_before_it_ran_away(opened, keys, qtbot):
    presenter = opened(untrained(HALF_CIRCLE, optimizer="sgd", learning_rate=1e9))
    before = document(presenter)
    keys(presenter, "Space")
    rested(qtbot, presenter)
    assert "The learning rate 1e9 is" in said(presenter)
    assert network(presenter) is before.network
    button = answer(presenter, "Last finite weights")
    button.setFocus()
    keys(presenter, "Space")
    wild = network(presenter)
    assert wild is not before.network
    assert np.isfinite(parameters(wild)).all()
    assert document(presenter).step > 0
    assert not presenter.control.running, "Space pressed the button and nothing else"
    assert said(presenter) == ""
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before.network


@pytest.mark.parametrize("key", ["Space", "Return"])
def test_a_focused_button_of_the_banner_is_pressed_by_the_keyboard(opened, keys, key):
    presenter = opened(EXAMPLE)
    keys(presenter, "Space")
    answer(presenter, "Close").setFocus()
    keys(presenter, key)
    assert said(presenter) == ""
    assert not presenter.control.running


# In the middle of something else ------------------------------------------------------------------------------------


def untouched(presenter, identifier):
    """Whether the scene is open as it is, with nothing to undo."""
    it = document(presenter)
    return it.network is scene(identifier).network and it.training == scene(identifier).document.training


@pytest.mark.parametrize("running", [False, True], ids=["resting", "training"])
def test_a_line_that_is_held_changes_nothing_in_the_next_scene(opened, keys, mouse, on_line, qtbot, running):
    presenter = opened(EXAMPLE)
    if running:
        presenter.coach.train()
        reach(qtbot, presenter, 5)
    view = presenter.window.arrangement.input
    hand = mouse(view)
    hand.press(on_line(view, 0))
    hand.move(25, 15)
    keys(presenter, "PgDown")
    following = presenter.scene_id()
    assert following == "unit-step"
    assert not presenter.control.running
    hand.move(20, 10)
    hand.release()
    assert untouched(presenter, following)
    assert presenter.session.undo_label is None
    keys(presenter, "PgUp")
    assert untouched(presenter, EXAMPLE)


def test_a_correction_that_is_held_changes_nothing_in_the_next_scene(opened, keys, mouse):
    presenter = opened(HALF_CIRCLE)
    presenter.session.look(document(presenter).at_frame(8))
    presenter.display.everything()
    plane = presenter.window.arrangement.plane
    hand = mouse(plane)
    hand.press(next(grip.at for grip in plane.grips() if grip.kind == "tip"))
    hand.move(15, 10)
    assert network(presenter) is not scene(HALF_CIRCLE).network
    keys(presenter, "PgDown")
    following = presenter.scene_id()
    assert following == "classifier-target"
    hand.move(10, 10)
    hand.release()
    assert untouched(presenter, following)
    assert scene(HALF_CIRCLE).document.network is scene(HALF_CIRCLE).network


@pytest.mark.parametrize("panel", ["activation_panel", "training_panel"])
def test_a_slider_that_is_held_changes_nothing_in_the_next_scene(opened, keys, mouse, panel):
    presenter = opened(EXAMPLE)
    slider = getattr(presenter.window, panel)._slider
    hand = mouse(slider)
    hand.press(QPointF(slider.rect().width() * slider.value() / slider.maximum(), slider.rect().center().y()))
    assert slider.isSliderDown()
    hand.move(20, 0)
    assert not untouched(presenter, EXAMPLE)
    presenter.window.actions_["next"].trigger()
    following = presenter.scene_id()
    assert following == "unit-step"
    hand.move(15, 0)
    hand.release()
    assert untouched(presenter, following)
    assert presenter.session.undo_label is None


def test_five_quick_points_are_five_steps(opened, keys, qtbot):
    start = untrained()
    presenter = opened(start)
    for _ in range(5):
        QTest.keyClick(presenter.window, Qt.Key.Key_Period)
    rested(qtbot, presenter)
    assert document(presenter).step == 5
    alone = Trainer(start.network, start.X, start.Y, start.training)
    assert_array_equal(parameters(network(presenter)), parameters(alone.advance(5).network))


def test_escape_takes_back_in_turn_a_gesture_a_message_and_the_selection(opened, keys, mouse, on_line):
    presenter = opened(EXAMPLE)
    before = network(presenter)
    keys(presenter, "Space")
    assert said(presenter)
    view = presenter.window.arrangement.input
    hand = mouse(view)
    hand.press(on_line(view, 0))
    hand.move(0, 20)
    assert network(presenter) is not before
    keys(presenter, "Esc")
    hand.release()
    assert network(presenter) is before
    assert document(presenter).view.selected == 0
    presenter.window.banner.say("Something.")
    keys(presenter, "Esc")
    assert (said(presenter), document(presenter).view.selected) == ("", 0)
    keys(presenter, "Esc")
    assert document(presenter).view.selected is None
    assert presenter.session.undo_label is None


def test_undo_in_the_middle_of_a_drag_takes_back_the_drag_alone(opened, keys, mouse, on_line):
    presenter = opened(EXAMPLE)
    view = presenter.window.arrangement.input
    mouse(view).drag(on_line(view, 0), 12, 5)
    before = network(presenter)
    hand = mouse(view)
    hand.press(on_line(view, 0))
    hand.move(10, 10)
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is before
    hand.release()
    keys(presenter, "Ctrl+Z")
    assert network(presenter) is scene(EXAMPLE).network


# The wheel ----------------------------------------------------------------------------------------------------------


def turn_wheel(widget, notches=-1):
    at = QPointF(widget.rect().center())
    turned = QPoint(0, 120 * notches)
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    assert event.type() == QEvent.Type.Wheel
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


FIELDS = (
    ("activation_panel", "_hidden"),
    ("activation_panel", "_output"),
    ("training_panel", "_optimizer"),
    ("training_panel", "_loss"),
    ("training_panel", "_batch"),
    ("training_panel", "_units"),
    ("training_panel", "_seed"),
)


@pytest.mark.parametrize(("panel", "name"), FIELDS)
def test_the_wheel_over_a_field_without_the_keyboard_changes_nothing(opened, panel, name):
    presenter = opened("classifier-output")
    before = document(presenter)
    field = getattr(getattr(presenter.window, panel), name)
    assert not field.hasFocus()
    for notches in (-1, 1):
        turn_wheel(field, notches)
    assert document(presenter) is before
    assert presenter.session.undo_label is None


def test_the_wheel_over_a_field_with_the_keyboard_counts(opened):
    presenter = opened(EXAMPLE)
    field = presenter.window.training_panel._units
    field.setFocus()
    turn_wheel(field, 1)
    assert network(presenter).units == 3
    assert_array_equal(network(presenter).W1[:2], scene(EXAMPLE).network.W1)
