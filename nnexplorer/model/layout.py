"""How a document lies in JSON: its fields and their readers, the versions of the format and their upgrades."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import Field, fields, is_dataclass
from functools import partial
from typing import Any

import numpy as np

from nnexplorer.model import trees
from nnexplorer.model.checks import Bounds
from nnexplorer.model.data import CurveData, Data, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings
from nnexplorer.model.targets import parse, target
from nnexplorer.model.trees import Place, Reader, TreeError

FORMAT = "nnexplorer"

LECTURE = "lecture"
"""The kind of a file that holds several documents; a file of one has no kind."""

# Upgrade i turns a tree of version i + 1 into one of version i + 2, and leaves alone what it does not know,
# for the tree is checked afterwards. A released version keeps its upgrade, and its golden file, for ever.
UPGRADES: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()

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
_TRAINING: dict[str, Reader] = {
    "optimizer": trees.text,
    "learning_rate": trees.number,
    "batch_size": trees.optional(trees.whole),
    "loss": trees.text,
    "seed": trees.whole,
    "steps": trees.whole,
}
_VIEW: dict[str, Reader] = {
    "notation": trees.text,
    "index_base": trees.whole,
    "bounds": partial(trees.rows, width=2),
    "output_bounds": trees.optional(partial(trees.rows, width=2)),
    "slice_at": trees.number,
    "hidden": trees.text,
    "output": trees.text,
    "chain": trees.text,
    "probe": trees.optional(trees.numbers),
    "frames": trees.rows,
    "frame": trees.whole,
    "selected": trees.optional(trees.whole),
    "canvases": trees.texts,
    "quantity": trees.text,
    "curves": trees.texts,
    "derivatives": trees.switch,
    "cells": trees.switch,
    "backprop": trees.switch,
    "marks": trees.switch,
    "downwards": trees.switch,
    "camera": trees.numbers,
}


def written(values: dict[str, Any]) -> bytes:
    """Return the bytes of a file that holds these fields."""
    tree = {"format": FORMAT, "version": len(UPGRADES) + 1} | values
    return f"{trees.format_tree(tree)}\n".encode()


def fields_of(document: Document) -> dict[str, Any]:
    """Return a document's fields in JSON's terms, its words first."""
    words = {name: getattr(document, name) for name in ("title", "section", "caption")}
    return words | {name: value for name, value in plain(document).items() if name not in words}


def plain(value: Any) -> Any:
    """Return a value in JSON's terms."""
    if is_dataclass(value):
        tree = {"kind": value.kind} if isinstance(value, Data) else {}
        kept = [field for field in fields(value) if not _spared(field, getattr(value, field.name))]
        return tree | {field.name: plain(getattr(value, field.name)) for field in kept}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.tolist() if isinstance(value, np.ndarray) else value


def _spared(field: Field[Any], value: object) -> bool:
    """Whether a field is left out: it joined the format later, and has its default."""
    return bool(field.metadata.get("spare")) and value == field.default


def upgraded(place: Place) -> Place:
    """Check what kind of file it is, and bring every document in it to the newest version."""
    if place.field("format").value != FORMAT:
        raise place.field("format").unlike(repr(FORMAT))
    version, newest = trees.whole(place.field("version")), len(UPGRADES) + 1
    if version > newest:
        made = f"made by a newer nnexplorer (version {version})"
        raise TreeError(f"$.version: {made}; this one reads up to {newest}: update nnexplorer")
    if version < 1:
        raise place.field("version").unlike("a version of at least 1")
    tree = place.value
    for upgrade in UPGRADES[version - 1 :]:
        tree = _upgraded_lecture(upgrade, tree) if kind(tree) == LECTURE else upgrade(tree)
    return Place(place.path, tree)


def _upgraded_lecture(upgrade: Callable[[dict[str, Any]], dict[str, Any]], tree: dict[str, Any]) -> dict[str, Any]:
    entries = tree.get("documents")
    if not isinstance(entries, list):
        return tree  # it is refused when it is read
    return {**tree, "documents": [upgrade(entry) if isinstance(entry, dict) else entry for entry in entries]}


def kind(tree: Any) -> object:
    """The kind of file that a tree says it is; None for a document's."""
    return tree.get("kind") if isinstance(tree, dict) and tree.get("format") == FORMAT else None


def document(place: Place, beside: Collection[str] = ()) -> Document:
    """Read a document from the tree of its fields, among which those called `beside` are not its own."""
    if kind(place.value) == LECTURE:
        raise TreeError(f"{place.path}.kind: this is a whole lecture, expected one document")
    found = place.fields([*beside, *_names(Document)], required=["network"])
    network = _network(found["network"])
    D, K = network.inputs, network.outputs
    view: dict[str, Any] = {"bounds": _square(D)}
    given = {
        "network": network,
        "data": PointData(np.zeros((0, D)), np.zeros((0, K))),
        "view": ViewSettings(**view),
    }
    readers: dict[str, Reader] = {
        "data": partial(_data, D=D, K=K),
        "training": partial(_settings, TrainingSettings, {}, _TRAINING),
        "view": partial(_settings, ViewSettings, view, _VIEW),
        "title": trees.text,
        "section": trees.text,
        "caption": trees.text,
        "start": trees.optional(_network),
        "step": trees.whole,
        "rival": trees.optional(_network),
        "rival_start": trees.optional(_network),
        "alternative": trees.optional(partial(_data, D=D, K=K)),
        "test_share": trees.number,
        "split_seed": trees.whole,
        "frozen": trees.wholes,
    }
    return trees.made(Document, given, readers, found)


def _network(place: Place) -> Network:
    found = place.fields(_names(Network), required=["W1", "b1", "W2", "b2"])
    given: dict[str, Any] = {"W1": trees.rows(found["W1"])}
    given["b1"] = trees.numbers(found["b1"], len(given["W1"]))
    given["W2"] = trees.rows(found["W2"], len(given["W1"]))
    given["b2"] = trees.numbers(found["b2"], len(given["W2"]))
    readers = {"hidden": trees.text, "output": trees.text, "slope": trees.number}
    with place.blamed():
        Network(**given)
        return trees.made(Network, given, readers, found)


def _data(place: Place, D: int, K: int) -> Data:
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
    values: dict[str, Any] = {"bounds": _square(D), "index_base": 0} | trees.read(found, _FORMULA)
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
    found = place.fields(["kind", "X", "Y"], required=["X", "Y"])
    X, Y = trees.rows(found["X"], D), trees.rows(found["Y"], K)
    if len(X) != len(Y):
        raise TreeError(f"{found['Y'].path}: expected as many rows as X has, {len(X)}, got {len(Y)}")
    return PointData(np.reshape(X, (len(X), D)), np.reshape(Y, (len(Y), K)))


def _settings(make: Callable[..., object], given: dict[str, Any], readers: dict[str, Reader], place: Place) -> object:
    return trees.made(make, given, readers, place.fields(readers))


def _square(D: int) -> Bounds:
    return ((-1.0, 1.0),) * D


def _names(record: type) -> list[str]:
    return [field.name for field in fields(record)]
