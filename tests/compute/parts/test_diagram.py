"""A diagram holds every weight on its edge, and in its nodes what the evaluation of the document gave."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.parts.diagram import MAP_SAMPLES, diagram_part
from nnexplorer.compute.parts.grid import evaluate
from nnexplorer.compute.parts.profiles import profile
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings


def document(inputs=2, units=3, outputs=2, probe=None, **network):
    net = Network.random(inputs, units, outputs, seed=1, **network)
    data = PointData(np.zeros((0, inputs)), np.zeros((0, outputs)))
    return Document(net, data, view=ViewSettings(bounds=((-1, 3),) * inputs, probe=probe))


@pytest.mark.parametrize("inputs", [1, 2, 5])
def test_edges_carry_the_weights_and_start_with_the_bias(inputs):
    it = document(inputs)
    part, net = diagram_part(it), it.network
    assert (part.inputs, part.units, part.outputs) == (inputs, 3, 2)
    assert_array_equal(part.first[:, 0], net.b1)
    assert_array_equal(part.first[:, 1:], net.W1)
    assert_array_equal(part.second[:, 0], net.b2)
    assert_array_equal(part.second[:, 1:], net.W2)
    assert not part.first.flags.writeable
    assert not part.second.flags.writeable
    assert part.values is None
    assert part.maps is None


def test_example_1_has_the_lectures_weights():
    part = diagram_part(scene("second-layer-output").document)
    assert_array_equal(part.first, [[-0.9, 3, 3], [-0.9, -3, 3]])
    assert_array_equal(part.second, [[0.5, 1, 1]])
    assert part.hidden.name == "tanh"
    assert not part.classifier


@pytest.mark.parametrize("output", ["identity", "tanh", "signum"])
def test_nodes_hold_the_values_at_the_probe(output):
    it = document(probe=(0.4, -0.2), output=output)
    part = diagram_part(it, evaluate_document(it, 8).probe)
    signals = it.network.forward([[0.4, -0.2]])
    assert_array_equal(part.values.x, [0.4, -0.2])
    for name in ("e1", "h", "e2", "y"):
        assert_allclose(getattr(part.values, name), getattr(signals, name)[0])
    assert part.classifier == (output != "identity")


@pytest.mark.parametrize("resolution", [8, 48, 128, 384, 500])
def test_maps_are_taken_from_the_surface_and_small(resolution):
    it = document()
    surface = evaluate(it.network, it.view.bounds, resolution)
    maps = diagram_part(it, surface=surface).maps
    side = maps.h.shape[-1]
    assert min(resolution, MAP_SAMPLES / 2) < side + 1 <= MAP_SAMPLES + 1
    assert (len(maps.x), len(maps.e1), len(maps.h), len(maps.e2), len(maps.y)) == (2, 3, 3, 2, 2)
    for name in ("e1", "h", "e2", "y"):
        assert np.shares_memory(getattr(maps, name), getattr(surface, name)), "nothing is copied or evaluated again"
    assert maps.x.shape == (2, side, side)
    assert not maps.x.flags.writeable


def test_maps_of_the_inputs_grow_to_the_right_and_upwards():
    it = document()
    first, second = diagram_part(it, surface=evaluate(it.network, it.view.bounds, 8)).maps.x
    assert (first[:, 0] == -1).all()
    assert (first[:, -1] == 3).all()
    assert (second[0] == -1).all()
    assert (second[-1] == 3).all()


def test_over_one_input_the_maps_are_curves():
    it = document(inputs=1)
    over = profile(it.network, it.view.bounds[0])
    maps = diagram_part(it, surface=over).maps
    assert_array_equal(maps.x, over.x[None])
    for name in ("e1", "h", "e2", "y"):
        assert np.shares_memory(getattr(maps, name), getattr(over, name)), "nothing is copied or evaluated again"


@pytest.mark.parametrize(("inputs", "units", "mapped"), [(1, 3, True), (1, 17, False), (2, 3, True), (3, 3, False)])
def test_a_network_of_few_inputs_and_few_units_has_maps(inputs, units, mapped):
    it = document(inputs, units)
    it = replace(it, view=replace(it.view, canvases=("diagram",)))
    assert (evaluate_document(it, 8).diagram.maps is not None) == mapped
