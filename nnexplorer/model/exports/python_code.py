"""What the formats that are Python share: the opening words, the parameters, and the nonlinearities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nnexplorer.model.network import Array, Network

WIDTH = 100
"""Columns that a line of numbers may take."""

INDENT = "    "

_OPENING = """\
A two-layer feedforward net with D = {D} inputs, N = {N} hidden units and K = {K} outputs.

    e1 = X W1^T + b1    h = {h}    e2 = h W2^T + b2    y = {y}

The M inputs are the rows of X (M,D). forward(X) is y (M,K) as in training, predict(X) is y
as in testing. The numbers are those of nnexplorer to the last bit."""


@dataclass(frozen=True)
class Nonlinearities:
    """A network's nonlinearities as source text.

    Attributes
    ----------
    definitions : str
        A function of each kind that is used, in the order of their use; the identity needs none.
    h, y, tested : str
        The expressions that make h of e1, y of e2, and y of e2 as in testing.
    testing : str
        How they are in testing, for a docstring.
    sloped : bool
        Whether the trained slope is used.
    """

    definitions: str
    h: str
    y: str
    tested: str
    testing: str
    sloped: bool


def nonlinearities(network: Network, functions: Mapping[str, str], slope: str) -> Nonlinearities:
    """Spell a network's nonlinearities.

    Parameters
    ----------
    network : Network
    functions : mapping of str to str
        The definition of every activation by its name, '' for the identity's.
    slope : str
        The expression that is the trained slope.
    """
    hidden, output = network.activation, network.output_activation
    used = dict.fromkeys((hidden, output, output.hard))

    def call(name: str, argument: str) -> str:
        return f"{name}({argument})" if functions[name] else argument

    return Nonlinearities(
        definitions="".join(f"{functions[one.name]}\n" for one in used if functions[one.name]),
        h=call(hidden.name, f"e1, {slope}" if hidden.slope_trained else "e1"),
        y=call(output.name, f"e2, {slope}" if output.slope_trained else "e2"),
        tested=call(output.hard.name, f"e2, {slope}" if output.slope_trained else "e2"),
        testing="the same in testing" if output.hard is output else "hard as in testing",
        sloped=any(one.slope_trained for one in used),
    )


def opening(network: Network, spelt: Nonlinearities) -> str:
    """Say what the network is, as the first lines of a docstring."""
    text = _OPENING.format(D=network.inputs, N=network.units, K=network.outputs, h=spelt.h, y=spelt.y)
    for letter, count, noun in (
        ("D", network.inputs, "input"),
        ("N", network.units, "hidden unit"),
        ("K", network.outputs, "output"),
    ):
        if count == 1:
            text = text.replace(f"{letter} = 1 {noun}s", f"{letter} = 1 {noun}")
    return text


def parameters(network: Network, spelt: Nonlinearities, wrap: str = "{}") -> str:
    """Assign W1, b1, W2, b2 and the slope a, if it is used; `wrap` says what is made of each list ``{}``."""
    named = {
        "W1": (network.W1, "(N,D): row k is the threshold vector of hidden unit k"),
        "b1": (network.b1, "(N,): the biases of the hidden units"),
        "W2": (network.W2, "(K,N): column k is the correction vector of hidden unit k"),
        "b2": (network.b2, "(K,): the biases of the outputs"),
    }
    parts = [f"# {meaning}\n{name} = {wrap.format(_literal(array))}" for name, (array, meaning) in named.items()]
    if spelt.sloped:
        parts.append(f"# the slope of the PReLU where its excitation is negative\na = {network.slope!r}")
    return "\n\n".join(parts)


def _literal(array: Array) -> str:
    """Nested lists of numbers that give back the same bits, one below the other where they are many."""
    rows = [[repr(value) for value in row] for row in np.atleast_2d(array).tolist()]
    plain = [f"[{', '.join(row)}]" for row in rows]
    short = len(rows) == 1 and len(plain[0]) <= WIDTH - len("W2 = np.array([])")
    if array.ndim == 1:
        return plain[0] if short else _row(_aligned(rows)[0], "")
    if short:
        return f"[{plain[0]}]"
    listed = "".join(f"{INDENT}{_row(row, INDENT)},\n" for row in _aligned(rows))
    return f"[\n{listed}]"


def _aligned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Give all numbers the same width, a comma included, with their signs in front of the column."""
    signed = any(cell.startswith("-") for row in rows for cell in row)
    hung = [[f"{cell}," if not signed or cell.startswith("-") else f" {cell}," for cell in row] for row in rows]
    width = max(len(cell) for row in hung for cell in row)
    return [[cell.ljust(width) for cell in row] for row in hung]


def _row(cells: Sequence[str], margin: str) -> str:
    """A list in one line, or in as many as it takes."""
    line = " ".join(cells).rstrip().removesuffix(",")
    if len(margin) + len(line) + len("[],") <= WIDTH and margin:
        return f"[{line}]"
    inner = margin + INDENT
    many = max(1, (WIDTH - len(inner)) // (len(cells[0]) + 1))
    lines = (" ".join(cells[first : first + many]).rstrip() for first in range(0, len(cells), many))
    return "[\n" + "".join(f"{inner}{line}\n" for line in lines) + f"{margin}]"
