"""Documents to begin with: an untitled one, and ones that learn the samples of a table or a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import UNTITLED, Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings
from nnexplorer.model.tables import read_csv

if TYPE_CHECKING:
    import os

    from nnexplorer.model.checks import Bounds
    from nnexplorer.model.network import Array
    from nnexplorer.model.pictures import Picture

FIRST_TARGET, FIRST_UNITS, ACTIVATION = "sin(3*x0) * x1", 4, "tanh"
"""What a new document learns, and with what."""

CURVE_TARGET, CURVE_UNITS, CURVE_BOUNDS = "sin(3*x0)", 8, ((-2.0, 2.0),)
"""What a new document of one input learns, over what range, and with how many units."""

CURVE_GAIN, CURVE_PROBE = 2.0, (0.5,)
"""The gain that its units begin with, and where its probe is."""

TABLE_UNITS = 8

MARGIN = 0.05
"""How far beyond the samples of a table the view goes, as a share of their range."""


def entitled(document: Document, stem: str) -> Document:
    """Return the document, called as its file is if nobody has given it a title."""
    return replace(document, title=stem) if stem and document.title in ("", UNTITLED) else document


def untitled() -> Document:
    """A small net at random weights, and a target that it can learn."""
    return Document(Network.random(2, FIRST_UNITS, 1, ACTIVATION, seed=0), FormulaData((FIRST_TARGET,)))


def curve() -> Document:
    """A net of one input, its thresholds spread evenly over the range, and a curve that it can learn."""
    (low, high), units = CURVE_BOUNDS[0], CURVE_UNITS
    start = Network.random(1, units, 1, ACTIVATION, seed=0)
    thresholds = low + (np.arange(units) + 0.5) / units * (high - low)
    weights = CURVE_GAIN * np.where(np.arange(units) % 2 == 0, 1.0, -1.0)
    network = start.replace(W1=weights[:, None], b1=-weights * thresholds)
    view = ViewSettings(bounds=CURVE_BOUNDS, probe=CURVE_PROBE)
    return Document(network, FormulaData((CURVE_TARGET,), CURVE_BOUNDS), view=view)


def from_table(path: str | os.PathLike[str]) -> Document:
    """A net at random weights that is to learn the samples of a CSV file.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no table of samples, as `nnexplorer.model.tables.read_csv` reads them.
    """
    X, Y = read_csv(path)
    network = Network.random(X.shape[1], TABLE_UNITS, Y.shape[1], ACTIVATION, seed=0)
    bounds = _around(X)
    probe = ((bounds[0][0] + bounds[0][1]) / 2,) if len(bounds) == 1 else None
    view = ViewSettings(bounds=bounds, probe=probe)
    return Document(network, PointData(X, Y), view=view, title=_title(Path(path).stem))


def from_picture(picture: Picture, title: str) -> Document:
    """A classifier at random weights that is to tell a picture's light parts from its dark ones."""
    network = Network.random(2, TABLE_UNITS, 1, ACTIVATION, seed=0, output=ACTIVATION)
    data = picture.data(picture.bounds, network.output)
    return Document(network, data, view=ViewSettings(bounds=picture.bounds), title=_title(title))


def _around(X: Array) -> Bounds:
    """A range of each input that holds its samples with a margin; one that has a single value gets one around it."""
    ranges = []
    for lo, hi in zip(X.min(axis=0).tolist(), X.max(axis=0).tolist(), strict=True):
        margin = MARGIN * (hi - lo) or max(1.0, abs(lo))
        ranges.append((lo - margin, hi + margin))
    return tuple(ranges)


def _title(name: str) -> str:
    """A file's name as a title: bytes that are no text become question marks."""
    return name.encode(errors="replace").decode()
