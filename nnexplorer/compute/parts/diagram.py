"""The network as a diagram: layers of nodes, the edges between them, and what each node holds today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.parts.profiles import Profile

if TYPE_CHECKING:
    from nnexplorer.compute.parts.grid import FloatArray, Surface
    from nnexplorer.compute.parts.probes import Probe
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array

MAP_SAMPLES = 64
"""Most samples a side of a node's small map."""


@dataclass(frozen=True, eq=False)
class NodeValues:
    """What the nodes hold at the probe: x (D,), e1 (N,), h (N,), e2 (K,), y (K,)."""

    x: Array
    e1: Array
    h: Array
    e2: Array
    y: Array


@dataclass(frozen=True, eq=False)
class NodeMaps:
    """What the nodes hold over the inputs, as small maps: x (2, R, R), e1 and h (N, R, R), e2 and y (K, R, R).

    Over one input they are small curves, and the last axis is missing.
    """

    x: FloatArray
    e1: FloatArray
    h: FloatArray
    e2: FloatArray
    y: FloatArray


@dataclass(frozen=True, eq=False)
class DiagramPart:
    """A two-layer network as nodes and edges; arrays are read-only.

    The nodes are the bias node of layer 1 and D inputs, the bias node of layer 2 and N hidden units, and K outputs.

    Attributes
    ----------
    first : (N, D + 1) array
        Weights of the edges into the hidden units: column 0 from the bias node, column j + 1 from input j.
    second : (K, N + 1) array
        Weights of the edges into the outputs: column 0 from the bias node, column k + 1 from hidden unit k.
    hidden, output : Activation
        What turns an excitation into what the node holds.
    values : NodeValues or None
        What the nodes hold at the probe, if there is one.
    maps : NodeMaps or None
        What they hold over the plane of two inputs, or over the only one, if that was evaluated.
    """

    first: Array
    second: Array
    hidden: Activation
    output: Activation
    values: NodeValues | None
    maps: NodeMaps | None

    @property
    def inputs(self) -> int:
        """The number D of inputs."""
        return int(self.first.shape[1]) - 1

    @property
    def units(self) -> int:
        """The number N of hidden units."""
        return len(self.first)

    @property
    def outputs(self) -> int:
        """The number K of outputs."""
        return len(self.second)

    @property
    def classifier(self) -> bool:
        """Whether the outputs have a nonlinearity of their own."""
        return self.output.name != "identity"


def diagram_part(
    document: Document, probe: Probe | None = None, surface: Surface | Profile | None = None
) -> DiagramPart:
    """Lay out a document's network as a diagram.

    Parameters
    ----------
    document : Document
    probe : Probe or None
        The input whose values the nodes hold.
    surface : Surface, Profile or None
        The network over the plane of two inputs, or over its only one, which the nodes' small maps are taken from;
        nothing is evaluated here.
    """
    network = document.network
    first = np.column_stack((network.b1, network.W1))
    second = np.column_stack((network.b2, network.W2))
    for array in (first, second):
        array.flags.writeable = False
    return DiagramPart(
        first=first,
        second=second,
        hidden=network.activation,
        output=network.output_activation,
        values=None if probe is None else _values(document, probe),
        maps=_maps(document, surface),
    )


def _values(document: Document, probe: Probe) -> NodeValues:
    network = document.network
    with np.errstate(all="ignore"):
        e2 = network.b2 + network.W2 @ probe.h
    return NodeValues(probe.x, probe.e1, probe.h, e2, probe.y)


def _maps(document: Document, surface: Surface | Profile | None) -> NodeMaps | None:
    if isinstance(surface, Profile):
        return NodeMaps(surface.x[None], surface.e1, surface.h, surface.e2, surface.y)
    if surface is None or document.network.inputs != 2:
        return None
    e1, h, e2, y = (_thinned(values) for values in (surface.e1, surface.h, surface.e2, surface.y))
    return NodeMaps(_inputs(document, e1.shape[-1]), e1, h, e2, y)


def _inputs(document: Document, samples: int) -> FloatArray:
    """Each input over the plane: the first grows to the right, the second upwards."""
    across, upwards = (np.linspace(low, high, samples) for low, high in document.view.bounds)
    maps = np.stack(np.broadcast_arrays(across[None, :], upwards[:, None]))
    maps.flags.writeable = False
    return maps


def _thinned(values: FloatArray) -> FloatArray:
    stride = -(-values.shape[-1] // MAP_SAMPLES)
    return values[:, ::stride, ::stride]
