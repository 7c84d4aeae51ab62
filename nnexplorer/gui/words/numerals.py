"""Reads the numbers that a hand types: with a point or a comma, any minus, or as a constant such as 1/3."""

from __future__ import annotations

import math

from nnexplorer.gui.words.notation import MINUS
from nnexplorer.model.faults import FormulaError
from nnexplorer.model.formulas import parse

LONGEST_SHOWN = 40
"""Characters of what was typed that a refusal repeats."""


def parse_number(text: str) -> float:
    """The finite number that `text` writes, with a point or a comma and any minus, or as a constant such as 1/3.

    Raises
    ------
    ValueError
        If it writes none; what is wrong is told in one line.
    """
    typed = " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", "").split())
    plain = typed.replace(MINUS, "-").replace(",", ".")
    try:
        value = float(plain) if plain.isascii() else math.nan
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    try:
        return float(parse(plain.removeprefix("+"), ()).evaluate({}))
    except FormulaError as fault:
        why = f": {fault.what}" if _is_composed(plain) else "; write it like 0.25, -3, 1e-3 or 1/3"
    shown = typed if len(typed) <= LONGEST_SHOWN else f"{typed[: LONGEST_SHOWN - 3]}..."
    raise ValueError(f"'{shown}' is not a number{why}")


def _is_composed(text: str) -> bool:
    """Whether `text` is meant to be more than a single number or word."""
    return text.isascii() and any(sign in text[1:] for sign in "*/^(")
