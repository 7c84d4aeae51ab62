"""How a document lies in JSON: its fields and their readers, the versions of the format and their upgrades."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import Field, fields, is_dataclass
from functools import partial
from typing import Any

import numpy as np

from nnexplorer.model import data_trees, trees
from nnexplorer.model.data import Data, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings
from nnexplorer.model.trees import Place, Reader, TreeError

FORMAT = "nnexplorer"

LECTURE = "lecture"
"""The kind of a file that holds several documents; a file of one has no kind."""

# Upgrade i turns a tree of version i + 1 into one of version i + 2, and leaves alone what it does not know,
# for the tree is checked afterwards. A released version keeps its upgrade, and its golden file, for ever.
UPGRADES: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()

_TRAINING: dict[str, Reader] = {
    "optimizer": trees.text,
    "learning_rate": trees.number,
    "batch_size": trees.optional(trees.whole),
    "loss": trees.text,
    "seed": trees.whole,
    "steps": trees.whole,
    "stop_steps": trees.optional(trees.whole),
    "stop_error": trees.optional(trees.number),
    "stop_patience": trees.optional(trees.whole),
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
    content = f"{trees.format_tree(tree)}\n".encode()
    trees.check_size(content)
    return content


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
    view: dict[str, Any] = {"bounds": data_trees.square(D)}
    given = {
        "network": network,
        "data": PointData(np.zeros((0, D)), np.zeros((0, K))),
        "view": ViewSettings(**view),
    }
    readers: dict[str, Reader] = {
        "data": partial(data_trees.data, D=D, K=K),
        "training": partial(_settings, TrainingSettings, {}, _TRAINING),
        "view": partial(_settings, ViewSettings, view, _VIEW),
        "title": trees.text,
        "section": trees.text,
        "caption": trees.text,
        "start": trees.optional(_network),
        "step": trees.whole,
        "rival": trees.optional(_network),
        "rival_start": trees.optional(_network),
        "alternative": trees.optional(partial(data_trees.data, D=D, K=K)),
        "test_share": trees.number,
        "split_seed": trees.whole,
        "frozen": trees.wholes,
        "recipe": trees.optional(data_trees.recipe),
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


def _settings(make: Callable[..., object], given: dict[str, Any], readers: dict[str, Reader], place: Place) -> object:
    return trees.made(make, given, readers, place.fields(readers))


def _names(record: type) -> list[str]:
    return [field.name for field in fields(record)]
