"""Documents as files: their format, its versions, and writing that is done whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnexplorer.model import carriers, layout, trees
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.trees import Place, TreeError


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
    return decode(read(path), os.fspath(path))


def read(path: str | os.PathLike[str]) -> bytes:
    """Read a file, or what a figure carries; errors are those of `load`."""
    try:
        content = _content(Path(path))
        carried = carriers.extract(content)
    except carriers.CarrierError as fault:
        raise ValueError(f"{os.fspath(path)}: {fault}") from None
    return content if carried is None else carried


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
    return layout.written(layout.fields_of(document))


def encode_network(network: Network) -> bytes:
    """Return a network alone as the bytes of a document's file, its data, training and view left to defaults."""
    return layout.written({"network": layout.plain(network)})


def decode(content: bytes, name: str = "document") -> Document:
    """Return the document that the bytes of a file hold; errors are those of `load` and call it `name`."""
    try:
        return layout.document(layout.upgraded(Place("$", trees.parse_tree(content))), beside=("format", "version"))
    except TreeError as fault:
        raise ValueError(f"{name}: {fault}") from None


def check_waits_for_nobody(path: Path) -> None:
    """ValueError for a pipe or a device, for which a window that reads it would wait, maybe for ever."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ValueError(f"{path}: this is no file but a pipe or a device")


@contextmanager
def naming(path: str | os.PathLike[str]) -> Iterator[None]:
    """Name a file in the error of whoever reads it: only opening does so by itself."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def _content(path: Path) -> bytes:
    """Read a file, but no figure that is too large to be searched, and no more than may be a document's."""
    with naming(path), path.open("rb") as file:
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
