"""A unit's sum is printed with the part's own numbers, adds up, and is broken into lines that fit."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.gui.canvases.drawing.unitsum import MOST_TERMS, Statement, fitted, unit_sum
from nnexplorer.gui.words.notation import DOT, MINUS, NOTATIONS, THIN, Symbols, number

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
SYMBOLS = Symbols(NOTATIONS["e"], 0)


def plain(html):
    """What is read of a text: no tags, an ordinary minus and spaces."""
    for sign, spelt in ((MINUS, "-"), (THIN, " "), ("&nbsp;", " ")):
        html = html.replace(sign, spelt)
    return re.sub(r"<[^>]+>", "", html)


def products(statement):
    """The numbers of a written sum, term by term."""
    terms = [plain(term).replace(" ", "") for term in statement.terms]
    return [[float(part.strip("()")) for part in term.split(DOT)] for term in terms if ELLIPSIS not in term]


@pytest.mark.parametrize("shape", [(1, 3, 1), (2, 4, 2), (6, 3, 1), (784, 20, 10)], ids=str)
@pytest.mark.parametrize("hidden", ["tanh", "step", "relu", "identity"])
def test_the_sums_numbers_are_the_parts(network_part, shape, hidden):
    part = network_part(*shape, hidden=hidden)
    for unit in range(part.units):
        excitation, activation = unit_sum(part, unit, SYMBOLS)
        (bias,), *rest = products(excitation)
        assert bias == pytest.approx(part.first[unit, 0], abs=0.005)
        for j, (weight, x) in enumerate(rest):
            assert weight == pytest.approx(part.first[unit, j + 1], abs=0.005)
            assert x == pytest.approx(part.values.x[j], abs=0.005)
        assert excitation.result == number(part.values.e1[unit])
        assert activation.result == number(part.values.h[unit], 3)
        assert number(part.values.e1[unit]) in activation.terms[0]


def test_a_sum_that_is_written_out_adds_up(network_part):
    part = network_part(4, 8, 1)
    for unit in range(part.units):
        excitation, _ = unit_sum(part, unit, SYMBOLS)
        total = sum(float(np.prod(term)) for term in products(excitation))
        assert total == pytest.approx(part.values.e1[unit], abs=0.005 * (1 + 4 * 2))
        assert float(plain(excitation.result)) == pytest.approx(part.values.e1[unit], abs=0.005)


@pytest.mark.parametrize("inputs", range(1, 12))
def test_a_long_sum_is_cut_short(network_part, inputs):
    (excitation, _) = unit_sum(network_part(inputs, 2, 1), 0, SYMBOLS)
    assert len(excitation.terms) == min(inputs + 1, MOST_TERMS)
    assert (ELLIPSIS in excitation.line) == (inputs + 1 > MOST_TERMS)


@pytest.mark.parametrize("name", NOTATIONS)
@pytest.mark.parametrize("base", [0, 1])
def test_quantities_have_the_notations_letters(network_part, name, base):
    symbols = Symbols(NOTATIONS[name], base)
    excitation, activation = unit_sum(network_part(probed=False), 2, symbols)
    assert (excitation.name, activation.name) == (symbols.e(2), symbols.h(2))
    assert all(symbols.x(j) in excitation.line for j in range(2))
    assert activation.terms == (f"tanh({symbols.e(2)})",)


def test_without_a_probe_it_is_a_sum_of_the_inputs(network_part):
    part = network_part(probed=False)
    excitation, activation = unit_sum(part, 1, SYMBOLS)
    bias, *weights = part.first[1]
    for weight, j in zip(weights, range(2), strict=True):
        assert excitation.terms[j + 1].endswith(f"{number(abs(weight))}{THIN}{SYMBOLS.x(j)}")
        assert excitation.terms[j + 1].startswith(MINUS if weight < 0 else "+")
    assert excitation.terms[0] == number(bias)
    assert excitation.result == activation.result == ""


def test_the_identity_has_no_name(network_part):
    _, activation = unit_sum(network_part(hidden="identity", probed=False), 0, SYMBOLS)
    assert activation.line == f"{SYMBOLS.h(0)} = {SYMBOLS.e(0)}"


def test_a_negative_factor_stands_in_brackets(network_part):
    part = network_part()
    moved = replace(part, values=replace(part.values, x=np.array([-0.25, 0.5])))
    excitation, _ = unit_sum(moved, 0, SYMBOLS)
    assert f"({MINUS}0.25)" in excitation.terms[1]
    assert excitation.terms[2].endswith("0.50")


@pytest.mark.parametrize("width", [60, 100, 160, 240, 400, 1000])
def test_broken_lines_fit_and_say_all(width):
    terms = ("0.10", *(f"+ 0.{k}0 x" for k in range(1, 6)))
    statement = Statement("e", terms, "1.00")
    lines = statement.broken(width, lambda text: 6.0 * len(re.sub("<[^>]+>", "", text)))
    assert " ".join(line for _, line in lines) == statement.line
    assert lines[0][0] == 0.0
    for indent, line in lines:
        assert indent + 6.0 * len(re.sub("<[^>]+>", "", line)) <= max(width, 6.0 * (2 + len(terms[-1])))


@pytest.mark.parametrize("inputs", [1, 2, 6, 784])
@pytest.mark.parametrize("probed", [True, False])
@pytest.mark.parametrize("broken", [True, False])
def test_lines_fit_where_there_is_room_for_a_result(network_part, style, inputs, probed, broken):
    statements = unit_sum(network_part(inputs, 4, 1, probed=probed), 1, style.symbols)
    high = style.line_height("small")
    for wide in (130, 220, 300, 500, 1200):
        for rows in (1, 2, 5, 9):
            lines = fitted(statements, wide, rows * high, broken, style, "small")
            assert 1 <= len(lines) <= rows
            for indent, line in lines:
                assert indent + style.text_width(line, "small") <= wide


def test_more_room_says_more(network_part, style):
    statements = unit_sum(network_part(4, 4, 1), 1, style.symbols)
    said = []
    for wide, rows in ((110, 1), (220, 1), (220, 9), (900, 9)):
        lines = fitted(statements, wide, rows * style.line_height("small"), rows > 1, style, "small")
        said.append(len(plain("".join(line for _, line in lines)).replace(" ", "")))
    assert said == sorted(said)
    assert statements[0].result in "".join(line for _, line in fitted(statements, 110, 9, False, style, "small"))


def test_no_room_at_all_is_borne(network_part, style):
    statements = unit_sum(network_part(784, 20, 10), 19, style.symbols)
    for broken in (True, False):
        assert fitted(statements, 1.0, 1.0, broken, style, "normal")
