"""Networks of every kind, as the tests of the formats want them."""

import numpy as np
import pytest

from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network


def every_kind():
    """A network of every hidden and every output activation."""
    for hidden in ACTIVATIONS:
        for output in ACTIVATIONS:
            net = Network.random(3, 5, 2, hidden, 4, output)
            yield net.replace(b2=[0.25, -0.5], slope=-0.125 if hidden == "prelu" else 0.375)


@pytest.fixture(params=list(every_kind()), ids=lambda net: f"{net.hidden}-{net.output}")
def network(request):
    """A network of 3 inputs, 5 hidden units and 2 outputs, of each kind in turn."""
    return request.param


@pytest.fixture
def inputs():
    """Inputs near zero and very far from it, (M,3)."""
    rng = np.random.default_rng(0)
    near, far = rng.uniform(-2, 2, (60, 3)), rng.uniform(-1e4, 1e4, (60, 3))
    return np.vstack([np.zeros((1, 3)), near, far, 1e-300 * near, 1e30 * near])
