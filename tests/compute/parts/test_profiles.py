"""A network over its one input is what forward says, sampled where it jumps, with the curves that are asked for."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.parts.profiles import (
    MOST_POINTS,
    SAMPLES,
    data_points,
    held_points,
    profile,
    profile_part,
    wanted_over,
)
from nnexplorer.model import edits
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

BOUNDS = (-2.0, 1.0)
FORMULA = FormulaData(("sin(3*x0)",), (BOUNDS,))


def document(data=FORMULA, units=4, hidden="tanh", output="identity", **view):
    network = Network.random(1, units, data.outputs, hidden, 3, output)
    return Document(network, data, view=ViewSettings(bounds=(BOUNDS,), **view))


def curves(document):
    (panel,) = profile_part(document).panels
    return [curve.kind for curve in panel.curves], {curve.kind: curve for curve in panel.curves}


@pytest.mark.parametrize("hidden", ["tanh", "step", "relu"])
def test_every_signal_is_that_of_the_network(hidden):
    network = Network.random(1, 5, 2, hidden, 1, "logistic")
    found = profile(network, BOUNDS)
    signals = network.forward(found.x[:, None])
    assert (found.x[0], found.x[-1]) == BOUNDS
    assert (np.diff(found.x) > 0).all()
    for name in ("e1", "h", "e2", "y"):
        assert_allclose(getattr(found, name), getattr(signals, name).T)


def test_a_step_jumps_upright_at_its_threshold():
    network = Network([[2.0]], [1.1], [[3.0]], [0.0], hidden="step")
    found = profile(network, BOUNDS)
    jump = int(np.argmax(np.diff(found.y[0])))
    assert_array_equal(found.y[0, jump : jump + 2], [0.0, 3.0])
    assert found.x[jump] < -0.55 < found.x[jump + 1]
    assert found.x[jump + 1] - found.x[jump] < 1e-8


def test_a_profile_is_kept_and_many_units_have_fewer_samples():
    network = Network.random(1, 4, 1)
    assert profile(network, BOUNDS) is profile(network, BOUNDS)
    assert len(profile(network, BOUNDS).x) == SAMPLES
    assert len(profile(Network.random(1, 5000, 1), BOUNDS).x) < SAMPLES / 4
    assert not profile(network, BOUNDS).y.flags.writeable


def test_what_is_wanted_is_the_formula_and_unknown_of_given_samples():
    x, values = wanted_over(FORMULA, BOUNDS)
    assert_allclose(values, [np.sin(3 * x)])
    assert wanted_over(PointData([[0.0]], [[1.0]]), BOUNDS) is None


def test_samples_are_points_of_the_input_and_the_value():
    data = PointData([[0.0], [0.5]], [[1.0, 2.0], [3.0, 4.0]])
    assert data_points(data).tolist() == [[0, 1], [0.5, 3], [0, 2], [0.5, 4]]
    assert data_points(data) is data_points(data)
    assert data_points(PointData(np.zeros((0, 1)), np.zeros((0, 1)))) is None
    assert len(data_points(PointData(np.zeros((9000, 1)), np.zeros((9000, 1))))) <= MOST_POINTS


def test_the_output_is_shown_against_the_target_with_what_the_selected_unit_adds():
    it = document(selected=2)
    kinds, found = curves(it)
    x = profile_part(it).slice_x
    assert kinds == ["target", "term", "value"]
    assert_allclose(found["target"].values, np.sin(3 * found["target"].x))
    assert_allclose(found["value"].values, it.network.forward(x[:, None]).y[:, 0])
    assert_allclose(found["term"].values, it.network.W2[0, 2] * it.network.forward(x[:, None]).h[:, 2])
    assert curves(edits.select(it, None))[0] == ["target", "value"]
    assert curves(it)[1]["target"] is curves(it)[1]["target"], "what stands still is made once"


def test_an_output_that_hardens_is_shown_soft_and_hard():
    it = document(output="tanh")
    kinds, found = curves(it)
    assert kinds == ["target", "hard", "soft"]
    assert_array_equal(found["hard"].values, np.sign(found["soft"].values))
    assert curves(edits.set_view(it, output="hard"))[0] == ["target", "value"]
    assert profile_part(edits.set_view(it, output="hard")).panels[0].kind == "hard"


def test_a_net_beside_it_is_shown_too():
    it = document()
    assert "rival" in curves(replace(it, rival=Network.random(1, 2, 1)))[0]


@pytest.mark.parametrize(("quantity", "wanted"), [("e1", "e1"), ("h", "h"), ("e2", "e2"), ("y", "y")])
def test_each_quantity_is_a_curve(quantity, wanted):
    it = document(quantity=quantity, selected=1)
    part = profile_part(it)
    signals = getattr(it.network.forward(part.slice_x[:, None]), wanted)
    assert_allclose(part.panels[0].curves[-1].values, signals[:, 1 if wanted in ("e1", "h") else 0])


def test_the_residual_is_the_output_less_the_target_which_points_do_not_have():
    it = document(quantity="residual")
    part = profile_part(it)
    left = it.network.forward(part.slice_x[:, None]).y[:, 0] - np.sin(3 * part.slice_x)
    assert_allclose(part.panels[0].curves[0].values, left)
    points = PointData([[0.0]], [[1.0]])
    part = profile_part(document(points, quantity="residual"))
    assert part.panels[0].kind == "y"
    assert part.points.tolist() == [[0, 1]]


def test_each_of_three_outputs_has_its_curves_and_two_have_a_plane():
    three = FormulaData(("x0", "x0^2", "1"), (BOUNDS,))
    (panel,) = evaluate_document(document(three)).surface.panels
    assert [(curve.kind, curve.output) for curve in panel.curves] == [
        (kind, output) for kind in ("target", "value") for output in range(3)
    ]
    two = document(FormulaData(("x0", "x0^2"), (BOUNDS,)), probe=(0.5,))
    evaluation = evaluate_document(two)
    assert evaluation.surface is None
    assert_allclose(evaluation.plane.target[:, 1], evaluation.plane.target[:, 0] ** 2)
    assert_allclose(evaluation.plane.path, two.network.forward(profile(two.network, BOUNDS).x[:, None]).y)
    assert_allclose(evaluation.plane.wanted, [0.5, 0.25])
    assert evaluate_document(two).plane.target is evaluation.plane.target, "what stands still is made once"


def test_the_hidden_layer_has_curves_over_the_input():
    it = document(units=3)
    hidden = evaluate_document(it).hidden
    signals = it.network.forward(hidden.x[:, None])
    assert_allclose(hidden.e1, signals.e1.T)
    assert_allclose(hidden.h, signals.h.T)
    assert hidden.correction is it.network.W2


def test_samples_held_out_are_marked_output_after_output():
    data = PointData(np.arange(6.0)[:, None], np.arange(12.0).reshape(6, 2), (1, 4))
    points, held = data_points(data), held_points(data, 0.4, 0)
    assert held.tolist() == 2 * [False, True, False, False, True, False]
    assert points[held, 0].tolist() == [1, 4, 1, 4]
    assert held_points(data, 0.0, 0) is None
