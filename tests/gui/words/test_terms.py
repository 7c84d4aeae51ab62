"""Numbers and sums are written as one writes them by hand."""

import numpy as np

from nnexplorer.gui.words.notation import MINUS
from nnexplorer.gui.words.terms import ELLIPSIS, TIMES, bold, bracketed, by, product, result, total, vector


def test_negative_factors_stand_in_brackets():
    assert bracketed(-0.5) == f"({MINUS}0.5000)"
    assert product(2.0, -0.5) == f"2.000{TIMES}({MINUS}0.5000)"
    assert bold(0.25) == "<b>0.2500</b>"
    assert by("y") == "∂<i>L</i>/∂y"


def test_long_sums_and_vectors_end_in_an_ellipsis():
    assert total(["1", "2", "3", "4"]) == "1 + 2 + 3 + 4"
    assert total(list("12345")) == f"1 + 2 + 3 + {ELLIPSIS}"
    assert vector(np.arange(1.0, 9.0)) == f"(1.000, 2.000, 3.000, {ELLIPSIS})"
    assert vector(np.array([3.0])) == "3.000"
    assert result(np.array([1.0, 2.0])) == "<b>(1.000, 2.000)</b>"
