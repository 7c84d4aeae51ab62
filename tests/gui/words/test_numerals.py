"""What a hand types is read as a number, or refused in a line that says what is wrong with it."""

from __future__ import annotations

import math

import pytest

from nnexplorer.gui.words.numerals import parse_number

NUMBERS = [
    ("1/3", 1 / 3),
    ("\N{MINUS SIGN}2/7", -2 / 7),
    ("0.5", 0.5),
    ("0,5", 0.5),
    ("\N{MINUS SIGN}3", -3.0),
    ("-1e-3", -1e-3),
    (" 7 ", 7.0),
    ("1\u202f000", 1e3),
]
REFUSED = ["", "abc", "nan", "inf", "1e999", "1,2,3", "\N{ARABIC-INDIC DIGIT THREE}", "1.2.3"]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_is_read_with_point_comma_and_any_minus(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_finite_number_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match=r"^'.*' is not a number; write it like 0\.25, -3, 1e-3 or 1/3$"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-2/7", -2 / 7), ("+1/3", 1 / 3), ("1,5/2", 0.75), ("1.5 / 2", 0.75), ("pi/4", math.pi / 4), ("-pi", -math.pi),
        ("sqrt(2)", math.sqrt(2)), ("-sqrt(2)/2", -math.sqrt(2) / 2), ("2^-3", 0.125), ("1e-3/2", 5e-4), ("0/5", 0.0),
    ],
)  # fmt: skip
def test_a_number_may_be_written_as_a_fraction_or_another_constant(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/0", "'1/0' is not a number: the constant from '/' at column 2 is infinite or too large"),
        ("0/0", "'0/0' is not a number: the constant from '/' at column 2 is not a number"),
        ("1/", "'1/' is not a number: expected a number, a name or '(' at column 3, got its end"),
        ("x0/2", "'x0/2' is not a number: x0 at column 1 is not a constant; constants are pi, e"),
        ("open(1)", "'open(1)' is not a number: open at column 1 is none of sin, .*"),
        ("1/\n0", "'1/ 0' is not a number: .*"),
        ("9" * 2000, r"'9{37}\.\.\.' is not a number; write it like .*"),
    ],
)
def test_a_fault_in_a_fraction_is_told_in_one_line(text, why):
    with pytest.raises(ValueError, match=rf"^{why.replace('(', '[(]').replace(')', '[)]')}$"):
        parse_number(text)
