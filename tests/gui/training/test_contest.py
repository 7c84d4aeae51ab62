"""A hand drags, gradient descent runs beside it from the same start, and both are told how good they were."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

from nnexplorer.compute.errors import error
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model import edits
from nnexplorer.model.data import PointData
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network

EXAMPLE = "second-layer-output"


def displaced():
    """A net whose first line is beside its place: a hand that knows it brings it home in one move."""
    document = scene(EXAMPLE).document
    return edits.set_parameter(document, "b1", (0,), float(document.network.b1[0]) + 1.5)


@pytest.fixture
def begun(opened, keys, qtbot):
    """A window in which a contest is on, and gradient descent has made its 40 steps."""
    document = displaced()
    presenter = opened(replace(document, training=replace(document.training, steps=40)))
    keys(presenter, "G")
    qtbot.waitUntil(lambda: presenter.contest._score.done, timeout=20000)
    return presenter


def document(presenter):
    return presenter.session.document


def drag(presenter, mouse, on_line, dx=20, dy=20):
    view = presenter.window.arrangement.input
    mouse(view).drag(on_line(view, 0), dx, dy)


def home(presenter):
    """Type what brings the first line home."""
    presenter._type_weight("b1", (0,), float(scene(EXAMPLE).document.network.b1[0]))


def test_where_every_move_would_be_waited_for_there_is_no_contest(opened, keys):
    X = np.random.default_rng(0).uniform(-1, 1, (5000, 2))
    presenter = opened(replace(displaced(), network=Network.random(2, 1000, 1), data=PointData(X, X[:, :1])))
    keys(presenter, "G")
    assert not presenter.contest.running
    assert not presenter.window.actions_["beat"].isChecked()
    assert "too many for a contest" in presenter.window.banner.text


def press(presenter, mouse, name):
    button = next(b for b in presenter.window.findChildren(QPushButton) if b.text() == name and b.isVisible())
    mouse(button).click(QPointF(button.rect().center()))


def test_gradient_descent_is_run_from_the_same_start_and_leaves_the_document_alone(begun):
    start = document(begun)
    trainer = Trainer(start.network, start.X, start.Y, start.training)
    assert begun.contest._score.reached == pytest.approx(min(trainer.advance(1).loss for _ in range(40)))
    assert begun.contest._score.start == pytest.approx(error(start))
    assert document(begun).step == 0
    assert begun.session.undo_label is None
    assert begun.contest._panel.isVisible()
    assert begun.window.actions_["beat"].isChecked()


def test_every_drag_is_a_move_and_counts_when_it_is_let_go(begun, mouse, on_line):
    view, score = begun.window.arrangement.input, begun.contest._score
    hand = mouse(view)
    hand.press(on_line(view, 0))
    hand.move(15, 10)
    assert score.moves == 0
    hand.release()
    assert score.moves == 1
    assert score.best == pytest.approx(min(score.start, error(document(begun))))
    drag(begun, mouse, on_line)
    assert score.moves == 2


def test_finishing_takes_the_best_net_and_tells_the_score(begun, keys, mouse, on_line):
    home(begun)
    best = document(begun).network
    drag(begun, mouse, on_line, 60, 0)
    assert "You are ahead" in begun.contest._panel._verdict.text()
    press(begun, mouse, "Finish")
    assert document(begun).network is best
    assert not begun.contest.running
    assert not begun.contest._panel.isVisible()
    assert not begun.window.actions_["beat"].isChecked()
    assert begun.window.banner.text.startswith("You: ")
    assert "after 2 moves" in begun.window.banner.text
    keys(begun, "Ctrl+Z")
    assert document(begun).network is not best


def test_gradient_descents_net_can_be_taken_afterwards(begun, keys, mouse):
    reached = begun.contest._score.reached
    keys(begun, "G")
    press(begun, mouse, "Take gradient descent's net")
    assert error(document(begun)) == pytest.approx(reached)


def test_cancelling_goes_back_to_the_start(begun, mouse, on_line):
    start = document(begun).network
    drag(begun, mouse, on_line)
    press(begun, mouse, "Cancel")
    assert document(begun).network is start
    assert not begun.contest.running
    assert begun.window.banner.text == ""


def test_it_is_granted_other_steps(begun, qtbot):
    begun.contest._panel._steps.setValue(90)
    assert not begun.contest._score.done
    qtbot.waitUntil(lambda: begun.contest._score.done, timeout=20000)
    assert begun.contest._score.made == 90


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda p: p.workshop.refit(), "'Refit the output layer' was not by hand"),
        (lambda p: p.restarts.randomise(), "'Random start' was not by hand"),
        (lambda p: p.workbench.type_target(("x1",)), "is not what it was"),
        (lambda p: p._edit("Change hidden units", edits.set_units, 5), "is not what it was"),
        (lambda p: p._edit("Change loss", lambda d: edits.set_training(d, learning_rate=1.0)), "is not what it was"),
        (lambda p: p.toggle_training(), "training has taken over"),
    ],
)
def test_what_is_not_by_hand_or_is_another_task_ends_it_and_says_why(begun, act, why):
    act(begun)
    assert not begun.contest.running
    assert why in begun.window.banner.text
    assert not begun.contest._panel.isVisible()


def test_another_document_ends_it(begun):
    begun.open_scene("semicircle-frames")
    assert not begun.contest.running
    assert begun.window.banner.text == ""


def test_undo_goes_on_with_it(begun, keys, mouse, on_line):
    start = document(begun).network
    drag(begun, mouse, on_line)
    keys(begun, "Ctrl+Z")
    assert document(begun).network is start
    assert begun.contest.running
    assert begun.contest._score.moves == 1


def test_exact_weights_can_not_be_beaten_and_a_random_start_is_offered(opened, keys, mouse):
    presenter = opened(EXAMPLE)
    keys(presenter, "G")
    assert not presenter.contest.running
    assert "nothing to beat" in presenter.window.banner.text
    press(presenter, mouse, "Start from random weights")
    assert presenter.contest.running
    assert presenter.contest._score.start == pytest.approx(error(document(presenter)))


def test_what_can_not_be_trained_is_told(opened, keys, qtbot):
    it = displaced()
    presenter = opened(replace(it, training=replace(it.training, loss="cross_entropy")))
    keys(presenter, "G")
    qtbot.waitUntil(lambda: not presenter.contest.running)
    assert "Gradient descent can't be run: cross_entropy" in presenter.window.banner.text


def test_in_a_narrow_window_its_panel_comes_and_goes_alone(opened, keys):
    presenter = opened(displaced(), 800, 600)
    docks = presenter.window.docks
    for shown in (True, False):
        keys(presenter, "G")
        assert [dock.isVisible() for dock in docks] == [False, shown]


def test_closing_the_window_ends_gradient_descent(opened, keys):
    it = displaced()
    presenter = opened(replace(it, training=replace(it.training, steps=100_000)))
    keys(presenter, "G")
    presenter.window.close()
    assert not presenter.contest._worker.running


def test_a_second_contest_begins_from_where_the_net_stands(begun, keys):
    home(begun)
    presenter = begun
    presenter._type_weight("b2", (0,), 0.9)
    keys(presenter, "G")
    best = document(presenter)
    presenter._type_weight("b2", (0,), 0.9)
    keys(presenter, "G")
    assert presenter.contest._score.start == pytest.approx(error(document(presenter)))
    assert presenter.contest._score.moves == 0
    assert_array_equal(presenter.contest._start.network.W1, best.network.W1)
