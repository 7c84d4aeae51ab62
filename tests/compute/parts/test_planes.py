"""The output plane: paths that stand still are kept, and the chain adds up to the output."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.compute.parts.planes import PATH_POINTS, data_paths, plane_part
from nnexplorer.compute.parts.probes import probe_at
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene


def part(**view):
    document = edits.set_view(scene("semicircle-frames").document, **view)
    signals = document.network.forward(document.X)
    return document, plane_part(document, signals, probe_at(document.network, document.view.probe))


@pytest.mark.parametrize("chain", ["actual", "step"])
def test_the_chain_goes_from_the_origin_by_the_bias_to_its_sum(chain):
    document, it = part(chain=chain)
    network, joints = document.network, it.chain.joints
    assert joints.shape == (network.units + 2, 2)
    assert joints[0].tolist() == [0, 0]
    assert joints[1] == pytest.approx(network.b2)
    assert joints[-1] == pytest.approx(network.b2 + network.W2 @ it.chain.share)
    actual = network.forward([document.view.probe]).h[0]
    assert it.chain.share == pytest.approx(actual if chain == "actual" else (actual > 0.5).astype(float))


def test_paths_of_the_data_are_kept_and_thinned_with_both_ends():
    document, it = part()
    inputs, outputs = data_paths(document.data)
    assert data_paths(document.data)[0] is inputs
    assert len(inputs) == len(outputs) == len(it.path) == PATH_POINTS
    assert it.target is outputs
    for thinned, full in ((inputs, document.X), (outputs, document.Y)):
        assert np.array_equal(thinned[[0, -1]], full[[0, -1]])


def test_what_is_wanted_at_the_probe_is_the_targets_point():
    _, it = part(probe=(np.cos(0.3), np.sin(0.3)))
    assert it.wanted == pytest.approx([0.3, 0.09], abs=1e-5)
    _, without = part(probe=None)
    assert (without.chain, without.wanted) == (None, None)
