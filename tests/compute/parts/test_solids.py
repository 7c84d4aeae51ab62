"""A solid is the quantity at the corners of its quads, with the curve of its zero and the lines under it."""

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.parts.solids import FINE_QUADS, MOST_LINES, QUADS, mirrored, solid_part
from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

POINTS = PointData(np.array([[0.5, -0.5]]), np.array([[1.0]]))
WIDE = ((-2.0, 1.0), (0.5, 3.0))


def document(data=None, units=3, outputs=1, output="identity", hidden="tanh", **view):
    network = Network.random(2, units, outputs, hidden, 1, output)
    return Document(network, data or FormulaData(("x0*x1",) * outputs), view=ViewSettings(**view))


def corners(bounds, quads):
    axes = [np.linspace(low, high, quads + 1) for low, high in bounds]
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


@pytest.mark.parametrize("kind", ["e1", "h", "e2", "y"])
@pytest.mark.parametrize("outputs", [1, 2])
def test_heights_are_the_forward_pass_at_the_corners(kind, outputs):
    it = document(output="tanh", outputs=outputs, quantity=kind, bounds=WIDE, selected=2)
    part = solid_part(it, 64)
    signals = it.network.forward(corners(WIDE, 16))
    wanted = getattr(signals, kind)[:, 2 if kind in ("e1", "h") else 0].reshape(17, 17)
    assert (part.kind, part.outputs, part.bounds) == (kind, outputs, WIDE)
    assert part.relief.heights == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize(("resolution", "quads"), [(1, QUADS[0]), (128, 32), (384, QUADS[1]), (512, QUADS[1])])
def test_quads_go_with_the_resolution(resolution, quads):
    assert solid_part(document(), resolution).relief.heights.shape == (quads + 1, quads + 1)


@pytest.mark.parametrize(("resolution", "quads"), [(1, FINE_QUADS[0]), (128, 64), (512, 256), (2048, FINE_QUADS[1])])
def test_a_fine_surface_has_more_of_them(resolution, quads):
    assert solid_part(document(), resolution, fine=True).relief.heights.shape == (quads + 1, quads + 1)


def test_both_outputs_are_the_soft_one_and_the_hard_one_beside_it():
    it = document(output="tanh", quantity="y")
    alone, both = (solid_part(edits.set_view(it, output=output), 64) for output in ("soft", "both"))
    assert [part.kind for part in both.all] == ["y", "hard"]
    assert np.array_equal(both.relief.heights, alone.relief.heights)
    assert set(np.unique(both.beside.relief.heights)) == {-1.0, 1.0}
    assert [part.kind for part in mirrored(both).all] == ["y", "hard"]
    assert np.array_equal(mirrored(both).beside.relief.heights, both.beside.relief.heights[::-1])
    assert alone.all == (alone,)
    assert solid_part(edits.set_view(it, output="both", quantity="e2"), 64).beside is None


def test_target_and_residual_come_from_the_formula():
    X = corners(WIDE, 16)
    target = solid_part(document(quantity="target", bounds=WIDE), 64)
    assert target.relief.heights.ravel() == pytest.approx(np.prod(X, axis=1))
    it = document(quantity="residual", bounds=WIDE)
    left = solid_part(it, 64)
    assert left.relief.heights.ravel() == pytest.approx(it.network.forward(X).y[:, 0] - np.prod(X, axis=1), abs=1e-4)
    assert (left.kind, left.span[0]) == ("residual", -left.span[1])


@pytest.mark.parametrize("quantity", ["target", "residual"])
def test_without_a_formula_the_output_is_shown(quantity):
    assert solid_part(document(POINTS, quantity=quantity), 64).kind == "y"


@pytest.mark.parametrize(("output", "kind", "level"), [("logistic", "hard", 0.5), ("tanh", "hard", 0.0)])
def test_hard_output_has_walls_whose_middle_is_its_zero(output, kind, level):
    part = solid_part(replace(document(output=output), view=ViewSettings(output="hard")), 64)
    assert (part.kind, part.relief.level, part.relief.jumps) == (kind, level, True)


@pytest.mark.parametrize(
    ("hidden", "quantity", "jumps"),
    [("step", "e1", False), ("step", "h", True), ("signum", "y", True), ("tanh", "h", False), ("relu", "y", False)],
)
def test_what_comes_of_a_step_jumps(hidden, quantity, jumps):
    assert solid_part(document(hidden=hidden, quantity=quantity), 64).relief.jumps is jumps


def test_classes_jump_as_target_and_as_residual():
    data = FormulaData(("sign(x0 + x1)",))
    assert solid_part(document(data, quantity="target"), 64).relief.jumps
    assert solid_part(document(data, quantity="residual"), 64).relief.jumps
    assert solid_part(document(data, quantity="target"), 64).span == (-1, 1)


def test_an_exact_net_leaves_no_curve_of_rounding_errors():
    it = edits.set_view(scene("second-layer-output").document, quantity="residual", canvases=("surface",))
    part = solid_part(it, 128)
    assert np.abs(part.relief.heights).max() < 1e-5
    assert part.relief.zero.shape == (0, 2, 2)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_zero_of_an_activation_is_the_units_line_at_its_own_height(hidden):
    part = solid_part(document(hidden=hidden, quantity="h", selected=1), 64)
    network = document(hidden=hidden).network
    assert network.forward(part.relief.zero.reshape(-1, 2)).e1[:, 1] == pytest.approx(0, abs=1e-5)
    assert part.relief.level == pytest.approx(float(network.activation.function(np.zeros(1))[0]))


def test_turning_it_or_moving_the_probe_computes_nothing_anew():
    it = document()
    turned = replace(it, view=replace(it.view, camera=(10.0, 20.0), probe=(0.1, 0.2)))
    assert solid_part(it, 64).relief is solid_part(turned, 64).relief


def test_lines_are_the_units_and_not_without_end():
    assert len(solid_part(document(units=5), 64).lines) == 5
    assert len(solid_part(document(units=MOST_LINES + 9), 64).lines) == MOST_LINES


@pytest.mark.parametrize("quantity", ["e1", "h", "e2", "y", "residual"])
@pytest.mark.parametrize("scale", [1e16, 1e200])
def test_huge_weights_give_no_warning(quantity, scale):
    network = Network([[scale, scale]], [0], [[scale]], [0], "relu")
    with np.errstate(over="ignore", invalid="ignore"):
        part = solid_part(Document(network, FormulaData(("x0",)), view=ViewSettings(quantity=quantity)), 32)
    assert part.relief.heights.shape == (9, 9)


def test_it_is_evaluated_where_it_is_shown():
    it = scene("semicircle-frames").document
    assert evaluate_document(it, 16).solid is None
    assert evaluate_document(edits.set_view(it, canvases=("surface",)), 16).solid is not None
    line = PointData(np.zeros((0, 1)), np.zeros((0, 1)))
    view = ViewSettings(bounds=((-1, 1),), canvases=("surface",))
    assert evaluate_document(Document(Network.random(1, 3, 1), line, view=view), 16).solid is None


def test_a_mirrored_surface_is_the_same_one_with_the_second_input_turned_round():
    it = solid_part(document(bounds=WIDE), 64)
    other = mirrored(it)
    assert other.bounds == (WIDE[0], (-3.0, -0.5))
    assert np.array_equal(other.relief.heights, it.relief.heights[::-1])
    assert np.array_equal(other.relief.zero, it.relief.zero * (1, -1))
    for line, turned in zip(it.lines, other.lines, strict=True):
        assert turned.excitation(np.array([0.3, -0.7])) == pytest.approx(line.excitation(np.array([0.3, 0.7])))
    assert np.array_equal(mirrored(other).relief.heights, it.relief.heights)
