"""The share of samples whose hard output is right, for documents that classify."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.errors import CHUNK
from nnexplorer.compute.samples import some_of
from nnexplorer.model.activations import activation
from nnexplorer.model.data import MOST_SAMPLES

if TYPE_CHECKING:
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network


def accuracy(document: Document, most: int = MOST_SAMPLES) -> float:
    """Share of the samples that are trained on, of `most` of them at most, whose outputs are all right in testing.

    It is nan where the document does not classify: its output has no hard counterpart, or the targets are not what
    that can be.
    """
    return _accuracy(document.network, document.learnt, most)


def held_out_accuracy(document: Document, most: int = MOST_SAMPLES) -> float:
    """The same of the samples that are held out of training; nan where there are none."""
    return math.nan if document.tested is None else _accuracy(document.network, document.tested, most)


def classifies(document: Document) -> bool:
    """Whether the targets are classes that the hard output can tell apart."""
    return _are_classes(document.data, document.network.output_activation.hard.name)


def _accuracy(network: Network, data: Data, most: int) -> float:
    if not len(data.X) or not _are_classes(data, network.output_activation.hard.name):
        return math.nan
    chosen = some_of(len(data.X), most)
    X, Y = data.X[chosen], data.Y[chosen]
    rows = max(1, CHUNK // network.units)
    right = 0
    with np.errstate(all="ignore"):
        for first in range(0, len(X), rows):
            part = slice(first, first + rows)
            right += int((network.predict(X[part]) == Y[part]).all(axis=1).sum())
    return right / len(X)


@lru_cache(maxsize=8)
def _are_classes(data: Data, hard: str) -> bool:
    """Whether targets are what a hard nonlinearity can be, both classes among them; kept, since data do not change."""
    g = activation(hard)
    if g.trainable or not len(data.Y):
        return False
    low, middle, high = g.function(np.array([-1.0, 0.0, 1.0]))
    extremes = (float(data.Y.min()), float(data.Y.max()))
    return extremes == (low, high) and bool(np.isin(data.Y, (low, middle, high)).all())
