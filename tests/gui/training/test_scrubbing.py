"""The course of training is gone back along by key and by the mouse on the error's curve; each is a step of undo."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

EXAMPLE, PAIR = "second-layer-output", "vanishing-gradient"


def untrained(seed=3):
    return edits.randomise(scene(EXAMPLE).document, seed)


def parameters(network):
    return np.concatenate([np.ravel(array) for array in (network.W1, network.b1, network.W2, network.b2)])


def document(presenter):
    return presenter.session.document


@pytest.fixture
def trained(opened, qtbot):
    """A window whose net was trained for 40 steps, each of which it saw."""
    presenter = opened(untrained())
    for step in range(1, 41):
        presenter.single_step()
        qtbot.waitUntil(lambda: not presenter.control.running)
        assert document(presenter).step == step
    QApplication.processEvents()
    return presenter


def at_step(presenter, step):
    """The pixel of a step on the error's canvas."""
    frame = presenter.window.arrangement.loss._frame
    return QPointF(frame.point(step, 0.0).x(), frame.rect.center().y())


def pull(presenter, mouse, start, end):
    """Take the play-head at a step and move it to another; return the mouse, which still holds it."""
    hand, way = mouse(presenter.window.arrangement.loss), at_step(presenter, end) - at_step(presenter, start)
    hand.press(at_step(presenter, start))
    hand.move(way.x(), 0)
    return hand


def test_the_key_goes_back_step_by_step(trained, keys):
    start = untrained()
    trainer = Trainer(start.network, start.X, start.Y, start.training)
    trainer.advance(38)
    keys(trained, ",")
    keys(trained, ",")
    assert document(trained).step == 38
    assert_array_equal(parameters(document(trained).network), parameters(trainer.network))
    assert trained.session.undo_label == "Go to step 38"
    keys(trained, "Ctrl+Z")
    assert document(trained).step == 39


def test_the_button_goes_back_and_ends_a_run(opened, keys, mouse, qtbot):
    presenter = opened(untrained())
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: len(presenter.control.tape.steps) > 3)
    button = next(b for b in presenter.window.header.children() if getattr(b, "text", str)() == "Back")
    mouse(button).click(QPointF(button.rect().center()))
    assert not presenter.control.running
    steps = presenter.control.tape.steps
    assert document(presenter).step == steps[-2]
    keys(presenter, "Ctrl+Z")
    assert document(presenter).step == steps[-1]


def test_where_no_training_led_there_is_nothing_to_go_back_to(opened, keys):
    presenter = opened(untrained())
    before = document(presenter)
    keys(presenter, ",")
    assert document(presenter) is before
    assert "nothing to go back to" in presenter.window.banner.text


def test_a_drag_along_the_curve_shows_the_net_of_that_step_and_letting_go_stays_there(trained, mouse):
    end = document(trained)
    hand = pull(trained, mouse, 40, 12)
    assert document(trained).step == 12
    assert trained.session.previewing
    assert trained.window.arrangement.loss._at == 12
    assert trained.window.arrangement.loss._steps[-1] == 40, "the curve beyond is still there"
    hand.move(at_step(trained, 25).x() - at_step(trained, 12).x(), 0)
    assert document(trained).step == 25
    hand.release()
    assert not trained.session.previewing
    assert trained.session.undo_label == "Go to step 25"
    trained.session.undo()
    assert document(trained).network is end.network


def test_the_curve_beyond_can_be_gone_forward_along_until_training_goes_on(trained, mouse, keys, qtbot):
    pull(trained, mouse, 40, 12).release()
    pull(trained, mouse, 12, 30).release()
    assert document(trained).step == 30
    keys(trained, ".")
    qtbot.waitUntil(lambda: not trained.control.running)
    assert document(trained).step == 31
    assert trained.control.tape.steps[-1] == trained.control.run.steps[-1] == 31
    assert trained.window.arrangement.loss._at is None


def test_escape_takes_the_play_head_back(trained, mouse, keys):
    end, label = document(trained), trained.session.undo_label
    hand = pull(trained, mouse, 40, 5)
    assert document(trained).step == 5
    keys(trained, "Esc")
    assert document(trained).network is end.network
    hand.move(30, 0)
    hand.release()
    assert document(trained).step == 40
    assert trained.session.undo_label == label


def test_a_drag_in_mid_run_ends_the_run(opened, keys, mouse, qtbot):
    presenter = opened(untrained())
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: document(presenter).step > 200)
    presenter.display.everything()
    pull(presenter, mouse, 150, 0).release()
    assert not presenter.control.running
    assert document(presenter).step == 0
    assert_array_equal(parameters(document(presenter).network), parameters(untrained().network))
    keys(presenter, "Ctrl+Z")
    assert document(presenter).step > 200


def test_a_click_on_the_curve_changes_nothing(trained, mouse):
    before = document(trained)
    mouse(trained.window.arrangement.loss).click(at_step(trained, 10))
    assert document(trained).network is before.network


def test_the_net_beside_it_goes_back_too(opened, qtbot, mouse, keys):
    presenter = opened(edits.randomise(scene(PAIR).document, 1))
    assert document(presenter).rival is not None
    first = document(presenter).rival
    for _ in range(3):
        presenter.single_step()
        qtbot.waitUntil(lambda: not presenter.control.running)
    for _ in range(3):
        keys(presenter, ",")
    assert document(presenter).step == 0
    assert document(presenter).rival is first


def test_a_net_of_other_size_is_gone_back_to(trained, keys):
    trained.select(1)
    trained._edit("Change hidden units", edits.set_units, 5)
    trained.select(4)
    keys(trained, ",")
    assert document(trained).network.units == 2
    assert document(trained).view.selected == 1


def test_what_a_hand_changed_hides_the_curve_beyond(trained, mouse, keys):
    pull(trained, mouse, 40, 12).release()
    trained._edit("Kill unit 0", edits.kill, 0)
    QApplication.processEvents()
    assert trained.window.arrangement.loss._steps[-1] == 12


def test_a_new_start_forgets_the_tape(trained, keys):
    keys(trained, "Ctrl+Shift+R")
    assert trained.control.tape.steps == []


def test_a_long_run_of_a_large_net_stays_within_the_tape(opened, keys, qtbot):
    presenter = opened(edits.set_units(untrained(), 300))
    presenter.control.tape._limit = 2**17
    keys(presenter, "Space")
    qtbot.waitUntil(lambda: len(presenter.control.run.steps) > 40, timeout=20000)
    keys(presenter, "Space")
    assert presenter.control.tape.size <= 2**17
    assert len(presenter.control.tape.steps) < 40
