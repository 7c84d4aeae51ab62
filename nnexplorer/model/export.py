"""The network as source text: which formats there are, and the one door to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nnexplorer.model import storage
from nnexplorer.model.exports import latex_code, numpy_code, pytorch_code
from nnexplorer.model.network import Network


@dataclass(frozen=True)
class Format:
    """A way to write a network down.

    Attributes
    ----------
    name : str
        As the Python API and the command line spell it.
    title : str
        As menus print it.
    suffix : str
        What its files end in, the dot included.
    content : str
        What one gets, in a few words.
    write : callable (Network) -> str
        The text, ASCII, its last line ended.
    """

    name: str
    title: str
    suffix: str
    content: str
    write: Callable[[Network], str]


def _document(network: Network) -> str:
    return storage.encode_network(network).decode()


FORMATS = {
    one.name: one
    for one in (
        Format("numpy", "NumPy", ".py", "Python functions that need NumPy alone", numpy_code.write),
        Format("pytorch", "PyTorch", ".py", "a torch.nn.Module that can be trained further", pytorch_code.write),
        Format("latex", "LaTeX", ".tex", "the equations and all numbers, ready to be set", latex_code.write),
        Format("json", "JSON", ".json", "the weights as a document that nnexplorer opens", _document),
    )
}
"""By name; a new format is one entry here and a module of its own."""


def file_format(name: str) -> Format:
    """Return the format of that name; ValueError if there is none."""
    record = FORMATS.get(str(name))
    if record is None:
        raise ValueError(f"format {name!r} is not known; choose one of {', '.join(FORMATS)}")
    return record


def export(network: Network, to: str = "numpy") -> str:
    """Return a network as source text, every number exact to the last bit.

    Parameters
    ----------
    network : Network
    to : str
        ``numpy``: a module that imports only NumPy and has forward(X) -> y as in training and predict(X) -> y
        as in testing, (M,D) -> (M,K). ``pytorch``: a torch.nn.Module with the same two. ``latex``: a document
        of the equations and the matrices. ``json``: a document that `load` reads, with no data.

    Raises
    ------
    ValueError
        If there is no such format.
    """
    return file_format(to).write(network)
