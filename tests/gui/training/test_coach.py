"""The coach trains at a word, and what stands in the way it says, with buttons for what to do next."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from nnexplorer.compute.errors import error
from nnexplorer.compute.learning.training import Frame
from nnexplorer.gui.panels.banner import Banner
from nnexplorer.gui.training.coach import Coach
from nnexplorer.gui.training.control import TrainingControl
from nnexplorer.model import edits
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings
from nnexplorer.session.session import Session
from nnexplorer.session.stopping import Stop


def untrained(**training):
    data = FormulaData(("x0*x1",), points=5)
    return Document(Network.random(2, 3, 1, seed=4), data, TrainingSettings(**training))


def exact():
    """A document whose net is right already."""
    return replace(untrained(), network=Network([[1, 2]], [0], [[0]], [0]), data=FormulaData(("0",), points=5))


@pytest.fixture
def bench(qtbot):
    """A coach over a session, with a banner and a random start of its own."""
    ended = []

    def start(document):
        ground = QWidget()
        ground.resize(500, 400)
        qtbot.addWidget(ground)
        session, banner = Session(document), Banner(ground)
        control = TrainingControl(session, ground)
        ended.append(control)

        def random_start():
            session.commit("Random start", edits.randomise(session.document, 1))

        coach = Coach(session, control, banner, random_start)
        return SimpleNamespace(session=session, control=control, banner=banner, coach=coach)

    yield start
    for control in ended:
        control.pause()


def answers(bench):
    return {button.text(): button for button in bench.banner._buttons}


def diverge(bench, sane_step=None):
    """Have the run that began at step 0 run away at step 70; up to `sane_step` its loss was still sane."""
    session, control = bench.session, bench.control
    control.began = session.document
    wild = session.document.network.replace(b2=[1e100])
    if sane_step is not None:
        control.sane = Frame(sane_step, session.document.network.replace(b2=[0.5]), 0.2, False)
    session.commit("Train 70 steps", edits.trained(session.document, wild, 70))
    control.diverged.emit(Frame(70, wild, float("inf"), True))
    return wild


def test_toggling_trains_and_pauses(bench, qtbot):
    it = bench(untrained())
    it.coach.toggle()
    assert it.control.running
    qtbot.waitUntil(lambda: it.session.document.step >= 20)
    it.coach.toggle()
    assert not it.control.running
    assert error(it.session.document) < error(it.session.opened)
    assert it.banner.text == ""


def test_exact_weights_are_not_trained_unasked(bench):
    it = bench(exact())
    it.coach.toggle()
    assert not it.control.running
    assert "exact already" in it.banner.text
    assert list(answers(it)) == ["Start from random weights", "Train all the same", "Close"]


def test_a_random_start_in_place_of_exact_weights_is_trained(bench):
    it = bench(exact())
    it.coach.toggle()
    answers(it)["Start from random weights"].click()
    assert it.control.running
    assert it.banner.text == ""
    np.testing.assert_array_equal(it.session.document.start.W1, Network.random(2, 1, 1, seed=1).W1)


def test_exact_weights_are_trained_when_that_is_wanted(bench):
    it = bench(exact())
    it.coach.toggle()
    answers(it)["Train all the same"].click()
    assert it.control.running


def test_what_can_not_be_trained_is_told_in_one_line(bench):
    it = bench(untrained(loss="cross_entropy"))
    it.coach.toggle()
    assert not it.control.running
    assert it.banner.text.startswith("This can't be trained: ")
    assert it.banner.text.endswith(".")
    assert "\n" not in it.banner.text
    assert it.session.document is it.session.opened


def test_training_takes_the_last_message_away(bench):
    it = bench(untrained())
    it.banner.say("Something.")
    it.coach.train()
    assert it.banner.text == ""


def test_single_steps_that_come_faster_than_they_are_made_are_all_made(bench, qtbot):
    it = bench(untrained())
    for _ in range(5):
        it.coach.single_step()
    qtbot.waitUntil(lambda: not it.control.running)
    assert it.session.document.step == 5


def test_a_single_step_in_a_run_that_goes_on_adds_none(bench):
    it = bench(untrained())
    it.coach.train()
    it.coach.single_step()
    assert it.control.running
    it.coach.toggle()
    assert not it.control.running


def test_divergence_goes_back_to_before_the_loss_ran_away(bench):
    it = bench(untrained(learning_rate=2))
    diverge(it, sane_step=40)
    assert (it.session.document.step, it.session.document.network.b2.tolist()) == (40, [0.5])
    assert it.session.undo_label == "Back to before the loss ran away"
    assert it.banner.text == (
        "Training stopped at step 70: the loss became infinite. The learning rate 2 is probably too large. "
        "These are the weights of step 40, before it ran away."
    )
    assert list(answers(it)) == ["Try 0.2", "Back to step 0", "Last finite weights", "Close"]


def test_after_a_divergence_the_curve_ends_where_the_weights_are(bench):
    it = bench(untrained())
    for step in (10, 40, 70):
        it.control.run.record(step, 1.0)
    diverge(it, sane_step=40)
    assert it.control.run.steps == [10, 40]


def test_where_the_loss_ran_away_at_once_the_start_is_what_is_left(bench):
    it = bench(untrained())
    start = it.session.document
    diverge(it)
    assert it.session.document.network is start.network
    assert it.session.document.step == 0
    assert list(answers(it)) == ["Try 0.001", "Last finite weights", "Close"]


@pytest.mark.parametrize(("answer", "step"), [("Back to step 0", 0), ("Last finite weights", 70)])
def test_after_a_divergence_one_may_go_elsewhere_and_undo_that(bench, answer, step):
    it = bench(untrained())
    start = it.session.document.network
    wild = diverge(it, sane_step=40)
    answers(it)[answer].click()
    assert it.session.document.step == step
    assert it.session.document.network is (wild if step else start)
    it.session.undo()
    assert it.session.document.step == 40


def test_after_a_divergence_a_tenth_of_the_rate_is_tried_from_the_start(bench, qtbot):
    it = bench(untrained(learning_rate=0.5))
    start = it.session.document.network
    diverge(it, sane_step=40)
    answers(it)["Try 0.05"].click()
    assert it.control.running
    assert it.control.began.network is start
    assert it.session.document.training.learning_rate == 0.05
    qtbot.waitUntil(lambda: it.session.document.step >= 5)


def test_what_was_changed_in_mid_run_is_blamed_and_kept_and_the_smaller_rate_goes_on_from_before(bench):
    it = bench(untrained(learning_rate=0.5))
    other = FormulaData(("x0+x1",), points=5)
    began = it.session.document
    it.session.commit("x", replace(began, data=other, training=replace(began.training, learning_rate=30.0)))
    diverge(it, sane_step=40)
    it.control.began = began
    it.control.diverged.emit(Frame(70, it.session.document.network, float("inf"), True))
    assert "The learning rate 30 is probably too large" in it.banner.text
    assert it.session.document.data is other
    answers(it)["Try 3"].click()
    assert it.control.began.step == 40
    assert it.control.began.network.b2.tolist() == [0.5]
    assert it.session.document.training.learning_rate == 3
    assert it.session.document.data is other


# Stop rules ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stop", "settings", "said"),
    [
        (Stop("steps", 500, 0.1, False, 480, 0.09), {"stop_steps": 500}, "the stop rule asks for 500 steps a run."),
        (
            Stop("error", 312, 0.000998, False, 312, 0.000998),
            {"stop_error": 0.001},
            "the error 0.000998 is below 0.001, as the stop rule asks.",
        ),
        (
            Stop("patience", 900, 0.2, True, 600, 0.123456),
            {"stop_patience": 300},
            "the test error has not fallen for 300 steps. It was least at step 600: 0.1235.",
        ),
        (
            Stop("patience", 900, 0.2, False, 600, 0.123456),
            {"stop_patience": 300},
            "the error has not fallen for 300 steps. It was least at step 600: 0.1235.",
        ),
    ],
)
def test_the_rule_that_has_stopped_a_run_is_told(bench, stop, settings, said):
    it = bench(untrained(**settings))
    it.control.stopped.emit(stop)
    assert it.banner.text == f"Training stopped at step {stop.step}: {said}"
    assert list(answers(it)) == ["Close"], "nothing is kept to go back to"


def test_where_progress_was_waited_for_in_vain_the_best_net_is_offered(bench):
    it = bench(untrained(stop_patience=300))
    best = it.session.document.network.replace(b2=[0.25])
    for step, network in ((550, it.session.document.network), (610, best), (900, it.session.document.network)):
        it.control.tape.record(step, network)
    it.session.commit("Train", edits.trained(it.session.document, it.session.document.network, 900))
    it.control.stopped.emit(Stop("patience", 900, 0.2, True, 600, 0.1))
    answers(it)["Back to step 610"].click()
    assert it.session.document.network is best
    assert it.session.undo_label == "Go to step 610"


def test_a_failure_is_told(bench):
    it = bench(untrained())
    it.control.failed.emit("no memory")
    assert it.banner.text == "Training stopped: no memory."
