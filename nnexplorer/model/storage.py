"""Documents as files: their format, its versions, and writing that is done whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import Field, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from nnexplorer.model import carriers, trees
from nnexplorer.model.checks import Bounds
from nnexplorer.model.data import CurveData, Data, FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import TrainingSettings, ViewSettings
from nnexplorer.model.targets import parse, target
from nnexplorer.model.trees import Place, Reader, TreeError

_FORMAT = "nnexplorer"

# Upgrade i turns a tree of version i + 1 into one of version i + 2, and leaves alone what it does not know,
# for the tree is checked afterwards. A released version keeps its upgrade, and its golden file, for ever.
_UPGRADES: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()

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


def load(path: str | os.PathLike[str]) -> Document:
    """Read a document of this version or an older one, from its own file or from a figure that carries it.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no document; the place of the fault is named: ``$.network.W1[3]: expected 2 numbers, got 3``.
        If it is a figure that carries none, or one that is damaged.
    """
    name = os.fspath(path)
    try:
        content = _content(Path(path))
        carried = carriers.extract(content)
    except carriers.CarrierError as fault:
        raise ValueError(f"{name}: {fault}") from None
    return decode(content if carried is None else carried, name)


def save(document: Document, path: str | os.PathLike[str]) -> None:
    """Write a document as `write` does; saving what was loaded gives the same bytes. ValueError if it is too large."""
    write(encode(document), path)


def write(content: bytes, path: str | os.PathLike[str]) -> None:
    """Write a file, all of it or nothing.

    An existing file keeps its permissions, and a symbolic link goes on leading to the file.

    Raises
    ------
    OSError
        If the file cannot be written; what it held is still there.
    """
    try:
        _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def encode(document: Document) -> bytes:
    """Return a document as the bytes of its file: every field, so that no later default changes it."""
    words = {name: getattr(document, name) for name in ("title", "section", "caption")}
    return _written(words | {name: value for name, value in _plain(document).items() if name not in words})


def encode_network(network: Network) -> bytes:
    """Return a network alone as the bytes of a document's file, its data, training and view left to defaults."""
    return _written({"network": _plain(network)})


def decode(content: bytes, name: str = "document") -> Document:
    """Return the document that the bytes of a file hold; errors are those of `load` and call it `name`."""
    try:
        return _document(_upgraded(Place("$", trees.parse_tree(content))))
    except TreeError as fault:
        raise ValueError(f"{name}: {fault}") from None


def _written(values: dict[str, Any]) -> bytes:
    tree = {"format": _FORMAT, "version": len(_UPGRADES) + 1} | values
    content = f"{trees.format_tree(tree)}\n".encode()
    trees.check_size(content)
    return content


def _content(path: Path) -> bytes:
    """Read a file, but no figure that is too large to be searched, and no more than may be a document's."""
    with path.open("rb") as file:
        head = file.read(carriers.HEAD)
        figure = carriers.kind(head)
        if figure is not None:
            carriers.check_size(figure, os.fstat(file.fileno()).st_size)
        return head + file.read(trees.LARGEST_FILE)


def _replace(path: Path, content: bytes) -> None:
    exists = path.exists()
    if exists and not path.is_file():
        path.write_bytes(content)  # a pipe or a device is written to, never replaced
        return
    if exists and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if exists:
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _plain(value: Any) -> Any:
    """Return a value in JSON's terms."""
    if is_dataclass(value):
        tree = {"kind": value.kind} if isinstance(value, Data) else {}
        kept = [field for field in fields(value) if not _spared(field, getattr(value, field.name))]
        return tree | {field.name: _plain(getattr(value, field.name)) for field in kept}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.tolist() if isinstance(value, np.ndarray) else value


def _spared(field: Field[Any], value: object) -> bool:
    """Whether a field is left out: it joined the format later, and has its default."""
    return bool(field.metadata.get("spare")) and value == field.default


def _upgraded(place: Place) -> Place:
    """Check what kind of file it is, and bring it to the newest version."""
    if place.field("format").value != _FORMAT:
        raise place.field("format").unlike(repr(_FORMAT))
    version, newest = trees.whole(place.field("version")), len(_UPGRADES) + 1
    if version > newest:
        made = f"made by a newer nnexplorer (version {version})"
        raise TreeError(f"$.version: {made}; this one reads up to {newest}: update nnexplorer")
    if version < 1:
        raise place.field("version").unlike("a version of at least 1")
    tree = place.value
    for upgrade in _UPGRADES[version - 1 :]:
        tree = upgrade(tree)
    return Place(place.path, tree)


def _document(place: Place) -> Document:
    found = place.fields(["format", "version", *_names(Document)], required=["network"])
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
