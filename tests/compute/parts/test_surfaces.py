"""A surface shows the quantity that is asked for, its slice, and the curve where it changes its sign."""

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.parts.surfaces import (
    LARGEST_SINGLE,
    SLICE_POINTS,
    TARGET_RESOLUTION,
    hidden_on_cells,
    network_on_cells,
    output_on_cells,
    plane_bounds,
    surface_part,
    target_map,
    units_on_cells,
)
from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
WIDE = ((-2.0, 1.0), (0.5, 3.0))
POINTS = PointData(np.array([[0.5, -0.5]]), np.array([[1.0]]))


def document(data=None, units=3, output="identity", rival=None, **view):
    network = Network.random(2, units, 1, seed=1, output=output)
    return Document(network, data or FormulaData(("x0*x1",)), view=ViewSettings(**view), rival=rival)


def middles(bounds, resolution):
    """The middles (R*R, 2) of the cells that tile `bounds`, a row of the first input after another."""
    axes = [low + (high - low) * (np.arange(resolution) + 0.5) / resolution for low, high in bounds]
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


def panel(it, resolution=16):
    (only,) = surface_part(it, resolution).panels
    return only


def kinds(panel):
    return [curve.kind for curve in panel.curves]


def curve(panel, kind):
    return next(curve.values for curve in panel.curves if curve.kind == kind)


def both():
    it = document(output="tanh")
    return replace(it, view=replace(it.view, output="both"))


# Quantities ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bounds", [SQUARE, WIDE])
@pytest.mark.parametrize("kind", ["e1", "h", "e2", "y"])
def test_map_is_the_forward_pass_in_the_middle_of_every_cell(kind, bounds):
    it = document(output="tanh", quantity=kind, bounds=bounds, selected=2)
    shown = panel(it, 12)
    signals = it.network.forward(middles(bounds, 12))
    wanted = getattr(signals, kind)[:, 2 if kind in ("e1", "h") else 0].reshape(12, 12)
    assert shown.kind == kind
    assert shown.values == pytest.approx(wanted, abs=1e-4)
    assert not shown.regions


@pytest.mark.parametrize("kind", ["e1", "h", "e2"])
def test_slice_of_a_layer_is_its_value_alone(kind):
    it = document(output="tanh", quantity=kind, slice_at=0.3, selected=1, rival=Network.random(2, 3, 1))
    part = surface_part(it, 8)
    signals = it.network.forward(np.column_stack((part.slice_x, np.full(SLICE_POINTS, 0.3))))
    assert kinds(part.panels[0]) == ["value"]
    assert curve(part.panels[0], "value") == pytest.approx(getattr(signals, kind)[:, 1 if kind != "e2" else 0])
    assert (part.slice_at, part.unit) == (0.3, 1)


def test_without_a_selection_the_first_unit_is_shown():
    it = document(quantity="e1", selected=None)
    assert surface_part(it, 8).unit == 0
    assert panel(it).values == pytest.approx(units_on_cells(it.network, SQUARE, 16, slice(0, 1)).e1[0])


def test_target_is_shown_from_its_formula_and_finely():
    shown = panel(document(quantity="target"))
    assert (shown.kind, kinds(shown), shown.regions) == ("target", ["value"], False)
    wanted = np.prod(middles(SQUARE, TARGET_RESOLUTION), axis=1)
    np.testing.assert_allclose(shown.values.ravel(), wanted, atol=1e-12)


@pytest.mark.parametrize("data", [POINTS, PointData(np.zeros((0, 2)), np.zeros((0, 1)))])
def test_where_there_is_no_formula_the_output_is_shown_for_the_target(data):
    shown = panel(document(data, quantity="target"))
    assert (shown.kind, kinds(shown)) == ("y", ["value"])


# Soft and hard ------------------------------------------------------------------------------------------------------


def test_both_outputs_stand_side_by_side_and_change_their_sign_in_the_same_places():
    part = surface_part(both(), 32)
    soft, hard = part.panels
    assert (soft.kind, hard.kind) == ("soft", "hard")
    assert (kinds(soft), kinds(hard)) == (["target", "soft"], ["target", "hard"])
    assert (soft.regions, hard.regions) == (False, True)
    np.testing.assert_array_equal(soft.zero, hard.zero)
    np.testing.assert_array_equal(np.sign(soft.values), hard.values)


@pytest.mark.parametrize(("output", "classes"), [("tanh", {-1.0, 1.0}), ("logistic", {0.0, 1.0})])
def test_hard_output_is_of_two_classes(output, classes):
    it = replace(document(output=output), view=ViewSettings(output="hard"))
    shown = panel(it)
    assert (shown.kind, shown.regions) == ("hard", True)
    assert set(np.unique(shown.values)) == classes
    assert kinds(shown) == ["hard", "target", "soft"]


@pytest.mark.parametrize("quantity", ["e1", "h", "e2", "target"])
def test_only_the_output_can_be_hard(quantity):
    it = replace(document(output="tanh"), view=ViewSettings(output="both", quantity=quantity))
    assert panel(it).kind == quantity


def test_output_that_hardens_to_itself_has_no_regions():
    it = replace(document(), view=ViewSettings(output="hard"))
    shown = panel(it)
    assert (shown.kind, shown.regions, kinds(shown)) == ("hard", False, ["target", "value"])


# Target, rival ------------------------------------------------------------------------------------------------------


def test_rival_has_its_curve_beside_the_nets():
    rival = Network.random(2, 5, 1, "relu", seed=4)
    it = document(rival=rival)
    part = surface_part(it, 8)
    X = np.column_stack((part.slice_x, np.zeros(SLICE_POINTS)))
    assert kinds(part.panels[0]) == ["target", "rival", "value"]
    assert curve(part.panels[0], "rival") == pytest.approx(rival.forward(X).y[:, 0])
    assert curve(part.panels[0], "value") == pytest.approx(it.network.forward(X).y[:, 0])


def test_points_have_no_target_curve():
    assert kinds(panel(document(POINTS))) == ["value"]


@pytest.mark.parametrize(
    ("formula", "regions"),
    [
        ("sign(x0 + x1)", True),
        ("(1 + sign(x0)) / 2", True),
        ("sign(x0) * 2", False),
        ("x0", False),
        ("1", False),
        ("abs(sign(x0)) - 1", False),
    ],
)
def test_classes_are_told_from_quantities(formula, regions):
    assert target_map(FormulaData((formula,)), SQUARE).regions is regions


def test_target_map_is_made_once_and_read_only():
    data = FormulaData(("x0 - x1",))
    found = target_map(data, SQUARE)
    assert target_map(data, SQUARE) is found
    assert target_map(data, WIDE) is not found
    assert not found.values.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        found.values[0, 0] = 1


def test_map_of_the_target_does_not_change_with_the_weights():
    it = document(quantity="target")
    moved = replace(it, network=Network.random(2, 9, 1, seed=8))
    assert panel(it).values is panel(moved).values


@pytest.mark.parametrize("data", [POINTS, CurveData(("cos(t)", "sin(t)"), ("t",), 0, 1)])
def test_data_without_a_formula_have_no_map(data):
    assert target_map(data, SQUARE) is None


# Where the sign changes ---------------------------------------------------------------------------------------------


def test_zero_curve_of_an_excitation_is_its_threshold_line():
    it = scene("second-layer-output").document
    it = replace(it, view=replace(it.view, quantity="e1", selected=1))
    zero = panel(it, 64).zero.reshape(-1, 2)
    assert zero @ [-3, 3] - 0.9 == pytest.approx(np.zeros(len(zero)), abs=1e-5)
    assert (zero[:, 0].min(), zero[:, 1].max()) == pytest.approx((-1, 1), abs=0.35)


@pytest.mark.parametrize("quantity", ["y", "e2"])
def test_zero_curve_of_the_output_is_where_its_excitation_is_zero(quantity):
    it = scene("classifier-output").document
    shown = panel(replace(it, view=replace(it.view, quantity=quantity)), 256)
    e2 = it.network.forward(shown.zero.reshape(-1, 2)).e2
    assert e2 == pytest.approx(np.zeros(e2.shape), abs=1e-3)
    assert len(shown.zero) > 100


def test_zero_curve_of_the_target_is_the_targets_own():
    zero = panel(document(FormulaData(("x0 - 2*x1",)), quantity="target")).zero.reshape(-1, 2)
    assert zero @ [1, -2] == pytest.approx(np.zeros(len(zero)), abs=1e-9)


def test_where_no_sign_changes_there_is_no_curve():
    it = replace(document(), network=Network([[0, 0]], [1], [[1]], [1]))
    assert panel(it).zero.shape == (0, 2, 2)


# Cells --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bounds", [SQUARE, WIDE])
def test_samples_are_the_middles_of_cells_that_tile_the_bounds(bounds):
    identity = Network([[1, 0], [0, 1]], [0, 0], [[1, 1]], [0], "identity")
    e1 = network_on_cells(identity, bounds, 8).e1
    for axis, values in ((0, e1[0, 0]), (1, e1[1, :, 0])):
        low, high = bounds[axis]
        half = (high - low) / 16
        assert (values[0] - half, values[-1] + half) == pytest.approx((low, high))
        assert np.diff(values) == pytest.approx(np.full(7, 2 * half), abs=1e-6)


def test_slice_goes_from_edge_to_edge():
    part = surface_part(document(bounds=WIDE), 8)
    assert (part.slice_x[0], part.slice_x[-1], len(part.slice_x)) == (-2, 1, SLICE_POINTS)
    assert part.bounds == WIDE


@pytest.mark.parametrize("units", [1, 15, 16, 17, 100])
@pytest.mark.parametrize("outputs", [1, 2])
def test_sum_over_blocks_of_units_is_the_forward_pass(units, outputs):
    network = Network.random(2, units, outputs, "relu", seed=units).replace(b2=np.arange(outputs) + 0.5)
    blockwise = output_on_cells(network, WIDE, 9)
    assert blockwise.shape == (outputs, 9, 9)
    assert blockwise.dtype == np.float32
    e2 = network.forward(middles(WIDE, 9)).e2
    assert pytest.approx(e2, abs=1e-4) == blockwise.reshape(outputs, -1).T


def test_some_units_make_their_own_share_without_the_bias():
    network = Network.random(2, 5, 2, seed=3).replace(b2=[7, 7])
    some, signals = units_on_cells(network, SQUARE, 6, slice(1, 3)), network.forward(middles(SQUARE, 6))
    assert pytest.approx(signals.e1[:, 1:3], abs=1e-5) == some.e1.reshape(2, -1).T
    assert pytest.approx(signals.h[:, 1:3] @ network.W2[:, 1:3].T, abs=1e-5) == some.e2.reshape(2, -1).T


@pytest.mark.parametrize("hidden", ["tanh", "relu", "step"])
@pytest.mark.parametrize("scale", [1e-300, 1e14, 1e16, 1e30, 1e150])
def test_extreme_weights_keep_their_signs_and_give_no_warning(scale, hidden):
    network = Network([[3 * scale, scale], [-scale, 2 * scale]], [0.1 * scale, scale], [[scale, 1]], [0], hidden)
    e2 = output_on_cells(network, SQUARE, 8)
    assert e2.dtype == (np.float32 if 3 * scale < LARGEST_SINGLE else np.float64)
    assert np.isfinite(e2).all()
    if scale >= 1e14:
        signals = network.forward(middles(SQUARE, 8))
        np.testing.assert_array_equal(np.sign(e2.ravel()), np.sign(signals.e2[:, 0]))


def test_weights_whose_products_overflow_are_shown_without_a_warning():
    network = Network([[1e200, 1e200]], [0], [[1e200]], [0], "relu")
    for quantity in ("e1", "h", "e2", "y"):
        it = Document(network, POINTS, view=ViewSettings(quantity=quantity, canvases=("output",)))
        with np.errstate(over="ignore"):
            assert panel(it).values.shape == (16, 16)


# What is kept -------------------------------------------------------------------------------------------------------


def test_map_is_kept_while_the_network_stays():
    it = document(output="tanh", quantity="e2")
    moved = replace(it, view=replace(it.view, probe=(0.1, 0.2), slice_at=0.4))
    assert panel(it).values is panel(moved).values
    assert panel(it).zero is panel(moved).zero
    assert panel(replace(it, network=it.network.replace(b2=[1]))).values is not panel(it).values
    assert panel(it, 8).values.shape == (8, 8)


def test_slice_of_the_target_is_kept_while_weights_change_and_follows_the_slice():
    it = document()
    target = curve(panel(it), "target")
    assert curve(panel(replace(it, network=Network.random(2, 2, 1, seed=9))), "target") is target
    assert not target.flags.writeable
    moved = replace(it, view=replace(it.view, slice_at=0.5))
    assert curve(panel(moved), "target") == pytest.approx(0.5 * np.linspace(-1, 1, SLICE_POINTS))


@pytest.mark.parametrize("most", [2, 5, 9])
def test_first_units_are_shown_whatever_their_number(most):
    network = Network.random(2, 5, 1, seed=3)
    found = hidden_on_cells(network, SQUARE, 6, most)
    signals = network.forward(middles(SQUARE, 6))
    for name in ("e1", "h"):
        wanted = getattr(signals, name).T.reshape(5, 6, 6)[:most]
        np.testing.assert_allclose(getattr(found, name), wanted, rtol=0, atol=1e-5)
    assert hidden_on_cells(network, SQUARE, 6, most) is found


def test_largest_size_of_the_target_scales_the_output():
    assert panel(document(FormulaData(("3*x0 - 1",)))).scale == pytest.approx(4, abs=0.01)
    assert panel(document(POINTS)).scale == 0


def test_bounds_of_a_line_are_given_a_height():
    assert plane_bounds(((0.0, 2.0),)) == ((0.0, 2.0), (-1.0, 1.0))
    assert plane_bounds(WIDE) == WIDE
    assert plane_bounds((*WIDE, (0.0, 9.0))) == WIDE
