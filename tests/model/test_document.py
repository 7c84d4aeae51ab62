"""A document holds only parts that fit together, and opens at any of its frames."""

import re
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

FRAMES = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0))


def network(inputs=2, hidden=3, outputs=1):
    return Network.random(inputs, hidden, outputs)


def document(**changes):
    return replace(Document(network(), FormulaData(("x0*x1",))), **changes)


def test_document_gives_the_samples_of_its_data():
    it = document()
    assert it.X is it.data.X
    assert it.Y is it.data.Y


def test_document_is_frozen_and_compared_by_identity():
    it = document()
    with pytest.raises(FrozenInstanceError):
        it.step = 1
    assert it != replace(it)
    assert hash(it) != hash(replace(it))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"network": network(outputs=2)}, "data: expected D = 2 and K = 2 as the network has, got 2 and 1"),
        ({"network": network(inputs=1)}, "data: expected D = 1 and K = 1 as the network has, got 2 and 1"),
        ({"start": network(inputs=3)}, "start: expected D = 2 and K = 1 as the network has, got 3 and 1"),
        ({"rival": network(outputs=2)}, "rival: expected D = 2 and K = 1 as the network has, got 2 and 2"),
        ({"rival_start": network(inputs=1)}, "rival_start: expected D = 2 and K = 1 as the network has, got 1 and 1"),
        (
            {"alternative": FormulaData(("x0", "x1"))},
            "alternative: expected D = 2 and K = 1 as the network has, got 2 and 2",
        ),
        ({"view": ViewSettings(bounds=((0, 1),))}, "bounds: expected 2 for this network, got 1"),
        ({"view": ViewSettings(output_bounds=((0, 1), (0, 1)))}, "output bounds: expected 1 for this"),
        ({"view": ViewSettings(probe=(0,))}, "probe: expected 2 for this network, got 1"),
        ({"view": ViewSettings(frames=((0, 0), (0, 0, 0)))}, "frame 1: expected 2 for this network, got 3"),
        ({"view": ViewSettings(selected=3)}, "selected unit: expected a whole number from 0 to 2, got 3"),
        ({"step": -1}, "step: expected a whole number of at least 0, got -1"),
        ({"test_share": 0.91}, "test share: expected a number from 0 to 0.9, got 0.91"),
        ({"test_share": -0.1}, "test share: expected a number from 0 to 0.9, got -0.1"),
        ({"split_seed": -1}, "split seed: expected a whole number of at least 0, got -1"),
        ({"title": None}, "title: expected text, got None"),
        ({"caption": "\ud83d"}, "caption: expected text, got half a character"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change, fault):
    with pytest.raises(ValueError, match=rf"\A{re.escape(fault)}"):
        document(**change)


def test_start_may_have_another_number_of_units():
    assert document(start=network(hidden=5)).start.units == 5


def test_rival_may_be_another_net_and_the_alternative_other_samples():
    points = PointData(np.zeros((3, 2)), np.ones((3, 1)))
    it = document(rival=network(hidden=7), rival_start=network(hidden=6), alternative=points)
    assert (it.rival.units, it.rival_start.units, it.alternative) == (7, 6, points)
    assert it.X is it.data.X, "the alternative is not learnt before it is changed to"


def test_document_has_neither_rival_nor_alternative_unless_it_is_given_one():
    assert (document().rival, document().alternative) == (None, None)


def test_document_without_samples_is_allowed():
    assert document(data=PointData(np.zeros((0, 2)), np.zeros((0, 1)))).X.shape == (0, 2)


def test_still_has_one_frame_which_is_itself():
    it = document()
    assert it.frames == 1
    assert it.at_frame(0) is it


def test_frame_opens_with_its_own_probe():
    it = document(view=ViewSettings(frames=FRAMES))
    assert it.frames == 3
    for i, x in enumerate(FRAMES):
        opened = it.at_frame(i)
        assert (opened.view.frame, opened.view.probe) == (i, x)
        assert opened.network is it.network


@pytest.mark.parametrize("i", [-1, 3])
def test_frame_that_does_not_exist_is_refused(i):
    with pytest.raises(ValueError, match=f"^frame: expected a whole number from 0 to 2, got {i}$"):
        document(view=ViewSettings(frames=FRAMES)).at_frame(i)


def test_frame_selects_the_unit_whose_line_was_crossed_last():
    lines = Network([[0, 1], [0, 1], [0, 1]], [0.5, 0, -0.5], [[1, 1, 1]], [0])
    points = ((0.0, -0.9), (0.0, -0.4), (0.0, 0.1), (0.0, 0.5), (0.0, 0.9))
    it = document(network=lines, view=ViewSettings(frames=points))
    assert [it.at_frame(i).view.selected for i in range(5)] == [None, 0, 1, 1, 2], "what is on a line is not past it"


def test_frame_selects_the_last_of_lines_that_are_equally_near():
    lines = Network([[1, 0], [2, 0], [0, 0]], [0, 0, 1], [[1, 1, 1]], [0])
    it = document(network=lines, view=ViewSettings(frames=((0.5, 0.0),)))
    assert it.at_frame(0).view.selected == 1, "a unit without weights has no line to cross"


def test_samples_that_are_held_out_are_not_learnt():
    it = document(test_share=0.25, split_seed=2)
    assert (len(it.data.X), len(it.X), len(it.tested.X)) == (1024, 768, 256)
    assert it.learnt is it.learnt, "training knows by identity whether its data have changed"
    assert it.X is it.learnt.X
    assert document().tested is None
