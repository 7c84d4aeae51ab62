"""The backward pass as it is told: every parameter's derivative, the shared slope's only if there is one."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.compute.parts.slow_step import slow_step
from nnexplorer.gui.training.backward_stages import backward
from nnexplorer.gui.training.stage_parts import Names
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings


def told(hidden="tanh", output="identity", notation="e"):
    net = Network.random(2, 3, 1, hidden, 1, output)
    data = PointData(np.full((1, 2), 0.5), np.ones((1, 1)))
    step = slow_step(Document(net, data, view=ViewSettings(bounds=((-1, 1), (-1, 1)), probe=(0.5, 0.5), selected=0)))
    return backward(Names(step, 1, Symbols(NOTATIONS[notation], 0)))


def test_it_goes_from_the_loss_to_the_first_layer():
    found = told()
    assert [stage.lit for stage in found][-2:] == [{"W1", "x"}, {"b1"}]
    assert all(stage.backward for stage in found)
    assert found[0].title == "Backward: from the loss to the output"


@pytest.mark.parametrize("hidden", ["prelu", "leaky_relu", "relu"])
def test_only_a_trained_slope_has_a_stage(hidden):
    slopes = [stage for stage in told(hidden) if "slope that all PReLUs share" in stage.title]
    assert len(slopes) == (hidden == "prelu")


def test_a_linear_output_says_so_and_another_has_its_derivative():
    linear, curved = told()[1].law, told(output="tanh")[1].law
    assert linear.endswith("1: the output is linear")
    assert "linear" not in curved


def test_letters_are_those_of_the_notation():
    assert "<i>z</i>" in told(notation="z")[6].name
    assert "<i>e</i>" not in "".join(stage.name + stage.law for stage in told(notation="z"))
