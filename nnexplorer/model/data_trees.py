"""What is to be learnt, read from a file's tree; each fault is named with its place."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from nnexplorer.model import trees
from nnexplorer.model.checks import Bounds
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import CurveData, Data, FormulaData, PointData
from nnexplorer.model.formulas import parse
from nnexplorer.model.targets import target
from nnexplorer.model.trees import Place, Reader, TreeError

_FORMULA: dict[str, Reader] = {
    "formulas": trees.texts,
    "bounds": partial(trees.rows, width=2),
    "points": trees.whole,
    "index_base": trees.whole,
}
_CURVE: dict[str, Reader] = {
    "x": trees.texts,
    "y": trees.texts,
    "start": trees.number,
    "stop": trees.number,
    "points": trees.whole,
}


def data(place: Place, D: int, K: int) -> Data:
    """Read what a network of D inputs and K outputs is to learn."""
    kind = place.field("kind")
    if kind.value == FormulaData.kind:
        return _formula_data(place, D)
    if kind.value == CurveData.kind:
        return _curve_data(place)
    if kind.value == PointData.kind:
        return _point_data(place, D, K)
    raise kind.unlike("formula, curve or points")


def _formula_data(place: Place, D: int) -> FormulaData:
    found = place.fields(["kind", *_FORMULA], required=["formulas"])
    values: dict[str, Any] = {"bounds": square(D), "index_base": 0} | trees.read(found, _FORMULA)
    with place.blamed():
        FormulaData(**values | {"formulas": ("0",)})  # all but the formulas, each of which is blamed on its own
    for item in found["formulas"].items():
        with item.blamed():
            target(item.value, len(values["bounds"]), values["index_base"])
    with place.blamed():
        return FormulaData(**values)


def _curve_data(place: Place) -> CurveData:
    found = place.fields(["kind", *_CURVE], required=["x", "y", "start", "stop"])
    values = trees.read(found, _CURVE)
    for item in (*found["x"].items(), *found["y"].items()):
        with item.blamed():
            parse(item.value, ["t"])
    with place.blamed():
        return CurveData(**values)


def _point_data(place: Place, D: int, K: int) -> PointData:
    found = place.fields(["kind", "X", "Y", "held"], required=["X", "Y"])
    X, Y = trees.rows(found["X"], D), trees.rows(found["Y"], K)
    if len(X) != len(Y):
        raise TreeError(f"{found['Y'].path}: expected as many rows as X has, {len(X)}, got {len(Y)}")
    given = {"X": np.reshape(X, (len(X), D)), "Y": np.reshape(Y, (len(Y), K))}
    return trees.made(PointData, given, {"held": trees.optional(trees.wholes)}, found)


def recipe(place: Place) -> Recipe:
    """Read how a classic set was made."""
    readers: dict[str, Reader] = {
        "name": trees.text,
        "samples": trees.whole,
        "noise": trees.number,
        "seed": trees.whole,
    }
    found = place.fields(readers, required=["name"])
    with place.blamed():
        return Recipe(**trees.read(found, readers))


def square(D: int) -> Bounds:
    """The part of input space that is meant where a file names none."""
    return ((-1.0, 1.0),) * D
