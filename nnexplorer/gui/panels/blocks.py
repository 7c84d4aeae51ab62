"""Blocks of numbers as text: written for a spreadsheet, for LaTeX and for NumPy, and cut as a spreadsheet copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from nnexplorer.model.exports.latex_code import number as latex_number

Block: TypeAlias = Sequence[Sequence[float | None]]
"""Rows of numbers, all of the same length; None where a cell has no number."""


def as_text(block: Block) -> str:
    """Write a block the way spreadsheets paste it: cells apart by tabs, every digit, nothing where no number is."""
    return "\n".join("\t".join("" if value is None else repr(value) for value in row) for row in block)


def as_latex(block: Block) -> str:
    """Write a block as amsmath's bmatrix, with every digit."""
    rows = (" & ".join("" if value is None else latex_number(value) for value in row) for row in block)
    return "\\begin{bmatrix}\n" + " \\\\\n".join(f"  {row}" for row in rows) + "\n\\end{bmatrix}"


def as_numpy(block: Block) -> str:
    """Write a block as a two-dimensional array, with every digit; nan where no number is."""
    rows = (", ".join("np.nan" if value is None else repr(value) for value in row) for row in block)
    return "np.array([" + ",\n          ".join(f"[{row}]" for row in rows) + "])"


def cut(text: str) -> list[list[str]]:
    """Return the cells of a block that a spreadsheet has copied: apart by tabs, or else by semicolons.

    Raises
    ------
    ValueError
        If there is no cell, or the rows are not of one length; the row is named.
    """
    lines = text.replace("\r\n", "\n").rstrip("\r\n").replace("\r", "\n").split("\n")
    if not text.strip():
        raise ValueError("there is no text to paste")
    mark = "\t" if "\t" in text else ";"
    rows = [[cell.strip() for cell in line.split(mark)] for line in lines]
    for place, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {place}: expected {count(len(rows[0]), 'cell')} as in row 1, got {len(row)}")
    return rows


def count(number: int, thing: str) -> str:
    """So many things: 1 cell, 2 cells."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
