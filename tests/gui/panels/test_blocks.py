"""Blocks of numbers as text: nothing of a number is lost, and blanks stay where they are."""

from __future__ import annotations

import re

import numpy as np
import pytest

from nnexplorer.gui.panels.blocks import as_latex, as_numpy, as_text

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
