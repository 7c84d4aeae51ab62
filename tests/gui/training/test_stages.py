"""The stages print the numbers of the gradient on that one sample, to the last digit that is printed."""

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.parts.slow_step import slow_step
from nnexplorer.gui.canvases.drawing.spotlight import QUANTITIES
from nnexplorer.gui.training.stages import stages
from nnexplorer.gui.words.notation import NOTATIONS, Symbols, significant
from nnexplorer.gui.words.terms import result
from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import PointData
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network

SCENE = "backprop-step"


def told_of(document, unit=3, base=0):
    return stages(slow_step(document), unit, Symbols(NOTATIONS["e"], base))


def outcome(stage, row=0):
    """What a stage comes to: the bold end of a row of numbers."""
    return stage.numbers[row].split("<b>")[-1].removesuffix("</b>")


def printed(values):
    return result(np.atleast_1d(values)).removeprefix("<b>").removesuffix("</b>")


def test_the_lectures_step_comes_to_the_gradient_stage_by_stage():
    document, k = scene(SCENE).document, 3
    step = slow_step(document)
    x, t = step.part.x[None, :], step.part.target[None, :]
    signals, g = document.network.forward(x), gradients(document.network, x, t)
    e1, h, e2, y, loss, by_y, by_e2, by_w2, by_b2, by_h, slope, by_e1, by_w, by_b, update = told_of(document)
    assert outcome(e1) == significant(signals.e1[0, k])
    assert outcome(h) == significant(signals.h[0, k])
    assert [outcome(e2, m) for m in (0, 1)] == [significant(value) for value in signals.e2[0]]
    assert outcome(y) == printed(signals.y[0])
    assert outcome(loss) == significant(g.loss)
    assert outcome(by_y) == outcome(by_e2) == outcome(by_b2) == printed(g.b2)
    assert outcome(by_w2) == printed(g.W2[:, k])
    assert outcome(by_h) == significant(g.b2 @ document.network.W2[:, k])
    assert outcome(slope) == significant(signals.h[0, k] * (1 - signals.h[0, k]))
    assert outcome(by_e1) == outcome(by_b) == significant(g.b1[k])
    assert outcome(by_w) == printed(g.W1[k])
    after = step.taken()
    expected = [after.W1[k], after.b1[k], after.W2[:, k], after.b2]
    assert [outcome(update, row) for row in range(4)] == [printed(values) for values in expected]


def test_the_lectures_step_in_his_letters_times_two_eta():
    """The lecture's delta w_k^(1) = -eta x sigma'(e_k) eps^T w_k^(2), for half the loss: twice that is printed."""
    document, k = scene(SCENE).document, 3
    part, net = slow_step(document).part, document.network
    by_w = 2 * part.x * (part.h[k] * (1 - part.h[k])) * (part.epsilon @ net.W2[:, k])
    found = {stage.title: outcome(stage) for stage in told_of(document)}
    assert found["Backward: all the way to the weights of unit 3"] == printed(by_w)
    assert found["Backward: the correction vector of unit 3"] == printed(2 * part.h[k] * part.epsilon)


@pytest.mark.parametrize("output", ["identity", "tanh"])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_nonlinearity_has_its_stages(hidden, output):
    net = Network.random(3, 5, 1, hidden, 1, output)
    data = PointData(np.full((1, 3), 0.3), np.ones((1, 1)))
    document = edits.move_probe(replace(scene("backprop-step").document, **plain(net, data)), (0.3, 0.3, 0.3))
    found = told_of(document, unit=0, base=1)
    g = gradients(net, data.X, data.Y)
    assert len(found) == 15 + (hidden == "prelu")
    assert "unit 1" in found[0].title
    assert printed(g.W1[0]) in [outcome(stage) for stage in found]
    if hidden == "prelu":
        assert outcome(found[-2]) == significant(g.slope)


def plain(net, data):
    view = replace(scene(SCENE).document.view, bounds=((-1.0, 1.0),) * 3, output_bounds=None, probe=None, selected=0)
    return {"network": net, "data": data, "view": view}


def test_a_frozen_unit_stays_and_the_others_errors_go_back():
    document = replace(scene(SCENE).document, frozen=(3,))
    update = told_of(document)[-1]
    assert ["stays" in row for row in update.numbers] == [True, True, True, False]


def test_stages_bring_out_what_canvases_know_and_turn_back_once():
    found = told_of(scene(SCENE).document)
    assert all(stage.lit and stage.lit <= set(QUANTITIES) for stage in found)
    assert [stage.backward for stage in found] == [False] * 5 + [True] * 10
    assert frozenset().union(*(stage.lit for stage in found)) == set(QUANTITIES)
