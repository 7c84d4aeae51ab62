"""What tests of parts share: documents whose excitations are given, and the graphs of a document."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.compute.parts.graphs import graphs_part
from nnexplorer.model.data import PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings


@pytest.fixture
def line():
    """`line(e)` is a document of one input whose units' excitations are exactly `e`, sample by sample."""

    def make(e, units=1, hidden="logistic", **view):
        e = np.asarray(e, dtype=float)
        network = Network(np.ones((units, 1)), np.zeros(units), np.ones((1, units)), [0], hidden)
        settings = ViewSettings(bounds=((-1, 1),), **view)
        return Document(network, PointData(e[:, None], np.zeros((len(e), 1))), view=settings)

    return make


@pytest.fixture
def part_of():
    """`part_of(document, probe)` are the graphs of a document's nonlinearity, and of a probe if there is one."""

    def make(document, probe=None):
        network = document.network
        signals = network.forward(document.X) if len(document.X) else None
        return graphs_part(document, signals, None if probe is None else network.forward([probe]).e1[0])

    return make
