"""Graphs have the lecture's numbers, their jumps are found by themselves, and units are seen where they work."""

import warnings
from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.parts.graphs import BINS, EXTENT, MOST_SAMPLES, MOST_UNITS, graph, graphs_part
from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS, activation
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings


def line(e, units=1, hidden="logistic", **view):
    """A document of one input whose units' excitations are exactly `e`, sample by sample."""
    e = np.asarray(e, dtype=float)
    network = Network(np.ones((units, 1)), np.zeros(units), np.ones((1, units)), [0], hidden)
    settings = ViewSettings(bounds=((-1, 1),), **view)
    return Document(network, PointData(e[:, None], np.zeros((len(e), 1))), view=settings)


def part_of(document, probe=None):
    network = document.network
    signals = network.forward(document.X) if len(document.X) else None
    return graphs_part(document, signals, None if probe is None else network.forward([probe]).e1[0])


# Graphs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_graph_is_its_formula(name):
    it, g = graph(activation(name)), activation(name)
    away = it.b != 0
    assert np.array_equal(it.value[away], g.function(it.b[away]))
    assert np.array_equal(it.derivative[away], g.derivative(it.b[away]))
    assert (it.b[0], it.b[-1]) == (-4, 4)
    assert it.drawn == (-3, 3), "the slides draw them from -3 to 3"
    assert (np.diff(it.b) >= 0).all()


def test_slopes_of_the_logistic_are_the_lectures():
    it = graph(activation("logistic"), 16.0)
    assert np.interp([0, 3, 5, 10], it.b, it.derivative) == pytest.approx([0.25, 0.0452, 0.00665, 4.54e-5], rel=1e-2)


@pytest.mark.parametrize(
    ("name", "jump", "kink"),
    [("step", 1, 0), ("signum", 2, 0), ("relu", 0, 1), ("leaky_relu", 0, 0.99), ("prelu", 0, 0.75)]
    + [(name, 0, 0) for name in ("logistic", "tanh", "softplus", "identity")],
)
def test_jumps_are_found(name, jump, kink):
    it = graph(activation(name))
    assert (it.jump, it.kink) == pytest.approx((jump, kink))
    assert bool(it.jump) == bool(jump)
    assert bool(it.kink) == bool(kink)


@pytest.mark.parametrize("name", ["step", "signum"])
def test_a_jump_is_at_zero_and_no_slope(name):
    it = graph(activation(name))
    left, right = np.flatnonzero(it.b == 0)
    assert it.value[right] - it.value[left] == it.jump
    assert len(np.unique(it.value)) == 2


@pytest.mark.parametrize(
    ("name", "flat"),
    [
        ("step", [(-8, 8)]),
        ("relu", [(-8, 0)]),
        ("logistic", [(-8, -5.98), (5.98, 8)]),
        ("softplus", [(-8, -4.60)]),
        ("leaky_relu", []),
        ("identity", []),
    ],
)
def test_flat_is_where_the_slope_is_less_than_a_hundredth(name, flat):
    found = graph(activation(name), 8.0).flat
    assert len(found) == len(flat)
    assert np.ravel(found) == pytest.approx(np.ravel(flat), abs=0.06)


@pytest.mark.parametrize("name", ["step", "signum", "logistic", "tanh"])
def test_bounded_nonlinearities_have_the_lectures_axes(name):
    assert graph(activation(name)).bounds == ((-4, 4), (-1.5, 1.5))
    assert graph(activation(name), 64.0).bounds == ((-64, 64), (-1.5, 1.5))


@pytest.mark.parametrize("slope", [-3.0, -0.5, 0.25, 2.0, 1e6])
@pytest.mark.parametrize("extent", [4.0, 32.0])
def test_axes_hold_the_curve(slope, extent):
    it = graph(activation("prelu", slope), extent, whole=True)
    for values, bounds in ((it.value, it.bounds), (it.derivative, it.slopes)):
        low, high = bounds[1]
        assert low <= values.min() <= values.max() <= high


def test_axis_of_the_derivative_holds_the_arrow_of_its_area():
    assert graph(activation("signum")).slopes[1][1] > 2 > graph(activation("step")).slopes[1][1] > 1


def test_arrays_are_read_only():
    it = graph(activation("tanh"))
    assert not any(array.flags.writeable for array in (it.b, it.value, it.derivative))


# Which graphs -----------------------------------------------------------------------------------------------------


def test_without_names_the_hidden_layers_own_is_drawn():
    part = part_of(line([0.5], hidden="tanh"))
    assert part.graphs == (part.own,)
    assert part.own.activation.name == "tanh"
    assert part.own.own


def test_named_nonlinearities_are_drawn_in_that_order_on_common_axes():
    part = part_of(line([0.5], hidden="tanh", curves=("relu", "step", "tanh"), derivatives=False))
    assert [it.activation.name for it in part.graphs] == ["relu", "step", "tanh"]
    assert [it.own for it in part.graphs] == [False, False, True]
    assert len({it.bounds for it in part.graphs}) == 1
    assert part.graphs[0].bounds[1][0] <= -1.5
    assert part.graphs[0].bounds[1][1] >= 4
    assert not part.derivatives


def test_others_than_the_own_one_keep_the_lectures_axes():
    part = part_of(line([100.0], hidden="tanh", curves=("step",)))
    assert part.graphs[0].bounds[0] == (-4, 4)
    assert part.own.bounds[0] == (-128, 128)


def test_compared_with_others_the_own_ones_range_is_everyones():
    part = part_of(line([10.0], hidden="tanh", curves=("signum", "tanh")))
    assert [it.bounds[0] for it in part.graphs] == [(-16, 16)] * 2
    assert part.graphs[0].drawn == part.graphs[1].drawn


def test_prelu_is_drawn_with_the_slope_of_today():
    document = edits.set_slope(line([1.0], hidden="prelu", curves=("relu", "prelu")), 0.5)
    assert part_of(document).graphs[1].kink == pytest.approx(0.5)


@pytest.mark.parametrize("curves", [(), ("step", "logistic", "tanh")])
def test_equal_graphs_are_the_same_so_that_nothing_is_drawn_anew(curves):
    document = line([0.5, 1.0], curves=curves)
    moved = edits.set_parameter(document, "b1", (0,), 0.25)
    assert all(a is b for a, b in zip(part_of(document).graphs, part_of(moved).graphs, strict=True))


# Operating points -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("largest", "extent"), [(0.1, 4), (4, 4), (4.1, 8), (9, 16), (1000, 1024), (1e9, 1024), (1e300, 1024)]
)
def test_axis_widens_by_doubling_until_it_holds_the_bulk(largest, extent):
    assert part_of(line([-largest, largest])).own.bounds[0] == (-extent, extent)


def test_a_few_far_points_do_not_widen_the_axis():
    part = part_of(line([0.0] * 95 + [-50.0] * 3 + [50.0] * 2))
    assert part.own.bounds[0] == (-EXTENT, EXTENT)
    assert part.points.beyond[0] == pytest.approx([0.03, 0.02])
    assert part.points.share[0].sum() == pytest.approx(0.95)


def test_every_sample_is_in_its_bin():
    e = np.random.default_rng(3).uniform(-4, 4, 1000)
    points = part_of(line(e)).points
    assert points.share[0] == pytest.approx(np.histogram(e, points.edges)[0] / 1000)
    assert points.edges[[0, -1]] == pytest.approx([-4, 4])


def test_ends_of_the_axis_belong_to_its_bins():
    points = part_of(line([-4.0, 4.0])).points
    assert points.share[0, [0, -1]] == pytest.approx([0.5, 0.5])
    assert not points.beyond.any()


def test_points_are_bounded_whatever_the_network():
    document = edits.select(edits.set_units(scene("second-layer-output").document, 100), 70)
    points = part_of(document).points
    assert points.count == 100
    assert points.share.shape == (MOST_UNITS, BINS)
    assert points.units == (*range(MOST_UNITS - 1), 70), "the selected one is among them"
    assert points.e == pytest.approx(document.network.forward(document.X).e1.mean(axis=0)[list(points.units)])


def test_many_samples_are_thinned():
    e = np.linspace(-4, 4, 10 * MOST_SAMPLES)
    points = part_of(line(e)).points
    assert points.share[0] == pytest.approx(np.full(BINS, 1 / BINS), abs=0.01)


def test_units_work_at_the_probe():
    document = scene("second-layer-output").document
    points = part_of(document, (0.5, 0.25)).points
    e = document.network.forward([[0.5, 0.25]]).e1[0]
    assert points.at_probe
    assert points.e == pytest.approx(e)
    assert points.value == pytest.approx(np.tanh(e))
    assert points.derivative == pytest.approx(1 - np.tanh(e) ** 2)


def test_without_a_probe_they_work_at_the_mean():
    points = part_of(line([1.0, 2.0, 6.0])).points
    assert not points.at_probe
    assert points.e == pytest.approx([3.0])


def test_saturation_is_the_diagnosis():
    document = scene("semicircle-frames").document
    points, found = part_of(document).points, diagnose(document.network, document.X)
    assert points.saturation == pytest.approx(found.saturation)
    assert points.mean_derivative == pytest.approx(found.mean_derivative)


def test_a_diagnosis_that_is_known_is_taken():
    document = line([1.0])
    known = replace(diagnose(document.network, document.X), saturation=np.array([0.5]))
    part = graphs_part(document, document.network.forward(document.X), None, known)
    assert part.points.saturation == [0.5]


def test_gain_drives_the_points_into_the_flat_parts():
    document = scene("semicircle-frames").document
    shares = [part_of(edits.set_gain(document, gain)).points.saturation.mean() for gain in (1, 12, 100)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.9


def test_without_data_and_probe_there_are_no_points():
    part = part_of(line([]))
    assert part.points is None
    assert part.own.drawn == (-3, 3)


def test_without_data_the_probe_is_shown_alone():
    points = part_of(line([]), (2.0,)).points
    assert points.e == pytest.approx([2.0])
    assert not points.share.any()
    assert np.isnan(points.saturation).all()


@pytest.mark.parametrize("scale", [1e100, 1e300])
def test_weights_on_their_way_to_divergence_are_shown_without_a_warning(scale):
    document = line(np.linspace(-1, 1, 50), units=3)
    document = edits.take_network(document, document.network.replace(W1=scale * document.network.W1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        part = part_of(document, (1.0,))
    total = part.points.share.sum(axis=1) + part.points.beyond.sum(axis=1)
    assert total == pytest.approx(np.ones(3))
