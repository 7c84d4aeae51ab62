"""What a document evaluates to has the lecture's numbers, and leaves out what the document cannot fill."""

import math
from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.design import construct
from nnexplorer.compute.errors import error
from nnexplorer.compute.evaluation import MAP_RESOLUTION, evaluate_document
from nnexplorer.compute.samples import MOST_POINTS
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings

LOGISTIC_ERRORS = {
    1: 1.632, 2: 0.5530, 5: 0.03007, 10: 0.002563, 12.05: 0.001982, 20: 0.006384, 50: 0.02754, 1000: 0.05361,
}  # fmt: skip


def curve(surface, kind):
    """A slice's curve by its kind; the output is 'soft' where it hardens and the 'value' where it does not."""
    found = {curve.kind: curve.values for curve in surface.panels[0].curves}
    return found.get(kind, found.get("value") if kind == "soft" else None)


def document(inputs=2, outputs=1, units=3, data=None, **changes):
    view = ViewSettings(bounds=((-1, 1),) * inputs)
    data = data or PointData(np.zeros((0, inputs)), np.zeros((0, outputs)))
    return replace(Document(Network.random(inputs, units, outputs), data, view=view), **changes)


def looked_at(it, **changes):
    return replace(it, view=replace(it.view, **changes))


def zeros(x, y):
    """Places where sampled y changes its sign, between the samples."""
    i = np.nonzero(np.diff(np.sign(y)))[0]
    return x[i] - y[i] * (x[i + 1] - x[i]) / (y[i + 1] - y[i])


# Example #1 -------------------------------------------------------------------------------------------------------


def test_slice_of_the_first_example_has_the_lectures_values():
    surface = evaluate_document(scene("second-layer-output").document).surface
    assert (surface.slice_x[0], surface.slice_x[-1]) == (-1, 1)
    assert np.interp([0, -1, 1], surface.slice_x, curve(surface, "soft")) == pytest.approx(
        [-0.9326, 0.4713, 0.4713], abs=5e-5
    )
    assert zeros(surface.slice_x, curve(surface, "soft")) == pytest.approx([-0.4748, 0.4748], abs=1e-4)
    assert curve(surface, "target") == pytest.approx(curve(surface, "soft")), "it is its own target"
    assert curve(surface, "hard") is None, "a linear output does not harden"


def test_surface_of_the_first_example_has_the_lectures_range():
    part = evaluate_document(scene("second-layer-output").document, 256).surface
    assert (part.panels[0].values.min(), part.panels[0].values.max()) == pytest.approx((-1.498, 2.441), abs=0.02)
    assert part.bounds == ((-1, 1), (-1, 1))


def test_slice_is_cut_where_the_view_says():
    it = looked_at(scene("second-layer-output").document, slice_at=0.5)
    surface = evaluate_document(it, 8).surface
    x = surface.slice_x
    assert surface.slice_at == 0.5
    assert curve(surface, "soft") == pytest.approx(0.5 + np.tanh(3 * x + 0.6) + np.tanh(-3 * x + 0.6))


def test_first_layer_of_the_first_example_is_mapped():
    hidden = evaluate_document(scene("second-layer-output").document, 64).hidden
    assert hidden.e1.shape == hidden.h.shape == (2, 64, 64)
    assert (hidden.e1[0].min(), hidden.e1[0].max()) == pytest.approx((-6.9, 5.1), abs=0.1)
    assert np.tanh(hidden.e1) == pytest.approx(hidden.h, abs=1e-5)
    assert hidden.e1[0, 0, 0] < hidden.e1[0, -1, -1], "rises to the upper right"
    assert hidden.correction.tolist() == [[1, 1]]
    assert hidden.figures.gain == pytest.approx([np.sqrt(18)] * 2)


def test_input_part_has_the_target_and_every_line():
    part = evaluate_document(scene("second-layer-output").document).input
    assert [(line.weights.tolist(), line.bias) for line in part.lines] == [([3, 3], -0.9), ([-3, 3], -0.9)]
    assert part.target.min() == pytest.approx(-1.498, abs=0.02)
    assert part.target.max() == pytest.approx(2.441, abs=0.02)
    assert (part.points, part.path, part.probe) == (None, None, None)


def test_target_map_has_the_first_input_to_the_right_and_the_second_upwards():
    target = evaluate_document(document(data=FormulaData(("x0 + 10*x1",)))).input.target
    assert (np.diff(target, axis=1) > 0).all()
    assert (np.diff(target, axis=0) > 0).all()
    assert np.diff(target, axis=0) == pytest.approx(10 * np.diff(target, axis=1)[0, 0])


def test_target_map_is_made_once():
    it = document(data=FormulaData(("x0*x1",)))
    moved = replace(it, network=Network.random(2, 3, 1, seed=5))
    assert evaluate_document(it).input.target is evaluate_document(moved).input.target


# Classifiers ------------------------------------------------------------------------------------------------------


def test_decision_curve_has_the_lectures_points():
    zero = evaluate_document(scene("classifier-output").document, 256).surface.panels[0].zero
    points = zero.reshape(-1, 2)
    points = points[np.argsort(points[:, 0])]
    for x1, x2 in ((0.0, 0.2149), (0.5, -0.0232), (-0.5, -0.0232)):
        assert np.interp(x1, *points.T) == pytest.approx(x2, abs=1e-3)
    for end in (points[0], points[-1]):
        assert end[1] == pytest.approx(-0.5169, abs=5e-3)
        assert abs(end[0]) == pytest.approx(1, abs=5e-3)


def test_classifier_is_hard_in_testing_and_soft_in_training():
    it = scene("classifier-output").document
    hard = evaluate_document(looked_at(it, output="hard"), 64).surface
    soft = evaluate_document(looked_at(it, output="soft"), 64).surface
    assert set(np.unique(hard.panels[0].values)) == {-1, 1}
    assert np.sign(soft.panels[0].values) == pytest.approx(hard.panels[0].values)
    assert np.abs(soft.panels[0].values).max() < 1
    for part in (hard, soft):
        assert curve(part, "soft") == pytest.approx(
            np.tanh(0.5 + sum(np.tanh(s * part.slice_x - 0.9) for s in (3, -3)))
        )
        assert set(np.unique(curve(part, "hard"))) == {-1, 1}
        assert curve(part, "target") == pytest.approx(curve(part, "hard"))


@pytest.mark.parametrize("output", ["relu", "identity", "softplus"])
def test_output_without_a_hard_form_is_shown_soft(output):
    it = looked_at(document(network=Network.random(2, 3, 1, output=output)), output="hard")
    surface = evaluate_document(it, 16).surface
    assert curve(surface, "hard") is None
    assert len(np.unique(surface.panels[0].values)) > 2 or output == "relu"


# Example #2 -------------------------------------------------------------------------------------------------------


def test_scene_opens_with_the_lectures_surprise():
    assert evaluate_document(scene("semicircle-frames").document).loss == pytest.approx(0.001982, rel=1e-3)


@pytest.mark.parametrize(("gain", "expected"), LOGISTIC_ERRORS.items())
def test_error_at_every_gain(gain, expected):
    it = replace(scene("semicircle-frames").document, network=construct(8, "logistic", gain))
    assert error(it) == pytest.approx(expected, rel=1e-3)


def test_error_of_the_step_and_of_the_best_constant():
    it = scene("semicircle-frames").document
    assert error(replace(it, network=construct(8, "step"))) == pytest.approx(0.05526, rel=1e-3)
    constant = it.network.replace(W2=np.zeros((2, 8)), b2=[0, np.pi**2 / 12])
    assert error(replace(it, network=constant)) == pytest.approx(1.3636, rel=1e-4)


@pytest.mark.parametrize("frame", range(9))
def test_chain_goes_from_the_origin_by_b2_to_the_output(frame):
    it = scene("semicircle-frames").document.at_frame(frame)
    part = evaluate_document(it).plane
    y = it.network.forward([it.view.probe]).y[0]
    assert part.chain.joints.shape == (10, 2)
    assert part.chain.joints[0].tolist() == [0, 0]
    assert part.chain.joints[1] == pytest.approx([-1.5708, 2.4674], abs=5e-5)
    assert part.chain.joints[-1] == pytest.approx(y)
    assert part.chain.output == pytest.approx(y)
    links = np.diff(part.chain.joints[1:], axis=0).T
    assert links == pytest.approx(it.network.W2 * part.chain.share)


@pytest.mark.parametrize("frame", range(9))
def test_chain_by_the_step_ends_at_the_node(frame):
    it = looked_at(scene("semicircle-frames").document.at_frame(frame), chain="step")
    part = evaluate_document(it).plane
    t = -np.pi / 2 + frame * np.pi / 8
    assert part.chain.share.tolist() == [1.0] * frame + [0.0] * (8 - frame)
    assert part.chain.joints[-1] == pytest.approx([t, t**2])
    assert part.wanted == pytest.approx([t, t**2], abs=5e-3), "the nearest of 2000 samples"


def test_bars_are_of_the_probe():
    it = scene("semicircle-frames").document.at_frame(5)
    probe = evaluate_document(it).probe
    tau = -np.pi / 2 + np.pi / 16 + np.arange(8) * np.pi / 8
    e1 = 12.05 * np.sin(np.pi / 8 - tau)
    h = 1 / (1 + np.exp(-e1))
    assert probe.x == pytest.approx([np.cos(np.pi / 8), np.sin(np.pi / 8)])
    assert probe.e1 == pytest.approx(e1)
    assert probe.h == pytest.approx(h)
    assert probe.derivative == pytest.approx(h * (1 - h))
    assert probe.y == pytest.approx(it.network.forward([it.view.probe]).y[0])


def test_curve_is_drawn_in_both_planes_with_its_ends():
    it = scene("semicircle-frames").document
    evaluation = evaluate_document(it)
    target, path, circle = evaluation.plane.target, evaluation.plane.path, evaluation.input.path
    assert len(target) == len(path) == len(circle) <= 400
    assert target[:, 1] == pytest.approx(target[:, 0] ** 2)
    assert np.linalg.norm(circle, axis=1) == pytest.approx(np.ones(len(circle)))
    assert circle == pytest.approx(np.column_stack((np.cos(target[:, 0]), np.sin(target[:, 0]))))
    for ends in (target[[0, -1]], it.Y[[0, -1]]):
        assert ends == pytest.approx(np.array([[-1.5708, 2.4674], [1.5708, 2.4674]]), abs=5e-3)
    assert path == pytest.approx(it.network.forward(circle).y)


def test_bars_need_no_maps():
    it = scene("semicircle-frames").document
    assert evaluate_document(it).hidden is None
    assert evaluate_document(looked_at(it, hidden="maps"), 16).hidden.h.shape == (8, MAP_RESOLUTION, MAP_RESOLUTION)


def test_figures_of_the_units_are_means_over_the_data():
    it = looked_at(scene("semicircle-frames").document, hidden="maps")
    figures = evaluate_document(it, 8).hidden.figures
    assert figures.gain == pytest.approx(np.full(8, 12.05))
    assert figures.on == pytest.approx(1 - (np.arange(8) + 0.5) / 8, abs=1e-3), "past its threshold"
    h = it.network.forward(it.X).h
    assert figures.mean_derivative == pytest.approx((h * (1 - h)).mean(axis=0))


def test_view_of_the_output_follows_the_data_unless_it_is_given():
    it = scene("semicircle-frames").document
    assert evaluate_document(it).plane.bounds == ((-2.1, 2.1), (-0.35, 2.75))
    (x_low, x_high), (y_low, y_high) = evaluate_document(looked_at(it, output_bounds=None)).plane.bounds
    assert x_low < -np.pi / 2 < np.pi / 2 < x_high
    assert y_low < 0 < np.pi**2 / 4 < y_high


def test_without_a_probe_there_is_no_chain():
    it = looked_at(scene("semicircle-frames").document, probe=None)
    evaluation = evaluate_document(it)
    assert evaluation.probe is None
    assert evaluation.plane.chain is None


def test_soft_classifier_output_ends_beside_its_chain():
    it = looked_at(document(outputs=2, units=4, network=Network.random(2, 4, 2, output="tanh")), probe=(0.5, 0.5))
    plane = evaluate_document(it).plane
    assert plane.chain.output == pytest.approx(np.tanh(plane.chain.joints[-1]))


# Every kind of document -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inputs", [1, 2, 3])
@pytest.mark.parametrize("outputs", [1, 2, 3])
@pytest.mark.parametrize("hidden", ["maps", "bars"])
def test_parts_are_there_where_the_network_has_something_to_fill_them(inputs, outputs, hidden):
    it = looked_at(document(inputs, outputs), hidden=hidden, probe=(0.5,) * inputs)
    evaluation = evaluate_document(it, 8)
    assert evaluation.document is it
    assert (evaluation.input is not None) == (inputs <= 2)
    assert (evaluation.surface is not None) == ((inputs, outputs) in {(1, 1), (1, 3), (2, 1)})
    assert (evaluation.plane is not None) == (outputs == 2)
    assert (evaluation.hidden is not None) == (inputs <= 2 and hidden == "maps")
    assert evaluation.activation.points.e == pytest.approx(evaluation.probe.e1)
    assert evaluation.probe.y.shape == (outputs,)


def test_points_are_shown_as_they_are():
    X, Y = np.array([[0.5, -0.5], [0.25, 0.75]]), np.array([[1.0], [2.0]])
    evaluation = evaluate_document(document(data=PointData(X, Y)), 8)
    assert evaluation.input.points == pytest.approx(X)
    assert evaluation.input.target is None
    assert curve(evaluation.surface, "target") is None


def test_document_without_samples_has_no_error_and_no_means():
    evaluation = evaluate_document(document(), 8)
    assert math.isnan(evaluation.loss)
    assert np.isnan(evaluation.hidden.figures.on).all()
    assert evaluation.input.points is None
    assert np.isfinite(evaluation.hidden.figures.gain).all()


def test_loss_that_is_not_defined_for_the_data_is_told_as_nan():
    it = document(data=FormulaData(("x0",)), training=TrainingSettings(loss="cross_entropy"))
    assert math.isnan(error(it))
    classified = document(
        data=FormulaData(("sign(x0)",), points=4),
        network=Network([[9, 0]], [0], [[1]], [0], output="tanh"),
        training=TrainingSettings(loss="cross_entropy"),
    )
    assert 0 < error(classified) < 0.2


def test_error_takes_signals_that_were_computed_already():
    it = scene("semicircle-frames").document
    assert error(it, it.network.forward(it.X)) == error(it)


@pytest.mark.parametrize("scale", [1e-30, 1e12, 1e30, 1e100])
def test_extreme_weights_are_evaluated_without_a_warning(scale):
    for hidden in ("tanh", "relu", "softplus", "step"):
        network = Network([[3 * scale, scale], [-scale, 2 * scale]], [scale, 0], [[scale, 1]], [0], hidden)
        evaluation = evaluate_document(looked_at(document(network=network), probe=(0.5, 0.5)), 16)
        assert evaluation.surface.panels[0].values.shape == (16, 16)


@pytest.mark.parametrize("data", [CurveData(("cos(t)", "sin(t)"), ("t",), 0, 1), FormulaData(("x0", "x1"), points=3)])
def test_data_of_every_kind_fit_a_network_of_their_size(data):
    evaluation = evaluate_document(document(2, data.outputs, data=data), 8)
    assert math.isfinite(evaluation.loss)
    assert evaluation.input is not None


def test_of_many_samples_some_are_looked_at_always_the_same_ones():
    X = np.random.default_rng(0).uniform(-1, 1, (3000, 2))
    it = Document(Network.random(2, 8, 1, seed=0), PointData(X, X[:, :1]))
    whole, some = evaluate_document(it), evaluate_document(it, values=8 * 500, exact=False)
    assert (whole.samples, whole.exact) == (3000, True)
    assert (some.samples, some.exact) == (500, False)
    assert some.loss == evaluate_document(it, values=8 * 500, exact=False).loss
    assert whole.loss == error(it) != some.loss
    assert some.loss == pytest.approx(whole.loss, rel=0.2)
    exactly = evaluate_document(it, values=8 * 500)
    assert (exactly.samples, exactly.exact) == (500, True)
    assert exactly.loss == pytest.approx(whole.loss, rel=1e-12)
    assert some.input.points is whole.input.points
    assert len(whole.input.points) == 3000


def test_a_canvas_draws_so_many_points_at_most():
    X = np.random.default_rng(0).uniform(-1, 1, (MOST_POINTS + 1, 2))
    it = Document(Network.random(2, 2, 1, seed=0), PointData(X, X[:, :1]))
    assert len(evaluate_document(it).input.points) == MOST_POINTS
