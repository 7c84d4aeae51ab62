"""The forward pass as it is told: one stage after the other, however many units and outputs there are."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.compute.parts.slow_step import slow_step
from nnexplorer.gui.training.forward_stages import MOST_ROWS, forward
from nnexplorer.gui.training.stage_parts import Names
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings


def told(units=2, outputs=1, unit=0, **changes):
    net = Network.random(2, units, outputs, "tanh", 1).replace(**changes)
    data = PointData(np.full((1, 2), 0.5), np.ones((1, outputs)))
    view = ViewSettings(bounds=((-1, 1), (-1, 1)), probe=(0.5, 0.5), selected=0)
    return forward(Names(slow_step(Document(net, data, view=view)), unit, Symbols(NOTATIONS["e"], 0)))


def test_it_goes_from_the_excitation_to_the_loss_and_never_back():
    found = told()
    assert [stage.title.removeprefix("Forward: ") for stage in found] == [
        "the excitation of unit 0", "the activation of unit 0", "the output's excitation", "the output",
        "the loss of this one sample",
    ]  # fmt: skip
    assert not any(stage.backward for stage in found)


def test_of_many_units_the_selected_one_stands_and_the_rest_is_one_number():
    assert "of the other" not in told(3, unit=1)[2].numbers[0]
    assert "of the other 3" in told(4, unit=1)[2].numbers[0]


@pytest.mark.parametrize("outputs", [1, 2, 5])
def test_a_row_an_output_but_not_for_many(outputs):
    assert len(told(outputs=outputs)[2].numbers) == min(outputs, MOST_ROWS)


def test_a_nonlinear_output_is_named_and_a_linear_one_is_its_excitation():
    assert "tanh(" in told(output="tanh")[3].law
    linear = told()[3].law
    assert linear.endswith(" = <i>e</i><sup>(2)</sup>")
