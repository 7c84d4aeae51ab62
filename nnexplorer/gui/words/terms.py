"""Numbers and sums as one writes them down in a calculation by hand, as rich text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnexplorer.gui.words.notation import MINUS, THIN, italic, significant

if TYPE_CHECKING:
    from nnexplorer.model.network import Array

PARTIAL, LOSS = "\N{PARTIAL DIFFERENTIAL}", italic("L")
TIMES, ELLIPSIS = f"{THIN}\N{MIDDLE DOT}{THIN}", "\N{HORIZONTAL ELLIPSIS}"

MOST_TERMS = 3
"""Entries of a vector and terms of a sum that are written out."""


def by(name: str) -> str:
    """The derivative of the loss by what is called `name`."""
    return f"{PARTIAL}{LOSS}/{PARTIAL}{name}"


def plain(value: float) -> str:
    """A number with four significant digits."""
    return significant(float(value))


def bold(value: float) -> str:
    """A number that is the outcome."""
    return f"<b>{plain(value)}</b>"


def bracketed(value: float) -> str:
    """A number behind a sign: a negative one in brackets."""
    text = plain(value)
    return f"({text})" if text.startswith(MINUS) else text


def product(first: float, second: float) -> str:
    """Two numbers and the sign between them."""
    return f"{bracketed(first)}{TIMES}{bracketed(second)}"


def total(terms: Sequence[str]) -> str:
    """Terms of a sum, of many the first ones and an ellipsis."""
    shown = list(terms) if len(terms) <= MOST_TERMS + 1 else [*terms[:MOST_TERMS], ELLIPSIS]
    return " + ".join(shown)


def vector(values: Array) -> str:
    """The entries of a vector in brackets, a single one without; of many the first ones."""
    return tupled([plain(value) for value in values])


def result(values: Array) -> str:
    """A vector that is the outcome, set in bold."""
    return f"<b>{vector(values)}</b>"


def tupled(texts: Sequence[str]) -> str:
    """Texts as the entries of a vector."""
    if len(texts) == 1:
        return texts[0]
    shown = list(texts) if len(texts) <= MOST_TERMS else [*texts[:MOST_TERMS], ELLIPSIS]
    return f"({', '.join(shown)})"
