"""A gesture is a preview and one step of undo; beside a run it is pinned there and belongs to the run."""

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.compute.design import fit_output_layer
from nnexplorer.gui.editing.hand import Hand
from nnexplorer.model import edits
from nnexplorer.model.data import CurveData
from nnexplorer.model.document import Document
from nnexplorer.model.lines import Line
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings
from nnexplorer.session.run import Run
from nnexplorer.session.session import Session


class Control:
    """A training control that only remembers what it is told."""

    def __init__(self, running):
        self.running, self.run = running, Run()
        self.held, self.followed = [], []

    def hold(self, pin):
        self.held.append(pin)

    def release(self):
        self.held.append(None)

    def follow(self, old, new):
        self.followed.append((old, new))


@pytest.fixture(params=[False, True], ids=["resting", "training"])
def bench(request):
    """A session under a hand, with and without a run beside it."""
    data = CurveData(("cos(t)", "sin(t)"), ("t", "t^2"), -1.5, 1.5, 20)
    view = ViewSettings(probe=(1.0, 0.0))
    session = Session(Document(Network.random(2, 3, 2, seed=1), data, view=view))
    control = Control(request.param)
    return SimpleNamespace(session=session, control=control, hand=Hand(session, control), running=request.param)


def line(bias):
    return edits.line_pin(1, Line(np.array([0.6, 0.8]), bias))


def network(bench):
    return bench.session.document.network


def test_a_drag_shows_every_place_and_pins_it(bench):
    for bias in (0.1, 0.2):
        bench.hand.drag(line(bias))
        assert network(bench).b1[1] == bias
    assert bench.hand.holding
    assert bench.session.undo_label is None
    assert [pin.bias for pin in bench.control.held] == [0.1, 0.2]


def test_a_drop_ends_the_gesture(bench):
    bench.hand.drag(line(0.1))
    bench.hand.drop("Move line 1")
    assert not bench.hand.holding
    assert bench.control.held[-1] is None
    assert network(bench).b1[1] == 0.1
    assert bench.session.undo_label == (None if bench.running else "Move line 1")
    assert [mark.label for mark in bench.control.run.marks] == (["move line 1"] if bench.running else [])


@pytest.mark.parametrize(
    "pins",
    [
        [line(0.1), line(0.2)],
        [edits.correction_pin(0, np.array([1.0, 2.0])), edits.correction_pin(0, np.array([3.0, 4.0]))],
        [edits.root_pin(np.array([5.0, 6.0]))],
    ],
    ids=["line", "correction", "root"],
)
def test_a_cancelled_gesture_leaves_what_was_before(bench, pins):
    before = network(bench)
    for pin in pins:
        bench.hand.drag(pin)
    bench.hand.cancel()
    for name in ("W1", "b1", "W2", "b2"):
        assert_array_equal(getattr(network(bench), name), getattr(before, name))
    assert not bench.hand.holding
    assert bench.control.held[-1] is None
    assert bench.session.undo_label is None


def test_what_training_did_meanwhile_outlives_a_cancelled_gesture(bench):
    bench.hand.drag(line(0.1))
    learnt = edits.set_parameter(bench.session.document, "b1", (2,), 9.0)
    bench.session.preview(learnt)
    bench.hand.cancel()
    assert bool(network(bench).b1[2] == 9.0) is bench.running


def test_the_next_gesture_is_taken_back_to_its_own_beginning(bench):
    bench.hand.drag(line(0.1))
    bench.hand.drop("Move line 1")
    bench.hand.drag(line(0.2))
    bench.hand.cancel()
    assert network(bench).b1[1] == 0.1


def test_an_edit_is_a_step_or_a_part_of_the_run(bench):
    old = bench.session.document
    bench.hand.edit("Type b1", edits.set_parameter, "b1", (0,), 3.0)
    assert network(bench).b1[0] == 3.0
    assert bench.session.undo_label == (None if bench.running else "Type b1")
    assert bench.control.followed == ([(old, bench.session.document)] if bench.running else [])
    assert [mark.label for mark in bench.control.run.marks] == (["type b1"] if bench.running else [])


def test_an_edit_that_is_refused_changes_nothing(bench):
    old = bench.session.document
    with pytest.raises(ValueError, match="finite"):
        bench.hand.edit("Type b1", edits.set_parameter, "b1", (0,), np.nan)
    assert bench.session.document is old
    assert bench.session.undo_label is None


def test_an_edit_that_goes_on_is_taken_back(bench):
    before = edits.gain(network(bench))
    for gain in (2.0, 5.0):
        bench.hand.preview(edits.set_gain, gain)
    assert edits.gain(network(bench)) == pytest.approx(5)
    bench.hand.take_back(edits.set_gain, before)
    assert edits.gain(network(bench)) == pytest.approx(before)
    assert bench.session.undo_label is None
    assert len(bench.control.followed) == (3 if bench.running else 0)


def test_the_probe_is_looked_at_and_put_back(bench):
    for x in ((0.5, 0.5), (0.0, 1.0)):
        bench.hand.drag_probe(x)
        assert bench.session.document.view.probe == x
    bench.hand.cancel()
    assert bench.session.document.view.probe == (1.0, 0.0)
    bench.hand.drag_probe((0.5, 0.5))
    bench.hand.drop_probe()
    bench.hand.cancel()
    assert bench.session.document.view.probe == (0.5, 0.5)
    assert bench.session.undo_label is None


def test_nudges_of_a_kind_are_one_step_and_anything_else_ends_it(qapp, bench):
    for bias in (0.1, 0.2):
        bench.hand.nudge("Nudge line 1", line(bias))
    assert bench.session.undo_label is None
    bench.hand.nudge("Nudge line 2", edits.line_pin(0, Line(np.array([0.6, 0.8]), 0.5)))
    assert bench.session.undo_label == (None if bench.running else "Nudge line 1")
    bench.hand.edit("Type a", edits.set_slope, 0.3)
    assert bench.session.undo_label == (None if bench.running else "Type a")
    assert not bench.hand.holding
    assert [mark.label for mark in bench.control.run.marks[:2]] == (
        ["nudge line 1", "nudge line 2"] if bench.running else []
    )


def test_a_run_of_nudges_ends_when_the_keys_rest(qtbot, bench):
    bench.hand.nudge("Nudge line 1", line(0.1))
    assert bench.hand.holding
    qtbot.waitUntil(lambda: not bench.hand.holding, timeout=3000)
    assert bench.control.held[-1] is None
    assert bench.session.previewing is bench.running


def test_a_line_that_moves_has_the_output_layer_refitted_in_one_step(bench):
    before = bench.session.document
    bench.hand.refitting = True
    for bias in (0.1, 0.2):
        bench.hand.drag(line(bias))
        document = bench.session.document
        wanted = fit_output_layer(document.network, document.X, document.Y)
        np.testing.assert_allclose(network(bench).W2, wanted.W2)
        np.testing.assert_allclose(network(bench).b2, wanted.b2)
    assert network(bench).b1[1] == 0.2
    assert len(bench.control.followed) == (2 if bench.running else 0)
    bench.hand.drop("Move line 1")
    if not bench.running:
        assert bench.session.undo_label == "Move line 1"
        bench.session.undo()
        assert bench.session.document.network is before.network


def test_a_cancelled_drag_takes_its_refits_back(bench):
    before = network(bench)
    bench.hand.refitting = True
    bench.hand.drag(line(0.1))
    bench.hand.drag(line(0.2))
    bench.hand.cancel()
    for name in ("W1", "b1", "W2", "b2"):
        assert_array_equal(getattr(network(bench), name), getattr(before, name))


def test_a_correction_vector_in_the_hand_is_not_refitted(bench):
    bench.hand.refitting = True
    bench.hand.drag(edits.correction_pin(0, np.array([1.0, 2.0])))
    assert_array_equal(network(bench).W2[:, 0], [1.0, 2.0])


def test_what_cant_be_refitted_is_dragged_all_the_same(bench):
    bench.hand.edit("Change output", edits.set_output, "tanh")
    before = network(bench)
    bench.hand.refitting = True
    bench.hand.drag(line(0.1))
    assert network(bench).b1[1] == 0.1
    assert_array_equal(network(bench).W2, before.W2)
