"""The error of a document's network on its data."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.samples import some_of
from nnexplorer.model.data import MOST_SAMPLES, PointData
from nnexplorer.model.losses import loss

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Signals

CHUNK = 2**19
"""Samples times units that are evaluated at a time: so the memory does not grow with the data."""


def error(document: Document, signals: Signals | None = None) -> float:
    """Loss of the document's network on its data; nan without data, or where the loss is not defined for them.

    `signals` are those of all samples, where they are known already.
    """
    if not is_defined(document):
        return math.nan
    network, X, Y = document.network, document.X, document.Y
    output, chosen = network.output_activation, loss(document.training.loss)
    with np.errstate(all="ignore"):
        if signals is not None:
            return chosen.value(signals.e2, Y, output)
        rows = max(1, CHUNK // network.units)
        parts = [slice(first, first + rows) for first in range(0, len(X), rows)]
        sums = [chosen.value(network.forward(X[part]).e2, Y[part], output) * len(X[part]) for part in parts]
        return math.fsum(sums) / len(X) if np.isfinite(sums).all() else float(np.sum(sums)) / len(X)


def held_out_error(document: Document, most: int = MOST_SAMPLES) -> float:
    """Loss of the document's network on at most `most` of the samples that are held out; nan where there are none."""
    tested = document.tested
    if tested is None:
        return math.nan
    chosen = some_of(len(tested.X), most)
    data = tested if isinstance(chosen, slice) else PointData(tested.X[chosen], tested.Y[chosen])
    return error(replace(document, data=data, test_share=0.0))


def is_defined(document: Document) -> bool:
    """Whether there are data, and the loss is defined for them and the network's output."""
    if not len(document.X):
        return False
    try:
        loss(document.training.loss).check(document.Y, document.network.output_activation)
    except ValueError:
        return False
    return True
