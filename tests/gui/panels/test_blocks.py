"""Blocks of numbers as text: nothing of a number is lost, and blanks stay where they are."""

from __future__ import annotations

import re

import numpy as np
import pytest

from nnexplorer.gui.panels.blocks import as_latex, as_numpy, as_text, cut

BLOCK = [[0.1, -1 / 3, 1e-30], [None, 2.0, 1e22]]


def test_text_has_tabs_and_every_digit():
    assert as_text(BLOCK) == "0.1\t-0.3333333333333333\t1e-30\n\t2.0\t1e+22"


def test_latex_is_a_bmatrix():
    assert as_latex(BLOCK) == (
        "\\begin{bmatrix}\n"
        "  0.1 & -0.3333333333333333 & 1 \\times 10^{-30} \\\\\n"
        "   & 2 & 1 \\times 10^{22}\n"
        "\\end{bmatrix}"
    )


@pytest.mark.parametrize("block", [BLOCK, [[0.5]], [[1.0], [-2.0]], [[1.0, 2.0]]])
def test_numpy_code_is_the_array(block):
    code = as_numpy(block)
    rows = re.findall(r"\[([^\[\]]+)\]", code.removeprefix("np.array(").removesuffix(")"))
    found = [[float(cell.replace("np.", "")) for cell in row.split(", ")] for row in rows]
    np.testing.assert_array_equal(found, np.array(block, dtype=float))
    assert code.startswith("np.array([[")
    assert code.endswith("]])")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1,5;2\r\n-3; 1/3 \r\n", [["1,5", "2"], ["-3", "1/3"]]),
        ("1\r2\r", [["1"], ["2"]]),
        ("\t2\n3\t\n", [["", "2"], ["3", ""]]),
        ("7", [["7"]]),
        ("a;b\tc", [["a;b", "c"]]),
    ],
)
def test_a_spreadsheets_block_is_cut_into_its_cells(text, cells):
    assert cut(text) == cells


def test_what_is_copied_as_text_is_cut_into_the_same_cells():
    assert cut(as_text(BLOCK)) == [["" if value is None else repr(value) for value in row] for row in BLOCK]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is no text to paste"),
        (" \n\t", "there is no text to paste"),
        ("1\t2\n3", "row 2: expected 2 cells as in row 1, got 1"),
        ("1\n2;3", "row 2: expected 1 cell as in row 1, got 2"),
    ],
)
def test_what_is_no_block_is_refused(text, why):
    with pytest.raises(ValueError, match=f"^{why}$"):
        cut(text)
