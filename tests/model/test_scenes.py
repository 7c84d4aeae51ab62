"""All scenes of the lecture, in the order of its slides: each opens, is drawn, and shows what its slide says."""

import re
from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from PySide6.QtGui import QImage

from nnexplorer.compute.design import construct
from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.errors import error
from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.experiments.approximation import curves, plan, sweep
from nnexplorer.compute.experiments.summary import summary_part
from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.gui.app import application
from nnexplorer.gui.figures.painting import FigureOptions, document_figure, encode
from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS, activation
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.model.network import Network

EXAMPLE = Network([[3, 3], [-3, 3]], [-0.9, -0.9], [[1, 1]], [0.5])
"""Example #1."""

NODES = -np.pi / 2 + np.arange(9) * np.pi / 8
PARABOLA = np.column_stack((NODES, NODES**2))
"""The nodes of Example #2, and where they are to go."""

DECISIONS = np.array([[0, 0.2149], [0.5, -0.0232], [-0.5, -0.0232], [1, -0.5169], [-1, -0.5169]])
"""Points of the classifier's decision curve."""

PARAMETERS = ("W1", "b1", "W2", "b2")


@cache
def evaluation(name):
    return evaluate_document(scene(name).document, 128)


def document(name):
    return scene(name).document


def panel(name):
    return evaluation(name).surface.panels[0]


def curve(name, kind="value"):
    """Places and heights of a slice's curve."""
    surface = evaluation(name).surface
    return surface.slice_x, next(it.values for it in surface.panels[0].curves if it.kind == kind)


def zeros(x, y):
    """Places where sampled y changes its sign, between the samples."""
    i = np.nonzero(np.diff(np.sign(y)))[0]
    return x[i] - y[i] * (x[i + 1] - x[i]) / (y[i + 1] - y[i])


def span(values):
    return float(values.min()), float(values.max())


def graphs(name):
    return {graph.activation.name: graph for graph in evaluation(name).activation.graphs}


def slopes(it, network=None):
    """The gradient of each parameter as its largest entry."""
    found = gradients(network or it.network, it.X, it.Y)
    return {name: float(np.abs(getattr(found, name)).max()) for name in PARAMETERS}


def is_example(network, output="identity"):
    same = all(np.array_equal(getattr(network, name), getattr(EXAMPLE, name)) for name in PARAMETERS)
    return same and (network.hidden, network.output) == ("tanh", output)


def learnt(it, steps, network=None, data=None):
    """The network after so many steps as the scene has them."""
    data = data or it.data
    return Trainer(network or it.network, data.X, data.Y, it.training).advance(steps).network


# Introduction, Example #1 -------------------------------------------------------------------------------------------


def two_layer_network():
    it, part = document("two-layer-network"), evaluation("two-layer-network").diagram
    assert (part.inputs, part.units, part.outputs, part.classifier) == (2, 4, 1, False)
    values, network = part.values, it.network
    assert values.e1 == pytest.approx(network.b1 + network.W1 @ values.x)
    assert values.h == pytest.approx(network.activation.function(values.e1))
    assert values.e2 == pytest.approx(network.b2 + network.W2 @ values.h)
    assert values.y == pytest.approx(values.e2)
    change = np.abs(learnt(it, 30).W1) - np.abs(network.W1)
    assert change.min() < 0 < change.max(), "some connections get stronger, others weaker"


def universal_approximator():
    it = document("universal-approximator")
    assert it.view.canvases == ("sweep",)
    rows = list(sweep(it, plan(it, (1, 2, 4, 8, 16, 32, 64), method="construct"), jobs=1))
    wanted = [4.069, 0.9159, 0.2226, 0.05526, 0.01379, 0.003446, 0.0008614]
    assert [row.mse for row in rows] == pytest.approx(wanted, rel=2e-3)
    (found,) = curves(rows)
    assert found.slope == pytest.approx(-2, rel=0.05)


def target_surface():
    assert panel("target-surface").kind == "target"
    assert span(panel("target-surface").values) == pytest.approx((-1.498, 2.441), abs=0.02)
    x, y = curve("target-surface")
    assert np.interp([0, -1, 1], x, y) == pytest.approx([-0.9326, 0.4713, 0.4713], abs=5e-5)
    assert evaluation("target-surface").loss > 0.1, "the net has still to learn it"


def first_layer_excitation():
    assert is_example(document("first-layer-excitation").network)
    assert panel("first-layer-excitation").kind == "e1"
    assert span(panel("first-layer-excitation").values) == pytest.approx((-6.9, 5.1), abs=0.05)
    x, e = curve("first-layer-excitation")
    assert e == pytest.approx(3 * x - 0.9)
    assert zeros(x, e) == pytest.approx([0.3])


def first_layer_activation():
    assert is_example(document("first-layer-activation").network)
    assert panel("first-layer-activation").kind == "h"
    assert span(panel("first-layer-activation").values) == pytest.approx((-1, 1), abs=1e-3)
    x, h = curve("first-layer-activation")
    assert h == pytest.approx(np.tanh(3 * x - 0.9))
    assert zeros(x, h) == pytest.approx([0.3], abs=1e-4)


def second_layer_output():
    assert is_example(document("second-layer-output").network)
    assert span(panel("second-layer-output").values) == pytest.approx((-1.498, 2.441), abs=0.02)
    x, y = curve("second-layer-output")
    assert np.interp([0, -1, 1], x, y) == pytest.approx([-0.9326, 0.4713, 0.4713], abs=5e-5)
    assert zeros(x, y) == pytest.approx([-0.4748, 0.4748], abs=1e-4)
    assert evaluation("second-layer-output").loss < 1e-24, "it is its own target"


# Binary nonlinearities ----------------------------------------------------------------------------------------------


def unit_step():
    it = document("unit-step")
    found = slopes(it)
    assert (found["W1"], found["b1"]) == (0, 0)
    assert min(found["W2"], found["b2"]) > 0
    assert set(slopes(it, it.network.replace(output="step")).values()) == {0}, "a hard output moves nothing at all"
    cells = evaluation("unit-step").input.cells
    assert len(cells) > it.network.units
    for cell in cells:
        assert cell.y == pytest.approx(it.network.forward([cell.polygon.mean(axis=0)]).y[0]), "piece-wise constant"
    after = learnt(it, 20)
    assert np.array_equal(after.W1, it.network.W1)
    assert not np.array_equal(after.W2, it.network.W2)


def logistic():
    drawn = graphs("logistic")["logistic"]
    assert drawn.own
    assert not evaluation("logistic").activation.derivatives
    assert drawn.value == pytest.approx(1 / (1 + np.exp(-drawn.b)))
    assert drawn.jump == 0
    steep = edits.set_gain(document("logistic"), 1e4).network
    e1 = steep.forward(document("logistic").X).e1
    assert steep.activation.function(e1) == pytest.approx(activation("step").function(e1), abs=1e-6)


def logistic_derivative():
    drawn = graphs("logistic-derivative")["logistic"]
    assert evaluation("logistic-derivative").activation.derivatives
    assert drawn.derivative == pytest.approx(drawn.value * (1 - drawn.value))
    wanted = [0.25, 0.0452, 0.00665, 4.54e-5]
    assert drawn.activation.derivative([0, 3, 5, 10]) == pytest.approx(wanted, rel=1e-3)
    assert drawn.derivative.max() == pytest.approx(0.25)
    points = evaluation("logistic-derivative").activation.points
    assert points.derivative == pytest.approx(points.value * (1 - points.value))


def step_derivative():
    part = evaluation("step-derivative").activation
    drawn = graphs("step-derivative")["step"]
    assert part.derivatives
    assert (drawn.jump, span(drawn.derivative), span(drawn.value)) == (1, (0, 0), (0, 1))
    assert span(part.points.mean_derivative) == (0, 0), "every point sits where it is zero"


def signum_and_tanh():
    drawn = graphs("signum-and-tanh")
    assert list(drawn) == ["signum", "tanh"]
    assert not evaluation("signum-and-tanh").activation.derivatives
    assert (drawn["signum"].jump, span(drawn["signum"].value)) == (2, (-1, 1))
    assert drawn["tanh"].value == pytest.approx(2 / (1 + np.exp(-2 * drawn["tanh"].b)) - 1, abs=1e-8)


def tanh_derivative():
    drawn = graphs("tanh-derivative")
    assert evaluation("tanh-derivative").activation.derivatives
    assert (drawn["signum"].jump, span(drawn["signum"].derivative)) == (2, (0, 0))
    assert drawn["tanh"].derivative == pytest.approx(1 - drawn["tanh"].value ** 2, abs=1e-12)
    assert drawn["tanh"].derivative.max() == pytest.approx(1)


def vanishing_gradient():
    it = document("vanishing-gradient")
    found = diagnose(it.network, it.X)
    assert found.saturation.min() > 0.9
    assert found.mean_derivative.max() < 0.01
    assert it.rival.hidden == "relu"
    other = replace(it, data=it.alternative)
    behind, ahead = (
        error(replace(other, network=learnt(it, 400, learnt(it, 50, start), it.alternative)))
        for start in (it.network, it.rival)
    )
    assert ahead < 0.5 * behind, "new data do not move it, and do move the ReLU net"
    moved = learnt(it, 50)
    assert np.linalg.norm(moved.W1 - it.network.W1) < 0.01 * np.linalg.norm(it.network.W1)


def relu():
    drawn = graphs("relu")["relu"]
    assert evaluation("relu").activation.derivatives
    assert drawn.value == pytest.approx(np.maximum(0, drawn.b), abs=1e-8)
    away = drawn.b != 0
    assert drawn.derivative[away].tolist() == activation("step").function(drawn.b[away]).tolist()
    assert (drawn.kink, drawn.jump) == (1, 0)


def relu_piecewise_linear():
    it, step = document("relu-piecewise-linear"), document("unit-step")
    for name in ("W1", "b1"):
        np.testing.assert_array_equal(getattr(it.network, name), getattr(step.network, name))
    cells, steps = evaluation("relu-piecewise-linear").input.cells, evaluation("unit-step").input.cells
    assert [cell.polygon.tolist() for cell in cells] == [cell.polygon.tolist() for cell in steps]
    for cell in cells:
        for x in cell.polygon:
            e2 = it.network.forward([x]).e2[0]
            assert cell.A @ x + cell.c == pytest.approx(e2, abs=1e-9), "planes that meet at the lines"
    assert slopes(it)["W1"] > 0, "now the lines learn as well"


def dying_relu():
    it = document("dying-relu")
    assert it.network.forward(it.X).h.max() == 0
    assert it.network.forward([(x, y) for x in (-1, 1) for y in (-1, 1)]).h.max() == 0
    found = slopes(it)
    assert (found["W1"], found["b1"], found["W2"]) == (0, 0, 0)
    assert found["b2"] > 0
    assert evaluation("dying-relu").hidden.badges == ("dead",) * it.network.units
    after, mean = learnt(it, 1), it.Y.mean()
    assert 0 < abs(after.b2[0] - mean) < abs(it.network.b2[0] - mean)
    assert learnt(it, 1500).b2[0] == pytest.approx(mean, abs=1e-3)


def dying_relu_solutions():
    it, dead = document("dying-relu-solutions"), document("dying-relu")
    for name in PARAMETERS:
        np.testing.assert_array_equal(getattr(it.network, name), getattr(dead.network, name))
    assert set(graphs("dying-relu-solutions")) >= {"softplus", "leaky_relu", "prelu"}
    for hidden in ("softplus", "leaky_relu", "prelu"):
        woken = it.network.replace(hidden=hidden)
        assert not diagnose(woken, it.X).dead.any()
        assert slopes(it, woken)["W1"] > 0
    prelu = it.network.replace(hidden="prelu")
    assert gradients(prelu, it.X, it.Y).slope != 0
    assert learnt(it, 20, prelu).slope != prelu.slope


# Example #2 ---------------------------------------------------------------------------------------------------------


def semicircle_to_parabola():
    it, part = document("semicircle-to-parabola"), evaluation("semicircle-to-parabola")
    circle = np.column_stack((np.cos(NODES), np.sin(NODES)))
    assert part.input.marks == pytest.approx(circle, abs=1e-15)
    assert part.plane.marks == pytest.approx(PARABOLA, abs=5e-3)
    between = (NODES[:-1] + NODES[1:]) / 2
    crossings = np.column_stack((np.cos(between), np.sin(between)))
    assert np.diag(it.network.forward(crossings).e1) == pytest.approx(np.zeros(8), abs=1e-12)
    assert part.loss == pytest.approx(0.05526, rel=1e-3)


def piecewise_approximation():
    it, chain = document("piecewise-approximation"), evaluation("piecewise-approximation").plane.chain
    assert it.network.hidden == "step"
    assert it.network.b2 == pytest.approx([-1.5708, 2.4674], abs=5e-5)
    assert it.network.W2[0] == pytest.approx(np.full(8, 0.3927), abs=5e-5)
    half = [0.1542, 0.4626, 0.7711, 1.0795]
    assert it.network.W2[1] == pytest.approx([-w for w in half[::-1]] + half, abs=5e-5)
    assert chain.joints[1:] == pytest.approx(PARABOLA), "from one of the nine points to the next"


def step_logistic_signum_tanh():
    it = document("step-logistic-signum-tanh")
    drawn = graphs("step-logistic-signum-tanh")
    assert list(drawn) == ["step", "logistic", "signum", "tanh"]
    assert [graph.jump for graph in drawn.values()] == [1, 0, 2, 0]
    assert len({graph.bounds for graph in drawn.values()}) == 1, "on axes in common"
    for soft, hard in (("logistic", "step"), ("tanh", "signum")):
        assert drawn[soft].activation.hard is drawn[hard].activation
    assert pytest.approx(it.network.W2 / 2) == construct(8, "tanh").W2, "they step by two, so half is enough"


def series_of_decisions():
    it, probe = document("series-of-decisions"), evaluation("series-of-decisions").probe
    assert probe.h.tolist() == [1] * 5 + [0] * 3
    circle = np.column_stack((np.cos(NODES), np.sin(NODES)))
    assert it.network.forward(circle).h.sum(axis=1).tolist() == list(range(9)), "one unit after the other turns on"


def semicircle_frames():
    it = document("semicircle-frames")
    assert it.frames == 9
    assert evaluation("semicircle-frames").loss == pytest.approx(0.001982, abs=5e-7)
    for gain, wanted in ((1, 1.632), (2, 0.5530), (5, 0.03007), (20, 0.006384), (1000, 0.05361)):
        assert error(edits.set_gain(it, gain)) == pytest.approx(wanted, rel=1e-3)
    for i, node in enumerate(PARABOLA):
        part = evaluate_document(edits.set_view(it.at_frame(i), chain="step"), 8)
        assert part.plane.chain.joints[-1] == pytest.approx(node)
    assert span(it.network.replace(W1=it.network.W1 / 12.05).forward(it.view.frames).h) == pytest.approx(
        (0.27, 0.73), abs=0.01
    )


# Classifiers --------------------------------------------------------------------------------------------------------


def decides(zero):
    """Check that the curve where the sign changes goes through the lecture's points."""
    points = zero.reshape(-1, 2)
    points = points[np.argsort(points[:, 0])]
    inner = DECISIONS[:3]
    assert np.interp(inner[:, 0], *points.T) == pytest.approx(inner[:, 1], abs=2e-3)
    for end in (points[0], points[-1]):
        assert (abs(end[0]), end[1]) == pytest.approx((1, -0.5169), abs=0.02)


def classifier_target():
    shown = panel("classifier-target")
    assert (shown.kind, shown.regions) == ("target", True)
    assert set(np.unique(shown.values)) == {-1, 1}
    decides(shown.zero)
    it = document("classifier-target")
    np.testing.assert_array_equal(it.Y, np.sign(EXAMPLE.forward(it.X).y))


def classifier_network():
    it, part = document("classifier-network"), evaluation("classifier-network").diagram
    assert is_example(it.network, "tanh")
    assert part.classifier
    assert part.values.y == pytest.approx(np.tanh(part.values.e2))
    assert part.values.e2 == pytest.approx(EXAMPLE.forward([it.view.probe]).y[0])


def soft_and_hard_outputs():
    soft, hard = evaluation("soft-and-hard-outputs").surface.panels
    assert (soft.kind, hard.kind, soft.regions, hard.regions) == ("soft", "hard", False, True)
    np.testing.assert_array_equal(np.sign(soft.values), hard.values)
    np.testing.assert_array_equal(soft.zero, hard.zero)
    decides(hard.zero)


def classifier_excitation_1():
    assert is_example(document("classifier-excitation-1").network, "tanh")
    assert panel("classifier-excitation-1").kind == "e1"
    assert span(panel("classifier-excitation-1").values) == pytest.approx((-6.9, 5.1), abs=0.05)
    unit = evaluation("classifier-excitation-1").surface.unit
    x, e = curve("classifier-excitation-1")
    assert e == pytest.approx(EXAMPLE.W1[unit, 0] * x - 0.9)


def classifier_activation_1():
    it = document("classifier-activation-1")
    assert panel("classifier-activation-1").kind == "h"
    unit = evaluation("classifier-activation-1").surface.unit
    x, h = curve("classifier-activation-1")
    assert h == pytest.approx(np.tanh(EXAMPLE.W1[unit, 0] * x - 0.9))
    rectified = evaluate_document(edits.set_hidden(it, "relu"), 16).surface.panels[0]
    assert rectified.curves[0].values == pytest.approx(np.maximum(0, EXAMPLE.W1[unit, 0] * x - 0.9))


def classifier_excitation_2():
    shown = panel("classifier-excitation-2")
    assert shown.kind == "e2"
    x, e2 = curve("classifier-excitation-2")
    assert np.interp([0, -1, 1], x, e2) == pytest.approx([-0.9326, 0.4713, 0.4713], abs=5e-5)
    assert span(shown.values) == pytest.approx((-1.498, 2.441), abs=0.02)
    decides(shown.zero)


def classifier_output():
    it, shown = document("classifier-output"), panel("classifier-output")
    assert (shown.kind, shown.regions) == ("hard", True)
    decides(shown.zero)
    np.testing.assert_array_equal(it.network.predict(it.X), it.Y)
    np.testing.assert_allclose(it.network.forward(DECISIONS).e2, 0, atol=5e-4)


# Summary ------------------------------------------------------------------------------------------------------------


def nonlinearities_summarized():
    it = document("nonlinearities-summarized")
    assert it.view.canvases == ("table",)
    rows = {row.name: row for row in summary_part(it).rows}
    assert set(rows) == set(ACTIVATIONS) - {"identity"}
    binary = {"step", "signum"}
    assert {name for name, row in rows.items() if row.mean_derivative == 0} == binary
    assert {name for name, row in rows.items() if row.moved == 0} == binary
    assert {name for name, row in rows.items() if all(row.dead)} == binary
    assert all(row.error < row.before for row in rows.values()), "the second layer learns all the same"
    assert max(rows, key=lambda name: rows[name].error) in binary
    assert rows["tanh"].error < 0.1 * rows["step"].error


def backprop_step():
    it, part = document("backprop-step"), evaluation("backprop-step").backprop
    network, rate = it.network, it.training.learning_rate
    assert part.factor == 2 * rate == 0.02
    assert part.epsilon == pytest.approx(part.y - part.target)
    for k in range(network.units):
        first = -rate * part.x * part.derivative[k] * (part.epsilon @ network.W2[:, k])
        assert part.delta.W1[k] == pytest.approx(2 * first), "the lecturer's loss is half of the program's"
        assert part.delta.W2[:, k] == pytest.approx(-2 * rate * part.h[k] * part.epsilon)
    plain = replace(it.training, optimizer="sgd")
    after = Trainer(network, [part.x], [part.target], plain).advance(1).network
    for name in PARAMETERS:
        moved = getattr(after, name) - getattr(network, name)
        np.testing.assert_allclose(moved, getattr(part.delta, name), atol=1e-12)


LECTURE = {
    check.__name__.replace("_", "-"): check
    for check in (
        two_layer_network,
        universal_approximator,
        target_surface,
        first_layer_excitation,
        first_layer_activation,
        second_layer_output,
        unit_step,
        logistic,
        logistic_derivative,
        step_derivative,
        signum_and_tanh,
        tanh_derivative,
        vanishing_gradient,
        relu,
        relu_piecewise_linear,
        dying_relu,
        dying_relu_solutions,
        semicircle_to_parabola,
        piecewise_approximation,
        step_logistic_signum_tanh,
        series_of_decisions,
        semicircle_frames,
        classifier_target,
        classifier_network,
        soft_and_hard_outputs,
        classifier_excitation_1,
        classifier_activation_1,
        classifier_excitation_2,
        classifier_output,
        nonlinearities_summarized,
        backprop_step,
    )
}
"""What each slide says, checked on what its scene shows; in the order of the slides."""


def test_the_scenes_are_those_of_the_lecture_in_its_order():
    assert [it.id for it in scenes()] == list(LECTURE)
    assert [it.number for it in scenes()] == list(range(1, 32))


@pytest.mark.parametrize("name", LECTURE)
def test_the_scene_shows_what_its_slide_says(name):
    LECTURE[name]()


@pytest.mark.parametrize("name", LECTURE)
def test_the_scene_has_a_title_a_section_and_a_caption_and_is_trained_as_the_lecture_does(name):
    it = document(name)
    assert isinstance(it, Document)
    assert it.title.strip()
    assert it.section.strip()
    assert it.caption.endswith(".")
    assert 1 <= len(re.split(r"(?<=[.?!]) (?=[A-Z])", it.caption)) <= 3
    assert len(it.caption) < 400, "a slide's caption is read at a glance"
    training = it.training
    assert (training.optimizer, training.learning_rate, training.batch_size) == ("adam", 0.01, None)
    assert (it.step, it.start) == (0, None)


@cache
def picture(name):
    """The scene as a small PNG; the widgets behind it are closed."""
    figure = document_figure(document(name), FigureOptions())
    try:
        return encode(figure, "png", 300)
    finally:
        figure.close()


@pytest.mark.parametrize("name", LECTURE)
def test_the_scene_is_evaluated_and_drawn(qapp, name):
    application()
    shown = evaluation(name)
    assert shown.document is document(name)
    assert np.isfinite(shown.loss)
    image = QImage.fromData(picture(name))
    assert image.width() == 300
    assert image.height() >= 60
    colors = {image.pixel(x, y) for x in range(0, 300, 3) for y in range(0, image.height(), 3)}
    assert len(colors) > 10, "it is not blank"


def test_no_two_scenes_have_the_same_picture(qapp):
    application()
    pictures = {}
    for name in LECTURE:
        pictures.setdefault(picture(name), []).append(name)
    assert [names for names in pictures.values() if len(names) > 1] == []


def test_no_two_scenes_have_equal_parts_and_views():
    seen = {}
    for name in LECTURE:
        it = document(name)
        network = (it.network.hidden, it.network.output, *(getattr(it.network, key).tobytes() for key in PARAMETERS))
        data = tuple(repr(getattr(it.data, field.name)) for field in fields(it.data))
        seen.setdefault((network, data, it.view), []).append(name)
    assert [names for names in seen.values() if len(names) > 1] == []
