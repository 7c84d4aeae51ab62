"""The error of a document's network on its data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.samples import some_of
from nnexplorer.model.data import MOST_SAMPLES
from nnexplorer.model.losses import loss

if TYPE_CHECKING:
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.document import Document
    from nnexplorer.model.losses import Loss
    from nnexplorer.model.network import Array, Signals

CHUNK = 2**19
"""Samples times units that are evaluated at a time: so the memory does not grow with the data."""


QUICK = 2**22
"""Samples times units up to which nobody waits for an error: some hundredths of a second."""


def is_quick(document: Document) -> bool:
    """Whether the document's error on all of its data is there before anybody notices."""
    return len(document.X) * document.network.units <= QUICK


def glance(document: Document) -> float:
    """The document's error if that is quick, else the one on some of its samples, always the same ones."""
    chosen = some_of(len(document.X), max(1, QUICK // document.network.units))
    return error_on(document, document.X[chosen], document.Y[chosen])


def error(document: Document, signals: Signals | None = None) -> float:
    """Loss of the document's network on its data; nan without data, or where the loss is not defined for them.

    `signals` are those of all samples, where they are known already.
    """
    return error_on(document, document.X, document.Y, signals)


def held_out_error(document: Document, most: int = MOST_SAMPLES) -> float:
    """Loss of the document's network on at most `most` of the samples that are held out; nan where there are none."""
    tested = document.tested
    if tested is None:
        return math.nan
    chosen = some_of(len(tested.X), most)
    return error_on(document, tested.X[chosen], tested.Y[chosen])


def error_on(document: Document, X: Array, Y: Array, signals: Signals | None = None) -> float:
    """Loss of the document's network on samples X (M,D) and Y (M,K); nan as for `error`.

    `signals` are those of X, where they are known already.
    """
    network, chosen = document.network, loss(document.training.loss)
    output = network.output_activation
    if not len(X) or not _is_defined(chosen, Y, output):
        return math.nan
    with np.errstate(all="ignore"):
        if signals is not None:
            return chosen.value(signals.e2, Y, output)
        rows = max(1, CHUNK // network.units)
        parts = [slice(first, first + rows) for first in range(0, len(X), rows)]
        sums = [chosen.value(network.forward(X[part]).e2, Y[part], output) * len(X[part]) for part in parts]
        return math.fsum(sums) / len(X) if np.isfinite(sums).all() else float(np.sum(sums)) / len(X)


def _is_defined(chosen: Loss, Y: Array, output: Activation) -> bool:
    """Whether the loss is defined for targets Y (M,K) and the network's output."""
    try:
        chosen.check(Y, output)
    except ValueError:
        return False
    return True
