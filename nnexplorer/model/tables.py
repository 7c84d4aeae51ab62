"""Samples in CSV files: read strictly, refused with the place of the fault, and written so that they are read."""

from __future__ import annotations

import math
import os
import re
import reprlib
from array import array
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

from nnexplorer.model import storage
from nnexplorer.model.data import MOST_SAMPLES
from nnexplorer.model.network import as_numbers

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nnexplorer.model.network import Array

LONGEST_LINE = 100_000
"""Most characters of a line."""

LARGEST_TABLE = 2**27
"""Most characters of a file, blank lines included: enough for the greatest number of samples of six columns."""

_NAME = re.compile(r"([xy])(0|[1-9][0-9]{0,4})")
_NUMBERS = {
    mark: re.compile(rf"[+-]?(?:[0-9]+(?:[{mark}][0-9]*)?|[{mark}][0-9]+)(?:[eE][+-]?[0-9]+)?") for mark in ".,"
}
_MARK_TITLES = {".": "point", ",": "comma"}
_UNDECODED = re.compile("[\ud800-\udfff]")  # what no UTF-8 is becomes a lone surrogate


def read_csv(path: str | os.PathLike[str]) -> tuple[Array, Array]:
    """Read samples from a CSV file.

    The first line names the columns: x0, x1, ... are the inputs, y0, y1, ... the outputs, in any order, at least
    one of each. All names count from 0, or all from 1. The columns are separated by semicolons if there is one in
    that line, else by commas. Numbers have a decimal point; with semicolons they may have a decimal comma instead,
    but not both kinds in one file, where a point may mean thousands. Quotes around a name or a number, blank
    lines, a byte order mark and every kind of line end are tolerated.

    Parameters
    ----------
    path : str or path-like
        UTF-8 text of at most `LARGEST_TABLE` characters, `LONGEST_LINE` in a line.

    Returns
    -------
    X : (M,D) array
        Inputs, from 1 to `MOST_SAMPLES` rows.
    Y : (M,K) array
        Outputs.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no such table; file, line and column are named:
        ``data.csv: line 3, column 2 (x1): expected a finite number with a decimal point, got 'abc'``.
    """
    # The encoding's faults are kept in the text, so that the very line is known in which one stands.
    with storage.naming(path), Path(path).open(encoding="utf-8-sig", errors="surrogateescape") as file:
        try:
            return _table(_lines(file))
        except ValueError as fault:
            raise ValueError(f"{os.fspath(path)}: {fault}") from None


def write_csv(X: ArrayLike, Y: ArrayLike, path: str | os.PathLike[str]) -> None:
    """Write samples as a CSV file that `read_csv` reads again to the last bit, whole or not at all.

    Parameters
    ----------
    X : (M,D) array-like
        Inputs, at least one row and one column.
    Y : (M,K) array-like
        Outputs.
    path : str or path-like
        Written in UTF-8 under the header x0,x1,...,y0,y1,..., with decimal points.

    Raises
    ------
    OSError
        If the file cannot be written.
    ValueError
        If the shapes are others, there is no sample, or a number is not finite.
    """
    inputs = as_numbers("X", X, ("M", "D"))
    outputs = as_numbers("Y", Y, (len(inputs), "K"))
    if not inputs.size or not outputs.size:
        raise ValueError(f"samples: expected at least one to write, got shapes {inputs.shape} and {outputs.shape}")
    names = [f"{letter}{i}" for letter, array in (("x", inputs), ("y", outputs)) for i in range(array.shape[1])]
    rows = (",".join(map(repr, row)) for row in np.hstack((inputs, outputs)).tolist())
    storage.write("\n".join((",".join(names), *rows, "")).encode(), path)


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is not blank, none of them too long or no text."""
    left = LARGEST_TABLE
    for number, line in enumerate(iter(partial(file.readline, LONGEST_LINE + 1), ""), start=1):
        text = line.removesuffix("\n")
        left -= len(line)
        if len(text) > LONGEST_LINE:
            raise ValueError(f"line {number}: expected at most {LONGEST_LINE} characters, got more")
        if left < 0:
            raise ValueError(f"line {number}: expected at most {LARGEST_TABLE} characters in all, got more")
        if not text.isascii() and (fault := _UNDECODED.search(text)):
            raise ValueError(f"line {number}: expected UTF-8 text, got other bytes at character {fault.start() + 1}")
        if "\0" in text:
            raise ValueError(f"line {number}: expected text, got a NUL at character {text.index(chr(0)) + 1}")
        if text.strip(" \t"):
            yield number, text


def _table(lines: Iterator[tuple[int, str]]) -> tuple[Array, Array]:
    number, text = next(lines, (1, ""))
    if not text:
        raise ValueError("line 1: expected a header like x0,x1,y0, got nothing")
    delimiter = ";" if ";" in text else ","
    names = _split(text, delimiter)
    X, Y = _columns(names, number)
    values = array("d")
    for row in _rows(lines, names, delimiter):
        values.extend(row)
    if not values:
        raise ValueError(f"line {number + 1}: expected {len(names)} numbers under the header, got nothing")
    samples = np.frombuffer(values, dtype=np.float64).reshape(-1, len(names))
    return np.array(samples[:, X], order="C"), np.array(samples[:, Y], order="C")


def _columns(names: list[str], number: int) -> tuple[list[int], list[int]]:
    """Return where in a row the inputs stand and where the outputs do."""
    places: dict[str, int] = {}
    for column, name in enumerate(names):
        if not _NAME.fullmatch(name):
            what = "a name x0, x1, ... or y0, y1, ..."
            raise ValueError(f"line {number}, column {column + 1}: expected {what}, got {reprlib.repr(name)}")
        if name in places:
            raise ValueError(f"line {number}, column {column + 1}: {name} is already column {places[name] + 1}")
        places[name] = column
    base = 0 if places.keys() & {"x0", "y0"} else 1
    counts = {letter: sum(name.startswith(letter) for name in places) for letter in "xy"}
    wanted = {letter: [f"{letter}{base + i}" for i in range(max(1, count))] for letter, count in counts.items()}
    for name in (*wanted["x"], *wanted["y"]):
        if name not in places:
            raise ValueError(f"line {number}: the column {name} is missing; names count from {base} here")
    return [places[name] for name in wanted["x"]], [places[name] for name in wanted["y"]]


def _rows(lines: Iterable[tuple[int, str]], names: list[str], delimiter: str) -> Iterator[list[float]]:
    """Yield the numbers of each line after a check that they are as many as names, and finite."""
    mark = "." if delimiter == "," else ""
    for count, (number, text) in enumerate(lines, start=1):
        if count > MOST_SAMPLES:
            raise ValueError(f"line {number}: expected at most {MOST_SAMPLES} rows of numbers, got more")
        mark = mark or next((character for character in text if character in ".,"), "")
        cells = _split(text, delimiter)
        if len(cells) != len(names):
            column = min(len(cells), len(names)) + 1
            raise ValueError(f"line {number}, column {column}: expected {len(names)} numbers, got {len(cells)}")
        row = [_number(cell, mark or ".") for cell in cells]
        if not all(map(math.isfinite, row)):
            wrong = next(i for i, value in enumerate(row) if not math.isfinite(value))
            wanted = "a finite number" + (f" with a decimal {_MARK_TITLES[mark]}" if mark else "")
            place = f"line {number}, column {wrong + 1} ({names[wrong]})"
            raise ValueError(f"{place}: expected {wanted}, got {reprlib.repr(cells[wrong])}")
        yield row


def _split(text: str, delimiter: str) -> list[str]:
    """Return the cells of a line without blanks and quotes; neither a name nor a number holds a delimiter."""
    cells = [cell.strip(" \t") for cell in text.split(delimiter)]
    if '"' in text:
        cells = [cell[1:-1].strip(" \t") if re.fullmatch('".*"', cell) else cell for cell in cells]
    return cells


def _number(cell: str, mark: str) -> float:
    """Return what a cell says, nan if it is no number."""
    return float(cell.replace(mark, ".")) if _NUMBERS[mark].fullmatch(cell) else math.nan
