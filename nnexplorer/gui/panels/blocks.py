"""Blocks of numbers as text: written for a spreadsheet, for LaTeX and for NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from nnexplorer.model.exports.latex_code import number

Block: TypeAlias = Sequence[Sequence[float | None]]
"""Rows of numbers, all of the same length; None where a cell has no number."""


def as_text(block: Block) -> str:
    """Write a block the way spreadsheets paste it: cells apart by tabs, every digit, nothing where no number is."""
    return "\n".join("\t".join("" if value is None else repr(value) for value in row) for row in block)


def as_latex(block: Block) -> str:
    """Write a block as amsmath's bmatrix, with every digit."""
    rows = (" & ".join("" if value is None else number(value) for value in row) for row in block)
    return "\\begin{bmatrix}\n" + " \\\\\n".join(f"  {row}" for row in rows) + "\n\\end{bmatrix}"


def as_numpy(block: Block) -> str:
    """Write a block as a two-dimensional array, with every digit; nan where no number is."""
    rows = (", ".join("np.nan" if value is None else repr(value) for value in row) for row in block)
    return "np.array([" + ",\n          ".join(f"[{row}]" for row in rows) + "])"
