"""How numbers and names are written."""

from __future__ import annotations

import math

import pytest

from nnexplorer.gui.words.notation import (
    MINUS,
    NOTATIONS,
    Symbols,
    brief,
    compact,
    count,
    indexed,
    number,
    percent,
    plain,
    short,
    signed_sum,
    significant,
)
from nnexplorer.gui.words.numerals import parse_number
from nnexplorer.model import settings

THIN = "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.005, 1, "1.0"), (-2.354, 2, MINUS + "2.35"), (-0.001, 2, "0.00"), (-0.0, 2, "0.00"), (2.5e7, 2, "2.50e+07"),
        (math.nan, 2, "\N{EN DASH}"), (math.inf, 2, "\N{INFINITY}"), (-math.inf, 2, MINUS + "\N{INFINITY}"),
    ],
)  # fmt: skip
def test_a_number_has_fixed_digits_and_a_zero_no_sign(value, digits, text):
    assert number(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.00"), (-999.0, MINUS + "999.00"), (1234.56, "1234.6"), (-12345.0, MINUS + "1.2e4"), (3e12, "3.0e12"),
     (math.inf, "\N{INFINITY}")],
)  # fmt: skip
def test_a_compact_number_is_short(value, text):
    assert compact(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1 / 3, "0.3333"), (-999.0, MINUS + "999.0000"), (1234.56, "1234.560"), (-12345.0, MINUS + "1.234e4")],
)
def test_a_compact_number_may_have_more_digits(value, text):
    assert compact(value, 4) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (0.00025064, "0.0002506"), (1234.0, "1234"), (-12.3456, MINUS + "12.35"), (99999.6, "100000"),
        (2.5e-7, f"2.500{THIN}\N{MIDDLE DOT}{THIN}10<sup>{MINUS}7</sup>"),
        (-3e9, f"{MINUS}3.000{THIN}\N{MIDDLE DOT}{THIN}10<sup>9</sup>"),
    ],
)  # fmt: skip
def test_four_digits_are_written_out_where_that_is_short(value, text):
    assert significant(value) == text


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ([], "0.00"), ([(1.0, "")], "1.00"), ([(-2.35, "x"), (11.82, "y")], f"{MINUS}2.35{THIN}x + 11.82{THIN}y"),
        ([(1.0, "x"), (-0.5, "")], f"1.00{THIN}x {MINUS} 0.50"), ([(1.0, "x"), (-0.001, "")], f"1.00{THIN}x + 0.00"),
    ],
)  # fmt: skip
def test_a_sum_has_its_signs_between_its_terms(terms, text):
    assert signed_sum(terms) == text


def test_thousands_stand_apart():
    assert [count(n) for n in (7, 1234567)] == ["7", "1\u202f234\u202f567"]


@pytest.mark.parametrize(
    ("name", "e", "h"), [("e", "e", "h"), ("xi", "\N{GREEK SMALL LETTER XI}", "h"), ("z", "z", "a")]
)
@pytest.mark.parametrize("base", [0, 1])
def test_names_follow_the_notation_and_the_index_base(name, e, h, base):
    symbols = Symbols(NOTATIONS[name], base)
    assert symbols.index(2) == str(2 + base)
    assert symbols.e(0) == indexed(e, str(base))
    assert symbols.h(1) == indexed(h, str(1 + base))
    assert symbols.w(0, 1) == f"<i>w</i><sub>{base}{base + 1}</sub>"
    assert symbols.b() == "<i>b</i>"
    assert "<sub>" not in symbols.y(0, 1)
    assert f"<sub>{base}</sub>" in symbols.y(0, 2)


def test_there_is_a_notation_for_every_name_that_a_document_can_have():
    assert tuple(NOTATIONS) == settings.NOTATIONS


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.01, "0.01"), (1e-5, "1e−5"), (-3.0, "−3"), (1e9, "1e9"), (0.12345, "0.1235"), (-2e-7, "−2e−7")],
)
def test_short_numbers_are_written_as_they_are_typed(value, text):
    assert short(value) == text
    assert parse_number(text) == pytest.approx(value, rel=1e-3)


def test_rich_text_is_read_out_without_its_tags():
    assert plain("<i>e</i><sub>1</sub> &gt; 0") == "e1 > 0"


@pytest.mark.parametrize(
    ("share", "text"),
    [(1, "100"), (0.9999, "99.9"), (0.984, "98.4"), (0.5, "50"), (0, "0"), (0.29, "29"), (0.0004, "0")],
)
def test_a_share_is_rounded_down_so_that_only_all_are_all(share, text):
    assert percent(share) == f"{text}\N{THIN SPACE}%"
    assert percent(float("nan")) == "\N{EN DASH}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.02, "0.02"), (1.0, "1"), (5000, "5\u202f000"), (2e5, "2 · 10<sup>5</sup>"), (5e-6, "5 · 10<sup>−6</sup>"),
        (-0.5, "−0.5"), (1.5e7, "1.5 · 10<sup>7</sup>"),
    ],
)  # fmt: skip
def test_a_brief_number_leaves_out_what_says_nothing(value, text):
    assert brief(value) == text.replace(" ", "\N{THIN SPACE}")
