"""Where units work on their curve: binned over the data, marked at the probe, on an axis that holds their bulk."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.diagnosis import diagnose
from nnexplorer.compute.parts.graphs import EXTENT, graphs_part
from nnexplorer.compute.parts.operating import BINS, MOST_SAMPLES, MOST_UNITS
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene


@pytest.mark.parametrize(
    ("largest", "extent"), [(0.1, 4), (4, 4), (4.1, 8), (9, 16), (1000, 1024), (1e9, 1024), (1e300, 1024)]
)
def test_axis_widens_by_doubling_until_it_holds_the_bulk(line, part_of, largest, extent):
    assert part_of(line([-largest, largest])).own.bounds[0] == (-extent, extent)


def test_a_few_far_points_do_not_widen_the_axis(line, part_of):
    part = part_of(line([0.0] * 95 + [-50.0] * 3 + [50.0] * 2))
    assert part.own.bounds[0] == (-EXTENT, EXTENT)
    assert part.points.beyond[0] == pytest.approx([0.03, 0.02])
    assert part.points.share[0].sum() == pytest.approx(0.95)


def test_every_sample_is_in_its_bin(line, part_of):
    e = np.random.default_rng(3).uniform(-4, 4, 1000)
    points = part_of(line(e)).points
    assert points.share[0] == pytest.approx(np.histogram(e, points.edges)[0] / 1000)
    assert points.edges[[0, -1]] == pytest.approx([-4, 4])


def test_ends_of_the_axis_belong_to_its_bins(line, part_of):
    points = part_of(line([-4.0, 4.0])).points
    assert points.share[0, [0, -1]] == pytest.approx([0.5, 0.5])
    assert not points.beyond.any()


def test_points_are_bounded_whatever_the_network(part_of):
    document = edits.select(edits.set_units(scene("second-layer-output").document, 100), 70)
    points = part_of(document).points
    assert points.count == 100
    assert points.share.shape == (MOST_UNITS, BINS)
    assert points.units == (*range(MOST_UNITS - 1), 70), "the selected one is among them"
    assert points.e == pytest.approx(document.network.forward(document.X).e1.mean(axis=0)[list(points.units)])


def test_many_samples_are_thinned(line, part_of):
    e = np.linspace(-4, 4, 10 * MOST_SAMPLES)
    points = part_of(line(e)).points
    assert points.share[0] == pytest.approx(np.full(BINS, 1 / BINS), abs=0.01)


def test_units_work_at_the_probe(part_of):
    document = scene("second-layer-output").document
    points = part_of(document, (0.5, 0.25)).points
    e = document.network.forward([[0.5, 0.25]]).e1[0]
    assert points.at_probe
    assert points.e == pytest.approx(e)
    assert points.value == pytest.approx(np.tanh(e))
    assert points.derivative == pytest.approx(1 - np.tanh(e) ** 2)


def test_without_a_probe_they_work_at_the_mean(line, part_of):
    points = part_of(line([1.0, 2.0, 6.0])).points
    assert not points.at_probe
    assert points.e == pytest.approx([3.0])


def test_saturation_is_the_diagnosis(part_of):
    document = scene("semicircle-frames").document
    points, found = part_of(document).points, diagnose(document.network, document.X)
    assert points.saturation == pytest.approx(found.saturation)
    assert points.mean_derivative == pytest.approx(found.mean_derivative)


def test_a_diagnosis_that_is_known_is_taken(line):
    document = line([1.0])
    known = replace(diagnose(document.network, document.X), saturation=np.array([0.5]))
    part = graphs_part(document, document.network.forward(document.X), None, known)
    assert part.points.saturation == [0.5]


def test_gain_drives_the_points_into_the_flat_parts(part_of):
    document = scene("semicircle-frames").document
    shares = [part_of(edits.set_gain(document, gain)).points.saturation.mean() for gain in (1, 12, 100)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.9


def test_without_data_and_probe_there_are_no_points(line, part_of):
    part = part_of(line([]))
    assert part.points is None
    assert part.own.drawn == (-3, 3)


def test_without_data_the_probe_is_shown_alone(line, part_of):
    points = part_of(line([]), (2.0,)).points
    assert points.e == pytest.approx([2.0])
    assert not points.share.any()
    assert np.isnan(points.saturation).all()


@pytest.mark.parametrize("scale", [1e100, 1e300])
def test_weights_on_their_way_to_divergence_are_shown_without_a_warning(line, part_of, scale):
    document = line(np.linspace(-1, 1, 50), units=3)
    document = edits.take_network(document, document.network.replace(W1=scale * document.network.W1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        part = part_of(document, (1.0,))
    total = part.points.share.sum(axis=1) + part.points.beyond.sum(axis=1)
    assert total == pytest.approx(np.ones(3))
