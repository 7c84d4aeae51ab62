"""Training from the user's hand: Space, the panel's fields and the mouse, asserted on the document."""

import threading
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from nnexplorer.compute.errors import QUICK, error, is_quick
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model import edits
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import PointData
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network

EXAMPLE, HALF_CIRCLE = "second-layer-output", "semicircle-frames"


def untrained(identifier=EXAMPLE, seed=3, **settings):
    """A scene with random weights, small enough to train fast."""
    document = scene(identifier).document
    document = edits.randomise(document, seed)
    return replace(document, training=replace(document.training, **settings))


def still(identifier=EXAMPLE, **settings):
    """A scene whose training hardly moves its weights."""
    return untrained(identifier, learning_rate=1e-12, **settings)


def parameters(network):
    return np.concatenate([np.ravel(array) for array in (network.W1, network.b1, network.W2, network.b2)])


def document(presenter):
    return presenter.session.document


def reach(qtbot, presenter, steps):
    """Let training go on by so many steps."""
    wanted = document(presenter).step + steps
    qtbot.waitUntil(lambda: document(presenter).step >= wanted, timeout=20000)


def answers(presenter):
    return {button.text(): button for button in presenter.window.banner.findChildren(QPushButton)}


# Play, pause, step, reset ---------------------------------------------------------------------------------------


def test_space_trains_and_pauses(opened, keys, qtbot):
    presenter = opened(untrained())
    before = document(presenter)
    keys(presenter, "Space")
    assert presenter.control.running
    reach(qtbot, presenter, 50)
    keys(presenter, "Space")
    assert not presenter.control.running
    after = document(presenter)
    assert error(after) < error(before)
    QApplication.processEvents()
    assert document(presenter) is after, "nothing comes in late"


def test_a_run_is_one_step_of_undo(opened, keys, qtbot):
    presenter = opened(untrained())
    before = document(presenter).network
    keys(presenter, "Space")
    reach(qtbot, presenter, 30)
    keys(presenter, "Space")
    after = document(presenter)
    assert presenter.session.undo_label == f"Train {after.step} steps"
    keys(presenter, "Ctrl+Z")
    assert document(presenter).network is before
    assert document(presenter).step == 0
    assert presenter.session.undo_label is None
    keys(presenter, "Ctrl+Y")
    assert document(presenter).network is after.network
    assert document(presenter).step == after.step


def test_undo_ends_a_run_that_is_on_and_takes_it_back(opened, keys, qtbot):
    presenter = opened(untrained())
    before = document(presenter).network
    keys(presenter, "Space")
    reach(qtbot, presenter, 30)
    keys(presenter, "Ctrl+Z")
    assert not presenter.control.running
    assert document(presenter).network is before


def test_a_single_step_is_that_of_the_mathematics(opened, keys, qtbot):
    start = untrained()
    presenter = opened(start)
    for count in (1, 2, 3):
        keys(presenter, ".")
        qtbot.waitUntil(lambda: not presenter.control.running)
        assert document(presenter).step == count
        assert presenter.session.undo_label == "Train 1 step"
    trainer = Trainer(start.network, start.X, start.Y, start.training)
    trainer.advance(3)
    assert_array_equal(parameters(document(presenter).network), parameters(trainer.network))


def test_reset_goes_back_to_the_same_start_as_often_as_one_likes(opened, keys, qtbot):
    presenter = opened(untrained())
    start = document(presenter).network
    for _ in range(2):
        keys(presenter, "Space")
        reach(qtbot, presenter, 20)
        keys(presenter, "Ctrl+R")
        assert not presenter.control.running
        assert_array_equal(parameters(document(presenter).network), parameters(start))
        assert document(presenter).step == 0
        assert presenter.control.run.steps == []


def test_reset_after_several_runs_goes_to_where_the_first_began(opened, keys, qtbot):
    presenter = opened(untrained())
    start = document(presenter).network
    for _ in range(3):
        keys(presenter, ".")
        qtbot.waitUntil(lambda: not presenter.control.running)
    keys(presenter, "Ctrl+R")
    assert_array_equal(parameters(document(presenter).network), parameters(start))
    keys(presenter, "Ctrl+Z")
    assert document(presenter).step == 3


def test_a_random_start_follows_the_seed(opened, keys):
    presenter = opened(EXAMPLE)
    old = document(presenter)
    keys(presenter, "Ctrl+Shift+R")
    drawn = document(presenter).network
    expected = Network.random(2, 2, 1, "tanh", old.training.seed)
    assert_array_equal(parameters(drawn), parameters(expected))
    assert presenter.session.undo_label == "Random start"


# Equal seeds, pauses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch_size", [None, 100])
def test_equal_seeds_are_equal_runs(opened, qtbot, batch_size):
    reached = []
    for _ in range(2):
        presenter = opened(untrained(batch_size=batch_size, seed=5))
        presenter.control.start(60)
        qtbot.waitUntil(lambda p=presenter: not p.control.running)
        reached.append(document(presenter))
    assert reached[0].step == reached[1].step == 60
    assert_array_equal(parameters(reached[0].network), parameters(reached[1].network))


def test_pausing_changes_nothing(opened, keys, qtbot):
    start = untrained()
    presenter = opened(start)
    trainer = Trainer(start.network, start.X, start.Y, start.training)
    for steps in (10, 1, 40):
        keys(presenter, "Space")
        reach(qtbot, presenter, steps)
        keys(presenter, "Space")
        frame = trainer.advance(document(presenter).step - trainer.step)
        assert_array_equal(parameters(document(presenter).network), parameters(frame.network))
        assert error(document(presenter)) == pytest.approx(frame.loss)


def test_a_pause_keeps_the_order_of_the_mini_batches(opened, keys, qtbot):
    start = untrained(batch_size=96, optimizer="momentum")
    presenter = opened(start)
    for _ in range(2):
        keys(presenter, "Space")
        reach(qtbot, presenter, 15)
        keys(presenter, "Space")
    trainer = Trainer(start.network, start.X, start.Y, start.training)
    frame = trainer.advance(document(presenter).step)
    assert_array_equal(parameters(document(presenter).network), parameters(frame.network))


# What is changed while it runs ----------------------------------------------------------------------------------


def choose(qtbot, combo, name):
    """Choose a name in a combo box with the arrow keys."""
    while combo.currentData() != name:
        down = combo.findData(name) > combo.currentIndex()
        qtbot.keyClick(combo, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def type_into(field, typed, qtbot, text):
    field.setFocus()
    field.selectAll()
    typed(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_learning_rate_is_changed_while_it_runs(opened, keys, qtbot, typed):
    presenter = opened(still())
    before = document(presenter)
    keys(presenter, "Space")
    reach(qtbot, presenter, 20)
    assert error(document(presenter)) == pytest.approx(error(before), rel=1e-6)
    type_into(presenter.window.training_panel._rate, typed, qtbot, "0,02")
    qtbot.waitUntil(lambda: error(document(presenter)) < 0.9 * error(before), timeout=20000)
    keys(presenter, "Space")
    assert document(presenter).training.learning_rate == 0.02
    keys(presenter, "Ctrl+Z")
    assert document(presenter).network is before.network
    assert document(presenter).training == before.training


def test_the_optimiser_is_changed_while_it_runs(opened, keys, qtbot):
    presenter = opened(still())
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    before = parameters(document(presenter).network)
    for name in ("momentum", "sgd", "adam"):
        choose(qtbot, presenter.window.training_panel._optimizer, name)
        assert document(presenter).training.optimizer == name
        qtbot.waitUntil(lambda name=name: presenter.control._worker._trainer.settings.optimizer == name)
    assert_allclose(parameters(document(presenter).network), before, atol=1e-6)
    assert presenter.control.running


def test_the_batch_is_changed_while_it_runs(opened, keys, qtbot, typed):
    presenter = opened(still())
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    type_into(presenter.window.training_panel._batch, typed, qtbot, "32")
    reach(qtbot, presenter, 5)
    assert document(presenter).training.batch_size == 32
    qtbot.waitUntil(lambda: presenter.control._worker._trainer.epoch_steps == 32)
    assert presenter.control.running


@pytest.mark.parametrize("units", [5, 1])
def test_the_hidden_units_are_changed_while_it_runs(opened, keys, qtbot, typed, units):
    presenter = opened(still())
    old = document(presenter).network
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    type_into(presenter.window.training_panel._units, typed, qtbot, str(units))
    assert document(presenter).network.units == units
    reach(qtbot, presenter, 5)
    assert presenter.control.running
    new, kept = document(presenter).network, min(units, old.units)
    assert new.units == units
    for name in ("W1", "b1"):
        assert_allclose(getattr(new, name)[:kept], getattr(old, name)[:kept], atol=1e-6)
    assert_allclose(new.W2[:, :kept], old.W2[:, :kept], atol=1e-6)
    presenter.toggle_training()
    keys(presenter, "Ctrl+Z")
    assert document(presenter).network is old, "with its run it is one step"


def test_a_unit_that_is_deleted_while_it_runs_takes_its_memory_with_it(opened, keys, qtbot, monkeypatch):
    known, adopt = [], Trainer.adopt

    def noted(trainer, network, *given):
        before = trainer._optimizer.memory[0].copy()
        old = trainer._parameters.like(before)
        adopt(trainer, network, *given)
        known.append((old.first, trainer._parameters.like(trainer._optimizer.memory[0]).first.copy()))

    monkeypatch.setattr(Trainer, "adopt", noted)
    presenter = opened(EXAMPLE)
    presenter.control.start()
    qtbot.waitUntil(lambda: len(presenter.control.run.steps) > 3)
    presenter.select(0)
    keys(presenter, "Delete")
    qtbot.waitUntil(lambda: len(known) == 1)
    presenter.control.pause()
    ((old, new),) = known
    assert len(new) == len(old) - 1
    assert old[1:].any()
    assert_array_equal(new, old[1:])


def test_the_activation_is_changed_while_it_runs(opened, keys, qtbot):
    presenter = opened(still())
    old = document(presenter).network
    keys(presenter, "Space")
    for name in ("relu", "prelu", "step", "logistic"):
        choose(qtbot, presenter.window.activation_panel._hidden, name)
        reach(qtbot, presenter, 5)
        assert document(presenter).network.hidden == name
    assert_allclose(parameters(document(presenter).network), parameters(old), atol=1e-6)
    assert presenter.control.running


def test_a_weight_is_typed_while_it_runs(opened, keys, mouse, qtbot, typed):
    presenter = opened(still())
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    table = presenter.window.weights_panel.table
    for row, name, index in ((0, "W2", (0, 0)), (2, "b2", (0,))):
        mouse(table).double_click(QPointF(table.visualRect(table.model().index(row, 4)).center()))
        editor = QApplication.focusWidget()
        editor.selectAll()
        typed(editor, "-7,5")
        reach(qtbot, presenter, 20)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        reach(qtbot, presenter, 5)
        assert getattr(document(presenter).network, name)[index] == pytest.approx(-7.5, abs=1e-6)
    assert presenter.control.running


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda p: p.workbench.type_target(("5*x1",)), "type the target"),
        (lambda p: p.workbench.set_points(11), "change the number of points"),
        (lambda p: p.workbench.take_recipe(Recipe("xor")), "take exclusive or"),
        (lambda p: p.workbench.set_split(0.4, 3), "change the split"),
    ],
)
def test_the_data_are_changed_while_it_runs_and_the_curve_is_marked_there(opened, keys, qtbot, change, label):
    presenter = opened(still())
    keys(presenter, "Space")
    reach(qtbot, presenter, 20)
    old = document(presenter)
    change(presenter)
    new = document(presenter)
    assert new.learnt is not old.learnt
    reach(qtbot, presenter, 20)
    assert presenter.control.running
    assert [(mark.step, mark.label) for mark in presenter.control.run.marks] == [(new.step, label)]
    assert presenter.control.run.losses[-1] == pytest.approx(error(document(presenter)), rel=1e-6)
    presenter.display.everything()
    assert presenter.window.arrangement.loss._marks == [(new.step, label)]


def test_a_larger_error_on_other_data_is_not_one_that_runs_away(opened, keys, qtbot):
    presenter = opened(still())
    keys(presenter, "Space")
    reach(qtbot, presenter, 20)
    presenter.workbench.type_target(("1000*x1",))
    changed = document(presenter).step
    reach(qtbot, presenter, 20)
    assert error(document(presenter)) > 1000
    assert presenter.control.sane.step > changed


# Stop rules -----------------------------------------------------------------------------------------------------


def test_a_run_stops_after_so_many_steps_again_and_again(opened, keys, qtbot, typed):
    presenter = opened(untrained())
    type_into(presenter.window.training_panel._after, typed, qtbot, "250")
    for total in (250, 500):
        keys(presenter, "Space")
        qtbot.waitUntil(lambda: not presenter.control.running, timeout=20000)
        assert document(presenter).step == total
        assert presenter.window.banner.text.startswith(f"Training stopped at step {total}: ")
        assert presenter.session.undo_label == "Train 250 steps"
    keys(presenter, ".")
    qtbot.waitUntil(lambda: not presenter.control.running)
    assert document(presenter).step == 501
    assert presenter.window.banner.text == ""


@pytest.mark.parametrize("wanted", ["60000", "0"])
def test_a_rule_that_is_loosened_in_mid_run_lets_it_go_on(opened, keys, qtbot, typed, wanted):
    presenter = opened(untrained(stop_steps=2000))
    keys(presenter, "Space")
    reach(qtbot, presenter, 10)
    type_into(presenter.window.training_panel._after, typed, qtbot, wanted)
    reach(qtbot, presenter, 3000)
    assert presenter.control.running
    assert presenter.window.banner.text == ""


def test_a_run_stops_below_an_error(opened, keys, qtbot, typed):
    presenter = opened(untrained())
    wanted = error(document(presenter)) / 2
    type_into(presenter.window.training_panel._below, typed, qtbot, f"{wanted:.6f}")
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: not presenter.control.running, timeout=20000)
    assert error(document(presenter)) < wanted
    assert "is below" in presenter.window.banner.text


def test_a_run_without_progress_stops_and_offers_the_best_net(opened, keys, qtbot, typed, mouse):
    presenter = opened(replace(still(), test_share=0.3))
    type_into(presenter.window.training_panel._patience, typed, qtbot, "200")
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: not presenter.control.running, timeout=20000)
    assert "the test error has not fallen for 200 steps" in presenter.window.banner.text
    end = document(presenter).step
    button = next(button for text, button in answers(presenter).items() if text.startswith("Back to step"))
    mouse(button).click(QPointF(button.rect().center()))
    assert document(presenter).step < end - 190


# Dragging while it runs -----------------------------------------------------------------------------------------


def test_the_dragged_unit_is_held_and_the_others_go_on_learning(opened, keys, mouse, qtbot, on_line):
    presenter = opened(untrained())
    view = presenter.window.arrangement.input
    hand = mouse(view)
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    hand.press(on_line(view, 1))
    hand.move(25, 15)
    held = document(presenter).network
    for _ in range(3):
        reach(qtbot, presenter, 20)
        now = document(presenter).network
        assert_array_equal(now.W1[1], held.W1[1])
        assert now.b1[1] == held.b1[1]
        assert not np.any(now.W1[0] == held.W1[0])
        assert not np.any(now.W2 == held.W2)
    hand.release()
    reach(qtbot, presenter, 20)
    assert not np.any(document(presenter).network.W1[1] == held.W1[1]), "let go, it learns on"
    assert presenter.control.run.marks[-1].label == "move line 2"
    presenter.toggle_training()
    keys(presenter, "Ctrl+Z")
    assert document(presenter).step == 0
    assert presenter.session.undo_label is None, "the run and the hand in it are one step"


def test_a_hand_that_held_a_unit_before_training_began_keeps_it(opened, keys, mouse, qtbot, on_line):
    presenter = opened(untrained())
    view = presenter.window.arrangement.input
    hand = mouse(view)
    hand.press(on_line(view, 1))
    hand.move(25, 15)
    held = document(presenter).network
    keys(presenter, "Space")
    reach(qtbot, presenter, 20)
    assert_array_equal(document(presenter).network.W1[1], held.W1[1])
    assert not np.any(document(presenter).network.W1[0] == held.W1[0])
    hand.release()
    reach(qtbot, presenter, 20)
    assert not np.any(document(presenter).network.W1[1] == held.W1[1])


def test_escape_takes_a_drag_back_while_training_goes_on(opened, keys, mouse, qtbot, on_line):
    presenter = opened(still())
    view = presenter.window.arrangement.input
    hand = mouse(view)
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    before = document(presenter).network
    hand.press(on_line(view, 0))
    hand.move(40, 10)
    reach(qtbot, presenter, 5)
    assert abs(document(presenter).network.b1[0] - before.b1[0]) > 0.01
    keys(presenter, "Esc")
    assert_allclose(parameters(document(presenter).network), parameters(before), atol=1e-6)
    hand.move(10, 10)
    hand.release()
    reach(qtbot, presenter, 20)
    assert_allclose(parameters(document(presenter).network), parameters(before), atol=1e-6)
    assert presenter.control.running


def test_a_drag_that_outlasts_its_run_is_a_step_of_its_own(opened, keys, mouse, qtbot, on_line):
    presenter = opened(still())
    view = presenter.window.arrangement.input
    hand = mouse(view)
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    hand.press(on_line(view, 0))
    hand.move(10, 10)
    keys(presenter, "Space")
    trained = document(presenter).network
    hand.move(10, 10)
    hand.release()
    assert presenter.session.undo_label == "Move line 1"
    keys(presenter, "Ctrl+Z")
    assert document(presenter).network is trained


def test_a_correction_is_held_while_it_runs(opened, keys, mouse, qtbot):
    presenter = opened(untrained(HALF_CIRCLE))
    plane = presenter.window.arrangement.plane
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    tip = next(grip for grip in plane.grips() if grip.kind == "tip")
    hand = mouse(plane)
    hand.press(tip.at)
    hand.move(20, 10)
    held = document(presenter).network
    reach(qtbot, presenter, 20)
    now = document(presenter).network
    assert_array_equal(now.W2[:, tip.unit], held.W2[:, tip.unit])
    assert not np.any(now.W1[tip.unit] == held.W1[tip.unit])
    hand.release()


def test_escape_takes_a_pull_of_the_gain_slider_back_while_training_goes_on(opened, keys, mouse, qtbot):
    presenter = opened(still())
    slider = presenter.window.activation_panel._slider
    keys(presenter, "Space")
    reach(qtbot, presenter, 5)
    before = document(presenter).network
    hand = mouse(slider)
    hand.press(QPointF(slider.rect().width() * slider.value() / slider.maximum(), slider.rect().center().y()))
    assert slider.isSliderDown()
    hand.move(20, 0)
    reach(qtbot, presenter, 5)
    assert abs(document(presenter).network.W1[0, 0] - before.W1[0, 0]) > 0.1
    keys(presenter, "Esc")
    hand.release()
    reach(qtbot, presenter, 20)
    assert_allclose(parameters(document(presenter).network), parameters(before), atol=1e-6)
    assert presenter.control.running


def test_a_dragged_line_comes_home(opened, keys, mouse, qtbot, on_line):
    presenter = opened(EXAMPLE)
    view = presenter.window.arrangement.input
    mouse(view).drag(on_line(view, 0), 45, 30)
    assert error(document(presenter)) > 0.01
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: error(document(presenter)) < 1e-4, timeout=20000)


def test_the_window_never_looks_at_all_of_very_many_samples(opened, keys, qtbot, monkeypatch):
    X = np.random.default_rng(0).uniform(-1, 1, (6000, 2))
    large = replace(untrained(), network=Network.random(2, 1000, 1, "tanh"), data=PointData(X, X[:, :1]), start=None)
    assert not is_quick(large)
    seen, forward = [], Network.forward

    def noted(network, inputs):
        if threading.current_thread() is threading.main_thread():
            seen.append(len(inputs) * network.units)
        return forward(network, inputs)

    monkeypatch.setattr(Network, "forward", noted)
    presenter = opened(large)
    for pressed in ("Space", "Space", ".", "M", "Shift+M", "O", "Esc", ",", "Ctrl+Z"):
        keys(presenter, pressed)
        qtbot.waitUntil(lambda: not presenter.display._rest.isActive() or presenter.control.endless)
    qtbot.waitUntil(lambda: not presenter.control.running)
    assert seen
    assert max(seen) <= QUICK


# Exact weights, divergence, the end -----------------------------------------------------------------------------


def test_where_the_weights_are_exact_a_random_start_is_offered(opened, keys, mouse, qtbot):
    presenter = opened(EXAMPLE)
    exact = document(presenter).network
    keys(presenter, "Space")
    assert not presenter.control.running
    assert "exact" in presenter.window.banner.text
    button = answers(presenter)["Start from random weights"]
    mouse(button).click(QPointF(button.rect().center()))
    assert presenter.control.running
    assert presenter.window.banner.text == ""
    reach(qtbot, presenter, 20)
    presenter.toggle_training()
    keys(presenter, "Ctrl+Z")
    keys(presenter, "Ctrl+Z")
    assert document(presenter).network is exact


def test_exact_weights_can_be_trained_all_the_same(opened, keys, mouse, qtbot):
    example = scene(EXAMPLE).document
    descent = replace(example.training, optimizer="sgd")  # Adam takes long steps by what is but rounding errors
    presenter = opened(replace(example, training=descent))
    exact = parameters(document(presenter).network)
    keys(presenter, "Space")
    button = answers(presenter)["Train all the same"]
    mouse(button).click(QPointF(button.rect().center()))
    reach(qtbot, presenter, 20)
    assert_allclose(parameters(document(presenter).network), exact, atol=1e-3)


def test_divergence_is_explained_and_leaves_finite_weights(opened, keys, qtbot):
    presenter = opened(untrained(HALF_CIRCLE, optimizer="sgd", learning_rate=1e9))
    before = document(presenter).network
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: not presenter.control.running)
    assert np.isfinite(parameters(document(presenter).network)).all()
    said = presenter.window.banner.text
    assert "1e9" in said
    assert "too large" in said
    assert "\n" not in said
    assert {"Try 1e8", "Last finite weights"} <= set(answers(presenter))
    assert document(presenter).network is before, "it is back at where the loss did not yet run away"
    assert document(presenter).step == 0


def test_after_divergence_a_smaller_rate_can_be_tried(opened, keys, mouse, qtbot):
    presenter = opened(untrained(HALF_CIRCLE, optimizer="sgd", learning_rate=1e9))
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: not presenter.control.running)
    button = answers(presenter)["Try 1e8"]
    mouse(button).click(QPointF(button.rect().center()))
    assert document(presenter).training.learning_rate == 1e8
    qtbot.waitUntil(lambda: not presenter.control.running)
    assert document(presenter).step == 0
    button = answers(presenter)["Last finite weights"]
    mouse(button).click(QPointF(button.rect().center()))
    assert document(presenter).step > 0
    assert np.isfinite(parameters(document(presenter).network)).all()


def test_a_window_closed_in_mid_training_ends_it_at_once(opened, keys, qtbot):
    presenter = opened(untrained())
    keys(presenter, "Space")
    reach(qtbot, presenter, 10)
    thread = presenter.control._worker._pump
    assert thread.isRunning()
    began = perf_counter()
    presenter.window.close()
    assert perf_counter() - began < 0.5
    assert thread.isFinished()
    assert not presenter.control.running


def test_a_course_that_was_set_aside_goes_on(opened, qtbot):
    presenter = opened(untrained())
    presenter.control.start(6)
    qtbot.waitUntil(lambda: not presenter.control.running)
    before, course = presenter.control.run.until(6), presenter.control.set_aside()
    began = presenter.control.began
    presenter.control.forget()
    presenter.control.start(3)
    qtbot.waitUntil(lambda: not presenter.control.running)
    presenter.control.resume(course)
    assert presenter.control.run.until(6) == before
    assert presenter.control.began is began
    presenter.control.forget()
    presenter.control.resume(course)
    assert presenter.control.run.until(6) == before, "however often"
