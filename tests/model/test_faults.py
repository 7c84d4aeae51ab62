"""A fault says in one line what is wrong, and survives the way between processes."""

from __future__ import annotations

import pickle

import pytest

from nnexplorer.model.faults import FormulaError


@pytest.mark.parametrize(
    ("text", "shown"),
    [("x0 +", "'x0 +'"), ("x" * 60, f"'{'x' * 60}'"), ("x" * 61, f"'{'x' * 57}...'"), ("\n", r"'\n'")],
)
def test_it_repeats_a_formula_that_is_short(text, shown):
    assert str(FormulaError(text, "no good", 1)) == f"formula {shown}: no good"


def test_it_is_a_value_error_that_survives_pickling():
    fault = pickle.loads(pickle.dumps(FormulaError("x0 @", "no good", 3)))
    assert isinstance(fault, ValueError)
    assert (fault.text, fault.what, fault.position) == ("x0 @", "no good", 3)
    assert str(fault) == "formula 'x0 @': no good"
