"""Ways back to a beginning: each ends what is going on, is a step of undo, and forgets the way that training went."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnexplorer.gui.training.restarts import Restarts
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene
from nnexplorer.session.session import Session


class Control:
    """Notes that it is to forget how training went."""

    def __init__(self):
        self.forgotten = 0

    def forget(self):
        self.forgotten += 1


@pytest.fixture
def bench():
    """A session that was moved and trained, the commands over it, and what they did besides."""
    session, control, log = Session(scene("second-layer-output").document), Control(), []

    def edit(label, change, *arguments):
        log.append(label)
        session.commit(label, change(session.document, *arguments))

    restarts = Restarts(session, control, edit, lambda: log.append("settled"))
    return session, restarts, control, log


def moved(session):
    session.commit("Move", edits.set_parameter(session.document, "b1", (0,), 5.0))
    return session.document.network


def trained(session):
    network = session.document.network
    session.commit("Train", edits.trained(session.document, network.replace(b2=network.b2 + 1), 7))


def test_reset_goes_back_to_where_training_began(bench):
    session, restarts, control, log = bench
    start = moved(session)
    trained(session)
    restarts.reset()
    assert_array_equal(session.document.network.b2, start.b2)
    assert (session.document.network.b1[0], session.document.step) == (5.0, 0)
    assert (log, control.forgotten) == (["settled", "Reset"], 1)


def test_reset_without_a_training_goes_back_to_the_weights_that_the_document_came_with(bench):
    session, restarts, _control, _log = bench
    moved(session)
    restarts.reset()
    assert session.document.network is session.opened.network


def test_snapping_back_goes_past_every_training_to_what_was_saved(bench):
    session, restarts, control, log = bench
    moved(session)
    trained(session)
    restarts.snap_back("Back to the scene's weights")
    assert_array_equal(session.document.network.b1, session.opened.network.b1)
    assert session.document.step == 0
    assert (log, control.forgotten) == (["settled", "Back to the scene's weights"], 1)
    session.undo()
    assert session.document.step == 7


def test_random_weights_are_those_of_the_seed(bench):
    session, restarts, _control, _log = bench
    first = session.document.network
    restarts.randomise()
    drawn = session.document.network
    assert not np.array_equal(drawn.W1, first.W1)
    moved(session)
    restarts.randomise()
    assert_array_equal(session.document.network.W1, drawn.W1)
